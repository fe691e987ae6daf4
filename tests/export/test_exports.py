"""Exports: rows that other tools read, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sitroom.export import FORMATS
from sitroom.export.csv import COLUMNS
from sitroom.intake import report_from_text
from sitroom.reader import Reader
from sitroom.store import Store
from sitroom.store.queries import Query

REFERENCE = (Path(__file__).parents[2] / "docs" / "reference.md").read_text(encoding="utf-8")


@pytest.fixture
def filled(standin: Reader) -> Iterator[Store]:
    with Store(":memory:") as store:
        for id_, words in (
            ("=cmd", "Mali bombed Kenya on Tuesday. Ghana\ncondemned Chad."),
            ("two", "Chad met Ghana."),
        ):
            store.add(
                standin.read(report_from_text(words, published=date(2024, 5, 22), source="Wire", id=id_)), reader="a"
            )
        yield store


def rows(store: Store) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(FORMATS["csv"](store, Query())), newline="")))


def test_json_lines_are_the_events_as_the_store_gives_them(filled: Store) -> None:
    lines = [json.loads(line) for line in FORMATS["jsonl"](filled, Query())]
    assert lines == list(filled.events())


def test_csv_has_one_row_an_event_and_every_column(filled: Store) -> None:
    found = rows(filled)
    assert [r["type"] for r in found] == [e["type"] for e in filled.events()]
    assert list(found[0]) == list(COLUMNS)
    bombed = next(r for r in found if r["type"] == "ASSAULT")
    assert (bombed["date_from"], bombed["actors"], bombed["actor_countries"], bombed["recipients"]) == (
        "2024-05-21", "Mali", "MLI", "Kenya",
    )  # fmt: skip


def test_no_cell_holds_a_line_break_or_begins_a_formula(filled: Store) -> None:
    for row in rows(filled):
        for name, cell in row.items():
            assert "\n" not in cell
            if name != "score":
                assert not cell.startswith(("=", "+", "@")), (name, cell)


def test_every_column_is_described_in_the_reference() -> None:
    assert [c for c in COLUMNS if f"`{c}`" not in REFERENCE] == []


def test_filters_hold_for_exports_too(filled: Store) -> None:
    assert len(list(FORMATS["jsonl"](filled, Query(types=("CONSULT",))))) == 1
