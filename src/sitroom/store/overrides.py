"""What people set by hand, laid over what the reader found."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from sitroom.codebook.records import Deadline, EventDate, Json, Party
from sitroom.codebook.values import Interval
from sitroom.record.merging import JoinedEvent
from sitroom.record.parties import Who
from sitroom.resolving.actors import resolve_entity
from sitroom.store.lookups import in_chunks

SET_FIELDS = ("type", "status", "modes", "contexts", "actors", "recipients", "date", "deadline")
"""Fields of an event that a person can set."""
DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Overrides:
    """The newest value that a person gave to each field, and whether a person said that it is no event."""

    fields: dict[str, Any]
    dropped: bool

    @classmethod
    def of(cls, rows: Sequence[tuple[str, Any, int, str]]) -> Overrides:
        """rows: field, value, number of the correction, account."""
        fields = {field: value for field, value, _, _ in sorted(rows, key=lambda r: r[2])}
        dropped = bool(fields.pop(DROPPED, False))
        return cls(fields, dropped)


def overrides_of(connection: Connection, event: int, accounts: Sequence[str], *, few: bool) -> Overrides:
    """What people set of an event. accounts: those that its record is merged from; few: it has no others."""
    statement = "SELECT o.field, o.value, o.correction, o.account FROM override o "
    if few:
        rows = in_chunks(connection, statement + "WHERE o.account IN :ids", "ids", accounts)
    else:
        # The overrides first, of which there are few: SQLite takes a CROSS JOIN in the order in which it is written.
        every = text(statement + "CROSS JOIN account a WHERE a.id = o.account AND a.event = :event")
        rows = [tuple(row) for row in connection.execute(every, {"event": event})]
    return Overrides.of([(str(f), json.loads(str(v)), int(str(c)), str(a)) for f, v, c, a in rows])


def event_document(merged: JoinedEvent, overrides: Overrides) -> Json:
    """What is stored and shown of an event: its record without the reports, and the fields that people set."""
    document = merged.to_dict()
    document.pop("reports")
    document["corrected"] = sorted(overrides.fields)
    return document


def overridden(merged: JoinedEvent, overrides: Overrides) -> JoinedEvent:
    """The joined event with what a person set in place of what was read. The words that it points to stay."""
    fields = overrides.fields
    if not fields:
        return merged
    event = merged.event
    more: dict[str, Any] = {}
    for name in ("type", "status"):
        if name in fields:
            more[name] = fields[name]
    for name in ("modes", "contexts"):
        if name in fields:
            more[name] = tuple(fields[name])
    if "date" in fields:
        start, end = (date.fromisoformat(d) if d else None for d in fields["date"])
        precision: Any = "day" if start == end else "range" if start and end else "open"
        interval = Interval(start, end, precision, "set by a person")
        more["date"] = EventDate(event.date.stretch if event.date else event.trigger, interval, "set by a person")
    if "deadline" in fields:
        day = date.fromisoformat(fields["deadline"]) if fields["deadline"] else None
        words = event.deadline.stretch if event.deadline else event.trigger
        more["deadline"] = Deadline(words, day, "set by a person") if day else None
    sides: dict[str, Any] = {}
    for name in ("actors", "recipients"):
        if name in fields:
            named = [_named(n, merged, name) for n in fields[name]]
            more[name] = tuple(p for p, _ in named)
            sides[name] = tuple(w for _, w in named)
    return replace(merged, event=replace(event, **more), **sides)


def _named(name: str, merged: JoinedEvent, side: str) -> tuple[Party, Who]:
    """A party that a person names: one of the event's own if the name is its, else whom the tables know by it."""
    for other in ("actors", "recipients"):
        for party, who in zip(getattr(merged.event, other), getattr(merged, other), strict=True):
            if name.casefold() in (party.name.casefold(), *(a.casefold() for a in who.aliases)):
                return party, who
    found = resolve_entity(name, on=merged.first_reported)
    reference = found.entity_id if found and found.wholly else None
    country = found.country if found else None
    sectors = tuple(found.sectors) if found else ()
    shown = found.name if found and found.wholly else name
    kind: Any = found.kind if found and found.wholly else "other"
    return Party(shown, reference or f"name:{name}", country, sectors, ()), Who(
        shown, reference, kind, country, sectors, (name,)
    )
