"""The records of the codebook: entities, events, ledger entries, and the reading of one report.

`to_dict` of each gives the JSON named in the product's interfaces; the JSON Schema of a reading is
`sitroom/codebook/data/reading.schema.json`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sitroom.codebook.ontology import EntityKind, EventType, LedgerKind, Status
from sitroom.codebook.reports import Report
from sitroom.codebook.stretches import Stretch
from sitroom.codebook.values import Amount, Interval, Place

Json = dict[str, Any]


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that the report names (CODEBOOK section 2).

    country is ISO 3166 alpha-3, None for international ones and where the report does not tell; reason says what it was
    resolved by; score (0 to 1, uncalibrated) how well.
    """

    id: str
    name: str
    kind: EntityKind
    country: str | None
    sectors: tuple[str, ...]
    mentions: tuple[Stretch, ...]
    reference: str | None = None
    score: float = 0.0
    reason: str = ""

    def to_dict(self) -> Json:
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "country": self.country,
            "sectors": list(self.sectors),
            "reference": self.reference,
            "reason": self.reason,
            "mentions": [m.to_dict() for m in self.mentions],
        }


@dataclass(frozen=True, slots=True)
class Party:
    """An entity in a role of an event, with the mentions that put it there.

    aka: what else the report calls it ("the Greek premier", "Athens", "the junta"), in its own words, without pronouns, as in
    annotation files (codebook section 5).
    """

    name: str
    entity: str
    country: str | None
    sectors: tuple[str, ...]
    mentions: tuple[Stretch, ...]
    aka: tuple[str, ...] = ()

    def to_dict(self) -> Json:
        return {
            "name": self.name,
            "aka": list(self.aka),
            "entity": self.entity,
            "country": self.country,
            "sectors": list(self.sectors),
            "mentions": [m.to_dict() for m in self.mentions],
        }


@dataclass(frozen=True, slots=True)
class EventDate:
    """When: the words, and the days they stand for. interval is None where they cannot be placed; reason says why or how."""

    stretch: Stretch
    interval: Interval | None
    reason: str

    def to_dict(self) -> Json:
        return {
            "from": _day(self.interval.start) if self.interval else None,
            "to": _day(self.interval.end) if self.interval else None,
            "text": self.stretch.text,
            "precision": self.interval.precision if self.interval else None,
            "reason": self.reason,
            "start": self.stretch.start,
            "end": self.stretch.end,
        }


@dataclass(frozen=True, slots=True)
class Deadline:
    """The day by which: date is the last day of what the words stand for."""

    stretch: Stretch
    date: date | None
    reason: str
    passed: bool = False

    def to_dict(self) -> Json:
        return {
            "date": _day(self.date),
            "text": self.stretch.text,
            "passed": self.passed,
            "reason": self.reason,
            "start": self.stretch.start,
            "end": self.stretch.end,
        }


@dataclass(frozen=True, slots=True)
class EventPlace:
    """Where: the words, and the gazetteer entry that they name. place is None where none fits.

    country is then the one that the report is about, alpha-3, if it is about one: a guess, and said to be one.
    """

    stretch: Stretch
    place: Place | None
    country: str | None = None

    def to_dict(self) -> Json:
        found = self.place
        return {
            "name": found.name if found else self.stretch.text,
            "country": found.country if found else self.country,
            "admin1": found.admin1 if found else None,
            "geonameid": found.geonameid if found else None,
            "lat": found.lat if found else None,
            "lon": found.lon if found else None,
            "precision": found.precision if found else None,
            "reason": found.reason if found else self._unresolved(),
            "text": self.stretch.text,
            "start": self.stretch.start,
            "end": self.stretch.end,
        }

    def _unresolved(self) -> str:
        guess = f"; guessed to lie in {self.country}, which the report is about" if self.country else ""
        return "not resolved: no gazetteer entry fits" + guess


