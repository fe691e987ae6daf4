"""Whether a description of an office means the one who holds it: "the president of Mali", not "the president of the Senate"."""

from __future__ import annotations

import re

from sitroom.resolving.actors.countries import countries_in
from sitroom.resolving.actors.descriptions import Description

_UNDER = re.compile(
    r"\b(?:deputy|vice|assistant|under-?|junior|acting|interim|shadow|senior|aide|adviser|advisor|spokes\w+|candidate|nominee|ex-?)\b",
    re.IGNORECASE,
)
_OF_LESS = re.compile(r"\s*(?:of|for)\s+(?:the\s+)?(?!the\s|country|state|nation|government)[a-z]")
_SMALL_WORD = re.compile(r"(?<![\w'’-])[a-z][\w-]*")
_PRESENT = frozenset(
    "outgoing incoming acting newly elected embattled then its this bloc body group long-serving".split()
)
"""Words before an office that leave it the office of the whole body."""
_LEADING = frozenset(
    (
        "the new current country nation top supreme paramount de facto military junta former ousted deposed detained "
        "toppled longtime veteran embattled"
    ).split()
)
"""Words that may stand before "leader" or "head" of a state: a "village head" leads none."""
_OF_STATE = re.compile(r"\b(?:country|nation|junta|military|supreme|paramount)\b", re.IGNORECASE)
"""Words that make "the leader" the one of the state that a report is about."""
_PART_OF = re.compile(r"\s+(?:of|at|for)\s+(?:the\s+)?(?=[A-Z])")
_THE_STATE_ITSELF = frozenset({"Republic", "Federation", "Union", "Nation"})
"""What a state calls itself where nothing more is said: "the president of the Republic", but not of the Union of Metalworkers."""


def names_the_holder(text: str, told: Description, *, owned: bool) -> bool:
    """Does the description mean the one who holds the office: not a deputy, not "a leader", not the leader of something else within?

    owned: a body is known whose office it is. A description that tells neither body nor country is only taken to be of the report's
    country: "the director" or "the leader" alone is then anybody's.
    """
    guessed = not owned and told.country is None
    before, after = text[: told.head[0]], text[told.head[1] :]
    if told.office == "leader":
        if guessed and told.former != "ousted" and not (_OF_STATE.search(before) or _OF_STATE.search(after)):
            return False
        if _OF_LESS.match(after) or set(_SMALL_WORD.findall(before)) - _LEADING:
            return False
    if owned and set(_SMALL_WORD.findall(before)) - (_LEADING - {"country", "nation"}) - _PRESENT:
        return False  # "UN country director"
    if _UNDER.search(before) or re.match(r"(?:a|an|one|some|another)\s", text, re.IGNORECASE):
        return False
    return owned or not _of_a_part(after)


def _of_a_part(after: str) -> bool:
    """Does what follows an office name something else than the state: "president of the Senate", "of the American Action Forum"?"""
    part = _PART_OF.match(after)
    if part is None:
        return len(re.findall(r"\b[A-Z][a-z]+", after)) > 3
    rest = after[part.end() :]
    states = [c for c in countries_in(rest) if c.start == 0]
    left = rest[states[0].end :] if states else rest
    return bool(re.search(r"[A-Z]", left)) and left.strip() not in _THE_STATE_ITSELF
