"""Finding, by keys, what a new account or act must be compared with: never more than a fixed number of rows a key."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import combinations

from sqlalchemy import Connection, bindparam, text

from sitroom.record.blocking import fitted
from sitroom.record.parties import Who, party_keys

NEWEST = 20
"""Rows taken of one key, the newest first: what keeps adding linear where a key is common."""
MOST_KEYS = 24
"""Keys looked up at once."""


def likeliest(
    connection: Connection, table: str, key: str, value: str, keys: Collection[str], each: int, most: int
) -> list[int]:
    """Values under the keys, those that share most keys first, then the newest: `each` of the newest a key, `most` in all."""
    return _counted(connection, table, key, value, keys, each, most, "DESC")


def oldest(connection: Connection, table: str, key: str, value: str, keys: Collection[str], each: int) -> list[int]:
    """The first values under every key, those found most often first."""
    return _counted(connection, table, key, value, keys, each, each * 2, "ASC")


def _counted(
    connection: Connection, table: str, key: str, value: str, keys: Collection[str], each: int, most: int, order: str
) -> list[int]:
    if not keys:
        return []
    wanted = sorted(keys)[: 4 * MOST_KEYS]
    part = (
        "SELECT * FROM (SELECT {value} FROM {table} WHERE {key} = :k{i} ORDER BY {value} {order} LIMIT {each}) AS t{i}"
    )
    inner = " UNION ALL ".join(
        part.format(value=value, table=table, key=key, i=i, each=each, order=order) for i in range(len(wanted))
    )
    statement = (
        f"SELECT {value} FROM ({inner}) AS every GROUP BY {value} ORDER BY COUNT(*) DESC, {value} {order} LIMIT {most}"
    )
    found = connection.execute(text(statement), {f"k{i}": k for i, k in enumerate(wanted)})
    return [int(row[0]) for row in found]


def entry_keys(
    kind: str, by: Sequence[Who], to: Sequence[Who], watched: Iterable[Who] = (), *, hangs: bool = False
) -> frozenset[str]:
    """Keys that an entry is stored under: its pairs of parties and each party alone, by its kind; and those whom its condition names.

    hangs: it hangs on a condition, so that acts of any kind may concern it.
    """
    parties = [*by, *to]
    plain = set(_pairs(parties))
    plain.update(f"one:{key}" for who in parties for key in _few(who))
    if not by or not to:
        plain.update(f"solo:{key}" for who in parties for key in _few(who))
    plain = set(sorted(plain)[: MOST_KEYS * 2])
    out = {f"{kind}:{key}" for key in plain}
    if hangs:
        out.update(f"hangs:{key}" for key in plain)
    out.update(sorted(f"watch:{key}" for who in watched for key in _few(who))[:MOST_KEYS])
    return frozenset(fitted(key) for key in out)


def act_keys(
    kinds: Collection[str], actors: Sequence[Who], recipients: Sequence[Who], *, meets: bool = False
) -> frozenset[str]:
    """Keys under which an act looks for entries of some kinds that it may change. meets: and for conditions that it may meet."""
    parties = [*actors, *recipients]
    pairs = _pairs(parties)
    plain = set(pairs)
    prefix = "solo" if pairs else "one"
    plain.update(f"{prefix}:{key}" for who in parties for key in _few(who))
    out = {f"{kind}:{key}" for kind in ((*kinds, "hangs") if meets else kinds) for key in plain}
    out.update(f"watch:{key}" for who in actors for key in _few(who))
    return frozenset(fitted(key) for key in out)


def _few(who: Who) -> list[str]:
    return sorted(party_keys(who), key=lambda k: (len(k), k))[:4]


def _pairs(parties: Sequence[Who]) -> list[str]:
    out = {
        "|".join(sorted((a, b)))
        for one, other in combinations(parties[:4], 2)
        for a in _few(one)[:3]
        for b in _few(other)[:3]
        if a != b
    }
    return sorted(out)[:MOST_KEYS]


def in_chunks(
    connection: Connection, statement: str, name: str, values: Iterable[object], size: int = 500
) -> list[tuple[object, ...]]:
    """Rows of a statement with `IN :name`, in chunks that every database takes."""
    every = list(values)
    out: list[tuple[object, ...]] = []
    prepared = text(statement).bindparams(bindparam(name, expanding=True))
    for start in range(0, len(every), size):
        out.extend(tuple(row) for row in connection.execute(prepared, {name: every[start : start + size]}))
    return out
