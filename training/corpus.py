"""The corpus as training reads it: written reports, and real text joined with its stand-off labels.

    python -m training.corpus --data ../shared/data --part train --out runs/train.jsonl.gz

writes a part joined, for training where the open sets are not at hand. The file holds texts of the sets: it stays outside the repository.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path
from typing import Any

from training.annotation import align, load
from training.standoff import join


def load_part(corpus: Path, data: Path | None, part: str) -> list[dict[str, Any]]:
    """Aligned reports of a part ("train", "development", "test"); "written/..." or "real/..." gives one kind alone.

    Real text needs data, the folder of the open sets; without it only written reports come back.
    """
    kind, _, name = part.rpartition("/")
    out: list[dict[str, Any]] = []
    if kind in ("", "written"):
        path = corpus / "written" / f"{name}.jsonl"
        if path.exists():
            out += [align(r) for r in load(path)]
    if kind in ("", "real") and data is not None:
        path = corpus / "real" / f"{name}.jsonl"
        if path.exists():
            out += join(load(path), data)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--part", default="train")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(args.out, "wt", encoding="utf-8") as out:
        for report in load_part(args.corpus, args.data, args.part):
            out.write(json.dumps(report, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
