"""Phrases counted from another event or day of the report: "a day after the coup", "the following week"."""

from __future__ import annotations

import re
from datetime import date
from typing import cast

from sitroom.codebook.values import Interval
from sitroom.resolving.dates.anchor import Anchor, Unplaced
from sitroom.resolving.dates.calendar import Unit, one_day, shift_days, shift_months, unit_around
from sitroom.resolving.dates.relative import counted, few, step
from sitroom.resolving.dates.rules import Rule, rule
from sitroom.resolving.dates.words import COUNT, UNITS

_BEFORE = frozenset(("before", "earlier", "prior to", "previous", "preceding", "prior", "ahead of", "until", "to"))


def reference_ends(anchor: Anchor, event: str | None, words: str) -> tuple[date, date]:
    """First and last day of the other event. Raises Unplaced where the caller did not give it."""
    reference = anchor.reference
    if reference is None:
        what = f"the day of {event}" if event else "a day told before"
        raise Unplaced("needs another event", f'"{words}" counts from {what}', event)
    start = reference.start or reference.end
    end = reference.end or reference.start
    if start is None or end is None:
        raise Unplaced("needs another event", f'"{words}" counts from a day that is open at both ends', event)
    return start, end


def counted_from(start: date, end: date, count: str | None, word: str, relation: str) -> Interval:
    """So many units before the first or after the last day of something; no number is two to six."""
    back = relation in _BEFORE
    day, sign = (start, -1) if back else (end, 1)
    direction = "back from the other day" if back else "on from the other day"
    if count is None:
        return few(day, word, sign, direction)
    if word.startswith(("hour", "minute")):
        return one_day(step(day, count, word, sign) if int(count) >= 12 else day, f"counted {direction}")
    if word.startswith("day") or end != start:
        return counted(day, count, word, sign, direction)
    if word.startswith("week"):
        return one_day(step(day, count, word, sign), f"counted to the day {direction}")
    return counted(day, count, word, sign, direction)


def _away(match: re.Match[str], anchor: Anchor) -> Interval:
    """ "Two days later", "a year earlier", "three weeks after that"."""
    start, end = reference_ends(anchor, None, match[0])
    count = match["n"] or (None if match["u"].endswith("s") or match["r"] == "after" else "1")
    reference = anchor.reference
    if count == "1" and reference is not None and reference.precision in ("month", "quarter", "year"):
        return _same_unit_shifted(reference, match["u"], -1 if match["r"] in _BEFORE else 1)
    return counted_from(start, end, count, match["u"], match["r"])


def _same_unit_shifted(reference: Interval, word: str, sign: int) -> Interval:
    """A quarter's "a year earlier" is the same quarter of the year before."""
    assert reference.start is not None
    unit = cast("Unit", reference.precision)
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120}.get(word.removesuffix("s"))
    if months is None:
        raise Unplaced("needs another event", "the other event is known only to the month or more coarsely")
    moved = shift_months(reference.start, sign * months)
    return unit_around(moved, unit, f"the {unit} told before, moved by a {word.removesuffix('s')}")


def _neighbour(match: re.Match[str], anchor: Anchor) -> Interval:
    """ "The following day", "the previous month", "that week", "the same year"."""
    start, end = reference_ends(anchor, None, match[0])
    unit = cast("Unit", match["u"])
    relation = match["r"]
    if relation in ("following", "next", "after", "subsequent", "ensuing"):
        own = unit_around(end, unit, "")
        assert own.end is not None
        return unit_around(shift_days(own.end, 1), unit, f"the {unit} after the one told before")
    if relation in ("previous", "preceding", "prior", "before"):
        own = unit_around(start, unit, "")
        assert own.start is not None
        return unit_around(shift_days(own.start, -1), unit, f"the {unit} before the one told before")
    if unit == "day" and start != end:
        assert anchor.reference is not None
        return Interval(start, end, anchor.reference.precision, "the day told before, as far as it is known")
    return unit_around(start, unit, f"the {unit} told before")


def _year_earlier_unit(match: re.Match[str], anchor: Anchor) -> Interval:
    """ "The year-earlier quarter", "the same period last year"."""
    reference_ends(anchor, None, match[0])
    reference = anchor.reference
    assert reference is not None
    if reference.precision not in ("month", "quarter"):
        raise Unplaced("needs another event", "the period told before is not a month or quarter")
    return _same_unit_shifted(reference, "year", -1)


