"""Accounts for tests, from as few words as possible."""

from __future__ import annotations

from datetime import date
from typing import cast

from sitroom.codebook.ontology import EntityKind, EventType, Status
from sitroom.codebook.records import Event, EventAmount, EventDate, EventPlace
from sitroom.codebook.stretches import Stretch
from sitroom.codebook.values import Amount, Interval, Place
from sitroom.record.accounts import Account, account_id, told_most
from sitroom.record.parties import Who


def who(
    name: str,
    kind: EntityKind = "state",
    country: str | None = None,
    *,
    aliases: tuple[str, ...] = (),
    sectors: tuple[str, ...] = (),
    reference: str | None = None,
) -> Who:
    return Who(name, reference, kind, country, sectors, aliases)


def account(
    type: EventType | None,
    sentence: str,
    trigger: str,
    *,
    report: str,
    published: str | None,
    actors: tuple[Who, ...] = (),
    recipients: tuple[Who, ...] = (),
    modes: tuple[str, ...] = (),
    status: Status = "actual",
    day: str | None = None,
    place: str | None = None,
    killed: float | None = None,
    copy: str | None = None,
) -> Account:
    """day: "2024-03-12" or "2024-03-11/2024-03-17". A type of None is unknown."""
    start = sentence.index(trigger)
    at = Stretch(start, start + len(trigger), trigger)
    when = None
    if day is not None:
        first, _, last = day.partition("/")
        interval = Interval(
            date.fromisoformat(first), date.fromisoformat(last or first), "range" if last else "day", ""
        )
        when = EventDate(Stretch(0, 0, ""), interval, "")
    event = Event(
        id="v1",
        type=cast(EventType, type or ""),
        modes=modes,
        contexts=(),
        status=status,
        actors=(),
        recipients=(),
        trigger=at,
        evidence=(at,),
        date=when,
        place=EventPlace(Stretch(0, 0, place), Place(place, None, None, None, None, None, "city", 1.0, ""))
        if place
        else None,
        amount=EventAmount(Stretch(0, 0, ""), Amount(killed, killed, "killed")) if killed is not None else None,
    )
    return Account(
        id=account_id(report, at, 0),
        report=report,
        published=date.fromisoformat(published) if published else None,
        publisher=None,
        event=event,
        sentence=sentence,
        actors=actors,
        recipients=recipients,
        copy=copy,
        about=told_most(sentence),
    )
