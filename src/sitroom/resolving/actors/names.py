"""How names are compared: keys without case, marks and typographic variety, and the rule for capitals."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "–": "-", "—": "-", "‐": "-", "“": '"', "”": '"', "\u00a0": " "}
)
_SPECIAL = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ə": "e"})
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['.&-][^\W_]+)*\.?(?<=\b[A-Z]\.)|[^\W_]+(?:['.&-][^\W_]+)*")
_ARTICLE = re.compile(r"\bel (?=[a-z])")
_POSSESSIVE = re.compile(r"(?:'s|(?<=s)')$")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a phrase: its half-open offsets, its letters as written, and its key (possessive ending taken off)."""

    start: int
    end: int
    text: str
    key: str
    possessive: bool

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()


def plain(text: str) -> str:
    """Straight quotes and hyphens for typographic ones; the length does not change, so that offsets stay valid."""
    return text if text.isascii() and "`" not in text else text.translate(_PLAIN)


def fold(text: str) -> str:
    """The key of one name: no case, no marks, straight quotes, single spaces."""
    text = plain(text)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.casefold().translate(_SPECIAL))
        text = "".join(character for character in text if not unicodedata.combining(character))
    return " ".join(text.lower().split())


def name_key(text: str) -> str:
    """The key of a whole name: fold, with hyphens as spaces and the Arabic article in one spelling ("el-Sisi", "al Sisi")."""
    return _ARTICLE.sub("al ", fold(text).replace("-", " "))


def words_of(text: str) -> list[Word]:
    """The words of a text in order, abbreviations such as "U.S." and names such as "Dlamini-Zuma" as one word."""
    found: list[Word] = []
    straight = plain(text)
    for match in _WORD.finditer(straight):
        raw = match.group()
        end = match.end()
        owned = straight[end : end + 2] == "'s" or (raw.endswith("s") and straight[end : end + 1] == "'")
        bare = _POSSESSIVE.sub("", raw)
        if bare != raw:
            owned = True
        found.append(Word(match.start(), match.start() + len(bare), bare, fold(bare), owned))
    return found


def words_key(text: str) -> str:
    """The keys of the words of a text, joined by spaces: how a name looks inside a running text."""
    if text.isascii() and text.replace(" ", "").isalpha():
        return text.lower()
    return " ".join(word.key for word in words_of(text))


def case_fits(alias: str, written: str) -> bool:
    """Whether a name may be written so: "US" is not "us", "Chad" is not "chad", but all capitals are a headline's right."""
    first = next((c for c in alias.removeprefix("the ") if c.isalpha()), "")
    written = written.removeprefix("the ").removeprefix("The ")
    if not first.isupper():
        return True
    if alias.isupper() and len(alias.replace(".", "")) <= 6:
        return written.isupper() or written == alias
    return any(c.isupper() for c in written)


def without_article(text: str) -> str:
    """A phrase without the article that it begins with."""
    first, _, rest = text.partition(" ")
    return rest if first.lower() in ("the", "a", "an") and rest else text
