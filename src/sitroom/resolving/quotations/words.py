"""The words of a text as pieces, sentence by sentence; quoted speech is one piece whatever it holds."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from sitroom.reading.sentences import split_sentences
from sitroom.resolving.quotations.marks import Quoted, quoted_stretches
from sitroom.resolving.quotations.tables import lexicon

_PIECE = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3}){1,6}|[^\W_]+(?:[-.&/][^\W_]+|['’](?!(?:s|re|ve|ll|d|m)\b)[^\W_]+)*|['’](?:s|re|ve|ll|d|m)\b|--+|\.\.+|\S",
)
"""Words with inner hyphens, points and apostrophes; clitics ('s) apart; every other character is a piece of its own."""

DASHES = frozenset(("--", "—", "–"))
_MAX_SPEAKER = 6
_MAX_JOINED = 200
_MAX_PIECES = 300
"""A longer sentence is read in parts: no news sentence is, and time must not grow with the square of its length."""

Kind = Literal["word", "mark", "quoted"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, a mark or a quoted stretch; lower is the word in lower case with straight apostrophes, "" if quoted."""

    kind: Kind
    start: int
    end: int
    text: str
    lower: str
    quoted: Quoted | None = None

    @property
    def capital(self) -> bool:
        return self.kind == "word" and (self.text[0].isupper() or self.text[0].isdigit())


@dataclass(frozen=True, slots=True)
class Sentence:
    """The pieces of a sentence; opens is true for the first sentence of a paragraph."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    opens: bool


def read_sentences(text: str) -> list[Sentence]:
    """The sentences of a text with quoted speech kept whole, in order. Time is linear in the length of the text."""
    quoted = quoted_stretches(text)
    sentences: list[Sentence] = []
    at = 0
    previous_end = 0
    for start, end in _keep_quotes_whole(split_sentences(text), quoted):
        while at < len(quoted) and quoted[at].start < start:
            at += 1
        stop = at
        while stop < len(quoted) and quoted[stop].start < end:
            stop += 1
        opens = not sentences or "\n" in text[previous_end:start]
        pieces = tuple(_pieces(text, start, end, quoted[at:stop]))
        if sentences and not opens and _says_on(sentences[-1], pieces):
            before = sentences.pop()
            sentences.append(Sentence(before.start, end, (*before.pieces, *pieces), before.opens))
        else:
            sentences.extend(_in_parts(Sentence(start, end, pieces, opens)))
        at, previous_end = stop, end
    return sentences


def _in_parts(sentence: Sentence) -> list[Sentence]:
    pieces = sentence.pieces
    if len(pieces) <= _MAX_PIECES:
        return [sentence]
    parts = [pieces[at : at + _MAX_PIECES] for at in range(0, len(pieces), _MAX_PIECES)]
    return [
        Sentence(part[0].start, part[-1].end, part, sentence.opens and not place) for place, part in enumerate(parts)
    ]


def _says_on(before: Sentence, pieces: tuple[Piece, ...]) -> bool:
    """Do pieces belong to the quotation that ends the sentence before: “Why now?” Ana Tolvik asked reporters?"""
    last = before.pieces[-1].quoted if before.pieces and len(before.pieces) < _MAX_JOINED else None
    if last is None or not pieces:
        return False
    if last.closed_by == "," or (pieces[0].kind == "word" and pieces[0].text[0].islower()):
        return True
    return last.closed_by in "?!…—–" and any(_utters(piece) for piece in pieces[:_MAX_SPEAKER])


def _utters(piece: Piece) -> bool:
    forms = lexicon().forms.get(piece.lower, ()) if piece.kind == "word" else ()
    return any(form.shape in ("past", "s") and "q" in form.frames and not form.rest for form in forms)


def _keep_quotes_whole(bounds: list[tuple[int, int]], quoted: list[Quoted]) -> list[tuple[int, int]]:
    """Join sentences whose common bound lies inside a quoted stretch."""
    starts = [each.start for each in quoted]
    out: list[tuple[int, int]] = []
    for start, end in bounds:
        before = bisect_right(starts, start - 1) - 1
        if out and before >= 0 and quoted[before].end > start:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _pieces(text: str, start: int, end: int, quoted: list[Quoted]) -> list[Piece]:
    out: list[Piece] = []
    for each in quoted:
        _add_plain(out, text, start, each.start)
        out.append(Piece("quoted", each.start, each.end, text[each.start : each.end], "", each))
        start = each.end
    _add_plain(out, text, start, end)
    return out


def _add_plain(out: list[Piece], text: str, start: int, end: int) -> None:
    for match in _PIECE.finditer(text, start, end):
        word = match[0]
        kind: Kind = "word" if word[0].isalnum() or (word[0] in "'’" and len(word) > 1) else "mark"
        out.append(Piece(kind, match.start(), match.end(), word, word.lower().replace("’", "'")))
