"""The whole grammar: whole phrases first, then words set before a date, its parts, its ends, other events."""

from __future__ import annotations

import re
from datetime import date

from sitroom.codebook.values import Interval
from sitroom.resolving.dates.absolute import ABSOLUTE
from sitroom.resolving.dates.anchor import Anchor, Unplaced
from sitroom.resolving.dates.calendar import (
    Part,
    one_day,
    part_of,
    shift_days,
    shift_months,
    stretch,
    week_of,
    weekend_of,
)
from sitroom.resolving.dates.nearness import weekday_after, weekday_before
from sitroom.resolving.dates.partial import PARTIAL
from sitroom.resolving.dates.ranges import RANGES, two_ended
from sitroom.resolving.dates.references import EVENT_PHRASES, REFERENCES
from sitroom.resolving.dates.relative import RELATIVE
from sitroom.resolving.dates.rules import first_placed
from sitroom.resolving.dates.vague import VAGUE
from sitroom.resolving.dates.weekdays import WEEKDAY_RULES
from sitroom.resolving.dates.words import WEEKDAY, WEEKDAYS

_WHOLE = (*WEEKDAY_RULES[:1], *RELATIVE, *WEEKDAY_RULES[1:], *ABSOLUTE, *PARTIAL, *RANGES, *REFERENCES)

_GLUE = re.compile(
    r"(?:(?:on|in|at|during|over|throughout|around|about|circa|roughly|approximately|nearly|almost|of|for|only|back|"
    r"again|as of|dated|"
    r"sometime|some time|as early as|as soon as|as late as|as recently as|as far back as|late as|both|just|even|"
    r"(?:the )?(?:early|small) hours of(?: the morning of)?|(?:the )?(?:period|years)(?: of)?(?= [0-9]{4})|"
    r"all of|all|most of|much of|the whole of|the course of|the date of|the days of|date|for the date|the day of|"
    r"this|the|for the|(?:the )?whole(?: of)?|(?:the )?entire) )",
    re.ASCII,
)
_TRAILING = re.compile(
    r" (?:alone|itself|or so|at the latest|at the earliest|at the soonest|local|too|already|now|instead|again|only|"
    r"deadline|time|night|as well|or thereabouts|on the calendar)$",
    re.ASCII,
)
_BY = re.compile(
    r"(?:(?:until at least|till at least|by|on or before|(?:no|not) later than|by no later than|by not later than|until|till|til|up until|"
    r"through|through to|up to|to|right up to|at least until|not until|into|well into|"
    r"not beyond|not (?:a|1) (?:day|minute|hour) (?:beyond|after|past|later than)) )+",
    re.ASCII,
)
_BEFORE = re.compile(
    r"(?:shortly |just |long |well |even )?(?:before|ahead of|prior to|earlier than|in advance of) ", re.ASCII
)
_SINCE = re.compile(r"(?:ever |at least )?since (?:at least |about |around )?", re.ASCII)
_AFTER = re.compile(r"(?:shortly |just |soon |long )?(?:after|later than|past|beyond) ", re.ASCII)
_FROM = re.compile(
    r"(?:(?:with )?effect(?:ive)?(?: from| on| as of)?|as from|from|starting|beginning|commencing|no earlier than|not earlier "
    r"than|not before) "
    r"(?:on |in |from |at )?",
    re.ASCII,
)
_ONWARDS = re.compile(r" (?:on|onwards?|forwards?)$", re.ASCII)
_PART = re.compile(
    r"(?:the )?(?:very )?(?P<p>early part|early days|early weeks|early months|opening days|opening weeks|first days|"
    r"first weeks|early|"
    r"start|beginning|outset|onset|opening|mid|middle|midway through|midpoint|latter part|latter half|late|later part|"
    r"closing days|last days|final days|last weeks|final weeks|closing weeks|end|close|closing|eve)"
    r"(?: (?:of|in|on|to))? (?P<x>.+)",
    re.ASCII,
)
_PARTS: dict[str, Part] = {"mid": "mid", "middle": "mid", "midway through": "mid", "midpoint": "mid"}
_END_WORDS = frozenset(("end", "close"))
_START_WORDS = frozenset(("start", "beginning", "outset", "onset", "opening"))
_UNIT_END = re.compile(
    r"(?:the )?(?:(?P<r>this|last|next|the) )?(?P<u>year|month|week|quarter|decade|century)(?: | )end", re.ASCII
)
_EARLIER_IN = re.compile(r"(?P<p>earlier|later|further back) (?:in |on )?(?P<x>.+)", re.ASCII)
_REST = re.compile(r"(?:the )?(?:rest|remainder|balance) of (?P<x>.+)", re.ASCII)
_WEEK_OF = re.compile(
    r"(?:the )?(?P<u>week|weekend) (?P<r>of|beginning|starting|that began|commencing|from|ending|ended|to|that "
    r"ended)(?: on)? (?P<x>.+)",
    re.ASCII,
)
_NTH_OF = re.compile(
    r"(?:the )?(?P<n>1st|2nd|3rd|4th|5th|last|final|closing|opening) (?:(?P<c>[0-9]{1,3}) )?(?:full |whole )?"
    rf"(?P<u>days?|weeks?|weekend|months?|years?|half|third|{WEEKDAY}) (?:of |in )(?P<x>.+)",
    re.ASCII,
)
_NTHS = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "last": -1, "final": -1, "closing": -1, "opening": 1}
_MAX_DEPTH = 8
_END_DEPTH = 5
"""Ends of ranges are read from this depth on, where no range is tried: the work stays linear in the words."""


