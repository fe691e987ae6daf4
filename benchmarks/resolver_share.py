"""What resolving costs: its share of the time of reading, and the time and memory of its tables at first use.

    python benchmarks/resolver_share.py [--reports 120] [--words 400] [--json]

"who", "where", "when", "how much" and "who says so" are the resolvers as the reader calls them: the cast of entities with coreference,
places, dates with deadlines, amounts, quotations. Shares are of the whole of reading, one thread, in one run. Tables are loaded in a
process of their own, in processor time and peak memory over those of the bare import.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import sitroom.reader as reading
from benchmarks.read_speed import texts
from sitroom.intake import parse_day, report_from_text
from sitroom.record import assembling
from sitroom.resolving.fields import Fields

SPENT: Counter[str] = Counter()


def watched(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def timed(*args: Any, **more: Any) -> Any:
        began = time.process_time()
        try:
            return function(*args, **more)
        finally:
            SPENT[name] += time.process_time() - began

    return timed


def shares(count: int, words: int) -> dict[str, float]:
    reader = reading.load()
    day = parse_day("2024-05-20")
    reports = [report_from_text(t, published=day, id=str(i)) for i, t in enumerate(texts(count, words))]
    list(reader.read_many(reports[:8], threads=1))  # tables and caches as in long work
    reading.cast_of = watched("who", reading.cast_of)  # type: ignore[assignment]
    reading.fields_of = watched("who", reading.fields_of)  # type: ignore[assignment]
    assembling.speakers_of = watched("who says so", assembling.speakers_of)  # type: ignore[assignment]
    for name, methods in {"when": ("date", "deadline_at"), "how much": ("amount",), "where": ("place",)}.items():
        for method in methods:
            setattr(Fields, method, watched(name, getattr(Fields, method)))
    began = time.process_time()
    list(reader.read_many(reports[8:], threads=1))
    whole = time.process_time() - began
    return {**{name: spent / whole for name, spent in SPENT.items()}, "all": sum(SPENT.values()) / whole}


_LOAD = """
import json, resource, sys, time
import numpy, sitroom, sitroom.resolving.actors, sitroom.resolving.places
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
before, began = peak(), time.process_time()
sitroom.resolve_entity("the Nigerien foreign minister", on="2023-05-01")
who = time.process_time() - began
sitroom.resolve_place("Goma")
print(json.dumps({"who_s": who, "where_s": time.process_time() - began - who, "megabytes": peak() - before}))
"""


def loading(times: int = 5) -> dict[str, float]:
    """The median of several processes."""
    runs = []
    for _ in range(times):
        done = subprocess.run([sys.executable, "-c", _LOAD], capture_output=True, text=True, check=True)
        runs.append(json.loads(done.stdout))
    return {key: sorted(run[key] for run in runs)[times // 2] for key in runs[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=120)
    parser.add_argument("--words", type=int, default=400)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    found = {"tables": loading(), "share": shares(args.reports, args.words)}
    if args.json:
        print(json.dumps(found))
        return
    for name, share in found["share"].items():
        print(f"{name:12} {share:6.1%} of reading")
    tables = found["tables"]
    print(
        f"tables: entities {tables['who_s']:.2f} s, gazetteer {tables['where_s']:.2f} s, {tables['megabytes']:.0f} MB together"
    )


if __name__ == "__main__":
    main()
