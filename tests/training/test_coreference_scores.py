"""Scores of groupings, against values worked out by hand (B3 and MUC: the example of Bagga and Baldwin, 1998)."""

from __future__ import annotations

import pytest

from training.coreference_scores import Groups, b_cubed, ceaf_e, conll, groups_of, muc

GOLD = [frozenset({1, 2, 3, 4, 5}), frozenset({6, 7}), frozenset({8, 9, 10, 11, 12})]
JOINED = [frozenset({1, 2, 3, 4, 5}), frozenset({6, 7, 8, 9, 10, 11, 12})]
ALL = [frozenset(range(1, 13))]
SINGLE = [frozenset({i}) for i in range(1, 13)]


@pytest.mark.parametrize(
    ("found", "b3", "links", "entities"),
    [
        (GOLD, (1.0, 1.0), (1.0, 1.0), (1.0, 1.0)),
        (JOINED, (0.762, 1.0), (0.9, 1.0), (0.917, 0.611)),
        (ALL, (0.375, 1.0), (0.818, 1.0), (0.588, 0.196)),
        (SINGLE, (1.0, 0.25), (0.0, 0.0), (0.111, 0.444)),
    ],
)
def test_scores_are_those_worked_out_by_hand(
    found: Groups, b3: tuple[float, float], links: tuple[float, float], entities: tuple[float, float]
) -> None:
    for score, expected in ((b_cubed, b3), (muc, links), (ceaf_e, entities)):
        got = score(GOLD, found)
        assert (got.precision, got.recall) == pytest.approx(expected, abs=0.001), score.__name__


def test_the_conll_score_is_the_mean_of_the_three() -> None:
    assert conll(GOLD, GOLD) == 1.0
    assert conll(GOLD, JOINED) == pytest.approx((0.865 + 0.947 + 0.733) / 3, abs=0.001)


def test_groups_stand_in_the_order_of_their_first_item() -> None:
    assert groups_of([("a", 2), ("b", 1), ("c", 2)]) == [frozenset({"a", "c"}), frozenset({"b"})]
