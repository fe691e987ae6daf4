"""Records from their JSON: the way back of `to_dict`, for what a store keeps.

What `to_dict` leaves out (a place's score, an entity's) comes back as its default.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar, get_args

from sitroom.codebook.records import (
    Change,
    Deadline,
    Entity,
    Event,
    EventAmount,
    EventDate,
    EventPlace,
    LedgerEntry,
    Party,
)
from sitroom.codebook.stretches import Stretch
from sitroom.codebook.values import Amount, Interval, Place, PlacePrecision

Json = Mapping[str, Any]
T = TypeVar("T")

_PLACE_PRECISIONS: tuple[PlacePrecision, ...] = get_args(PlacePrecision)


def day_of(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def stretch_of(value: Json) -> Stretch:
    return Stretch(value["start"], value["end"], value["text"])


def _maybe(make: Callable[[Json], T], value: Json | None) -> T | None:
    return make(value) if value is not None else None


def party_of(value: Json) -> Party:
    return Party(
        value["name"],
        value["entity"],
        value["country"],
        tuple(value["sectors"]),
        tuple(stretch_of(m) for m in value["mentions"]),
        tuple(value.get("aka", ())),
    )


def entity_of(value: Json) -> Entity:
    return Entity(
        value["id"],
        value["name"],
        value["kind"],
        value["country"],
        tuple(value["sectors"]),
        tuple(stretch_of(m) for m in value["mentions"]),
        reference=value.get("reference"),
        reason=value.get("reason", ""),
    )


def event_date_of(value: Json) -> EventDate:
    start, end = day_of(value["from"]), day_of(value["to"])
    interval = Interval(start, end, value["precision"], value["reason"]) if value.get("precision") else None
    return EventDate(stretch_of(value), interval, value["reason"])


def deadline_of(value: Json) -> Deadline:
    return Deadline(stretch_of(value), day_of(value["date"]), value.get("reason", ""), bool(value.get("passed")))


def event_place_of(value: Json) -> EventPlace:
    if value.get("precision") not in _PLACE_PRECISIONS:
        return EventPlace(stretch_of(value), None, value["country"])
    place = Place(
        value["name"],
        value["country"],
        value["admin1"],
        value["geonameid"],
        value["lat"],
        value["lon"],
        value["precision"],
        0.0,
        value["reason"],
    )
    return EventPlace(stretch_of(value), place, value["country"])


def event_amount_of(value: Json) -> EventAmount:
    return EventAmount(stretch_of(value), Amount(value["min"], value["max"], value["unit"], value.get("qualifier")))


def event_of(value: Json) -> Event:
    return Event(
        id=value["id"],
        type=value["type"],
        modes=tuple(value["modes"]),
        contexts=tuple(value["contexts"]),
        status=value["status"],
        actors=tuple(party_of(p) for p in value["actors"]),
        recipients=tuple(party_of(p) for p in value["recipients"]),
        trigger=stretch_of(value["trigger"]),
        evidence=tuple(stretch_of(s) for s in value["evidence"]),
        date=_maybe(event_date_of, value["date"]),
        place=_maybe(event_place_of, value["place"]),
        attributed_to=_maybe(party_of, value["attributed_to"]),
        amount=_maybe(event_amount_of, value["amount"]),
        condition=_maybe(stretch_of, value["condition"]),
        deadline=_maybe(deadline_of, value["deadline"]),
        exemption=_maybe(stretch_of, value["exemption"]),
        reason=_maybe(stretch_of, value["reason"]),
        confidence=value["confidence"],
    )


def change_of(value: Json) -> Change:
    return Change(value["status"], day_of(value["date"]), value["event"], stretch_of(value["evidence"]))


def ledger_entry_of(value: Json) -> LedgerEntry:
    return LedgerEntry(
        value["kind"],
        value["what"],
        tuple(party_of(p) for p in value["by"]),
        tuple(party_of(p) for p in value["to"]),
        value["status"],
        tuple(change_of(c) for c in value["history"]),
        tuple(value["events"]),
        _maybe(deadline_of, value["deadline"]),
        _maybe(stretch_of, value["condition"]),
        _maybe(stretch_of, value["exemption"]),
        _maybe(event_amount_of, value["amount"]),
    )
