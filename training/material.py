"""All that a training learns from, in one file: for training where neither the open sets nor the tokenizer's package are at hand.

    python -m training.material --data ../shared/data --out runs/material.pkl.gz [--part train]

The file holds texts of the sets as pieces: it stays outside the repository.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib
import pickle
from dataclasses import dataclass, replace
from pathlib import Path

from training.batches import Pair, pairs_of
from training.build_corpus import group_of
from training.corpus import chained, load_part, plain
from training.examples import Example, example, phrase_example, plain_example
from training.side_sets import Side, load_sides
from training.verb_patterns import load_pairs
from training.vocabulary import training_tokenizer


@dataclass(slots=True)
class Material:
    """reports: annotated; pairs: marked pairs of each of them; chains: documents with chains of phrases; plain: texts without
    annotations; patterns: marked pairs of the verb dictionary; sides: sentences of the side sets."""

    reports: list[Example]
    groups: list[str]
    """The crisis or document of each report."""
    pairs: list[list[Pair]]
    chains: list[Example]
    plain: list[Example]
    patterns: list[Pair]
    sides: list[Side]


def gather(corpus: Path, data: Path, part: str = "train", seed: int = 7) -> Material:
    """The material of a part of the corpus."""
    tokenizer = training_tokenizer()
    rows = load_part(corpus, data, part)
    reports = [example(tokenizer, row) for row in rows]
    return Material(
        reports,
        [group_of(row) for row in rows],
        [pairs_of(one) for one in reports],
        [phrase_example(tokenizer, row) for row in chained(data)],
        [plain_example(tokenizer, row) for row in plain(data)],
        load_pairs(tokenizer, data, seed),
        load_sides(tokenizer, data, seed),
    )


def chosen(material: Material, kind: str | None, share: float) -> Material:
    """Reports of one kind ("written" or "real"), or a share of the crises and documents, the same ones each time; the rest stays."""

    def stays(one: Example, group: str) -> bool:
        at = int(hashlib.sha256(f"share {group}".encode()).hexdigest()[:8], 16) % 1000
        return at < share * 1000 and kind in (None, "real" if "#" in one.id else "written")

    kept = [
        i for i, (one, group) in enumerate(zip(material.reports, material.groups, strict=True)) if stays(one, group)
    ]
    return replace(
        material,
        reports=[material.reports[i] for i in kept],
        groups=[material.groups[i] for i in kept],
        pairs=[material.pairs[i] for i in kept],
    )


def read(path: Path) -> Material:
    """A file that `python -m training.material` has written here: never one of others, since pickles run what they hold."""
    with gzip.open(path, "rb") as file:
        material: Material = pickle.load(file)
    return material


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--part", default="train")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    # Under its own name, not as "__main__", so that others can read the file.
    material = importlib.import_module("training.material").gather(args.corpus, args.data, args.part, args.seed)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(args.out, "wb", compresslevel=4) as file:
        pickle.dump(material, file, protocol=5)
    print(
        f"{args.out}: {len(material.reports)} reports, {len(material.chains)} documents with chains, {len(material.plain)} texts "
        f"without annotations, {len(material.patterns)} patterns, {len(material.sides)} sentences of side sets"
    )


if __name__ == "__main__":
    main()
