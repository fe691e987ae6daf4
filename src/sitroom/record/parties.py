"""Parties across reports: who a party is beyond its report, where to look for it, and how alike two are.

Inside a report coreference has made one entity of all mentions; across reports only names, references, countries and
descriptions are left. Invented or unknown countries, which no table holds, are known by the stem that their name and
demonym share ("velmor" of Velmora and the Velmoran army).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from sitroom.codebook.ontology import EntityKind
from sitroom.codebook.records import Entity, Party
from sitroom.record.party_facts import Facts, facts_of
from sitroom.record.wording import stems
from sitroom.resolving import names
from sitroom.resolving.actors import wholes

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


def who_of(party: Party, entities: Mapping[str, Entity], home: str | None = None) -> Who:
    """The party of an event with all that its report says of it. entities: those of the report by id; home: `home_of` them."""
    entity = entities.get(party.entity)
    mentions = entity.mentions if entity else party.mentions
    aliases: dict[str, str] = {}
    for mention in mentions:
        if names.form_of(mention.text) != "pronoun":
            aliases.setdefault(names.key(mention.text), names.bare(mention.text))
    aliases.pop(names.key(party.name), None)
    who = Who(
        party.name,
        entity.reference if entity else None,
        entity.kind if entity else "other",
        party.country,
        party.sectors,
        tuple(aliases.values())[:MOST_ALIASES],
    )
    if home is None or not _belongs_somewhere(who):
        return who
    return replace(who, aliases=(*who.aliases[: MOST_ALIASES - 1], f"{who.name} of {home}"))


def _belongs_somewhere(who: Who) -> bool:
    """Is it a government, council or force of a country that its words do not name?"""
    if who.country or who.reference or who.kind not in ("government body", "armed force"):
        return False
    return not facts_of(who).lands


def home_of(entities: Mapping[str, Entity]) -> str | None:
    """The state that a report is about, where no table knows it: named more often than any other state."""
    told = sorted(
        ((len(e.mentions), e.name, e.country) for e in entities.values() if e.kind == "state"), key=lambda t: -t[0]
    )
    if not told or told[0][2] or (len(told) > 1 and told[0][0] == told[1][0]):
        return None
    return told[0][1]


def party_keys(who: Who) -> frozenset[str]:
    """At most MOST_KEYS keys of a party: see `ordered_party_keys`."""
    return frozenset(ordered_party_keys(who))


def ordered_party_keys(who: Who) -> tuple[str, ...]:
    """The keys, what gathers most tellings first; nearly every other telling of the same party has one of them too.

    land: a country, known ("NER") or not ("velmor"), for its state and all who belong to it; ref: a known entity, or the
    organisation that it is a body of; name: a person's last name, or the whole name of others; acr: an acronym.
    """
    facts = facts_of(who)
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
        keys[f"ref:{_whole(who)}"] = None
    for acronym in sorted(facts.acronyms)[:2]:
        keys[f"acr:{acronym}"] = None
    if not facts.person:
        for called in sorted(facts.named or facts.called):
            keys[f"name:{called}"] = None
    return tuple(keys)[:MOST_KEYS]


def is_identified(who: Who) -> bool:
    """Do its words say who it is beyond its report: a known entity, a country, a named person?"""
    facts = facts_of(who)
    return bool(who.reference or who.country or facts.lands or facts.person)


def party_likeness(one: Who, other: Who) -> tuple[float, str]:
    """How likely both are the same party, or one acts for the other: 0 to 1, ordered but not calibrated, and why.

    1.0 one reference or one name; 0.9 a part of a name, an alias, an acronym; 0.4 to 0.7 a state, who rules it, its army and
    its officials, an organisation and a body of it; 0.2 two bodies of one country or organisation; 0 two countries or
    organisations, or two persons of different names.
    """
    if _order(one) > _order(other):
        one, other = other, one
    return _likeness(one, other)


def _order(who: Who) -> tuple[str, ...]:
    return who.name, who.kind, who.country or "", who.reference or "", *who.sectors, "|", *who.aliases


@lru_cache(maxsize=200_000)
def _likeness(one: Who, other: Who) -> tuple[float, str]:
    a, b = facts_of(one), facts_of(other)
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
    if one.reference and other.reference:
        if (whole := _whole(one)) == _whole(other):
            value = 0.6 if whole in (one.reference, other.reference) else 0.2
            return value, f"{one.name} and {other.name} are of one organisation"
        # Known to be two: a word that both names have ("States") makes them no more alike.
        return related or (0.0, f"{one.name} is known, and so is {other.name}")
    return max(_described(one, other, a, b, land), related or (0.0, f"{one.name} and {other.name} share nothing"))


def _whole(who: Who) -> str | None:
    """Its reference, or that of the organisation that it is a body of: "org:eu" for the European Commission."""
    return wholes().get(who.reference or "", who.reference)


def _persons(one: Who, other: Who, a: Facts, b: Facts) -> tuple[float, str]:
    if any(x == y for x in a.person for y in b.person if len(x) > 1):
        return 1.0, f"the same name, {one.name}"
    longest_a, longest_b = a.person[0], b.person[0]
    if set(longest_a) <= set(longest_b) or set(longest_b) <= set(longest_a):
        return 0.95, f"one name is part of the other: {one.name}, {other.name}"
    if longest_a[-1] == longest_b[-1] and (longest_a[0][0] == longest_b[0][0]):
        return 0.8, f"the surname {longest_a[-1]!r} and the initial"
    return 0.0, f"two persons, {one.name} and {other.name}"


def _abbreviated(one: Who, other: Who, a: Facts, b: Facts) -> bool:
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


def _within_land(one: Who, other: Who, a: Facts, b: Facts) -> tuple[float, str]:
    where = one.country or sorted(a.lands & b.lands)[0]
    value = _RELATED[frozenset({a.rank, b.rank})]
    return value, f"{one.name} ({a.rank}) and {other.name} ({b.rank}) of {where}"


def _described(one: Who, other: Who, a: Facts, b: Facts, land: bool) -> tuple[float, str]:
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
