"""Where an event was: its words to a gazetteer entry, with the places that the report names around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sitroom.codebook.records import Entity, EventPlace
from sitroom.codebook.stretches import Stretch
from sitroom.codebook.values import Place, PlacePrecision
from sitroom.resolving import names
from sitroom.resolving.places import capital_of, name_told, resolve_place

_CAPITAL = re.compile(r"(?:(?:its|their|the country['’]s|the nation['’]s) )?capital(?: city)?", re.IGNORECASE)
_BEFORE = re.compile(r"^(?:the|in|at|near)\s+", re.IGNORECASE)
_NAME = r"[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)*"
_INSIDE = re.compile(rf"\b(?:in|of|near|outside)\s+(?:the\s+)?({_NAME})")
_BEHIND = re.compile(rf"\s+(?:in|of)\s+(?:the\s+)?({_NAME})")
_OWNED = re.compile(rf"({_NAME})['’]\s?s\s+(.+)")
_DESCRIBED: dict[PlacePrecision, re.Pattern[str]] = {
    "city": re.compile(r"(?:the|this|that|their|its)(?: [a-z-]+){0,2} (?:city|town|township|village)", re.IGNORECASE),
    "region": re.compile(r"(?:the|this|that|their|its)(?: [a-z-]+){0,2} (?:state|province|district|county|governorate)", re.IGNORECASE),
}  # fmt: skip
"""What stands for a place named before, by how finely it tells."""
REACH = 600
"""Characters before a description in which the place that it stands for is sought."""
GUESSED = 0.5
"""Share of a description's likelihood beside that of the name that it stands for."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The places of one report. near: countries and places that it names, as words or alpha-3; named: its names of places, in the
    order of the text; dateline: the place before its body; country: the one that it is about, alpha-3."""

    text: str
    near: tuple[str, ...]
    named: tuple[Stretch, ...]
    dateline: str | None
    country: str | None

    def of(self, stretch: Stretch, entity: Entity) -> EventPlace:
        """The gazetteer entry of the words, of the state or place that they stand for, or of a place named with them."""
        found = self._own(stretch, entity) or self._around(stretch)
        return EventPlace(stretch, found, None if found else self.country)

    def _own(self, stretch: Stretch, entity: Entity) -> Place | None:
        words = _BEFORE.sub("", stretch.text)
        if any(c.isupper() for c in words):
            found = self._called(words, stretch.text)
        elif self.country and _CAPITAL.fullmatch(words):
            found = capital_of(self.country)
        else:
            found = self._described(stretch, entity)
        if found is None and entity.kind == "state" and entity.country:
            found = resolve_place(entity.name)
        return found

    def _called(self, words: str, told: str, *owners: str) -> Place | None:
        """The entry of a name, called as the report calls it: Grodno, where the gazetteer has Hrodna. told: the whole phrase; owners:
        places named in it ("Orissa's Malkangiri")."""
        own = told.lower()
        near = (*(n for n in self.near if n.lower() not in own), *owners)
        found = resolve_place(words, near=near, in_company=True)
        if found is None and (owned := _OWNED.fullmatch(words)):
            return self._called(owned[2], told, owned[1]) or self._called(owned[1], told)
        called = name_told(found, names.bare(words)) if found is not None and found.precision != "country" else None
        if found is None or called is None or called == found.name:
            return found
        return replace(found, name=called, reason=f"{found.reason}; {found.name} in the gazetteer")

    def _described(self, stretch: Stretch, entity: Entity) -> Place | None:
        """The place that "the city" or "here" stands for: that of its chain, or the one of its kind named last, or the dateline's."""
        place: Place | None = None
        if names.form_of(entity.name) == "name" and entity.kind in ("other", "state"):
            place = resolve_place(entity.name, near=self.near, in_company=True)
        fits = [precision for precision, pattern in _DESCRIBED.items() if pattern.fullmatch(stretch.text)]
        if place is None and fits:
            place = self._named_before(stretch.start, fits[0])
        if place is None and self.dateline and (stretch.text.lower() == "here" or fits == ["city"]):
            place = self._called(self.dateline, self.dateline)
        if place is None or (fits and place.precision != fits[0]):
            return None
        return replace(place, score=round(place.score * GUESSED, 3), reason=f"“{stretch.text}” taken for {place.name}")

    def _named_before(self, start: int, precision: PlacePrecision) -> Place | None:
        for name in reversed([n for n in self.named if n.end <= start and start - n.end <= REACH]):
            found = self._called(name.text, name.text)
            if found is not None and found.precision == precision:
                return found
        return None

    def _around(self, stretch: Stretch) -> Place | None:
        """The place named inside the words or right behind them: "the Union Buildings" in Pretoria."""
        if inside := _INSIDE.search(stretch.text):
            return self._called(inside[1], stretch.text)
        behind = _BEHIND.match(self.text, stretch.end)
        return self._called(behind[1], behind[1]) if behind and behind[1] in self.near else None
