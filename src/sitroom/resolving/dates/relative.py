"""Phrases counted from the report's day: "yesterday", "three days ago", "last month", "the next 48 hours"."""

from __future__ import annotations

import re
from datetime import date
from typing import cast

from sitroom.codebook.values import Interval
from sitroom.resolving.dates.anchor import Anchor, Unplaced
from sitroom.resolving.dates.calendar import (
    Unit,
    one_day,
    shift_days,
    shift_units,
    stretch,
    unit_around,
)
from sitroom.resolving.dates.rules import Rule, rule
from sitroom.resolving.dates.words import COUNT, UNITS

FEW = (2, 6)
""" "A few", "several" and bare plurals ("days ago") are taken as two to six; the reason says so."""

_NAMED_DAYS = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "this day": 0,
    "this night": 0, "yesterday": -1, "last night": -1, "last evening": -1, "yesterday night": -1, "tomorrow": 1,
    "1 day before yesterday": -2, "1 day after tomorrow": 2,
}  # fmt: skip
_HALVES: dict[str, tuple[Unit, int]] = {
    "year": ("month", 6), "decade": ("year", 5), "century": ("year", 50), "week": ("day", 3), "month": ("day", 15),
    "quarter": ("day", 45),
}  # fmt: skip
_BACK, _ON = "back from the report's day", "on from the report's day"


def calendar_unit(word: str) -> tuple[Unit, int]:
    """A unit as written ("fortnights", "centuries") as a unit of the calendar and how many of it."""
    word = word.removesuffix("s")
    if word == "fortnight":
        return "week", 2
    if word == "centurie":
        return "century", 1
    return cast("Unit", word), 1


