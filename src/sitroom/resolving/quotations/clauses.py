"""Clauses of a sentence: where one begins, and the subject that opens it."""

from __future__ import annotations

from collections.abc import Sequence

from sitroom.resolving.quotations.phrases import MAX_WALK, Span, is_adverb, is_verb, leads, phrase_after
from sitroom.resolving.quotations.tables import lexicon
from sitroom.resolving.quotations.words import Piece

_CLAUSE_OPENERS = frozenset("as that while when because although if where how why whether after before since".split())


def leading_phrase(pieces: Sequence[Piece], low: int, high: int) -> Span | None:
    """The subject that opens a sentence, after "But", "In Paris," or "After the talks ended,"."""
    first: Span | None = None
    at = low
    while at < high:
        found = _phrase_that_opens(pieces, at, high)
        if found is not None and found[1] <= high:
            first = first or found
            if found[1] < len(pieces) and _verb_ahead(pieces, found[1]):
                return found
        comma = next((k for k in range(at, min(high, at + MAX_WALK)) if pieces[k].text == ","), None)
        if comma is None:
            break
        at = comma + 1
    return first


def _phrase_that_opens(pieces: Sequence[Piece], at: int, high: int) -> Span | None:
    while (
        at < high and pieces[at].kind == "word" and lexicon().is_a(pieces[at].lower, "opener") and not leads(pieces[at])
    ):
        at += 1
    if at >= high or pieces[at].kind != "word":
        return None
    first = pieces[at]
    if lexicon().is_a(first.lower, "preposition", "subordinator", "relative"):
        return None
    if first.lower.endswith(("ing", "ly")) and not (at + 1 < high and first.capital and pieces[at + 1].capital):
        return None
    return phrase_after(pieces, at, high)


def _verb_ahead(pieces: Sequence[Piece], at: int) -> bool:
    """Does a verb follow, adverbs between? Its absence tells an aside or an opening."""
    while at < len(pieces) - 1 and (is_adverb(pieces[at]) or lexicon().is_a(pieces[at].lower, "adverb", "time")):
        at += 1
    return is_verb(pieces[at]) or (not pieces[at].capital and pieces[at].lower.endswith("ed"))


def clause_subject(pieces: Sequence[Piece], before: int, low: int) -> Span | None:
    """The subject of the nearest clause that "as", "that" or "while" opens before a position."""
    for at in range(before - 1, max(low, before - MAX_WALK), -1):
        if pieces[at].lower in _CLAUSE_OPENERS:
            found = phrase_after(pieces, at + 1, before)
            if found is not None and found[1] < before and _verb_ahead(pieces, found[1]):
                return found
    return None


def opens_clause(pieces: Sequence[Piece], at: int) -> bool:
    """Does a clause begin at this position: at the sentence's head, behind a mark, a quotation or a linking word?"""
    if at == 0:
        return True
    before = pieces[at - 1]
    return before.kind != "word" or lexicon().is_a(before.lower, "subordinator", "opener", "joiner", "relative", "time")
