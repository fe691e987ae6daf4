"""Currencies by name, symbol or code; country decides an ambiguous word or sign, which else stays a word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

DEFAULTS = {"dollar": "USD", "pound": "GBP", "ruble": "RUB", "rouble": "RUB", "won": "KRW"}
"""What English-language news means without a country. "Franc", "peso", "dinar", "rupee" have no default."""
SHARED_SYMBOLS = {"$": "dollar", "£": "pound", "¥": "yen", "rs": "rupee", "fcfa": "cfa franc", "cfa": "cfa franc"}
_YEN_SIGN = {"JPN": "JPY", "CHN": "CNY"}


@dataclass(frozen=True, slots=True)
class Currencies:
    """by_name and by_symbol give the codes a lower-case name or symbol may stand for, by_country the country's own."""

    codes: frozenset[str]
    by_name: dict[str, tuple[str, ...]]
    by_symbol: dict[str, tuple[str, ...]]
    by_country: dict[str, tuple[str, ...]]
    prefix: str
    suffix: str

    def code(self, words: str, country: str | None) -> str:
        """The ISO 4217 code; the word itself ("dinar") where it may be several and the country does not decide."""
        key = words.lower().strip().rstrip(".")
        if key.upper() in self.codes:
            return key.upper()
        if key == "¥" and country in _YEN_SIGN:
            return _YEN_SIGN[country]
        key = SHARED_SYMBOLS.get(key, key)
        candidates = self.by_symbol.get(key) or self.by_name.get(key) or self.by_name.get(singular(key)) or ()
        own = [code for code in candidates if country and code in self.by_country.get(country, ())]
        if len(own) == 1:
            return own[0]
        if len(candidates) == 1:
            return candidates[0]
        default = DEFAULTS.get(singular(key))
        return default or singular(key)


def singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


@cache
def currencies() -> Currencies:
    """The table in data/currencies.tsv, read once."""
    by_name: dict[str, list[str]] = {}
    by_symbol: dict[str, list[str]] = {}
    by_country: dict[str, list[str]] = {}
    codes: list[str] = []
    table = files("sitroom.resolving.amounts").joinpath("data/currencies.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        if not line or line.startswith(("#", "code\t")):
            continue
        code, names, symbols, countries = line.split("\t")
        codes.append(code)
        for name in names.split("|"):
            by_name.setdefault(name, []).append(code)
        for symbol in filter(None, symbols.split("|")):
            by_symbol.setdefault(symbol.lower(), []).append(code)
        for country in countries.split("|"):
            by_country.setdefault(country, []).append(code)
    signs = sorted({*by_symbol, *SHARED_SYMBOLS, "rs."}, key=len, reverse=True)
    prefix = "|".join(
        (rf"\b{re.escape(sign)}" if sign[0].isalpha() else re.escape(sign))
        + (r"(?![a-z])" if sign[-1].isalpha() else "")
        for sign in signs
    )
    prefix += "|" + "|".join(rf"\b{code.lower()}\b" for code in codes)
    words = sorted(by_name, key=len, reverse=True)
    suffix = "|".join(re.escape(word) + "s?" for word in words) + "|" + "|".join(code.lower() for code in codes)
    return Currencies(
        frozenset(codes),
        {name: tuple(found) for name, found in by_name.items()},
        {symbol: tuple(found) for symbol, found in by_symbol.items()},
        {country: tuple(found) for country, found in by_country.items()},
        prefix,
        suffix + "|[€£₽₹₦₴₺$]",
    )
