"""Score a model on parts of the corpus with the scorer, and `relate` on the marked pairs of real news.

    python -m training.evaluate [--model FOLDER | --weights runs/reader/reader.pt] --data ../shared/data
        [--parts written/development,real/development] [--plv] [--errors FILE] [--json]

Without --model and --weights the packaged model is measured. "real/unseen" and "written/unseen" are the train reports that it has
not learned from; "parties" is F1 of single parties on the sides of events that fit.
Published test parts are never opened: plover_plv's train file is measured only, never learned from.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from sitroom.codebook.reports import Report
from sitroom.intake import parse_day, report_from_text
from sitroom.reader import Reader, load
from sitroom.reading.packaged import load_model
from sitroom.reading.settings import Thresholds
from tests.gate.score_events import score
from training.corpus import load_part
from training.sides import party_f1


def torch_reader(weights: Path, thresholds: Thresholds, teacher_folder: Path) -> Reader:
    """A reader with weights of `training.train` before they are exported, the teacher's too."""
    from training.torch_scorer import TorchScorer
    from training.train import taught_by
    from training.vocabulary import training_tokenizer

    return Reader(TorchScorer(taught_by(weights, teacher_folder, "cpu")), training_tokenizer(), thresholds, "torch")


def as_report(row: dict[str, Any]) -> Report:
    """An annotated report as intake would give it; its own date and text stand."""
    day = parse_day(row["published"]) if row.get("published") else None
    made = report_from_text(row["text"], published=day, title=row.get("title"), source=row.get("source"), id=row["id"])
    return (
        made
        if made.text == row["text"]
        else Report(**{**{f: getattr(made, f) for f in made.__slots__}, "text": row["text"], "body_start": 0})
    )


def read_all(reader: Reader, rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    from sitroom.errors import UnreadableReport

    reports = []
    for row in rows:
        try:
            reports.append(as_report(row))
        except UnreadableReport as error:
            print(error, file=sys.stderr)
    return {reading.report.id: reading.to_dict() for reading in reader.read_many(reports)}


def relate_figures(reader: Reader, data: Path) -> dict[str, Any]:
    """Macro-F1 over the 15 types of plover_plv: CONCEDE and RETREAT are its YIELD, an apology is SUPPORT there."""
    rows = list(
        csv.DictReader((data / "plover_plv/train.tsv").open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE)
    )
    pairs, gold = [], []
    for row in rows:
        marked = row["marked_sentence"]
        plain, spans, at = "", {}, 0
        for found in re.finditer(r"<(/?)([st])>", marked):
            plain += marked[at : found.start()]
            at = found.end()
            spans.setdefault(found[2], []).append(len(plain))
        plain += marked[at:]
        if len(spans.get("s", ())) != 2 or len(spans.get("t", ())) != 2:
            continue
        (a, b), (c, d) = spans["s"], spans["t"]
        if (a < d and c < b) or a >= b or c >= d:
            continue
        pairs.append((plain, (a, b), (c, d)))
        gold.append(row["gold_root"])
    read = ["YIELD" if r.type in ("CONCEDE", "RETREAT") else r.type for r in reader.relate_many(pairs)]
    f1 = {}
    for name in sorted(set(gold)):
        hit = sum(g == r == name for g, r in zip(gold, read, strict=True))
        f1[name] = 2 * hit / max(1, gold.count(name) + read.count(name))
    wrong = Counter((g, r) for g, r in zip(gold, read, strict=True) if g != r)
    return {
        "pairs": len(pairs), "of": len(rows), "accuracy": sum(g == r for g, r in zip(gold, read, strict=True)) / len(gold),
        "macro_f1": sum(f1.values()) / len(f1), "f1": {k: round(v, 3) for k, v in f1.items()},
        "confused": [(*k, n) for k, n in wrong.most_common(25)],
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--thresholds", type=Path)
    parser.add_argument("--teacher-folder", type=Path, default=Path("runs/mpnet"))
    parser.add_argument("--data", type=Path)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--parts", default="written/development,real/development")
    parser.add_argument("--plv", action="store_true")
    parser.add_argument("--errors", type=Path)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    limits = Thresholds.of(json.loads(args.thresholds.read_text())) if args.thresholds else None
    if args.weights:
        reader = torch_reader(args.weights, limits or Thresholds(), args.teacher_folder)
    elif limits is not None:
        scorer, tokenizer, _, version = load_model(args.model)
        reader = Reader(scorer, tokenizer, limits, version)
    else:
        reader = load(args.model)
    out: dict[str, Any] = {}
    errors: list[str] = []
    for part in filter(None, args.parts.split(",")):
        rows = load_part(args.corpus, args.data, part)
        read = read_all(reader, rows)
        out[part] = score({r["id"]: r for r in rows}, read, errors)
        out[part]["parties"] = party_f1(rows, read)
    if args.plv:
        out["plover_plv"] = relate_figures(reader, args.data)
    if args.errors:
        args.errors.write_text("\n".join(errors) + "\n", encoding="utf-8")
    if args.json:
        print(json.dumps(out, indent=1))
        return
    for part, figures in out.items():
        print(f"== {part}")
        for name, value in figures.items():
            print(
                f"{name:14}", value if not isinstance(value, dict) else "  ".join(f"{k} {v}" for k, v in value.items())
            )


if __name__ == "__main__":
    main()
