"""Cues of a sentence: reporting verbs in their groups, reporting nouns, and phrases such as "according to"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sitroom.resolving.quotations.phrases import is_adverb, is_noun_like, is_verb, leads
from sitroom.resolving.quotations.records import Act
from sitroom.resolving.quotations.tables import Form, Shape, lexicon
from sitroom.resolving.quotations.words import Piece

Voice = Literal["active", "passive", "participle", "infinitive"]

_BE = frozenset("is are was were be been being am 's 're 'm isn't aren't wasn't weren't".split())
_HAVE = frozenset("has have had having 've 'd 's hasn't haven't hadn't".split())
_PARTICIPLE_LEADS = frozenset("by after before in for while without when from of on with despite at".split())
_CLAUSE_WORDS = frozenset("that how why whether what when where who if".split())
_MAX_GROUP = 8
_SOFT_LEADS = frozenset(
    "some many most several few all both each another those that these others two three four five six seven eight nine ten half".split()
)
"""Words that may lead a noun phrase or be one: "many say"."""


@dataclass(frozen=True, slots=True)
class VerbCue:
    """A reporting verb at pieces[at:end]; its group with auxiliaries and adverbs begins at start."""

    start: int
    at: int
    end: int
    act: Act
    frames: frozenset[str]
    voice: Voice
    joint: int | None = None
    """Where "to comment" begins in "declined to comment"."""


def find_verb_cues(pieces: Sequence[Piece]) -> list[VerbCue]:
    """The reporting verbs of a sentence in order, apart from each other."""
    out: list[VerbCue] = []
    at = 0
    while at < len(pieces):
        cue = _verb_at(pieces, at, out[-1].end if out else 0)
        if cue is None:
            at += 1
        else:
            out.append(cue)
            at = cue.end
    return out


def _verb_at(pieces: Sequence[Piece], at: int, low: int) -> VerbCue | None:
    piece = pieces[at]
    if piece.kind != "word":
        return None
    forms = [form for form in lexicon().forms.get(piece.lower, ()) if _rest_follows(pieces, at + 1, form.rest)]
    if not forms:
        return None
    longest = len(forms[0].rest)
    forms = [form for form in forms if len(form.rest) == longest]
    start = _group_start(pieces, at, low)
    voice = _voice(pieces, start, at, at + 1 + longest, forms)
    if voice is None:
        return None
    frames = frozenset().union(*(form.frames for form in forms))
    return VerbCue(start, at, at + 1 + longest, forms[0].act, frames, voice)


def _rest_follows(pieces: Sequence[Piece], at: int, rest: tuple[str, ...]) -> bool:
    return all(at + k < len(pieces) and pieces[at + k].lower == word for k, word in enumerate(rest))


def _group_start(pieces: Sequence[Piece], at: int, low: int) -> int:
    """Left over auxiliaries, adverbs and "to" to where the verb group begins."""
    start = at
    while start > low and at - start < _MAX_GROUP and pieces[start - 1].kind == "word":
        word = pieces[start - 1].lower
        if not (lexicon().is_a(word, "auxiliary") or word == "to" or _inside_group(pieces[start - 1])):
            break
        start -= 1
    return start


def _voice(pieces: Sequence[Piece], start: int, at: int, end: int, forms: list[Form]) -> Voice | None:
    """How the verb is used here; None where the word is a noun, an adjective or no verb of this clause."""
    shapes = {form.shape for form in forms}
    group = [pieces[k].lower for k in range(start, at) if not _inside_group(pieces[k])]
    nearest = group[-1] if group else ""
    if "adjective" in shapes:
        return "active" if nearest in _BE else None
    if "n" in _frames(forms) and nearest == "'s" and not _pronoun_before(pieces, start):
        return None
    if nearest == "to":
        return "infinitive" if "base" in shapes else None
    if nearest in _BE and ("participle" in shapes or "past" in shapes) and nearest != "'s":
        return "passive"
    if nearest in _BE and "ing" in shapes:
        return "active"
    if nearest in _HAVE and ("participle" in shapes or "past" in shapes):
        return "passive" if "been" in group else "active"
    if nearest:
        return "active" if "base" in shapes and nearest not in _BE | _HAVE else None
    return _bare_voice(pieces, at, end, forms, shapes)


def _bare_voice(pieces: Sequence[Piece], at: int, end: int, forms: list[Form], shapes: set[Shape]) -> Voice | None:
    """The voice of a form without auxiliaries, from its neighbours."""
    before = _before(pieces, at)
    noun_too = "n" in _frames(forms)
    if before is not None and _hard_lead(before):
        stands_alone = (before.lower == "this" and "s" in shapes) or (before.lower == "her" and not noun_too)
        if not stands_alone or pieces[at].lower.endswith(("ed", "ing")):
            return None
    if "ing" in shapes:
        return _ing_voice(before)
    follows = pieces[end] if end < len(pieces) else None
    if "past" in shapes or "participle" in shapes:
        if follows is not None and follows.lower == "by":
            return "passive"
        if "base" not in shapes and "s" not in shapes:
            if before is not None and lexicon().is_a(before.lower, "preposition"):
                return None
            return "active" if "past" in shapes else None
    if before is None or (before.kind == "word" and lexicon().is_a(before.lower, "preposition", "possessive")):
        return None
    shown = _verb_follows(before, follows, _frames(forms))
    if "s" in shapes:
        return "active" if not noun_too or shown else None
    if _plural(before):
        return "active" if not noun_too or shown else None
    return "active" if not noun_too and shown and is_noun_like(before) else None


def _ing_voice(before: Piece | None) -> Voice | None:
    if before is None or before.kind != "word":
        return "participle"
    if before.lower in _PARTICIPLE_LEADS or lexicon().is_a(before.lower, "joiner", "subordinator"):
        return "participle"
    return "participle" if is_noun_like(before) or is_verb(before) else None


def _before(pieces: Sequence[Piece], at: int) -> Piece | None:
    at -= 1
    while at >= 0 and pieces[at].kind == "word" and _inside_group(pieces[at]):
        at -= 1
    return pieces[at] if at >= 0 else None


def _inside_group(piece: Piece) -> bool:
    """An adverb or negation, which may stand between auxiliary and verb."""
    return lexicon().is_a(piece.lower, "adverb", "negation") or is_adverb(piece)


def _hard_lead(piece: Piece) -> bool:
    return piece.kind == "word" and leads(piece) and piece.lower not in _SOFT_LEADS


def _plural(piece: Piece) -> bool:
    """May be the subject of a verb without -s."""
    if piece.kind != "word":
        return piece.text in (",", ")", "—", "–", "-", "--")
    word = piece.lower
    if lexicon().is_a(word, "plural"):
        return True
    if (word in _SOFT_LEADS and word not in ("each", "another")) or word.isdigit():
        return True
    return word.endswith("s") and not word.endswith("ss") and is_noun_like(piece) and word != "'s"


def _verb_follows(before: Piece, follows: Piece | None, frames: frozenset[str]) -> bool:
    """Does the neighbourhood show that a form which may be a noun is a verb here?"""
    if before.kind == "word" and lexicon().is_a(before.lower, "subject", "relative"):
        return True
    if follows is None:
        return False
    if follows.kind == "quoted" or leads(follows) or (follows.lower == "to" and "i" in frames):
        return True
    if follows.lower in _CLAUSE_WORDS:
        return bool(frames & {"q", "c", "t"})
    if follows.kind == "mark" or is_verb(follows) or lexicon().is_a(follows.lower, "preposition", "joiner"):
        return follows.text == ":"
    return follows.capital or lexicon().is_a(follows.lower, "subject", "pronoun")


def _pronoun_before(pieces: Sequence[Piece], start: int) -> bool:
    at = start if start < len(pieces) and pieces[start].lower != "'s" else start - 1
    return at >= 0 and lexicon().is_a(pieces[at].lower, "subject", "relative", "pronoun")


def _frames(forms: list[Form]) -> frozenset[str]:
    return frozenset().union(*(form.frames for form in forms))


def joined(cues: Sequence[VerbCue]) -> list[VerbCue]:
    """ "went on to say", "declined to comment": one cue, with the second verb's frames."""
    out: list[VerbCue] = []
    for cue in cues:
        last = out[-1] if out else None
        if last is not None and cue.voice == "infinitive" and cue.start == last.end:
            out[-1] = VerbCue(last.start, cue.at, cue.end, cue.act, cue.frames, last.voice, cue.start)
        else:
            out.append(cue)
    return out


