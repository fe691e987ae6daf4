"""How an entry and an effect compare: their sides as parties, their contents by subject and words, their days and numbers."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from sitroom.codebook.records import Deadline, EventAmount
from sitroom.ledger.entries import CLOSED, Entry
from sitroom.ledger.sides import SAME_SIDE, UNSTATED, UNSURE, side
from sitroom.ledger.subjects import overlap, same_subject, stems_of

if TYPE_CHECKING:
    from sitroom.ledger.effects import Effect

LOOSE_SIDE = 0.3
"""Likeness of the other side below which two tellings have different addressees."""
SAME_WORDS = 0.25
"""Share of stems from which two contents are taken for one. On the histories with annotated joins (training.measure_case --joined)
F1 is level from 0.15 to 0.5; the status on a day falls from 0.853 to 0.841 above 0.3."""
MORE_PEOPLE = 1.5
"""Contingents that differ by more than this factor are two."""


class Match:
    """How an entry and an effect compare; worked out only as far as a rule asks, sides being dear and words cheap.

    by, to, words: 0 to 1. either_way: the sides may stand the other way round, as of a ceasefire.
    """

    def __init__(self, entry: Entry, effect: Effect, *, either_way: bool = False) -> None:
        self.entry, self.effect, self.either_way = entry, effect, either_way

    @cached_property
    def sides(self) -> tuple[float, float]:
        entry, effect = self.entry, self.effect
        straight = side(entry.by_who, effect.by_who), side(entry.to_who, effect.to_who)
        if not self.either_way:
            return straight
        crossed = side(entry.by_who, effect.to_who), side(entry.to_who, effect.by_who)
        together = side((*entry.by_who, *entry.to_who), (*effect.by_who, *effect.to_who))
        best = max(straight, crossed, key=min)
        return (together, UNSTATED) if min(best) < UNSTATED <= together else best

    @property
    def by(self) -> float:
        return self.sides[0]

    @property
    def to(self) -> float:
        return self.sides[1]

    @cached_property
    def words(self) -> float:
        return overlap(self.entry.stems, self.effect.content.stems)

    @cached_property
    def subject(self) -> bool:
        """Is a subject shared?"""
        return same_subject(self.entry.subjects, self.effect.content.subjects)

    @cached_property
    def context(self) -> float:
        """The same of the whole sentences: a promise and its keeping may share what stands before the verb."""
        own = frozenset(self.entry.marks.get("context", ()))
        return overlap(own, stems_of(self.effect.act.sentence, frozenset()))

    @property
    def clash(self) -> bool:
        """Do both speak of subjects, but of different ones?"""
        return bool(self.entry.subjects and self.effect.content.subjects) and not self.subject

    @property
    def same_matter(self) -> bool:
        return self.words >= SAME_WORDS or self.subject

    @property
    def one_side_sure(self) -> bool:
        """The same asker or promiser and no other addressee; or the same addressee, and whoever speaks may be of the asker's country."""
        return (self.by >= SAME_SIDE and self.to >= LOOSE_SIDE) or (self.by >= UNSURE and self.to >= SAME_SIDE)

    @property
    def score(self) -> float:
        return self.by + self.to + self.words + 0.5 * self.subject


# --- days and numbers


def same_report(entry: Entry, effect: Effect) -> bool:
    """Does the report that opened the entry tell this act too?"""
    return entry.marks.get("report") == effect.act.report


def days_apart(entry: Entry, when: date | None) -> int:
    """Days from the nearest line of an entry, 0 where either has no day."""
    if when is None:
        return 0
    return min((abs((when - line.order).days) for line in entry.lines if line.order != date.min), default=0)


def same_deadline(entry: Entry, effect: Effect) -> bool:
    new = effect.deadline.date if effect.deadline is not None else None
    return (
        new is not None
        and any(isinstance(t.value, Deadline) and t.value.date == new for t in entry.deadlines())
        and (entry.marks.get("type") == effect.act.event.type and not same_report(entry, effect))
    )


def deadline_is_new(entry: Entry, effect: Effect) -> bool:
    """Is a day set after an earlier one had passed? Then it belongs to another demand or threat."""
    told = [t.value.date for t in entry.deadlines() if isinstance(t.value, Deadline) and t.value.date is not None]
    new = effect.deadline.date if effect.deadline is not None else None
    return bool(told) and new is not None and effect.when is not None and max(told) < min(new, effect.when)


def counts_differ(entry: Entry, effect: Effect) -> bool:
    """Are so many more people, or fewer, meant that it cannot be one measure? Sums are revised, contingents are not."""
    own = entry.term("amount")
    if effect.act.event.amount is None or not isinstance(own, EventAmount):
        return False
    one, other = (
        own.amount.min or own.amount.max,
        effect.act.event.amount.amount.min or effect.act.event.amount.amount.max,
    )
    return bool(one and other) and max(one or 0, other or 0) > MORE_PEOPLE * min(one or 0, other or 0)


def is_retelling(entry: Entry, effect: Effect) -> bool:
    """Does an opening told late lie before the entry's end?"""
    ends = [line.order for line in entry.lines if line.status in CLOSED[entry.kind]]
    return effect.when is not None and bool(ends) and effect.when < max(ends)
