"""English number words turned into digits: "two hundred and fifty" becomes "250"."""

from __future__ import annotations

import re

_UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
_TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}

_SMALL = "|".join(sorted((*_UNITS, *_TEENS, *_TENS), key=len, reverse=True))
_LARGE = "|".join(("hundred", *SCALES))
_RUN = re.compile(rf"\b(?:a(?=[ -](?:{_LARGE})\b)|{_SMALL})(?:(?:[ -]| and )(?:{_SMALL}|{_LARGE})\b)*(?![a-z])")


_CONTINUED_BY = {
    "unit": ("", "tens", "hundred", "scale"),
    "teen": ("", "hundred", "scale"),
    "tens": ("", "hundred", "scale"),
}
"""Which kinds of word each kind may follow within one number."""


class _Sum:
    """One number in the making, and the kind of word that came last."""

    __slots__ = ("current", "last", "total")

    def __init__(self) -> None:
        self.total = 0
        self.current = 0
        self.last = ""

    def add(self, word: str) -> bool:
        """Take one more word; False if it cannot continue this number ("twenty" after "ten")."""
        if word in _UNITS or word == "a":
            value, kind = _UNITS.get(word, 1), "unit"
        elif word in _TEENS:
            value, kind = _TEENS[word], "teen"
        elif word in _TENS:
            value, kind = _TENS[word], "tens"
        elif word == "hundred":
            if self.last not in ("unit", "teen", "tens"):
                return False
            self.current, self.last = self.current * 100, "hundred"
            return True
        else:
            if not self.current:
                return False
            self.total, self.current, self.last = self.total + self.current * SCALES[word], 0, "scale"
            return True
        if self.last not in _CONTINUED_BY[kind]:
            return False
        self.current, self.last = self.current + value, kind
        return True


def _digits(run: re.Match[str]) -> str:
    pieces: list[str] = []
    number = _Sum()
    held_and = False
    for word in re.split("[ -]", run[0]):
        if word == "and":
            held_and = True
            continue
        joined = number.last in ("hundred", "scale") or not held_and
        if not (joined and number.add(word)):
            pieces.append(str(number.total + number.current))
            if held_and:
                pieces.append("and")
            number = _Sum()
            if not number.add(word):
                pieces.append(word)
        held_and = False
    if number.last:
        pieces.append(str(number.total + number.current))
    return " ".join(pieces)


def spell_digits(text: str) -> str:
    """Replace each run of number words in lower-case text by its digits; "twenty and thirty" stays two numbers.

    A scale word alone ("million", "several hundred") is left: it has no count of its own.
    """
    return _RUN.sub(_digits, text)