def interpret(text: str, anchor: Anchor, depth: int = 0) -> Interval | None:
    """Place a plain phrase; None if the grammar does not know it, Unplaced if it knows it and will not place it.

    Raises AnchorMissing for a phrase that counts from a report's day where there is none.
    """
    if not text or depth > _MAX_DEPTH:
        return None
    found = first_placed(_WHOLE, text, anchor)
    if found is not None:
        return found
    for shape, kind, reason in VAGUE:
        if shape.fullmatch(text):
            raise Unplaced(kind, reason)

    def read(inner: str, toward: Anchor) -> Interval | None:
        return interpret(inner.strip(), toward, depth + 1)

    if depth < _END_DEPTH:
        found = two_ended(text, anchor, _read_end)
        if found is not None:
            return found
    found = _related(text, anchor, depth)
    if found is not None:
        return found
    found = _divided(text, anchor, depth)
    if found is not None:
        return found
    glue = _GLUE.match(text)
    if glue:
        return read(text[glue.end() :], anchor)
    trailing = _TRAILING.search(text)
    if trailing:
        return read(text[: trailing.start()], anchor)
    return None


def _read_end(text: str, anchor: Anchor) -> Interval | None:
    """One end of a range: no range itself, and a phrase that will not be placed is no end."""
    try:
        return interpret(text.strip(), anchor, _END_DEPTH)
    except Unplaced:
        return None


def _forward(anchor: Anchor) -> Anchor:
    """A term runs forward, unless the caller says that it is past."""
    return anchor if anchor.tense == "past" and not anchor.lenient else anchor.facing("future")


def _related(text: str, anchor: Anchor, depth: int) -> Interval | None:
    by = _BY.match(text)
    if by:
        found = _term(text[by.end() :], _forward(anchor), depth)
        return found and Interval(found.start, found.end, found.precision, f'"{by[0].strip()}": {found.reason}')
    before = _BEFORE.match(text)
    if before:
        return _before(text[before.end() :], anchor, depth)
    since = _SINCE.match(text)
    if since:
        found = interpret(text[since.end() :].strip(), anchor.facing("past"), depth + 1)
        return found and Interval(found.start, None, "open", f"open end: since {found.start}")
    after = _AFTER.match(text)
    if after:
        found = _event_free(text[after.end() :], anchor, depth)
        if found is None or found.end is None:
            return None
        return Interval(shift_days(found.end, 1), None, "open", f"open end: after {found.end}")
    start = _FROM.match(text)
    onwards = _ONWARDS.search(text)
    if start or onwards:
        body = text[start.end() if start else 0 : onwards.start() if onwards else len(text)]
        found = interpret(body.strip(), anchor if anchor.tense else anchor.facing("future"), depth + 1)
        return found and Interval(found.start, None, "open", f"open end: from {found.start} on")
    return None


def _event_free(text: str, anchor: Anchor, depth: int) -> Interval | None:
    return interpret(text.strip(), anchor, depth + 1)


def _before(text: str, anchor: Anchor, depth: int) -> Interval | None:
    """ "Before Friday" is a term while Friday is to come; "before 2011", told later, is the open time up to it."""
    found = _term(text, _forward(anchor), depth)
    if found is None or found.start is None:
        return None
    if anchor.published is not None and found.start > anchor.published:
        return Interval(found.start, found.end, found.precision, f'"before": {found.reason}')
    return Interval(None, shift_days(found.start, -1), "open", f"open start: before {found.start}")


def _term(text: str, anchor: Anchor, depth: int) -> Interval | None:
    """The day or days that end a term: "the end of June" is there its last day, "the start of June" its first."""
    text = text.strip()
    part = _PART.fullmatch(text.removeprefix("around ").removeprefix("about "))
    if part and (part["p"] in _END_WORDS or part["p"] in _START_WORDS):
        whole = interpret(part["x"].strip(), anchor, depth + 1)
        day = whole and (whole.end if part["p"] in _END_WORDS else whole.start)
        return one_day(day, f"the {'last' if part['p'] in _END_WORDS else 'first'} day") if day else None
    ended = _UNIT_END.fullmatch(text)
    if ended:
        whole = interpret(_unit_phrase(ended), anchor, depth + 1)
        return one_day(whole.end, "the last day") if whole and whole.end else None
    return interpret(text, anchor, depth + 1)


def _unit_phrase(match: re.Match[str]) -> str:
    return f"{(match['r'] or 'this').replace('the', 'this')} {match['u']}"