@dataclass(frozen=True, slots=True)
class EventAmount:
    """How much: the words and what they say."""

    stretch: Stretch
    amount: Amount

    def to_dict(self) -> Json:
        return {
            "min": self.amount.min,
            "max": self.amount.max,
            "unit": self.amount.unit,
            "qualifier": self.amount.qualifier,
            "text": self.stretch.text,
            "start": self.stretch.start,
            "end": self.stretch.end,
        }


@dataclass(frozen=True, slots=True)
class Event:
    """One action by somebody, as a report states it (CODEBOOK section 1).

    evidence holds every mention in text order, the trigger among them. confidence is calibrated, 0 to 1.
    """

    id: str
    type: EventType
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    status: Status
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    trigger: Stretch
    evidence: tuple[Stretch, ...]
    date: EventDate | None = None
    place: EventPlace | None = None
    attributed_to: Party | None = None
    amount: EventAmount | None = None
    condition: Stretch | None = None
    deadline: Deadline | None = None
    exemption: Stretch | None = None
    reason: Stretch | None = None
    confidence: float = 0.0

    def to_dict(self) -> Json:
        def of(value: Any) -> Any:
            return value.to_dict() if value is not None else None

        return {
            "id": self.id,
            "type": self.type,
            "modes": list(self.modes),
            "contexts": list(self.contexts),
            "status": self.status,
            "actors": [p.to_dict() for p in self.actors],
            "recipients": [p.to_dict() for p in self.recipients],
            "trigger": self.trigger.to_dict(),
            "evidence": [s.to_dict() for s in self.evidence],
            "date": of(self.date),
            "place": of(self.place),
            "attributed_to": of(self.attributed_to),
            "amount": of(self.amount),
            "condition": of(self.condition),
            "deadline": of(self.deadline),
            "exemption": of(self.exemption),
            "reason": of(self.reason),
            "confidence": self.confidence,
        }


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a ledger entry's history. date is the day from which the status holds, None if the report does not tell."""

    status: str
    date: date | None
    event: str | None
    evidence: Stretch

    def to_dict(self) -> Json:
        return {
            "status": self.status,
            "date": _day(self.date),
            "event": self.event,
            "evidence": self.evidence.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What an event leaves pending (CODEBOOK section 3). status is the last of history; nothing is overwritten."""

    kind: LedgerKind
    what: str
    by: tuple[Party, ...]
    to: tuple[Party, ...]
    status: str
    history: tuple[Change, ...]
    events: tuple[str, ...]
    deadline: Deadline | None = None
    condition: Stretch | None = None
    exemption: Stretch | None = None
    amount: EventAmount | None = None

    def to_dict(self) -> Json:
        return {
            "kind": self.kind,
            "what": self.what,
            "by": [p.to_dict() for p in self.by],
            "to": [p.to_dict() for p in self.to],
            "status": self.status,
            "deadline": self.deadline.to_dict() if self.deadline else None,
            "condition": self.condition.to_dict() if self.condition else None,
            "exemption": self.exemption.to_dict() if self.exemption else None,
            "amount": self.amount.to_dict() if self.amount else None,
            "history": [c.to_dict() for c in self.history],
            "events": list(self.events),
        }


@dataclass(frozen=True, slots=True)
class Reading:
    """What one report says: its events in text order, who takes part, what stays open, and what the reader could not settle."""

    report: Report
    events: tuple[Event, ...]
    entities: tuple[Entity, ...]
    ledger: tuple[LedgerEntry, ...]
    warnings: tuple[str, ...]

    def to_dict(self) -> Json:
        return {
            "id": self.report.id,
            "published": _day(self.report.published),
            "source": self.report.source,
            "title": self.report.title,
            "text": self.report.text,
            "warnings": list(self.warnings),
            "entities": [e.to_dict() for e in self.entities],
            "events": [e.to_dict() for e in self.events],
            "ledger": [e.to_dict() for e in self.ledger],
        }


@dataclass(frozen=True, slots=True)
class Relation:
    """The PLOVER type between two given stretches. scores: probability of each of the 16 types, sums to 1."""

    type: EventType
    mode: str | None
    scores: dict[EventType, float]
