"""Check the whole corpus and print its figures.

    python -m training.check [--corpus corpus] [--data ../shared/data]

Reports are checked against the codebook, written ones for alignment, real ones for their digest where the sets are at
hand. Exits with 1 if anything is wrong.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from sitroom.errors import AnnotationError
from training.annotation import align, breaches, load, problems
from training.build_corpus import PARTS
from training.standoff import join

FIELDS = ("condition", "deadline", "exemption", "amount", "reason", "attributed_to", "date", "place")


def near_copies(reports: list[dict[str, Any]], size: int = 5, share: float = 0.5) -> list[tuple[str, str]]:
    """Pairs of reports that share more than `share` of their runs of five words."""
    shingles = {}
    for report in reports:
        words = report["text"].lower().split()
        shingles[report["id"]] = {tuple(words[i : i + size]) for i in range(max(1, len(words) - size + 1))}
    where: dict[tuple[str, ...], list[str]] = {}
    for name, own in shingles.items():
        for shingle in own:
            where.setdefault(shingle, []).append(name)
    common: Counter[tuple[str, str]] = Counter()
    for names in where.values():
        for i, a in enumerate(names[:50]):
            for b in names[i + 1 : 50]:
                common[a, b] += 1
    return [(a, b) for (a, b), n in common.items() if n > share * min(len(shingles[a]), len(shingles[b]))]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--data", type=Path)
    args = parser.parse_args()
    wrong: list[str] = []
    seen: Counter[str] = Counter()
    every: list[dict[str, Any]] = []
    part_of_id: dict[str, str] = {}
    for kind in ("written", "real"):
        for part in PARTS:
            path = args.corpus / kind / f"{part}.jsonl"
            rows = load(path) if path.exists() else []
            seen.update(r["id"] for r in rows)
            part_of_id.update((r["id"], part) for r in rows)
            found = [p for r in rows for p in (problems if kind == "written" else breaches)(r)]
            wrong.extend(found)
            if kind == "written":
                every.extend(align(r) for r in rows if not found)
            elif args.data:
                try:
                    every.extend(join(rows, args.data))
                except AnnotationError as error:
                    wrong.append(str(error))
            else:
                every.extend({**r, "text": ""} for r in rows)
            events = sum(len(r["events"]) for r in rows)
            words = sum(len(r.get("text", "").split()) for r in rows)
            print(f"{kind}/{part}: {len(rows)} reports, {words or '-'} words, {events} events")
    wrong.extend(f"{key}: stands in the corpus {n} times" for key, n in seen.items() if n > 1)
    crisis = {r["id"]: r.get("crisis") for r in every}
    for a, b in near_copies([r for r in every if r["text"]]):
        # Reprints within one invented crisis are meant; passages of one part may repeat each other.
        meant = crisis[a] is not None and crisis[a] == crisis[b]
        if part_of_id[a] != part_of_id[b] or not (meant or ("#" in a and "#" in b)):
            wrong.append(f"{a} ({part_of_id[a]}) and {b} ({part_of_id[b]}) are near-copies")
    events = [e for r in every for e in r["events"]]
    for name, counts in (
        ("type", Counter(e["type"] for e in events)),
        ("mode", Counter(f"{e['type']} {m}" for e in events for m in e.get("modes", []))),
        ("status", Counter(e["status"] for e in events)),
        ("field", Counter(f for e in events for f in FIELDS if e.get(f))),
        ("ledger", Counter(f"{x['kind']} {x['status']}" for r in every for x in r.get("ledger", []))),
    ):  # fmt: skip
        print(f"{name}: " + ", ".join(f"{k} {n}" for k, n in counts.most_common()))
    for message in wrong:
        print(message, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
