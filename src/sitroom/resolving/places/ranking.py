"""Which of the places of one name is meant: size and rank before, the company it keeps after."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from sitroom.resolving.places.gazetteer import KINDS, Gazetteer
from sitroom.resolving.places.keys import place_key

# Points on one scale with log10 of population. Set on LGL and TR-News (training/measure_places.py), development use; the
# figures change by less than half a point when any one of them is moved by a third.
_KIND_POINTS = {
    "country": 4.0,
    "continent": 4.0,
    "region": 0.3,
    "district": -0.8,
    "city": 0.0,
    "area": 0.5,
    "point": -0.3,
}
_CAPITAL_POINTS = 2.2
_ALTERNATIVE_POINTS = -1.0
_COUNTRY_PRIOR = 10.0
_SAME_COUNTRY = 1.6
_NAMED_COUNTRY = 2.4
_SAME_REGION = 2.0
_NEARBY = 2.2
_NEARBY_KM = 120.0
_FADING = 0.6
_SHARPNESS = 1.2
_ROUNDS = 3
_MOST_CANDIDATES = 20
_MOST_NAMES = 24

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Ranked:
    """The candidates of one name: prior from the name alone, support from the other names, both in points."""

    entries: Numbers
    prior: Floats
    support: Floats


def prior(places: Gazetteer, entries: Numbers, key: str) -> Floats:
    """How likely each entry is meant by its name alone; log10 of population counts one point per power of ten."""
    points = places.log_population[entries].astype(np.float64)
    kinds = places.kind[entries]
    points += np.array([_KIND_POINTS[kind] for kind in KINDS])[kinds]
    points[kinds == 0] = _COUNTRY_PRIOR
    points += np.where(places.capital[entries], _CAPITAL_POINTS, 0.0)
    for number, entry in enumerate(entries):
        # Other names of cities and districts are doubtful; those of regions and areas come from our own table.
        if KINDS[int(kinds[number])] in ("city", "district") and place_key(places.name(int(entry))) != key:
            points[number] += _ALTERNATIVE_POINTS
    return points


def shares_of(points: Floats) -> Floats:
    """Points as shares that add up to 1."""
    weights = np.exp((points - points.max()) * _SHARPNESS)
    shares: Floats = weights / weights.sum()
    return shares


@lru_cache(maxsize=32)
def rank_together(places: Gazetteer, names: tuple[tuple[str, bytes], ...]) -> dict[str, Ranked]:
    """Rank the candidates of all names of a report together; names are pairs of a key and its candidates (int32, as bytes).

    In each round every candidate gets points from the best-fitting candidate of every other name, weighted by that
    candidate's own share so far. The best companion counts fully, the next ones less and less, so that a long list of far
    places cannot drown one that is near.
    """
    entries_of = [np.frombuffer(packed, dtype=np.int32) for _, packed in names]
    priors: list[Floats] = []
    for number, (key, _) in enumerate(names):
        points = prior(places, entries_of[number], key)
        if len(points) > _MOST_CANDIDATES:
            best = np.argsort(-points)[:_MOST_CANDIDATES]
            entries_of[number], points = entries_of[number][best], points[best]
        priors.append(points)
    sizes = np.array([len(points) for points in priors])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    owner = np.repeat(np.arange(len(names)), sizes)
    entries, before = np.concatenate(entries_of), np.concatenate(priors)
    pairs = _fit(places, entries)
    after = np.zeros(len(entries))
    fading = _FADING ** np.arange(len(names))
    for _ in range(_ROUNDS if len(names) > 1 else 0):
        total = before + after
        shares = np.concatenate(
            [shares_of(total[start : start + size]) for start, size in zip(starts, sizes, strict=True)]
        )
        best_of_name = np.maximum.reduceat(pairs * shares[None, :], starts, axis=1)
        best_of_name[np.arange(len(entries)), owner] = 0.0
        after = (-np.sort(-best_of_name, axis=1) * fading[None, :]).sum(axis=1)
    return {
        key: Ranked(entries[owner == number], before[owner == number], after[owner == number])
        for number, (key, _) in enumerate(names)
    }


def pack(key: str, entries: Numbers) -> tuple[str, bytes]:
    """A name and its candidates as rank_together takes them."""
    return key, np.ascontiguousarray(entries, dtype=np.int32).tobytes()


def _fit(places: Gazetteer, entries: Numbers) -> Floats:
    """Points that each entry (row) gets from each other one (column): same country, same region, close by."""
    country, region, kind = places.country[entries], places.region[entries], places.kind[entries]
    same_country = country[:, None] == country[None, :]
    same_region = same_country & (region[:, None] == region[None, :]) & (region != 0)[None, :]
    is_country, is_wide = kind == 0, (kind == 0) | (kind == 1)
    close = np.where(is_wide[None, :], 0.0, np.exp(-distances(places, entries) / _NEARBY_KM))
    points = np.where(same_country, np.where(is_country[None, :], _NAMED_COUNTRY, _SAME_COUNTRY), 0.0)
    points = points + np.where(same_region, _SAME_REGION, 0.0) + _NEARBY * close
    result: Floats = np.where(entries[:, None] == entries[None, :], 0.0, points)
    return result


def distances(places: Gazetteer, entries: Numbers) -> Floats:
    """Kilometres between each two entries, float64 [entries, entries], on a sphere."""
    lat, lon = np.radians(places.lat[entries].astype(np.float64)), np.radians(places.lon[entries].astype(np.float64))
    half = (
        np.sin((lat[:, None] - lat[None, :]) / 2) ** 2
        + np.cos(lat)[:, None] * np.cos(lat)[None, :] * np.sin((lon[:, None] - lon[None, :]) / 2) ** 2
    )
    result: Floats = 12742.0 * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))
    return result
