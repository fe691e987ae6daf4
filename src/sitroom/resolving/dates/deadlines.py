"""Deadlines: the day by which something is to be done."""

from __future__ import annotations

import re
from datetime import date

from sitroom.codebook.values import Interval
from sitroom.resolving.dates.anchor import Anchor, publication_day
from sitroom.resolving.dates.calendar import one_day
from sitroom.resolving.dates.reading import DateReading, place
from sitroom.resolving.dates.tense import deadline_passed
from sitroom.resolving.dates.words import UNITS

_NOUN_ONLY = re.compile(
    r"\b(?:deadline|ultimatum|cut-?off|due date|target date|grace period|time limit|notice)(?: (?:of|on|at))?\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"^\s*(?:the|a|an|its|their|his|her)\s+(?=[A-Z0-9]|[a-z]+[- ](?:minute|hour|day|week|month|year))"
)
_BARE_LENGTH = re.compile(
    rf"\s*(?:(?:in|after|for|within|of|about)\s+)?(?P<n>[\w-]+)[\s-]+(?P<u>{UNITS})(?:['\u2019]s?)?(?:\s+time)?\s*",
    re.IGNORECASE,
)


def resolve_deadline(phrase: str, *, published: str | date | None, clause: str | None = None) -> Interval | None:
    """Place a deadline on the calendar: the end of the interval is the last day left.

    A deadline runs forward from publication; a length of time ("within 48 hours", "a 30-day ultimatum") is counted from
    it and gives one day. If the clause says that it passed ("the Sunday deadline passed"), it is the last such day up
    to publication, and a length has no day. The precision of the words is kept ("by June": the month).
    None means that the words name no day: "until further notice", "30 days after the vote".
    Raises InputError if published is not a day.
    """
    return read_deadline(phrase, published=published, clause=clause).interval


def read_deadline(
    phrase: str,
    *,
    published: str | date | None,
    clause: str | None = None,
    reference: Interval | None = None,
    day_first: bool | None = None,
) -> DateReading:
    """As `resolve_deadline`, with the reason where there is no day; reference as in `read_date`."""
    day = publication_day(published)
    passed = clause is not None and deadline_passed(clause)
    anchor = Anchor(day, "past" if passed else "future", day_first, reference)
    words = _ARTICLE.sub("", _NOUN_ONLY.sub(" ", phrase)).strip(" ,.")
    length = _BARE_LENGTH.fullmatch(words)
    reading = place(f"within {length['n']} {length['u']}" if length else words, anchor)
    interval = reading.interval
    if interval is None or interval.end is None:
        if interval is not None:
            return DateReading(None, "an open end is no deadline", "not a time")
        return reading
    if day is not None and interval.start == day and interval.precision == "range" and interval.end > day:
        if passed:
            return DateReading(
                None, "a length of time that is over counts from another day than the report's", "needs another event"
            )
        counted = one_day(interval.end, "counted from the report's day")
        return DateReading(counted, counted.reason)
    return reading
