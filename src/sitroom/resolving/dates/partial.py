"""Dates without a year of their own: "Aug. 8", "last June", "the third quarter", "Christmas", "March of this year"."""

from __future__ import annotations

import re
from datetime import date
from functools import partial

from sitroom.codebook.values import Interval
from sitroom.resolving.dates.absolute import NTH, calendar_day, half_in, months_in, quarter_in
from sitroom.resolving.dates.anchor import Anchor, Unplaced
from sitroom.resolving.dates.calendar import (
    easter,
    hijri_day,
    hijri_month,
    month_of,
    nth_weekday,
    one_day,
    orthodox_easter,
    season_of,
    shift_days,
    shift_months,
    stretch,
)
from sitroom.resolving.dates.nearness import Yearly, last_year, nearest_year, next_year
from sitroom.resolving.dates.rules import Rule, rule
from sitroom.resolving.dates.words import DAY, MONTH, MONTHS, SEASON, SEASONS, WEEKDAY, WEEKDAYS, YEAR, number

_FIXED_HOLIDAYS: dict[str, tuple[int, int]] = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26),
    "new year": (1, 1), "new year day": (1, 1), "new years day": (1, 1), "new year eve": (12, 31),
    "new years eve": (12, 31), "epiphany": (1, 6), "valentine day": (2, 14), "valentines day": (2, 14),
    "international womens day": (3, 8), "st patricks day": (3, 17), "nowruz": (3, 21),
    "navruz": (3, 21), "nauryz": (3, 22), "may day": (5, 1),
    "victory day": (5, 9), "juneteenth": (6, 19), "4th of july": (7, 4), "bastille day": (7, 14),
    "halloween": (10, 31), "all saints day": (11, 1), "armistice day": (11, 11), "veterans day": (11, 11),
    "remembrance day": (11, 11), "human rights day": (12, 10), "3 kings": (1, 6), "3 kings day": (1, 6),

    "orthodox christmas": (1, 7), "coptic christmas": (1, 7), "lady day": (3, 25), "midsummer": (6, 24), "labour day": (5, 1),
    "candlemas": (2, 2), "annunciation day": (3, 25), "anzac day": (4, 25),
    "europe day": (5, 9), "africa day": (5, 25), "midsummer day": (6, 24), "vidovdan": (6, 28), "assumption day": (8, 15),
    "michaelmas": (9, 29), "all saints": (11, 1), "all souls": (11, 2), "all souls day": (11, 2), "martinmas": (11, 11),
    "lucia day": (12, 13), "lucia": (12, 13), "summer solstice": (6, 21), "winter solstice": (12, 21),
    "hogmanay": (12, 31),
    **{f"{saint} {name}{ending}": day for saint in ("st", "saint") for ending in (" day", "s day", "")
       for name, day in {"valentine": (2, 14), "david": (3, 1), "patrick": (3, 17), "joseph": (3, 19), "george": (4, 23),
                         "mark": (4, 25), "john": (6, 24), "peter": (6, 29), "vitus": (6, 28), "james": (7, 25), "anne": (7, 26),
                         "olaf": (7, 29), "lawrence": (8, 10), "bartholomew": (8, 24), "giles": (9, 1), "matthew": (9, 21),
                         "michael": (9, 29), "luke": (10, 18), "martin": (11, 11), "catherine": (11, 25), "andrew": (11, 30),
                         "barbara": (12, 4), "nicholas": (12, 6), "lucia": (12, 13), "lucy": (12, 13), "stephen": (12, 26),
                         "sylvester": (12, 31)}.items()},
}  # fmt: skip
_EASTER_DAYS = {
    "easter": 0, "easter sunday": 0, "easter monday": 1, "good friday": -2, "maundy thursday": -3, "palm sunday": -7,
    "ash wednesday": -46, "ascension day": 39, "pentecost": 49, "shrove tuesday": -47, "holy saturday": -1,
    "whitsun": 49, "whit sunday": 49, "whit monday": 50, "corpus christi": 60,
}  # fmt: skip
_ORTHODOX_EASTER_DAYS = {"orthodox easter": 0, "orthodox easter sunday": 0, "orthodox good friday": -2}
_SEASONS_OF_FEASTS = ("lent", "advent")
_HIJRI_DAYS = {
    "ashura": (1, 10), "mawlid": (3, 12), "prophet birthday": (3, 12), "prophet muhammad birthday": (3, 12),
    "eid al fitr": (10, 1), "eid ul fitr": (10, 1), "eid el fitr": (10, 1), "hari raya": (10, 1), "eid al adha": (12, 10),
    "eid ul adha": (12, 10), "eid el adha": (12, 10), "eid el kebir": (12, 10), "tabaski": (12, 10), "kurban bayram": (12, 10),
}  # fmt: skip
_HIJRI_MONTHS = {
    "ramadan": 9,
    "ramazan": 9,
    "fasting month": 9,
    "holy month of ramadan": 9,
    "muslim fasting month": 9,
    "holy month": 9,
}
"""Months and days of the Islamic calendar as Umm al-Qura reckons them; where the new moon must be seen they can fall a day later."""
# Holidays of the United States that news calls by their bare name.
_WEEKDAY_HOLIDAYS = {
    "martin luther king day": (1, 0, 3), "presidents day": (2, 0, 3), "memorial day": (5, 0, -1),
    "labor day": (9, 0, 1), "columbus day": (10, 0, 2), "thanksgiving": (11, 3, 4), "thanksgiving day": (11, 3, 4),
}  # fmt: skip
HOLIDAY = (
    "(?:"
    + "|".join(
        sorted(
            (
                *_FIXED_HOLIDAYS,
                *_EASTER_DAYS,
                *_ORTHODOX_EASTER_DAYS,
                *_SEASONS_OF_FEASTS,
                *_HIJRI_DAYS,
                *_HIJRI_MONTHS,
                *_WEEKDAY_HOLIDAYS,
                "election day",
            ),
            key=len,
            reverse=True,
        )
    )
    + ")"
)


