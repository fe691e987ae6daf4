"""News agencies and outlets by the names that datelines, bylines and slugs give them (data/agencies.tsv)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("data") / "agencies.tsv"


def source_named(words: str) -> str | None:
    """The source that the words name and nothing besides, under its usual name; None if they name none known.

    "REUTERS" is Reuters, "The Associated Press" is AP; of "Reuters/AFP" the first is taken.
    """
    first = re.split(r"\s*/\s*|\s+and\s+", words.strip(" .,()[]/"), maxsplit=1)[0]
    return _sources().get(_key(words)) or _sources().get(_key(first))


def _key(name: str) -> str:
    name = re.sub(r"[\s.]+", " ", name).strip(" .,()[]/").casefold()
    return name.removeprefix("the ")


@cache
def _sources() -> dict[str, str]:
    table: dict[str, str] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            source, _, names = line.partition("\t")
            for name in (source, *names.split("|")):
                if name:
                    table[_key(name)] = source
    return table
