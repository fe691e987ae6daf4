"""One self-contained page of readings: the text with stacked marks beside the record.

The page fetches nothing and runs no script: hovering or focusing a field lights its words, and the other way round, by
style rules alone. Everything that comes from a report is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from sitroom import __version__
from sitroom.codebook.records import Event, Reading
from sitroom.codebook.stretches import Stretch
from sitroom.desk import words

LANES = 5
"""Marks that can be told apart where they overlap; further ones share the last line."""

_COLOURS = {
    "trigger": "event", "actor": "who", "recipient": "whom", "when": "when", "where": "where", "how much": "amount",
    "condition": "condition", "deadline": "deadline", "exemption": "exemption", "reason": "reason", "says who": "says",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch that says one field of one event. key ties it to the field; lane is its line under the words."""

    key: str
    label: str
    colour: str
    stretch: Stretch
    lane: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Text between two mark bounds: the marks over it, and the events whose trigger ends with it."""

    text: str
    marks: tuple[Mark, ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    key: str
    label: str
    value: str
    colour: str


@dataclass(frozen=True, slots=True)
class Card:
    key: str
    number: int
    event: Event
    act: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the template shows of one reading."""

    reading: Reading
    pieces: tuple[Piece, ...]
    cards: tuple[Card, ...]
    keys: tuple[str, ...]


def page_of(readings: Sequence[Reading]) -> str:
    """The page as HTML."""
    environment = Environment(
        loader=PackageLoader("sitroom.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        by_section=words.by_section,
        title_of=words.title_of,
        status_of=words.status_of,
        version=__version__,
        lanes=range(LANES),
    )
    sheets = [sheet_of(reading, f"r{number}") for number, reading in enumerate(readings, 1)]
    return environment.get_template("page.html").render(sheets=sheets)


def sheet_of(reading: Reading, prefix: str) -> Sheet:
    """The marks and cards of one reading; prefix keeps the keys of several apart."""
    raw: list[tuple[str, str, str, Stretch]] = []
    cards = []
    ends: dict[int, list[int]] = {}
    for number, event in enumerate(reading.events, 1):
        rows = []
        base = f"{prefix}e{number}"
        for stretch in event.evidence:
            raw.append((f"{base}t", f"{number}: {event.type}", "event", stretch))
            ends.setdefault(stretch.end, []).append(number)
        for side, label, colour in ((event.actors, "who", "who"), (event.recipients, "to whom", "whom")):
            if not side and label == "to whom":
                continue
            key = f"{base}{label[-1]}{label[0]}"
            rows.append(Row(key, label, words.parties(side), colour))
            raw.extend((key, f"{number}: {label}", colour, m) for party in side for m in party.mentions)
        for index, field in enumerate(words.fields_of(event)):
            key = f"{base}f{index}"
            colour = _COLOURS[field.label]
            rows.append(Row(key, field.label, field.value, colour))
            raw.extend((key, f"{number}: {field.label}", colour, stretch) for stretch in field.words)
        cards.append(Card(f"{base}t", number, event, words.kind_of_act(event), tuple(rows)))
    marks = _in_lanes(raw)
    keys = tuple(dict.fromkeys(m.key for m in marks))
    return Sheet(reading, tuple(_pieces(reading.report.text, marks, ends)), tuple(cards), keys)


def _in_lanes(raw: list[tuple[str, str, str, Stretch]]) -> list[Mark]:
    """Longer marks on lower lines, so that overlapping ones stay apart."""
    out: list[Mark] = []
    free: list[int] = []
    for key, label, colour, stretch in sorted(raw, key=lambda r: (r[3].start, -(r[3].end - r[3].start))):
        lane = next((i for i, end in enumerate(free) if end <= stretch.start), None)
        if lane is None:
            lane = len(free)
            free.append(0)
        free[lane] = stretch.end
        out.append(Mark(key, label, colour, stretch, min(lane, LANES - 1)))
    return out


def _pieces(text: str, marks: list[Mark], ends: dict[int, list[int]]) -> list[Piece]:
    cuts = sorted({0, len(text), *(m.stretch.start for m in marks), *(m.stretch.end for m in marks)})
    starting: dict[int, list[Mark]] = {}
    for mark in marks:
        starting.setdefault(mark.stretch.start, []).append(mark)
    open_marks: list[Mark] = []
    out = []
    for a, b in zip(cuts, cuts[1:], strict=False):
        open_marks = [m for m in open_marks if m.stretch.end > a] + starting.get(a, [])
        out.append(Piece(text[a:b], tuple(open_marks), tuple(ends.get(b, ()))))
    return out
