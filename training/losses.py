"""Losses of all heads on one batch."""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from sitroom.codebook import ontology
from sitroom.reading.labels import ROLES, TAG_LAYERS
from training.batches import Batch, Pair, assemble_pairs
from training.examples import IGNORE, MODES, TYPES
from training.model import Reader, places, pool

HARD_NEGATIVES = 3
_POSITIVE = (1.0, 3.0, 2.0)
"""Weights of the tags O, B, I of triggers and fields, which are rare."""


def _spans(hidden: Tensor, spans: list[tuple[int, int, int]]) -> Tensor:
    index = torch.tensor(spans)
    return pool(hidden, index[:, 0], index[:, 1], index[:, 2])


def _types(batch: Batch) -> Tensor:
    target = np.zeros((len(batch.trigger_labels), len(TYPES)), np.float32)
    for row, label in enumerate(batch.trigger_labels):
        for t in set(label.types):
            target[row, t] = 1 / len(set(label.types))
    return torch.tensor(target)


def _many(rows: list[set[int]], size: int) -> Tensor:
    out = np.zeros((len(rows), size), np.float32)
    for row, on in enumerate(rows):
        for i in on:
            out[row, i] = 1
    return torch.tensor(out)


def _mode_mask(types: list[list[int]]) -> Tensor:
    """Only modes of the event's own type are learned: decoding never offers others."""
    owner = torch.tensor([TYPES.index(t) for t, _ in MODES])
    return torch.stack([torch.isin(owner, torch.tensor(t)) for t in types]).float()


def reading_losses(model: Reader, batch: Batch) -> dict[str, Tensor]:
    hidden = model.hidden(batch.ids, batch.mask)
    dropped = model.drop(hidden)
    tags = model.tags(dropped).unflatten(-1, (len(TAG_LAYERS), 3))
    losses: dict[str, Tensor] = {}
    for layer, name in enumerate(TAG_LAYERS):
        weight = None if name in ("inner", "outer") else torch.tensor(_POSITIVE)
        losses[f"tag_{name}"] = F.cross_entropy(
            tags[:, :, layer].flatten(0, 1).float(),
            batch.tags[:, :, layer].flatten(),
            ignore_index=IGNORE,
            weight=weight,
        )
    if batch.mentions:
        mentions = _spans(hidden, batch.mentions)
        losses["kind"] = F.cross_entropy(model.kind(model.drop(mentions)), torch.tensor(batch.kinds))
        losses["coref"] = _coref(model, batch, mentions)
    if batch.triggers:
        triggers = _spans(hidden, batch.triggers)
        types, modes, contexts, status = model.event(triggers)
        sure = torch.tensor([not t.optional for t in batch.trigger_labels]).float()
        losses["type"] = (F.cross_entropy(types, _types(batch), reduction="none") * sure).sum() / sure.sum().clamp(
            min=1
        )
        mask = _mode_mask([t.types for t in batch.trigger_labels])
        want = _many([t.modes for t in batch.trigger_labels], len(MODES))
        losses["mode"] = (
            (F.binary_cross_entropy_with_logits(modes, want, reduction="none") * mask).sum()
            / mask.sum().clamp(min=1)
            * 3
        )
        losses["status"] = F.cross_entropy(status, torch.tensor([t.status for t in batch.trigger_labels]))
        known = torch.tensor(batch.context_known).float().unsqueeze(-1)
        want = _many([t.contexts for t in batch.trigger_labels], len(ontology.contexts()))
        losses["context"] = (F.binary_cross_entropy_with_logits(contexts, want, reduction="none") * known).mean() * 2
        if batch.role_pairs:
            a, b = (torch.tensor(x) for x in zip(*batch.role_pairs, strict=True))
            head = model.pairs["role"]
            scores = head(triggers, mentions, a, b, _place(batch, "triggers", "mentions", a, b))
            want = torch.tensor(batch.role_values).float()
            on = (want != IGNORE).float()
            loss = F.binary_cross_entropy_with_logits(
                scores, want.clamp(min=0), reduction="none", pos_weight=torch.tensor([2.0] * len(ROLES))
            )
            losses["role"] = (loss * on).sum() / max(1, len(batch.triggers)) / 2
            # Which of several is the party, beside whether each is one.
            losses["rank"] = torch.stack(
                [
                    _ranked(scores[:, r], want[:, r], a, b, len(batch.triggers), len(batch.mentions))
                    for r in map(ROLES.index, ("actor", "recipient"))
                ]
            ).sum()
        if batch.link_pairs:
            t, s, f, v = (torch.tensor(x) for x in zip(*batch.link_pairs, strict=True))
            stretches = _spans(hidden, batch.stretches)
            scores = model.pairs["link"](triggers, stretches, t, s, _place(batch, "triggers", "stretches", t, s))
            scores = scores[torch.arange(len(f)), f]
            on = (v != IGNORE).float()
            loss = F.binary_cross_entropy_with_logits(scores, v.clamp(min=0).float(), reduction="none")
            losses["link"] = (loss * on).sum() / max(1, len(batch.stretches)) / 2
        if batch.same_pairs:
            a, b, v = (torch.tensor(x) for x in zip(*batch.same_pairs, strict=True))
            scores = model.pairs["same"](triggers, triggers, a, b, _place(batch, "triggers", "triggers", a, b)).squeeze(
                -1
            )
            losses["same"] = F.binary_cross_entropy_with_logits(scores, v.float())
    false = _hard_negatives(batch, tags)
    if false:
        types, _, _, _ = model.event(_spans(hidden, false))
        losses["none"] = F.cross_entropy(types, torch.zeros(len(false), dtype=torch.long)) * 0.5
    return losses


