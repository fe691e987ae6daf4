"""Batches for the reader: windows with all their labels, and marked pairs for `relate`."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from sitroom.reading.labels import MARKERS, ROLES, TAG_LAYERS
from sitroom.reading.windows import Window, pack
from training.examples import IGNORE, TYPES, Example, Trigger, role_targets, sentence_of

CLS, SEP, PAD = 101, 102, 0


@dataclass(slots=True)
class Batch:
    """ids, mask int64 [batch, pieces]; spans are (row, start, end) in window positions; pairs index into the span lists."""

    ids: Tensor
    mask: Tensor
    tags: Tensor
    mentions: list[tuple[int, int, int]] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    entities: list[str] = field(default_factory=list)
    triggers: list[tuple[int, int, int]] = field(default_factory=list)
    trigger_labels: list[Trigger] = field(default_factory=list)
    context_known: list[bool] = field(default_factory=list)
    stretches: list[tuple[int, int, int]] = field(default_factory=list)
    sentences: dict[str, list[int]] = field(default_factory=lambda: {"mentions": [], "triggers": [], "stretches": []})
    role_pairs: list[tuple[int, int]] = field(default_factory=list)
    role_values: list[list[int]] = field(default_factory=list)
    link_pairs: list[tuple[int, int, int, int]] = field(default_factory=list)  # trigger, stretch, field, value
    same_pairs: list[tuple[int, int, int]] = field(default_factory=list)


def random_windows(one: Example, rng: random.Random) -> list[Window]:
    """Windows of a random size, so that the reader does not learn where windows end."""
    return pack(one.bounds, window=rng.choice((96, 160, 254, 254)), context=rng.choice((0, 48)))


def assemble(items: list[tuple[Example, Window]]) -> Batch:
    width = max(w.end - w.start for _, w in items) + 2
    ids = np.full((len(items), width), PAD, np.int64)
    tags = np.full((len(items), width, len(TAG_LAYERS)), IGNORE, np.int64)
    for row, (one, w) in enumerate(items):
        n = w.end - w.start
        ids[row, 0], ids[row, 1 : n + 1], ids[row, n + 1] = CLS, one.pieces.ids[w.start : w.end], SEP
        for layer, name in enumerate(TAG_LAYERS):
            tags[row, 1 : n + 1, layer] = one.tags[name][w.start : w.end]
    # torch.tensor puts them on the default device, which from_numpy does not.
    out = Batch(torch.tensor(ids), torch.tensor((ids != PAD).astype(np.int64)), torch.tensor(tags))
    for row, (one, w) in enumerate(items):
        shift = 1 - w.start

        def at(span: tuple[int, int], row: int = row, shift: int = shift) -> tuple[int, int, int]:
            return row, span[0] + shift, span[1] + shift

        inside = [m for m in one.mentions if w.start <= m[0][0] and m[0][1] <= w.end]
        triggers = [t for t in one.triggers if w.start <= t.span[0] and t.span[1] <= w.end]
        stretches = [s for s in one.stretches if w.start <= s[0][0] and s[0][1] <= w.end]
        m0, t0, s0 = len(out.mentions), len(out.triggers), len(out.stretches)
        for span, kind, entity, _ in inside:
            out.mentions.append(at(span))
            out.sentences["mentions"].append(sentence_of(one.bounds, span[0]))
            out.kinds.append(kind)
            out.entities.append(entity)
        for trigger in triggers:
            out.triggers.append(at(trigger.span))
            out.sentences["triggers"].append(sentence_of(one.bounds, trigger.span[0]))
            out.trigger_labels.append(trigger)
            out.context_known.append(one.has_contexts)
        for span, _, _ in stretches:
            out.stretches.append(at(span))
            out.sentences["stretches"].append(sentence_of(one.bounds, span[0]))
        for t, trigger in enumerate(triggers):
            for m, mention in enumerate(inside):
                out.role_pairs.append((t0 + t, m0 + m))
                out.role_values.append(role_targets(one, trigger, mention, inside))
            home = sentence_of(one.bounds, trigger.span[0])
            for s, (span, index, events) in enumerate(stretches):
                hit = bool(events & set(trigger.events))
                far = sentence_of(one.bounds, span[0]) != home
                value = (
                    IGNORE
                    if hit and far and len(trigger.events) and _nearer(trigger, triggers, span, events)
                    else int(hit)
                )
                out.link_pairs.append((t0 + t, s0 + s, index, value))
            for o in range(t):
                if set(triggers[o].types) & set(trigger.types):
                    out.same_pairs.append((t0 + o, t0 + t, int(bool(set(triggers[o].events) & set(trigger.events)))))
    return out


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


def assemble_pairs(pairs: list[Pair]) -> tuple[Tensor, Tensor]:
    width = max(len(p.ids) for p in pairs)
    rows = np.zeros((len(pairs), width), np.int64)
    for row, pair in enumerate(pairs):
        rows[row, : len(pair.ids)] = pair.ids
    ids = torch.tensor(rows)
    return ids, (ids != PAD).long()


__all__ = ["ROLES", "TYPES", "Batch", "Pair", "assemble", "assemble_pairs", "marked", "pairs_of", "random_windows"]