def _holiday(name: str, year: int) -> Interval:
    if name in _FIXED_HOLIDAYS:
        month, day = _FIXED_HOLIDAYS[name]
        return calendar_day(year, month, day, "the holiday's fixed day")
    if name in _EASTER_DAYS:
        return one_day(shift_days(easter(year), _EASTER_DAYS[name]), "counted from Western Easter")
    if name in _ORTHODOX_EASTER_DAYS:
        return one_day(shift_days(orthodox_easter(year), _ORTHODOX_EASTER_DAYS[name]), "counted from Orthodox Easter")
    if name == "lent":
        return stretch(shift_days(easter(year), -46), shift_days(easter(year), -1), "the days before Western Easter")
    if name == "advent":
        christmas = date(year, 12, 25)
        fourth = shift_days(christmas, -(christmas.weekday() + 1))
        return stretch(shift_days(fourth, -21), shift_days(christmas, -1), "from the fourth Sunday before Christmas")
    if name in _HIJRI_MONTHS:
        return hijri_month(year, _HIJRI_MONTHS[name])
    if name in _HIJRI_DAYS:
        return hijri_day(year, *_HIJRI_DAYS[name])
    if name == "election day":
        return one_day(shift_days(nth_weekday(year, 11, 0, 1), 1), "the United States' election day")
    return one_day(nth_weekday(year, *_WEEKDAY_HOLIDAYS[name]), "the United States' holiday of that name")


def _day(month: str, day: str, weekday: str | None, year: int) -> Interval:
    found = calendar_day(year, MONTHS[month], number(day), "the day and month named, in the year that fits")
    if weekday and found.start and found.start.weekday() != WEEKDAYS[weekday]:
        raise Unplaced("period not resolved", f"{found.start} is not a {weekday.capitalize()}")
    return found


def _month(month: str, year: int) -> Interval:
    return month_of(year, MONTHS[month], "the month named, in the year that fits")


def _season(name: str, year: int) -> Interval:
    return season_of(year, SEASONS[name], "the season in whole months of the northern hemisphere")


def _quarter(nth: str, year: int) -> Interval:
    return quarter_in(year, nth)


def _half(nth: str, year: int) -> Interval:
    return half_in(year, nth)


def _months(nth: str, count: int, unit: str, year: int) -> Interval:
    return months_in(year, nth, count, unit)


_YEARLY = (
    rf"(?:(?P<w>{WEEKDAY}) (?:the )?)?(?:(?P<m1>{MONTH})[ -](?:the )?(?P<d1>{DAY})"
    rf"|(?:the )?(?P<d2>{DAY})(?: day)?(?: of)?[ -]?(?P<m2>{MONTH}))"
    rf"|(?:the month of )?(?P<m>{MONTH})"
    rf"|(?:the )?(?P<s>{SEASON})(?:time| season| months)?"
    rf"|(?:the )?(?P<q>{NTH}) quarter|q(?P<ql>[1-4])"
    rf"|(?:the )?(?P<h>{NTH}) half"
    rf"|(?:the )?(?P<n>{NTH}) (?P<c>[0-9]{{1,2}}) (?P<u>months|quarters)"
    rf"|(?:the )?(?:feast of )?(?:the )?(?P<f>{HOLIDAY})(?: holidays?)?"
)
_NAMED = re.compile(_YEARLY, re.ASCII)
_GROUPLESS = re.sub(r"\?P<\w+>", "?:", _YEARLY)


