"""Choosing among the weeks or years in which a partial date could fall (codebook rule 18).

Weekday: for the past the last one up to publication (publication day to six days before), for the future the next one.
Day, month or season without a year: the nearest occurrence that fits the tense.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sitroom.codebook.values import Interval
from sitroom.resolving.dates.anchor import Anchor, Unplaced
from sitroom.resolving.dates.calendar import one_day, shift_days

Yearly = Callable[[int], Interval]
"""A date or period that recurs every year, as a function of the year."""

PAST_SLACK_DAYS = 2
"""A report may carry a date up to two days earlier than what it tells (codebook rule 18)."""
_NEAR_DAYS, _FAR_DAYS = 75, 200
"""A tense that was only guessed from a clause gives way when it would carry a date further than the one and the other
reading lies within the other. Measured on TimeBank: 31 December never means "eleven months ahead" in January."""


def gap(interval: Interval, day: date) -> int:
    """Days between a day and an interval; 0 if the interval holds the day, negative if it lies before it."""
    if interval.start is not None and interval.start > day:
        return (interval.start - day).days
    if interval.end is not None and interval.end < day:
        return (interval.end - day).days
    return 0


def nearest_year(yearly: Yearly, anchor: Anchor) -> Interval:
    """The occurrence nearest to publication among those that fit the tense; past wins a tie."""
    day = anchor.day
    found = _occurrences(yearly, day, 1)
    fitting = [each for each in found if _fits(each[0], anchor)]
    if not fitting:
        # 29 February may be up to eight years away.
        found = _occurrences(yearly, day, 8)
        fitting = [each for each in found if _fits(each[0], anchor)]
    if not fitting:
        raise Unplaced("period not resolved", "no such day in the years around the report")
    best, closest = (min(each, key=lambda one: (abs(one[0]), one[0])) for each in (fitting, found))
    if anchor.lenient and abs(best[0]) > _FAR_DAYS and abs(closest[0]) < _NEAR_DAYS:
        best = closest
    return best[1]


def _occurrences(yearly: Yearly, day: date, reach: int) -> list[tuple[int, Interval]]:
    """Each occurrence within so many years, with its distance in days."""
    found: list[tuple[int, Interval]] = []
    for year in range(day.year - reach, day.year + reach + 1):
        try:
            interval = yearly(year)
        except (Unplaced, OverflowError):
            continue
        found.append((gap(interval, day), interval))
    return found


def _fits(distance: int, anchor: Anchor) -> bool:
    if anchor.tense == "past":
        return distance <= PAST_SLACK_DAYS
    return distance >= 0 if anchor.tense == "future" else True


def last_year(yearly: Yearly, day: date) -> Interval:
    """The latest occurrence that was over before the day."""
    return max(
        (interval for year in range(day.year - 2, day.year + 1) if gap(interval := yearly(year), day) < 0),
        key=lambda interval: interval.start or date.min,
    )


def next_year(yearly: Yearly, day: date) -> Interval:
    """The earliest occurrence that begins after the day."""
    return min(
        (interval for year in range(day.year, day.year + 3) if gap(interval := yearly(year), day) > 0),
        key=lambda interval: interval.start or date.max,
    )


def weekday_before(day: date, weekday: int) -> date:
    """The last such weekday on or before the day."""
    return shift_days(day, -((day.weekday() - weekday) % 7))


def weekday_after(day: date, weekday: int) -> date:
    """The next such weekday on or after the day."""
    return shift_days(day, (weekday - day.weekday()) % 7)


def bare_weekday(weekday: int, anchor: Anchor) -> Interval:
    """A weekday with nothing beside it, by codebook rule 18. Of unknown tense it is past, as news mostly is."""
    day = anchor.day
    if anchor.tense == "future":
        return one_day(weekday_after(day, weekday), "the next such weekday, the report's own day included (rule 18)")
    found = weekday_before(day, weekday)
    if (day - found).days >= 5:
        # Within the slack of rule 18 the report's date may itself be a day or two early.
        other = shift_days(found, 7)
        return one_day(found, f"the last such weekday up to the report's day (rule 18); {other} if its date is early")
    return one_day(found, "the last such weekday up to the report's day (rule 18)")
