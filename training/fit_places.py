"""Fit the curve by which `resolve_place` abstains: is the entry that it chose the place meant?

    python -m training.fit_places --data ../shared/data

Prints FIT of sitroom/resolving/places/resolver.py and, for chances from 0 on, what abstaining below them gains and costs on each of the
two sets that it is fitted to. The sets serve to develop only; ten weights are learned from them. Large places, and names that
stand alone in their report, are always answered and left out of the fit.
"""

from __future__ import annotations

import argparse
import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sitroom.resolving.places import resolve_place, resolver
from training.calibrate import fit
from training.measure_places import has_right_candidate, kilometres

SETS = ("lgl_dev", "trnews_dev")
CHANCES = (0.0, 0.05, 0.1, 0.12, 0.15, 0.2, 0.3, 0.5)


@dataclass(frozen=True)
class Answered:
    """A toponym with coordinates. signs: of the entry chosen, None where it was not asked for; none: nothing was answered."""

    set: str
    signs: tuple[float, ...] | None
    none: bool
    right: bool
    answerable: bool

    def silent(self, weights: np.ndarray, least: float) -> bool:
        """Would nothing be answered, abstaining below a chance?"""
        return self.none or (self.signs is not None and 1 / (1 + np.exp(-np.dot(weights, self.signs))) < least)


def answered(path: Path, name: str) -> list[Answered]:
    told: list[tuple[float, ...]] = []
    resolver._fits = lambda signs: told.append(tuple(signs)) or True  # type: ignore[assignment, func-returns-value]
    out = []
    with gzip.open(path / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            article: dict[str, Any] = json.loads(line)
            names = [t["text"] for t in article["toponyms"]]
            for toponym in article["toponyms"]:
                if toponym.get("lat") is None:
                    continue
                told.clear()
                place = resolve_place(toponym["text"], near=[n for n in names if n != toponym["text"]])
                right = (
                    place is not None
                    and place.lat is not None
                    and place.lon is not None
                    and kilometres(place.lat, place.lon, toponym["lat"], toponym["lon"]) <= 161
                )
                signs = told[-1] if told else None
                out.append(Answered(name, signs, place is None, right, has_right_candidate(toponym)))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, type=Path)
    args = parser.parse_args()
    rows = [row for name in SETS for row in answered(args.data / "geo_corpora", name)]
    learned = [r for r in rows if r.signs is not None]
    weights = fit(np.array([r.signs for r in learned]), np.array([float(r.right) for r in learned]))
    print("FIT = (" + ", ".join(f"{w:.2f}" for w in weights) + ")")
    for least in CHANCES:
        for name in SETS:
            own = [r for r in rows if r.set == name]
            silent = [r.silent(weights, least) for r in own]
            without = [s for s, r in zip(silent, own, strict=True) if not r.answerable]
            right = sum(r.right and not s for s, r in zip(silent, own, strict=True))
            share = np.mean(without)
            print(f"{least} {name}: silent on {share:.3f} of {len(without)} unanswerable, right {right / len(own):.4f}")


if __name__ == "__main__":
    main()
