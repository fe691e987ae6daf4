"""Long proper names written a letter or two otherwise than the tables have them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from rapidfuzz import fuzz, process

from sitroom.resolving.actors.answers import ResolvedEntity, answer, current
from sitroom.resolving.actors.knowledge import Known, knowledge
from sitroom.resolving.actors.names import name_key, without_article

_FUZZY_LEAST = 92.0
"""rapidfuzz ratio, 0 to 100; set so that no two names of the tables with different bearers reach it by a letter or two."""
_FUZZY_LENGTH = 9
_WORD_LENGTH = 6
"""A person's name of two words: a word that is written otherwise has so many letters ("Billy Graham" is not Bill Graham)."""


@cache
def _long_names() -> tuple[list[str], list[Known]]:
    names, facts = [], []
    for key, found in knowledge().by_name.items():
        if len(key) >= _FUZZY_LENGTH and " " in key and found[0].source in ("person", "group", "organisation"):
            names.append(key)
            facts.append(found[0])
    return names, facts


def _alike(one: list[str], other: list[str]) -> bool:
    differing = [min(len(a), len(b)) for a, b in zip(one, other, strict=True) if a != b]
    return len(one) > 2 or all(length >= _WORD_LENGTH for length in differing)


def by_likeness(text: str, day: date | None) -> ResolvedEntity | None:
    """Long proper names written a letter or two otherwise; the runner-up must be another name of the same bearer or clearly less like."""
    bare = without_article(text)
    if len(bare) < _FUZZY_LENGTH or " " not in bare or not bare[0].isupper():
        return None
    names, facts = _long_names()
    best = process.extract(name_key(bare), names, scorer=fuzz.ratio, limit=4, score_cutoff=_FUZZY_LEAST - 4)
    if not best or best[0][1] < _FUZZY_LEAST:
        return None
    known = facts[best[0][2]]
    if len(bare.split()) != len(best[0][0].split()):
        return None
    if known.source == "person" and not _alike(name_key(bare).split(), best[0][0].split()):
        return None
    rivals = [b for b in best[1:] if facts[b[2]].entity_id != known.entity_id]
    if rivals and best[0][1] - rivals[0][1] < 4:
        return None
    facts_now = list(knowledge().by_name[best[0][0]])
    found = answer(current(facts_now, day, None), best[0][0], day, None)
    return replace(found, score=round(0.8 * best[0][1] / 100, 3), reason=f"written like {known.name!r}: {found.reason}")
