"""How alike two sides of an entry are, as the ledger sees it: who stands for whom, and whom no report at hand places."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from sitroom.record.parties import Who, ordered_party_keys, party_likeness

SAME_SIDE = 0.6
"""Likeness from which two parties are taken for one side of an entry; a state and its government reach it."""
UNSTATED = 0.5
"""What a side counts for that one of the two does not state: it neither fits nor clashes."""
UNSURE = 0.3
"""The same for a person or body whose country no report at hand tells."""
STANDS_FOR = 0.7
"""A delegation named after its head, or the envoys of somebody, stand for that person."""


def side(own: Sequence[Who], other: Sequence[Who]) -> float:
    """How alike two sides are: their best pair."""
    if not own or not other:
        return UNSTATED
    return max(alike(a, b) for a in own for b in other)


@lru_cache(maxsize=100_000)
def alike(one: Who, other: Who) -> float:
    """Likeness of two parties, as the ledger sees it: who stands for somebody counts for him, who may be anybody's is unsure."""
    value = party_likeness(one, other)[0]
    if value >= STANDS_FOR:
        return value
    if one.kind != other.kind and (_named_after(one, other) or _named_after(other, one)):
        return STANDS_FOR
    if value < UNSURE and "state" in (one.kind, other.kind) and _homeless(one) != _homeless(other):
        return UNSURE
    if value < UNSURE and (_may_speak_for(one, other) or _may_speak_for(other, one)):
        return UNSURE
    return value


def _named_after(group: Who, person: Who) -> bool:
    """Does a group's name hold the person's last name ("Maradiel's delegation")?"""
    if person.kind != "person" or group.kind == "person":
        return False
    last = [key[5:] for key in ordered_party_keys(person) if key.startswith("name:") and " " not in key]
    told = " ".join((group.name, *group.aliases)).lower()
    return any(len(name) > 2 and name in told for name in last)


def _may_speak_for(person: Who, body: Who) -> bool:
    """An officer or minister of no known country may belong to a government body (packaged case: ledger F1 0.798 for 0.793, status 0.812
    for 0.801; no history changes)."""
    official = person.kind == "person" and bool({"GOV", "MIL"} & set(person.sectors)) and _homeless(person)
    return official and body.kind == "government body"


@lru_cache(maxsize=20_000)
def _homeless(who: Who) -> bool:
    """A person or body of whom no country is known, and that is nobody of its own."""
    if who.kind not in ("person", "government body", "other"):
        return False
    return not any(key.startswith(("land:", "ref:")) for key in ordered_party_keys(who))
