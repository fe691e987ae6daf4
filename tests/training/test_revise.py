"""A second reading: what is shown goes by text and annotations alone, and corrections change what they name and nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest

from training.annotation import align, load
from training.corpus import rewrite
from training.revise import revise, shown

TEXT = "Police locked up forty men on Monday. They also charged the bishop. The arrests drew a protest; he called them unjust."


def report() -> dict[str, Any]:
    return {
        "id": "r",
        "published": "2011-05-09",
        "title": "Forty held",
        "text": TEXT,
        "entities": [
            {"id": "E1", "name": "police", "kind": "government body", "country": None, "mentions": ["Police"]},
            {"id": "E2", "name": "bishop", "kind": "person", "country": None, "mentions": ["the bishop"]},
        ],
        "events": [
            {
                "id": "1",
                "type": "COERCE",
                "modes": ["arrest"],
                "status": "actual",
                "actors": ["E1"],
                "recipients": [],
                "trigger": "locked up",
            },
            {
                "id": "2",
                "type": "REJECT",
                "modes": [],
                "status": "actual",
                "actors": ["E2"],
                "recipients": ["E1"],
                "trigger": "called",
            },
        ],
        "ledger": [
            {"kind": "measure", "what": "detention", "by": ["E1"], "to": [], "status": "in_force", "events": ["1"]},
            {"kind": "position", "what": "against", "by": ["E2"], "to": [], "status": "against", "events": ["2"]},
        ],
    }


def corrected(*lines: str) -> tuple[dict[str, Any], list[str]]:
    row = report()
    refused = revise(
        row, TEXT, [(f"line {n}", [cell.strip() for cell in line.split("|")]) for n, line in enumerate(lines, 1)]
    )
    return row, refused


def test_shows_mentions_and_events_in_their_sentences_and_the_sides_of_each_event() -> None:
    text = shown(align(report()))
    assert "[1] {E1 Police} <1 locked up> forty men on Monday." in text
    assert "E2 bishop (person): 2:the bishop" in text
    assert "1 COERCE (arrest) actual 1:locked up : E1 -> none" in text


def test_nested_stretches_close_what_opened_last_first() -> None:
    row = report()
    row["entities"].append({"id": "E3", "name": "men", "kind": "population", "mentions": ["forty men"]})
    row["entities"].append({"id": "E4", "name": "forty", "kind": "other", "mentions": ["forty"]})
    assert "{E3 {E4 forty} men}" in shown(align(row))


def test_a_new_party_becomes_the_recipient_and_the_ledger_entry_of_that_event_follows() -> None:
    row, refused = corrected("1 | recipients | E40", "entity | E40 | forty men | population | 1:forty men")
    assert refused == []
    assert row["events"][0]["recipients"] == ["E40"]
    assert row["ledger"][0]["to"] == ["E40"]
    assert row["ledger"][1]["to"] == []


def test_a_new_event_is_added_with_its_sides() -> None:
    row, refused = corrected("new | N1 | ACCUSE (allege) actual | 2:charged | E1 -> E2", "N1 | says | E2")
    assert refused == []
    added = row["events"][-1]
    assert (added["type"], added["modes"], added["status"], added["trigger"]) == (
        "ACCUSE",
        ["allege"],
        "actual",
        "charged",
    )
    assert (added["actors"], added["recipients"], added["attributed_to"]) == (["E1"], ["E2"], "E2")


def test_what_is_no_event_goes_with_the_ledger_entry_that_rests_on_it_alone() -> None:
    row, refused = corrected("2 | drop")
    assert refused == []
    assert [event["id"] for event in row["events"]] == ["1"]
    assert [entry["what"] for entry in row["ledger"]] == ["detention"]


def test_mentions_of_events_and_parties_are_marked_and_taken_away() -> None:
    row, refused = corrected(
        "1 | mention | 3:The arrests", "E1 | mention | 2:They", "E2 | mention | 3:he", "2 | status | negation"
    )
    assert refused == []
    assert row["events"][0]["other_mentions"] == ["The arrests"]
    assert row["entities"][0]["mentions"] == ["Police", "They"]
    assert row["entities"][1]["mentions"] == ["the bishop", "he"]
    again = [("line 1", ["1", "unmention", "3:The arrests"])]
    assert revise(row, TEXT, again) == []
    assert "other_mentions" not in row["events"][0]


def test_country_and_sectors_of_a_party_are_set() -> None:
    row, refused = corrected("E2 | country | KEN", "E2 | sectors | REL", "E1 | country | none")
    assert refused == []
    assert (row["entities"][1]["country"], row["entities"][1]["sectors"]) == ("KEN", ["REL"])
    assert row["entities"][0]["country"] is None


def test_a_field_that_belongs_to_another_act_is_taken_away() -> None:
    row = report()
    row["events"][0]["amount"] = {"text": "forty", "min": 40, "max": 40}
    assert revise(row, TEXT, [("line 1", ["1", "amount", "none"])]) == []
    assert "amount" not in row["events"][0]
    (refused,) = revise(row, TEXT, [("line 1", ["1", "amount", "none"])])
    assert "the event has no amount" in refused


def test_real_passages_keep_offsets() -> None:
    row = report()
    del row["text"]
    for entity in row["entities"]:
        entity["mentions"] = (
            [[0, 6]] if entity["id"] == "E1" else [[TEXT.index("the bishop"), TEXT.index("the bishop") + 10]]
        )
    for event in row["events"]:
        at = TEXT.index(event["trigger"])
        event["trigger"] = [at, at + len(event["trigger"])]
    assert revise(row, TEXT, [("line 1", ["1", "trigger", "1:locked"])]) == []
    assert row["events"][0]["trigger"] == [7, 13]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("9 | drop", "there is no '9' among the events"),
        ("1 | recipients | E9", "there is no 'E9' among the entities"),
        ("1 | trigger | 2:locked up", "'locked up' is not in sentence 2"),
        ("1 | trigger | locked up", "write SENTENCE:words"),
        ("1 | mention | 1:locked up", "is marked already"),
        ("1 | colour | red", "no field 'colour'"),
        ("new | N1 | ACCUSE actual | 2:charged | E1", "is no event"),
        ("entity | E9 | x | tribe | 1:men", "'tribe' is no kind of entity"),
        ("1 | modes | demo", "demo"),
        ("E1 | country | Kenya", "'Kenya' is no country"),
        ("E1 | sectors | POL", "POL is no sector"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_reason(line: str, why: str) -> None:
    _, refused = corrected(line)
    assert len(refused) == 1
    assert why in refused[0]


def test_real_passages_too_are_held_against_the_codebook() -> None:
    row = report()
    del row["text"]
    assert revise(row, TEXT, [("line 1", ["1", "modes", "demo"])]) == [
        "r: event 1 ('locked up'): 'demo' is no mode of COERCE"
    ]


def test_the_corpus_is_changed_in_the_named_reports_alone(tmp_path: Path) -> None:
    path = tmp_path / "written" / "train.jsonl"
    path.parent.mkdir()
    other = {**report(), "id": "other"}
    path.write_text("".join(json.dumps(row) + "\n" for row in (report(), other)), encoding="utf-8")
    refused = rewrite(tmp_path, None, ["r", "absent"], lambda row, text: revise(row, text, [("a.ans", ["2", "drop"])]))
    assert refused == ["the corpus has no report 'absent'"]
    changed, kept = load(path)
    assert [event["id"] for event in changed["events"]] == ["1"]
    assert kept == other
