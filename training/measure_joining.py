"""Measure joining against known chains, beside two baselines.

    python -m training.measure_joining --data ../shared/data [--read]

ECB+ development: gold event mentions of the checked sentences, joined over all documents of a topic (both subtopics together),
with the packaged weights, which never saw it. Histories: annotated events (named by each report's own words, or as annotated
alike in all reports), and with --read what the packaged reader reads; each history is joined with weights fitted on the others.
Baselines: "same word" joins accounts whose triggers have the same stems (the lemma baseline), "none" joins nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from unittest.mock import patch

from sitroom.reader import load as load_reader
from sitroom.record.joining import THRESHOLD, join
from sitroom.record.traits import traits_of
from training.chains import Chains, histories
from training.coreference_scores import b_cubed, ceaf_e, groups_of, muc
from training.open_chains import ecbplus
from training.train_joining import (
    HISTORIES,
    Floats,
    history_pairs,
    named,
    open_pairs,
    typed_weights,
    untyped_weights,
)

Groups = Sequence[frozenset[Hashable]]


def joined(chains: Chains, threshold: float = THRESHOLD) -> Groups:
    clusters = join(chains.accounts, threshold=threshold)
    return [frozenset(account.id for account in cluster.accounts) for cluster in clusters]


def same_word(chains: Chains) -> Groups:
    return groups_of((a.id, tuple(sorted(traits_of(a).act))) for a in chains.accounts)


def none(chains: Chains) -> Groups:
    return [frozenset({a.id}) for a in chains.accounts]


def row(name: str, sets: Sequence[Chains], grouped: Sequence[Groups]) -> str:
    """One line of the table: the groups of all sets together."""
    gold: list[frozenset[Hashable]] = []
    found: list[frozenset[Hashable]] = []
    for chains, groups in zip(sets, grouped, strict=True):
        gold += groups_of(((chains.name, a.id), chains.gold[a.id]) for a in chains.accounts)
        found += [frozenset((chains.name, item) for item in group) for group in groups]
    b, m, e = b_cubed(gold, found), muc(gold, found), ceaf_e(gold, found)
    figures = [b.f1, b.precision, b.recall, m.f1, e.f1, (b.f1 + m.f1 + e.f1) / 3]
    return f"{name:52s}" + "".join(f"{value:8.3f}" for value in figures) + f"{len(found):7d}/{len(gold)}"


def held_out(folders: Sequence[Chains], training: Sequence[Sequence[Chains]], untyped: Floats) -> list[Groups]:
    """Each history joined with weights fitted on the other histories. training: the sets of histories to fit on, in one order."""
    out = []
    for number, chains in enumerate(folders):
        others = [c for told in training for i, c in enumerate(told) if i != number]
        weights = {"typed": named(typed_weights(history_pairs(others), untyped)), "untyped": named(untyped)}
        with patch("sitroom.record.likeness.model", lambda weights=weights: weights):
            out.append(joined(chains))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--histories", type=Path, default=HISTORIES)
    parser.add_argument(
        "--read", action="store_true", help="measure what the packaged reader reads in the histories too"
    )
    args = parser.parse_args()
    print(
        f"{'':52s}" + "".join(f"{head:>8s}" for head in ("B3 F1", "P", "R", "MUC", "CEAFe", "CoNLL")) + "  found/gold"
    )

    def show(name: str, sets: Sequence[Chains], how: Callable[[Chains], Groups]) -> None:
        print(row(name, sets, [how(c) for c in sets]), flush=True)

    topics = ecbplus(args.data / "ecbplus" / "dev.jsonl.gz")
    show("ECB+ development: joining", topics, joined)
    show("ECB+ development: same word", topics, same_word)
    show("ECB+ development: none", topics, none)
    told, read = histories(args.histories), histories(args.histories, reader=load_reader())
    untyped = untyped_weights(open_pairs(args.data))
    of_each = held_out(told, (told, read), untyped)
    for chains, groups in zip(told, of_each, strict=True):
        print(row(f"{chains.name}: joining, held out", [chains], [groups]))
    print(row("histories, annotated events: joining, held out", told, of_each))
    alike = histories(args.histories, own_words=False)
    print(row("the same, parties named as annotated", alike, held_out(alike, (told, read), untyped)))
    show("histories: same word", told, same_word)
    show("histories: none", told, none)
    if args.read:
        print(row("histories, read events: joining, held out", read, held_out(read, (told, read), untyped)))
        show("histories, read events: same word", read, same_word)
        show("histories, read events: none", read, none)


if __name__ == "__main__":
    main()
