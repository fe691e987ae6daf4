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
_OVER = re.compile(
    r"\b(?:expired|lapsed|elapsed|ran out|came and went|has come and gone|overran|unmet|blew past|had until|was due)\b",
    re.IGNORECASE,
)
"""Words that are said of a term alone."""
_PERHAPS_OVER = re.compile(r"\b(?:passed|ended|missed|went by|ignored|defied|let slip)\b", re.IGNORECASE)
"""Words that are said of much else ("passed a law"): the term must stand near."""
_TERM_NAMED = re.compile(r"\b(?:deadline|ultimatum|cut-?off|due date|grace period|time limit|term)\b", re.IGNORECASE)
_NEAR = 60
_RIGHT_AFTER = 20
_BREAK = re.compile(r"[;:,.]")
_REACH = 14


def deadline_passed(clause: str, phrase: str = "") -> bool:
    """Whether the clause says that its deadline is over: "the Sunday deadline passed", "expired on Friday".

    phrase: the deadline's words in the clause ("Sunday passed"). Who "passed a law by Friday" let no deadline pass.
    """
    if _OVER.search(clause):
        return True
    ends = [m.end() for m in _TERM_NAMED.finditer(clause)]
    stands = clause.find(phrase) + len(phrase) if phrase and phrase in clause else None
    for verb in _PERHAPS_OVER.finditer(clause):
        if any(-_NEAR <= end - verb.start() <= _NEAR for end in ends):
            return True
        if (
            stands is not None
            and 0 <= verb.start() - stands <= _RIGHT_AFTER
            and not _BREAK.search(clause[stands : verb.start()])
        ):
            return True
    return False


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
