"""A stand-in for the model: scores follow from a small table of words, so that the full path runs in milliseconds."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from tokenizers import Tokenizer

from sitroom.codebook import ontology
from sitroom.reading.labels import MENTION_KINDS, PLACES, ROLES, STRETCH_FIELDS, TAG_LAYERS
from sitroom.reading.scorer import Floats, Ints

SIZE = 8
HIGH = 8.0


@dataclass
class StandIn:
    """A scorer that knows single words: mentions (word -> kind), triggers (word -> type, mode, status), field words.

    Hidden states carry the piece's number, so that the heads can look a span's word up. The mention nearest before a
    trigger is its actor, the nearest after it its recipient.
    """

    tokenizer: Tokenizer
    mentions: dict[str, str] = field(default_factory=dict)
    triggers: dict[str, tuple[str, str | None, str]] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    phrases: tuple[str, ...] = ()
    """Words that are phrases of any kind; each stands for the phrase before it if that is the same word."""

    def _word(self, state: Floats) -> str:
        return self.tokenizer.id_to_token(round(float(state[0]))) or ""

    def encode(self, ids: Ints) -> tuple[Floats, Floats]:
        hidden = np.zeros((*ids.shape, SIZE), np.float32)
        hidden[..., 0] = ids
        tags = np.zeros((*ids.shape, len(TAG_LAYERS), 3), np.float32)
        tags[..., 0] = HIGH
        for row, at in np.ndindex(ids.shape):
            word = self.tokenizer.id_to_token(int(ids[row, at]))
            for layer, known in (("inner", self.mentions), ("trigger", self.triggers)):
                if word in known:
                    tags[row, at, TAG_LAYERS.index(layer)] = (0.0, 2 * HIGH, 0.0)
            if word in self.phrases:
                tags[row, at, TAG_LAYERS.index("phrase")] = (0.0, 2 * HIGH, 0.0)
            if word in self.fields:
                tags[row, at, TAG_LAYERS.index(self.fields[word])] = (0.0, 2 * HIGH, 0.0)
        return hidden, tags

    def kinds(self, spans: Floats) -> Floats:
        out = np.zeros((len(spans), len(MENTION_KINDS)), np.float32)
        for i, state in enumerate(spans):
            out[i, MENTION_KINDS.index(self.mentions.get(self._word(state), "other"))] = HIGH
        return out

    def events(self, spans: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        n = len(spans)
        types = np.zeros((n, 1 + len(ontology.EVENT_TYPES)), np.float32)
        modes = np.full((n, len(ontology.type_modes())), -HIGH, np.float32)
        contexts = np.full((n, len(ontology.contexts())), -HIGH, np.float32)
        statuses = np.zeros((n, len(ontology.STATUSES)), np.float32)
        for i, state in enumerate(spans):
            name, mode, status = self.triggers.get(self._word(state), ("", None, "actual"))
            types[i, 1 + ontology.EVENT_TYPES.index(name) if name in ontology.EVENT_TYPES else 0] = HIGH  # type: ignore[arg-type]
            statuses[i, ontology.STATUSES.index(status)] = HIGH  # type: ignore[arg-type]
            if mode:
                modes[i, ontology.type_modes().index((name, mode))] = HIGH  # type: ignore[arg-type]
        return types, modes, contexts, statuses

    window = 254

    def among(self, spans: Floats, trigger: Ints, at: Ints, sentence: Ints) -> Floats:
        return spans

    def pairs(self, head: str, first: Floats, second: Floats, a: Ints, b: Ints, place: Ints) -> Floats:
        width = {"role": len(ROLES), "link": len(STRETCH_FIELDS)}.get(head, 1)
        out = np.full((len(a), width), -HIGH, np.float32)
        if head == "role":
            for trigger in set(a.tolist()):
                own = [i for i in range(len(a)) if a[i] == trigger]
                before = [i for i in own if place[i] % (PLACES // 2) <= 6]  # the bucket of -1 and 0
                after = [i for i in own if place[i] % (PLACES // 2) > 6]
                if before:
                    out[max(before, key=lambda i: b[i]), ROLES.index("actor")] = HIGH
                if after:
                    out[min(after, key=lambda i: b[i]), ROLES.index("recipient")] = HIGH
        if head == "coref":
            out[[self._word(first[i]) == self._word(second[j]) for i, j in zip(a, b, strict=True)]] = HIGH
        if head == "link":
            out[place >= PLACES // 2] = HIGH  # fields of the trigger's own sentence
        return out

    def relate(self, ids: Ints, actor: Ints, recipient: Ints) -> tuple[Floats, Floats]:
        types = np.zeros((len(ids), 1 + len(ontology.EVENT_TYPES)), np.float32)
        modes = np.full((len(ids), len(ontology.type_modes())), -HIGH, np.float32)
        for row in range(len(ids)):
            for piece in ids[row].tolist():
                name, _, _ = self.triggers.get(self.tokenizer.id_to_token(piece) or "", ("", None, ""))
                if name:
                    types[row, 1 + ontology.EVENT_TYPES.index(name)] = HIGH  # type: ignore[arg-type]
        return types, modes