def step(day: date, count: str, word: str, sign: int) -> date:
    """So many hours, days, ... months before (-1) or after (+1) a day. Hours count up to whole days."""
    whole, _, fraction = count.partition(".")
    number = int(whole)
    if word.startswith("minute"):
        return day
    if word.startswith("hour"):
        return shift_days(day, sign * -(-number // 24))
    unit, factor = calendar_unit(word)
    moved = shift_units(day, unit, sign * number * factor)
    if fraction and unit in _HALVES:
        half_unit, half = _HALVES[unit]
        moved = shift_units(moved, half_unit, sign * half)
    return moved


def counted(day: date, count: str, word: str, sign: int, direction: str) -> Interval:
    """The day, week, month or year so far away, as coarse as its unit; decades and centuries give a year."""
    moved = step(day, count, word, sign)
    if word.startswith(("hour", "minute")):
        if word.startswith("minute") or int(count.partition(".")[0]) < 12:
            return one_day(day, f"within hours of the report, taken as its day; {direction}")
        return one_day(moved, f"hours counted {direction}")
    unit, _ = calendar_unit(word)
    if unit in ("decade", "century"):
        unit = "year"
    if "." in count and unit in ("year", "month"):
        unit = "month"
    elif "." in count:
        unit = "week" if unit == "week" else "day"
    return unit_around(moved, unit, f"counted {direction}, as coarse as the unit")


def few(day: date, word: str, sign: int, direction: str) -> Interval:
    if word.startswith(("hour", "minute")):
        return one_day(day, f"within hours of the report, taken as its day; {direction}")
    if word.startswith(("decade", "centur")):
        raise Unplaced("period not resolved", "no number of decades or centuries is given")
    unit, factor = calendar_unit(word)
    first = unit_around(shift_units(day, unit, sign * FEW[0] * factor), unit, "")
    last = unit_around(shift_units(day, unit, sign * FEW[1] * factor), unit, "")
    ends = sorted(each for each in (first.start, first.end, last.start, last.end) if each is not None)
    return stretch(ends[0], ends[-1], f"an unsaid number, taken as {FEW[0]} to {FEW[1]}, {direction}")


def _named_day(match: re.Match[str], anchor: Anchor) -> Interval:
    return one_day(shift_days(anchor.day, _NAMED_DAYS[match[1]]), "the day by its distance from the report's")


def _overnight(match: re.Match[str], anchor: Anchor) -> Interval:
    if anchor.tense == "future":
        return stretch(anchor.day, shift_days(anchor.day, 1), "the night after the report's day")
    return stretch(shift_days(anchor.day, -1), anchor.day, "the night before the report's day")


def _ago(match: re.Match[str], anchor: Anchor) -> Interval:
    return counted(anchor.day, match["n"] or "1", match["u"], -1, _BACK)


def _few_ago(match: re.Match[str], anchor: Anchor) -> Interval:
    return few(anchor.day, match["u"], -1, _BACK)


def _ahead(match: re.Match[str], anchor: Anchor) -> Interval:
    if anchor.tense == "past" and match.groupdict().get("in"):
        raise Unplaced("period not resolved", "with a past tense the words give how long something took")
    return counted(anchor.day, match["n"], match["u"], 1, _ON)


def _few_ahead(match: re.Match[str], anchor: Anchor) -> Interval:
    if anchor.tense == "past" and match["in"]:
        raise Unplaced("period not resolved", "with a past tense the words give how long something took")
    return few(anchor.day, match["u"], 1, _ON)


def _past_stretch(match: re.Match[str], anchor: Anchor) -> Interval:
    day = anchor.day
    return stretch(step(day, match["n"] or "1", match["u"], -1), day, "that long up to the report's day")


def _past_few(match: re.Match[str], anchor: Anchor) -> Interval:
    if match["u"].startswith(("decade", "centur")):
        raise Unplaced("period not resolved", "no number of decades or centuries is given")
    day = anchor.day
    start = step(day, str(FEW[1]), match["u"], -1)
    return stretch(start, day, f"an unsaid number, taken as up to {FEW[1]}, ending on the report's day")


def _coming_stretch(match: re.Match[str], anchor: Anchor) -> Interval:
    day = anchor.day
    return stretch(day, step(day, match["n"] or "1", match["u"], 1), "that long from the report's day")


def _coming_few(match: re.Match[str], anchor: Anchor) -> Interval:
    if match["u"].startswith(("decade", "centur")):
        raise Unplaced("period not resolved", "no number of decades or centuries is given")
    day = anchor.day
    end = step(day, str(FEW[1]), match["u"], 1)
    return stretch(day, end, f"an unsaid number, taken as up to {FEW[1]}, from the report's day")


_STEPS = {
    "last": -1, "latest": -1, "most recent": -1, "next": 1, "coming": 1, "upcoming": 1,
}  # fmt: skip


def unit_by_word(word: str, unit: Unit, anchor: Anchor) -> Interval:
    moved = shift_units(anchor.day, unit, _STEPS.get(word, 0))
    if unit == "month" or unit == "quarter":
        moved = shift_units(anchor.day.replace(day=1), unit, _STEPS.get(word, 0))
    return unit_around(moved, unit, f"the {unit} by its distance from the report's own")


def _unit(match: re.Match[str], anchor: Anchor) -> Interval:
    return unit_by_word(match["r"], cast("Unit", match["u"]), anchor)


def _own_unit(match: re.Match[str], anchor: Anchor) -> Interval:
    """ "The week", "the quarter": the one told last if it is of that kind, else the one under way."""
    unit = cast("Unit", match["u"])
    reference = anchor.reference
    if reference is not None and reference.precision == unit:
        return Interval(reference.start, reference.end, reference.precision, f"the {unit} told before")
    return unit_around(anchor.day, unit, f"the {unit} of the report's day")


def _unit_after_next(match: re.Match[str], anchor: Anchor) -> Interval:
    unit = cast("Unit", match["u"])
    sign = 1 if match["r"] == "after next" else -1
    moved = shift_units(anchor.day.replace(day=1) if unit == "month" else anchor.day, unit, 2 * sign)
    return unit_around(moved, unit, f"two {unit}s from the report's own")


def _so_far(match: re.Match[str], anchor: Anchor) -> Interval:
    own = unit_around(anchor.day, cast("Unit", match["u"]), "")
    assert own.start is not None
    return stretch(own.start, anchor.day, "from its start up to the report's day")


def _later(match: re.Match[str], anchor: Anchor) -> Interval:
    own = unit_around(anchor.day, cast("Unit", match["u"]), "")
    assert own.end is not None
    start = min(shift_days(anchor.day, 1), own.end)
    return stretch(start, own.end, "from the day after the report to its end")


def _later_today(match: re.Match[str], anchor: Anchor) -> Interval:
    return one_day(anchor.day, "the report's own day")


_U1 = "(?P<u>day|week|month|quarter|year|decade|century)"
_U = f"(?P<u>{UNITS})"
_N = f"(?P<n>{COUNT})"
_ABOUT = (
    "(?:(?:about|around|nearly|some|roughly|approximately|over|almost|under|barely|just|exactly|only|fully|well|"
    "more than|less than|fewer than|at least|at most|up to|not|no more than|a mere|as little as|as much as) )*"
)
_FEW = "(?:(?:a |the )?(?:few|several|some|many|handful of|number of) )?"
_SOON = "(?:a |the )?(?:few|several|couple|handful of|number of|many)"

RELATIVE: tuple[Rule, ...] = (
    rule("(?:the )?(" + "|".join(_NAMED_DAYS) + ")", _named_day),
    rule(
        "(?:earlier|later|late|early|even|as early as|as soon as|sometime|some time) (?:today|tonight|in the day)",
        _later_today,
    ),
    rule("overnight", _overnight),
    rule(rf"{_ABOUT}{_N} {_U} (?:ago|back)(?: now)?", _ago),
    rule(r"(?:the )?(?P<n>(?!))?(?P<u>week|month|quarter|year|decade|century) ago", _ago),
    rule(rf"{_ABOUT}{_N} {_U} or (?:so|more) (?:ago|back)", _ago),
    rule(rf"{_FEW}{_U} (?:ago|back)", _few_ago),
    rule(rf"(?P<in>in ){_ABOUT}(?:another )?{_N} {_U}(?: time| from now)?", _ahead),
    rule(rf"{_ABOUT}{_N} {_U} (?:from now|hence|from today|away|time)", _ahead),
    rule(rf"(?P<in>in )(?:just |only )?{_FEW}{_U}(?: time| from now)?", _few_ahead),
    rule(rf"(?:within )?{_ABOUT}the (?:last|past) {_ABOUT}{_N} {_U}(?: or so| alone)?", _past_stretch),
    rule(rf"the past (?P<n>){_U1}", _past_stretch),
    rule(r"the last (?P<n>)(?P<u>hour|day|week|month|year|decade|century)", _past_stretch),
    rule(rf"(?:these |this )?(?:last|past) {_N} {_U}(?: or so)?", _past_stretch),
    rule(rf"this past (?P<n>){_U1}", _past_stretch),
    rule(rf"(?:the |these )?(?:last|past|recent) {_SOON} {_U}", _past_few),
    rule(r"(?:the |very |more )?(?:most )?recent (?P<u>(?:hour|day|week|month|year)s)", _past_few),
    rule(r"(?:the )?(?:last|past) (?P<u>(?:hour|day|week|month|year)s)", _past_few),
    rule(rf"within {_ABOUT}(?:the next |the coming |another )?{_N} {_U}(?: time)?", _coming_stretch),
    rule(rf"(?:the |these )?(?:next|coming|upcoming) {_ABOUT}{_N} {_U}(?: or so)?", _coming_stretch),
    rule(rf"within the (?:next |coming )(?P<n>){_U1}", _coming_stretch),
    rule(rf"(?:the )?coming (?P<n>){_U1}", _coming_stretch),
    rule(r"the next (?P<n>)(?P<u>week|month|year|decade)", _coming_stretch),
    rule(rf"(?:the |these )?(?:next|coming|upcoming) {_SOON} {_U}", _coming_few),
    rule(r"(?:the )?(?:next|coming|upcoming|following) (?P<u>(?:hour|day|week|month|year)s)", _coming_few),
    rule(rf"(?P<r>last|next|this|current) {_U1}", _unit),
    rule(rf"the (?P<r>last|current|present|latest|most recent|upcoming) {_U1}", _unit),
    rule(rf"(?:the |1 )?{_U1} (?P<r>after next|before last)", _unit_after_next),
    rule(rf"(?:earlier|before|already) (?:this|in the|in this|that) {_U1}", _so_far),
    rule(rf"(?:later|further on) (?:this|in the|in this) {_U1}", _later),
    rule(rf"(?:so far |thus far )?(?:this |the ){_U1}(?: so far| thus far| to date)", _so_far),
    rule(rf"(?:so far|thus far|to date)(?: in)? (?:this|the) {_U1}", _so_far),
    rule(rf"{_U1} to date", _so_far),
    rule(r"the (?:full |whole |entire |calendar )?(?P<u>week|month|quarter|year|decade|century)", _own_unit),
)
