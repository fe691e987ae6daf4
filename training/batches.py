"""Batches for the reader: windows with all their labels, and marked pairs for `relate`."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from sitroom.codebook import ontology
from sitroom.reading.labels import MARKERS, ROLES, TAG_LAYERS
from sitroom.reading.windows import Window, pack
from training.examples import IGNORE, MODES, TYPES, Example, Trigger, role_targets, sentence_of

CLS, SEP, MASK, PAD = 101, 102, 103, 0
ANTECEDENTS = 60
"""Mentions before a mention among which its antecedent is sought, as in reading."""


def _on(batch: Any, device: str) -> list[Any]:
    """The fields of a batch in order, its arrays as tensors on a device."""
    values = [getattr(batch, name) for name in batch.__slots__]
    return [torch.from_numpy(v).to(device, non_blocking=True) if isinstance(v, np.ndarray) else v for v in values]


@dataclass(slots=True)
class Batch:
    """Arrays of one batch: int64 unless said. Spans are rows (row, start, end) in window positions; pairs index into the span lists.

    tags [batch, pieces, layers]; kinds, entities [mentions] (an entity's number within the batch); for triggers: type_shares
    float32 [triggers, types], modes, own_modes and contexts float32 [triggers, ...], sure and context_known float32, status;
    role_values [role pairs, roles] (IGNORE where not known); link_pairs rows (trigger, stretch, field, value); same_pairs rows
    (trigger, trigger, value); coref_pairs rows (earlier mention, mention); mention_slots and trigger_slots: the place of each
    among the spans of its window, triggers first, of which the fullest window has `width`. labelled: False where a teacher alone tells.
    """

    ids: Any
    mask: Any
    tags: Any
    mentions: Any
    mention_sentences: Any
    kinds: Any
    entities: Any
    triggers: Any
    trigger_sentences: Any
    mention_slots: Any
    trigger_slots: Any
    type_shares: Any
    modes: Any
    own_modes: Any
    contexts: Any
    context_known: Any
    sure: Any
    status: Any
    stretches: Any
    stretch_sentences: Any
    role_pairs: Any
    role_values: Any
    link_pairs: Any
    same_pairs: Any
    coref_pairs: Any
    width: int
    labelled: bool

    def to(self, device: str) -> Batch:
        """The same as tensors on a device."""
        return Batch(*_on(self, device))


def random_windows(one: Example, rng: random.Random) -> list[Window]:
    """Windows of a random size, so that the reader does not learn where windows end."""
    return pack(one.bounds, window=rng.choice((128, 254, 382, 382)), context=rng.choice((0, 64)))


def assemble(items: list[tuple[Example, Window]], *, labelled: bool = True) -> Batch:
    """labelled: False for text that nobody annotated, whose spans a teacher proposed."""
    width = max(w.end - w.start for _, w in items) + 2
    ids = np.full((len(items), width), PAD, np.int64)
    tags = np.full((len(items), width, len(TAG_LAYERS)), IGNORE, np.int64)
    for row, (one, w) in enumerate(items):
        n = w.end - w.start
        ids[row, 0], ids[row, 1 : n + 1], ids[row, n + 1] = CLS, one.pieces.ids[w.start : w.end], SEP
        for layer, name in enumerate(TAG_LAYERS):
            tags[row, 1 : n + 1, layer] = one.tags[name][w.start : w.end]
    mentions: list[tuple[int, int, int]] = []
    mention_sentences: list[int] = []
    kinds: list[int] = []
    entities: list[int] = []
    known: dict[tuple[int, str], int] = {}
    triggers: list[tuple[int, int, int]] = []
    trigger_sentences: list[int] = []
    labels: list[Trigger] = []
    context_known: list[bool] = []
    stretches: list[tuple[int, int, int]] = []
    stretch_sentences: list[int] = []
    role_pairs: list[tuple[int, int]] = []
    role_values: list[list[int]] = []
    link_pairs: list[tuple[int, int, int, int]] = []
    same_pairs: list[tuple[int, int, int]] = []
    coref_pairs: list[tuple[int, int]] = []
    mention_slots: list[int] = []
    trigger_slots: list[int] = []
    for row, (one, w) in enumerate(items):
        shift = 1 - w.start

        def at(span: tuple[int, int], row: int = row, shift: int = shift) -> tuple[int, int, int]:
            return row, span[0] + shift, span[1] + shift

        inside = [m for m in one.mentions if w.start <= m[0][0] and m[0][1] <= w.end]
        own = [t for t in one.triggers if w.start <= t.span[0] and t.span[1] <= w.end]
        here = [s for s in one.stretches if w.start <= s[0][0] and s[0][1] <= w.end]
        m0, t0, s0 = len(mentions), len(triggers), len(stretches)
        trigger_slots.extend(range(len(own)))
        mention_slots.extend(range(len(own), len(own) + len(inside)))
        for i, (span, kind, entity, _) in enumerate(inside):
            mentions.append(at(span))
            mention_sentences.append(sentence_of(one.bounds, span[0]))
            kinds.append(kind)
            entities.append(known.setdefault((row, entity), len(known)))
            coref_pairs.extend((m0 + j, m0 + i) for j in range(max(0, i - ANTECEDENTS), i))
        for trigger in own:
            triggers.append(at(trigger.span))
            trigger_sentences.append(sentence_of(one.bounds, trigger.span[0]))
            labels.append(trigger)
            context_known.append(one.has_contexts)
        for span, _, _ in here:
            stretches.append(at(span))
            stretch_sentences.append(sentence_of(one.bounds, span[0]))
        for t, trigger in enumerate(own):
            for m, mention in enumerate(inside):
                role_pairs.append((t0 + t, m0 + m))
                role_values.append(role_targets(one, trigger, mention, inside) if labelled else [IGNORE] * len(ROLES))
            home = sentence_of(one.bounds, trigger.span[0])
            for s, (span, index, events) in enumerate(here):
                hit = bool(events & set(trigger.events))
                far = sentence_of(one.bounds, span[0]) != home
                value = IGNORE if hit and far and trigger.events and _nearer(trigger, own, span, events) else int(hit)
                link_pairs.append((t0 + t, s0 + s, index, value))
            for o in range(t):
                if set(own[o].types) & set(trigger.types):
                    same_pairs.append((t0 + o, t0 + t, int(bool(set(own[o].events) & set(trigger.events)))))

    def whole(rows: list[Any], width: int = 0) -> NDArray[np.int64]:
        return np.asarray(rows, np.int64).reshape((len(rows), width) if width else (len(rows),))

    return Batch(
        ids,
        (ids != PAD).astype(np.int64),
        tags,
        whole(mentions, 3),
        whole(mention_sentences),
        whole(kinds),
        whole(entities),
        whole(triggers, 3),
        whole(trigger_sentences),
        whole(mention_slots),
        whole(trigger_slots),
        _shares([t.types for t in labels]),
        _many([t.modes for t in labels], len(MODES)),
        mode_mask([t.types for t in labels]),
        _many([t.contexts for t in labels], len(ontology.contexts())),
        np.asarray(context_known, np.float32),
        np.asarray([not t.optional for t in labels], np.float32),
        whole([t.status for t in labels]),
        whole(stretches, 3),
        whole(stretch_sentences),
        whole(role_pairs, 2),
        whole(role_values, len(ROLES)),
        whole(link_pairs, 4),
        whole(same_pairs, 3),
        whole(coref_pairs, 2),
        1 + max([*mention_slots, *trigger_slots], default=-1),
        labelled,
    )


def _shares(types: list[list[int]]) -> NDArray[np.float32]:
    out = np.zeros((len(types), len(TYPES)), np.float32)
    for row, own in enumerate(types):
        for t in set(own):
            out[row, t] = 1 / len(set(own))
    return out


def _many(rows: list[set[int]], size: int) -> NDArray[np.float32]:
    out = np.zeros((len(rows), size), np.float32)
    for row, on in enumerate(rows):
        out[row, list(on)] = 1
    return out


_OWNER = np.asarray([TYPES.index(t) for t, _ in MODES])


def mode_mask(types: list[list[int]]) -> NDArray[np.float32]:
    """Only modes of the event's own type are learned: decoding never offers others."""
    return np.asarray([np.isin(_OWNER, own) for own in types], np.float32).reshape(len(types), len(MODES))


def _nearer(trigger: Trigger, triggers: list[Trigger], span: tuple[int, int], events: set[int]) -> bool:
    """Is another mention of the same event nearer to the stretch?"""
    mine = abs(trigger.span[0] - span[0])
    return any(
        o is not trigger and events & set(o.events) & set(trigger.events) and abs(o.span[0] - span[0]) < mine
        for o in triggers
    )


@dataclass(slots=True)
class Pair:
    """A text with two marked stretches: ids with markers, where the markers are, which pieces name the event, its type and modes."""

    ids: list[int]
    actor: int
    recipient: int
    named: list[int]
    type: int
    modes: set[int]


def marked(ids: list[int], actor: tuple[int, int], recipient: tuple[int, int]) -> tuple[list[int], list[int]]:
    """ids with the four markers put in, and for each old piece its new position. Stretches must not cross."""
    puts = [
        (actor[0], 1, MARKERS["actor_open"]),
        (recipient[0], 1, MARKERS["recipient_open"]),
        (actor[1], 0, MARKERS["actor_close"]),
        (recipient[1], 0, MARKERS["recipient_close"]),
    ]
    out: list[int] = []
    where: list[int] = []
    for i in range(len(ids) + 1):
        out.extend(m for at, _, m in sorted(puts, key=lambda p: p[1]) if at == i)
        if i < len(ids):
            where.append(len(out))
            out.append(ids[i])
    return out, where


def pairs_of(one: Example) -> list[Pair]:
    """Marked pairs of an annotated report: for each event one trigger with an actor and a recipient in its sentence or the one before."""
    out = []
    for trigger in one.triggers:
        if trigger.optional or len(set(trigger.types)) != 1:
            continue
        home = sentence_of(one.bounds, trigger.span[0])
        lo, hi = one.bounds[max(0, home - 1)], one.bounds[home + 1]
        inside = [m for m in one.mentions if lo <= m[0][0] and m[0][1] <= hi]
        sides = []
        for role in (0, 1):
            named = set().union(*(one.sides[e][role] for e in trigger.events))
            own = [m for m in inside if m[2] in named]
            sides.append(
                min(
                    own, key=lambda m: abs(m[0][0] - trigger.span[0]) + 200 * (m[0][0] < one.bounds[home]), default=None
                )
            )
        if sides[0] is not None and sides[1] is None:  # a two-sided event: two of its actors
            named = set().union(*(one.sides[e][0] for e in trigger.events)) - {sides[0][2]}
            sides[1] = min(
                (m for m in inside if m[2] in named), key=lambda m: abs(m[0][0] - trigger.span[0]), default=None
            )
        actor, recipient = sides
        if actor is None or recipient is None:
            continue
        (a, b), (c, d) = actor[0], recipient[0]
        if a < d and c < b:
            continue
        start = lo if min(a, c) < one.bounds[home] else one.bounds[home]
        if hi - start > 200:
            continue
        ids, where = marked(one.pieces.ids[start:hi].tolist(), (a - start, b - start), (c - start, d - start))
        out.append(
            Pair(
                [CLS, *ids, SEP],
                1 + ids.index(MARKERS["actor_open"]),
                1 + ids.index(MARKERS["recipient_open"]),
                [1 + where[i - start] for i in range(*trigger.span)],
                trigger.types[0],
                set(trigger.modes),
            )
        )
    return out


@dataclass(slots=True)
class PairBatch:
    """Marked pairs: ids, mask int64 [n, pieces]; places of the opening markers [n]; named float32 [n, pieces], a share for each
    piece that names the event; type [n]; modes, own_modes float32 [n, modes]."""

    ids: Any
    mask: Any
    actor: Any
    recipient: Any
    named: Any
    type: Any
    modes: Any
    own_modes: Any
    labelled: bool

    def to(self, device: str) -> PairBatch:
        """The same as tensors on a device."""
        return PairBatch(*_on(self, device))


def assemble_pairs(pairs: list[Pair], *, labelled: bool = True) -> PairBatch:
    width = max(len(p.ids) for p in pairs)
    ids = np.full((len(pairs), width), PAD, np.int64)
    named = np.zeros((len(pairs), width), np.float32)
    for row, pair in enumerate(pairs):
        ids[row, : len(pair.ids)] = pair.ids
        named[row, pair.named] = 1 / len(pair.named)
    return PairBatch(
        ids,
        (ids != PAD).astype(np.int64),
        np.asarray([p.actor for p in pairs]),
        np.asarray([p.recipient for p in pairs]),
        named,
        np.asarray([p.type for p in pairs]),
        _many([p.modes for p in pairs], len(MODES)),
        mode_mask([[p.type] for p in pairs]),
        labelled,
    )
