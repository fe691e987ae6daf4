"""The form of a mention: name, description or pronoun, and what its words alone tell."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Form = Literal["name", "description", "pronoun"]

SINGULAR_PERSONS = frozenset(["he", "she", "him", "her", "his", "hers", "himself", "herself"])
PLURALS = frozenset(["they", "them", "their", "theirs", "themselves", "both", "we", "us", "our", "ours"])
THINGS = frozenset(["it", "its", "itself"])
RELATIVES = frozenset(["who", "whom", "whose", "which", "that"])
SPEAKERS = frozenset(["i", "me", "my", "mine", "myself", "you", "your", "yours"])
DEMONSTRATIVES = frozenset(["this", "these", "those", "all", "one", "others", "other", "each", "some", "many"])
PRONOUNS = SINGULAR_PERSONS | PLURALS | THINGS | RELATIVES | SPEAKERS | DEMONSTRATIVES
SPEAKING = {
    word: which for which, words in (("I", "i me my mine myself"), ("we", "we us our ours")) for word in words.split()
}
"""Pronouns of whoever speaks, by whether for one or for several."""
_ACRONYMS = frozenset(["US", "WHO"])
"""Names that are pronouns but for their capitals."""

_WOMAN = frozenset(
    "she her hers herself mrs ms queen princess lady chairwoman spokeswoman congresswoman woman wife mother daughter".split()
)
_MAN = frozenset(
    "he him his himself mr king prince lord sir chairman spokesman congressman man husband father son".split()
)

_WORD = re.compile(r"[^\W_]+(?:[.'’\-][^\W_]+)*\.?")
_ARTICLE = re.compile(
    r"^(?:the|a|an|this|that|these|those|its|his|her|their|our|some|several|two|three)\s+", re.IGNORECASE
)
_COUNTING = frozenset(
    "four five six seven eight nine ten eleven twelve both all dozens hundreds thousands many most another other".split()
)
"""Words that are no name for beginning a sentence: "Four governors"."""
_GENITIVE = re.compile(r"['’]s?$")
_BRACKET = re.compile(r"\s*\([^()]*\)?$")
_TITLES = frozenset(
    (
        "mr mrs ms dr prof president prime minister vice deputy acting interim former ex king queen prince "
        "princess general gen colonel col lieutenant lt major maj captain capt sergeant sgt brigadier brig admiral "
        "adm marshal senator sen governor gov representative rep ambassador envoy secretary chancellor judge "
        "justice sheikh imam bishop archbishop cardinal pope foreign defence defense interior finance chairman "
        "chairwoman chair chief leader spokesman spokeswoman spokesperson sir lord lady mayor commander opposition "
        "coup rebel prosecutor lawyer"
    ).split()
)
_CALENDAR = frozenset(
    (
        "monday tuesday wednesday thursday friday saturday sunday january february march july september october november december"
    ).split()
)
"""Capitalised words that name a day or month and nobody: "the officers who took power on Tuesday" is a description. April and June
are people's names too."""


MENTIONS = 4096
"""Mentions whose reading is kept at hand: a report asks for each of its own many times over."""


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def pronoun(text: str) -> str | None:
    """The mention in lower case if it is a pronoun: "US" and "WHO" are none."""
    plain = text.strip().lower()
    return plain if plain in PRONOUNS and text.strip() not in _ACRONYMS else None


@lru_cache(maxsize=MENTIONS)
def form_of(text: str) -> Form:
    """Name if a capitalised word stands in it that is no bare title or day, also after lower-case words ("coup leader Ali Baro")."""
    if pronoun(text):
        return "pronoun"
    found = words(_ARTICLE.sub("", text))
    if found and found[0].lower() in _COUNTING:
        del found[0]
    if any(w[0].isupper() and w.rstrip(".").lower() not in _TITLES | _CALENDAR for w in found):
        return "name"
    return "description"


def gender(text: str) -> str | None:
    """ "f" or "m" where a pronoun or a title tells; None where the words do not."""
    found = {w.rstrip(".").lower() for w in words(text)}
    if found & _WOMAN:
        return None if found & _MAN else "f"
    return "m" if found & _MAN else None


@lru_cache(maxsize=MENTIONS)
def bare(text: str) -> str:
    """The mention without its article and its genitive ending."""
    return _GENITIVE.sub("", _ARTICLE.sub("", text.strip())).strip()


@lru_cache(maxsize=MENTIONS)
def without_genitive(text: str) -> str:
    """The mention without its genitive ending and without an acronym in brackets: "the Arab League (AL)" -> "the Arab League"."""
    return _GENITIVE.sub("", _BRACKET.sub("", text.strip())).strip()


def key(text: str) -> str:
    """What two mentions of one name share: words in lower case, no article, genitive, or points."""
    return " ".join(words(bare(text).replace(".", ""))).lower()


_PARTICLES = frozenset("de da di do dos del della der den van von bin ibn ben al el la le y e ter ten".split())


def core(text: str) -> tuple[str, ...]:
    """The name at the end of a person's mention, without titles: "US envoy Mohamed Baro" -> ("mohamed", "baro").

    Empty where the mention ends in a description ("deputy US secretary of state").
    """
    out: list[str] = []
    for word in reversed(words(bare(text))):
        plain = word.rstrip(".").lower()
        if word[0].isupper() and plain not in _TITLES:
            out.append(plain)
        elif not (out and plain in _PARTICLES):
            break
    return tuple(reversed(out))


def abbreviates(short: str, long: str) -> bool:
    """Is short an acronym of long? Its letters must be the initials, or begin the words of long in order (ECOWAS)."""
    letters = short.replace(".", "")
    if not (2 <= len(letters) <= 10 and letters.isupper() and letters.isalpha()):
        return False
    names = [w for w in words(long) if w[0].isupper()]
    if len(names) < 2:
        return False
    if letters == "".join(w[0] for w in names):
        return True
    every = "".join(w[0] for w in words(long)).upper()
    if letters == every:
        return True
    return _begins(letters.lower(), [w.lower() for w in names])


def _begins(letters: str, names: list[str]) -> bool:
    """Can letters be made of one to three first letters of each name in order?"""
    if not names:
        return not letters
    return any(
        letters.startswith(names[0][:n]) and _begins(letters[n:], names[1:]) for n in (1, 2, 3) if len(names[0]) >= n
    )
