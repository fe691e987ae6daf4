"""Dates that need no report date: they name their own year, decade or century."""

from __future__ import annotations

import re
from datetime import date

from sitroom.codebook.values import Interval
from sitroom.resolving.dates.anchor import Anchor, Unplaced
from sitroom.resolving.dates.calendar import (
    half_of,
    month_of,
    months_from,
    one_day,
    quarter_of,
    season_of,
    week_of,
    year_of,
    years_from,
)
from sitroom.resolving.dates.rules import Rule, rule
from sitroom.resolving.dates.words import DAY, MONTH, MONTHS, SEASON, SEASONS, WEEKDAY, WEEKDAYS, YEAR, number

_NAMED_DAY = "the calendar day named"
_NTHS = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": -1, "final": -1, "latter": -1, "opening": 1, "closing": -1}
NTH = "(?:" + "|".join(_NTHS) + ")"


def calendar_day(year: int, month: int, day: int, reason: str = _NAMED_DAY) -> Interval:
    """One day, or Unplaced for 31 February and its like."""
    try:
        return one_day(date(year, month, day), reason)
    except ValueError:
        raise Unplaced("period not resolved", f"{year}-{month:02}-{day:02} is not a day of the calendar") from None


def _iso_day(match: re.Match[str], _: Anchor) -> Interval:
    return calendar_day(int(match[1]), int(match[2]), int(match[3]))


def _iso_month(match: re.Match[str], _: Anchor) -> Interval:
    return month_of(int(match[1]), int(match[2]), "the month named")


def _iso_week(match: re.Match[str], _: Anchor) -> Interval:
    try:
        return week_of(date.fromisocalendar(int(match[1]), int(match[2]), 1), "the ISO week named")
    except ValueError:
        raise Unplaced("period not resolved", f"{match[1]} has no week {match[2]}") from None


def _numeric(match: re.Match[str], anchor: Anchor) -> Interval:
    """3/4/2024: which number is the day is settled by size, by dots (Europe), or by the caller; otherwise by nobody."""
    first, mark, second = int(match[1]), match[2], int(match[3])
    year = int(match[4])
    if len(match[4]) == 2:
        year += 2000 if year < 70 else 1900
    day_first = True if mark == "." else anchor.day_first
    if first > 12 >= second:
        day_first = True
    elif second > 12 >= first:
        day_first = False
    elif first == second:
        day_first = True
    if day_first is None:
        raise Unplaced(
            "period not resolved", f'"{match[0]}" can be read day first or month first; say which with day_first'
        )
    day, month = (first, second) if day_first else (second, first)
    return calendar_day(year, month, day)


def _with_weekday(interval: Interval, weekday: str | None) -> Interval:
    if weekday and interval.start and interval.start.weekday() != WEEKDAYS[weekday]:
        return one_day(interval.start, f"{_NAMED_DAY}; it is not a {weekday.capitalize()}, as the words say")
    return interval


def _day_month_year(match: re.Match[str], _: Anchor) -> Interval:
    return _with_weekday(calendar_day(int(match["y"]), MONTHS[match["m"]], number(match["d"])), match["w"])


def _month_year(match: re.Match[str], _: Anchor) -> Interval:
    return month_of(int(match["y"]), MONTHS[match["m"]], "the month named")


def _year(match: re.Match[str], _: Anchor) -> Interval:
    return year_of(int(match["y"]), "the year named")


def _short_year(match: re.Match[str], _: Anchor) -> Interval:
    year = int(match[1])
    return year_of(year + (2000 if year < 40 else 1900), "the year named by its last two digits")


def _decade(match: re.Match[str], _: Anchor) -> Interval:
    return years_from(int(match[1]), 10, "the decade named")


def _short_decade(match: re.Match[str], _: Anchor) -> Interval:
    """The '60s are the 1960s; nobody yet writes so of a decade to come."""
    return years_from(1900 + int(match[1]), 10, "the decade named, of the twentieth century")


def _century(match: re.Match[str], _: Anchor) -> Interval:
    return years_from(100 * number(match[1]) - 99, 100, "the century named")


def season_in(year: int, name: str) -> Interval:
    season = SEASONS[name]
    if season == "winter":
        raise Unplaced(
            "period not resolved", f"the winter of {year} may be the one that began or the one that ended then"
        )
    return season_of(year, season, "the season named, in whole months of the northern hemisphere")


def _season(match: re.Match[str], _: Anchor) -> Interval:
    return season_in(int(match["y"]), match["s"])


def _winter_across(match: re.Match[str], _: Anchor) -> Interval:
    return season_of(int(match[1]), "winter", "the winter that began in the year named first")


def quarter_in(year: int, nth: str) -> Interval:
    return quarter_of(year, _NTHS[nth] % 5, "the quarter of the calendar year")


