"""The quality gate: what the packaged model reaches on text it has not learned from, held by floors.

Floors stand in floors.json with the digest of the annotated file that they were measured on. They are raised with the
model; `python -m tests.gate.floors` writes them anew, and lowers none without --lower.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from sitroom.reader import Reader
from tests.gate.measure import HOME, ROOT, digest, figures_of, flat

pytestmark = pytest.mark.model

FLOORS: dict[str, Any] = json.loads((HOME / "floors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def measured(reader: Reader) -> dict[str, dict[str, float]]:
    return {name: flat(figures_of(reader, ROOT / name)) for name in FLOORS}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_floors_were_measured_on_this_file(name: str) -> None:
    assert digest(ROOT / name) == FLOORS[name]["digest"], (
        f"{name} has changed: measure again (python -m tests.gate.floors)"
    )


@pytest.mark.parametrize(
    ("name", "figure"), [(name, figure) for name in sorted(FLOORS) for figure in sorted(FLOORS[name]["floors"])]
)
def test_no_figure_falls_below_its_floor(measured: dict[str, dict[str, float]], name: str, figure: str) -> None:
    assert measured[name][figure] >= FLOORS[name]["floors"][figure]
