"""A place name and the names around it -> one gazetteer entry, or none."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from sitroom.codebook.values import Place, PlacePrecision
from sitroom.resolving.places.gazetteer import KINDS, Gazetteer, gazetteer
from sitroom.resolving.places.keys import place_key
from sitroom.resolving.places.ranking import Ranked, pack, rank_together

LEAST_SCORE = 0.15
"""Below this share among its namesakes, with no company that fits, a candidate is not named."""

_PRECISIONS: dict[str, PlacePrecision] = {
    "country": "country",
    "continent": "region",
    "region": "region",
    "district": "region",
    "area": "region",
    "city": "city",
    "point": "point",
}
_UNIT = r"region|province|state|governorate|oblast|district|department|prefecture|county|territory|municipality|city|town|area|village"
_AFTER = re.compile(rf"^(?P<name>.+?)[ ](?P<unit>{_UNIT})$", re.I)
_BEFORE = re.compile(
    rf"^(?:the[ ])?(?:greater[ ])?(?:(?P<unit>{_UNIT}|capital|port|port[ ]city|border[ ]town)[ ](?:of[ ])?)(?P<name>[A-Z].+)$"
)
_PART = re.compile(
    r"^(?P<part>(?:far[ ])?(?:north(?:ern|west(?:ern)?|east(?:ern)?)?|south(?:ern|west(?:ern)?|east(?:ern)?)?|east(?:ern)?|west(?:ern)?"
    r"|central|upper|lower|mainland|coastal|downtown|rural|outer|inner|greater)(?:[ ]and[ ][a-z]+ern)?)[ -](?P<name>[A-Z].+)$",
    re.I,
)
_NAMED_WITH = re.compile(r"^(?P<name>[^,()]+?)[ ]?[,(][ ]?(?P<around>[^()]+?)\)?$")
_ARTICLES = ("al ", "el ", "ar ", "as ", "ash ", "az ", "ad ", "an ", "at ")
_LARGE_UNITS = {
    "region",
    "province",
    "state",
    "governorate",
    "oblast",
    "district",
    "department",
    "prefecture",
    "county",
    "territory",
}


def resolve_place(name: str, *, near: Sequence[str] = (), in_company: bool = False) -> Place | None:
    """The place that a name means beside the names in near (countries, places, ISO alpha-3 codes).

    None if the name is in no table, or none of its bearers fits: nothing is matched by mere likeness. The score, 0 to 1 and
    uncalibrated, is the share of the chosen entry among all that bear the name; reason says what decided.
    "northern Mali" is answered with the whole state, and says so. in_company: of a report that names nothing else, an obscure
    place is not believed ("the Well of the house" is no village).
    Rule: CODEBOOK section 1, `place`; precision is that of the entry found, never finer than the words.
    """
    places = gazetteer()
    words = _bare(name)
    around = list(dict.fromkeys(near))[:MOST_NAMES]
    entries, key, note, large = _candidates(places, words, around)
    if not len(entries):
        return None
    ranked = _ranked(places, entries, key, around)
    entries, points, help_ = ranked.entries, ranked.prior, ranked.support
    if large:
        points = points + np.where(np.isin(places.kind[entries], (1, 2)), 3.0, 0.0)
    else:
        points = points - _shadowed(places, entries, key)
    help_ = help_ + _only_named(places, entries, around)
    total = points + help_
    best = int(np.argmax(total))
    weights = np.exp(1.2 * (total - total.max()))
    score = float(weights[best] / weights.sum())
    # An obscure place nobody around speaks for is more likely a surname, a company or a place we lack.
    doubt = 1.0 if points[best] >= 4.5 or help_[best] >= 1.5 else 0.8
    score *= doubt
    if score < LEAST_SCORE:
        return None
    if in_company and not around and _is_obscure(places, int(entries[best])):
        return None
    if around and _is_obscure(places, int(entries[best])):
        told = signs(
            places, int(entries[best]), key, score, len(entries), float(points[best]), float(help_[best]), len(around)
        )
        if not _fits(told):
            # A large namesake is believed without company: the Middle East, not a quarter of Baltimore.
            large_ones = [n for n in range(len(entries)) if not _is_obscure(places, int(entries[n]))]
            if not large_ones:
                return None
            best = max(large_ones, key=lambda n: float(total[n]))
            score = max(LEAST_SCORE, float(weights[best] / weights.sum()))
    return _place(places, int(entries[best]), score, _reason(places, entries, points, help_, best, note))


LARGE = 5.5
"""Logarithm of the people from whom on a town is named by its name alone; a capital always is."""


def _is_obscure(places: Gazetteer, entry: int) -> bool:
    """A town, district or spot that needs company to be believed: the name may be borne by a place that the gazetteer lacks."""
    small = not places.capital[entry] and places.log_population[entry] < LARGE
    return bool(small) and KINDS[int(places.kind[entry])] in ("city", "district", "point")


def signs(
    places: Gazetteer, entry: int, key: str, share: float, namesakes: int, prior: float, support: float, around: int
) -> tuple[float, ...]:
    """What speaks for an obscure entry being the place meant at all; `FIT` weighs it (training/fit_places.py)."""
    return (
        1.0,
        share,
        math.log(namesakes),
        prior,
        min(support, 8.0),
        float(support <= 0.01),
        float(places.log_population[entry]),
        float(place_key(places.name(entry)) != key),
        float(" " in key),
        math.log1p(around),
    )


FIT = (-5.41, 4.09, -0.12, 0.64, 0.63, 1.42, 0.10, -1.92, -0.28, -1.39)
"""Weights of `signs`, in their order: a logistic curve fitted to whether the answer is right, on LGL and TR-News."""
LEAST_FIT = 0.15
"""Chance of being right below which no obscure place is named. (LGL: abstains on 0.72 of the names without a right candidate for 0.60
without, and loses three right answers in a thousand.)"""


def _fits(told: Sequence[float]) -> bool:
    weight = sum(w * sign for w, sign in zip(FIT, told, strict=True))
    return 1 / (1 + math.exp(-weight)) >= LEAST_FIT


def name_told(place: Place, words: str) -> str | None:
    """The name in the words that the gazetteer has for the entry, without article and unit ("Malkangiri district"); None if they
    name it otherwise."""
    places = gazetteer()
    bare = _bare(words)
    inner = (found["name"] for pattern in (_AFTER, _BEFORE) if (found := pattern.match(bare)))
    for name in (bare, *inner):
        if any(int(places.geonameids[n]) == place.geonameid for n in places.find_key(place_key(name))):
            return name
    return None


def candidates(name: str) -> list[int]:
    """Numbers of the gazetteer's entries among which `resolve_place` chooses for a name."""
    return [int(n) for n in _candidates(gazetteer(), _bare(name), [])[0]]


