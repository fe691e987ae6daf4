"""Positions and claims: asserted, disputed, confirmed, withdrawn."""

from __future__ import annotations

import pytest

from sitroom.ledger.acts import Act
from tests.ledger.telling import book_of, statuses, told

ACCUSED = told("Mali {accused} Kenya of shelling a village.", "ACCUSE allege", known="2024-03-05")


@pytest.mark.parametrize(
    ("acts", "lines"),
    [
        pytest.param((ACCUSED,), [["asserted"]], id="asserted"),
        pytest.param(
            (told("Mali {accused} Kenya of shelling a village.", "ACCUSE allege", after="Kenya denied it."),),
            [["disputed"]],
            id="denied in the next sentence",
        ),
        pytest.param(
            (ACCUSED, told("Kenya {accused} Mali of firing first.", "ACCUSE allege", by="Kenya", to="Mali", known="2024-03-06")),
            [["asserted", "disputed"], ["disputed"]],
            id="answered by an accusation back",
        ),
        pytest.param(
            (told("Mali and Kenya {accuse} each other.", "ACCUSE allege", by="Mali+Kenya", to=""),),
            [["disputed"], ["disputed"]],
            id="each other",
        ),
        pytest.param(
            (ACCUSED, told("Kenya had not {shelled} the village.", "ASSAULT heavy-weapons negation",
                              by="Kenya", to="", known="2024-03-08")),
            [["asserted", "disputed"]],
            id="the deed was not done",
        ),
        pytest.param(
            (ACCUSED, told("Mali {withdrew} its charge against Kenya.", "CONCEDE", day="2024-03-08")),
            [["asserted", "withdrawn"]],
            id="withdrawn",
        ),
        pytest.param(
            (ACCUSED, told("Kenya {admitted} shelling the village.", "CONCEDE", by="Kenya", to="", day="2024-03-08")),
            [["asserted", "confirmed"]],
            id="owned up to",
        ),
        pytest.param(
            (told("Kenya {sued} Mali over the village.", "ACCUSE allege", by="Kenya", to="Mali"),), [], id="a suit is no claim"
        ),
    ],
)  # fmt: skip
def test_the_history_of_a_claim(acts: tuple[Act, ...], lines: list[list[str]]) -> None:
    assert statuses(book_of(*acts), "claim") == lines


def test_a_charge_withdrawn_lifts_no_measure() -> None:
    expelled = told("Mali {expelled} the envoys of Kenya.", "SANCTION expel", day="2024-03-04", known="2024-03-05")
    withdrew = told("Mali {withdrew} its charge against Kenya.", "CONCEDE", day="2024-03-08")
    assert statuses(book_of(ACCUSED, expelled, withdrew), "measure") == [["in_force"]]


def test_a_position_goes_on_and_may_change() -> None:
    against = told("Mali {condemned} Kenya.", "ACCUSE disapprove", known="2024-03-05")
    again = told("Mali {denounced} Kenya.", "ACCUSE disapprove", known="2024-03-08")
    praised = told("Mali {praised} Kenya.", "SUPPORT", known="2024-03-12")
    assert statuses(book_of(against, again, praised), "position") == [["against", "for"]]
