"""Spans that teachers propose in text without annotations, so that a smaller reader can learn there what it says of them.

Only where to look is taken from here (mentions, triggers, stretches, and for `relate` the nearest parties around a trigger):
types, roles, links and all the rest are the teachers' scores on these spans, batch by batch (`training.losses.soft_losses`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray

from sitroom.reading.decoding import tag_spans
from sitroom.reading.labels import STRETCH_FIELDS, TAG_LAYERS
from sitroom.reading.windows import Window, pack
from training.batches import CLS, PAD, SEP, Pair, pairs_of
from training.examples import Example, Span, Trigger, sentence_of
from training.model import Reader

LIMITS = {"mention": 0.4, "trigger": 0.25, "stretch": 0.4}
"""Probabilities from which a span is proposed; doubtful triggers too, since the teacher's doubt is worth learning."""
BATCH = 64


def propose(teachers: Sequence[Reader], plain: list[Example], device: str) -> list[tuple[Example, list[Pair]]]:
    """The same texts with proposed spans, and marked pairs of them. Texts in which nothing is proposed stay, as negatives."""
    windows = [(n, w) for n, one in enumerate(plain) for w in pack(one.bounds)]
    windows.sort(key=lambda item: item[1].end - item[1].start)
    found: list[dict[str, list[Span]]] = [{layer: [] for layer in TAG_LAYERS} for _ in plain]
    for at in range(0, len(windows), BATCH):
        batch = windows[at : at + BATCH]
        for (n, window), tags in zip(batch, _tags(teachers, plain, batch, device), strict=True):
            one = plain[n]
            words = one.pieces.words[window.start : window.end]
            first = np.flatnonzero(np.r_[True, words[1:] != words[:-1]])
            for layer, name in enumerate(TAG_LAYERS):
                limit = LIMITS[
                    "mention" if name in ("inner", "outer") else "trigger" if name == "trigger" else "stretch"
                ]
                for a, b, _ in tag_spans(tags[first, layer], np.r_[first, len(words)], limit):
                    if a >= window.own - window.start:
                        found[n][name].append((a + window.start, b + window.start))
    return [_proposed(one, spans) for one, spans in zip(plain, found, strict=True)]


def _tags(
    teachers: Sequence[Reader], plain: list[Example], batch: list[tuple[int, Window]], device: str
) -> list[NDArray[np.float32]]:
    """Probabilities [pieces, layers, 3] of each window's own pieces."""
    ids = np.full((len(batch), max(w.end - w.start for _, w in batch) + 2), PAD, np.int64)
    for row, (n, w) in enumerate(batch):
        size = w.end - w.start
        ids[row, 0], ids[row, 1 : size + 1], ids[row, size + 1] = CLS, plain[n].pieces.ids[w.start : w.end], SEP
    with torch.no_grad():
        tensor = torch.from_numpy(ids).to(device)
        tags = torch.stack([t.tags(t.hidden(tensor, (tensor != PAD).long())).float() for t in teachers]).mean(0)
        shares = torch.softmax(tags.unflatten(-1, (len(TAG_LAYERS), 3)), -1).cpu().numpy()
    return [shares[row, 1 : w.end - w.start + 1] for row, (_, w) in enumerate(batch)]


def _proposed(one: Example, spans: dict[str, list[Span]]) -> tuple[Example, list[Pair]]:
    mentions = [
        (span, 0, f"m{i}", layer)
        for i, (span, layer) in enumerate(
            sorted((s, layer) for layer, name in enumerate(("inner", "outer")) for s in set(spans[name]))
        )
    ]
    triggers = [Trigger(s, [i], [1], set(), set(), 0, False) for i, s in enumerate(sorted(set(spans["trigger"])))]
    stretches = sorted(
        (span, field, set[int]()) for field, name in enumerate(STRETCH_FIELDS) for span in set(spans[name])
    )
    sides: list[dict[int, set[str]]] = []
    for trigger in triggers:
        home = sentence_of(one.bounds, trigger.span[0])
        near = [m for m in mentions if sentence_of(one.bounds, m[0][0]) == home]
        before = [m for m in near if m[0][1] <= trigger.span[0]]
        after = [m for m in near if m[0][0] >= trigger.span[1]]
        sides.append({0: {m[2] for m in before[-1:]}, 1: {m[2] for m in after[:1]}, 2: set(), 3: set()})
    out = replace(one, mentions=mentions, triggers=triggers, stretches=stretches, sides=sides)
    return out, pairs_of(out)
