"""Reports a second and peak memory of reading, beside the bare encoder on the same text in the same run.

    python benchmarks/read_speed.py [--reports 200] [--words 400] [--processes 2] [--json]

Reports are packaged and corpus text cut to the given length. "bare" is the packaged 8-bit encoder alone over the same
pieces in full windows without context, one thread; "read" is everything from text to reading, one thread; "read, N
processes" is the same shared out. Ratios are what to quote: machines differ, and these are noisy.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from sitroom.intake import parse_day, report_from_text
from sitroom.reader import load
from sitroom.reading.sentences import split_sentences
from sitroom.reading.windows import CLS, SEP, cut


def texts(count: int, words: int) -> list[str]:
    """Texts of about so many words: whole corpus reports joined until long enough."""
    pool = [
        json.loads(line)["text"]
        for path in sorted(Path("corpus/written").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    out = []
    at = 0
    for _ in range(count):
        parts: list[str] = []
        while sum(len(p.split()) for p in parts) < words:
            parts.append(pool[at % len(pool)])
            at += 1
        kept = " ".join("\n\n".join(parts).split(" ")[:words])
        out.append(kept)
    return out


def read_all(chunk: list[str]) -> int:
    reader = load()
    day = parse_day("2024-05-20")
    reports = [report_from_text(t, published=day, id=str(i)) for i, t in enumerate(chunk)]
    return sum(len(r.events) for r in reader.read_many(reports, threads=1))


def bare(chunk: list[str]) -> int:
    """The encoder alone, fed as it reads fastest: batches of full windows."""
    reader = load()
    rows = []
    for text in chunk:
        pieces, _ = cut(reader.tokenizer, text, split_sentences(text))
        window = reader.scorer.window
        rows.extend(pieces.ids[a : a + window] for a in range(0, len(pieces.ids), window))
    rows.sort(key=len)
    total = 0
    for a in range(0, len(rows), 16):
        batch = rows[a : a + 16]
        ids = np.zeros((len(batch), max(len(r) for r in batch) + 2), np.int64)
        for i, row in enumerate(batch):
            ids[i, 0], ids[i, 1 : len(row) + 1], ids[i, len(row) + 1] = CLS, row, SEP
        hidden, _ = reader.scorer.encode(ids)
        total += hidden.shape[0]
    return total


def timed(function, *args) -> float:
    began = time.perf_counter()
    function(*args)
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--words", type=int, default=400)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    chunk = texts(args.reports, args.words)
    read_all(chunk[:2]), bare(chunk[:2])
    ratios, rates = [], []
    for _ in range(args.rounds):
        one, other = timed(bare, chunk), timed(read_all, chunk)
        ratios.append(other / one)
        rates.append(args.reports / other)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    shares = [chunk[i :: args.processes] for i in range(args.processes)]
    with ProcessPoolExecutor(args.processes) as pool:
        list(pool.map(read_all, [c[:1] for c in shares]))
        together = min(timed(lambda: list(pool.map(read_all, shares))) for _ in range(args.rounds))
    out = {
        "reports": args.reports, "words": args.words, "reports_a_second_one_process": round(statistics.median(rates), 2),
        f"reports_a_second_{args.processes}_processes": round(args.reports / together, 2),
        "times_the_bare_encoder": round(statistics.median(ratios), 3), "peak_mb": round(memory),
    }  # fmt: skip
    print(json.dumps(out) if args.json else "\n".join(f"{k:32} {v}" for k, v in out.items()))


if __name__ == "__main__":
    main()
