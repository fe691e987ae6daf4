"""The venue that the words around a cue name: an op-ed, a briefing, a post on X, a court."""

from __future__ import annotations

import re
from functools import cache

from sitroom.resolving.quotations.records import Venue
from sitroom.resolving.quotations.tables import lexicon


@cache
def _patterns() -> tuple[re.Pattern[str], dict[str, tuple[int, Venue]]]:
    places: dict[str, tuple[int, Venue]] = {}
    for rank, (venue, words) in enumerate(lexicon().venues):
        for word in words:
            places.setdefault(word, (rank, venue))
    longest = sorted(places, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b"), places


def venue_in(words: str) -> Venue | None:
    """The venue named in words; where several are, the first row of data/venues.tsv that fits counts."""
    shape, places = _patterns()
    named = [places[match[0]] for match in shape.finditer(words.lower())]
    return min(named)[1] if named else None
