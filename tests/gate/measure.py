"""Figures of the packaged model on annotated reports, by the scorer."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from sitroom.intake import parse_day
from sitroom.reader import Reader
from tests.gate.score_events import score
from training.annotation import align, load

HOME = Path(__file__).parent
ROOT = HOME.parents[1]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def figures_of(reader: Reader, path: Path, errors: list[str] | None = None) -> dict[str, Any]:
    """The scorer's figures on an annotation file."""
    rows = [align(row) for row in load(path)]
    read = {}
    for row in rows:
        reading = reader.read(
            row["text"], published=parse_day(row["published"]) if row.get("published") else None, id=row["id"]
        )
        read[row["id"]] = reading.to_dict()
    return score({row["id"]: row for row in rows}, read, errors if errors is not None else [])


def flat(figures: dict[str, Any]) -> dict[str, float]:
    """Each figure as one number: F1 where there is one."""
    return {k: v["f1"] if isinstance(v, dict) else float(v) for k, v in figures.items() if k != "reports"}