def _after_event(match: re.Match[str], anchor: Anchor) -> Interval:
    start, end = reference_ends(anchor, match["e"], match[0])
    return counted_from(start, end, match["n"], match["u"], match["r"])


def _on_event(match: re.Match[str], anchor: Anchor) -> Interval:
    """ "The eve of the vote", "the day of the coup", "the week after the attack"."""
    words = match["w"]
    start, end = reference_ends(anchor, match["e"], match[0])
    if words.startswith(("eve", "night before", "evening before")):
        return one_day(shift_days(start, -1), "the day before the other event")
    unit = cast("Unit", words.split()[0] if words.split()[0] in ("day", "week", "month", "year") else "day")
    if words.endswith(("after", "following")):
        return (
            one_day(shift_days(end, 1), "the day after the other event")
            if unit == "day"
            else (Interval(end, step(end, "1", unit, 1), "range", f"the {unit} that follows the other event"))
        )
    if words.endswith(("before", "preceding")):
        return Interval(step(start, "1", unit, -1), start, "range", f"the {unit} that leads to the other event")
    return (
        unit_around(start, unit, f"the {unit} of the other event")
        if unit != "day"
        else (Interval(start, end, "day" if start == end else "range", "the day of the other event"))
    )


def _beside_event(match: re.Match[str], anchor: Anchor) -> Interval:
    """ "After the coup", "before the vote", "since the ceasefire": open on one side."""
    start, end = reference_ends(anchor, match["e"], match[0])
    relation = match["r"]
    if relation in ("before", "prior to", "ahead of", "until", "till", "up to"):
        return Interval(None, shift_days(start, -1), "open", "up to the day before the other event")
    if relation == "since":
        return Interval(start, None, "open", "from the other event on")
    if relation == "during":
        return Interval(start, end, "day" if start == end else "range", "the days of the other event")
    return Interval(end, None, "open", "from the other event on")


_ABOUT = "(?:(?:about|around|nearly|some|roughly|almost|just|barely|only|less than|more than|over|at least) )*"
_N = rf"{_ABOUT}(?P<n>{COUNT})"
_FEW = r"(?:(?:just |only )*(?:a |the )?(?:few|several|many|some) )?(?P<n>(?!))?"
_U = f"(?P<u>{UNITS})"
_U1 = "(?P<u>day|week|month|quarter|year|decade)"
_LATER = (
    "(?P<r>later|earlier|before|afterwards?|after|beforehand|previously|prior|thereafter)(?: that| this| then)?(?: on)?"
)
_FROM = "(?:no later than |within |by |in |until |not )?"
_EVENT = "(?P<e>.+)"

REFERENCES: tuple[Rule, ...] = (
    rule(rf"{_FROM}{_N} {_U} {_LATER}", _away),
    rule(rf"{_FROM}{_FEW}{_U} {_LATER}", _away),
    rule(
        rf"(?:the |that )?(?:very )?(?P<r>following|next|previous|preceding|same|prior|subsequent|ensuing) {_U1}",
        _neighbour,
    ),
    rule(rf"(?P<r>that) (?:very |same )?{_U1}", _neighbour),
    rule(r"(?:the |1 )(?P<u>day|week|month|year) (?P<r>before|after)", _neighbour),
    rule(
        r"(?:the |its |1 )?(?:year (?:earlier|ago) (?:period|quarter|month|level)|(?:same|comparable|corresponding|"
        r"like) "
        r"(?:period|quarter|month) (?:of )?(?:last year|1 year (?:ago|earlier)|the (?:previous|year before) "
        r"?(?:year)?))",
        _year_earlier_unit,
    ),
)

# Tried last: whatever follows "after" and its like is taken for an event.
EVENT_PHRASES: tuple[Rule, ...] = (
    rule(rf"{_FROM}{_N} {_U} (?P<r>after|before|since|following|prior to|ahead of|from|into) {_EVENT}", _after_event),
    rule(rf"{_FROM}{_FEW}{_U} (?P<r>after|before|since|following|prior to|ahead of|into) {_EVENT}", _after_event),
    rule(
        r"(?:on |in |at )?(?:the )?(?P<w>eve of|(?:day|week|month|year|night|morning|evening|weekend) "
        rf"(?:of|after|following|before|preceding|when|that)) {_EVENT}",
        _on_event,
    ),
    rule(
        r"(?:shortly |soon |just |immediately |right |long |even |ever )*"
        rf"(?P<r>after|before|since|following|during|until|till|ahead of|prior to|up to|upon) {_EVENT}",
        _beside_event,
    ),
)
