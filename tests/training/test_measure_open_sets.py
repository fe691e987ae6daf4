"""How mentions and statuses are compared with open sets."""

from __future__ import annotations

from training.measure_open_sets import Mentions, Status, named, spans_of


def test_names_are_stretches_of_the_joined_tokens() -> None:
    text, spans = spans_of(["Ana", "Tolvik", "left", "Velmora"])
    assert [text[a:b] for a, b in named(["B-PER", "I-PER", "O", "B-LOC"], spans)] == ["Ana Tolvik", "Velmora"]


def test_a_mention_with_its_title_touches_the_name_and_is_not_the_same() -> None:
    counts = Mentions()
    counts.add([(10, 20), (40, 47)], [(0, 20), (60, 65)])
    assert (counts.exact, counts.gold_touched, counts.read_touched) == (0, 1, 1)


def test_what_is_still_to_come_is_shown_by_its_mean_alone() -> None:
    status = Status()
    status.told.update({"actual": [3.0, -3.0], "negation": [-2.0], "future": [2.0]})
    head, means = status.lines("uw")
    assert "   3 events" in head
    assert "right 0.667, all taken to have happened 0.333" in head
    assert "future +2.00 (1)" in means
