"""What a large store rests on, told without a clock: every statement has its index, a report costs as many statements at the end as at
the beginning, writers wait for each other, and readers see whole reports."""

from __future__ import annotations

import _socket
import json
import re
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from benchmarks.kill_while_adding import PRELOADED, add_all, write_input
from benchmarks.store_growth import TOGETHER, chunks, readings, varied
from sitroom.codebook.records import Reading
from sitroom.desk.brief import brief_of
from sitroom.store import Store, queries
from sitroom.store.queries import Query

LARGE = ("report", "band", "reading", "event", "account", "block", "event_party", "entry", "entry_event", "entry_party", "entry_block",
         "standing", "who_name")  # fmt: skip
"""Tables that grow with the reports."""


@dataclass
class Statements:
    """The statements that a store carries out while it is listened to, each with its values the first time."""

    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, Any] = field(default_factory=dict)

    @contextmanager
    def of(self, store: Store) -> Iterator[Statements]:
        def note(connection: Any, cursor: Any, statement: str, values: Any, context: Any, many: bool) -> None:
            self.counts[statement] += 1
            self.first.setdefault(statement, values[0] if many and values else values)

        event.listen(store._engine, "before_cursor_execute", note)
        yield self
        event.remove(store._engine, "before_cursor_execute", note)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def scanned(store: Store, statements: Statements) -> dict[str, str]:
    """Statements that read a large table from end to end, with the way that the database takes."""
    out = {}
    with store.reading() as connection:
        lite = connection.dialect.name == "sqlite"
        cursor = connection.connection.cursor()
        if not lite:
            cursor.execute(
                "SET LOCAL enable_seqscan = off"
            )  # so that what is scanned all the same has no index to go by
        for statement, values in statements.first.items():
            if statement.split(maxsplit=1)[0].upper() not in ("SELECT", "UPDATE", "DELETE"):
                continue
            cursor.execute(f"EXPLAIN {'QUERY PLAN ' if lite else ''}{statement}", values)
            for row in cursor.fetchall():
                found = re.match(
                    r"SCAN (\w+)(?! USING (?:COVERING )?INDEX)" if lite else r".*Seq Scan on (\w+)", row[-1]
                )
                if found and table_of(found[1], statement) in LARGE:
                    out[statement] = row[-1]
    return out


def table_of(alias: str, statement: str) -> str:
    found = re.search(rf'(?:FROM|JOIN|,)\s+"?(\w+)"?\s+(?:AS\s+)?{alias}\b', statement)
    return found[1] if found else alias


def added(store: Store, made: Iterator[Reading] | list[Reading]) -> None:
    for chunk in chunks(iter(made), TOGETHER):
        store.add(chunk, reader="invented")


def test_adding_looks_everything_up_by_an_index(store: Store) -> None:
    every = list(varied(96))
    added(store, every[:64])
    with Statements().of(store) as heard:
        store.unknown([r.report for r in every])
        added(store, every[64:])
    assert len(heard.first) > 20
    assert scanned(store, heard) == {}


@pytest.mark.parametrize(
    "ask",
    [
        lambda s, day: list(s.events(Query(limit=50))),
        lambda s, day: list(s.events(Query(limit=50, since=day, types=("ASSAULT",), statuses=("actual",)))),
        lambda s, day: list(s.events(Query(limit=50, about=("Niger",), until=day))),
        lambda s, day: list(s.events(Query(limit=50, contested=True))),
        lambda s, day: list(s.events(Query(limit=50, as_of=day))),
        lambda s, day: list(s.events(Query(limit=50, search="annual bridge"))),
        lambda s, day: list(s.ledger(Query(limit=50, due=7))),
        lambda s, day: list(s.ledger(Query(limit=50, kinds=("measure",), statuses=("in_force",), as_of=day))),
        lambda s, day: list(s.ledger(Query(limit=50, about=("Niger",)))),
        lambda s, day: brief_of(s),
        lambda s, day: brief_of(s, about=("Niger",), since=day, as_of=day + timedelta(days=30)),
        lambda s, day: (s.event(next(s.events())["id"]), s.entry(next(s.ledger())["id"]), s.report("r000003")),
    ],
    ids=["events", "events by type", "events about", "contested", "events as of", "search", "due", "in force", "ledger about", "brief",
         "brief about", "one"],
)  # fmt: skip
def test_pages_and_briefs_look_everything_up_by_an_index(store: Store, ask: Callable[[Store, date], object]) -> None:
    added(store, varied(64))
    first = store.last_day()
    assert first is not None
    with Statements().of(store) as heard:
        ask(store, first - timedelta(days=200))
    assert scanned(store, heard) == {}


