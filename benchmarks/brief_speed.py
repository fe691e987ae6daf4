"""How long a brief, a page of events and the ledger's next days take on a store of a million events.

    python benchmarks/brief_speed.py [--events 1000000] [--place FILE-or-URL] [--runs 5] [--plans] [--json]

A small store is filled through `Store.add` (see store_growth.py); its rows are then copied, each copy under ids and numbers of its
own, until there are as many events, with their accounts, reports, entries, standings and parties. What only adding needs (bands,
blocks, readings, the index of words) is left out. Known entities are the same in every copy, the others are new ones. A place that
holds a store already is not filled, only asked. What is timed is what the command does, from opening the store to the text that it
prints, without starting Python: each run opens the store anew, the first run is not counted. --plans prints how the database
goes about each statement and how long it takes.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine, make_url
from store_growth import TOGETHER, chunks, varied

from sitroom.desk.brief import brief_of
from sitroom.desk.brief_forms import as_markdown, print_brief
from sitroom.desk.store_terminal import entry_paragraph, event_paragraph
from sitroom.store import Store
from sitroom.store.queries import Query

BASE = 3_000
"""Reports that are really added; the others are copies of them."""
ID = re.compile(r"\b([rael])-([0-9a-f]{13})[0-9a-f]{3}\b")
TABLES = (
    "who",
    "who_name",
    "report",
    "event",
    "account",
    "event_party",
    "entry",
    "entry_event",
    "entry_party",
    "standing",
)
NUMBERS = {
    ("account", "report"): "report", ("account", "event"): "event", ("event_party", "event"): "event",
    ("entry_event", "entry"): "entry", ("entry_party", "entry"): "entry", ("standing", "entry"): "entry",
}  # fmt: skip
"""Columns that hold another table's numbers."""
WHOS = {("who", "seq"), ("who_name", "who"), ("event_party", "who"), ("entry_party", "who")}


@dataclass(slots=True)
class Base:
    """The rows of the small store, table by table."""

    columns: dict[str, list[str]]
    rows: dict[str, list[tuple[Any, ...]]]
    known: frozenset[int]
    """Parties that are the same in every copy."""

    @classmethod
    def of(cls, path: str) -> Base:
        with sqlite3.connect(path) as connection:
            columns = {t: [c[1] for c in connection.execute(f"PRAGMA table_info({t})")] for t in TABLES}
            rows = {t: list(connection.execute(f"SELECT * FROM {t}")) for t in TABLES}
            known = {s for (s,) in connection.execute("SELECT seq FROM who WHERE reference IS NOT NULL")}
        return cls(columns, rows, frozenset(known))

    def last(self, table: str) -> int:
        return max(int(row[0]) for row in self.rows[table])

    def copy(self, table: str, number: int) -> Iterator[tuple[Any, ...]]:
        """The rows of a table under the numbers and ids of a copy."""
        steps: list[Callable[[Any], Any]] = [self._step(table, c, number) for c in self.columns[table]]
        own = (
            self.columns[table].index("who" if table == "who_name" else "seq") if table in ("who", "who_name") else None
        )
        for row in self.rows[table]:
            if own is None or number == 0 or row[own] not in self.known:
                yield tuple(step(value) for step, value in zip(steps, row, strict=True))

    def _step(self, table: str, column: str, number: int) -> Callable[[Any], Any]:
        def same(value: Any) -> Any:
            return value

        def words(value: Any) -> Any:
            return ID.sub(rf"\1-\g<2>{number:03x}", value) if isinstance(value, str) else value

        def who(value: int) -> int:
            return value if value in self.known else value + offset

        def shifted(value: int) -> int:
            return value + offset

        def told_apart(value: str) -> str:
            return f"{value} {number}" if number else value

        if (table, column) in WHOS:
            offset = number * self.last("who")
            return who
        owner = table if column == "seq" else NUMBERS.get((table, column))
        if owner is not None:
            offset = number * self.last(owner)
            return shifted
        if (table, column) in {("who", "key"), ("who_name", "name"), ("report", "id")}:
            return told_apart
        return words if column in ("id", "key", "event", "document", "copy", "continued") else same


