"""Batches ahead of the training step: worker processes put them together while the last one is learned from."""

from __future__ import annotations

import gc
import multiprocessing
import random
from collections.abc import Iterator
from dataclasses import dataclass

from sitroom.reading.windows import Window
from training.batches import Batch, Pair, PairBatch, assemble, assemble_pairs, random_windows
from training.examples import Example


@dataclass(slots=True)
class Pool:
    """What batches are made of: examples with their marked pairs, how often an epoch shows each, and whether annotated."""

    examples: list[Example]
    pairs: list[list[Pair]]
    weights: list[float]
    labelled: list[bool]


@dataclass(frozen=True, slots=True)
class Task:
    """One batch: (example, start, own, end) of windows to read, or (example, number) of marked pairs to relate."""

    kind: str
    items: list[tuple[int, ...]]
    labelled: bool


def group(sizes: list[int], pieces: int, rng: random.Random) -> list[list[int]]:
    """Indices grouped by like size into batches of at most so many pieces (padding included), shuffled."""
    order = sorted(range(len(sizes)), key=lambda i: sizes[i] + rng.random() * 8)
    out: list[list[int]] = []
    current: list[int] = []
    widest = 0
    for i in order:
        widest = max(widest, sizes[i])
        if current and (len(current) + 1) * widest > pieces:
            out.append(current)
            current, widest = [], sizes[i]
        current.append(i)
    if current:
        out.append(current)
    rng.shuffle(out)
    return out


def plan(pool: Pool, pieces: int, rng: random.Random, pair_share: float = 0.4) -> list[Task]:
    """The batches of one epoch, shuffled. pair_share: how many of the marked pairs it shows."""
    out: list[Task] = []
    for labelled in (True, False):
        own = [i for i, known in enumerate(pool.labelled) if known == labelled]
        windows: list[tuple[int, ...]] = []
        pairs: list[tuple[int, ...]] = []
        for i in own:
            weight = pool.weights[i]
            for _ in range(int(weight) + (rng.random() < weight % 1)):
                windows += [(i, w.start, w.own, w.end) for w in random_windows(pool.examples[i], rng)]
            pairs += [(i, p) for p in range(len(pool.pairs[i])) if rng.random() < pair_share * min(1.0, weight)]
        out += [
            Task("read", [windows[i] for i in g], labelled)
            for g in group([end - start + 2 for _, start, _, end in windows], pieces, rng)
        ]
        out += [
            Task("relate", [pairs[i] for i in g], labelled)
            for g in group([len(pool.pairs[i][p].ids) for i, p in pairs], pieces, rng)
        ]
    rng.shuffle(out)
    return out


_pool: Pool | None = None


def _made(task: Task) -> tuple[str, Batch | PairBatch]:
    assert _pool is not None
    if task.kind == "relate":
        return "relate", assemble_pairs([_pool.pairs[i][p] for i, p in task.items], labelled=task.labelled)
    windows = [(_pool.examples[i], Window(start, own, end)) for i, start, own, end in task.items]
    return "read", assemble(windows, labelled=task.labelled)


class Feeder:
    """Makes batches in forked processes; with no workers, in this one. Open it before the first use of a GPU."""

    def __init__(self, pool: Pool, workers: int) -> None:
        global _pool
        _pool = self.pool = pool
        # Millions of small objects that stay: without this each full collection walks them all, here and in every worker.
        gc.collect()
        gc.freeze()
        self._workers = multiprocessing.get_context("fork").Pool(workers) if workers else None

    def batches(self, tasks: list[Task]) -> Iterator[tuple[str, Batch | PairBatch]]:
        if self._workers is None:
            yield from map(_made, tasks)
        else:
            yield from self._workers.imap(_made, tasks)

    def close(self) -> None:
        if self._workers is not None:
            self._workers.terminate()
