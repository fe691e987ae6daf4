"""Days known only to the month or year."""

from __future__ import annotations

import calendar
from datetime import date


def first_day(text: str) -> date | None:
    """The earliest day that "2021-04-02", "2021-04" or "2021" can mean; None for the empty string."""
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def last_day(text: str) -> date | None:
    """The latest day that the text can mean; None for the empty string."""
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(parts[0], parts[1], parts[2])
    month = parts[1] if len(parts) > 1 else 12
    return date(parts[0], month, calendar.monthrange(parts[0], month)[1])


def holds_on(start: str, end: str, day: date) -> bool:
    """Whether a fact from start to end (the first day it no longer holds) holds on a day; vague ends count in its favour."""
    begins, ends = first_day(start), last_day(end)
    if begins is not None and day < begins:
        return False
    if ends is None:
        return True
    return day < ends if len(end) == 10 else day <= ends