def fill(place: str, events: int) -> None:
    """Make the store."""
    with tempfile.TemporaryDirectory() as folder:
        small = str(Path(folder) / "small.db")
        with Store(small) as store:
            for batch in chunks(varied(BASE), TOGETHER):
                store.add(batch, reader="invented")
        base = Base.of(small)
    copies = -(-events // len(base.rows["event"]))
    if copies > 0xFFF:
        raise SystemExit(f"--events {events}: at most {0xFFF * len(base.rows['event'])}")
    Store(place).close()
    told = sys.stderr.write if sys.stderr.isatty() else lambda words: 0
    if "://" in place:
        _into_server(place, base, copies, told)
    else:
        _into_file(place, base, copies, told)


def _into_file(place: str, base: Base, copies: int, told: Callable[[str], object]) -> None:
    with sqlite3.connect(place, isolation_level=None) as connection:
        for pragma in ("synchronous=OFF", "cache_size=-1000000", "journal_mode=OFF"):
            connection.execute(f"PRAGMA {pragma}")
        indexes = [
            (name, statement)
            for name, statement, table in connection.execute(
                "SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'index'"
            )
            if statement and table in TABLES
        ]
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}")
        connection.execute("BEGIN")
        for table in TABLES:
            marks = ", ".join("?" * len(base.columns[table]))
            for number in range(copies):
                connection.executemany(f"INSERT INTO {table} VALUES ({marks})", base.copy(table, number))
                told(f"\r{table} {number + 1}/{copies}   ")
        connection.execute("COMMIT")
        for name, statement in indexes:
            told(f"\r{name}   ")
            connection.execute(statement)
    connection.close()
    with sqlite3.connect(place) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    connection.close()


def _into_server(place: str, base: Base, copies: int, told: Callable[[str], object]) -> None:
    engine = create_engine(make_url(place).set(drivername="postgresql+psycopg"))
    raw = engine.raw_connection()
    with raw.cursor() as cursor:
        for table in TABLES:
            columns = ", ".join(f'"{c}"' for c in base.columns[table])
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:  # type: ignore[attr-defined]
                for number in range(copies):
                    for row in base.copy(table, number):
                        copy.write_row(row)
                    told(f"\r{table} {number + 1}/{copies}   ")
    raw.commit()
    raw.close()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")


def printed(paragraphs: Iterable[Any]) -> int:
    out = io.StringIO()
    console = Console(file=out, highlight=False, soft_wrap=False, width=100)
    for paragraph in paragraphs:
        console.print(paragraph)
    return len(out.getvalue())


def brief(store: Store, **asked: Any) -> int:
    console = Console(file=io.StringIO(), highlight=False, soft_wrap=False, width=100)
    made = brief_of(store, **asked)
    print_brief(console, made)
    as_markdown(made)
    return sum(len(s.lines) for s in made.sections)


def events(store: Store, **asked: Any) -> int:
    return printed(event_paragraph(e) for e in store.events(Query(limit=50, **asked)))


def ledger(store: Store, **asked: Any) -> int:
    return printed(entry_paragraph(e) for e in store.ledger(Query(**asked)))


