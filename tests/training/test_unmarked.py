"""Completing amounts and deadlines: what is listed goes by text and annotations alone, and only answers that fit are taken."""

from typing import Any

import pytest

from sitroom.errors import AnnotationError
from training.annotation import align
from training.unmarked import Answer, answers, items, shown, take

TEXT = (
    "Troops fired on the march in May 2011. Nine people died and three others were hurt. "
    "Police locked up forty men near Karsk and gave the union until Friday to pay."
)


def report(**amounts: dict[str, Any]) -> dict[str, Any]:
    events = [
        {"id": "1", "type": "ASSAULT", "modes": [], "status": "actual", "trigger": "fired"},
        {"id": "2", "type": "COERCE", "modes": ["arrest"], "status": "actual", "trigger": "locked up"},
    ]
    for event in events:
        if event["id"] in amounts:
            event["amount"] = amounts[event["id"]]
    return {"id": "r", "published": "2011-05-09", "text": TEXT, "entities": [], "events": events}


def listed(field: str, row: dict[str, Any]) -> str:
    one = align(row)
    return "\n\n".join(shown(n, item, one) for n, item in enumerate(items(one, field), 1))


def test_lists_the_number_beside_an_event_and_the_toll_in_the_sentence_after_an_assault_but_no_year() -> None:
    listing = listed("amount", report())
    assert "«Nine» people died and «three» others" in listing
    assert '1 ASSAULT actual "fired"' in listing
    assert "«forty» men" in listing
    assert "«2011»" not in listing


def test_a_number_that_is_marked_already_is_not_listed_again() -> None:
    assert "«forty»" not in listed(
        "amount", report(**{"2": {"min": 40, "max": 40, "unit": "people", "text": "forty men"}})
    )


def test_terms_are_listed_for_deadlines() -> None:
    assert "«until Friday»" in listed("deadline", report())


def test_places_are_listed_but_no_month() -> None:
    listing = listed("place", report())
    assert "«near Karsk»" in listing
    assert "«in May»" not in listing


def test_a_place_is_taken_with_its_country() -> None:
    row = report()
    (answer,) = answers("place", listed("place", row), "1 | 2 | Karsk | Karsk,UKR", "p.ans")
    assert isinstance(answer, Answer)
    take("place", row, TEXT, answer)
    assert row["events"][1]["place"] == {"name": "Karsk", "country": "UKR", "text": "Karsk"}


def test_an_answer_becomes_the_events_amount_with_its_words() -> None:
    row = report()
    (answer,) = answers("amount", listed("amount", row), "2 | 2 | forty men | 40 people", "a.ans")
    assert isinstance(answer, Answer)
    take("amount", row, TEXT, answer)
    assert row["events"][1]["amount"] == {"min": 40, "max": 40, "unit": "people", "text": "forty men"}


def test_stand_off_labels_take_offsets() -> None:
    row = report()
    (answer,) = answers("deadline", listed("deadline", row), "1 | 2 | until Friday | 2011-05-13", "a.ans")
    assert isinstance(answer, Answer)
    labels = {key: value for key, value in row.items() if key != "text"}
    take("deadline", labels, TEXT, answer)
    at = TEXT.index("until Friday")
    assert labels["events"][1]["deadline"] == {"date": "2011-05-13", "stretch": [at, at + len("until Friday")]}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("2 | 2 | forty men", "3 cells"),
        ("99 | 2 | forty men | 40 people", "no item '99'"),
        ("2 | 2 | forty men | many people", "no number"),
    ],
)
def test_a_line_that_cannot_be_used_says_where_and_why(line: str, says: str) -> None:
    (message,) = answers("amount", listed("amount", report()), f"\n{line}", "a.ans")
    assert isinstance(message, str)
    assert says in message
    assert "a.ans, line 2" in message


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("2 | 9 | forty men | 40 people", "no event '9'"),
        ("2 | 2 | fifty men | 50 people", "not in the sentence"),
        ("2 | 1 | forty men | 40 people", "already"),
    ],
)
def test_an_answer_that_does_not_fit_the_report_is_refused(answer: str, says: str) -> None:
    row = report(**{"1": {"min": 9, "max": 9, "unit": "killed", "text": "Nine people"}})
    (given,) = answers("amount", "@2 r 84-161 2011-05-09", answer, "a.ans")
    assert isinstance(given, Answer)
    with pytest.raises(AnnotationError, match=says):
        take("amount", row, TEXT, given)


def test_a_listing_names_report_offsets_and_day() -> None:
    head = listed("deadline", report()).splitlines()[0]
    assert head == f"@1 r {TEXT.index('Police')}-{len(TEXT)} 2011-05-09"
