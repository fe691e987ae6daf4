"""Source and content for each cue of one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sitroom.resolving.quotations.clauses import clause_subject, leading_phrase, opens_clause
from sitroom.resolving.quotations.contents import (
    after_cue,
    before_source,
    content_end,
    find_takeovers,
    fits_frames,
    is_speech,
)
from sitroom.resolving.quotations.cues import VerbCue, WordCue, find_verb_cues, find_word_cues, joined
from sitroom.resolving.quotations.found import Found
from sitroom.resolving.quotations.labels import labelled
from sitroom.resolving.quotations.phrases import (
    Span,
    is_verb,
    phrase_after,
    subject_before,
)
from sitroom.resolving.quotations.records import Act, Reason
from sitroom.resolving.quotations.sources import (
    apposition_after,
    companion_of,
    controller_of,
    may_follow_source,
    owner_before,
    subject_of,
)
from sitroom.resolving.quotations.tables import lexicon
from sitroom.resolving.quotations.words import DASHES, Piece

_BY_REACH = 12
_SPEECH_REACH = 25
_UTTERANCES = ("speech", "writing")
_FROM_LEFT = ("before the source", "around the source", "source after the cue")
_STRONGER_THAN_COLON = ("according to", "before the source", "source after the cue")
_NEVER_INVERTED = frozenset("told tells assured reminded informed notified is was knew thought".split())
_ALONE = frozenset("some many others several few".split())
"""Pronouns that may be an inverted source: "say some"."""


def attribute(pieces: Sequence[Piece]) -> list[Found]:
    """The quotations of a sentence in the order of their cues."""
    return _Reading(pieces).read()


class _Reading:
    """One walk over the cues of a sentence; a cue may take its source from one before it."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces
        self.cues = [cue for cue in joined(find_verb_cues(pieces)) if self._is_verb_here(cue)]
        self.takeovers = find_takeovers(pieces, self.cues)
        self.found: list[Found] = []
        self.told_to = 0
        """End of the last quotation that lies left of its source: the next one begins behind it."""

    def read(self) -> list[Found]:
        for place, cue in enumerate(self.cues):
            self._add(self._verb(cue, self._low(place)))
        for word in find_word_cues(self.pieces, self.cues):
            self._add(self._phrase(word) if word.kind == "phrase" else self._noun(word))
        if not any(each.reason in _STRONGER_THAN_COLON for each in self.found):
            self._add(labelled(self.pieces, self.cues[0].at if self.cues else len(self.pieces)))
        found = sorted(self.found, key=lambda each: each.cue)
        return [self._with_later_source(each, found) for each in found]

    def _add(self, result: Found | None) -> None:
        if result is None:
            return
        self.found.append(result)
        if result.reason in _FROM_LEFT and is_speech(self.pieces[result.contents[0][1] - 1]):
            self.told_to = max(self.told_to, result.cue[1], result.source[1] if result.source else 0)

    def _is_verb_here(self, cue: VerbCue) -> bool:
        """A word that is also a noun ("plans") counts as a verb only behind a subject that opens its clause."""
        if "n" not in cue.frames or cue.voice != "active" or cue.end - cue.start != 1:
            return True
        if self.pieces[cue.at].lower.endswith("ed"):
            return True
        found = subject_before(self.pieces, cue.start, 0)
        if found is None or opens_clause(self.pieces, found[0][0]):
            return True
        return self.pieces[found[0][0] - 1].lower in lexicon().forms

    def _low(self, place: int) -> int:
        """How far left a subject may lie: to the verb before, or the one before it if that is passive ("asked by X")."""
        while place > 0 and self.cues[place - 1].voice == "passive":
            place -= 1
        return self.cues[place - 1].end if place else 0

    def _verb(self, cue: VerbCue, low: int) -> Found | None:
        if cue.voice == "passive":
            return self._passive(cue, low)
        if cue.voice in ("participle", "infinitive"):
            return self._dependent(cue, low)
        if cue.start == 0 and self.pieces[cue.at].lower.endswith(("ed", "id", "s")):
            return self._opening_inverted(cue)
        return self._inverted(cue, low) or self._active(cue, low)

    def _active(self, cue: VerbCue, low: int) -> Found | None:
        """ "X said that ...", "..., X said" and "..., X said, ..."."""
        subject = subject_of(self.pieces, cue, low)
        source, description = subject if subject is not None else (self._shared_subject(cue.start), None)
        source_start = source[0] if source is not None and source[0] < cue.start else cue.start
        left = before_source(self.pieces, self._clause_start(source_start), source_start) if "q" in cue.frames else None
        contents = self._contents(cue, left, source_start)
        cue_end = cue.end
        if not contents and cue.joint is not None:
            contents, cue_end = ((cue.joint, cue.end),), cue.joint
        if not contents and not self._hands_over(cue):
            return None
        return Found(contents, (cue.start, cue_end), source, description, cue.act, _reason(cue, contents))

    def _contents(self, cue: VerbCue, left: Span | None, source_start: int) -> tuple[Span, ...]:
        speech_left = left is not None and is_speech(self.pieces[left[1] - 1])
        right = after_cue(self.pieces, cue)
        if left is not None and right is None:
            return self._around(cue, left) if speech_left or cue.joint is None else ()
        if right is None:
            return ()
        if not fits_frames(self.pieces, cue, right):
            return (left,) if left is not None else ()
        within = source_start > 0 and self.pieces[source_start - 1].lower in ("which", "whom")
        span = (right, content_end(self.pieces, right, self.takeovers, cue, inserted=within))
        if left is not None and speech_left:
            return (left, span) if is_speech(self.pieces[right]) else (left,)
        return (span,) if span[1] > span[0] else ()

    def _around(self, cue: VerbCue, left: Span) -> tuple[Span, ...]:
        """ "The plan, he said, was bad": content on both sides."""
        pieces = self.pieces
        comma = next((k for k in range(cue.end, min(len(pieces), cue.end + 12)) if pieces[k].text == ","), None)
        if comma is None or comma + 1 >= len(pieces) or any(is_verb(each) for each in pieces[cue.end : comma]):
            return (left,)
        first = pieces[comma + 1]
        participle = any(each.start == comma + 1 and each.voice == "participle" for each in self.cues)
        if participle or is_speech(pieces[left[1] - 1]):
            return (left,)
        if lexicon().is_a(first.lower, "relative", "subordinator") or first.lower in ("according", "in", "on", "at"):
            return (left,)
        end = content_end(pieces, comma + 1, self.takeovers, cue)
        return (left, (comma + 1, end)) if end > comma + 1 else (left,)

    def _hands_over(self, cue: VerbCue) -> bool:
        """ "Ana Tolvik agreed." and "He said:" before sentences in quotation marks."""
        rest = self.pieces[cue.end :]
        return "q" in cue.frames and cue.act in _UTTERANCES and len(rest) < 15 and not any(map(is_verb, rest))

    def _clause_start(self, before: int) -> int:
        """Where content to the left of a source begins: the sentence's head, or behind a quotation told already."""
        start = self.told_to if self.told_to <= before else 0
        semicolon = next((k for k in range(before - 1, start - 1, -1) if self.pieces[k].text == ";"), None)
        return start if semicolon is None else semicolon + 1

    def _inverted(self, cue: VerbCue, low: int) -> Found | None:
        """ "...," said Ana Tolvik, the foreign minister."""
        pieces = self.pieces
        if "q" not in cue.frames or cue.end - cue.start != 1 or pieces[cue.at].lower in _NEVER_INVERTED:
            return None
        if cue.start <= low or not (is_speech(pieces[cue.start - 1]) or pieces[cue.start - 1].text in (",", *DASHES)):
            return None
        left = before_source(pieces, self._clause_start(cue.start), cue.start)
        source = phrase_after(pieces, cue.end, len(pieces))
        if left is None or source is None or not self._may_be_inverted_source(source):
            return None
        speech = is_speech(pieces[left[1] - 1])
        if not speech and not self._closes_clause(left, source[1]):
            return None
        contents: list[Span] = [left]
        further = self._speech_after(source[1])
        if speech and further is not None:
            contents.append((further, further + 1))
        description = apposition_after(pieces, source[1])
        return Found(tuple(contents), (cue.at, cue.end), source, description, cue.act, "source after the cue")

    def _may_be_inverted_source(self, source: Span) -> bool:
        first = self.pieces[source[0]].lower
        if first in ("that", "this"):
            return False
        return source[1] - source[0] > 1 or first in _ALONE or not lexicon().is_a(first, "pronoun")

    def _closes_clause(self, left: Span, end: int) -> bool:
        """Is what stands left a clause, and does the inverted source that ends here end it?"""
        if end < len(self.pieces) and not may_follow_source(self.pieces[end]):
            return False
        return any(is_verb(piece) for piece in self.pieces[left[0] : left[1]])

    def _speech_after(self, start: int) -> int | None:
        """A quotation that a comma or colon hands over to."""
        pieces = self.pieces
        at = next((k for k in range(start, min(len(pieces), start + _SPEECH_REACH)) if is_speech(pieces[k])), None)
        return at if at is not None and pieces[at - 1].text in (",", ":") else None

    def _opening_inverted(self, cue: VerbCue) -> Found | None:
        """ "Said Ana Tolvik: “...”." """
        source = phrase_after(self.pieces, cue.end, len(self.pieces))
        speech = self._speech_after(cue.end)
        if source is None or speech is None:
            return None
        contents = ((speech, content_end(self.pieces, speech, (), None)),)
        description = apposition_after(self.pieces, source[1])
        return Found(contents, (cue.at, cue.end), source, description, cue.act, "source after the cue")

    def _shared_subject(self, before: int, act: Act | None = None) -> Span | None:
        """The source of an earlier verb of the sentence, one of saying first if this is one; else the clause's subject."""
        told = [each for each in self.found if each.source and each.reason not in ("noun", "participle")]
        told = [each for each in told if each.cue[0] < before]
        spoken = [each for each in told if each.act in _UTTERANCES] if act in _UTTERANCES else []
        if told:
            return (spoken or told)[-1].source
        return clause_subject(self.pieces, before, 0) or leading_phrase(self.pieces, 0, before)

    def _dependent(self, cue: VerbCue, low: int) -> Found | None:
        """ "..., adding that" and "to say": the subject is that of the verb before, or the sentence's."""
        pieces = self.pieces
        right = after_cue(pieces, cue)
        if right is None or not fits_frames(pieces, cue, right):
            return None
        if cue.voice == "infinitive" and cue.act in ("belief", "wish", "finding"):
            return None
        source = companion_of(pieces, cue, low) or controller_of(pieces, cue, low)
        opens = cue.start <= 1 and cue.voice == "participle"
        span = (right, content_end(pieces, right, self.takeovers, cue, inserted=opens))
        if span[1] <= span[0]:
            return None
        source = source or self._shared_subject(cue.start, cue.act)
        return Found((span,), (cue.start, cue.end), source, None, cue.act, "participle")

    def _with_later_source(self, each: Found, found: Sequence[Found]) -> Found:
        """ "Calling it a farce, Ana Tolvik left": a participle that comes first takes the subject that follows."""
        if each.source is not None or each.reason != "participle":
            return each
        later = (other.source for other in found if other.cue > each.cue and other.reason != "noun")
        source = next(filter(None, later), None)
        comma = next((k for k in range(each.cue[1], len(self.pieces)) if self.pieces[k].text == ","), None)
        if source is None and comma is not None:
            source = phrase_after(self.pieces, comma + 1, len(self.pieces))
        return replace(each, source=source)

    def _passive(self, cue: VerbCue, low: int) -> Found | None:
        """ "The raid was condemned by X", "X is expected to"."""
        pieces = self.pieces
        if cue.frames <= {"q", "t", "n"}:
            return None
        by = next((k for k in range(cue.end, min(len(pieces), cue.end + _BY_REACH)) if pieces[k].lower == "by"), None)
        source = phrase_after(pieces, by + 1, len(pieces)) if by is not None else None
        if source is not None and pieces[source[0]].lower.endswith("ing"):
            source = None
        contents: list[Span] = []
        subject = subject_before(pieces, cue.start, low)
        if subject is not None and cue.frames & {"o", "q", "c", "g"}:
            contents.append(subject[0])
        right = source[1] if source is not None else cue.end
        if right < len(pieces) and pieces[right].lower in ("to", "that", "as"):
            contents.append((right, content_end(pieces, right, self.takeovers, cue)))
        elif source is None:
            return None
        if not contents:
            return None
        return Found(tuple(contents), (cue.start, cue.end), source, None, cue.act, "passive")

    def _phrase(self, cue: WordCue) -> Found | None:
        """ "According to X, ..." and "..., according to X"."""
        pieces = self.pieces
        source = phrase_after(pieces, cue.end, len(pieces))
        if source is None:
            return None
        content = before_source(pieces, 0, cue.at) or ((0, cue.at) if cue.at > 2 else None)
        description = apposition_after(pieces, source[1]) if content is not None else None
        if content is None:
            comma = next((k for k in range(source[1], len(pieces)) if pieces[k].text == ","), len(pieces))
            content = (comma + 1, content_end(pieces, comma + 1, self.takeovers, None))
        if content[1] <= content[0]:
            return None
        return Found((content,), (cue.at, cue.end), source, description, cue.act, "according to")

    def _noun(self, cue: WordCue) -> Found | None:
        """ "his claim that ...", "calls for ..."."""
        pieces = self.pieces
        start = cue.end + (cue.end < len(pieces) and pieces[cue.end].lower == "that")
        if any(each.contents and each.contents[-1][0] == start for each in self.found):
            return None  # "said in a statement that": the verb has it
        end = content_end(pieces, start, self.takeovers, None)
        source = owner_before(pieces, cue.at) or self._shared_subject(cue.at)
        if end <= start or (source is not None and source[1] > cue.at):
            return None
        return Found(((start, end),), (cue.at, cue.end), source, None, cue.act, "noun")


def _reason(cue: VerbCue, contents: Sequence[Span]) -> Reason:
    if not contents:
        return "goes on"
    if contents[0][1] <= cue.start:
        return "before the source" if len(contents) == 1 else "around the source"
    if cue.frames <= {"i", "n", "a"} or contents[0][0] == cue.joint:
        return "infinitive after the cue"
    return "clause after the cue" if cue.frames & {"q", "c"} else "object of the cue"
