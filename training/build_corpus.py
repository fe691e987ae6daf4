"""Compile drafts into the corpus: written reports with their text, real text stand-off, each parted in three.

    python -m training.build_corpus DRAFTS... --passages PASSAGES.jsonl... [--corpus corpus]

Reports of one invented crisis, and passages of one document, stay together; the part of a group follows from a digest
of its name, so that new drafts never move old ones. Drafts already in the corpus are replaced by id.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from training.annotation import align, load
from training.marked import compile_file
from training.standoff import detach

PARTS = ("train", "development", "test")


def part_of(group: str) -> str:
    """70 in 100 groups train, 12 develop, 18 test."""
    at = int(hashlib.sha256(group.encode()).hexdigest()[:8], 16) % 100
    return "train" if at < 70 else "development" if at < 82 else "test"


def group_of(report: dict[str, Any]) -> str:
    if "#" in report["id"]:
        return str(report["id"]).split("#")[0]
    return str(report.get("crisis") or report["id"])


def _write(path: Path, records: list[dict[str, Any]]) -> None:
    old = {r["id"]: r for r in load(path)} if path.exists() else {}
    old.update({r["id"]: r for r in records})
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(old[k], ensure_ascii=False) + "\n" for k in sorted(old)), encoding="utf-8")
    print(f"{path}: {len(old)}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("drafts", nargs="+", type=Path)
    parser.add_argument("--passages", nargs="*", type=Path, default=[])
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    args = parser.parse_args()
    passages = {}
    for path in args.passages:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            passages[row["id"]] = row
    errors: list[str] = []
    parts: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for path in args.drafts:
        for report in compile_file(path, errors):
            kind = "real" if "#" in report["id"] else "written"
            if kind == "real":
                passage = passages.get(report["id"])
                if passage is None or passage["text"] != report["text"]:
                    errors.append(f"{path.name}: {report['id']}: not the text of its passage")
                    continue
                report["published"] = passage["published"]
                report = detach(align(report))
            parts.setdefault((kind, part_of(group_of(report))), []).append(report)
    for (kind, part), records in sorted(parts.items()):
        _write(args.corpus / kind / f"{part}.jsonl", records)
    for error in errors:
        print(error, file=sys.stderr)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
