"""Units of the calendar as intervals of days, and steps between them.

Weeks run from Monday to Sunday. Every interval includes both ends. A step that leaves the years 1 to 9999 raises
OverflowError, as `datetime.timedelta` does.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from hijridate import Hijri

from sitroom.codebook.values import Interval, Precision

Unit = Literal["day", "week", "month", "quarter", "year", "decade", "century"]
Part = Literal["early", "mid", "late"]

_MONTHS_OF: dict[str, int] = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS_OF: dict[str, int] = {"day": 1, "week": 7}
_SEASON_STARTS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


def checked_year(year: int) -> int:
    """The year itself, or OverflowError where the calendar of `datetime` does not reach."""
    if not 1 <= year <= 9999:
        raise OverflowError(f"year {year} lies outside the calendar")
    return year


def shift_days(day: date, days: int) -> date:
    return day + timedelta(days=days)


def shift_months(day: date, months: int) -> date:
    """The same day of the month so many months on; the last day of that month where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = checked_year(index // 12), index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def shift_units(day: date, unit: Unit, count: int) -> date:
    if unit in _DAYS_OF:
        return shift_days(day, count * _DAYS_OF[unit])
    return shift_months(day, count * _MONTHS_OF[unit])


def one_day(day: date, reason: str) -> Interval:
    return Interval(day, day, "day", reason)


def stretch(start: date, end: date, reason: str, precision: Precision = "range") -> Interval:
    """Any run of days; ValueError if it ends before it starts."""
    if end < start:
        raise ValueError(f"{start} to {end} runs backwards")
    return Interval(start, end, precision, reason)


def week_of(day: date, reason: str) -> Interval:
    start = day - timedelta(days=day.weekday())
    return Interval(start, shift_days(start, 6), "week", reason)


def weekend_of(day: date, reason: str) -> Interval:
    """Saturday and Sunday of the week that holds the day."""
    start = shift_days(day, 5 - day.weekday())
    return Interval(start, shift_days(start, 1), "range", reason)


def months_from(year: int, month: int, count: int, reason: str, precision: Precision = "range") -> Interval:
    start = date(checked_year(year), month, 1)
    last = shift_months(start, count - 1)
    end = date(last.year, last.month, monthrange(last.year, last.month)[1])
    return Interval(start, end, precision, reason)


def month_of(year: int, month: int, reason: str) -> Interval:
    return months_from(year, month, 1, reason, "month")


def quarter_of(year: int, quarter: int, reason: str) -> Interval:
    return months_from(year, 3 * quarter - 2, 3, reason, "quarter")


def half_of(year: int, half: int, reason: str) -> Interval:
    return months_from(year, 6 * half - 5, 6, reason)


def year_of(year: int, reason: str) -> Interval:
    return months_from(year, 1, 12, reason, "year")


def years_from(year: int, count: int, reason: str) -> Interval:
    return Interval(date(checked_year(year), 1, 1), date(checked_year(year + count - 1), 12, 31), "range", reason)


def season_of(year: int, season: str, reason: str) -> Interval:
    """Three whole months of the northern hemisphere; winter is counted to the year in which it begins."""
    return months_from(year, _SEASON_STARTS[season], 3, reason)


def unit_around(day: date, unit: Unit, reason: str) -> Interval:
    """The whole day, week, month, quarter, year, decade (1990 to 1999) or century (1901 to 2000) that holds the day."""
    if unit == "day":
        return one_day(day, reason)
    if unit == "week":
        return week_of(day, reason)
    if unit == "month":
        return month_of(day.year, day.month, reason)
    if unit == "quarter":
        return quarter_of(day.year, (day.month + 2) // 3, reason)
    if unit == "year":
        return year_of(day.year, reason)
    if unit == "decade":
        return years_from(max(1, day.year - day.year % 10), 10, reason)
    return years_from(day.year - (day.year - 1) % 100, 100, reason)


def part_of(whole: Interval, part: Part, reason: str) -> Interval:
    """Early, middle or late third: days 1-10, 11-20, 21-end of a month; four months of a year.

    A week has Monday-Tuesday, Wednesday-Thursday and Friday-Sunday; a decade 0-3, 4-6 and 7-9. One day is not divided.
    """
    start, end = whole.start, whole.end
    if start is None or end is None:
        raise ValueError("an open interval has no parts")
    length = (end - start).days + 1
    if length <= 2:
        return whole
    index = ("early", "mid", "late").index(part)
    if whole.precision == "week":
        first, last = ((0, 1), (2, 3), (4, 6))[index]
        return stretch(shift_days(start, first), shift_days(start, last), reason)
    if whole.precision == "month":
        first_day, last_day = ((1, 10), (11, 20), (21, end.day))[index]
        return stretch(start.replace(day=first_day), start.replace(day=last_day), reason)
    if start.day == 1 and shift_days(end, 1).day == 1:
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        if months == 120:
            first_year, years = ((0, 4), (4, 3), (7, 3))[index]
            return years_from(start.year + first_year, years, reason)
        if months % 3 == 0:
            first_month = shift_months(start, index * months // 3)
            return months_from(first_month.year, first_month.month, months // 3, reason)
    cuts = (0, length // 3, length - length // 3, length)
    return stretch(shift_days(start, cuts[index]), shift_days(start, cuts[index + 1] - 1), reason)


def easter(year: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return date(checked_year(year), month, (h - m + r + month + 19) % 32)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Orthodox churches, by the Julian computus (Meeus, chapter 8), as a day of the Gregorian calendar."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    behind = year // 100 - year // 400 - 2
    return shift_days(date(checked_year(year), month, day + 1), behind)


def _hijri_years(year: int) -> Iterator[int]:
    """The Islamic years that a year of ours can touch."""
    first = (year - 622) * 33 // 32
    yield from range(first - 1, first + 3)


def hijri_day(year: int, month: int, day: int) -> Interval:
    """A day of the Islamic calendar (Umm al-Qura) in a year of ours, the first one where there are two; OverflowError outside
    1924 to 2077 and in a year without one."""
    for own in _hijri_years(year):
        try:
            found = Hijri(own, month, day).to_gregorian()
        except (OverflowError, ValueError):
            continue
        if found.year == year:
            return one_day(
                date(found.year, found.month, found.day), "by the Umm al-Qura calendar; local sightings differ by a day"
            )
    raise OverflowError(f"no such day of the Islamic calendar in {year}")


def hijri_month(year: int, month: int) -> Interval:
    """A month of the Islamic calendar that begins in a year of ours; errors as `hijri_day`."""
    for own in _hijri_years(year):
        try:
            first = Hijri(own, month, 1)
        except (OverflowError, ValueError):
            continue
        begins = first.to_gregorian()
        if begins.year == year:
            start = date(begins.year, begins.month, begins.day)
            return stretch(start, shift_days(start, first.month_length() - 1),
                           "by the Umm al-Qura calendar; local sightings differ by a day")  # fmt: skip
    raise OverflowError(f"no such month of the Islamic calendar in {year}")


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth Monday (0) to Sunday (6) of a month; nth -1 is the last one."""
    if nth < 0:
        last = date(year, month, monthrange(year, month)[1])
        return shift_days(last, -((last.weekday() - weekday) % 7))
    first = date(checked_year(year), month, 1)
    return shift_days(first, (weekday - first.weekday()) % 7 + 7 * (nth - 1))
