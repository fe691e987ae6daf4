"""The ledger's rules alone: annotated events in, annotated entries out, scored as the scorer does.

    python -m training.measure_ledger [--parts written/train,written/development] [--data ../shared/data] [--errors]

What is measured is how well rules 3 and 13 and section 3 of the codebook are kept, with the reader taken out.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from sitroom.ledger.opening import open_ledger
from tests.gate.score_events import assign, side_agrees
from training.corpus import load_part
from training.gold import reading_of


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parts", default="written/train,written/development")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--data", type=Path)
    parser.add_argument("--errors", action="store_true", help="list what was missed and what was too much")
    args = parser.parse_args()
    gold: Counter[str] = Counter()
    read: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    right: Counter[str] = Counter()
    confused: Counter[str] = Counter()
    for part in args.parts.split(","):
        for report in load_part(args.corpus, args.data, part):
            reading = reading_of(report)
            entries = [e.to_dict() for e in open_ledger(reading.report, reading.events, reading.entities)]
            _score(report, entries, gold, read, hit, right, confused, args.errors)
    for kind in (*sorted(gold), "all"):
        g, r, h, s = (sum(c.values()) if kind == "all" else c[kind] for c in (gold, read, hit, right))
        f1 = 2 * h / (g + r) if g + r else 0.0
        print(
            f"{kind:9} annotated {g:5} read {r:5} F1 {f1:.3f} recall {h / max(1, g):.3f} precision {h / max(1, r):.3f} "
            f"status {s / max(1, h):.3f}"
        )
    print("statuses confused (annotated > read):", ", ".join(f"{k} {n}" for k, n in confused.most_common(14)))


def _score(
    report: dict[str, Any],
    entries: list[dict[str, Any]],
    gold: Counter[str],
    read: Counter[str],
    hit: Counter[str],
    right: Counter[str],
    confused: Counter[str],
    tell: bool,
) -> None:
    own = report.get("ledger", [])
    pairs = [
        (1.0 + (g["status"] == r["status"]), i, j)
        for i, g in enumerate(own)
        for j, r in enumerate(entries)
        if g["kind"] == r["kind"] and side_agrees(g["by"], r["by"]) and (side_agrees(g["to"], r["to"]) or not g["to"])
    ]
    match = assign(pairs)
    gold.update(g["kind"] for g in own)
    read.update(r["kind"] for r in entries)
    for i, j in match.items():
        hit[own[i]["kind"]] += 1
        right[own[i]["kind"]] += own[i]["status"] == entries[j]["status"]
        if own[i]["status"] != entries[j]["status"]:
            confused[f"{own[i]['kind']} {own[i]['status']} > {entries[j]['status']}"] += 1
    if tell:
        for i, g in enumerate(own):
            if i not in match:
                events = [
                    f"{e['type']} {'/'.join(e.get('modes', []))} {e['status']} '{e['trigger']['text']}'"
                    for e in report["events"]
                    if e["id"] in g.get("events", [])
                ]
                print(f"missed  {report['id']} {g['kind']} {g['status']} | {g['what']} | {_sides(g)} | {events}")
        for j, r in enumerate(entries):
            if j not in match.values():
                print(f"extra   {report['id']} {r['kind']} {r['status']} | {r['what']} | {_sides(r)} | {r['events']}")


def _sides(entry: dict[str, Any]) -> str:
    return " > ".join(str([p["name"] for p in entry[side]]) for side in ("by", "to"))


if __name__ == "__main__":
    main()
