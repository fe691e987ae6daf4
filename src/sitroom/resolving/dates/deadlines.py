"""Deadlines: the day by which something is to be done."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from sitroom.codebook.values import Interval
from sitroom.resolving.dates.anchor import Anchor, publication_day
from sitroom.resolving.dates.calendar import one_day, shift_days
from sitroom.resolving.dates.finding import find_dates
from sitroom.resolving.dates.reading import DateReading, place
from sitroom.resolving.dates.tense import deadline_passed
from sitroom.resolving.dates.words import DAY, MONTH, SEASON, UNITS, WEEKDAY, YEAR, plain

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

_TWO_COUNTS = re.compile(
    rf"\s*(?:(?:in|inside|within|over|of|about)\s+)?(?:the\s+next\s+)?[\w-]*?\w(?:\s+(?:to|or|and)\s+|(?<=[0-9])\s?[-–]\s?(?=[0-9]))(?P<n>\w+)[\s-]+(?P<u>{UNITS})"
    r"(?:['\u2019]s?)?(?:\s+time)?\s*",
    re.IGNORECASE,
)
"""A length between two ("within 12 to 16 months"): the longer one is the last day left."""

_LINK = re.compile(r"^\s*(?:and|but)\s+", re.IGNORECASE)
_FURTHER = re.compile(
    r"^\s*(?:for\s+|to\s+)?(?:(?:a|the)\s+)?(?:another|further|next)\s+(?=[\w-]+\s)|"
    r"(?<=\w)\s(?:more|further|clear|full|extra|additional)(?=\s)",
    re.IGNORECASE,
)
"""Words beside a length that do not change it: "ten more days", "for a further 60 days"."""
_IS_OVER = re.compile(
    r"(?:before|by the time)\s+(?:(?P<which>the|this|next)\s+(?P<u>week|month|year)"
    rf"|(?P<m>{MONTH}))\s+(?:is\s+(?:out|over|up|through)|ends|turns|runs\s+out)",
    re.IGNORECASE,
)
_IN_UNIT = re.compile(r"(?:within|inside|in)?\s*(?:the|this)\s+(?P<u>day|week|month|quarter|year)", re.IGNORECASE)
"""The rest of a running unit: "within the week", "this month"."""
_WORKING = re.compile(r"(?:within|in|inside|after)?\s*(?P<n>[\w-]+)\s+(?:working|business)\s+days", re.IGNORECASE)
_UNTIL_DARK = re.compile(
    r"(?:by|before|until|till|at)\s+(?:nightfall|sundown|sunset|dusk|noon|midday|midnight|dark|dawn|daybreak|sunrise)",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:(?:not|no) later than\s+)?(?:before|ahead of|prior to)\s+(?:the\s+)?", re.IGNORECASE)
_PLAIN_DAY = re.compile(
    rf"(?:(?:next|this|coming)\s+)?{WEEKDAY}(?:\s+(?:week|prayers|mass|night|morning|noon|evening))?"
    rf"|(?:the\s+)?{DAY}(?:\s+of)?(?:\s+{MONTH})?(?:,?\s+{YEAR})?|{MONTH}\s+(?:the\s+)?{DAY}(?:,?\s+{YEAR})?"
    r"|(?:sundown|sunset|nightfall|dark|dusk|dawn|noon|midnight|daybreak|sunrise|[0-9]).*|today|tonight|tomorrow.*",
    re.IGNORECASE,
)
"""What "before" may stand before without meaning the day before: papers say "before Friday" for "by Friday"."""
_MIDDLE = re.compile(rf"\b(?:mid-?\s?|the middle of\s+)(?P<m>{MONTH})\b", re.IGNORECASE)
_SEASON = re.compile(rf"(?:by|before|until|till|ahead of)\s+(?:the\s+|next\s+|this\s+)*(?P<s>{SEASON})", re.IGNORECASE)
_SEASON_BEGINS = {"spring": (3, 20), "summer": (6, 21), "autumn": (9, 22), "fall": (9, 22), "winter": (12, 21)}
_ONLY_SEASON = re.compile(rf"(?:the\s+)?{SEASON}", re.IGNORECASE)
"""Inside other words a season names no day: "before the autumn session"."""
_BARE_DAY = re.compile(r"\bthe\s+(?:[12]?[0-9]|3[01])(?:st|nd|rd|th)\b", re.IGNORECASE)
_SINCE = re.compile(r"since\s", re.IGNORECASE)
_FROM_OR_AFTER = re.compile(r"(?:with effect )?from\s|starting\s|after\s", re.IGNORECASE)
_ENDING = re.compile(r"(?:very\s+)?(?:end|close|last day|expiry|year|month|week)\b", re.IGNORECASE)
_ENDS = re.compile(r"\b(?:ends?|rises?|closes?|expires?|leaves?|(?:is|are) (?:over|out|up)|runs out)\b", re.IGNORECASE)
_INTO = re.compile(r"(?:by|until|till)\s+(?:the\s+)?(?:lent|advent|ramadan|ramazan|fasting month)", re.IGNORECASE)
_QUOTES = "\"'\u2018\u2019\u201c\u201d"
MOST_WORKING_DAYS = 400
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
    passed = clause is not None and deadline_passed(clause, phrase)
    anchor = Anchor(day, "past" if passed else "future", day_first, reference)
    words = _plain_words(phrase)
    reading = _read(words, anchor, said, passed=passed)
    if reading.interval is None and not _SINCE.match(words):
        # Words that no rule knows whole can still hold a day: "before the elections of 29 June", "if by the 20th they haven't".
        dates = [words[s.start : s.end] for s in find_dates(words)]
        within = [*(d for d in dates if not _ONLY_SEASON.fullmatch(d)), *_BARE_DAY.findall(words)]
        inner = next(
            (r for part in within if (r := _read(_plain_words(part), anchor, said, passed=passed)).interval), None
        )
        if inner is not None:
            reading = _eve(inner) if _means_the_eve(words) else inner
    return reading


def _plain_words(phrase: str) -> str:
    words = _ARTICLE.sub("", _NOUN_ONLY.sub(" ", phrase.strip(_QUOTES))).strip(f" ,.{_QUOTES}")
    return _FURTHER.sub("", _LINK.sub("", words))


def _read(words: str, anchor: Anchor, said: date | None, *, passed: bool) -> DateReading:
    day = anchor.published
    length = None if _IN_UNIT.fullmatch(words) else _TWO_COUNTS.fullmatch(words) or _BARE_LENGTH.fullmatch(words)
    if length and said is not None:
        day, anchor = said, replace(anchor, published=said)
    own = _by_its_own_rule(words, anchor, said)
    if own is not None:
        return own
    reading = place(f"within {length['n']} {length['u']}" if length else _reworded(words), anchor)
    reading = _lately(reading, words, anchor)
    interval = reading.interval
    if interval is None:
        return reading
    if interval.end is None:
        if interval.start is None or not _FROM_OR_AFTER.match(words):
            return DateReading(None, "an open end is no deadline", "not a time")
        after = words.lower().startswith("after")
        last = one_day(
            shift_days(interval.start, -1) if after else interval.start, "what begins then ends what was before"
        )
        return DateReading(last, last.reason)
    if day is not None and interval.start == day and interval.precision == "range" and interval.end > day:
        if passed:
            return DateReading(
                None, "a length of time that is over counts from another day than the report's", "needs another event"
            )
        counted = one_day(interval.end, "counted from the day it was set" if said else "counted from the report's day")
        return DateReading(counted, counted.reason)
    if _INTO.fullmatch(words) and interval.start is not None:
        begins = one_day(interval.start, f"its first day: {interval.reason}")
        return DateReading(begins, begins.reason)
    return _eve(reading) if _means_the_eve(words) else reading


def _means_the_eve(words: str) -> bool:
    """ "Before" a feast, a weekend or a meeting: the day before; before a day of the calendar or the end of something: that day."""
    before = _BEFORE.match(words)
    rest = words[before.end() :].strip(" .") if before else ""
    return bool(before) and not (_PLAIN_DAY.fullmatch(rest) or _ENDING.match(rest) or _ENDS.search(rest))


def _reworded(words: str) -> str:
    """Words as the grammar of dates has them: what is over at the end of a unit, the middle of a month, a day without its month."""
    over, inside = _IS_OVER.fullmatch(words), _IN_UNIT.fullmatch(words)
    if over:
        return f"by the end of {over['m'] or ' '.join((over['which'], over['u']))}"
    if inside and inside["u"].lower() != "day":
        return f"by the end of the {inside['u']}"
    if re.fullmatch(r"(?:[12]?[0-9]|3[01])(?:st|nd|rd|th)", words):
        return f"the {words}"
    return _MIDDLE.sub(lambda m: f"15 {m['m']}", words)


def _by_its_own_rule(words: str, anchor: Anchor, said: date | None) -> DateReading | None:
    """A time of the day that it was set, working days, the beginning of a season; None for other words, or without a report's day."""
    day = said or anchor.published
    if day is None:
        return None
    inside = _IN_UNIT.fullmatch(words)
    if _UNTIL_DARK.fullmatch(words) or (inside and inside["u"].lower() == "day"):
        found = one_day(day, "a time of the day that it was set" if said else "a time of the report's day")
        return DateReading(found, found.reason)
    working = _WORKING.fullmatch(words)
    if working and (count := plain(working["n"])).isdigit() and int(count) <= MOST_WORKING_DAYS:
        end = day
        for _ in range(int(count)):
            end = shift_days(end, {4: 3, 5: 2}.get(end.weekday(), 1))
        found = one_day(end, "counted in days from Monday to Friday")
        return DateReading(found, found.reason)
    season = _SEASON.fullmatch(words)
    if season and anchor.tense != "past":
        begins = [date(year, *_SEASON_BEGINS[season["s"].lower()]) for year in (day.year, day.year + 1)]
        found = one_day(min(d for d in begins if d > day), "the day on which the season begins in the north")
        reading = DateReading(found, found.reason)
        return _eve(reading) if _BEFORE.match(words) else reading
    return None


def _eve(reading: DateReading) -> DateReading:
    """The last day before what is to come: feasts, weekends, months and events are no day on which the thing may still be done."""
    interval = reading.interval
    if interval is None or interval.start is None:
        return reading
    found = one_day(shift_days(interval.start, -1), f"the day before: {interval.reason}")
    return DateReading(found, found.reason)


def _lately(reading: DateReading, words: str, anchor: Anchor) -> DateReading:
    """A day of the year that would lie most of a year ahead is the last one instead, where the words name no year."""
    end = reading.interval.end if reading.interval else None
    if end is None or anchor.published is None or (end - anchor.published).days < _FAR or _YEAR.search(words):
        return reading
    if not _MONTH_NAMED.search(words):
        return reading
    return place(words, replace(anchor, tense="past"))
