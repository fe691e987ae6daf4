"""The direction of a clause, guessed from its verbs nearest to the date phrase."""

from __future__ import annotations

import re

from sitroom.resolving.dates.anchor import Tense

_WORD = re.compile(r"[A-Za-z]+(?:['\u2019][a-z]+)?|[;:\"\u201c\u201d]")
_FUTURE = frozenset(
    "will shall would 'll going due scheduled slated planned expected set plan plans planning intends intend hopes "
    "vows "
    "vowed pledged promised promises upcoming forthcoming ahead could should may might must can ultimatum deadline "
    "likely tentatively wants want aims preparing ready".split()
)
_PAST = frozenset(
    "was were had did said told met went came took gave made found held began became won lost fell rose left sent got "
    "brought thought wrote ran spoke stood led set sat hit put cut shot fought fled struck broke sought saw knew felt "
    "kept paid read rejected ago grew drew shut split spent flew drove chose swore arose threw bore bought sold built "
    "hurt killed cast let won't upheld overthrew withdrew".split()
) - frozenset(("set", "won't", "read", "put", "cut", "let", "hit", "hurt", "cast", "split", "shut"))
_NOT_PAST = frozenset(
    "need indeed speed feed seed exceed proceed succeed bed red led united armed hundred shed".split()
)
_BREAKS = frozenset((";", ":", '"', "\u201c", "\u201d"))
_PASSED = re.compile(
    r"\b(?:passed|expired|lapsed|elapsed|ended|ran out|came and went|was missed|missed|(?:has|had) passed|went by|"
    r"has come and gone|overran|was ignored|ignored|unmet|defied|let slip|blew past|had until|was due)\b",
    re.IGNORECASE,
)
_REACH = 14


def deadline_passed(clause: str) -> bool:
    """Whether the clause says that its deadline is over: "the Sunday deadline passed", "expired on Friday"."""
    return _PASSED.search(clause) is not None


def clause_tense(clause: str, phrase: str) -> Tense | None:
    """Past or future by the nearest verb before the phrase, else after it; None if neither shows.

    A guess by word forms, good enough to choose between last and next Friday; it does not parse.
    """
    at = clause.find(phrase)
    before, after = (clause[:at], clause[at + len(phrase) :]) if at >= 0 else (clause, "")
    backward = [word.lower() for word in _WORD.findall(before)][-_REACH:]
    found = _first(list(zip(backward, ["", *backward[:-1]], strict=False))[::-1])
    if found is None:
        forward = [word.lower() for word in _WORD.findall(after)][:_REACH]
        found = _first(list(zip(forward, ["", *forward[:-1]], strict=False)))
    return found


def _first(words: list[tuple[str, str]]) -> Tense | None:
    for word, previous in words:
        if word in _BREAKS:
            return None
        if word in _FUTURE or word.endswith(("'ll", "\u2019ll")):
            return "future"
        if word == "to" and previous in ("is", "are", "was", "were"):
            return "future"
        if word.endswith("ed") and previous in ("be", "to"):
            return "future"
        if word in _PAST or (word.endswith("ed") and word not in _NOT_PAST):
            return "past"
    return None
