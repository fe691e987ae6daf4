"""What the heads say of one batch, and the losses of it: against annotations (hard) and against a teacher (soft)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
import torch.nn.functional as F
from torch import Tensor

from sitroom.reading.labels import ROLES, TAG_LAYERS
from training.batches import MASK, Batch, PairBatch
from training.examples import IGNORE, TYPES
from training.model import Reader, places, pool

HARD_NEGATIVES = 3
_POSITIVE = (1.0, 3.0, 2.0)
"""Weights of the tags O, B, I of triggers and fields, which are rare."""
_MENTION_LAYERS = ("inner", "outer", "phrase", "outer_phrase")
PARTY_ROLES = tuple(ROLES.index(r) for r in ("actor", "recipient"))


@dataclass(slots=True)
class Scores:
    """Logits of all heads on a batch; None where it has nothing to ask a head. tables: a row a choice, its last column "none"."""

    tags: Tensor
    kind: Tensor | None = None
    coref: Tensor | None = None
    type: Tensor | None = None
    mode: Tensor | None = None
    context: Tensor | None = None
    status: Tensor | None = None
    role: Tensor | None = None
    link: Tensor | None = None
    same: Tensor | None = None
    none: Tensor | None = None
    """Types at words that the tagger would take for triggers and that are none."""


def _spans(hidden: Tensor, spans: Tensor) -> Tensor:
    return pool(hidden, spans[:, 0], spans[:, 1], spans[:, 2])


def score(model: Reader, batch: Batch, false: Tensor | None = None) -> tuple[Scores, Tensor]:
    """The heads' logits, and the spans of false triggers that they were asked about: those given, or the tagger's own."""
    hidden = model.hidden(batch.ids, batch.mask)
    tags = model.tags(model.drop(hidden)).unflatten(-1, (len(TAG_LAYERS), 3))
    out = Scores(tags)
    hidden = hidden.float()
    if len(batch.mentions):
        mentions = _spans(hidden, batch.mentions)
        out.kind = model.kind(model.drop(mentions))
    triggers = _spans(hidden, batch.triggers) if len(batch.triggers) else hidden.new_zeros(0, hidden.shape[-1])
    if len(batch.triggers):
        out.type, out.mode, out.context, out.status = model.event(triggers)
    if len(batch.mentions):
        triggers, mentions = _among(model, batch, triggers, mentions)
        if len(batch.coref_pairs):
            out.coref = _table(
                _pair(model, "coref", mentions, mentions, batch.mentions, batch.mentions, batch.mention_sentences,
                      batch.mention_sentences, batch.coref_pairs)[:, 0],
                batch.coref_pairs[:, 1], batch.coref_pairs[:, 0], len(mentions), len(mentions),
            )  # fmt: skip
    if len(batch.triggers):
        if len(batch.role_pairs):
            out.role = _pair(model, "role", triggers, mentions, batch.triggers, batch.mentions, batch.trigger_sentences,
                             batch.mention_sentences, batch.role_pairs)  # fmt: skip
        if len(batch.link_pairs):
            scores = _pair(model, "link", triggers, _spans(hidden, batch.stretches), batch.triggers, batch.stretches,
                           batch.trigger_sentences, batch.stretch_sentences, batch.link_pairs)  # fmt: skip
            out.link = scores.gather(1, batch.link_pairs[:, 2:3])[:, 0]
        if len(batch.same_pairs):
            out.same = _pair(model, "same", triggers, triggers, batch.triggers, batch.triggers, batch.trigger_sentences,
                             batch.trigger_sentences, batch.same_pairs)[:, 0]  # fmt: skip
    if false is None:
        false = _false_triggers(batch, tags)
    if len(false):
        out.none, _, _, _ = model.event(_spans(hidden, false))
    return out, false


def _among(model: Reader, batch: Batch, triggers: Tensor, mentions: Tensor) -> tuple[Tensor, Tensor]:
    """Triggers and mentions [n, size] as they are among the others of their windows."""
    rows = torch.cat([batch.triggers[:, 0], batch.mentions[:, 0]])
    slots = torch.cat([batch.trigger_slots, batch.mention_slots])
    at = torch.cat([batch.triggers[:, 1], batch.mentions[:, 1]])
    within = torch.cat([batch.trigger_sentences, batch.mention_sentences])
    shape = len(batch.ids), batch.width
    spans = triggers.new_zeros(*shape, triggers.shape[-1]).index_put((rows, slots), torch.cat([triggers, mentions]))
    place_at, sentence, kind, real = (at.new_zeros(shape) for _ in range(4))
    place_at[rows, slots], sentence[rows, slots], real[rows, slots] = at, within, 1
    kind[rows[: len(triggers)], slots[: len(triggers)]] = 1
    lie = places(place_at[:, :, None], place_at[:, None, :], sentence[:, :, None] == sentence[:, None, :])
    told = model.among(spans, kind, lie, real.bool())[rows, slots]
    return told[: len(triggers)], told[len(triggers) :]


def _pair(
    model: Reader, head: str, first: Tensor, second: Tensor, one: Tensor, two: Tensor, here: Tensor, there: Tensor,
    pairs: Tensor,
) -> Tensor:  # fmt: skip
    """Scores of a pair head. one, two: the spans; here, there: their sentences; pairs: rows that begin with both indices."""
    a, b = pairs[:, 0], pairs[:, 1]
    return model.pairs[head](first, second, a, b, places(one[a, 1], two[b, 1], here[a] == there[b]))


def _table(scores: Tensor, rows: Tensor, columns: Tensor, height: int, width: int) -> Tensor:
    """[height, width + 1] of scores at (rows, columns), none (0) in the last column, and nothing elsewhere."""
    table = scores.new_full((height, width + 1), -1e4)
    table[:, width] = 0.0
    return table.index_put((rows, columns), scores)


def _false_triggers(batch: Batch, tags: Tensor) -> Tensor:
    """Words that the tagger would take for triggers and that are none: spans [n, 3]."""
    layer = TAG_LAYERS.index("trigger")
    with torch.no_grad():
        prob = torch.softmax(tags[:, :, layer].float(), -1)[..., 1]
        # Text that nobody annotated has no false ones, only some that the teacher did not propose.
        prob = prob * (batch.tags[:, :, layer] == 0)
        top = prob.topk(min(HARD_NEGATIVES, prob.shape[1]), -1)
        row, column = torch.nonzero(top.values > 0.05, as_tuple=True)
        at = top.indices[row, column]
    return torch.stack([row, at, at + 1], -1)


def hard_losses(scores: Scores, batch: Batch) -> dict[str, Tensor]:
    losses: dict[str, Tensor] = {}
    losses["tags"] = _tag_loss(scores.tags.float(), batch.tags)
    if scores.kind is not None:
        some = (batch.kinds != IGNORE).sum()
        loss = F.cross_entropy(scores.kind.float(), batch.kinds, ignore_index=IGNORE, reduction="sum")
        losses["kind"] = loss / some.clamp(min=1)
    if scores.coref is not None:
        n = len(batch.mentions)
        a, b = batch.coref_pairs[:, 0], batch.coref_pairs[:, 1]
        right = torch.zeros(n, n + 1, dtype=torch.bool, device=a.device)
        right[b, a] = batch.entities[a] == batch.entities[b]
        right[:, n] = ~right[:, :n].any(-1)
        losses["coref"] = _chosen(scores.coref.float(), right).mean()
    if scores.type is not None:
        sure = batch.sure
        types = F.cross_entropy(scores.type.float(), batch.type_shares, reduction="none")
        losses["type"] = (types * sure).sum() / sure.sum().clamp(min=1)
        modes = F.binary_cross_entropy_with_logits(scores.mode.float(), batch.modes, reduction="none")
        losses["mode"] = (modes * batch.own_modes).sum() / batch.own_modes.sum().clamp(min=1) * 3
        losses["status"] = F.cross_entropy(scores.status.float(), batch.status)
        contexts = F.binary_cross_entropy_with_logits(scores.context.float(), batch.contexts, reduction="none")
        losses["context"] = (contexts * batch.context_known.unsqueeze(-1)).mean() * 2
    if scores.role is not None:
        want = batch.role_values.float()
        on = (want != IGNORE).float()
        twice = want.new_full((len(ROLES),), 2.0)
        each = F.binary_cross_entropy_with_logits(
            scores.role.float(), want.clamp(min=0), reduction="none", pos_weight=twice
        )
        losses["role"] = (each * on).sum() / max(1, len(batch.triggers)) / 2
        # Which of several is the party, beside whether each is one.
        losses["rank"] = sum(_ranked(scores.role[:, r].float(), batch.role_values[:, r], batch) for r in PARTY_ROLES)
    if scores.link is not None:
        v = batch.link_pairs[:, 3]
        each = F.binary_cross_entropy_with_logits(scores.link.float(), v.clamp(min=0).float(), reduction="none")
        losses["link"] = (each * (v != IGNORE)).sum() / max(1, len(batch.stretches)) / 2
    if scores.same is not None:
        losses["same"] = F.binary_cross_entropy_with_logits(scores.same.float(), batch.same_pairs[:, 2].float())
    if scores.none is not None:
        nothing = torch.zeros(len(scores.none), dtype=torch.long, device=scores.none.device)
        losses["none"] = F.cross_entropy(scores.none.float(), nothing) * 0.5
    return losses


def _tag_loss(tags: Tensor, want: Tensor) -> Tensor:
    """Cross-entropy of all layers of tags [batch, pieces, layers, 3], the mean of each, summed; one pass for all layers, since
    a small encoder on a card waits for the many small steps of its losses."""
    known = want != IGNORE
    each = F.cross_entropy(tags.flatten(0, 2), want.flatten(), ignore_index=IGNORE, reduction="none").view_as(want)
    positive = tags.new_tensor([[1.0] * 3 if name in _MENTION_LAYERS else _POSITIVE for name in TAG_LAYERS])
    share = positive.expand(*want.shape, 3).gather(-1, want.clamp(min=0).unsqueeze(-1))[..., 0] * known
    return ((each * share).sum((0, 1)) / share.sum((0, 1)).clamp(min=1)).sum()


def _chosen(table: Tensor, right: Tensor) -> Tensor:
    """-log of the share of each row that falls on what is right."""
    return torch.logsumexp(table, -1) - torch.logsumexp(table.masked_fill(~right, -1e4), -1)


def _ranked(scores: Tensor, want: Tensor, batch: Batch) -> Tensor:
    """Each trigger ranks the mentions of its window for one role, and none (score 0); its own are right, what is ignored stays out."""
    a, b = batch.role_pairs[:, 0], batch.role_pairs[:, 1]
    height, width = len(batch.triggers), len(batch.mentions)
    known = want != IGNORE
    table = _table(torch.where(known, scores, -1e4), a, b, height, width)
    right = torch.zeros(height, width + 1, dtype=torch.bool, device=a.device)
    right[a, b] = want > 0
    right[:, width] = ~right[:, :width].any(-1)
    asked = torch.zeros(height, device=a.device)
    asked = asked.index_add(0, a, known.float()).clamp(max=1)
    return (_chosen(table, right) * asked).sum() / asked.sum().clamp(min=1)


def soft_losses(scores: Scores, taught: Scores, batch: Batch) -> dict[str, Tensor]:
    """How far each head is from the teacher's on the same batch; weighed as the hard losses are."""
    losses: dict[str, Tensor] = {}
    # Words, not their further pieces, carry tags; where no layer is annotated every piece does no harm.
    first = ((batch.tags != IGNORE).any(-1) & (batch.mask > 0)).float()
    weights = first.new_tensor([1.0 if name in _MENTION_LAYERS else 2.0 for name in TAG_LAYERS])
    apart = _apart(scores.tags, taught.tags) * first.unsqueeze(-1)
    losses["soft_tags"] = (apart.sum((0, 1)) * weights).sum() / first.sum().clamp(min=1)
    for name, weight in (("kind", 1.0), ("coref", 1.0), ("type", 1.0), ("status", 1.0), ("none", 0.5)):
        mine, theirs = getattr(scores, name), getattr(taught, name)
        if mine is not None and theirs is not None:
            losses[f"soft_{name}"] = _divergence(mine, theirs) * weight
    if scores.mode is not None and taught.mode is not None and taught.type is not None:
        own = batch.own_modes if batch.labelled else torch.ones_like(batch.own_modes)
        each = _soft_many(scores.mode, taught.mode)
        losses["soft_mode"] = (each * own).sum() / own.sum().clamp(min=1) * 3
        losses["soft_context"] = _soft_many(scores.context, taught.context).mean() * 2
    if scores.role is not None and taught.role is not None:
        losses["soft_role"] = _soft_many(scores.role, taught.role).sum() / max(1, len(batch.triggers)) / 2
        a, b = batch.role_pairs[:, 0], batch.role_pairs[:, 1]
        size = len(batch.triggers), len(batch.mentions)
        losses["soft_rank"] = sum(
            _divergence(_table(scores.role[:, r].float(), a, b, *size), _table(taught.role[:, r].float(), a, b, *size))
            for r in PARTY_ROLES
        )
    if scores.link is not None and taught.link is not None:
        losses["soft_link"] = _soft_many(scores.link, taught.link).sum() / max(1, len(batch.stretches)) / 2
    if scores.same is not None and taught.same is not None:
        losses["soft_same"] = _soft_many(scores.same, taught.same).mean()
    return losses


