"""What people correct, and that it can be taken back to the letter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sitroom.codebook.records import Reading
from sitroom.errors import InputError, NotInStore
from sitroom.store import Store
from sitroom.store.queries import Query

Read = Callable[..., Reading]


@pytest.fixture
def filled(store: Store, read: Read) -> Store:
    store.add(
        [
            read(
                "Mali bombed Kenya on Tuesday. Snow fell in the hills for the first time in years.",
                "2024-05-22",
                "Wire",
                "one",
            ),
            read(
                "Prices rose at the market in the old town. Mali bombed Kenya on Tuesday.",
                "2024-05-22",
                "Herald",
                "two",
            ),
            read("Ghana condemned Chad.", "2024-05-22", "Wire", "three"),
        ],
        reader="a",
    )
    return store


def only(store: Store, type: str) -> dict[str, Any]:
    (event,) = store.events(Query(types=(type,)))
    return event


def everything(store: Store) -> tuple[Any, ...]:
    """All that a store shows, without the moments of change."""
    events = [{k: v for k, v in e.items() if k not in ("changed", "added")} for e in store.events()]
    entries = [{k: v for k, v in e.items() if k not in ("changed", "added")} for e in store.ledger()]
    return events, sorted(entries, key=lambda e: e["id"])


@pytest.mark.parametrize(
    ("field", "typed", "shown"),
    [
        ("type", "coerce", "COERCE"),
        ("status", "hypothetical", "hypothetical"),
        ("modes", "aerial, drone", ["aerial", "drone"]),
        ("contexts", "territory", ["territory"]),
    ],
)
def test_a_field_is_set_and_said_to_be_set(filled: Store, field: str, typed: str, shown: object) -> None:
    id_ = only(filled, "ASSAULT")["id"]
    with filled.correcting(by="AK", why="read closely") as corrector:
        corrector.set(id_, {field: typed})
    event = filled.event(id_)
    assert event[field] == shown
    assert field in event["corrected"]


def test_days_parties_and_deadlines_are_set(filled: Store) -> None:
    id_ = only(filled, "ASSAULT")["id"]
    with filled.correcting(by="AK") as corrector:
        corrector.set(
            id_, {"date": "2024-05-20..2024-05-21", "actors": "Ghana; United Nations", "deadline": "2024-06-01"}
        )
    event = filled.event(id_)
    assert (event["date"]["from"], event["date"]["to"]) == ("2024-05-20", "2024-05-21")
    assert [(p["name"], p["country"]) for p in event["actors"]] == [("Ghana", "GHA"), ("United Nations", None)]
    assert event["deadline"]["date"] == "2024-06-01"
    assert [e["id"] for e in filled.events(Query(about=("United Nations",)))] == [id_]


def test_what_is_no_event_goes_and_says_why(filled: Store) -> None:
    event = only(filled, "ACCUSE")
    with filled.correcting(by="AK", why="a headline of a play") as corrector:
        corrector.drop(event["id"])
    assert list(filled.events(Query(types=("ACCUSE",)))) == []
    assert filled.event(event["id"])["withdrawn"]["reason"] == "a person says that it is no event"
    assert event["id"] not in {e for entry in filled.ledger() for e in entry["events"]}


def test_a_split_makes_an_event_of_its_own_and_a_merge_makes_one_again(filled: Store) -> None:
    one = only(filled, "ASSAULT")
    assert one["report_count"] == 2
    with filled.correcting(by="AK", why="two raids") as corrector:
        corrector.split(one["id"], ["two"])
    parts = list(filled.events(Query(types=("ASSAULT",))))
    assert [[r["id"] for r in p["reports"]] for p in parts] == [["one"], ["two"]]
    with filled.correcting(by="AK", why="one raid after all") as corrector:
        corrector.merge(one["id"], [p["id"] for p in parts if p["id"] != one["id"]])
    assert only(filled, "ASSAULT")["report_count"] == 2
    gone = next(p["id"] for p in parts if p["id"] != one["id"])
    assert filled.event(gone)["withdrawn"]["continued"] == one["id"]


def test_a_split_survives_reading_again(filled: Store, read: Read) -> None:
    one = only(filled, "ASSAULT")
    with filled.correcting(by="AK") as corrector:
        corrector.split(one["id"], ["two"])
    for seq, report in filled.read_by_others("b"):
        filled.read_again(seq, read(report.text, "2024-05-22", report.source, report.id), reader="b")
    assert [e["report_count"] for e in filled.events(Query(types=("ASSAULT",)))] == [1, 1]


@pytest.mark.parametrize("action", ["set", "drop", "split", "merge", "status"])
def test_undo_restores_everything_as_it_was(filled: Store, action: str) -> None:
    one, other = only(filled, "ASSAULT"), only(filled, "ACCUSE")
    entry = next(iter(filled.ledger()))
    before = everything(filled)
    with filled.correcting(by="AK", why="try") as corrector:
        number = {
            "set": lambda: corrector.set(one["id"], {"type": "COERCE", "actors": "Ghana"}),
            "drop": lambda: corrector.drop(one["id"]),
            "split": lambda: corrector.split(one["id"], ["two"]),
            "merge": lambda: corrector.merge(one["id"], [other["id"]]),
            "status": lambda: corrector.status(entry["id"], "mixed", date(2024, 5, 22)),
        }[action]()
    assert everything(filled) != before
    with filled.correcting(by="BC", why="no") as corrector:
        corrector.undo(number)
    assert everything(filled) == before
    assert [(c["by"], c["action"], c["undone"]) for c in filled.corrections()] == [
        ("AK", action, True),
        ("BC", "undo", False),
    ]


def test_an_older_correction_holds_again_when_a_newer_one_is_undone(filled: Store) -> None:
    id_ = only(filled, "ASSAULT")["id"]
    with filled.correcting(by="AK") as corrector:
        corrector.set(id_, {"status": "future"})
    with filled.correcting(by="AK") as corrector:
        second = corrector.set(id_, {"status": "negation"})
    with filled.correcting(by="AK") as corrector:
        corrector.undo(second)
    assert filled.event(id_)["status"] == "future"


def test_revisions_tell_who_when_why_before_and_after(filled: Store) -> None:
    event = only(filled, "ASSAULT")
    with filled.correcting(by="AK", why="it was a plan") as corrector:
        corrector.set(event["id"], {"status": "future"})
    (row,) = filled.corrections()
    assert (row["by"], row["why"], row["before"], row["after"]) == (
        "AK",
        "it was a plan",
        {"status": "actual"},
        {"status": "future"},
    )
    assert row["evidence"][0]["trigger"]["text"] == "bombed"
    assert row["at"].endswith("Z")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda c, e: c.set("e-nothing", {"status": "actual"}), "no event of this store"),
        (lambda c, e: c.set(e, {"status": "maybe"}), "'maybe' is no status"),
        (lambda c, e: c.set(e, {"modes": "coup"}), "'coup' is no mode"),
        (lambda c, e: c.set(e, {"trigger": "x"}), "'trigger' cannot be set"),
        (lambda c, e: c.set(e, {"date": "2024-02-30"}), "no day of the calendar"),
        (lambda c, e: c.set(e, {"date": "2024-05-02..2024-05-01"}), "ends before it begins"),
        (lambda c, e: c.merge(e, [e]), "two or more different events"),
        (lambda c, e: c.split(e, ["nine"]), "Its reports: "),
        (lambda c, e: c.split(e, ["one", "two"]), "All reports"),
        (lambda c, e: c.undo(99), "no revision 99"),
        (lambda c, e: c.status("l-nothing", "lifted", None), "no ledger entry"),
        (lambda c, e: c.confirm("l-nothing", None), "no ledger entry"),
    ],
)
def test_a_correction_that_does_not_fit_says_what_would(filled: Store, call: Any, message: str) -> None:
    id_ = only(filled, "ASSAULT")["id"]
    before = everything(filled)
    with pytest.raises((InputError, NotInStore), match=message), filled.correcting(by="AK") as corrector:
        call(corrector, id_)
    assert everything(filled) == before
    assert filled.corrections() == []


def test_a_correction_without_a_name_is_refused(filled: Store) -> None:
    with pytest.raises(InputError, match="--by NAME"), filled.correcting(by=" "):
        pass


# --- what a person said outlives what reports go on telling


def histories(store: Store) -> list[tuple[str, list[tuple[str, str | None]]]]:
    return [(e["status"], [(line["status"], line["event"]) for line in e["history"]]) for e in store.ledger()]


def test_a_status_that_a_person_set_stays_when_the_event_is_told_again_or_dropped_and_taken_back(
    store: Store, read: Read
) -> None:
    store.add(read("Mali suspended Kenya.", id="one"), reader="a")
    (entry,), (event,) = store.ledger(), store.events()
    with store.correcting(by="AK") as corrector:
        corrector.status(entry["id"], "lifted", date(2024, 5, 20))
    said = [("lifted", [("in_force", event["id"]), ("lifted", "correction:1")])]
    assert histories(store) == said
    store.add(
        read("Mali suspended Kenya. Snow fell in the hills all day long.", "2024-05-21", "Herald", "two"), reader="a"
    )
    assert histories(store) == said
    with store.correcting(by="AK") as corrector:
        number = corrector.drop(event["id"])
    assert histories(store) == []
    with store.correcting(by="AK") as corrector:
        corrector.undo(number)
    assert histories(store) == said


def test_an_entry_that_another_event_told_further_lives_on_without_the_event_that_opened_it(
    store: Store, read: Read
) -> None:
    store.add(read("Mali suspended Kenya yesterday.", "2024-05-10", id="one"), reader="a")
    store.add(read("Mali suspended Kenya on Tuesday until Friday.", "2024-05-29", "Post", "two"), reader="a")
    opener, later = sorted(store.events(), key=lambda e: e["date"]["from"])
    (entry,) = store.ledger()
    assert set(entry["events"]) == {opener["id"], later["id"]}
    assert entry["deadline"]["date"] == "2024-05-31"
    store.add(
        read("Mali suspended Kenya yesterday. Snow fell in the hills all day long.", "2024-05-10", "Herald", "three"),
        reader="a",
    )
    (again,) = store.ledger()
    assert set(again["events"]) == {opener["id"], later["id"]}
    assert again["deadline"]["date"] == "2024-05-31"
    with store.correcting(by="AK") as corrector:
        corrector.drop(opener["id"])
    (left,) = store.ledger()
    assert left["events"] == [later["id"]]


def test_a_correction_of_an_event_that_hundreds_tell_holds_and_the_count_is_right(store: Store, read: Read) -> None:
    def telling(numbers: range) -> list[Reading]:
        return [
            read(f"Mali bombed Kenya. Snow fell near town number {n}.", "2024-05-21", f"P{n}", f"r{n}") for n in numbers
        ]

    store.add(telling(range(70)), reader="a")
    (event,) = store.events()
    assert event["report_count"] == 70
    with store.correcting(by="AK") as corrector:
        corrector.set(event["id"], {"status": "future"})
    store.add(telling(range(70, 110)), reader="a")
    (event,) = store.events()
    assert (event["status"], event["corrected"], event["report_count"]) == ("future", ["status"], 110)


def test_an_earlier_day_shows_the_event_as_its_reports_of_then_gave_it(store: Store, read: Read) -> None:
    store.add(read("Mali bombed Kenya.", "2024-05-20", "Wire", "one"), reader="a")
    store.add(read("Mali bombed Kenya on Tuesday. Snow fell.", "2024-05-22", "Herald", "two"), reader="a")
    (now,) = store.events()
    assert (now["report_count"], now["publishers"], now["date"]["text"]) == (2, 2, "Tuesday")
    (then,) = store.events(Query(as_of=date(2024, 5, 20)))
    assert (then["id"], then["report_count"], then["publishers"], then["date"]) == (now["id"], 1, 1, None)
    assert then["last_reported"] == "2024-05-20"
    with store.correcting(by="AK") as corrector:
        corrector.set(now["id"], {"status": "hypothetical"})
    (then,) = store.events(Query(as_of=date(2024, 5, 20)))
    assert then["status"] == "hypothetical"
