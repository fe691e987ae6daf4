"""Short trainings differ from the first in one thing."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.experiments import VARIANTS, arguments

STARTS = {name: Path(name) for name in ("both", "side", "dictionary")}


def test_the_first_changes_nothing():
    assert arguments("all", STARTS) == ["--start", "both"]


@pytest.mark.parametrize("name", [name for name in VARIANTS if name != "all"])
def test_every_other_one_changes_its_start_or_one_argument(name: str):
    start, *own = arguments(name, STARTS)[1:]
    assert (start != "both") + sum(word.startswith("--") for word in own) == 1
