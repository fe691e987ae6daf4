"""Resolved values: days, places, amounts. Each keeps its reason beside the reference."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "week", "month", "quarter", "year", "range", "open"]
"""How finely a phrase dates something; "range" is any other stretch of days, "open" has an end unset."""

PlacePrecision = Literal["point", "city", "region", "country"]


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from start to end, both included; None is an open end (CODEBOOK section 1, `date`; rule 18).

    reason says by which rule the phrase was placed on the calendar.
    """

    start: date | None
    end: date | None
    precision: Precision
    reason: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A number range with its unit: an ISO 4217 code, or what is counted ("killed", "people", "percent").

    min and max are None where the words leave that end open ("at least", "up to").
    """

    min: float | None
    max: float | None
    unit: str | None
    qualifier: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer entry. country is ISO 3166 alpha-3; lat, lon in degrees (WGS 84); score from 0 to 1, uncalibrated."""

    name: str
    country: str | None
    admin1: str | None
    geonameid: int | None
    lat: float | None
    lon: float | None
    precision: PlacePrecision
    score: float
    reason: str
