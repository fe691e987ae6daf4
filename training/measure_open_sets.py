"""Mentions and status against open sets that nobody annotated for this project: development parts, measured only.

    python -m training.measure_open_sets --data ../shared/data

Mentions: names of persons, places and organisations in UNER's English Web Treebank, and parties and places of re3d, whose groups and
descriptions count. A mention is found where one that is read has the same words (`exact`) or at least one word of it (`touched`).
What the sets mark and the codebook does not (web sites, products' makers in passing) counts as missed; of UNER only names are compared.
The codebook's mentions hold titles and what describes a name ("President Ana Tolvik", whom UNER has without her title), so that few are
the same word for word.

Status: how far a predicate that the reader takes for an event did happen, from -3 to +3 by the people who were asked (UDS It-Happened,
UW, MEANTIME). An event fits where its words hold the predicate. The sets differ on what is still to come: UDS has it low, UW high where it
is sure to come; it is shown by its mean alone.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from statistics import mean
from typing import Any

from sitroom.codebook.ontology import STATUSES
from sitroom.codebook.records import Reading
from sitroom.codebook.stretches import Stretch
from sitroom.errors import UnreadableReport
from sitroom.reader import Reader, load
from sitroom.resolving import names

FACTUALITY = ("uds_ih2", "uw", "meantime")
HAPPENED = ("actual", "historical")
LEAST = 1.0
"""Factuality from which a predicate counts as having happened."""
RE3D = {"Person", "Organisation", "Location"}


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def read(reader: Reader, text: str) -> Reading | None:
    """None where intake refuses the text: a title alone in another language, say."""
    try:
        return reader.read(text)
    except UnreadableReport:
        return None


def spans_of(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Tokens as a text with blanks between them, and where each stands."""
    spans, at = [], 0
    for token in tokens:
        spans.append((at, at + len(token)))
        at += len(token) + 1
    return " ".join(tokens), spans


def named(tags: Sequence[str], spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches of BIO tags."""
    out: list[tuple[int, int]] = []
    for tag, (start, end) in zip(tags, spans, strict=True):
        if tag.startswith("B"):
            out.append((start, end))
        elif tag.startswith("I") and out:
            out[-1] = (out[-1][0], end)
    return out


@dataclass(slots=True)
class Mentions:
    """Counts of one set: gold and read mentions, those with the same words, and those of each that touch one of the other."""

    gold: int = 0
    read: int = 0
    exact: int = 0
    gold_touched: int = 0
    read_touched: int = 0

    def add(self, gold: Sequence[tuple[int, int]], found: Sequence[tuple[int, int]]) -> None:
        self.gold += len(gold)
        self.read += len(found)
        self.exact += len(set(gold) & set(found))
        self.gold_touched += sum(any(a < y and x < b for x, y in found) for a, b in gold)
        self.read_touched += sum(any(a < y and x < b for x, y in gold) for a, b in found)

    def line(self, name: str) -> str:
        def figures(hit: int, other: int) -> str:
            precision, recall = other / max(1, self.read), hit / max(1, self.gold)
            return f"{precision:.3f} {recall:.3f} {2 * precision * recall / max(1e-9, precision + recall):.3f}"

        return (
            f"{name:24} {self.gold:5} marked {self.read:5} read   exact {figures(self.exact, self.exact)}   "
            f"touched {figures(self.gold_touched, self.read_touched)}"
        )


def measure_names(reader: Reader, data: Path) -> Mentions:
    out = Mentions()
    of_document = groupby(rows(data / "uner_ewt/dev.jsonl.gz"), key=lambda row: row["id"].rsplit("-", 1)[0])
    for _, sentences in of_document:
        own = list(sentences)
        text, spans = spans_of([token for row in own for token in row["tokens"]])
        reading = read(reader, text)
        if reading is not None:
            out.add(named([tag for row in own for tag in row["ner"]], spans), mentions_of(reading, only_names=True))
    return out


def measure_parties(reader: Reader, data: Path) -> Mentions:
    out = Mentions()
    for row in rows(data / "re3d/dev.jsonl.gz"):
        reading = read(reader, row["text"])
        if reading is not None:
            marked = [(e["start"], e["end"]) for e in row["entities"] if e["type"] in RE3D]
            out.add(sorted(set(marked)), mentions_of(reading, only_names=False))
    return out


def mentions_of(reading: Reading, *, only_names: bool) -> list[tuple[int, int]]:
    """Stretches of all mentions, without their articles and genitives: the sets have none."""
    out = set()
    for entity in reading.entities:
        for mention in entity.mentions:
            if not only_names or names.form_of(mention.text) == "name":
                out.add(_bare(mention))
    return sorted(out)


def _bare(mention: Stretch) -> tuple[int, int]:
    bare = names.bare(mention.text)
    start = mention.start + max(0, mention.text.find(bare))
    return start, start + len(bare)


@dataclass(slots=True)
class Status:
    """Factuality of the predicates that the reader takes for events, by the status that it gives them."""

    told: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def lines(self, name: str) -> list[str]:
        every = [(status, value) for status, values in self.told.items() for value in values if status != "future"]
        right = sum((status in HAPPENED) == (value >= LEAST) for status, value in every) / max(1, len(every))
        happened = sum(value >= LEAST for _, value in every) / max(1, len(every))
        means = [
            f"{status} {mean(self.told[status]):+.2f} ({len(self.told[status])})"
            for status in STATUSES
            if self.told[status]
        ]
        return [
            f"{name:10} {len(every):4} events at a predicate, future ones left out; happened or not: right {right:.3f}, "
            f"all taken to have happened {happened:.3f}",
            "           mean factuality: " + ", ".join(means),
        ]  # fmt: skip


def measure_status(reader: Reader, data: Path, name: str) -> Status:
    out = Status()
    for row in rows(data / f"factuality/{name}_dev.jsonl.gz"):
        if not row["predicates"]:
            continue
        text, spans = spans_of(row["tokens"])
        reading = read(reader, text)
        for event in reading.events if reading is not None else ():
            words = (event.trigger, *event.evidence)
            for one in row["predicates"]:
                start, end = spans[one["token"]]
                if any(w.start < end and start < w.end for w in words):
                    out.told[event.status].append(float(one["factuality"]))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    args = parser.parse_args()
    reader = load()
    print("mentions: precision, recall, F1")
    print(measure_names(reader, args.data).line("UNER EWT, names"))
    print(measure_parties(reader, args.data).line("re3d, parties and places"))
    print("status")
    for name in FACTUALITY:
        print("\n".join(measure_status(reader, args.data, name).lines(name)))


if __name__ == "__main__":
    main()
