"""The ledger of one report: what its events leave pending at its end (CODEBOOK section 3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from sitroom.codebook.records import Change, Deadline, Entity, Event, EventAmount, LedgerEntry
from sitroom.codebook.reports import Report
from sitroom.codebook.stretches import Stretch
from sitroom.ledger.acts import acts_of, in_turn
from sitroom.ledger.book import Book
from sitroom.ledger.entries import Entry

T = TypeVar("T")


def open_ledger(report: Report, events: Sequence[Event], entities: Sequence[Entity] = ()) -> tuple[LedgerEntry, ...]:
    """Entries in the order in which their openers stand in the report. entities: those of the report, to know parties by."""
    book = Book.of()
    by_id: Mapping[str, Entity] = {entity.id: entity for entity in entities}
    acts = acts_of(report, events, by_id)
    for act in in_turn(acts):
        book.take(act)
    place = {act.id: number for number, act in enumerate(acts)}
    entries = sorted(book.entries.values(), key=lambda entry: place[entry.opened_by])
    return tuple(_closed(entry, report) for entry in entries)


def _closed(entry: Entry, report: Report) -> LedgerEntry:
    """The entry as the report leaves it."""
    lines = [
        line
        for line in entry.history()
        # A deadline ahead of the report has not passed yet.
        if line.act is not None or report.published is None or line.day is None or line.day <= report.published
    ]
    return LedgerEntry(
        entry.kind,
        entry.what,
        tuple(entry.by),
        tuple(entry.to),
        lines[-1].status,
        tuple(Change(line.status, line.day, line.act, line.evidence) for line in lines),
        tuple(entry.acts),
        _as(Deadline, entry.term("deadline")),
        _as(Stretch, entry.term("condition")),
        _as(Stretch, entry.term("exemption")),
        _as(EventAmount, entry.term("amount")),
    )


def _as(kind: type[T], value: object) -> T | None:
    return value if isinstance(value, kind) else None
