"""Measure the packaged model and pin the floors a little below.

    python -m tests.gate.floors [--lower] [--print]

A floor is the figure less 0.02, or less 0.06 where fewer than 60 annotated fields stand behind it. Without --lower no
floor goes down.
"""

from __future__ import annotations

import argparse
import json
from typing import Any

from sitroom.reader import load
from tests.gate.measure import HOME, ROOT, digest, figures_of, flat

FILES = ("corpus/written/test.jsonl", "tests/gate/niger.jsonl")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lower", action="store_true", help="let floors go down, openly")
    parser.add_argument("--print", action="store_true", help="print the figures and write nothing")
    args = parser.parse_args()
    path = HOME / "floors.json"
    old: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    out: dict[str, Any] = {}
    reader = load()
    for name in FILES:
        figures = figures_of(reader, ROOT / name)
        floors = {}
        for key, value in flat(figures).items():
            thin = isinstance(figures[key], dict) and figures[key]["gold"] < 60
            floor = max(0.0, round(value - (0.06 if thin else 0.02), 3))
            before = old.get(name, {}).get("floors", {}).get(key, 0.0)
            floors[key] = floor if args.lower else max(floor, before)
        out[name] = {"digest": digest(ROOT / name), "floors": floors}
        print(name, json.dumps(figures))  # noqa: T201
    if not args.print:
        path.write_text(json.dumps(out, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
