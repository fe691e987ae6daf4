"""Deadlines that a report comes back to: "the Sunday deadline passed" (CODEBOOK rule 13: it is no event, but changes a demand)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sitroom.codebook.records import Event
from sitroom.codebook.stretches import Stretch
from sitroom.resolving.dates import find_dates
from sitroom.resolving.fields import Fields

_NAMED = re.compile(r"\b(?:deadline|ultimatum|cut-?off)\b", re.IGNORECASE)
_REACH = 40
"""Characters around the word "deadline" within which its day is told ("the Sunday deadline", "a deadline of 6 August")."""
_LIKELY = 0.4
"""Confidence under which an event is too doubtful to take a deadline away from the one before it."""
_DEMANDING = frozenset({"REQUEST", "THREATEN", "SANCTION"})


def with_deadlines_told_later(events: Sequence[Event], fields: Fields) -> list[Event]:
    """Give a deadline that is named apart from its demand to the last demand, threat or sanction before it.

    Only a deadline that the report says passed is given back: one that is merely mentioned may be of anything.
    """
    out = list(events)
    text = fields.report.text
    known = [e.deadline.stretch for e in events if e.deadline]
    for start, end in fields.sentences:
        named = _NAMED.search(text, start, end)
        if named is None:
            continue
        low, high = max(start, named.start() - _REACH), min(end, named.end() + _REACH)
        dates = [Stretch.of(text, low + s.start, low + s.end) for s in find_dates(text[low:high])]
        if not dates or any(d.overlaps(k) for d in dates for k in known):
            continue
        deadline = fields.deadline_at(dates[0], text[start:end])
        if not deadline.passed:
            continue
        for i in range(len(out) - 1, -1, -1):
            event = out[i]
            demands = event.type in _DEMANDING and event.status != "negation" and event.confidence >= _LIKELY
            if event.trigger.start < named.start() and demands:
                if event.deadline is None:
                    out[i] = replace(event, deadline=deadline)
                break
    return out