def _divergence(mine: Tensor, theirs: Tensor) -> Tensor:
    """Mean Kullback-Leibler divergence of rows of logits."""
    return _apart(mine, theirs).mean() if mine.numel() else mine.sum()


def _apart(mine: Tensor, theirs: Tensor) -> Tensor:
    """Kullback-Leibler divergence of each row of logits [..., choices] -> [...]."""
    one, other = torch.log_softmax(mine.float(), -1), torch.log_softmax(theirs.float(), -1)
    return F.kl_div(one, other, log_target=True, reduction="none").sum(-1)


def _soft_many(mine: Tensor, theirs: Tensor) -> Tensor:
    """Cross-entropy of each yes or no against the teacher's probability, less the teacher's own entropy."""
    theirs = theirs.float()
    share = torch.sigmoid(theirs)
    own = -(share * F.logsigmoid(theirs) + (1 - share) * F.logsigmoid(-theirs))
    return F.binary_cross_entropy_with_logits(mine.float(), share, reduction="none") - own


def noised(ids: Tensor, noise: float) -> Tensor:
    """ids [batch, pieces] with some pieces masked: of each row another share, between none and twice `noise`.

    What is said of a word must then follow from more than the word: reports that are read many times are learned by heart
    otherwise. Teachers see the text as it is.
    """
    if not noise:
        return ids
    share = torch.rand(len(ids), 1, device=ids.device) * 2 * noise
    hidden = (torch.rand(ids.shape, device=ids.device) < share) & (ids > MASK)
    return torch.where(hidden, MASK, ids)


