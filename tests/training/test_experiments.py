"""Short trainings differ from the first in one thing."""

from __future__ import annotations

import pytest

from training.experiments import STARTS, VARIANTS, arguments


def test_the_first_changes_nothing():
    assert arguments("all") == ("both", [])


@pytest.mark.parametrize("name", [name for name in VARIANTS if name != "all"])
def test_every_other_one_changes_one_thing(name: str):
    start, own = arguments(name)
    if own[:1] == ["--kind"]:
        assert start == arguments("without side tasks")[0]
    else:
        assert (start != "both") + sum(word.startswith("--") for word in own) == 1


def test_every_start_is_known():
    assert {arguments(name)[0] for name in VARIANTS} <= set(STARTS)
