"""How much: an amount phrase as bounds and a unit."""

from __future__ import annotations

from sitroom.codebook.values import Amount
from sitroom.resolving.amounts.grammar import read_amount

MAX_PHRASE = 200
"""Characters; longer text is no amount phrase, and is not tried."""


def resolve_amount(phrase: str, *, country: str | None = None) -> Amount | None:
    """Read an amount phrase (CODEBOOK section 1, `amount`; rule 19); None if it holds no number.

    Exact and approximate numbers give min = max, the latter with qualifier "about" or "nearly". Bounds are inclusive:
    "at least 40" and "more than 40" both have min 40, "up to" and "less than" max alone; the qualifier tells which.
    "Dozens" is at least 24, "hundreds" at least 200, "several" at least 2, with the word as qualifier.
    The unit is an ISO 4217 code, "percent", a casualty word ("killed", "wounded", "detained", ...) or the noun counted.
    country (ISO 3166 alpha-3) decides "$", "pound", "franc" and the like; without it "$" is USD and "£" GBP, and a
    word without a usual meaning stays a word ("dinar"). A rate ("$5m a year") is added to the qualifier: "per year".
    """
    if not phrase or len(phrase) > MAX_PHRASE:
        return None
    return read_amount(phrase, country.upper() if country else None)
