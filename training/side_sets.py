"""Open sets with labels of their own: names and phrases (tags), semantic roles (pairs), what happened (factuality).

Each becomes a side task with a head that does not ship. Only sets whose licence allows training; train parts only.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.batches import CLS, SEP
from training.examples import IGNORE
from training.model import PairHead, Reader, SpanHead, places, pool
from training.sources import CLOSED_RE3D_SOURCES, FREE_GUM_GENRES

ARGUMENTS = (
    "ARG0",
    "ARG1",
    "ARG2",
    "ARG3",
    "ARGM-TMP",
    "ARGM-LOC",
    "ARGM-ADV",
    "ARGM-PRP",
    "ARGM-CAU",
    "ARGM-NEG",
    "ARGM-MOD",
    "OTHER",
)
GUM_TYPES = ("person", "place", "organization", "time", "event", "object", "abstract")


@dataclass(slots=True)
class Side:
    """One sentence (or passage) of a side set; ids with both ends. tags: on first pieces; pairs: head, argument, label."""

    task: str
    ids: list[int]
    tags: list[int]
    pairs: list[tuple[tuple[int, int], tuple[int, int], int]]
    values: list[tuple[tuple[int, int], float]]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _cut(tokenizer: Tokenizer, tokens: list[str]) -> tuple[list[int], list[tuple[int, int]]]:
    ids, where = [CLS], []
    for encoding in tokenizer.encode_batch(tokens, add_special_tokens=False):
        start = len(ids)
        ids.extend(encoding.ids or [100])
        where.append((start, len(ids)))
    return [*ids, SEP], where


def _bio(ids: list[int], where: list[tuple[int, int]], labels: list[str], known: list[str]) -> list[int]:
    out = [IGNORE] * len(ids)
    for (start, _), label in zip(where, labels, strict=True):
        if label == "O" or label[2:] not in known:
            out[start] = 0
        else:
            out[start] = 1 + 2 * known.index(label[2:]) + (label[0] == "I")
    return out


TAG_TASKS: dict[str, list[str]] = {
    "uner": ["PER", "LOC", "ORG"],
    "crossner": [
        "politician",
        "person",
        "politicalparty",
        "organisation",
        "election",
        "event",
        "country",
        "location",
        "misc",
    ],
    "re3d": ["Organisation", "Location", "Person", "Nationality", "Temporal", "Quantity", "Weapon"],
    "gum": list(GUM_TYPES),
}


def load_sides(tokenizer: Tokenizer, data: Path, seed: int) -> list[Side]:
    rng = random.Random(seed)
    out: list[Side] = []

    def tags(task: str, tokens: list[str], ner: list[str]) -> None:
        ids, where = _cut(tokenizer, tokens)
        if 6 < len(ids) <= 200:
            out.append(Side(task, ids, _bio(ids, where, ner, TAG_TASKS[task]), [], []))

    for row in _rows(data / "uner_ewt/train.jsonl.gz"):
        if any(t != "O" for t in row["ner"]) or rng.random() < 0.05:
            tags("uner", row["tokens"], row["ner"])
    for name in ("train", "dev"):
        for row in _rows(data / f"crossner_politics/{name}.jsonl"):
            tags("crossner", row["tokens"], row["ner"])
    for row in _rows(data / "re3d/train.jsonl.gz"):
        if row["source"] and not CLOSED_RE3D_SOURCES.search(row["source"]):
            tags("re3d", row["tokens"], row["ner"])
    for row in _rows(data / "ud_gum/train_entities.jsonl.gz"):
        if row["genre"] not in FREE_GUM_GENRES:
            continue
        for a, b in row["sentences"]:
            ner = ["O"] * (b - a)
            for m in sorted(row["mentions"], key=lambda m: m["end"] - m["start"]):
                if m["start"] >= a and m["end"] <= b and m["type"] in GUM_TYPES and m["end"] - m["start"] <= 8:
                    if all(ner[i - a] == "O" for i in range(m["start"], m["end"])):
                        ner[m["start"] - a : m["end"] - a] = ["B-" + m["type"]] + ["I-" + m["type"]] * (
                            m["end"] - m["start"] - 1
                        )
            tags("gum", row["tokens"][a:b], ner)
    for row in _rows(data / "propbank_ewt/train.jsonl.gz"):
        if len(row["tokens"]) < 7:
            continue
        ids, where = _cut(tokenizer, row["tokens"])
        if len(ids) > 160:
            continue
        pairs = []
        for frame in row["frames"]:
            for arg in frame["args"]:
                label = ARGUMENTS.index(arg["role"]) if arg["role"] in ARGUMENTS else len(ARGUMENTS) - 1
                if arg["end"] > arg["start"]:
                    span = (where[arg["start"]][0], where[min(arg["end"], len(where)) - 1][1])
                    pairs.append((where[frame["predicate"]], span, label))
        if pairs:
            out.append(Side("propbank", ids, [], pairs, []))
    for row in [
        *_rows(data / "factuality/uds_ih2_train.jsonl.gz"),
        *_rows(data / "factuality/meantime_train.jsonl.gz"),
    ]:
        if len(row["tokens"]) < 7:
            continue
        ids, where = _cut(tokenizer, row["tokens"])
        values = [(where[p["token"]], float(p["factuality"])) for p in row["predicates"] if p["token"] < len(where)]
        if values and len(ids) <= 160:
            out.append(Side("factuality", ids, [], [], values))
    return out


def add_heads(model: Reader) -> None:
    for task, known in TAG_TASKS.items():
        model.side_tags[task] = nn.Linear(model.size, 1 + 2 * len(known))
    model.side_pairs["propbank"] = PairHead(len(ARGUMENTS), model.size)
    model.side_pairs["factuality"] = SpanHead(1, model.size)


def _find_spans(hidden: Tensor, spans: list[tuple[int, int, int]]) -> Tensor:
    index = torch.tensor(spans, device=hidden.device)
    return pool(hidden.float(), index[:, 0], index[:, 1], index[:, 2])


def side_loss(model: Reader, batch: list[Side], device: str = "cpu") -> Tensor:
    """Loss of a batch of one task. The arguments of PropBank are told from each other's by the head and every argument of the sentence."""
    task = batch[0].task
    width = max(len(s.ids) for s in batch)
    ids = torch.tensor([s.ids + [0] * (width - len(s.ids)) for s in batch], device=device)
    hidden = model.hidden(ids, (ids != 0).long())
    if task in TAG_TASKS:
        want = torch.tensor([s.tags + [IGNORE] * (width - len(s.tags)) for s in batch], device=device)
        return F.cross_entropy(
            model.side_tags[task](model.drop(hidden)).flatten(0, 1).float(), want.flatten(), ignore_index=IGNORE
        )
    if task == "factuality":
        spans = [(row, *span) for row, side in enumerate(batch) for span, _ in side.values]
        values = torch.tensor([v for side in batch for _, v in side.values], device=device)
        told = model.side_pairs[task](_find_spans(hidden, spans)).squeeze(-1)
        return F.smooth_l1_loss(told.float(), values) * 0.5
    heads: list[tuple[int, int, int]] = []
    arguments: list[tuple[int, int, int]] = []
    labels: list[int] = []
    for row, side in enumerate(batch):
        for head, argument, label in side.pairs:
            heads.append((row, *head))
            arguments.append((row, *argument))
            labels.append(label)
    a = torch.arange(len(heads), device=device)
    gap = places(
        torch.tensor(heads, device=device)[:, 1],
        torch.tensor(arguments, device=device)[:, 1],
        torch.ones(len(heads), device=device),
    )
    scores = model.side_pairs[task](_find_spans(hidden, heads), _find_spans(hidden, arguments), a, a, gap)
    return F.cross_entropy(scores.float(), torch.tensor(labels, device=device)) * 0.7