def yearly(text: str) -> Yearly | None:
    """What the words name in every year; None if they name no such thing."""
    match = _NAMED.fullmatch(text)
    if match is None:
        return None
    if match["m1"] or match["m2"]:
        return partial(_day, match["m1"] or match["m2"], match["d1"] or match["d2"], match["w"])
    if match["m"]:
        return partial(_month, match["m"])
    if match["s"]:
        return partial(_season, match["s"])
    if match["q"] or match["ql"]:
        return partial(_quarter, match["q"] or ("1st", "2nd", "3rd", "4th")[int(match["ql"]) - 1])
    if match["h"]:
        return partial(_half, match["h"])
    if match["c"]:
        return partial(_months, match["n"], int(match["c"]), match["u"])
    return partial(_holiday, match["f"])


def _known(text: str) -> Yearly:
    found = yearly(text)
    assert found is not None, "rules below pass only what _GROUPLESS matched"
    return found


def relative_year(word: str, anchor: Anchor) -> int:
    """The year meant by "last", "this", "next" or "the same"."""
    if word in ("last", "previous", "past"):
        return anchor.day.year - 1
    if word in ("next", "coming"):
        return anchor.day.year + 1
    if word in ("same", "that", "following", "preceding"):
        if anchor.reference is None or anchor.reference.start is None:
            raise Unplaced("needs another event", f'"{word} year" is the year of something told before')
        return anchor.reference.start.year + {"following": 1, "preceding": -1}.get(word, 0)
    return anchor.day.year


def _nearest(match: re.Match[str], anchor: Anchor) -> Interval:
    return nearest_year(_tolerant(match["p"]), anchor)


def _tolerant(text: str) -> Yearly:
    """A weekday that agrees with no year near the report is disregarded rather than the date."""
    found = _known(text)
    weekday = re.match(rf"{WEEKDAY} ", text)
    if weekday is None:
        return found
    without = _known(text[weekday.end() :].removeprefix("the "))

    def best(year: int) -> Interval:
        try:
            return found(year)
        except Unplaced:
            misfit = without(year)
            for other in (year - 1, year + 1):
                try:
                    found(other)
                except Unplaced:
                    continue
                raise
            return misfit

    return best


def _of_year(match: re.Match[str], anchor: Anchor) -> Interval:
    return _tolerant(match["p"])(relative_year(match["r"], anchor))


def _in_named_year(match: re.Match[str], _: Anchor) -> Interval:
    return _known(match["p"])(int(match["y"]))


def _last(match: re.Match[str], anchor: Anchor) -> Interval:
    return last_year(_known(match["p"]), anchor.day)


def _next(match: re.Match[str], anchor: Anchor) -> Interval:
    return next_year(_known(match["p"]), anchor.day)


def _this(match: re.Match[str], anchor: Anchor) -> Interval:
    found = _known(match["p"])
    if match["p"] == "winter":
        return nearest_year(found, anchor)
    return found(anchor.day.year)


def _day_of_month(match: re.Match[str], anchor: Anchor) -> Interval:
    """ "The 15th": of the month that fits the tense, or of the month told last."""
    day, wanted = anchor.day, number(match["d"])
    if match["r"]:
        first = shift_months(day.replace(day=1), {"last": -1, "next": 1}.get(match["r"], 0))
        return calendar_day(first.year, first.month, wanted, "the day of the month named")
    found: list[date] = []
    for step in (-2, -1, 0, 1, 2):
        first = shift_months(day.replace(day=1), step)
        try:
            found.append(date(first.year, first.month, wanted))
        except ValueError:
            continue
    forward = anchor.tense == "future"
    fitting = [each for each in found if (each >= day if forward else each <= day)]
    return one_day(min(fitting, key=lambda each: abs((each - day).days)), "that day of the month, nearest by tense")


_P = f"(?P<p>{_GROUPLESS})"
_R = "(?:the |of )?(?P<r>last|this|next|same|that|previous|following|preceding|coming|current)"

PARTIAL: tuple[Rule, ...] = (
    rule(_P, _nearest),
    rule(rf"{_P} (?:of |in )?(?:the )?{_R} year", _of_year),
    rule(rf"{_R} year {_P}", _of_year),
    rule(rf"{_P} (?:of |in )?(?:the )?(?P<y>{YEAR})", _in_named_year),
    rule(rf"(?:the )?(?:last|this past|past|previous) {_P}", _last),
    rule(rf"{_P} last", _last),
    rule(rf"(?:the )?(?:next|this coming|coming|upcoming) {_P}", _next),
    rule(rf"{_P} next", _next),
    rule(rf"this {_P}", _this),
    rule(
        rf"(?:this|last|next|this coming|this past|coming) (?P<p>{WEEKDAY} (?:the )?(?:{MONTH} {DAY}|{DAY} (?:of "
        rf")?{MONTH}))",
        _nearest,
    ),
    rule(
        r"the (?P<d>(?:[12]?[0-9]|3[01])(?:st|nd|rd|th))(?: (?:of )?(?:the )?(?:(?P<r>last|this|next) )?month)?",
        _day_of_month,
    ),
)
