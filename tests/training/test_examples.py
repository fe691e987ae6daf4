"""What a trigger is taught of the mentions around it."""

import pytest

from sitroom.reading.labels import ROLES
from sitroom.reading.packaged import load_model
from training.annotation import align
from training.examples import IGNORE, Example, example, role_targets

TEXT = "Police arrested forty men in Karsk, the union said."


def learned(id: str, **event: object) -> Example:
    report = {
        "id": id,
        "text": TEXT,
        "entities": [
            {"id": "E1", "name": "police", "kind": "armed force", "mentions": ["Police"]},
            {"id": "E2", "name": "forty men", "kind": "population", "mentions": ["forty men"]},
            {"id": "E3", "name": "Karsk", "kind": "place", "mentions": ["Karsk"]},
            {"id": "E4", "name": "the union", "kind": "civil society", "mentions": ["the union"]},
        ],
        "events": [
            {
                "id": "1",
                "type": "COERCE",
                "status": "actual",
                "trigger": "arrested",
                "actors": ["E1"],
                "recipients": ["E2"],
                **event,
            }
        ],
    }
    return example(load_model()[1], align(report))


def targets(one: Example, role: str) -> list[int]:
    return [role_targets(one, one.triggers[0], mention, one.mentions)[ROLES.index(role)] for mention in one.mentions]


def test_the_party_of_a_side_is_taught_and_all_others_are_none() -> None:
    assert targets(learned("w-a-001"), "recipient") == [0, 1, 0, 0]


@pytest.mark.parametrize("role", ["place", "speaker"])
def test_rounds_that_mark_places_and_speakers_teach_that_there_is_none(role: str) -> None:
    assert targets(learned("w-a-001"), role) == [0, 0, 0, 0]


@pytest.mark.parametrize("role", ["place", "speaker"])
def test_rounds_that_seldom_mark_them_teach_nothing_where_none_is_marked(role: str) -> None:
    assert targets(learned("w-p1-001"), role) == [IGNORE] * 4


def test_what_such_a_round_does_mark_is_taught() -> None:
    one = learned("w-p1-001", place={"name": "Karsk", "country": None, "text": "Karsk"})
    assert targets(one, "place") == [0, 0, 1, 0]
    assert targets(one, "recipient") == [0, 1, 0, 0]