def reading_losses(
    model: Reader, batch: Batch, teachers: Sequence[Reader] = (), *, noise: float = 0.0
) -> dict[str, Tensor]:
    """Hard losses where the batch is annotated; beside them soft ones, against the teachers' mean, if there are any.

    noise: how many of the pieces the learner does not see (`noised`).
    """
    scores, false = score(model, replace(batch, ids=noised(batch.ids, noise)))
    losses = hard_losses(scores, batch) if batch.labelled else {}
    if teachers:
        with torch.no_grad():
            taught = _mean([score(teacher, batch, false)[0] for teacher in teachers])
        losses.update(soft_losses(scores, taught, batch))
    return losses


def _mean(several: list[Scores]) -> Scores:
    if len(several) == 1:
        return several[0]
    values = [[getattr(one, name) for one in several] for name in Scores.__slots__]
    return Scores(*(None if own[0] is None else torch.stack(own).mean(0) for own in values))


def relate_losses(
    model: Reader, batch: PairBatch, teachers: Sequence[Reader] = (), *, noise: float = 0.0
) -> dict[str, Tensor]:
    """As `reading_losses`, for marked pairs."""
    attention, types, modes = _related(model, replace(batch, ids=noised(batch.ids, noise)))
    losses: dict[str, Tensor] = {}
    if batch.labelled:
        losses["relate"] = F.cross_entropy(types, batch.type, label_smoothing=0.05)
        losses["attend"] = -(batch.named * torch.log_softmax(attention, -1)).sum(-1).mean() * 0.3
        each = F.binary_cross_entropy_with_logits(modes, batch.modes, reduction="none")
        losses["relate_mode"] = (each * batch.own_modes).sum() / batch.own_modes.sum().clamp(min=1)
    if teachers:
        with torch.no_grad():
            told = [_related(teacher, batch) for teacher in teachers]
            theirs, their_types, their_modes = (torch.stack(each).mean(0) for each in zip(*told, strict=True))
        losses["soft_relate"] = _divergence(types, their_types)
        losses["soft_attend"] = _divergence(attention, theirs) * 0.3
        losses["soft_relate_mode"] = _soft_many(modes, their_modes).mean()
    return losses


def _related(model: Reader, batch: PairBatch) -> tuple[Tensor, Tensor, Tensor]:
    hidden = model.hidden(batch.ids, batch.mask).float()
    rows = torch.arange(len(batch.ids), device=hidden.device)
    attention, types, modes = model.relation(
        hidden, batch.mask, hidden[rows, batch.actor], hidden[rows, batch.recipient]
    )
    return attention.float(), types.float(), modes.float()


__all__ = ["TYPES", "Scores", "hard_losses", "reading_losses", "relate_losses", "score", "soft_losses"]
