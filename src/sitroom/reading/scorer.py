"""The seam between the reader and what computes its scores: the packaged ONNX model, a torch model in training, a stand-in in tests."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sitroom.reading.labels import DISTANCE_BUCKETS

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class Scorer(Protocol):
    """All scores are logits, float32."""

    @property
    def window(self) -> int:
        """Pieces of the longest window, without the two that open and close it."""

    def encode(self, ids: Ints) -> tuple[Floats, Floats]:
        """ids [batch, pieces], 0 where a row ends -> hidden [batch, pieces, size], tags [batch, pieces, layers, 3]."""

    def kinds(self, spans: Floats) -> Floats:
        """Mention spans [n, size] -> [n, kinds]."""

    def events(self, spans: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """Trigger spans [n, size] -> types [n, 1 + 16] (the first: names no event), modes, contexts, statuses."""

    def among(self, spans: Floats, trigger: Ints, at: Ints, sentence: Ints) -> Floats:
        """Triggers (trigger 1) and mentions (0) of one window [n, size], at these pieces and in these sentences -> the same as
        they are among each other: what the heads "role", "same" and "coref" pair."""

    def pairs(self, head: str, first: Floats, second: Floats, a: Ints, b: Ints, place: Ints) -> Floats:
        """Pairs (a[i], b[i]) of spans -> [pairs, outputs] of the head "role", "link", "same" or "coref"."""

    def relate(self, ids: Ints, actor: Ints, recipient: Ints) -> tuple[Floats, Floats]:
        """Marked texts [n, pieces] with the places of the opening markers [n] -> types [n, 1 + 16], modes [n, modes]."""


def pool(hidden: Floats, spans: list[tuple[int, int]]) -> Floats:
    """Means of hidden [pieces, size] over each half-open span -> [spans, size]."""
    if not spans:
        return np.zeros((0, hidden.shape[1]), np.float32)
    index = np.asarray(spans, np.int64)
    padded = np.concatenate([hidden, np.zeros((1, hidden.shape[1]), np.float32)])  # so that a span may end at the end
    sums = np.add.reduceat(padded, index.ravel(), axis=0)[::2]
    return np.asarray(sums / (index[:, 1] - index[:, 0])[:, None].astype(np.float32), np.float32)


def places(first: Ints, second: Ints, same_sentence: NDArray[np.bool_]) -> Ints:
    """How second spans lie to first ones, from the positions of both: see labels.PLACES."""
    bucket = np.searchsorted(np.asarray(DISTANCE_BUCKETS), second - first, side="left").astype(np.int64)
    return np.asarray(bucket + (len(DISTANCE_BUCKETS) + 1) * same_sentence, np.int64)


def softmax(logits: Floats) -> Floats:
    shifted = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(-1, keepdims=True), np.float32)


def sigmoid(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)
