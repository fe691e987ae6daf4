"""Kinds of error, counted on one made report."""

from __future__ import annotations

from typing import Any

from training.error_kinds import error_kinds, lines_of
from training.quality_pictures import reliability_diagram


def event(type: str, start: int, **more: Any) -> dict[str, Any]:
    span = {"start": start, "end": start + 5, "text": "words"}
    party = {"name": "Mali", "mentions": []}
    return {"type": type, "status": "actual", "trigger": span, "other_mentions": [], "evidence": [span], "actors": [party],
            "recipients": [], **more}  # fmt: skip


def test_each_annotated_event_is_right_of_another_type_or_missed_and_the_rest_is_too_much() -> None:
    gold = {
        "id": "r",
        "events": [
            event("AID", 0),
            event("AGREE", 10, status="future", actors=[{"name": "Chad"}]),
            event("ASSAULT", 20),
            event("PROTEST", 30, optional=True),
        ],
    }
    read = {"r": {"events": [event("AID", 2), event("CONCEDE", 12), event("REJECT", 50)]}}
    kinds = error_kinds([gold], read)
    assert (kinds.annotated, kinds.right, kinds.other_type, kinds.missed) == (3, 1, 1, 1)
    assert kinds.types == {("AGREE", "CONCEDE"): 1}
    assert (kinds.read, kinds.extra, kinds.extra_types) == (3, 1, {"REJECT": 1})
    assert kinds.missed_types == {"ASSAULT": 1}


def test_sides_are_right_left_out_named_where_none_is_or_another_party() -> None:
    mali, chad = {"name": "Mali"}, {"name": "Chad"}
    gold = {
        "id": "r",
        "events": [
            event("AID", 0, actors=[mali], recipients=[chad]),
            event("AID", 10, actors=[mali], recipients=[]),
            event("AID", 20, actors=[mali], recipients=[chad], open_sides=["recipients"]),
        ],
    }
    read = {
        "r": {
            "events": [
                event("AID", 0, actors=[chad], recipients=[]),
                event("AID", 10, actors=[mali], recipients=[chad]),
                event("AID", 20, actors=[mali], recipients=[mali], status="historical"),
            ]
        }
    }
    kinds = error_kinds([gold], read)
    assert kinds.sides["actors"] == {"another party": 1, "right": 2}
    assert kinds.sides["recipients"] == {"left out": 1, "named where none is": 1, "right": 1}
    assert kinds.statuses == {("actual", "historical"): 1}
    assert any("another party 1 (33%)" in line for line in lines_of(kinds))


def test_the_diagram_has_a_dot_for_each_row() -> None:
    drawn = reliability_diagram({"written": [("0.0-0.2", 10, 0.1, 0.2), ("0.2-0.4", 5, 0.3, 0.3)], "real": []})
    assert drawn.count("<circle") == 2
    assert "written, 0.0-0.2: 10 events, mean 0.10, right 0.20" in drawn
