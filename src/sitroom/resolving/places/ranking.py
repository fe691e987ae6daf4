"""Which of the places of one name is meant: size and rank before, the company it keeps after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sitroom.resolving.places.gazetteer import KINDS, Gazetteer
from sitroom.resolving.places.keys import place_key

# Points on one scale with log10 of population. Set on TR-News and LGL (training/measure_places.py), development use.
_KIND_POINTS = {
    "country": 4.0,
    "continent": 4.0,
    "region": 0.7,
    "district": -0.8,
    "city": 0.0,
    "area": 0.5,
    "point": -0.3,
}
_CAPITAL_POINTS = 1.5
_ALTERNATIVE_POINTS = -1.0
_SAME_COUNTRY = 1.6
_NAMED_COUNTRY = 2.4
_SAME_REGION = 2.0
_NEARBY = 2.2
_NEARBY_KM = 120.0
_MOST_CANDIDATES = 24
_WORLD = 3
"""Entries of these kinds (areas that cross borders) lend no distance support."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Company:
    """The other places of a report, each as its candidates with shares that add up to 1."""

    candidates: tuple[npt.NDArray[np.int32], ...]
    shares: tuple[Floats, ...]


def prior(places: Gazetteer, entries: npt.NDArray[np.int32], key: str) -> Floats:
    """How likely each entry is meant by its name alone, in points; log10 of population counts one point per power of ten."""
    points = places.log_population[entries].astype(np.float64)
    kinds = places.kind[entries]
    points += np.array([_KIND_POINTS[kind] for kind in KINDS])[kinds]
    points[kinds == 0] = 10.0
    points += np.where(places.capital[entries], _CAPITAL_POINTS, 0.0)
    for number, entry in enumerate(entries):
        # Other names of cities and districts are doubtful; those of regions and areas come from our own table.
        if KINDS[int(kinds[number])] in ("city", "district") and place_key(places.name(int(entry))) != key:
            points[number] += _ALTERNATIVE_POINTS
    return points


def shares_of(points: Floats) -> Floats:
    weights = np.exp((points - points.max()) * 1.2)
    shares: Floats = weights / weights.sum()
    return shares


def company(places: Gazetteer, names: Sequence[str], country_codes: dict[str, int]) -> Company:
    """Look up the names around a place. A name may be an ISO alpha-3 code; unknown names are passed over."""
    found: list[npt.NDArray[np.int32]] = []
    shares: list[Floats] = []
    for name in dict.fromkeys(names):
        if len(name) == 3 and name in country_codes:
            entries = np.array([country_codes[name]], dtype=np.int32)
        else:
            entries = places.find(name)
        if not len(entries):
            continue
        points = prior(places, entries, place_key(name))
        if len(entries) > _MOST_CANDIDATES:
            best = np.argsort(-points)[:_MOST_CANDIDATES]
            entries, points = entries[best], points[best]
        found.append(entries)
        shares.append(shares_of(points))
    return Company(tuple(found), tuple(shares))


def support(places: Gazetteer, entries: npt.NDArray[np.int32], around: Company) -> Floats:
    """Points that the company gives to each entry: same country, same region, close by.

    Each companion counts by the share of its own candidates that fit; the best companion counts fully, the others by halves
    less and less, so that a long list of far places cannot drown one that is near.
    """
    total = np.zeros(len(entries))
    if not around.candidates:
        return total
    rows: list[Floats] = []
    for others, shares in zip(around.candidates, around.shares, strict=True):
        same_country = places.country[entries][:, None] == places.country[others][None, :]
        same_region = same_country & (places.region[entries][:, None] == places.region[others][None, :])
        same_region &= places.region[others][None, :] != 0
        is_country = (places.kind[others] == 0)[None, :]
        is_region = (places.kind[others] == 1)[None, :]
        close = np.exp(-distances(places, entries, others) / _NEARBY_KM)
        close = np.where(is_country | is_region, 0.0, close)
        same_entry = entries[:, None] == others[None, :]
        points = np.where(same_country, np.where(is_country, _NAMED_COUNTRY, _SAME_COUNTRY), 0.0)
        points = points + np.where(same_region, _SAME_REGION, 0.0) + _NEARBY * close
        points = np.where(same_entry, 0.0, points)
        # Regions of equal name and country are one place for the fit: take the best-fitting candidate weighted by its share.
        rows.append((points * shares[None, :]).max(axis=1))
    ranked = -np.sort(-np.stack(rows), axis=0)
    weights = 0.6 ** np.arange(len(rows))
    total += (ranked * weights[:, None]).sum(axis=0)
    return total


def distances(places: Gazetteer, one: npt.NDArray[np.int32], other: npt.NDArray[np.int32]) -> Floats:
    """Kilometres between each pair, float64 [one, other], on a sphere."""
    lat1, lon1 = np.radians(places.lat[one].astype(np.float64)), np.radians(places.lon[one].astype(np.float64))
    lat2, lon2 = np.radians(places.lat[other].astype(np.float64)), np.radians(places.lon[other].astype(np.float64))
    half = (
        np.sin((lat1[:, None] - lat2[None, :]) / 2) ** 2
        + np.cos(lat1)[:, None] * np.cos(lat2)[None, :] * np.sin((lon1[:, None] - lon2[None, :]) / 2) ** 2
    )
    result: Floats = 12742.0 * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))
    return result
