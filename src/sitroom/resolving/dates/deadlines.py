"""Deadlines: the day by which something is to be done."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from sitroom.codebook.values import Interval
from sitroom.resolving.dates.anchor import Anchor, publication_day
from sitroom.resolving.dates.calendar import one_day
from sitroom.resolving.dates.reading import DateReading, place
from sitroom.resolving.dates.tense import deadline_passed
from sitroom.resolving.dates.words import MONTH, UNITS

_NOUN_ONLY = re.compile(
    r"\b(?:deadline|ultimatum|cut-?off|due date|target date|grace period|time limit|notice)(?: (?:of|on|at))?\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"^\s*(?:the|a|an|its|their|his|her)\s+(?=[A-Z0-9]|[a-z]+[- ](?:minute|hour|day|week|month|year))"
)
_BARE_LENGTH = re.compile(
    rf"\s*(?:(?:in|inside|after|for|within|of|about)\s+)?(?P<n>[\w-]+)[\s-]+(?P<u>{UNITS})(?:['\u2019]s?)?(?:\s+time)?\s*",
    re.IGNORECASE,
)

_LINK = re.compile(r"^\s*(?:and|but)\s+", re.IGNORECASE)
_FURTHER = re.compile(
    r"^\s*(?:for\s+|to\s+)?(?:(?:a|the)\s+)?(?:another|further|next)\s+(?=[\w-]+\s)|"
    r"(?<=\w)\s(?:more|further|clear|full|extra|additional)(?=\s)",
    re.IGNORECASE,
)
"""Words beside a length that do not change it: "ten more days", "for a further 60 days"."""
_IS_OVER = re.compile(
    r"(?:before|by the time)\s+(?P<which>the|this|next)\s+(?P<u>week|month|year)\s+(?:is\s+(?:out|over|up|through)|ends|runs\s+out)",
    re.IGNORECASE,
)
_FAR = 285
"""Days ahead from which a day told without its year is likelier the last one: on 9 February "by January 31" has just passed."""
_MONTH_NAMED = re.compile(rf"\b{MONTH}\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[89]|20)[0-9]{2}\b|\b(?:next|coming) year\b", re.IGNORECASE)


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
    said: date | None = None,
) -> DateReading:
    """As `resolve_deadline`, with the reason where there is no day; reference as in `read_date`.

    said: the day on which it was set, if it is known: a length of time is counted from it and not from the report's day.
    """
    day = publication_day(published)
    passed = clause is not None and deadline_passed(clause)
    anchor = Anchor(day, "past" if passed else "future", day_first, reference)
    words = _ARTICLE.sub("", _NOUN_ONLY.sub(" ", phrase)).strip(" ,.")
    words = _FURTHER.sub("", _LINK.sub("", words))
    over = _IS_OVER.fullmatch(words)
    length = _BARE_LENGTH.fullmatch(words)
    if over:
        words = f"by the end of {over['which'].lower()} {over['u']}"
    if length and said is not None:
        day, anchor = said, replace(anchor, published=said)
    reading = place(f"within {length['n']} {length['u']}" if length else words, anchor)
    reading = _lately(reading, words, anchor)
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
        counted = one_day(interval.end, "counted from the day it was set" if said else "counted from the report's day")
        return DateReading(counted, counted.reason)
    return reading


def _lately(reading: DateReading, words: str, anchor: Anchor) -> DateReading:
    """A day of the year that would lie most of a year ahead is the last one instead, where the words name no year."""
    end = reading.interval.end if reading.interval else None
    if end is None or anchor.published is None or (end - anchor.published).days < _FAR or _YEAR.search(words):
        return reading
    if not _MONTH_NAMED.search(words):
        return reading
    return place(words, replace(anchor, tense="past"))