@dataclass(frozen=True, slots=True)
class WordCue:
    """A reporting noun ("claim that") or a phrase ("according to") at pieces[at:end]."""

    at: int
    end: int
    act: Act
    kind: Literal["noun", "phrase"]


def find_word_cues(pieces: Sequence[Piece], taken: Sequence[VerbCue]) -> list[WordCue]:
    verbs = {k for cue in taken for k in range(cue.at, cue.end)}
    out: list[WordCue] = []
    for at, piece in enumerate(pieces):
        if piece.kind != "word" or at in verbs:
            continue
        found = _phrase_at(pieces, at) or _noun_at(pieces, at)
        if found is not None:
            out.append(found)
    return out


def _phrase_at(pieces: Sequence[Piece], at: int) -> WordCue | None:
    for rest, act in lexicon().phrases.get(pieces[at].lower, ()):
        if _rest_follows(pieces, at + 1, rest):
            return WordCue(at, at + 1 + len(rest), act, "phrase")
    return None


def _noun_at(pieces: Sequence[Piece], at: int) -> WordCue | None:
    noun = lexicon().nouns.get(pieces[at].lower)
    if noun is None or at + 1 >= len(pieces):
        return None
    follows = pieces[at + 1].lower
    if follows in noun.links:
        return WordCue(at, at + 1, noun.act, "noun")
    was_that = follows in ("is", "was") and at + 2 < len(pieces) and pieces[at + 2].lower == "that"
    return WordCue(at, at + 2, noun.act, "noun") if was_that else None
