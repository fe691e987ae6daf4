"""From texts to their marks: windows of all texts are scored in batches, then each text is decoded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from tokenizers import Tokenizer

from sitroom.reading.decoding import Decoder
from sitroom.reading.marks import Marks
from sitroom.reading.scorer import Floats, Scorer
from sitroom.reading.settings import Thresholds
from sitroom.reading.threads import one_blas_thread
from sitroom.reading.windows import CLS, SEP, Pieces, Window, windows_of

BATCH_PIECES = 4096
"""Pieces of a batch, padding included: enough to use the processor, small enough to keep memory flat."""
SPREAD = 24
"""A batch holds windows of about one length: at most so many pieces apart, so that little is padding."""


@dataclass(slots=True)
class _Draft:
    """A text between tokenising and decoding."""

    text: str
    pieces: Pieces
    windows: list[Window]
    sentences: list[tuple[int, int]]
    states: dict[int, tuple[Floats, Floats]] = field(default_factory=dict)


def mark(
    scorer: Scorer,
    tokenizer: Tokenizer,
    texts: Sequence[tuple[str, int]],
    thresholds: Thresholds,
    decoder_of: type[Decoder] = Decoder,
) -> Iterator[Marks]:
    """Marks of each text, in order. texts: a text and the character where its body begins."""
    drafts = [_Draft(text, *windows_of(tokenizer, text, start)) for text, start in texts]
    for batch in _batches(drafts):
        _encode(scorer, drafts, batch)
    for draft in drafts:
        decoder = decoder_of(scorer, draft.text, draft.pieces, draft.sentences, thresholds)
        with one_blas_thread():
            for number, window in enumerate(draft.windows):
                hidden, tags = draft.states.pop(number)
                decoder.take(window, hidden, tags)
        yield decoder.marks()


def _batches(drafts: list[_Draft]) -> Iterator[list[tuple[int, int]]]:
    sizes = sorted(
        (window.end - window.start + 2, d, w)
        for d, draft in enumerate(drafts)
        for w, window in enumerate(draft.windows)
    )
    batch: list[tuple[int, int]] = []
    shortest = 0
    for size, d, w in sizes:
        if batch and (size * (len(batch) + 1) > BATCH_PIECES or size - shortest > SPREAD):
            yield batch
            batch = []
        if not batch:
            shortest = size
        batch.append((d, w))
    if batch:
        yield batch


def _encode(scorer: Scorer, drafts: list[_Draft], batch: list[tuple[int, int]]) -> None:
    windows = [drafts[d].windows[w] for d, w in batch]
    ids = np.zeros((len(batch), max(w.end - w.start for w in windows) + 2), np.int64)
    for row, ((d, _), window) in enumerate(zip(batch, windows, strict=True)):
        n = window.end - window.start
        ids[row, 0], ids[row, 1 : n + 1], ids[row, n + 1] = CLS, drafts[d].pieces.ids[window.start : window.end], SEP
    hidden, tags = scorer.encode(ids)
    for row, ((d, w), window) in enumerate(zip(batch, windows, strict=True)):
        n = window.end - window.start
        drafts[d].states[w] = (hidden[row, 1 : n + 1], tags[row, 1 : n + 1])
