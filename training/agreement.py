"""How far two annotators agree: the second annotation scored against the first, as a reader's record is.

    python -m training.agreement --data ../shared/data [--corpus corpus]

corpus/second holds the second annotation: of passages and written reports of the test parts, made apart from the first by another
annotator with the codebook alone. Events that either marks optional count neither for nor against.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from tests.gate.score_events import score
from training.annotation import align, load
from training.corpus import load_part
from training.standoff import join

KINDS = ("written", "real")


def pairs(corpus: Path, data: Path | None, kind: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """First and second annotation of the reports that both have, by id."""
    rows = load(corpus / "second" / f"{kind}.jsonl")
    second = {r["id"]: r for r in ([align(r) for r in rows] if kind == "written" else join(rows, _needed(data)))}
    first = {r["id"]: r for r in load_part(corpus, data, f"{kind}/test") if r["id"] in second}
    return first, {k: v for k, v in second.items() if k in first}


def _needed(data: Path | None) -> Path:
    if data is None:
        raise SystemExit("real passages need --data, the folder of the open sets")
    return data


def agreement(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """The scorer's figures with the second annotation as what was read, its optional events left out where they match nothing."""
    read = {
        key: {**report, "events": [e for e in report["events"] if not e.get("optional")]}
        for key, report in second.items()
    }
    return score(first, read, [])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    args = parser.parse_args()
    for kind in KINDS:
        if kind == "real" and args.data is None:
            continue
        figures = agreement(*pairs(args.corpus, args.data, kind))
        print(f"{kind}: {figures['reports']} reports")
        for name, value in figures.items():
            if name != "reports":
                shown = (
                    f"F1 {value['f1']:.2f} ({value['gold']} / {value['read']})"
                    if isinstance(value, dict)
                    else f"{value:.2f}"
                )
                print(f"  {name:14} {shown}")


if __name__ == "__main__":
    main()
