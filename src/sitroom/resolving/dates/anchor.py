"""What a phrase is placed against: the report's day, the tense, and another event's day where the caller knows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sitroom.codebook.values import Interval
from sitroom.errors import AnchorMissing, InputError

Tense = Literal["past", "present", "future"]
UnresolvedKind = Literal["not a time", "needs a report date", "needs another event", "period not resolved"]

_DAY_FORM = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?", re.ASCII | re.DOTALL)


class Unplaced(Exception):
    """A phrase that the grammar knows but will not place on the calendar. Never leaves this package."""

    def __init__(self, kind: UnresolvedKind, reason: str, event: str | None = None) -> None:
        self.kind: UnresolvedKind = kind
        self.reason = reason
        self.event = event
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Anchor:
    """The report's day and whatever else gives a phrase its direction.

    reference is the day or days of another event, or the date read last, for "the following day" and its like.
    lenient is set where the tense was only guessed from the words of a clause: nearness may then overrule it.
    """

    published: date | None
    tense: Tense | None = None
    day_first: bool | None = None
    reference: Interval | None = None
    lenient: bool = False

    @property
    def day(self) -> date:
        """The day of publication. Raises AnchorMissing for an undated report."""
        if self.published is None:
            raise AnchorMissing("The phrase counts from the day of the report, and the report has no date.")
        return self.published

    def facing(self, tense: Tense) -> Anchor:
        return Anchor(self.published, tense, self.day_first, self.reference)

    def at(self, day: date) -> Anchor:
        return Anchor(day, self.tense, self.day_first, self.reference, self.lenient)


def publication_day(published: str | date | None) -> date | None:
    """The day of a publication date given as a date or as text (YYYY-MM-DD, with or without a time after it).

    The time of day and its zone are dropped: the date is the publisher's own. Raises InputError for any other text.
    """
    if published is None:
        return None
    if isinstance(published, datetime):
        return published.date()
    if isinstance(published, date):
        return published
    form = _DAY_FORM.fullmatch(published.strip())
    if form:
        try:
            return date(int(form[1]), int(form[2]), int(form[3]))
        except ValueError:
            pass
    raise InputError(
        f'`published` is "{published}", which is not a day of the calendar. '
        "Write it as YYYY-MM-DD, or give None for an undated report."
    )
