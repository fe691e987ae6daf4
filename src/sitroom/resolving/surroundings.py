"""The country of a plain description ("the police", "its ambassador"): told by the countries that the report names around it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

UNKNOWN_STATE = "?"
"""Before the name of a state that no table knows, among the countries of a report."""
NO_STATE = "-"
"""The country of an international organisation: it may be what "its" stands for, and tells nothing else."""
DATELINE = 3.5
"""What the dateline's country counts for among the mentions of countries: it decides where one or none is named, no more."""
OPENING, OPENS = 200, 3.0
"""Characters of headline and first sentence, and what a country named in them counts for: they tell what a report is about, there also
by the words of others ("Syria's ceasefire"), which count once. (Of the train part's governments one in a hundred more is of the right
country, of the development part's three.)"""
HALVED_AFTER = 60
"""Characters after which a mention of a country counts half for a description that follows it. Chosen on the
training corpus (`python -m training.measure_entities --parts written/train,real/train`)."""
REACH = 600
"""Characters beyond which a mention counts only as part of the report."""
_FORCES = re.compile(
    r"\b(?:(?P<COP>police(?:m[ae]n|wom[ae]n)?|constabl\w+|gendarm\w+|sheriff|detectives?|deputies)"
    r"|(?P<MIL>army|soldiers?|troops|military|nav(?:y|al)|marines|air force|regiment|battalion|barracks|garrison|mutin\w+|junta)"
    r"|(?P<REB>rebels?|guerrillas?|insurgents?|militants?|separatists?|fighters)"
    r"|(?P<PRM>militia\w*|paramilitar\w+))\b",
    re.IGNORECASE,
)
"""Words for armed forces, by the PLOVER sector that they tell."""


@dataclass(frozen=True, slots=True)
class Named:
    """A mention that names a country: its half-open stretch, and an alpha-3 code or UNKNOWN_STATE with a name.

    of_country: whether it is a place or a state, which tell what a report is about; others only who is near.
    """

    start: int
    end: int
    country: str
    of_country: bool


class Surroundings:
    """The countries and forces named in a report, in the order of the text, and the country that leads among them."""

    def __init__(self, named: Sequence[Named], *, text: str = "", dateline: str | None = None) -> None:
        forces = [(found.start(), found.lastgroup) for found in _FORCES.finditer(text)]
        self._forces = [sector for _, sector in forces]
        self._force_starts = [start for start, _ in forces]
        self._owners = sorted(named, key=lambda n: n.end)
        self._owner_ends = [n.end for n in self._owners]
        self._named = [n for n in self._owners if n.country != NO_STATE]
        self._ends = [n.end for n in self._named]
        shares: dict[str, float] = {}
        for n in self._named:
            opens = n.start < OPENING
            if n.of_country or opens:
                shares[n.country] = shares.get(n.country, 0.0) + (OPENS if n.of_country and opens else 1.0)
        if dateline is not None:
            shares[dateline] = shares.get(dateline, 0.0) + DATELINE
        if not shares:
            shares = dict(Counter(n.country for n in self._named))
        whole = sum(shares.values())
        self._shares = {country: count / whole for country, count in shares.items()}
        self.home = _known(_leader(self._shares))
        """The country that the report is mostly about, alpha-3; None if none leads, or one that no table knows."""

    def at(self, start: int, *, paragraph: int = 0, opposed: frozenset[str] = frozenset()) -> str | None:
        """The country that a plain description at start belongs to: mentions before it in its paragraph and the report's shares decide.

        paragraph: where that begins. What stands nearest counts most, up to as much as the whole report. opposed: countries that
        act on the one described, or are acted on by it ("the US urged the junta leaders"): that they stand near speaks for nothing.
        """
        weights = dict(self._shares)
        for n in range(bisect_right(self._ends, start) - 1, -1, -1):
            distance = start - self._ends[n]
            if distance > REACH or self._named[n].start < paragraph:
                break
            country = self._named[n].country
            if country in opposed:
                continue
            weights[country] = weights.get(country, 0.0) + 0.5 ** (distance / HALVED_AFTER)
        return _known(_leader(weights))

    def force(self, start: int) -> str | None:
        """The PLOVER sector of the armed force named last before start, or else first after it."""
        if not self._forces:
            return None
        return self._forces[max(0, bisect_left(self._force_starts, start) - 1)]

    def owner(self, start: int, *, paragraph: int) -> str | None:
        """The country of whoever "its" or "his" at start stands for: the last named in the paragraph, else as for others."""
        last = bisect_right(self._owner_ends, start) - 1
        if last >= 0 and self._owners[last].start >= paragraph:
            return _known(self._owners[last].country)
        return self.at(start, paragraph=paragraph)


def _leader(weights: dict[str, float]) -> str | None:
    """The country with most weight; None if two have as much."""
    ranked = Counter(weights).most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _known(country: str | None) -> str | None:
    return None if country is None or country == NO_STATE or country.startswith(UNKNOWN_STATE) else country