def half_in(year: int, nth: str) -> Interval:
    if _NTHS[nth] not in (1, 2, -1):
        raise Unplaced("period not resolved", "a year has two halves")
    return half_of(year, 2 if _NTHS[nth] < 0 else _NTHS[nth], "the half of the calendar year")


def months_in(year: int, nth: str, count: int, unit: str) -> Interval:
    """The first nine months, the last two quarters of a year."""
    months = count * 3 if unit.startswith("quarter") else count
    if not 1 <= months <= 12 or _NTHS[nth] not in (1, -1):
        raise Unplaced("period not resolved", "no such part of a year")
    start = 1 if _NTHS[nth] == 1 else 13 - months
    return months_from(year, start, months, "whole months of the calendar year")


def _quarter(match: re.Match[str], _: Anchor) -> Interval:
    return quarter_in(int(match["y"]), match["n"])


def _half(match: re.Match[str], _: Anchor) -> Interval:
    return half_in(int(match["y"]), match["n"])


def _months(match: re.Match[str], _: Anchor) -> Interval:
    return months_in(int(match["y"]), match["n"], int(match["c"]), match["u"])


def _letter_part(match: re.Match[str], _: Anchor) -> Interval:
    """Q3 2023, H1 2024."""
    nth = int(match["n"])
    if match["l"] == "q" and 1 <= nth <= 4:
        return quarter_of(int(match["y"]), nth, "the quarter of the calendar year")
    if match["l"] == "h" and nth <= 2:
        return half_of(int(match["y"]), nth, "the half of the calendar year")
    raise Unplaced("period not resolved", "no such part of a year")


_W = f"(?:(?P<w>{WEEKDAY}) (?:the )?)?"
_D, _M, _Y, _N = f"(?P<d>{DAY})", f"(?P<m>{MONTH})", f"(?:the year )?(?P<y>{YEAR})", f"(?P<n>{NTH})"
_OF = "(?:of |in |for )?"

ABSOLUTE: tuple[Rule, ...] = (
    rule(rf"(?:calendar )?{_Y}", _year),
    rule(rf"(?:the )?{_M} (?:of |in )?{_Y}", _month_year),
    rule(rf"(?:the )?{_M}[-/]{_Y}", _month_year),
    rule(rf"{_Y} {_M}", _month_year),
    rule(rf"{_W}(?:the )?{_D}(?: day)?(?: of)?[ -/]?{_M}[ -/]?(?:of |in )?{_Y}", _day_month_year),
    rule(rf"{_W}{_M}[ -/](?:the )?{_D}[ -/](?:of |in )?{_Y}", _day_month_year),
    rule(rf"{_Y}[ -/]{_M}[ -/]{_D}(?P<w>)", _day_month_year),
    rule(r"([12][0-9]{3})[-/.]?(0[1-9]|1[0-2])[-/.]?(0[1-9]|[12][0-9]|3[01])(?:[t ].*)?", _iso_day),
    rule(r"([12][0-9]{3})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})", _iso_day),
    rule(r"([12][0-9]{3})[-/](0[1-9]|1[0-2])", _iso_month),
    rule(r"([12][0-9]{3})-?w(0[1-9]|[1-5][0-9])", _iso_week),
    rule(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([12][0-9]{3}|[0-9]{2})", _numeric),
    rule(r"'([0-9]{2})", _short_year),
    rule(r"(?:the )?((?:1[0-9]|20)[0-9]0)s", _decade),
    rule(r"(?:the )?'?([2-9]0)s", _short_decade),
    rule(r"(?:the )?((?:[1-9]|1[0-9]|2[01])(?:st|nd|rd|th)) century", _century),
    rule(rf"(?:the )?(?P<s>{SEASON}) {_OF}{_Y}", _season),
    rule(r"(?:the )?winter (?:of )?([12][0-9]{3})[-/][0-9]{2,4}", _winter_across),
    rule(rf"(?:the )?{_N} quarter {_OF}{_Y}", _quarter),
    rule(rf"(?:the )?{_Y} {_N} quarter", _quarter),
    rule(rf"(?:the )?{_N} half {_OF}{_Y}", _half),
    rule(rf"(?:the )?{_Y} {_N} half", _half),
    rule(rf"(?:the )?{_N} (?P<c>[0-9]{{1,2}}) (?P<u>months?|quarters?) {_OF}{_Y}", _months),
    rule(rf"(?P<l>[qh])(?P<n>[1-4]) {_OF}{_Y}", _letter_part),
    rule(rf"(?P<n>[1-4])(?P<l>[qh]) {_OF}{_Y}", _letter_part),
    rule(rf"{_Y} (?P<l>[qh])(?P<n>[1-4])", _letter_part),
)
