"""The record in words that people read: one place for terminal and page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from sitroom.codebook.records import Event, LedgerEntry, Party, Reading
from sitroom.codebook.stretches import Stretch
from sitroom.reading.sentences import split_sentences

WINDOW = 600
"""Characters on each side of a stretch among which its sentence is sought."""

Section = Literal["In force", "Pending", "Refused, lapsed or broken", "Done", "Statements"]
SECTIONS: tuple[Section, ...] = ("In force", "Pending", "Refused, lapsed or broken", "Done", "Statements")

_SECTION: dict[str, Section] = {
    "in_force": "In force",
    "eased": "In force",
    "threatened": "Pending",
    "announced": "Pending",
    "open": "Pending",
    "requested": "Pending",
    "scheduled": "Pending",
    "under_way": "Pending",
    "partly_met": "Pending",
    "refused": "Refused, lapsed or broken",
    "lapsed": "Refused, lapsed or broken",
    "broken": "Refused, lapsed or broken",
    "cancelled": "Refused, lapsed or broken",
    "postponed": "Refused, lapsed or broken",
    "collapsed": "Refused, lapsed or broken",
}


def title_of(reading: Reading) -> str:
    """The report's title, or else the name of its file without the folders, or its id."""
    report = reading.report
    return report.title or (PurePath(report.origin).name if report.origin else report.id)


def section_of(entry: LedgerEntry) -> Section:
    """Under which heading an entry stands, by its kind and status."""
    if entry.kind in ("position", "claim"):
        return "Statements"
    return _SECTION.get(entry.status, "Done")


def party(one: Party) -> str:
    """A party with its country and sectors: "Victoria Nuland (USA GOV)"."""
    code = " ".join([*([one.country] if one.country else []), *one.sectors[:3]])
    return f"{one.name} ({code})" if code and one.country != one.name else one.name


def parties(side: Iterable[Party]) -> str:
    return "; ".join(party(p) for p in side) or "not stated"


def kind_of_act(event: Event) -> str:
    return f"{event.type} ({', '.join(event.modes)})" if event.modes else event.type


def status_of(entry: LedgerEntry) -> str:
    """The status as it came about: "open > refused > lapsed"."""
    return " > ".join(c.status.replace("_", " ") for c in entry.history)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an event: its label, what it says, and the words that say it."""

    label: str
    value: str
    words: tuple[Stretch, ...]


def fields_of(event: Event) -> list[Field]:
    """The fields of an event that say something, in the order of the codebook; what is not stated is left out."""
    out: list[Field] = []
    if event.date:
        found = event.date.interval
        if found is None:
            value = f"“{event.date.stretch.text}”: not resolved ({event.date.reason})"
        elif found.start == found.end:
            value = f"{found.start}"
        else:
            value = f"{found.start or '…'} to {found.end or '…'} ({found.precision})"
        out.append(Field("when", value, (event.date.stretch,)))
    if event.place:
        at = event.place.place
        value = (
            f"{at.name}{', ' + at.country if at.country and at.country != at.name else ''} ({at.precision})"
            if at
            else f"“{event.place.stretch.text}”: not resolved"
        )
        out.append(Field("where", value, (event.place.stretch,)))
    if event.amount:
        out.append(Field("how much", amount(event), (event.amount.stretch,)))
    if event.condition:
        out.append(Field("condition", f"“{event.condition.text}”", (event.condition,)))
    if event.deadline:
        day = event.deadline.date
        value = f"by {day}" if day else f"“{event.deadline.stretch.text}”: not resolved ({event.deadline.reason})"
        out.append(Field("deadline", value + (" (passed)" if event.deadline.passed else ""), (event.deadline.stretch,)))
    if event.exemption:
        out.append(Field("exemption", f"“{event.exemption.text}”", (event.exemption,)))
    if event.reason:
        out.append(Field("reason", f"“{event.reason.text}”", (event.reason,)))
    if event.attributed_to:
        out.append(Field("says who", party(event.attributed_to), event.attributed_to.mentions))
    return out


def amount(event: Event) -> str:
    """An amount as a range with its unit."""
    assert event.amount is not None
    low, high, unit = event.amount.amount.min, event.amount.amount.max, event.amount.amount.unit or ""
    if low is not None and high is not None:
        number = f"{low:,.10g}" if low == high else f"{low:,.10g} to {high:,.10g}"
    elif low is not None:
        number = f"at least {low:,.10g}"
    elif high is not None:
        number = f"at most {high:,.10g}"
    else:
        return f"“{event.amount.stretch.text}”"
    return f"{number} {unit}".strip()


def sentence_around(text: str, stretch: Stretch, reach: int = 160) -> tuple[int, int]:
    """Bounds of the words to quote around a stretch: its sentences, at most `reach` characters to each side."""
    # Far enough out that where sentences begin is not told by where the window is cut.
    first = max(text.rfind("\n", 0, stretch.start) + 1, stretch.start - WINDOW)
    line_end = text.find("\n", stretch.end, stretch.end + WINDOW)
    window = text[first : line_end if line_end != -1 else stretch.end + WINDOW]
    own = [
        bound
        for a, b in split_sentences(window)
        if first + a < stretch.end and first + b > stretch.start
        for bound in (first + a, first + b)
    ]
    start = max(min(own, default=stretch.start), stretch.start - reach)
    end = min(max(own, default=stretch.end), stretch.end + reach)
    while start > 0 and start < stretch.start and text[start - 1].isalnum() and text[start].isalnum():
        start += 1
    while end < len(text) and end > stretch.end and text[end - 1].isalnum() and text[end].isalnum():
        end -= 1
    return start, end


def by_section(reading: Reading) -> list[tuple[Section, list[LedgerEntry]]]:
    """The ledger under its headings, empty ones left out."""
    out = []
    for name in SECTIONS:
        own = [entry for entry in reading.ledger if section_of(entry) == name]
        if own:
            out.append((name, own))
    return out
