"""The code lists are PLOVER 2.0's, with one extension."""

from __future__ import annotations

import pytest

from sitroom.codebook import ontology


def test_there_are_sixteen_types_in_four_quad_classes() -> None:
    assert len(ontology.event_types()) == 16
    assert {entry.quad for entry in ontology.event_types().values()} == {1, 2, 3, 4}


def test_types_without_modes_are_those_of_the_manual() -> None:
    bare = {name for name, own in ontology.modes().items() if not own}
    assert bare == {"AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "AID"}


def test_coup_is_the_one_mode_of_our_own() -> None:
    assert "coup" in ontology.modes()["COERCE"]
    assert len(ontology.type_modes()) == 68


@pytest.mark.parametrize(
    ("type", "modes", "score"),
    [
        ("AID", (), 10.0),
        ("ACCUSE", (), -3.0),
        ("ASSAULT", ("beat",), -7.5),
        ("SANCTION", ("discontinue", "withdraw"), -6.0),
        ("PROTEST", ("vandalize",), -5.0),  # the manual prints no score for it
    ],
)
def test_an_event_scores_by_its_most_conflictual_mode(
    type: ontology.EventType, modes: tuple[str, ...], score: float
) -> None:
    assert ontology.score(type, modes) == score


def test_every_score_lies_on_the_scale() -> None:
    for own in ontology.modes().values():
        assert all(-10 <= value <= 10 for value in own.values())


def test_the_cameo_crosswalk_reads_in_plover_2() -> None:
    by_code = {entry.code: entry for entry in ontology.cameo()}
    assert (by_code["163"].type, by_code["163"].mode) == ("SANCTION", "discontinue")
    assert by_code["057"].type == "SUPPORT"
    assert by_code["01"].type == ""  # statements are dropped


def test_disputed_entities_have_a_country_to_be_coded_to() -> None:
    assert ontology.partially_recognised()["Somaliland"] == "SOM"


def test_contexts_and_sectors_are_complete() -> None:
    assert len(ontology.contexts()) == 37
    assert len(ontology.sectors()) == 25


def test_every_kind_of_ledger_entry_has_statuses() -> None:
    assert set(ontology.LEDGER_STATUSES) == {"measure", "demand", "pledge", "meeting", "position", "claim"}
    assert all(ontology.LEDGER_STATUSES.values())