def _bare(name: str) -> str:
    """The words of a name without an article."""
    words = " ".join(name.split()).strip(" ,;:")
    return words[4:] if words.lower().startswith("the ") and len(words) > 4 else words


_SHADOW = 2.5
_ONLY_NAMED = 2.5


def _shadowed(places: Gazetteer, entries: npt.NDArray[np.int32], key: str) -> npt.NDArray[np.float64]:
    """Points taken from a region that shares its bare name with a city in it: "in Kherson" is the city, "Kherson region" is not."""
    taken = np.zeros(len(entries))
    kinds = places.kind[entries]
    for number in np.flatnonzero((kinds == 1) | (kinds == 2)):
        inside = (places.country[entries] == places.country[entries[number]]) & (kinds == 3)
        inside &= places.region[entries] == places.region[entries[number]]
        if inside.any() and place_key(places.name(int(entries[number]))) == key:
            taken[number] = _SHADOW
    return taken


def _only_named(places: Gazetteer, entries: npt.NDArray[np.int32], around: Sequence[str]) -> npt.NDArray[np.float64]:
    """Points for lying in the only country that the context names, or in its only first-level region."""
    countries: set[int] = set()
    regions: set[tuple[int, int]] = set()
    for name in around:
        found = (
            np.array([country_entries()[name]])
            if len(name) == 3 and name in country_entries()
            else places.find_key(place_key(name))
        )
        if not len(found):
            continue
        kinds = places.kind[found]
        if (kinds == 0).any():
            countries.add(int(places.country[found[kinds == 0][0]]))
        elif (kinds == 1).any() and not (kinds == 3).any():
            first = found[kinds == 1][0]
            regions.add((int(places.country[first]), int(places.region[first])))
    points = np.zeros(len(entries))
    if len(countries) == 1:
        points += np.where(places.country[entries] == next(iter(countries)), _ONLY_NAMED, 0.0)
    elif len(regions) == 1 and not countries:
        country, region = next(iter(regions))
        points += np.where((places.country[entries] == country) & (places.region[entries] == region), _ONLY_NAMED, 0.0)
    return points


