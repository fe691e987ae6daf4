"""Blocks: the few keys under which accounts that may tell of one event meet, so that joining stays linear in accounts.

A key joins the type, a party and a stretch of days; days fall into two grids of BUCKET days that lie half a bucket apart,
so that days up to half a bucket from one another always share a key. Acts spoken of long after ("since the coup") meet
under keys without days, made of the trigger's stem or the type, and a party.
"""

from __future__ import annotations

from hashlib import blake2b
from itertools import zip_longest

from sitroom.record.accounts import Account
from sitroom.record.likeness import PROMISES
from sitroom.record.parties import ordered_party_keys
from sitroom.record.party_facts import land_stem
from sitroom.record.traits import Traits, traits_of

MOST_KEYS = 14
LONGEST_KEY = 120
"""What a column of keys holds; names have no such bound."""
BUCKET = 14
"""Days a bucket."""
DATED_PARTIES = 3
LASTING_PARTIES = 2
LONGEST_DATED = 31
"""Days of the longest interval that is filed under a day at all."""


def block_keys(account: Account) -> tuple[str, ...]:
    """At most MOST_KEYS keys, the narrowest first. Accounts that share none are taken to tell of two events."""
    traits = traits_of(account)
    stem = max(sorted(traits.act), key=len, default="")
    keys = _of_words(traits, stem) if traits.type is None else _of_type(traits, stem, traits.type)
    return tuple(dict.fromkeys(fitted(key) for key in keys))[:MOST_KEYS]


def fitted(key: str) -> str:
    """A key of at most LONGEST_KEY characters: a longer one is cut and its whole told by a digest, so that equals stay equal."""
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[: LONGEST_KEY - 17]}~{blake2b(key.encode(), digest_size=8).hexdigest()}"


def _of_type(traits: Traits, stem: str, type_: str) -> list[str]:
    account = traits.account
    parties = _parties(account)
    buckets = _buckets(traits)
    keys: list[str] = []
    if account.copy is not None:
        keys.append(f"copy:{account.copy}|{stem}")
    keys += [f"{act}|{party}" for party in parties[:LASTING_PARTIES] for act in (stem, type_)]
    keys += [f"{type_}|{party}|{bucket}" for party in parties[:DATED_PARTIES] for bucket in buckets]
    if traits.start is not None and traits.start == traits.end and not traits.inferred:
        keys.append(f"{type_}|day:{traits.start}")
    if not parties:
        keys.append(f"{stem}|?")
    if len(parties) < DATED_PARTIES and traits.spot is not None:
        keys += [f"{type_}|at:{traits.spot.country or traits.spot.key}|{bucket}" for bucket in buckets]
    return keys + [f"{type_}|about:{land_stem(name)}|{bucket}" for name in account.about[:2] for bucket in buckets]


def _of_words(traits: Traits, stem: str) -> list[str]:
    """Keys of an account without a type: nothing but words is left to meet by."""
    keys = [f"{stem}|?", *(f"family:{name}|?" for name in sorted(traits.families)[:3])]
    keys += [f"?|{party}" for party in _parties(traits.account)[:5]]
    return keys + [f"?|about:{name}" for name in traits.account.about[:5]]


def _parties(account: Account) -> list[str]:
    """Keys of the parties: first the first of each, actors and recipients in turn, then their second ones."""
    sides = [w for pair in zip_longest(account.actors[:3], account.recipients[:3]) for w in pair if w is not None]
    ranked = [ordered_party_keys(who)[:2] for who in sides]
    return list(dict.fromkeys(key for row in zip_longest(*ranked) for key in row if key is not None))


def _buckets(traits: Traits) -> list[str]:
    """The bucket of each grid that an account's day falls in; none for what is long past."""
    day = _day(traits)
    return [] if day is None else [f"a{day // BUCKET}", f"b{(day + BUCKET // 2) // BUCKET}"]


def _day(traits: Traits) -> int | None:
    """The day to file an account under: of promises the report's, of others the middle of theirs; None for long ago."""
    if traits.type in PROMISES and traits.published is not None:
        return traits.published
    if traits.inferred or traits.start is None or traits.end is None:
        return None if traits.published is None or traits.status == "historical" else traits.published - 3
    return (traits.start + traits.end) // 2 if traits.end - traits.start <= LONGEST_DATED else None