def questions(store: Store) -> dict[str, Callable[[Store], int]]:
    """What is asked, by the words that a person would type."""
    last = store.last_day()
    assert last is not None
    middle, week = last - timedelta(days=500), last - timedelta(days=7)
    return {
        "brief": brief,
        "brief --about Niger": lambda s: brief(s, about=("Niger",)),
        "brief --about 'European Union'": lambda s: brief(s, about=("European Union",)),
        "brief --as-of MIDDLE": lambda s: brief(s, as_of=middle),
        "brief --as-of MIDDLE --about Niger": lambda s: brief(s, as_of=middle, about=("Niger",)),
        "brief --since (90 days)": lambda s: brief(s, since=last - timedelta(days=90)),
        "events --limit 50": events,
        "events --since --limit 50": lambda s: events(s, since=week),
        "events --about Niger --limit 50": lambda s: events(s, about=("Niger",)),
        "events --about Niger --type SANCTION --since --limit 50": lambda s: events(
            s, about=("Niger",), types=("SANCTION",), since=middle
        ),
        "events --type ASSAULT --status actual --limit 50": lambda s: events(
            s, types=("ASSAULT",), statuses=("actual",)
        ),
        "events --contested --limit 50": lambda s: events(s, contested=True),
        "events --as-of MIDDLE --limit 50": lambda s: events(s, as_of=middle),
        "ledger --due 7d --limit 50": lambda s: ledger(s, due=7, limit=50),
        "ledger --due 7d --about Niger": lambda s: ledger(s, due=7, about=("Niger",)),
        "ledger --kind measure --status in_force --limit 50": lambda s: ledger(
            s, kinds=("measure",), statuses=("in_force",), limit=50
        ),
        "ledger --as-of MIDDLE --limit 50": lambda s: ledger(s, as_of=middle, limit=50),
    }


def timed(place: str, ask: Callable[[Store], int]) -> float:
    began = time.perf_counter()
    with Store(place, create=False) as store:
        ask(store)
    return time.perf_counter() - began


class Plans:
    """Listens to the statements of a store: how long each takes, and how the database goes about it."""

    def __init__(self, engine: Engine) -> None:
        self.found: list[tuple[float, str, str]] = []
        self.explaining = False
        event.listen(engine, "before_cursor_execute", self.before)
        event.listen(engine, "after_cursor_execute", self.after)

    def before(self, connection: Any, cursor: Any, statement: str, values: Any, context: Any, many: bool) -> None:
        context.began = time.perf_counter()

    def after(self, connection: Any, cursor: Any, statement: str, values: Any, context: Any, many: bool) -> None:
        spent = time.perf_counter() - context.began
        if statement.lstrip().upper().startswith("SELECT") and not self.explaining:
            word = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
            own = cursor.connection.cursor()
            own.execute(f"{word} {statement}", values)
            plan = "\n".join(f"      {row[-1]}" for row in own.fetchall())
            self.found.append((spent, statement, plan))


def show_plans(place: str, ask: Callable[[Store], int]) -> None:
    """Statements that take more than 5 ms, fetching not counted in."""
    with Store(place, create=False) as store:
        plans = Plans(store._engine)
        ask(store)
    for spent, statement, plan in sorted(plans.found, reverse=True)[:12]:
        if spent > 0.005:
            short = re.sub(r"IN \(([^)]{60})[^)]*\)", r"IN (\1…)", " ".join(statement.split()))
            print(f"   {spent * 1000:8.1f} ms  {short[:400]}\n{plan}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--place", help="a file, or the URL of a database; kept for the next time")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", help="questions that begin so")
    parser.add_argument("--plans", action="store_true")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = args.place or str(Path(folder) / "store.db")
        with Store(place) as store:
            empty = store.last_day() is None
        if empty:
            began = time.perf_counter()
            fill(place, args.events)
            sys.stderr.write(f"\rfilled in {time.perf_counter() - began:.0f} s\n")
        with Store(place) as store:
            held = store.counts()
            asked = {k: q for k, q in questions(store).items() if k.startswith(args.only or "")}
        out: dict[str, Any] = {"held": held, "seconds": {}}
        for name, ask in asked.items():
            times = [timed(place, ask) for _ in range(args.runs + 1)]
            out["seconds"][name] = round(statistics.median(times[1:]), 3)
            if not args.json:
                print(
                    f"{name:58} median {out['seconds'][name]:.3f} s, worst {max(times[1:]):.3f} s, first {times[0]:.3f} s"
                )
            if args.plans:
                show_plans(place, ask)
        out["peak_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(json.dumps(out) if args.json else f"{held}; peak {out['peak_mb']} MB")


if __name__ == "__main__":
    main()
