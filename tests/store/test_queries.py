"""What a store answers: the JSON of events and entries, filters, replays of any day, changes, crises."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from importlib import resources
from typing import Any

import jsonschema
import pytest

from sitroom.codebook.records import Reading
from sitroom.errors import InputError, NotInStore
from sitroom.store import Store
from sitroom.store.queries import Query

Read = Callable[..., Reading]


def schema(name: str) -> Any:
    return json.loads(
        (resources.files("sitroom.codebook") / "data" / f"{name}.schema.json").read_text(encoding="utf-8")
    )


@pytest.fixture
def filled(store: Store, read: Read) -> Store:
    store.add(
        [
            read("Mali suspended Kenya.", "2024-05-01", "Wire", "one"),
            read("Ghana urged Chad by Friday.", "2024-05-06", "Wire", "two"),
            read("Mali bombed Kenya on Tuesday. Mali condemned Ghana.", "2024-05-08", "Herald", "three"),
            read("Snow fell. Mali bombed Kenya on Tuesday.", "2024-05-09", "Post", "four"),
            read("Mali lifted Kenya.", "2024-05-20", "Wire", "five"),
        ],
        reader="a",
    )
    return store


def test_events_and_entries_fit_their_schemas(filled: Store) -> None:
    events, entries = list(filled.events()), list(filled.ledger())
    assert events and entries
    for event in events:
        jsonschema.validate(event, schema("event"))
    for entry in entries:
        jsonschema.validate(entry, schema("entry"))


@pytest.mark.parametrize(
    ("query", "types"),
    [
        (Query(types=("ASSAULT", "ACCUSE")), ["ASSAULT", "ACCUSE"]),
        (Query(since=date(2024, 5, 7), until=date(2024, 5, 7)), ["ASSAULT"]),
        (Query(about=("Chad",)), ["REQUEST"]),
        (Query(about=("GHA",)), ["REQUEST", "ACCUSE"]),
        (Query(about=("Chad", "Kenya"), types=("REQUEST", "SANCTION")), ["SANCTION", "REQUEST"]),
        (Query(statuses=("future",)), []),
        (Query(as_of=date(2024, 5, 6)), ["SANCTION", "REQUEST"]),
        (Query(limit=1), ["SANCTION"]),
    ],
)
def test_filters_keep_what_fits_them_in_the_order_of_days(filled: Store, query: Query, types: list[str]) -> None:
    assert sorted(e["type"] for e in filled.events(query)) == sorted(types)


def test_a_day_is_replayed_as_the_reports_of_that_day_tell_it(filled: Store) -> None:
    (event,) = filled.events(Query(types=("ASSAULT",), as_of=date(2024, 5, 8)))
    assert (event["report_count"], [r["id"] for r in event["reports"]]) == (1, ["three"])
    (event,) = filled.events(Query(types=("ASSAULT",)))
    assert event["report_count"] == 2


@pytest.mark.parametrize(
    ("day", "measure", "demand"),
    [
        ("2024-04-30", None, None),
        ("2024-05-01", "in_force", None),
        ("2024-05-10", "in_force", "open"),
        ("2024-05-11", "in_force", "lapsed"),
        ("2024-05-20", "lifted", "lapsed"),
        (None, "lifted", "lapsed"),
    ],
)
def test_the_ledger_stands_as_it_stood_on_any_day(
    filled: Store, day: str | None, measure: str | None, demand: str | None
) -> None:
    query = Query(kinds=("measure", "demand"), as_of=date.fromisoformat(day) if day else None)
    found = {e["kind"]: e["status"] for e in filled.ledger(query)}
    assert (found.get("measure"), found.get("demand")) == (measure, demand)


def test_the_status_is_what_the_history_ends_with(filled: Store) -> None:
    for entry in filled.ledger():
        assert entry["status"] == entry["history"][-1]["status"]


def test_every_line_of_a_history_points_to_words(filled: Store) -> None:
    for entry in filled.ledger():
        for line in entry["history"]:
            words = line["evidence"]
            assert filled.report(line["report"])["text"][words["start"] : words["end"]] == words["text"]


def test_what_is_due_is_due_within_the_days_asked(filled: Store) -> None:
    assert [e["kind"] for e in filled.ledger(Query(due=7, as_of=date(2024, 5, 6)))] == ["demand"]
    assert list(filled.ledger(Query(due=2, as_of=date(2024, 5, 6)))) == []
    assert list(filled.ledger(Query(due=7, as_of=date(2024, 5, 12)))) == []


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (Query(types=("ATTACK",)), "'ATTACK' is no type. There are: AGREE"),
        (Query(statuses=("done",)), "'done' is no status"),
    ],
)
def test_a_filter_that_names_nothing_says_what_there_is(filled: Store, query: Query, message: str) -> None:
    with pytest.raises(InputError, match=message):
        list(filled.events(query))


def test_a_name_that_nobody_bears_says_so_with_the_nearest(filled: Store) -> None:
    with pytest.raises(NotInStore, match=r"Nobody in this store is called 'Kenyaa'\. Did you mean Kenya"):
        list(filled.events(Query(about=("Kenyaa",))))


def test_changes_since_a_moment_tell_only_of_later_ones(filled: Store, read: Read) -> None:
    moment = max(c["changed"] for c in filled.changes("2000-01-01"))
    assert len(list(filled.changes("2000-01-01"))) == len(list(filled.events())) + len(list(filled.ledger()))
    filled.add(read("Chad condemned Mali.", "2024-05-21", id="six"), reader="a")
    later = [c for c in filled.changes(moment) if c["changed"] > moment]
    assert {c["record"] for c in later} == {"event", "entry"}
    assert all(c["added"] == c["changed"] for c in later)


def test_a_crisis_is_a_saved_query(filled: Store) -> None:
    filled.save_crisis("Chad 2024", Query(about=("Chad",), since=date(2024, 1, 1)))
    assert filled.crises() == {"Chad 2024": {"since": "2024-01-01", "until": None, "about": ["Chad"]}}
    assert [e["type"] for e in filled.events(filled.crisis("Chad 2024"))] == ["REQUEST"]
    with pytest.raises(NotInStore, match="There are: Chad 2024"):
        filled.crisis("Mali")


def test_a_store_can_be_asked_while_its_events_are_read(filled: Store, read: Read) -> None:
    assert [filled.event(e["id"])["id"] for e in filled.events()] == [e["id"] for e in filled.events()]
    with Store(":memory:") as passing:
        passing.add(read("Mali bombed Kenya. Ghana condemned Chad."), reader="a")
        assert [passing.event(e["id"])["type"] for e in passing.events()] == ["ASSAULT", "ACCUSE"]


def test_the_newest_report_gives_the_day(filled: Store) -> None:
    assert filled.last_day() == date(2024, 5, 20)
    with Store(":memory:") as empty:
        assert empty.last_day() is None
        assert list(empty.events()) == [] == list(empty.ledger())


def test_the_tables_are_those_of_the_migrations(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from sitroom.store.tables import metadata

    with store.reading() as connection:
        found = compare_metadata(MigrationContext.configure(connection), metadata)
    # The full-text index is made by statements of each database's own, and its column is of PostgreSQL alone.
    assert [
        d for d in found if "report_by_words" not in str(d) and "'words'" not in str(d) and "report_words" not in str(d)
    ] == []
