"""Weekdays and weekends by the report's day (codebook rule 18)."""

from __future__ import annotations

import re

from sitroom.codebook.values import Interval
from sitroom.resolving.dates.anchor import Anchor, Unplaced
from sitroom.resolving.dates.calendar import Unit, one_day, part_of, shift_days, shift_units, week_of, weekend_of
from sitroom.resolving.dates.nearness import bare_weekday, weekday_after, weekday_before
from sitroom.resolving.dates.rules import Rule, rule
from sitroom.resolving.dates.words import WEEKDAY, WEEKDAYS

_WEEK_STEPS = {"last": -1, "previous": -1, "this": 0, "the": 0, "next": 1, "coming": 1}


def _bare(match: re.Match[str], anchor: Anchor) -> Interval:
    return bare_weekday(WEEKDAYS[match["w"]], anchor)


def _last(match: re.Match[str], anchor: Anchor) -> Interval:
    day = weekday_before(shift_days(anchor.day, -1), WEEKDAYS[match["w"]])
    return one_day(day, "the last such weekday before the report's day")


def _next(match: re.Match[str], anchor: Anchor) -> Interval:
    day = weekday_after(shift_days(anchor.day, 1), WEEKDAYS[match["w"]])
    return one_day(day, "the first such weekday after the report's day")


def _this(match: re.Match[str], anchor: Anchor) -> Interval:
    """ "This Tuesday" is the one of the report's own week, unless the tense rules it out."""
    weekday = WEEKDAYS[match["w"]]
    if anchor.tense == "past":
        return one_day(weekday_before(anchor.day, weekday), "the last such weekday up to the report's day")
    if anchor.tense == "future":
        return one_day(weekday_after(anchor.day, weekday), "the next such weekday, the report's own day included")
    return one_day(shift_days(anchor.day, weekday - anchor.day.weekday()), "that weekday of the report's week")


def _of_week(match: re.Match[str], anchor: Anchor) -> Interval:
    monday = shift_days(anchor.day, -anchor.day.weekday() + 7 * _WEEK_STEPS[match["r"]])
    return one_day(shift_days(monday, WEEKDAYS[match["w"]]), "that weekday of the week named")


def _weeks_away(match: re.Match[str], anchor: Anchor) -> Interval:
    """ "Two weeks ago Friday", "a week from Tuesday": whole weeks from the nearest such weekday."""
    weeks = int(match["n"])
    weekday = WEEKDAYS[match["w"]]
    if match["r"] == "ago":
        day = shift_days(weekday_before(anchor.day, weekday), -7 * weeks)
        return one_day(day, "whole weeks back from the last such weekday")
    return one_day(
        shift_days(weekday_after(anchor.day, weekday), 7 * weeks), "whole weeks on from the next such weekday"
    )


def _weekday_week(match: re.Match[str], anchor: Anchor) -> Interval:
    day = shift_days(weekday_after(anchor.day, WEEKDAYS[match["w"]]), 7)
    return one_day(day, "a week after the next such weekday")


def _of_reference(match: re.Match[str], anchor: Anchor) -> Interval:
    reference = anchor.reference
    word = match["r"]
    if reference is None or reference.start is None or reference.end is None:
        raise Unplaced("needs another event", f'"{word} {match["w"]}" counts from something told before', None)
    weekday = WEEKDAYS[match["w"]]
    if word in ("following", "next"):
        return one_day(
            weekday_after(shift_days(reference.end, 1), weekday), "the first such weekday after the other day"
        )
    if word in ("previous", "preceding"):
        day = weekday_before(shift_days(reference.start, -1), weekday)
        return one_day(day, "the last such weekday before the other day")
    return one_day(weekday_after(reference.start, weekday), "that weekday, from the other day on")


def _weekend(match: re.Match[str], anchor: Anchor) -> Interval:
    """ "Last" and "next weekend" lie in the weeks beside the report's own; "this" and "the weekend" go by tense.

    Without a tense, "the weekend" from Monday to Thursday is the one just over, as in news; "this weekend" is the one
    of the report's own week, on Monday and Tuesday the one just over.
    """
    word, day = match["r"], anchor.day
    if word in ("last", "past", "previous", "this past"):
        return weekend_of(shift_days(day, -7), "the weekend before the report's week")
    if word == "next":
        return weekend_of(shift_days(day, 7), "the weekend of the week after the report's")
    weekday = day.weekday()
    if word in ("this coming", "coming", "upcoming"):
        return weekend_of(shift_days(day, 7 if weekday >= 5 else 0), "the first weekend after the report's day")
    if weekday >= 5 or anchor.tense == "future":
        return weekend_of(day, "the weekend of the report's week")
    if anchor.tense == "past" or weekday <= (3 if word is None else 1):
        return weekend_of(shift_days(day, -7), "the last weekend begun by the report's day")
    return weekend_of(day, "the weekend of the report's week")


def _midweek(match: re.Match[str], anchor: Anchor) -> Interval:
    return part_of(week_of(anchor.day, ""), "mid", "Wednesday and Thursday of the report's week")


def _ago_today(match: re.Match[str], anchor: Anchor) -> Interval:
    """ "A year ago today": the very day."""
    unit: Unit = match["u"]  # type: ignore[assignment]
    sign = -1 if match["r"] == "ago" else 1
    return one_day(shift_units(anchor.day, unit, sign * int(match["n"])), "counted to the day from the report's")


_W = f"(?:the )?(?P<w>{WEEKDAY})"
_THIS_PAST = "this past|this last|past|last"
_THIS_COMING = "this coming|coming|upcoming|next"

WEEKDAY_RULES: tuple[Rule, ...] = (
    rule(_W, _bare),
    rule(rf"(?:the )?(?:{_THIS_PAST}) {_W}", _last),
    rule(rf"{_W} last", _last),
    rule(rf"(?:the )?(?:{_THIS_COMING}) {_W}", _next),
    rule(rf"{_W} (?:next|coming)", _next),
    rule(rf"this {_W}", _this),
    rule(rf"{_W} (?:of |in )?(?P<r>last|this|next|the|previous|coming) week", _of_week),
    rule(rf"(?P<r>last|this|next) week (?:on )?{_W}", _of_week),
    rule(rf"(?P<n>[0-9]{{1,2}}) weeks? (?P<r>ago) (?:on |this |last )?{_W}", _weeks_away),
    rule(rf"(?P<n>[0-9]{{1,2}}) weeks? (?P<r>from|on) (?:this |next )?{_W}", _weeks_away),
    rule(rf"{_W} week", _weekday_week),
    rule(rf"(?:the |that )?(?:same )?(?P<r>following|previous|preceding|that|same) {_W}", _of_reference),
    rule(rf"the (?P<r>next) {_W}", _of_reference),
    rule(
        r"(?:the )?(?:(?P<r>last|past|previous|this past|this|next|this coming|coming|upcoming) )?"
        r"weekends?",
        _weekend,
    ),
    rule(r"mid ?week", _midweek),
    rule(r"(?P<n>[0-9]{1,3}) (?P<u>day|week|month|year)s? (?P<r>ago|from) (?:today|this day|to the day)", _ago_today),
)
