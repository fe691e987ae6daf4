"""Measure resolve_place on stored corpora of toponyms (development use): right within 161 km given the name and the other toponyms.

    python training/measure_places.py [--data ../shared/data/geo_corpora] [--misses 40]

The context is every other toponym of the article, as a string. Only toponyms with coordinates count; one that is not answered is wrong.

Abstaining is measured on the toponyms that have no right candidate: no entry that the gazetteer files under the name lies within 161 km
of where the place is, nor is one a state, region or stretch of land or water of the annotated country, whose point may lie elsewhere.
There no answer is right; beside it stands what abstaining costs, the share of toponyms with a right candidate that get none.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from sitroom.resolving.actors.tables import states
from sitroom.resolving.places import resolve_place
from sitroom.resolving.places.gazetteer import KINDS, gazetteer
from sitroom.resolving.places.resolver import candidates

_NAMES = {s.iso3: {s.name, s.formal, *s.other_names} for s in states()}


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    p1, p2 = math.radians(lat1), math.radians(lat2)
    half = math.sin((p1 - p2) / 2) ** 2 + math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon1 - lon2) / 2) ** 2
    return 12742 * math.asin(math.sqrt(half))


def _gold(toponym: dict[str, object]) -> str:
    return f"{toponym.get('fcode')} {toponym.get('country')}/{toponym.get('admin1')}"


WIDE = ("PCL", "ADM1", "OCN", "RGN", "CONT", "SEA", "AREA")
"""Beginnings of the codes of features whose point says little."""


def has_right_candidate(toponym: dict[str, Any]) -> bool:
    places = gazetteer()
    wide = str(toponym.get("fcode")).startswith(WIDE)
    for n in candidates(toponym["text"]):
        if kilometres(float(places.lat[n]), float(places.lon[n]), toponym["lat"], toponym["lon"]) <= 161:
            return True
        country = places.country_of(n)
        of_it = country is None or not toponym.get("country") or toponym["country"] in _NAMES.get(country, ())
        if wide and of_it and KINDS[int(places.kind[n])] in ("country", "region", "area", "continent"):
            return True
    return False


def measure(path: Path, misses: int) -> None:
    right = total = none = 0
    abstained: dict[bool, list[bool]] = {True: [], False: []}
    wrong: Counter[tuple[str, str, str]] = Counter()
    by_kind: Counter[str] = Counter()
    by_kind_right: Counter[str] = Counter()
    started = time.perf_counter()
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        for line in handle:
            article = json.loads(line)
            names = [t["text"] for t in article["toponyms"]]
            answers = {name: resolve_place(name, near=[n for n in names if n != name]) for name in set(names)}
            for toponym in article["toponyms"]:
                if toponym.get("lat") is None:
                    continue
                answer = answers[toponym["text"]]
                kind = str(toponym.get("fcode"))
                total += 1
                by_kind[kind] += 1
                answerable = has_right_candidate(toponym)
                abstained[answerable].append(answer is None)
                if answer is None or answer.lat is None or answer.lon is None:
                    none += 1
                    wrong[toponym["text"], _gold(toponym), "-"] += 1
                elif kilometres(answer.lat, answer.lon, toponym["lat"], toponym["lon"]) <= 161:
                    right += 1
                    by_kind_right[kind] += 1
                else:
                    got = f"{answer.precision} {answer.country}/{answer.admin1} {answer.name}"
                    wrong[toponym["text"], _gold(toponym), got] += 1
    seconds = time.perf_counter() - started
    print(f"{path.name}: right {right / total:.4f} of {total}, not answered {none / total:.4f}, {seconds:.1f} s")
    lost, kept = abstained[True], abstained[False]
    print(f"  abstains on {sum(kept) / len(kept):.3f} of {len(kept)} without a right candidate,", end=" ")
    print(f"on {sum(lost) / len(lost):.3f} of {len(lost)} with one")
    print("  " + "  ".join(f"{k} {by_kind_right[k]}/{n}" for k, n in by_kind.most_common(9)))
    for case, count in wrong.most_common(misses):
        print("   ", count, *case, sep=" | ")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/geo_corpora"))
    parser.add_argument("--misses", type=int, default=0)
    arguments = parser.parse_args()
    for name in ("lgl_dev", "trnews_dev"):
        measure(arguments.data / f"{name}.jsonl.gz", arguments.misses)


if __name__ == "__main__":
    main()
