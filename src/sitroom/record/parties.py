"""Parties across reports: who a party is beyond its report, where to look for it, and how alike two are.

Inside a report coreference has made one entity of all mentions; across reports only names, references, countries and
descriptions are left. Invented or unknown countries, which no table holds, are known by the stem that their name and
demonym share ("velmor" of Velmora and the Velmoran army).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sitroom.codebook.ontology import EntityKind
from sitroom.codebook.records import Entity, Party
from sitroom.record.wording import stems, tells
from sitroom.resolving import names
from sitroom.resolving.actors.names import fold

MOST_ALIASES = 8
MOST_KEYS = 6


@dataclass(frozen=True, slots=True)
class Who:
    """A party as known across reports.

    reference points into the tables of actors ("person:mohamed-bazoum"), None if no table holds it; country is alpha-3;
    aliases are the other names and descriptions that the report calls it by, no pronouns.
    """

    name: str
    reference: str | None
    kind: EntityKind
    country: str | None
    sectors: tuple[str, ...]
    aliases: tuple[str, ...]


def who_of(party: Party, entities: Mapping[str, Entity]) -> Who:
    """The party of an event with all that its report says of it. entities: those of the report by id."""
    entity = entities.get(party.entity)
    mentions = entity.mentions if entity else party.mentions
    aliases: dict[str, str] = {}
    for mention in mentions:
        if names.form_of(mention.text) != "pronoun":
            aliases.setdefault(names.key(mention.text), names.bare(mention.text))
    aliases.pop(names.key(party.name), None)
    return Who(
        party.name,
        entity.reference if entity else None,
        entity.kind if entity else "other",
        party.country,
        party.sectors,
        tuple(aliases.values())[:MOST_ALIASES],
    )


@dataclass(frozen=True, slots=True)
class _Facts:
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
def _facts(who: Who) -> _Facts:
    told = tuple(t for t in (who.name, *who.aliases) if tells(t))
    named = [t for t in told if names.form_of(t) == "name"]
    person: tuple[tuple[str, ...], ...] = ()
    if who.kind == "person":
        person = tuple(sorted({core for t in named for core in _person_names(t)}, key=lambda c: (-len(c), c)))
    return _Facts(
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


def party_keys(who: Who) -> frozenset[str]:
    """At most MOST_KEYS keys of a party: see `ordered_party_keys`."""
    return frozenset(ordered_party_keys(who))


def ordered_party_keys(who: Who) -> tuple[str, ...]:
    """The keys, what gathers most tellings first; nearly every other telling of the same party has one of them too.

    land: a country, known ("NER") or not ("velmor"), for its state and all who belong to it; ref: a known entity; name: a
    person's last name, or the whole name of others; acr: an acronym.
    """
    facts = _facts(who)
    keys: dict[str, None] = {}
    if who.country:
        keys[f"land:{who.country}"] = None
    for land in sorted(facts.lands)[:2]:
        keys[f"land:{land}"] = None
    if who.kind == "state" and keys:
        return tuple(keys)
    if facts.person:
        keys[f"name:{facts.person[0][-1]}"] = None
    if who.reference:
        keys[f"ref:{who.reference}"] = None
    for acronym in sorted(facts.acronyms)[:2]:
        keys[f"acr:{acronym}"] = None
    if not facts.person:
        for called in sorted(facts.named or facts.called):
            keys[f"name:{called}"] = None
    return tuple(keys)[:MOST_KEYS]


def is_identified(who: Who) -> bool:
    """Do its words say who it is beyond its report: a known entity, a country, a named person?"""
    facts = _facts(who)
    return bool(who.reference or who.country or facts.lands or facts.person)


def party_likeness(one: Who, other: Who) -> tuple[float, str]:
    """How likely both are the same party, or one acts for the other: 0 to 1, ordered but not calibrated, and why.

    1.0 one reference or one name; 0.9 a part of a name, an alias, an acronym; 0.4 to 0.7 a state, who rules it, its army and
    its officials; 0.2 two bodies of one country; 0 two countries, or two persons of different names.
    """
    if _order(one) > _order(other):
        one, other = other, one
    return _likeness(one, other)


def _order(who: Who) -> tuple[str, ...]:
    return who.name, who.kind, who.country or "", who.reference or "", *who.sectors, "|", *who.aliases


@lru_cache(maxsize=200_000)
def _likeness(one: Who, other: Who) -> tuple[float, str]:
    a, b = _facts(one), _facts(other)
    if one.reference and one.reference == other.reference:
        return 1.0, f"both are {one.name}"
    if one.country and other.country and one.country != other.country:
        return 0.0, f"{one.name} is of {one.country}, {other.name} of {other.country}"
    if a.person and b.person:
        return _persons(one, other, a, b)
    if a.named & b.named:
        return 1.0, f"the same name, {sorted(a.named & b.named)[0]!r}"
    if a.rank == b.rank == "state" and a.lands & b.lands:
        return 1.0, f"{one.name} and {other.name} share a stem"
    if a.acronyms & b.acronyms and _abbreviated(one, other, a, b):
        return 0.95, f"the acronym {sorted(a.acronyms & b.acronyms)[0].upper()}"
    land = (one.country is not None and one.country == other.country) or bool(a.lands & b.lands)
    related = _within_land(one, other, a, b) if land else None
    return max(_described(one, other, a, b, land), related or (0.0, f"{one.name} and {other.name} share nothing"))


def _persons(one: Who, other: Who, a: _Facts, b: _Facts) -> tuple[float, str]:
    if any(x == y for x in a.person for y in b.person if len(x) > 1):
        return 1.0, f"the same name, {one.name}"
    longest_a, longest_b = a.person[0], b.person[0]
    if set(longest_a) <= set(longest_b) or set(longest_b) <= set(longest_a):
        return 0.95, f"one name is part of the other: {one.name}, {other.name}"
    if longest_a[-1] == longest_b[-1] and (longest_a[0][0] == longest_b[0][0]):
        return 0.8, f"the surname {longest_a[-1]!r} and the initial"
    return 0.0, f"two persons, {one.name} and {other.name}"


def _abbreviated(one: Who, other: Who, a: _Facts, b: _Facts) -> bool:
    """Is the shared acronym written out by at least one? Two long names that only begin alike are none."""
    shared = a.acronyms & b.acronyms
    return any(s in w.lower().replace(".", "").split() for s in shared for w in _told(one, other))


def _told(*parties: Who) -> list[str]:
    return [" ".join(names.words(t)) for w in parties for t in (w.name, *w.aliases)]


_RELATED = {
    frozenset({"state"}): 1.0,
    frozenset({"state", "rule"}): 0.7,
    frozenset({"rule"}): 0.6,
    frozenset({"state", "official"}): 0.6,
    frozenset({"rule", "official"}): 0.5,
    frozenset({"rule", "force"}): 0.5,
    frozenset({"rule", "other"}): 0.15,
    frozenset({"state", "force"}): 0.5,
    frozenset({"official", "force"}): 0.4,
    frozenset({"official"}): 0.2,
    frozenset({"force"}): 0.2,
    frozenset({"state", "other"}): 0.15,
    frozenset({"official", "other"}): 0.15,
    frozenset({"force", "other"}): 0.1,
    frozenset({"other"}): 0.15,
}
"""By the ranks of two parties of one country."""


def _within_land(one: Who, other: Who, a: _Facts, b: _Facts) -> tuple[float, str]:
    where = one.country or sorted(a.lands & b.lands)[0]
    value = _RELATED[frozenset({a.rank, b.rank})]
    return value, f"{one.name} ({a.rank}) and {other.name} ({b.rank}) of {where}"


def _described(one: Who, other: Who, a: _Facts, b: _Facts, land: bool) -> tuple[float, str]:
    """By the words of descriptions: "the coup leaders", "coup authorities"."""
    if a.called & b.called:
        return (0.9 if land else 0.7), f"both called {sorted(a.called & b.called)[0]!r}"
    shared = a.words & b.words
    if not shared:
        return 0.0, ""
    least = min(len(stems(one.name)), len(stems(other.name))) or 1
    part = min(1.0, len(stems(one.name) & stems(other.name)) / least)
    if bool(a.person) != bool(b.person):
        part *= 0.5
    if part == 0.0:
        part = 0.3
    return (0.8 if land else 0.6) * part, f"described alike: {one.name}, {other.name}"
