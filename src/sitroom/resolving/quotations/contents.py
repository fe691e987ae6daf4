"""Where the content of a cue lies: after it, before the source, or on both sides of "he said"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sitroom.resolving.quotations.cues import VerbCue
from sitroom.resolving.quotations.phrases import (
    MAX_WALK,
    Span,
    is_noun_like,
    is_pronoun,
    is_verb,
    leads,
    phrase_after,
    subject_before,
)
from sitroom.resolving.quotations.tables import lexicon
from sitroom.resolving.quotations.words import DASHES, Piece

_ADJUNCTS = frozenset(
    "on in at during after before to via from through by over of about with for as without following".split()
)
_MAX_ADDRESSEE = 10
_ADDRESSED = frozenset(("that", "to", "about", ":"))
_WH = frozenset("that how why whether what when where who if".split())


def is_speech(piece: Piece) -> bool:
    return piece.kind == "quoted"


def skip_addressee(pieces: Sequence[Piece], at: int) -> int:
    """Past "reporters", "him", "the state news agency" to what is told: "that", a subject, a quotation, "to"."""
    high = min(len(pieces), at + _MAX_ADDRESSEE)
    if at + 1 >= high or pieces[at].kind != "word" or pieces[at].lower in _WH or pieces[at].lower == "to":
        return at
    if is_pronoun(pieces[at]) and not (leads(pieces[at]) and is_noun_like(pieces[at + 1])):
        return at + 1
    that = next((k for k in range(at + 1, high) if pieces[k].lower in _ADDRESSED or is_speech(pieces[k])), None)
    if not leads(pieces[at]) and not pieces[at].capital and (that is None or pieces[that].lower in ("to", "about")):
        return at + 1 if is_noun_like(pieces[at]) else at
    found = phrase_after(pieces, at, that if that is not None else high)
    return found[1] if found else at


def skip_adjuncts(pieces: Sequence[Piece], at: int, *, infinitive: bool = False) -> int:
    """Past "on Tuesday", "in a statement", "Tuesday night" after a speech cue; infinitive: "to" begins content."""
    high = min(len(pieces), at + MAX_WALK)
    while at < high and pieces[at].kind == "word":
        word = pieces[at].lower
        if lexicon().is_a(word, "time") or word in ("late", "early") or (word.endswith("ly") and len(word) > 4):
            at += 1
        elif infinitive and word == "to":
            break
        elif word in _ADJUNCTS and not (at + 1 < high and pieces[at + 1].lower in ("least", "most", "fact", "order")):
            found = _adjunct_end(pieces, at + 1, high)
            if found is None:
                return at
            at = found
        else:
            break
    return at


def _adjunct_end(pieces: Sequence[Piece], at: int, high: int) -> int | None:
    while at < high and lexicon().is_a(pieces[at].lower, "time"):
        at += 1
        if at == high or not is_noun_like(pieces[at]):
            return at
    found = phrase_after(pieces, at, high)
    return found[1] if found else None


def after_cue(pieces: Sequence[Piece], cue: VerbCue) -> int | None:
    """Where content to the right of a verb begins; None if nothing follows that could be content."""
    at = _after_cue(pieces, cue)
    return at if at is not None and at < len(pieces) else None


def _after_cue(pieces: Sequence[Piece], cue: VerbCue) -> int | None:
    at = cue.end
    if "a" in cue.frames:
        at = skip_addressee(pieces, at)
    if "o" in cue.frames and at > cue.end and _was_object(pieces, at):
        return cue.end
    if cue.frames & {"q", "c", "a"} and "o" not in cue.frames:
        at = skip_adjuncts(pieces, at, infinitive="i" in cue.frames)
    if at >= len(pieces):
        return None
    if pieces[at].text in (":", *DASHES):
        return at + 1 if at + 1 < len(pieces) else None
    if pieces[at].text == ",":
        return _after_comma(pieces, at)
    if pieces[at].lower == "that":
        return at + 1
    if pieces[at].kind == "mark" and pieces[at].text in ".?!;)":
        return None
    return at


def _was_object(pieces: Sequence[Piece], at: int) -> bool:
    """Does nothing told follow, so that what read as an addressee is the content: "promised elections within a year"?"""
    if at >= len(pieces) or pieces[at].text in (".", ";", ","):
        return True
    return pieces[at].lower not in ("to", "about") and lexicon().is_a(pieces[at].lower, "preposition", "time", "joiner")


def _after_comma(pieces: Sequence[Piece], comma: int) -> int | None:
    """Over "said, in a statement, that" and "said, “..."."""
    if comma + 1 >= len(pieces):
        return None
    if is_speech(pieces[comma + 1]):
        return comma + 1
    closing = next((k for k in range(comma + 1, min(len(pieces), comma + 20)) if pieces[k].text == ","), None)
    if closing is not None and closing + 1 < len(pieces):
        if pieces[closing + 1].lower == "that":
            return closing + 2
        if is_speech(pieces[closing + 1]) and not any(is_verb(piece) for piece in pieces[comma + 1 : closing]):
            return closing + 1
    return None


@dataclass(frozen=True, slots=True)
class Takeover:
    """A place where a later cue ends the content before it: ", adding", "and warned", ", but residents said"."""

    at: int
    cue: VerbCue
    link: Literal["comma", "joiner", "clause"]

    def ends(self, own: VerbCue | None) -> bool:
        if own is not None and self.cue.at <= own.at:
            return False
        if self.link != "joiner":
            return True
        return own is not None and self.cue.voice == own.voice


def find_takeovers(pieces: Sequence[Piece], cues: Sequence[VerbCue]) -> list[Takeover]:
    """The takeovers of a sentence in order."""
    found = (_takeover(pieces, cue) for cue in cues)
    return sorted((each for each in found if each is not None), key=lambda each: each.at)


def _takeover(pieces: Sequence[Piece], cue: VerbCue) -> Takeover | None:
    before = pieces[cue.start - 1] if cue.start else None
    if before is None or cue.voice not in ("active", "participle"):
        return None
    if before.text == ",":
        return Takeover(cue.start - 1, cue, "comma") if cue.frames & {"q", "c"} else None
    if before.lower in ("and", "but"):
        alike = cue.voice == "participle" or bool(cue.frames & {"q", "o"})
        return Takeover(cue.start - 1, cue, "joiner") if alike else None
    subject = subject_before(pieces, cue.start, 0) if cue.voice == "active" and "q" in cue.frames else None
    joint = subject[0][0] - 1 if subject is not None else 0
    if joint > 0 and pieces[joint].lower in ("and", "but", "while") and pieces[joint - 1].text == ",":
        return Takeover(joint, cue, "clause")
    return None


def content_end(
    pieces: Sequence[Piece], start: int, takeovers: Sequence[Takeover], own: VerbCue | None, *, inserted: bool = False
) -> int:
    """The end of content that begins at start: the sentence's, or where another cue takes over.

    inserted: the cue stands in a relative clause ("which diplomats say took months,"), which a comma ends.
    """
    limit = next((each.at for each in takeovers if each.at >= start and each.ends(own)), len(pieces))
    for at in range(start, limit):
        ends = pieces[at].text == ";" or (inserted and pieces[at].text == ",")
        if ends or (pieces[at].lower == "according" and at > start and pieces[at - 1].text == ","):
            return _without_stop(pieces, start, at)
    return _without_stop(pieces, start, limit)


def _without_stop(pieces: Sequence[Piece], start: int, end: int) -> int:
    while end > start and pieces[end - 1].kind == "mark" and pieces[end - 1].text in ".?!,;:":
        end -= 1
    return end


def fits_frames(pieces: Sequence[Piece], cue: VerbCue, right: int) -> bool:
    """Does what begins at right fit the verb: an infinitive, a clause behind "that", an object?"""
    word, before = pieces[right].lower, pieces[right - 1].lower
    if "t" in cue.frames and not cue.frames & {"o", "c"}:
        return before in (":", "that") or word in ("how", "why", "whether", "what") or is_speech(pieces[right])
    if cue.frames <= {"i", "n"}:
        return word in ("to", "not") or before == "to"
    if cue.frames <= {"a", "i", "n"}:
        return word == "to" or before == "that"
    return word not in ("and", "or", "but") or "q" in cue.frames


def before_source(pieces: Sequence[Piece], low: int, source_start: int) -> Span | None:
    """Content to the left of "X said": a quotation or a clause that a comma closes; None if there is only an opening."""
    end = source_start
    while end > low and pieces[end - 1].kind == "mark" and pieces[end - 1].text in (",", *DASHES):
        end -= 1
    while low < end and (pieces[low].kind == "mark" or pieces[low].lower in ("and", "but", "so", "as")):
        low += 1
    if end <= low:
        return None
    if is_speech(pieces[end - 1]):
        first = next(k for k in range(low, end) if is_speech(pieces[k]))
        return (first if first - low <= 1 else low), end
    if end == source_start or end - low < 2 or is_opening(pieces, (low, end)):
        return None
    if end - low == 2 and not (leads(pieces[low]) or pieces[low].text[0].isupper()):
        return None
    return low, end


def is_opening(pieces: Sequence[Piece], span: Span) -> bool:
    """ "On Monday" or "Asked about it" before a source: no content."""
    inside = pieces[span[0] : span[1]]
    if any(map(is_speech, inside)):
        return False
    if inside[0].lower.endswith(("ed", "ing")) and not inside[0].lower.endswith("thing"):
        return True
    return len(inside) == 2 and lexicon().is_a(inside[0].lower, "preposition", "subordinator", "opener", "time")
