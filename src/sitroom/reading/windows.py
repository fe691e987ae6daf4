"""A report's word pieces with their offsets, packed sentence by sentence into windows that the encoder can take."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sitroom.reading.sentences import split_sentences

if TYPE_CHECKING:
    from pathlib import Path

    from tokenizers import Tokenizer

WINDOW = 382
"""Pieces of a window, without the two that open and close it: most wire reports fit. Longer windows cost more attention."""
CLS, SEP = 101, 102
"""Pieces that open and close a window."""
CONTEXT = 64
"""Pieces of whole sentences before a window's own ones that it may repeat as context."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """Word pieces of a text. ids int64 [n]; starts, ends int32 [n] are offsets; words int32 [n] numbers each piece's word."""

    ids: NDArray[np.int64]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    words: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces [start, end) of a report, of which [own, end) are read for their own sake and the rest as context."""

    start: int
    own: int
    end: int


@cache
def load_tokenizer(path: Path) -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def cut(tokenizer: Tokenizer, text: str, sentences: list[tuple[int, int]]) -> tuple[Pieces, list[int]]:
    """The pieces of all sentences, and where each sentence begins among them (one more entry: their number)."""
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    words: list[int] = []
    bounds: list[int] = []
    word = 0
    encodings = tokenizer.encode_batch([text[a:b] for a, b in sentences], add_special_tokens=False)
    for (a, _), encoding in zip(sentences, encodings, strict=True):
        bounds.append(len(ids))
        numbers = encoding.word_ids
        ids.extend(encoding.ids)
        starts.extend(a + s for s, _ in encoding.offsets)
        ends.extend(a + e for _, e in encoding.offsets)
        words.extend(word + (n or 0) for n in numbers)
        word += (numbers[-1] or 0) + 1 if numbers else 0
    bounds.append(len(ids))
    pieces = Pieces(
        np.asarray(ids, np.int64), np.asarray(starts, np.int32), np.asarray(ends, np.int32), np.asarray(words, np.int32)
    )
    return pieces, bounds


def pack(bounds: list[int], *, window: int = WINDOW, context: int = CONTEXT) -> list[Window]:
    """Windows over sentences that begin at bounds[:-1]; a sentence longer than a window is cut."""
    cuts: list[int] = []
    for a, b in zip(bounds, bounds[1:], strict=False):
        cuts.extend(range(a, b, window))
    cuts.append(bounds[-1] if bounds else 0)
    out: list[Window] = []
    at = 0
    while at < len(cuts) - 1:
        start = at
        while start > 0 and cuts[at] - cuts[start - 1] <= context:
            start -= 1
        end = at + 1
        while end < len(cuts) - 1 and cuts[end + 1] - cuts[start] <= window:
            end += 1
        while cuts[end] - cuts[start] > window and start < at:
            start += 1
        out.append(Window(cuts[start], cuts[at], cuts[end]))
        at = end
    return out


def windows_of(
    tokenizer: Tokenizer, text: str, start: int = 0, *, window: int = WINDOW
) -> tuple[Pieces, list[Window], list[tuple[int, int]]]:
    """Pieces, windows of at most `window` pieces and sentence bounds of text[start:]."""
    sentences = split_sentences(text, start)
    pieces, bounds = cut(tokenizer, text, sentences)
    return pieces, pack(bounds, window=window), sentences
