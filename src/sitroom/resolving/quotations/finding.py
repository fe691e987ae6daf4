"""The quotations of a text: each sentence by itself, then quotations that go on without a cue of their own."""

from __future__ import annotations

from dataclasses import dataclass

from sitroom.codebook.stretches import Stretch
from sitroom.resolving.quotations.attribution import attribute
from sitroom.resolving.quotations.found import Found
from sitroom.resolving.quotations.phrases import Span
from sitroom.resolving.quotations.records import Act, Quotation, QuotationKind, Reason
from sitroom.resolving.quotations.venues import venue_in
from sitroom.resolving.quotations.words import Piece, Sentence, read_sentences

_MAX_VENUE_WORDS = 400


@dataclass(slots=True)
class _Draft:
    """A quotation that later sentences may still add to."""

    contents: list[tuple[int, int, bool]]
    """Start, end and whether all of it stands in quotation marks; in_marks tells whether some does."""
    in_marks: bool
    cue: tuple[int, int]
    source: tuple[int, int] | None
    description: tuple[int, int] | None
    act: Act
    reason: Reason
    around: str
    colon: bool

    @property
    def lost_at_paragraph(self) -> bool:
        """Nothing said yet, and no colon that hands over to the next paragraph."""
        return not self.contents and not self.colon


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of a report in the order of their cues, direct, indirect and mixed.

    Rules and tables alone decide; offsets are characters of text. A quotation inside a quotation is not looked for. A
    pronoun stays the source's words; coreference is another resolver's work. Time is linear in the length of the text.
    """
    drafts: list[_Draft] = []
    speaking: _Draft | None = None
    waiting: list[Sentence] = []
    for sentence in read_sentences(text):
        found = attribute(sentence.pieces)
        if not found and _only_quoted(sentence.pieces):
            if speaking is not None and not (sentence.opens and (waiting or speaking.lost_at_paragraph)):
                _go_on(speaking, sentence.pieces)
            else:
                waiting.append(sentence)
            continue
        own = [_draft(text, sentence, each) for each in found]
        drafts.extend(own)
        speaking = _speaker(own)
        if speaking is not None and speaking.in_marks:
            for earlier in waiting:
                if not sentence.opens or _breaks_off(earlier.pieces):
                    _go_on(speaking, earlier.pieces)
        waiting.clear()
    return tuple(_finished(text, draft) for draft in drafts if draft.contents)


def _only_quoted(pieces: tuple[Piece, ...]) -> bool:
    return any(piece.kind == "quoted" for piece in pieces) and all(
        piece.kind == "quoted" or (piece.kind == "mark") or place == 0 for place, piece in enumerate(pieces)
    )


def _breaks_off(pieces: tuple[Piece, ...]) -> bool:
    """Does a paragraph end inside its quotation, which the next paragraph then takes up with a new opening mark?"""
    return pieces[-1].quoted is not None and pieces[-1].quoted.open_end


def _speaker(drafts: list[_Draft]) -> _Draft | None:
    """The quotation that quoted sentences after this one go on with: the last that quotes, by word or in writing."""
    spoken = [draft for draft in drafts if draft.act in ("speech", "writing")]
    direct = [draft for draft in spoken if draft.in_marks or (not draft.contents and draft is drafts[-1])]
    last = direct or spoken
    return last[-1] if last else None


def _go_on(draft: _Draft, pieces: tuple[Piece, ...]) -> None:
    for piece in pieces:
        if piece.kind == "quoted":
            draft.contents.append((piece.start, piece.end, True))
            draft.in_marks = True


def _draft(text: str, sentence: Sentence, found: Found) -> _Draft:
    pieces = sentence.pieces
    contents = [_content(pieces, span) for span in sorted(found.contents)]
    some = any(piece.kind == "quoted" for span in found.contents for piece in pieces[span[0] : span[1]])
    return _Draft(
        contents,
        some,
        _characters(pieces, found.cue),
        _characters(pieces, found.source) if found.source else None,
        _characters(pieces, found.description) if found.description else None,
        found.act,
        found.reason,
        _around(text, sentence, found),
        bool(pieces) and pieces[-1].text == ":",
    )


def _characters(pieces: tuple[Piece, ...], span: Span) -> tuple[int, int]:
    return pieces[span[0]].start, pieces[span[1] - 1].end


def _content(pieces: tuple[Piece, ...], span: Span) -> tuple[int, int, bool]:
    inside = all(piece.kind != "word" for piece in pieces[span[0] : span[1]])
    return (*_characters(pieces, span), inside)


def _around(text: str, sentence: Sentence, found: Found) -> str:
    """The words of the sentence near the cue that are not content, by which a venue is told."""
    pieces = sentence.pieces
    start, end = max(0, found.cue[0] - 25), min(len(pieces), found.cue[1] + 25)
    inside = [range(*span) for span in found.contents]
    kept = [pieces[k].text for k in range(start, end) if not any(k in span for span in inside)]
    return " ".join(word for word in kept if len(word) < 40)[:_MAX_VENUE_WORDS]


def _finished(text: str, draft: _Draft) -> Quotation:
    if not draft.in_marks:
        kind: QuotationKind = "indirect"
    else:
        kind = "direct" if all(inside for _, _, inside in draft.contents) else "mixed"
    return Quotation(
        content=tuple(Stretch.of(text, start, end) for start, end, _ in sorted(draft.contents)),
        cue=Stretch.of(text, *draft.cue),
        source=Stretch.of(text, *draft.source) if draft.source else None,
        description=Stretch.of(text, *draft.description) if draft.description else None,
        kind=kind,
        act=draft.act,
        venue=venue_in(draft.around),
        reason=draft.reason,
    )
