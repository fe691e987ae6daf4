"""What the words of a party tell of who it is: its names, acronyms, rank, and the country that they point to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sitroom.record.wording import stems, tells
from sitroom.resolving import names
from sitroom.resolving.actors.names import fold

if TYPE_CHECKING:
    from sitroom.record.parties import Who


@dataclass(frozen=True, slots=True)
class Facts:
    """What a party's words tell, worked out once. Keys are folded; person holds the names of one person, longest first."""

    called: frozenset[str]
    named: frozenset[str]
    acronyms: frozenset[str]
    person: tuple[tuple[str, ...], ...]
    country: str | None
    lands: frozenset[str]
    rank: str
    words: frozenset[str]


_OFFICIAL = frozenset({"GOV", "MIL", "SPY", "COP", "JUD", "LEG"})
_ROLE = re.compile(
    r"\b(?:president|presidency|prime minister|premier|government|minister|ministry|junta|military|army|armed forces|navy|air force|"
    r"forces|troops|soldiers|police|parliament|authorities|officials?|council|cabinet|envoy|ambassador|delegation|court|"
    r"spokes\w+|king|queen|general|commander|leaders?|regime|administration|state|republic|kingdom|coup|embassy|diplomats?|"
    r"negotiators?|security|guards?|chief|senate|congress|lawmakers?|units?|side|border)\b",
    re.IGNORECASE,
)
_RULE = re.compile(
    r"\b(?:government|junta|authorities|regime|administration|presidency|rulers?|leadership|coup (?:leaders|plotters|makers))\b",
    re.IGNORECASE,
)
_ARMED = re.compile(
    r"\b(?:army|armed forces|navy|air force|forces|troops|soldiers|military|guards?|units?)\b", re.IGNORECASE
)
_ENDING = re.compile(r"(?:ians?|eans?|ans?|ese|ish|is|i|ites?|(?<=[aeiouy])ns?)$")
_NO_LAND = frozenset(
    (
        "islamic christian muslim european african asian american western arab united national foreign interior defence defense "
        "finance prime new north south east west central northern southern eastern western"
    ).split()
)
"""Capitalised words that are no land's name by themselves."""


@lru_cache(maxsize=50_000)
def facts_of(who: Who) -> Facts:
    told = tuple(t for t in (who.name, *who.aliases) if tells(t))
    named = [t for t in told if names.form_of(t) == "name"]
    person: tuple[tuple[str, ...], ...] = ()
    if who.kind == "person":
        person = tuple(sorted({core for t in named for core in _person_names(t)}, key=lambda c: (-len(c), c)))
    return Facts(
        called=frozenset(key for t in told if (key := _key(t))),
        named=frozenset(key for t in named if (key := _key(t))),
        acronyms=frozenset(a for t in named for a in _acronyms(t)) if who.kind != "person" else frozenset(),
        person=person,
        country=who.country,
        lands=frozenset(_lands(who, told, person)) if who.country is None else frozenset(),
        rank=_rank(who, told),
        words=frozenset().union(*(stems(t) for t in told)),
    )


def _key(text: str) -> str:
    """The words of a name, folded, without article, points and genitives: "Niger's military" -> "niger military"."""
    return fold(names.key(text)).replace("'s ", " ")


_OF = re.compile(r"\b(?:of|for|to|in|from|at)\s+(?:the\s+)?$", re.IGNORECASE)


def _person_names(text: str) -> Iterable[tuple[str, ...]]:
    """The person's name in a mention with its title and apposition: "General Ali Baro, the defence minister" -> ali baro."""
    for part in re.split(r"[,()–—]|\s-\s", text):
        core = names.core(part)
        if core and not _OF.search(part[: part.lower().rfind(core[0])]):
            yield tuple(fold(word) for word in core)


def _acronyms(name: str) -> Iterable[str]:
    """The acronym that a name is, has in brackets, or would have: "Lake States Union" -> "lsu"."""
    for word in names.words(name):
        plain = word.replace(".", "")
        if plain.isupper() and plain.isalpha() and 2 <= len(plain) <= 10:
            yield plain.lower()
    capital = [w for w in names.words(names.without_genitive(names.bare(name))) if w[0].isupper()]
    if 3 <= len(capital) <= 8:
        yield "".join(w[0] for w in capital).lower()


def _rank(who: Who, told: tuple[str, ...]) -> str:
    """ "state", "rule" (who governs it), "official" (who speaks or acts for it), "force", or "other"."""
    if who.kind == "state":
        return "state"
    if who.kind != "person" and ((who.reference or "").startswith("seat:") or any(_RULE.search(t) for t in told)):
        return "rule"
    if who.kind == "armed force":
        return "force"
    if who.kind == "government body" or (who.kind in ("person", "other") and set(who.sectors) & _OFFICIAL):
        return "official"
    if who.kind in ("person", "other") and not who.sectors and any(_ROLE.search(t) for t in told):
        return "force" if any(_ARMED.search(t) for t in told) and who.kind == "other" else "official"
    return "other"


_LANDLESS = frozenset({"international organisation", "armed group", "party", "company", "civil society", "media"})
"""Kinds whose names seldom tell a country: "Upper River Liberation Army" does not."""


def _lands(who: Who, told: tuple[str, ...], person: tuple[tuple[str, ...], ...]) -> Iterable[str]:
    """Stems of the unknown countries that a party's words name: of a state its own, of others those before a role or after "of"."""
    if who.kind in _LANDLESS:
        return
    own = {word for core in person for word in core}
    for text in told:
        if who.kind == "state":
            if names.form_of(text) == "name":
                yield from _land_stems(names.bare(text), own)
        elif _ROLE.search(text):
            before = _ROLE.split(text)[0]
            of = re.search(r"\bof\s+((?:the\s+)?[A-Z][\w’'-]+)", text)
            yield from _land_stems(before, own)
            if of:
                yield from _land_stems(of[1], own)


def _land_stems(text: str, own: set[str]) -> Iterable[str]:
    for word in names.words(text):
        plain = re.sub(r"['’]s?$", "", fold(word))
        if word[0].isupper() and plain not in own and plain not in _NO_LAND and not _ROLE.fullmatch(plain):
            yield land_stem(plain)


def land_stem(word: str) -> str:
    """What a country's name and its demonym share, folded: "velmor" of Velmora, Velmoran and Velmorans."""
    plain = fold(word)
    for _ in range(2):
        cut = _ENDING.sub("", plain)
        cut = cut.rstrip("aeiouy") if len(cut.rstrip("aeiouy")) >= 3 else cut
        if len(cut) < 3 or cut == plain:
            break
        plain = cut
    return plain