def _divided(text: str, anchor: Anchor, depth: int) -> Interval | None:
    """Parts of a longer time: early, late, the end, the rest, the first week."""

    def read(inner: str) -> Interval | None:
        return interpret(inner.strip(), anchor, depth + 1)

    week = _WEEK_OF.fullmatch(text)
    if week:
        day = read(week["x"])
        return _week_from(week, day) if day else None
    nth = _NTH_OF.fullmatch(text)
    if nth:
        whole = read(nth["x"])
        return _nth_of(nth, whole) if whole else None
    part = _PART.fullmatch(text)
    if part:
        whole = read(part["x"])
        if whole is None or whole.start is None or whole.end is None:
            return None
        name = part["p"]
        if name == "eve":
            return one_day(shift_days(whole.start, -1), "the day before")
        which = _PARTS.get(name) or ("early" if name.split()[0] in _EARLY_WORDS else "late")
        return part_of(whole, which, f"the {which} third: {whole.reason}")
    ended = _UNIT_END.fullmatch(text)
    if ended:
        whole = read(_unit_phrase(ended))
        return part_of(whole, "late", "the last third") if whole else None
    side = _EARLIER_IN.fullmatch(text)
    if side:
        whole = read(side["x"])
        return _one_side(whole, anchor, later=side["p"] == "later") if whole else None
    rest = _REST.fullmatch(text)
    if rest:
        whole = read(rest["x"])
        return _one_side(whole, anchor, later=True) if whole else None
    return None


_EARLY_WORDS = frozenset(("early", "start", "beginning", "outset", "onset", "opening", "first"))


def _one_side(whole: Interval, anchor: Anchor, *, later: bool) -> Interval:
    """The part of a time before or after the report's day; all of it if the report lies outside."""
    day = anchor.published
    if day is None or whole.start is None or whole.end is None or not whole.start <= day <= whole.end:
        return whole
    if whole.start == whole.end:
        return whole
    if later:
        return stretch(min(shift_days(day, 1), whole.end), whole.end, "from the day after the report to its end")
    return stretch(whole.start, day, "from its start up to the report's day")


def _week_from(match: re.Match[str], day: Interval) -> Interval | None:
    first, last = day.start, day.end
    if first is None or last is None or (last - first).days > 10:
        return None
    if match["u"] == "weekend":
        return weekend_of(first, "the weekend of the day named")
    if match["r"] in ("ending", "ended", "to", "that ended"):
        return stretch(shift_days(last, -6), last, "the seven days that end on the day named", "week")
    if match["r"] == "of":
        return week_of(first, "the week that holds the day named")
    return stretch(first, shift_days(first, 6), "the seven days from the day named", "week")


def _nth_of(match: re.Match[str], whole: Interval) -> Interval | None:
    """Weeks of a month are counted in sevens from its first day, or back from its last."""
    start, end = whole.start, whole.end
    if start is None or end is None or start == end:
        return None
    nth, unit, count = _NTHS[match["n"]], match["u"], int(match["c"] or 1)
    reason = f"that {unit} of the time named"
    if unit in WEEKDAYS:
        return _nth_day(start, end, nth, WEEKDAYS[unit], reason)
    if unit == "weekend":
        saturday = _nth_day(start, end, nth, 5, reason)
        return weekend_of(saturday.start, reason) if saturday and saturday.start else None
    if unit in ("half", "third"):
        if unit == "third":
            return part_of(whole, "early" if nth == 1 else "late" if nth in (-1, 3) else "mid", reason)
        return _half_of(start, end, first=nth == 1, reason=reason)
    if count > 1 and nth not in (1, -1):
        return None
    unit = unit.removesuffix("s")
    if unit in ("day", "week"):
        length = count * (7 if unit == "week" else 1)
        first = shift_days(start, length * (nth - 1)) if nth > 0 else shift_days(end, 1 - length)
        last = shift_days(first, length - 1)
    else:
        months = count * (12 if unit == "year" else 1)
        first = shift_months(start, months * (nth - 1)) if nth > 0 else shift_months(shift_days(end, 1), -months)
        last = shift_days(shift_months(first, months), -1)
    if first < start or last > end:
        return None
    precision = "day" if first == last else "week" if unit == "week" and count == 1 else "range"
    return Interval(first, last, "day" if precision == "day" else "week" if precision == "week" else "range", reason)


def _nth_day(start: date, end: date, nth: int, weekday: int, reason: str) -> Interval | None:
    if nth > 0:
        day = shift_days(weekday_after(start, weekday), 7 * (nth - 1))
    else:
        day = weekday_before(end, weekday)
    return one_day(day, reason) if start <= day <= end else None


def _half_of(start: date, end: date, *, first: bool, reason: str) -> Interval:
    if start.day == 1 and shift_days(end, 1).day == 1:
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        if months % 2 == 0:
            middle = shift_months(start, months // 2)
            return stretch(start, shift_days(middle, -1), reason) if first else stretch(middle, end, reason)
    middle = shift_days(start, ((end - start).days + 1) // 2)
    return stretch(start, shift_days(middle, -1), reason) if first else stretch(middle, end, reason)


def interpret_event(text: str, anchor: Anchor) -> Interval | None:
    """Phrases that count from an event in words; tried when nothing else fits, for any words may name an event."""
    return first_placed(EVENT_PHRASES, text, anchor)
