"""Compile a case - reports of one crisis and the record across them - from its drafts, and its reports for the package.

python -m training.build_case corpus/drafts/case-1.txt ... --record corpus/drafts/case-record.json --out corpus/case [--package]
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from training.annotation import problems
from training.marked import compile_file

PACKAGED = Path("src/sitroom/examples/case.jsonl")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("drafts", nargs="+", type=Path)
    parser.add_argument("--record", required=True, type=Path)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--package", action="store_true", help=f"write the bare reports to {PACKAGED} too")
    args = parser.parse_args()
    errors: list[str] = []
    reports = [r for path in args.drafts for r in compile_file(path, errors)]
    errors += [p for r in reports for p in problems(r)]
    for error in errors:
        print(error, file=sys.stderr)
    if errors:
        return 1
    args.out.mkdir(parents=True, exist_ok=True)
    lines = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in reports)
    (args.out / "reports.jsonl").write_text(lines, encoding="utf-8")
    record = json.loads(args.record.read_text(encoding="utf-8"))
    (args.out / "record.json").write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if args.package:
        bare = [{k: r[k] for k in ("id", "published", "source", "title", "text")} for r in reports]
        PACKAGED.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in bare), encoding="utf-8")
    print(f"{args.out}: {len(reports)} reports, {sum(len(r['events']) for r in reports)} events")
    return 0


if __name__ == "__main__":
    sys.exit(main())
