"""A process that adds reports to a store is killed at random moments, again and again; nothing may be lost, nothing double.

    python benchmarks/kill_while_adding.py [--kills 100] [--reports 300] [--place URL] [--seed 1]

A child does what `sitroom add` does with a file of ready-made reports (invented, see store_growth.py; no model runs). The parent
sends SIGKILL after a random delay and starts the next child, until one gets to the end; then the store is compared, row by row
and number by number, with an SQLite file that was filled without a kill: everything but the moments. Rounds of at most 20 kills,
each with a fresh store, follow until there have been as many as asked. Delays are drawn so that about one kill in six falls into
the opening of the store. --place is a server's URL with a user who may make databases; each round has a database of its own
there. Ends with status 1 if a store differs.
"""

from __future__ import annotations

import argparse
import io
import json
import pickle
import random
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from sitroom.cli import storing
from sitroom.codebook.records import Reading
from sitroom.codebook.reports import Report
from sitroom.store import Store, tables

MOMENTS = frozenset({"added", "changed", "read", "at", "withdrawn", "saved"})
"""Columns that tell when the store was written: they differ from run to run."""
PRELOADED = [
    "sitroom.cli.storing",
    "sitroom.store",
    "alembic.command",
    "alembic.config",
    "sqlalchemy.dialects.postgresql",
]


def write_input(readings: Sequence[Reading], folder: Path) -> Path:
    """A file of reports as `sitroom add` takes them, and beside it the readings that the child knows already."""
    path = folder / "reports.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        for r in readings:
            report = r.report
            row = {"id": report.id, "text": report.text, "published": str(report.published), "source": report.source}
            stream.write(json.dumps(row) + "\n")
    path.with_suffix(".pickle").write_bytes(pickle.dumps({r.report.text: r for r in readings}))
    return path


def add_all(place: str, path: str) -> None:
    """What the child does: `sitroom add PLACE FILE`, with ready-made readings in the place of a model's."""
    known = pickle.loads(Path(path).with_suffix(".pickle").read_bytes())

    def ready_made(reports: list[Report], model: Path | None, processes: int) -> tuple[str, Iterator[Reading]]:
        return "invented", (replace(known[r.text], report=r) for r in reports)

    storing._readings = ready_made  # type: ignore[assignment]
    with redirect_stderr(io.StringIO()):
        storing.add(place, [path], published=None, source=None, model=None, processes=1, reread=False)


def contents(place: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table without the moments, in order."""
    out = {}
    with Store(place) as store, store.reading() as connection:
        for table in tables.metadata.sorted_tables:
            columns = [c for c in table.c if c.name not in MOMENTS]
            rows = connection.execute(table.select().with_only_columns(*columns)).all()
            out[table.name] = sorted((tuple(row) for row in rows), key=repr)
        if connection.dialect.name == "sqlite":
            problems = connection.execute(text("PRAGMA integrity_check")).scalars().all()
            problems += [str(row) for row in connection.execute(text("PRAGMA foreign_key_check"))]
            out["problems"] = [(p,) for p in problems if p != "ok"]
        else:
            out["problems"] = []
    return out


@dataclass(slots=True)
class Outcome:
    """kills: that hit a child while it lived; starts: children in all; differences: by table, rows that one store alone has."""

    kills: int
    starts: int
    differences: dict[str, int]


def killed_until_done(place: str, path: Path, delay: Callable[[], float], most: int) -> tuple[int, int]:
    """Start a child, kill it after a delay, start the next; after `most` kills one is left alone. Returns kills and starts."""
    context = get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    kills = starts = 0
    while True:
        starts += 1
        child = context.Process(target=add_all, args=(place, str(path)), daemon=True)
        child.start()
        child.join(delay() if kills < most else None)
        if child.exitcode is None:
            child.kill()
            child.join()
        if child.exitcode == 0:
            return kills, starts
        if child.exitcode != -9:
            raise AssertionError(
                f"the child ended with {child.exitcode}: run add_all({place!r}, {str(path)!r}) to see why"
            )
        kills += 1


def compared(
    place: str, path: Path, expected: dict[str, list[tuple[Any, ...]]], delay: Callable[[], float], most: int
) -> Outcome:
    kills, starts = killed_until_done(place, path, delay, most)
    found = contents(place)
    differences = {}
    for table, rows in expected.items():
        # Row by row: a row lost, a row too many, a row that differs on either side.
        apart = Counter(map(repr, rows))
        apart.subtract(map(repr, found[table]))
        if count := sum(map(abs, apart.values())):
            differences[table] = count
    return Outcome(kills, starts, differences)


def delays(chance: random.Random, opening: float, whole: float) -> Callable[[], float]:
    """One in six within the opening of a store, the others anywhere in the first third of the work."""
    return lambda: (
        chance.uniform(0, opening) if chance.random() < 1 / 6 else chance.uniform(opening, opening + whole / 3)
    )


def main() -> None:
    from store_growth import varied

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--place", help="URL of a server on which databases may be made; without it, SQLite files")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        path = write_input(list(varied(args.reports)), Path(folder))
        reference = str(Path(folder) / "reference.db")
        killed_until_done(str(Path(folder) / "first.db"), path, lambda: 600.0, 0)  # starts the server of processes
        started = time.perf_counter()
        killed_until_done(reference, path, lambda: 600.0, 0)
        whole = time.perf_counter() - started
        started = time.perf_counter()
        killed_until_done(reference, path, lambda: 600.0, 0)
        opening = time.perf_counter() - started
        expected = contents(reference)
        delay = delays(chance, opening, whole)
        kills = starts = rounds = bad = 0
        while kills < args.kills:
            rounds += 1
            with _place(args.place, Path(folder) / f"round{rounds}.db") as place:
                outcome = compared(place, path, expected, delay, min(20, args.kills - kills))
            kills, starts = kills + outcome.kills, starts + outcome.starts
            bad += bool(outcome.differences)
            print(f"round {rounds}: {outcome.kills} kills, {outcome.starts} starts, " + (
                f"DIFFERS: {outcome.differences}" if outcome.differences else "the same"
            ), flush=True)  # fmt: skip
    print(
        f"{kills} kills in {rounds} rounds of {args.reports} reports: {bad} stores differ; "
        f"{time.perf_counter() - began:.0f} s ({whole:.1f} s a round without kills)"
    )
    sys.exit(1 if bad else 0)


class _place:
    """A file, or a database of its own on a server for as long as the round lasts."""

    def __init__(self, server: str | None, file: Path) -> None:
        self.server, self.file = server, file
        self.name = f"sitroom_kill_{uuid.uuid4().hex[:12]}"

    def __enter__(self) -> str:
        if self.server is None:
            return str(self.file)
        self._run(f'CREATE DATABASE "{self.name}"')
        return make_url(self.server).set(database=self.name).render_as_string(hide_password=False)

    def __exit__(self, *_: object) -> None:
        if self.server is not None:
            self._run(f'DROP DATABASE "{self.name}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        engine = create_engine(make_url(self.server).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


if __name__ == "__main__":
    main()