@pytest.mark.parametrize(("sources", "count"), [("varied", 1_000), ("alike", 400)])
def test_a_report_costs_as_many_statements_at_the_end_as_at_the_beginning(
    tmp_path: Path, sources: str, count: int
) -> None:
    every = list(readings(count, sources))
    costs = []
    with Store(tmp_path / "store.db") as store:
        for chunk in chunks(iter(every), 50):
            accounts = sum(len(r.events) for r in chunk)
            with Statements().of(store) as heard:
                added(store, chunk)
            costs.append(heard.total / (len(chunk) + accounts))
    assert sum(costs[-4:]) / 4 < 1.15 * costs[1]
    assert max(costs) < 40


# --- several processes


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Child processes, forked from a server that is asked by way of a file: no network."""
    monkeypatch.setattr(socket.socket, "connect", _socket.socket.connect)
    context = get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def whole(store: Store) -> tuple[int, dict[str, tuple[int, int]]]:
    """Reports, and those of which the store holds another number of accounts than their reading has events. One statement: one state."""
    statement = (
        "SELECT r.key, d.document, (SELECT COUNT(*) FROM account a JOIN event e ON e.seq = a.event WHERE a.report = r.seq) "
        "FROM report r LEFT JOIN reading d ON d.report = r.seq AND d.current = 1"
    )
    with store.reading() as connection:
        rows = connection.execute(text(statement)).all()
    counted = {key: (len(json.loads(document)["events"]) if document else -1, held) for key, document, held in rows}
    return len(rows), {key: pair for key, pair in counted.items() if pair[0] != pair[1]}


def test_two_processes_that_add_at_the_same_time_lose_nothing(place: str, tmp_path: Path, processes: Any) -> None:
    every = list(varied(120))
    shares = [every[:80], every[40:]]  # a third is added by both
    files = []
    for number, share in enumerate(shares):
        folder = tmp_path / str(number)
        folder.mkdir()
        files.append(write_input(share, folder))
    children = [processes.Process(target=add_all, args=(place, str(path))) for path in files]
    for child in children:
        child.start()
    for child in children:
        child.join()
    assert [child.exitcode for child in children] == [0, 0]
    with Store(place) as store:
        assert whole(store) == (len(every), {})
        with store.reading() as connection:
            keys = connection.execute(text("SELECT id FROM report")).scalars().all()
            untold = "SELECT COUNT(*) FROM event e WHERE withdrawn IS NULL AND NOT EXISTS (SELECT 1 FROM account a WHERE a.event = e.seq)"
            assert connection.execute(text(untold)).scalar_one() == 0
        assert Counter(keys) == Counter(r.report.id for r in every)
        told = {(r["id"], r["account"]) for e in store.events() for r in e["reports"]}
        assert len(told) == sum(len(r.events) for r in every)


def test_a_reader_beside_a_writer_sees_whole_reports_only(place: str, tmp_path: Path, processes: Any) -> None:
    every = list(varied(160))
    Store(place).close()
    child = processes.Process(target=add_all, args=(place, str(write_input(every, tmp_path))))
    child.start()
    seen = []
    with Store(place) as store:
        while child.is_alive():
            count, halves = whole(store)
            assert halves == {}
            seen.append(count)
            for found in store.events(Query(limit=20)):
                assert found["report_count"] == len(found["reports"]) > 0
            brief_of(store)
        assert whole(store) == (len(every), {})
    assert child.exitcode == 0
    assert seen == sorted(seen) and len(set(seen)) > 2
    assert all(n % TOGETHER == 0 for n in seen)


def test_what_is_being_read_stays_as_it_was_when_the_reading_began(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 5)
    every = list(varied(48))
    with Store(place) as store, Store(place) as writer:
        added(store, every[:32])
        before = list(store.events()), list(store.ledger())
        events = store.events()
        entries = store.ledger()
        began = [next(events)], [next(entries)]
        added(writer, every[32:])
        with writer.correcting(by="AK") as corrector:
            corrector.drop(before[0][-1]["id"])
        assert ([*began[0], *events], [*began[1], *entries]) == before
        assert list(store.events()) != before[0]
