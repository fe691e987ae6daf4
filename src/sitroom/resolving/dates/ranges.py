"""Stretches named by two ends: "March 3-9", "between 3 and 9 March", "from Monday to Friday", "2019-2021"."""

from __future__ import annotations

import re
from collections.abc import Callable

from sitroom.codebook.values import Interval
from sitroom.resolving.dates.absolute import calendar_day
from sitroom.resolving.dates.anchor import Anchor, Unplaced
from sitroom.resolving.dates.calendar import stretch, years_from
from sitroom.resolving.dates.nearness import nearest_year
from sitroom.resolving.dates.partial import yearly
from sitroom.resolving.dates.relative import counted
from sitroom.resolving.dates.rules import Rule, rule
from sitroom.resolving.dates.words import DAY, MONTH, MONTHS, UNITS, WEEKDAY, YEAR, number

Reader = Callable[[str, Anchor], "Interval | None"]

_BOTH_ENDS = "from the one to the other, both included"
_JOIN = r"(?: ?- ?| ?/ ?| (?:to|and|or|through|thru|until|till|up to|and again on) (?:the )?)"
_CONNECTOR = re.compile(r" (?:to|and|or|through|thru|until|till|up to) (?:on )?| ?- ?", re.ASCII)
_OPENING = re.compile(r"(?:from|between|both|either) ", re.ASCII)
_ENDING_YEAR = re.compile(rf"\b{YEAR}$", re.ASCII)
_HAS_MONTH = re.compile(rf"\b{MONTH}\b", re.ASCII)
_RECURRING = re.compile(rf"(?:(?:early|late|mid) )?(?:{WEEKDAY}|(?:{MONTH}.*|.* {MONTH}))", re.ASCII)
_MAX_SPLITS = 3


def _within_month(match: re.Match[str], anchor: Anchor) -> Interval:
    first, last, month = number(match["a"]), number(match["b"]), MONTHS[match["m"]]

    def days(year: int) -> Interval:
        start = calendar_day(year, month, first).start
        end = calendar_day(year, month, last).start
        assert start is not None and end is not None
        if end < start:
            raise Unplaced("period not resolved", "the days named run backwards")
        return stretch(start, end, _BOTH_ENDS)

    return days(int(match["y"])) if match["y"] else nearest_year(days, anchor)


def _years(match: re.Match[str], _: Anchor) -> Interval:
    first = int(match[1])
    last = int(match[2]) if len(match[2]) == 4 else first - first % 100 + int(match[2])
    if last <= first:
        raise Unplaced("period not resolved", "the years named run backwards")
    return years_from(first, last - first + 1, _BOTH_ENDS)


def _counts_ago(match: re.Match[str], anchor: Anchor) -> Interval:
    """ "Two or three weeks ago", "in two to three days"."""
    sign = -1 if match["r"] else 1
    ends = [counted(anchor.day, match[name], match["u"], sign, "") for name in ("a", "b")]
    days = sorted(day for end in ends for day in (end.start, end.end) if day is not None)
    return stretch(days[0], days[-1], "from the one count to the other, from the report's day")


_D1, _D2, _M, _Y = f"(?P<a>{DAY})", f"(?P<b>{DAY})", f"(?P<m>{MONTH})", f"(?: (?:of |in )?(?P<y>{YEAR}))?"
_FROM = "(?:from |between |on |both )?(?:the )?"

RANGES: tuple[Rule, ...] = (
    rule(rf"{_FROM}{_M} (?:the )?{_D1}{_JOIN}{_D2}{_Y}", _within_month),
    rule(rf"{_FROM}{_D1}{_JOIN}{_D2} (?:of )?{_M}{_Y}", _within_month),
    rule(rf"(?:from |between )?({YEAR}){_JOIN}({YEAR}|[0-9]{{2}})", _years),
    rule(rf"(?:between )?(?P<a>[0-9]{{1,3}}){_JOIN}(?P<b>[0-9]{{1,3}}) (?P<u>{UNITS}) (?P<r>ago|back)", _counts_ago),
    rule(rf"in (?P<a>[0-9]{{1,3}}){_JOIN}(?P<b>[0-9]{{1,3}}) (?P<u>{UNITS})(?: time)?(?P<r>(?!))?", _counts_ago),
)
_TOUCHING = re.compile(rf"({WEEKDAY}) ({WEEKDAY})|({MONTH}) ({MONTH}(?: {YEAR})?)", re.ASCII)


def two_ended(text: str, anchor: Anchor, read: Reader) -> Interval | None:
    """A stretch whose two ends are phrases of their own; None if the text does not split into two dates."""
    opening = _OPENING.match(text)
    body = text[opening.end() :] if opening else text
    touching = _TOUCHING.fullmatch(body)
    if touching:
        return _joined(touching[1] or touching[3], touching[2] or touching[4], anchor, read)
    for connector in list(_CONNECTOR.finditer(body))[:_MAX_SPLITS]:
        left, right = body[: connector.start()].strip(), body[connector.end() :].strip()
        if left and right:
            found = _joined(left, right, anchor, read)
            if found is not None:
                return found
    return None


def _in_year(text: str, year: int, anchor: Anchor, read: Reader) -> Interval | None:
    """A phrase that comes every year ("3 May", "early June") in one of them."""
    occurs = yearly(text)
    if occurs is not None:
        return occurs(year)
    return read(f"{text} {year}", anchor) if _HAS_MONTH.search(text) else None


def _joined(left: str, right: str, anchor: Anchor, read: Reader) -> Interval | None:
    end_year = _ENDING_YEAR.search(right)
    if end_year and not _ENDING_YEAR.search(left) and left != end_year[0]:
        last = read(right, anchor)
        if last is None or last.end is None:
            return None
        year = int(end_year[0])
        began = _in_year(left, year, anchor, read)
        if began is not None and began.start is not None and began.start > last.end:
            began = _in_year(left, year - 1, anchor, read)
        if began is None:
            return None
        first = began
    else:
        start = read(left, anchor)
        if start is None or start.start is None or start.end is None:
            return None
        first = start
        onward = anchor.at(start.end).facing("future") if _RECURRING.fullmatch(right) else anchor
        last = read(right, onward)
        if last is None or last.end is None:
            return None
    if first.start is None or last.end is None or last.end < first.start:
        return None
    return stretch(first.start, last.end, _BOTH_ENDS)
