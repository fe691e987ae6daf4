"""Whether a text is English: by its function words, and by py3langid only where they leave a doubt.

Loading py3langid takes 0.6 s (numpy and a model of 5 MB), a fifth of the time that a cold start may take; the function
words settle running English in well under a millisecond.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from sitroom.intake.limits import LANGUAGE_CHARACTERS

# English words of form that are not frequent in other languages of Latin script ("in", "a", "on", "is", "had" and "was"
# are). "of" is Dutch too, "to" Polish: seldom enough there to stay far below the floor.
_FUNCTION_WORDS: Final = frozenset(
    re.findall(
        r"\w+",
        "the of and to that for with has have by from said are were been it its their this which will would they he she"
        " his at as but not after who be did into than also could should while where when there",
    )
)
_WORD = re.compile(r"[^\W\d_]+")

ENGLISH_SHARE = 0.15
"""Share of function words from which a text is English. Measured on the 2,591 news texts of 40 words or more in
giveme5w1h, casie and muc4: 98 of 100 lie between 0.20 and 0.40. Sentences in twelve other languages stay below 0.06."""

NAMES_SHARE = 0.25
"""The same among the words that are no names (written small, or function words), in a text that is mostly names."""

FEWEST_WORDS = 8
"""Words below which no language but English is told apart with any certainty."""

MARGIN = 25.0
"""How far (natural logarithm) another language has to lie before English in py3langid's unscaled scores. Headlines full
of foreign names reach 15; a sentence of ten words in French lies some 60 before."""

_TABLE = Path(__file__).with_name("data") / "languages.tsv"


@dataclass(frozen=True, slots=True)
class Language:
    """code: ISO 639-1 (639-3 where there is none), None where too little text tells; name: its English name."""

    code: str | None
    name: str | None


def tell_language(text: str) -> Language:
    """The language of a text, from its start and its middle."""
    sample = text[:LANGUAGE_CHARACTERS]
    if len(text) > 2 * LANGUAGE_CHARACTERS:
        middle = len(text) // 2
        sample += " " + text[middle : middle + LANGUAGE_CHARACTERS]
    written = _WORD.findall(sample)
    words = [word.lower() for word in written]
    if not words:
        return Language(None, None)
    english = sum(word in _FUNCTION_WORDS for word in words)
    share = english / len(words)
    if share >= ENGLISH_SHARE:
        return Language("en", "English")
    # "The signatories included Erica Burman, Keith Burstein and ...": names are of every language.
    no_names = sum(word.islower() or word.lower() in _FUNCTION_WORDS for word in written)
    if english > 1 and english >= NAMES_SHARE * no_names:
        return Language("en", "English")
    foreign_script = sum(not word.isascii() and _is_foreign(word) for word in words) > len(words) / 2
    # Chinese, Japanese and Thai write no blanks, so that a sentence counts as one word.
    if len(words) < FEWEST_WORDS and not foreign_script:
        return Language("en", "English") if share else Language(None, None)
    return _identify(sample)


def language_name(code: str) -> str:
    """The English name of a language code; the code itself where it is unknown."""
    return _names().get(code.lower().partition("-")[0], code)


def _is_foreign(word: str) -> bool:
    return all(ord(letter) > 0x24F for letter in word)


def _identify(sample: str) -> Language:
    import py3langid  # here, as its model takes 0.6 s to load

    scores: dict[str, float] = {code: float(score) for code, score in py3langid.rank(sample)}
    best = max(scores, key=lambda code: scores[code])
    if best == "en":
        return Language("en", "English")
    if best == "zxx" or scores[best] - scores["en"] < MARGIN:
        return Language(None, None)
    return Language(best, language_name(best))


@cache
def _names() -> dict[str, str]:
    rows = (
        line.partition("\t") for line in _TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    )
    return {code: name for code, _, name in rows if name}
