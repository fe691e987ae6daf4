"""The spelling-free key under which a place name is filed and looked up."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not decompose into a base letter and a mark.
_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
        "ə": "e", "ŋ": "n", "ɓ": "b", "ɗ": "d", "ƙ": "k",
        "'": None, "’": None, "‘": None, "ʻ": None, "ʼ": None, "`": None, "ʿ": None, "ʾ": None, "´": None, ".": None,
    }
)  # fmt: skip
_BREAKS = re.compile(r"[^a-z0-9]+")
_SAINT = re.compile(r"^(?:saint|sankt) (?=.)")


def place_key(name: str) -> str:
    """Fold case, marks, apostrophes and hyphens: "Nuku’alofa" -> "nukualofa", "Saint-Louis" -> "st louis".

    Empty for a name with no Latin letter or digit.
    """
    if name.isascii():
        folded = name.lower().translate(_LETTERS)
    else:
        folded = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS)).translate(_LETTERS)
        folded = "".join(character for character in folded if not unicodedata.combining(character))
    return _SAINT.sub("st ", _BREAKS.sub(" ", folded).strip())
