"""Traits of an account: what likeness compares, worked out once an account."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sitroom.codebook.ontology import EVENT_TYPES, Status
from sitroom.codebook.records import EventPlace
from sitroom.record.accounts import Account, days_of
from sitroom.record.parties import Who
from sitroom.record.wording import families, names_told, numbers_in, stems
from sitroom.resolving.actors.names import fold

OPEN_DAYS = 30
"""Length given to an interval of days with an open end."""
KEPT = 8_000
"""Accounts whose traits are kept: those of the clusters that recent accounts were compared with."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to compare: key is its gazetteer id or its folded name; fine is False for regions and countries."""

    key: str
    country: str | None
    fine: bool


@dataclass(frozen=True, slots=True)
class Traits:
    """Days are ordinals. act: stems of the trigger; acts: of every mention; context: of the sentence without the trigger.

    retelling: the act is spoken of as known ("the ambush", "its curfew", "since the coup"), so that it may be long past.
    """

    account: Account
    type: str | None
    modes: frozenset[str]
    status: Status
    act: frozenset[str]
    acts: frozenset[str]
    families: frozenset[str]
    context: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    about: frozenset[str]
    actors: tuple[Who, ...]
    recipients: tuple[Who, ...]
    start: int | None
    end: int | None
    inferred: bool
    retelling: bool
    published: int | None
    spot: Spot | None


_kept: dict[str, Traits] = {}


def traits_of(account: Account) -> Traits:
    """The traits of an account, remembered by its id as long as the account stays as it is."""
    known = _kept.get(account.id)
    if known is not None and (known.account is account or known.account == account):
        return known
    traits = _traits(account)
    if len(_kept) >= KEPT:
        for old in list(_kept)[: KEPT // 4]:
            _kept.pop(old, None)
    _kept[account.id] = traits
    return traits


def _traits(account: Account) -> Traits:
    event = account.event
    act = stems(event.trigger.text)
    acts = act.union(*(stems(s.text) for s in event.evidence[:12]))
    start, end, inferred = ordinal_days(account)
    return Traits(
        account=account,
        type=event.type if event.type in EVENT_TYPES else None,
        modes=frozenset(event.modes),
        status=event.status,
        act=act,
        acts=acts,
        families=families(act),
        context=stems(account.sentence) - act,
        names=frozenset(names_told(account.sentence)),
        numbers=numbers_in(account.sentence),
        about=frozenset(account.about),
        actors=account.actors,
        recipients=account.recipients,
        start=start,
        end=end,
        inferred=inferred,
        retelling=_is_retelling(account),
        published=account.published.toordinal() if account.published else None,
        spot=_spot(event.place) if event.place else None,
    )


_KNOWN = re.compile(
    r"\b(?:the|this|that|these|those|its|their|his|her|after|since|over)\s(?:[\w'’-]+\s){0,2}$", re.IGNORECASE
)


def _is_retelling(account: Account) -> bool:
    trigger = " ".join(account.event.trigger.text.split())
    if re.match(r"(?:the|this|that|its|their|his|her)\s", trigger, re.IGNORECASE):
        return True
    at = account.sentence.find(trigger)
    return at > 0 and bool(_KNOWN.search(account.sentence, max(0, at - 40), at)) and not trigger.endswith("ed")


def ordinal_days(account: Account) -> tuple[int | None, int | None, bool]:
    """Ordinals of the first and last day; an open end is set OPEN_DAYS away, or at the report if that is nearer."""
    start, end, inferred = days_of(account)
    if start is None and end is None:
        return None, None, True
    if start is None:
        assert end is not None
        return end.toordinal() - (OPEN_DAYS if not inferred else 3650), end.toordinal(), inferred
    if end is None:
        last = start.toordinal() + OPEN_DAYS
        told: date | None = account.published
        return start.toordinal(), max(start.toordinal(), min(last, told.toordinal())) if told else last, inferred
    return start.toordinal(), end.toordinal(), inferred


def _spot(place: EventPlace) -> Spot:
    found = place.place
    if found is None:
        return Spot(fold(place.stretch.text), place.country, True)
    key = str(found.geonameid) if found.geonameid is not None else fold(found.name)
    return Spot(key, found.country, found.precision in ("city", "point"))
