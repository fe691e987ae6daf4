"""Publication dates as headers and fields write them. A day is taken only where the words leave no other reading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sitroom.errors import InputError

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s+)?"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_ZONE = (
    r"(?:Z\b|[+-]\d{2}:?\d{2}|(?:UTC|GMT|BST|WES?T|CES?T|EES?T|MSK|E[SD]?T|C[SD]T|M[SD]T|P[SD]?T|WAT|EAT|CAT|SAST|IST|PKT"
    r"|JST|KST|SGT|HKT|AES?T|AEDT)\b(?:[+-]\d{1,2})?)"
)
_CLOCK = rf"\d{{1,2}}[:.]\d{{2}}(?::\d{{2}}(?:[.,]\d+)?)?(?:\s*[ap]\.?m\b\.?)?(?:\s*{_ZONE})?(?:\s*\([A-Z]{{1,5}}\))?"
_TIME_BEFORE = rf"(?:{_CLOCK},?\s+(?:on\s+)?)?"
_TIME_AFTER = rf"(?:T\d{{4}}(?:\d\d)?Z?\b|(?:T|,?\s+(?:at\s+)?){_CLOCK})?"


def _form(day: str) -> re.Pattern[str]:
    return re.compile(rf"{_TIME_BEFORE}{_WEEKDAY}{day}{_TIME_AFTER}", re.IGNORECASE)


_YEAR_FIRST = _form(r"(?P<year>\d{4})(?P<sign>[-/.])(?P<number>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?!\d)")
_COMPACT = _form(r"(?P<year>(?:19|20)\d\d)(?P<number>\d\d)(?P<day>\d\d)(?!\d)")
_DAY_MONTH_YEAR = _form(rf"{_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+(?P<year>\d{{4}})(?!\d)")
_MONTH_DAY_YEAR = _form(rf"{_MONTH}[\s-]+{_DAY},?[\s-]+(?P<year>\d{{4}})(?!\d)")
_NUMBERS = _form(r"(?P<first>\d{1,2})(?P<sign>[-/.])(?P<second>\d{1,2})(?P=sign)(?P<year>\d{4}|\d{2})(?!\d)")
_DAY_MONTH = _form(rf"{_DAY}(?:\s+of)?\s+{_MONTH}(?![\s,]*\d)")
_MONTH_DAY = _form(rf"{_MONTH}\s+{_DAY}(?!\d|[\s,]*\d{{4}})")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as written. readings holds the days that the words allow, as the publisher's clock counts them.

    One reading is a day; two an ambiguous form ("03/04/2024"); none a form that names no day of the calendar or leaves
    out the year, when problem says so. month_day is (month, day) of a date without a year.
    """

    text: str
    start: int
    end: int
    readings: tuple[date, ...]
    problem: str | None = None
    month_day: tuple[int, int] | None = None

    @property
    def day(self) -> date | None:
        return self.readings[0] if len(self.readings) == 1 else None


def match_date(text: str, start: int = 0) -> WrittenDate | None:
    """The date that begins at start, with its weekday and its time; None if no date with a year begins there."""
    for form in (_YEAR_FIRST, _COMPACT, _DAY_MONTH_YEAR, _MONTH_DAY_YEAR):
        if found := form.match(text, start):
            month = found["number"] if "number" in found.groupdict() else _month(found["month"])
            return _written(found, ((int(found["year"]), int(month), int(found["day"])),))
    if found := _NUMBERS.match(text, start):
        year, first, second = (int(found[name]) for name in ("year", "first", "second"))
        if len(found["year"]) == 2:
            problem = f'"{found[0]}" has a year of two digits'
            return WrittenDate(found[0], found.start(), found.end(), (), problem)
        return _written(found, ((year, second, first), (year, first, second)))
    return None


def match_month_day(text: str, start: int = 0) -> WrittenDate | None:
    """The date without a year that begins at start ("Aug. 8", "14 March"), as datelines write it."""
    for form in (_DAY_MONTH, _MONTH_DAY):
        if found := form.match(text, start):
            month, day = _month(found["month"]), int(found["day"])
            if not _days([(2024, month, day)]):  # a leap year: 29 February is a day of some year
                return None
            problem = f'"{found[0]}" has no year'
            return WrittenDate(found[0], found.start(), found.end(), (), problem, (month, day))
    return None


def read_date(value: str) -> WrittenDate:
    """Read a value that is to be a date and nothing else; problem says why it gives no day."""
    value = value.strip()[:200]
    found = match_date(value) or match_month_day(value)
    if found is None or value[found.end :].strip(" .,;"):
        shown = value if len(value) <= 60 else value[:57] + "..."
        return WrittenDate(value, 0, len(value), (), f'"{shown}" is not a date')
    return found


def parse_day(value: str) -> date:
    """The day that a person gave, as with `--published`.

    Raises InputError for a value that names no day, or two.
    """
    written = read_date(value)
    if written.day is None:
        raise InputError(f"{written.problem}. Write the day as YYYY-MM-DD, as in 2024-03-14.")
    return written.day


def latest_today() -> date:
    """The latest day that it is anywhere on Earth; a report with a later date is dated in the future."""
    return (datetime.now(UTC) + timedelta(hours=14)).date()


def long_day(day: date) -> str:
    """A day as messages write it out: 3 April 2024."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _days(candidates: list[tuple[int, int, int]] | tuple[tuple[int, int, int], ...]) -> tuple[date, ...]:
    days: list[date] = []
    for year, month, day in candidates:
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found.year >= 1000 and found not in days:
            days.append(found)
    return tuple(days)


def _written(found: re.Match[str], candidates: tuple[tuple[int, int, int], ...]) -> WrittenDate:
    readings = _days(candidates)
    problem = None
    if not readings:
        problem = f'"{found[0]}" is not a day of the calendar'
    elif len(readings) == 2:
        problem = f'"{found[0]}" can be {long_day(readings[0])} or {long_day(readings[1])}'
    return WrittenDate(found[0], found.start(), found.end(), readings, problem)
