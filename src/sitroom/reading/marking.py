"""From texts to their marks: each window of a text is scored, then the text is decoded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from tokenizers import Tokenizer

from sitroom.reading.decoding import Decoder
from sitroom.reading.marks import Marks
from sitroom.reading.scorer import Floats, Scorer
from sitroom.reading.settings import Thresholds
from sitroom.reading.threads import one_blas_thread
from sitroom.reading.windows import CLS, SEP, Pieces, Window, windows_of


def mark(
    scorer: Scorer,
    tokenizer: Tokenizer,
    texts: Sequence[tuple[str, int]],
    thresholds: Thresholds,
    decoder_of: Callable[..., Decoder] = Decoder,
) -> Iterator[Marks]:
    """Marks of each text, in order. texts: a text and the character where its body begins."""
    for text, start in texts:
        pieces, windows, sentences = windows_of(tokenizer, text, start, window=scorer.window)
        decoder = decoder_of(scorer, text, pieces, sentences, thresholds)
        for window in windows:
            hidden, tags = _encode(scorer, pieces, window)
            with one_blas_thread():
                decoder.take(window, hidden, tags)
        yield decoder.marks()


def _encode(scorer: Scorer, pieces: Pieces, window: Window) -> tuple[Floats, Floats]:
    """hidden and tags of a window's own pieces.

    Each window is scored alone. The 8-bit encoder takes one scale for all that it is given at once: in a batch, what is read
    of a report would hang on which others lie beside it. On one core a batch is no faster.
    """
    ids = np.concatenate([[CLS], pieces.ids[window.start : window.end], [SEP]])[None].astype(np.int64)
    hidden, tags = scorer.encode(ids)
    return hidden[0, 1:-1], tags[0, 1:-1]
