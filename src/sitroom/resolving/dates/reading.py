"""Reading one date phrase: the interval, or why there is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sitroom.codebook.values import Interval
from sitroom.errors import AnchorMissing
from sitroom.resolving.dates.anchor import Anchor, Tense, Unplaced, UnresolvedKind, publication_day
from sitroom.resolving.dates.grammar import interpret, interpret_event
from sitroom.resolving.dates.tense import clause_tense, deadline_passed
from sitroom.resolving.dates.words import plain, without_clock

MAX_PHRASE = 160
"""Characters; longer text is no date phrase, and is not tried."""


@dataclass(frozen=True, slots=True)
class DateReading:
    """What a phrase says of time.

    interval is None exactly where unresolved says which way it failed; reason is then for people.
    event holds the words of the phrase that name another event ("the coup" in "a day after the coup"): read the
    phrase again with that event's days as `reference`.
    """

    interval: Interval | None
    reason: str
    unresolved: UnresolvedKind | None = None
    event: str | None = None


def read_date(
    phrase: str,
    *,
    published: str | date | None,
    tense: Tense | None = None,
    clause: str | None = None,
    reference: Interval | None = None,
    day_first: bool | None = None,
    lenient: bool = False,
) -> DateReading:
    """Place a date phrase on the calendar, or say why it cannot be placed (CODEBOOK section 1, `date`; rule 18).

    published is the report's day in the publisher's time zone; tense is that of the phrase's clause, and wins over
    the guess made from the words of clause. reference is the time of the event, or of the date told last, from which
    "the following day" or "a day after the coup" counts. day_first settles "03/04/2024". lenient: the tense is itself a guess, and
    gives way to a reading that lies far nearer.
    Weeks begin on Monday; times of day are ignored. Raises InputError if published is not a day.
    """
    day = publication_day(published)
    if tense is None and clause:
        tense = "past" if _is_term(phrase) and deadline_passed(clause) else clause_tense(clause, phrase)
        lenient = tense is not None and not deadline_passed(clause)
    return place(phrase, Anchor(day, tense, day_first, reference, lenient))


def place(phrase: str, anchor: Anchor) -> DateReading:
    """Read a phrase against an anchor; no failure of the phrase is raised."""
    if not phrase or len(phrase) > MAX_PHRASE:
        return DateReading(None, "no phrase, or too long for one", "not a time")
    text = plain(phrase)
    try:
        found = _whole(text, anchor)
    except Unplaced as unplaced:
        return DateReading(None, unplaced.reason, unplaced.kind, _as_written(unplaced.event, phrase))
    except AnchorMissing as missing:
        return DateReading(None, str(missing), "needs a report date")
    except (OverflowError, ValueError):
        return DateReading(None, "the words lead outside the calendar", "period not resolved")
    if found is None:
        return DateReading(None, "the words name no time that the grammar knows", "not a time")
    return DateReading(found, found.reason)


def _whole(text: str, anchor: Anchor) -> Interval | None:
    timeless = without_clock(text)
    if not timeless and text:
        if _OWN_DAY.search(text):
            raise Unplaced("period not resolved", "a time of day without its day")
        return None
    found = interpret(timeless, anchor)
    if found is None and timeless != text:
        found = interpret(text, anchor)
    return found if found is not None else interpret_event(timeless, anchor)


_OWN_DAY = re.compile(r"[a-z0-9]")
_TERM = re.compile(
    r"(?:by|until|till|before|no later than|on or before|deadline|ultimatum)\b|.*\b(?:deadline|ultimatum)\b", re.I
)


def _is_term(phrase: str) -> bool:
    return _TERM.match(phrase.strip()) is not None


def _as_written(event: str | None, phrase: str) -> str | None:
    """The event's words as the phrase has them: the plain form keeps their number and order at the phrase's end."""
    if event is None:
        return None
    words = phrase.split()
    return " ".join(words[-len(event.split()) :]).rstrip(".,;:") or None


def resolve_date(
    phrase: str,
    *,
    published: str | date | None,
    tense: Literal["past", "present", "future"] | None = None,
    day_first: bool | None = None,
) -> Interval | None:
    """Place a date phrase on the calendar; None if it names no time, or none that can be placed.

    Rules and errors as in `read_date`, which also says why there is no interval. In an undated report
    (published None) only dates that name their own year are placed.
    """
    return read_date(phrase, published=published, tense=tense, day_first=day_first).interval
