"""What one act does to the ledger: the entries that it opens, and the changes that it makes to those that fit (CODEBOOK section 3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypedDict, Unpack

from sitroom.codebook.ontology import LedgerKind
from sitroom.codebook.records import Deadline, Party
from sitroom.ledger.acts import Act, Content
from sitroom.ledger.entries import TermName
from sitroom.ledger.fitting import Rule
from sitroom.record.parties import Who

Sides = tuple[tuple[Party, ...], tuple[Party, ...], tuple[Who, ...], tuple[Who, ...]]
"""by and to as parties of a report, then by and to in terms that hold across reports."""
ALL_TERMS: tuple[TermName, ...] = ("deadline", "condition", "exemption", "amount", "date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One thing that an act does.

    by_who, to_who: by and to in terms that hold across reports. content: what it is about, mostly the act's own words. rule: finds the
    entry that it continues or changes. opens: it opens one where none fits; otherwise: what it does there instead; besides: what it does
    where one fits. every: it bears on all entries that fit, as one deed meets what several asked. partly: it is done in part.
    day: from when its status holds, None if not stated. ends: it undoes what another act opened, so that an undated one lies at the
    telling. outlasted_by: statuses that a further mention leaves as they are. meets_on: the day of the meeting that it speaks of.
    deadline: until when, where it is not the act's own.
    """

    act: Act
    kind: LedgerKind
    status: str
    rule: Rule
    by: tuple[Party, ...]
    to: tuple[Party, ...]
    by_who: tuple[Who, ...]
    to_who: tuple[Who, ...]
    content: Content
    day: date | None
    deadline: Deadline | None
    opens: bool = True
    ends: bool = False
    outlasted_by: frozenset[str] = frozenset()
    note: str | None = None
    terms: tuple[TermName, ...] = ()
    meets_on: date | None = None
    otherwise: Effect | None = None
    besides: Effect | None = None
    every: bool = False
    partly: bool = False

    @property
    def when(self) -> date | None:
        """The day at which it meets an entry."""
        return self.day or self.act.known


class More(TypedDict, total=False):
    """What an effect may be told beside its kind, status and rule."""

    opens: bool
    ends: bool
    outlasted_by: frozenset[str]
    note: str | None
    terms: tuple[TermName, ...]
    meets_on: date | None
    otherwise: Effect | None
    besides: Effect | None
    every: bool
    partly: bool


Make = Callable[[Act], Iterator[Effect]]


def effect(
    act: Act,
    kind: LedgerKind,
    status: str,
    rule: Rule,
    *,
    day: date | None = None,
    sides: Sides | None = None,
    content: Content | None = None,
    deadline: Deadline | None = None,
    **more: Unpack[More],
) -> Effect:
    """An effect of an act: by its actors on its recipients, in its own words, unless told otherwise."""
    by, to, by_who, to_who = sides or straight(act)
    return Effect(
        act=act, kind=kind, status=status, rule=rule, by=by, to=to, by_who=by_who, to_who=to_who,
        content=content or act.content, day=day, deadline=deadline or act.event.deadline, **more,
    )  # fmt: skip


def straight(act: Act) -> Sides:
    return act.event.actors, act.event.recipients, act.actors, act.recipients


def crossed(act: Act) -> Sides:
    """The sides of an answer: what it bears on was done by its recipients."""
    return act.event.recipients, act.event.actors, act.recipients, act.actors
