"""The source a cue belongs to: subject, owner, controller, with the apposition that describes it."""

from __future__ import annotations

from collections.abc import Sequence

from sitroom.resolving.quotations.clauses import opens_clause
from sitroom.resolving.quotations.cues import VerbCue
from sitroom.resolving.quotations.phrases import (
    Span,
    antecedent_before,
    base_before,
    before_time,
    phrase_after,
    phrase_before,
    subject_before,
)
from sitroom.resolving.quotations.tables import lexicon
from sitroom.resolving.quotations.words import Piece

_OWNER_REACH = 5
_CONTROLS = frozenset(
    "led lead leads leading forced forces forcing prompted prompting allowed allows allowing enabled caused causing for "
    "urged urging asked asking told telling pushed pushing encouraged encouraging got getting want wants wanted".split()
)


def subject_of(pieces: Sequence[Piece], cue: VerbCue, low: int) -> tuple[Span, Span | None] | None:
    """The noun phrase whose verb the cue is and its apposition; None where the verb shares the subject of another."""
    antecedent = antecedent_before(pieces, before_time(pieces, cue.start, low))
    if antecedent is not None:
        return antecedent, None
    found = subject_before(pieces, cue.start, low)
    if found is not None:
        reduced = _clause_head(pieces, found[0], low)
        return (reduced, None) if reduced is not None else (found[0], _description(pieces, found[1]))
    if cue.start == 0 and pieces[0].lower in ("all", "both"):
        return (0, 1), None
    return None


def _clause_head(pieces: Sequence[Piece], found: Span, low: int) -> Span | None:
    """ "Lawsuits considered in Paris say": the noun that opens the clause, not the one before the verb."""
    at = found[0]
    if at <= low or not lexicon().is_a(pieces[at - 1].lower, "preposition"):
        return None
    while at > low and not opens_clause(pieces, at):
        at -= 1
    head = phrase_after(pieces, at, found[0])
    return head if head is not None and head[1] < found[0] else None


def _description(pieces: Sequence[Piece], aside: Span | None) -> Span | None:
    """The aside if it names or describes: no "who met her", no "speaking in Paris"."""
    if aside is None or lexicon().is_a(pieces[aside[0]].lower, "relative", "preposition", "subordinator"):
        return None
    first = pieces[aside[0]]
    return None if not first.capital and first.lower.endswith(("ing", "ed")) else aside


def apposition_after(pieces: Sequence[Piece], comma: int) -> Span | None:
    """The description after a name: ", the foreign minister,"."""
    if comma + 1 >= len(pieces) or pieces[comma].text != ",":
        return None
    first = pieces[comma + 1]
    if first.kind != "word" or lexicon().is_a(first.lower, "relative", "subordinator", "preposition"):
        return None
    return _description(pieces, phrase_after(pieces, comma + 1, len(pieces)))


def companion_of(pieces: Sequence[Piece], cue: VerbCue, low: int) -> Span | None:
    """ "with officials saying" """
    found = base_before(pieces, cue.start, low)
    return found if found is not None and found[0] > low and pieces[found[0] - 1].lower == "with" else None


def controller_of(pieces: Sequence[Piece], cue: VerbCue, low: int) -> Span | None:
    """ "led the court to question", "a chance for the minister to say" """
    if cue.voice != "infinitive":
        return None
    found = phrase_before(pieces, cue.start, low)
    before = pieces[found[0] - 1].lower if found is not None and found[0] > 0 else ""
    return found if before in _CONTROLS else None


def owner_before(pieces: Sequence[Piece], noun: int) -> Span | None:
    """ "his claim", "the minister's repeated claim" """
    for at in range(noun - 1, max(-1, noun - _OWNER_REACH), -1):
        piece = pieces[at]
        if lexicon().is_a(piece.lower, "possessive"):
            return at, at + 1
        if piece.lower == "'s" or piece.text in "'’":
            return base_before(pieces, at, 0)
        if piece.kind != "word" or lexicon().is_a(piece.lower, "preposition", "auxiliary", "determiner"):
            return None
    return None


def may_follow_source(piece: Piece) -> bool:
    """What may stand behind "said Ana Tolvik": a mark, a place or time, "who", another clause."""
    classes = ("preposition", "time", "relative", "subordinator", "joiner", "adverb")
    return (piece.kind == "mark" and piece.text != "'") or lexicon().is_a(piece.lower, *classes)
