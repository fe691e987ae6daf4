"""What kinds of error a reader makes: events missed or too many, types taken for others, sides wrong, statuses confused.

An annotated and a read event stand at the same words where a trigger or further mention of the one overlaps the other's trigger
or evidence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.gate.score_events import overlap, side_agrees, spans_of

SIDES = ("actors", "recipients")


@dataclass(slots=True)
class Kinds:
    """Counts over reports. right: annotated events at whose words one of the same type is read; sides: what became of their sides."""

    annotated: int = 0
    right: int = 0
    missed: int = 0
    other_type: int = 0
    read: int = 0
    extra: int = 0
    types: Counter[tuple[str, str]] = field(default_factory=Counter)
    missed_types: Counter[str] = field(default_factory=Counter)
    extra_types: Counter[str] = field(default_factory=Counter)
    sides: dict[str, Counter[str]] = field(default_factory=lambda: {side: Counter() for side in SIDES})
    statuses: Counter[tuple[str, str]] = field(default_factory=Counter)


def error_kinds(rows: Sequence[Mapping[str, Any]], read: Mapping[str, Mapping[str, Any]]) -> Kinds:
    """rows: annotated reports; read: what was read of them, by id. Optional events count nowhere as errors."""
    out = Kinds()
    for row in rows:
        got = read.get(row["id"], {}).get("events", [])
        for event in got:
            out.read += 1
            if not any(_at_same_words(gold, event) for gold in row["events"]):
                out.extra += 1
                out.extra_types[event["type"]] += 1
        for gold in row["events"]:
            if gold.get("optional"):
                continue
            out.annotated += 1
            there = [event for event in got if _at_same_words(gold, event)]
            same = next((event for event in there if event["type"] == gold["type"]), None)
            if same is not None:
                out.right += 1
                _compare(gold, same, out)
            elif there:
                out.other_type += 1
                out.types[gold["type"], there[0]["type"]] += 1
            else:
                out.missed += 1
                out.missed_types[gold["type"]] += 1
    return out


def _at_same_words(gold: Mapping[str, Any], event: Mapping[str, Any]) -> bool:
    read = spans_of(dict(event), "trigger", "evidence")
    return any(overlap(a, b) for a in spans_of(dict(gold), "trigger", "other_mentions") for b in read)


def _compare(gold: Mapping[str, Any], event: Mapping[str, Any], out: Kinds) -> None:
    if gold["status"] != event["status"]:
        out.statuses[gold["status"], event["status"]] += 1
    for side in SIDES:
        if side in gold.get("open_sides", ()) or side_agrees(gold[side], event[side]):
            out.sides[side]["right"] += 1
        elif not event[side]:
            out.sides[side]["left out"] += 1
        elif not gold[side]:
            out.sides[side]["named where none is"] += 1
        else:
            out.sides[side]["another party"] += 1


def lines_of(kinds: Kinds) -> list[str]:
    """The counts as lines of Markdown."""

    def share(part: int, whole: int) -> str:
        return f"{part} ({part / max(1, whole):.0%})"

    def pairs(found: Counter[tuple[str, str]], most: int) -> str:
        return ", ".join(f"{a} as {b} {n}" for (a, b), n in found.most_common(most)) or "none"

    out = [
        f"- Of {kinds.annotated} annotated events {share(kinds.right, kinds.annotated)} are read with their type at their words; "
        f"at those of {share(kinds.other_type, kinds.annotated)} another type is read, "
        f"at those of {share(kinds.missed, kinds.annotated)} nothing. "
        f"Of {kinds.read} events read, {share(kinds.extra, kinds.read)} stand where none is annotated.",
        f"- Types taken for others: {pairs(kinds.types, 12)}.",
        f"- Missed most: {', '.join(f'{t} {n}' for t, n in kinds.missed_types.most_common(6))}. "
        f"Read where nothing is annotated: {', '.join(f'{t} {n}' for t, n in kinds.extra_types.most_common(6))}.",
    ]
    for side in SIDES:
        own = kinds.sides[side]
        wrong = ", ".join(f"{name} {share(n, kinds.right)}" for name, n in own.most_common() if name != "right")
        out.append(
            f"- {side.capitalize()} of those with the right type: right {share(own['right'], kinds.right)}; {wrong}."
        )
    out.append(f"- Statuses confused: {pairs(kinds.statuses, 6)}.")
    return out