def _ranked(scores: Tensor, want: Tensor, a: Tensor, b: Tensor, triggers: int, mentions: int) -> Tensor:
    """Each trigger ranks the mentions of its window for one role, and none (score 0); its own are right, what is ignored stays out."""
    known = want != IGNORE
    table = scores.new_full((triggers, mentions + 1), -1e4)
    right = torch.zeros(triggers, mentions + 1, dtype=torch.bool)
    table[a[known], b[known]] = scores[known]
    right[a[known], b[known]] = want[known] > 0
    asked = torch.zeros(triggers, dtype=torch.bool)
    asked[a[known]] = True
    table[:, mentions] = 0.0
    right[:, mentions] = ~right.any(-1)
    each = torch.logsumexp(table, -1) - torch.logsumexp(table.masked_fill(~right, -1e4), -1)
    return (each * asked).sum() / asked.sum().clamp(min=1)


def _place(batch: Batch, first: str, second: str, a: Tensor, b: Tensor) -> Tensor:
    one, two = torch.tensor(getattr(batch, first)), torch.tensor(getattr(batch, second))
    here, there = torch.tensor(batch.sentences[first]), torch.tensor(batch.sentences[second])
    return places(one[a, 1], two[b, 1], here[a] == there[b])


def _coref(model: Reader, batch: Batch, mentions: Tensor) -> Tensor:
    """Each mention ranks the mentions before it in its window, and none (score 0); the entity's own earlier mentions are right."""
    pairs = [
        (j, i)
        for i in range(len(batch.mentions))
        for j in range(max(0, i - 60), i)
        if batch.mentions[i][0] == batch.mentions[j][0]
    ]
    if not pairs:
        return mentions.sum() * 0
    a, b = (torch.tensor(x) for x in zip(*pairs, strict=True))
    scores = model.pairs["coref"](mentions, mentions, a, b, _place(batch, "mentions", "mentions", a, b)).squeeze(-1)
    n = len(batch.mentions)
    table = scores.new_full((n, n + 1), -1e4)
    table[:, n] = 0.0
    table[b, a] = scores
    same = np.zeros((n, n + 1), bool)
    for j, i in pairs:
        same[i, j] = batch.entities[i] == batch.entities[j]
    same[~same.any(-1), n] = True
    right = torch.tensor(same)
    every = torch.logsumexp(table, -1)
    good = torch.logsumexp(table.masked_fill(~right, -1e4), -1)
    return (every - good).mean()


def _hard_negatives(batch: Batch, tags: Tensor) -> list[tuple[int, int, int]]:
    """Words that the tagger would take for triggers and that are none."""
    layer = TAG_LAYERS.index("trigger")
    with torch.no_grad():
        prob = torch.softmax(tags[:, :, layer].float(), -1)[..., 1]
        prob = prob * (batch.tags[:, :, layer] == 0)
        top = prob.topk(min(HARD_NEGATIVES, prob.shape[1]), -1)
        values, indices = top.values.tolist(), top.indices.tolist()
    return [
        (row, at, at + 1)
        for row in range(prob.shape[0])
        for value, at in zip(values[row], indices[row], strict=True)
        if value > 0.05
    ]


def relate_losses(model: Reader, pairs: list[Pair]) -> dict[str, Tensor]:
    ids, mask = assemble_pairs(pairs)
    hidden = model.hidden(ids, mask)
    rows = torch.arange(len(pairs))
    actor = hidden[rows, torch.tensor([p.actor for p in pairs])]
    recipient = hidden[rows, torch.tensor([p.recipient for p in pairs])]
    attention, types, modes = model.relation(hidden, mask, actor, recipient)
    words = np.zeros(tuple(attention.shape), np.float32)
    for row, pair in enumerate(pairs):
        words[row, pair.named] = 1 / len(pair.named)
    named = torch.tensor(words)
    target = torch.tensor([p.type for p in pairs])
    own = _mode_mask([[p.type] for p in pairs])
    want = _many([p.modes for p in pairs], len(MODES))
    return {
        "relate": F.cross_entropy(types, target, label_smoothing=0.05),
        "attend": -(named * torch.log_softmax(attention, -1)).sum(-1).mean() * 0.3,
        "relate_mode": (F.binary_cross_entropy_with_logits(modes, want, reduction="none") * own).sum()
        / own.sum().clamp(min=1),
    }
