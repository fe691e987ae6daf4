"""Scores of a grouping against the gold one: MUC, B3, CEAF-e and their mean (the CoNLL score).

The groupings may be over different items (mentions that a system missed or made up): such an item is right in nothing, as in
the reference scorer (Pradhan et al., 2014).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Groups = Sequence[frozenset[Hashable]]


@dataclass(frozen=True)
class Score:
    """Precision and recall, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return (
            2 * self.precision * self.recall / (self.precision + self.recall) if self.precision + self.recall else 0.0
        )


def b_cubed(gold: Groups, found: Groups) -> Score:
    """Mean over items of the share of its group that is right (Bagga and Baldwin, 1998)."""
    right = {item: group for group in gold for item in group}
    got = {item: group for group in found for item in group}
    both = [(len(right[i] & got[i]), len(got[i]), len(right[i])) for i in right if i in got]
    return Score(sum(s / g for s, g, _ in both) / max(1, len(got)), sum(s / r for s, _, r in both) / max(1, len(right)))


def muc(gold: Groups, found: Groups) -> Score:
    """Links kept (Vilain et al., 1995)."""

    def recall(key: Groups, answer: Groups) -> float:
        of: dict[Hashable, Hashable] = {item: (n, "group") for n, group in enumerate(answer) for item in group}
        kept = sum(len(g) - len({of.get(i, i) for i in g}) for g in key)
        total = sum(len(g) - 1 for g in key)
        return kept / total if total else 0.0

    return Score(recall(found, gold), recall(gold, found))


def ceaf_e(gold: Groups, found: Groups) -> Score:
    """Groups matched one to one by the similarity 2|both| / (|one| + |other|) (Luo, 2005)."""
    where = {item: n for n, group in enumerate(found) for item in group}
    alike = np.zeros((len(gold), len(found)))
    for row, group in enumerate(gold):
        for column in {where[i] for i in group if i in where}:
            alike[row, column] = 2 * len(group & found[column]) / (len(group) + len(found[column]))
    total = _best_matching(alike)
    return Score(total / max(1, len(found)), total / max(1, len(gold)))


def conll(gold: Groups, found: Groups) -> float:
    return (muc(gold, found).f1 + b_cubed(gold, found).f1 + ceaf_e(gold, found).f1) / 3


def groups_of(labels: Iterable[tuple[Hashable, Hashable]]) -> list[frozenset[Hashable]]:
    """(item, label) pairs -> groups in the order of their first item."""
    out: dict[Hashable, set[Hashable]] = {}
    for item, label in labels:
        out.setdefault(label, set()).add(item)
    return [frozenset(group) for group in out.values()]


def _best_matching(weights: NDArray[np.float64]) -> float:
    """The greatest sum of weights [rows, columns] of a one-to-one matching: the Hungarian method with potentials."""
    if weights.shape[0] > weights.shape[1]:
        weights = weights.T
    rows, columns = weights.shape
    cost = np.zeros((rows + 1, columns + 1))
    cost[1:, 1:] = weights.max(initial=0.0) - weights
    u, v = np.zeros(rows + 1), np.zeros(columns + 1)
    match = np.zeros(columns + 1, int)
    for row in range(1, rows + 1):
        match[0] = row
        at = 0
        least = np.full(columns + 1, np.inf)
        before = np.zeros(columns + 1, int)
        used = np.zeros(columns + 1, bool)
        while match[at]:
            used[at] = True
            reduced = cost[match[at]] - u[match[at]] - v
            closer = ~used & (reduced < least)
            closer[0] = False
            least[closer], before[closer] = reduced[closer], at
            open_ = np.where(used, np.inf, least)
            open_[0] = np.inf
            nearest = int(open_.argmin())
            step = open_[nearest]
            u[match[used]] += step
            v[used] -= step
            least[~used] -= step
            at = nearest
        while at:
            match[at], at = match[before[at]], int(before[at])
    taken = [(match[c] - 1, c - 1) for c in range(1, columns + 1) if match[c]]
    return float(sum(weights[r, c] for r, c in taken))