MOST_NAMES = 24
"""Names around a place that are looked at; a longer list adds time, not evidence."""


def _ranked(places: Gazetteer, entries: npt.NDArray[np.int32], key: str, around: Sequence[str]) -> Ranked:
    names = {key: pack(key, entries)}
    for name in around:
        if len(names) == MOST_NAMES:
            break
        if len(name) == 3 and name in country_entries():
            names.setdefault(name, pack(name, np.array([country_entries()[name]], dtype=np.int32)))
        elif (other := place_key(name)) not in names and len(found := places.find_key(other)):
            names[other] = pack(other, found)
    # One order for all names of a report, so that each of them finds the same answer in the cache.
    return rank_together(places, tuple(sorted(names.values())))[key]


def _candidates(places: Gazetteer, words: str, around: list[str]) -> tuple[npt.NDArray[np.int32], str, str, bool]:
    """Entries filed under the words, or under what is left of them without a unit, a direction or a following place."""
    key = place_key(words)
    found = places.find_key(key)
    if len(found):
        return found, key, "", False
    if match := _NAMED_WITH.match(words):
        around.append(match["around"].strip())
        return _candidates(places, match["name"], around)
    for pattern in (_AFTER, _BEFORE):
        if match := pattern.match(words):
            inner = place_key(match["name"])
            found = places.find_key(inner)
            if len(found):
                return found, inner, "", match["unit"].lower() in _LARGE_UNITS
    if match := _PART.match(words):
        inner = place_key(match["name"])
        found = places.find_key(inner)
        if len(found):
            return found, inner, f"part of it: {match['part']}", False
    # Arabic names come with and without their article.
    bare = next((key[len(a) :] for a in _ARTICLES if key.startswith(a)), None)
    for variant in [bare] if bare else [article + key for article in _ARTICLES[:2]]:
        found = places.find_key(variant)
        if len(found) and len(variant) > 4:
            return found, variant, "without the article" if bare else "with the article", False
    return found[:0], key, "", False


def _reason(
    places: Gazetteer,
    entries: npt.NDArray[np.int32],
    points: npt.NDArray[np.float64],
    help_: npt.NDArray[np.float64],
    best: int,
    note: str,
) -> str:
    if len(entries) == 1:
        said = "the only place of this name"
    elif help_[best] > 0 and int(np.argmax(points)) != best:
        said = f"fits the places around it better than {len(entries) - 1} namesakes"
    elif help_[best] > 0:
        said = f"largest of {len(entries)} namesakes, and fits the places around it"
    else:
        said = f"largest of {len(entries)} namesakes"
    return f"{said}; {note}" if note else said


def _place(places: Gazetteer, entry: int, score: float, reason: str) -> Place:
    kind = KINDS[int(places.kind[entry])]
    return Place(
        name=places.name(entry),
        country=places.country_of(entry),
        admin1=places.region_of(entry),
        geonameid=int(places.geonameids[entry]) or None,
        lat=round(float(places.lat[entry]), 2),
        lon=round(float(places.lon[entry]), 2),
        precision=_PRECISIONS[kind],
        score=round(score, 3),
        reason=reason,
    )


@cache
def country_entries() -> dict[str, int]:
    """ISO alpha-3 code -> number of the country's own entry."""
    places = gazetteer()
    return {places.countries[int(places.country[n])]: int(n) for n in np.flatnonzero(places.kind == 0)}


def capital_of(country: str) -> Place | None:
    """The capital of a country (alpha-3), the largest where several are marked; None if the gazetteer has none."""
    places = gazetteer()
    if country not in places.countries:
        return None
    own = np.flatnonzero(places.capital & (places.country == places.countries.index(country)))
    if not len(own):
        return None
    best = int(own[int(np.argmax(places.log_population[own]))])
    return _place(places, best, 0.9, f"the capital of {country}")
