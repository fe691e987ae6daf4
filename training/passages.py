"""Draw passages of real text to annotate: packets of drafts' headers and text, from documents of the train part.

    python -m training.passages --data ../shared/data --out corpus/packets [--count 900] [--packet 25] [--seed 7]

Sentences already in the corpus are never drawn again. Three passages in four are those in which the packaged reader finds most
triggers for their length, one in four is drawn at random, so that text without events is learned from as well.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import sitroom
from sitroom.codebook.reports import Report
from training.annotation import load
from training.build_corpus import PARTS, part_of
from training.sources import LICENCES, SourceDocument, documents, files_of

_ID = re.compile(r"^(?P<document>.+)#(?P<first>\d+)-(?P<last>\d+)$")
MOST_WORDS = 130
"""A passage ends with the sentence that takes it past this many words."""
MOST_SENTENCES = 6
MOST_OF_A_DOCUMENT = 3
"""Passages of one document, so that no document rules a packet."""
SHARES = {
    "causal_news": 0.2,
    "ecbplus": 0.2,
    "meantime": 0.15,
    "crossner_politics": 0.15,
    "ud_gum": 0.14,
    "re3d": 0.08,
    "ud_ewt": 0.08,
}
"""Of the passages drawn, how many come from which set."""


def annotated(corpus: Path) -> dict[str, set[int]]:
    """The sentences of each source document that the corpus holds."""
    out: dict[str, set[int]] = defaultdict(set)
    for part in PARTS:
        for row in load(corpus / "real" / f"{part}.jsonl"):
            found = _ID.match(row["id"])
            if found:
                out[found["document"]].update(range(int(found["first"]), int(found["last"])))
    return out


def passages(document: SourceDocument, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of untaken sentences of about MOST_WORDS words, as [first, last)."""
    first, words = 0, 0
    for i, sentence in enumerate(document.sentences):
        if i in taken:
            if words:
                yield first, i
            first, words = i + 1, 0
            continue
        words += len(sentence.split())
        if words >= MOST_WORDS or i - first + 1 >= MOST_SENTENCES:
            yield first, i + 1
            first, words = i + 1, 0
    if words:
        yield first, len(document.sentences)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--count", type=int, default=900)
    parser.add_argument("--packet", type=int, default=25)
    parser.add_argument(
        "--first", type=int, default=1, help="number of the first packet; sentences of earlier packets are left out"
    )
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    taken, chance = annotated(args.corpus), random.Random(args.seed)
    for packet in args.out.glob("*.jsonl"):
        for line in packet.read_text(encoding="utf-8").splitlines():
            found = _ID.match(json.loads(line)["id"])
            if found:
                taken[found["document"]].update(range(int(found["first"]), int(found["last"])))
    reader = sitroom.load()
    drawn: list[dict[str, str | None]] = []
    for name, share in SHARES.items():
        rows: list[tuple[float, str, str, str | None]] = []
        for document in (d for file in files_of(name) for d in documents(args.data, name, file)):
            if part_of(document.id) != "train":
                continue
            own = list(passages(document, taken.get(document.id, set())))
            for first, last in chance.sample(own, min(len(own), MOST_OF_A_DOCUMENT)):
                text = " ".join(document.sentences[first:last])
                if 8 <= len(text.split()) <= 2 * MOST_WORDS:
                    marks = reader.marks(Report("p", text, None, None, None, None, None, ()))
                    density = (len(marks.triggers) + 0.5) / (len(text.split()) + 20)
                    rows.append((density, f"{document.id}#{first}-{last}", text, document.published))
        wanted = min(len(rows), round(args.count * share))
        rows.sort(reverse=True)
        dense, rest = rows[: wanted * 3 // 4], rows[wanted * 3 // 4 :]
        chosen = dense + chance.sample(rest, min(len(rest), wanted - len(dense)))
        drawn += [{"id": key, "text": text, "published": day} for _, key, text, day in chosen]
        print(f"{name}: {len(chosen)} of {len(rows)} passages, {LICENCES[name]}", file=sys.stderr)
    chance.shuffle(drawn)
    args.out.mkdir(parents=True, exist_ok=True)
    for n, start in enumerate(range(0, len(drawn), args.packet), args.first):
        path = args.out / f"packet-{n:02d}.jsonl"
        path.write_text(
            "".join(json.dumps(p, ensure_ascii=False) + "\n" for p in drawn[start : start + args.packet]),
            encoding="utf-8",
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
