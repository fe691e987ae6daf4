"""A second reading of annotated reports in full: shows them with every mention and event in place, and takes corrections into the corpus.

    python -m training.revise [--data ../shared/data] list PART [PART ...] [--rounds w-v] [--share 2/7] --out FILE
    python -m training.revise [--data ../shared/data] take ANSWERS [...]

`list` goes by text and annotations alone, never by what a model reads, so that the test parts stay a fair measure. A report is

    === w-a-023 2010-04-22 "Title"
    [7] {E3 They} <2 locked up> forty {E8 men}.
    E3 Zabulan (state): 4:Torshab 7:They
    2 COERCE (arrest) actual 7:"locked up" : E3 -> E8 | amount 40

(sentences by number; {entity words}, <event words>; then entities and events), and a correction one line of an answer file:

    w-a-023 | 2 | recipients | E8 E9            sides and says take entity ids, or none
    w-a-023 | 2 | type | SANCTION               also status and modes (commas between, or none)
    w-a-023 | 2 | trigger | 7:locked            7:words#2 for the second occurrence in the sentence
    w-a-023 | 2 | mention | 9:the arrests       another mention of the event
    w-a-023 | 2 | unmention | 9:the arrests     takes one away
    w-a-023 | 2 | open | recipients             careful readers may differ on that side (or none)
    w-a-023 | 2 | optional | yes                careful readers may differ on the event as a whole (or no)
    w-a-023 | 2 | amount | none                 takes away what belongs to no act or to another; also date, place, condition ...
    w-a-023 | 2 | drop                          no event by the codebook
    w-a-023 | new | N1 | REQUEST (change) actual | 8:asked | E3 -> E4
    w-a-023 | entity | E20 | the bishop | person | 8:the bishop; 9:he
    w-a-023 | E3 | mention | 9:they             a mention of a party; unmention takes one away
    w-a-023 | E3 | country | KEN                ISO alpha-3, or none; sectors the same way (blanks between)

Corrections are made in the order of the file, but new entities first and then new events. A ledger entry that rests on one event alone
follows that event's sides, and goes with it. `take` refuses what it does not find and goes on.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sitroom.codebook import ontology
from sitroom.errors import AnnotationError
from sitroom.reading.sentences import split_sentences
from training.annotation import CORPUS_KINDS, STRETCH_FIELDS, VALUE_FIELDS, breaches, occurrences, problems, quote
from training.corpus import add_choice, chosen_reports, rewrite

SIDES = {"actors": "by", "recipients": "to"}
_KIND = re.compile(r"^(?P<type>[A-Z]+) *(?:\((?P<modes>[^)]*)\))? *(?P<status>[a-z]+)$")


def shown(report: dict[str, Any]) -> str:
    """An aligned report as the second reader sees it."""
    text, bounds = report["text"], split_sentences(report["text"])

    def at(stretch: dict[str, Any]) -> str:
        n = next((n for n, (a, b) in enumerate(bounds, 1) if a <= stretch["start"] < b), 0)
        return f"{n}:{stretch['text']}"

    marks: list[tuple[int, int, int, str]] = []
    for entity in report["entities"]:
        marks += _around(entity["mentions"], f"{{{entity['id']} ", "}")
    for event in report["events"]:
        marks += _around([event["trigger"], *event["other_mentions"]], f"<{event['id']} ", ">")
    marks.sort()
    lines = [f'=== {report["id"]} {report.get("published") or "undated"} "{report.get("title") or ""}"']
    for n, (start, end) in enumerate(bounds, 1):
        out, here = "", start
        for place, _, _, mark in (m for m in marks if start <= m[0] <= end):
            out += text[here:place] + mark
            here = place
        lines.append(f"[{n}] " + " ".join((out + text[here:end]).split()))
    for entity in report["entities"]:
        lines.append(f"{entity['id']} {entity['name']} ({entity['kind']}): " + "; ".join(map(at, entity["mentions"])))
    for event in report["events"]:
        lines.append(_event_line(event, at))
    return "\n".join(lines)


def _around(stretches: Iterable[dict[str, Any]], opening: str, closing: str) -> list[tuple[int, int, int, str]]:
    """Marks by place: what closes stands before what opens, the longer stretch opens first and closes last."""
    marks = []
    for s in stretches:
        marks += [(s["start"], 1, -s["end"], opening), (s["end"], 0, -s["start"], closing)]
    return marks


def _event_line(event: dict[str, Any], at: Any) -> str:
    modes = f" ({', '.join(event['modes'])})" if event.get("modes") else ""
    said = "; ".join(map(at, [event["trigger"], *event["other_mentions"]]))
    sides = [" ".join(p["entity"] for p in event[side]) or "none" for side in SIDES]
    more = [f"says {event['attributed_to']['entity']}"] if event.get("attributed_to") else []
    more += ["optional"] if event.get("optional") else []
    more += [f"open {' '.join(event['open_sides'])}"] if event.get("open_sides") else []
    more += [
        f'{field} "{stretch["text"]}"'
        for field in ("date", "place", "condition", "deadline", "exemption", "amount")
        if (stretch := (event.get(field) or {}).get("stretch") or (event.get(field) if field in _PLAIN else None))
    ]
    return " | ".join(
        [f"{event['id']} {event['type']}{modes} {event['status']} {said} : {sides[0]} -> {sides[1]}", *more]
    )


_PLAIN = ("condition", "exemption")


class Revision:
    """Corrections to one report as the corpus holds it (real passages: stand-off, by offsets)."""

    def __init__(self, row: dict[str, Any], text: str) -> None:
        self.row = row
        self.text = text
        self.bounds = split_sentences(text)

    def make(self, cells: list[str]) -> None:
        """Makes the correction of one line (its cells after the report's id); raises AnnotationError for one that does not fit."""
        match cells:
            case ["new", id, kind, trigger, sides]:
                self._add(id, kind, trigger, sides)
            case ["entity", id, name, kind, mentions]:
                self._add_entity(id, name, kind, mentions)
            case [id, "drop"]:
                self._drop(self._event(id))
            case [id, ("mention" | "unmention") as what, words] if id.startswith("E"):
                self._remark(self._entity(id), "mentions", what, words)
            case [id, ("country" | "sectors") as what, value] if id.startswith("E"):
                self._tell(self._entity(id), what, value)
            case [id, ("mention" | "unmention") as what, words]:
                self._remark(self._event(id), "other_mentions", what, words)
            case [id, field, value]:
                self._set(self._event(id), field, value)
            case _:
                raise AnnotationError(f"{' | '.join(cells)!r} is no correction")

    def _event(self, id: str) -> dict[str, Any]:
        return self._one("events", id)

    def _entity(self, id: str) -> dict[str, Any]:
        return self._one("entities", id)

    def _one(self, kind: str, id: str) -> dict[str, Any]:
        found = next((one for one in self.row[kind] if one["id"] == id), None)
        if found is None:
            raise AnnotationError(f"there is no {id!r} among the {kind}")
        return found  # type: ignore[no-any-return]

    def _parties(self, ids: str) -> list[str]:
        if ids == "none":
            return []
        return [self._entity(id)["id"] for id in ids.replace(",", " ").split()]

    def _stretch(self, words: str) -> Any:
        """ "7:words#2" in the form in which the row holds stretches."""
        number, _, rest = words.strip().partition(":")
        plain, _, count = rest.partition("#")
        if not (number.isdigit() and 1 <= int(number) <= len(self.bounds) and plain):
            raise AnnotationError(f"{words!r} is no stretch; write SENTENCE:words")
        start, end = self.bounds[int(number) - 1]
        found = [(a, b) for a, b in occurrences(self.text, plain) if start <= a and b <= end]
        n = int(count) if count.isdigit() else 1
        if len(found) < n:
            raise AnnotationError(f"{plain!r} is not in sentence {number}")
        a, b = found[n - 1]
        return quote(self.text, a, b) if "text" in self.row else [a, b]

    def _remark(self, one: dict[str, Any], field: str, what: str, words: str) -> None:
        stretch = self._stretch(words)
        own = one.setdefault(field, [])
        if what == "mention":
            if stretch in own or stretch == one.get("trigger"):
                raise AnnotationError(f"{words!r} is marked already")
            own.append(stretch)
        elif stretch in own:
            own.remove(stretch)
        elif stretch == one.get("trigger") and own:
            one["trigger"] = own.pop(0)
        else:
            raise AnnotationError(f"{words!r} is no mention that can be taken away")
        if not own:
            del one[field]

    def _tell(self, entity: dict[str, Any], what: str, value: str) -> None:
        if what == "country" and not re.fullmatch(r"[A-Z]{3}|none", value):
            raise AnnotationError(f"{value!r} is no country; write ISO alpha-3 or none")
        if what == "sectors" and (unknown := set(value.split()) - {*ontology.sectors(), "none"}):
            raise AnnotationError(f"{' '.join(sorted(unknown))} is no sector")
        plain = None if value == "none" else value
        entity[what] = plain if what == "country" else (plain or "").split()

    def _set(self, event: dict[str, Any], field: str, value: str) -> None:
        match field:
            case "actors" | "recipients":
                self._set_side(event, field, self._parties(value))
            case "says":
                said_by = self._parties(value)
                if said_by:
                    event["attributed_to"] = said_by[0]
                else:
                    event.pop("attributed_to", None)
            case "type" | "status":
                event[field] = value
            case "modes":
                event["modes"] = _modes(value)
            case "trigger":
                stretch = self._stretch(value)
                event["other_mentions"] = [m for m in event.get("other_mentions", []) if m != stretch]
                event["trigger"] = stretch
            case "open":
                event["open_sides"] = [] if value == "none" else value.replace(",", " ").split()
            case "optional":
                event["optional"] = value == "yes"
            case _ if field in (*VALUE_FIELDS, *STRETCH_FIELDS) and value == "none":
                if event.pop(field, None) is None:
                    raise AnnotationError(f"the event has no {field}")
            case _:
                raise AnnotationError(f"an event has no field {field!r} that can be set here")
        for name in ("open_sides", "optional", "other_mentions"):
            if name in event and not event[name]:
                del event[name]

    def _set_side(self, event: dict[str, Any], side: str, parties: list[str]) -> None:
        before = event.get(side, [])
        for entry in self.row.get("ledger", []):
            if entry.get("events") == [event["id"]] and entry.get(SIDES[side], []) == before:
                entry[SIDES[side]] = parties
        event[side] = parties
        if side in event.get("open_sides", []):
            event["open_sides"].remove(side)

    def _add(self, id: str, kind: str, trigger: str, sides: str) -> None:
        found = _KIND.match(kind)
        actors, arrow, recipients = sides.partition("->")
        if found is None or not arrow:
            raise AnnotationError(f"{kind} | {sides} is no event; write TYPE (modes) status | words | E1 -> E2")
        if any(event["id"] == id for event in self.row["events"]):
            raise AnnotationError(f"there is an event {id!r} already")
        self.row["events"].append(
            {
                "id": id,
                "type": found["type"],
                "modes": _modes(found["modes"] or "none"),
                "status": found["status"],
                "actors": self._parties(actors.strip()),
                "recipients": self._parties(recipients.strip()),
                "trigger": self._stretch(trigger),
            }
        )

    def _add_entity(self, id: str, name: str, kind: str, mentions: str) -> None:
        if any(one["id"] == id for one in self.row["entities"]):
            raise AnnotationError(f"there is an entity {id!r} already")
        if kind not in CORPUS_KINDS:
            raise AnnotationError(f"{kind!r} is no kind of entity")
        marked = [self._stretch(words) for words in mentions.split(";")]
        self.row["entities"].append({"id": id, "name": name, "kind": kind, "country": None, "mentions": marked})

    def _drop(self, event: dict[str, Any]) -> None:
        self.row["events"].remove(event)
        kept = []
        for entry in self.row.get("ledger", []):
            if event["id"] in entry.get("events", []):
                entry["events"] = [id for id in entry["events"] if id != event["id"]]
                if not entry["events"]:
                    continue
            kept.append(entry)
        self.row["ledger"] = kept


def _modes(value: str) -> list[str]:
    return [] if value == "none" else [mode.strip() for mode in value.split(",") if mode.strip()]


def revise(row: dict[str, Any], text: str, lines: Iterable[tuple[str, list[str]]]) -> list[str]:
    """Makes corrections ((where it stands, cells)) in a row; what is refused comes back as messages.

    A row that breaks the codebook afterwards (`training.annotation`) keeps its corrections and is reported.
    """
    refused = []
    revision = Revision(row, text)
    for where, cells in sorted(lines, key=lambda line: {"entity": 0, "new": 1}.get(line[1][0], 2)):
        try:
            revision.make(cells)
        except AnnotationError as error:
            refused.append(f"{where}: {row['id']}: {error}")
    return [*refused, *(problems if "text" in row else breaches)(row)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--data", type=Path, default=None, help="folder of the open sets, for real passages")
    commands = parser.add_subparsers(dest="command", required=True)
    lister = commands.add_parser("list")
    add_choice(lister)
    lister.add_argument("--out", type=Path, required=True)
    taker = commands.add_parser("take")
    taker.add_argument("answers", nargs="+", type=Path)
    args = parser.parse_args()
    if args.command == "take":
        return _take(args.corpus, args.data, args.answers)
    reports = chosen_reports(args.corpus, args.data, args)
    args.out.write_text("\n\n".join(map(shown, reports)) + "\n", encoding="utf-8")
    print(f"{len(reports)} reports")
    return 0


def _take(corpus: Path, data: Path | None, files: list[Path]) -> int:
    refused: list[str] = []
    given: dict[str, list[tuple[str, list[str]]]] = {}
    for file in files:
        for n, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            cells = [cell.strip() for cell in line.partition(" // ")[0].split("|")]
            if len(cells) > 2:
                given.setdefault(cells[0], []).append((f"{file.name}, line {n}", cells[1:]))
            elif line.strip():
                refused.append(f"{file.name}, line {n}: {line!r} is no correction")
    asked = sum(map(len, given.values()))
    refused += rewrite(corpus, data, given, lambda row, text: revise(row, text, given[row["id"]]))
    print("\n".join([*refused, f"{asked} corrections, {len(refused)} refused"]), file=sys.stderr)
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
