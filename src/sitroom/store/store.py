"""The store as Python sees it: open, add, ask, correct."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, insert, select, text

from sitroom.codebook.records import Json, Reading
from sitroom.codebook.reports import Report
from sitroom.errors import InputError, NotInStore
from sitroom.store import queries, tables
from sitroom.store.adding import Added, Writer, key_of, now
from sitroom.store.corrections import Corrector
from sitroom.store.database import at_one_moment, engine_of, in_words, prepare, writing
from sitroom.store.documents import dumps
from sitroom.store.lookups import in_chunks
from sitroom.store.queries import Query


class Store:
    """Reports, readings, joined events, the ledger and people's corrections.

    place is a file name (SQLite), a URL (postgresql://USER@HOST/NAME), or ":memory:" for one that is gone when it is closed. A new
    store is made where there is none, unless create is False. Raises StoreError if it cannot be opened. Use it as a context
    manager, or call close().
    """

    def __init__(self, place: str | Path, *, create: bool = True) -> None:
        self.place = str(place)
        self._folder: TemporaryDirectory[str] | None = None
        if self.place == ":memory:":
            # A file that goes with the store: one connection in memory could not be asked while it is being read.
            self._folder = TemporaryDirectory(prefix="sitroom-")
            self.place = str(Path(self._folder.name) / "store.db")
        self._engine = engine_of(self.place)
        try:
            prepare(self._engine, self.place, create=create)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._engine.dispose()
        if self._folder is not None:
            self._folder.cleanup()

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with in_words(self.place), at_one_moment(self._engine) as connection:
            yield connection

    @contextmanager
    def _write(self) -> Iterator[Writer]:
        with in_words(self.place), writing(self._engine) as connection, _undisturbed():
            yield Writer(connection)

    # --- adding

    def add(self, readings: Reading | Iterable[Reading], *, reader: str = "unknown") -> list[Added]:
        """Store readings in one transaction: all are kept, or none. reader: version of the model that read them."""
        every = [readings] if isinstance(readings, Reading) else readings
        with self._write() as writer:
            return [writer.add(reading, reader) for reading in every]

    def unknown(self, reports: Sequence[Report]) -> list[Report]:
        """Those of the reports that the store does not hold yet, each once."""
        keyed = {key_of(r): r for r in reports}
        with self._read() as connection:
            rows = in_chunks(connection, "SELECT key FROM report WHERE key IN :keys", "keys", list(keyed))
        known = {row[0] for row in rows}
        return [report for key, report in keyed.items() if key not in known]

    def read_by_others(self, reader: str) -> Iterator[tuple[int, Report]]:
        """Stored reports whose current reading is by another model, with their numbers."""
        with self._read() as connection:
            seqs = list(
                connection.execute(
                    text(
                        "SELECT r.seq FROM report r JOIN reading d ON d.report = r.seq AND d.current = 1 "
                        "WHERE d.reader <> :v ORDER BY r.seq"
                    ),
                    {"v": reader},
                ).scalars()
            )
        for seq in seqs:
            with self._read() as connection:
                yield int(seq), self._report(connection, tables.report.c.seq == seq)

    def read_again(self, seq: int, reading: Reading, *, reader: str) -> Added:
        """Put a newer reading in the place of a report's current one; people's corrections are kept."""
        with self._write() as writer:
            return writer.read_again(seq, reading, reader)

    # --- asking

    def events(self, query: Query = Query()) -> Iterator[Json]:  # noqa: B008 - a frozen value
        """Joined events as JSON, with their reports."""
        with self._read() as connection:
            yield from queries.events(connection, query)

    def ledger(self, query: Query = Query()) -> Iterator[Json]:  # noqa: B008
        """Ledger entries as JSON, as they stood on query.as_of, or on the day of the newest report."""
        with self._read() as connection:
            yield from queries.entries(connection, query)

    def event(self, id: str) -> Json:
        """One event, also a withdrawn one. Raises NotInStore."""
        with self._read() as connection:
            return queries.events_by_seq(connection, [queries.event_seq(connection, id)])[0]

    def entry(self, id: str, *, as_of: date | None = None) -> Json:
        """One ledger entry. Raises NotInStore."""
        with self._read() as connection:
            seq = queries.entry_seq(connection, id)
            return queries.entries_by_seq(connection, [seq], as_of, as_of or queries.last_day(connection))[0]

    def report(self, id: str) -> Json:
        """A report with its current reading, as `sitroom read --json` prints it; id as given or its key. Raises NotInStore."""
        with self._read() as connection:
            columns = tables.report.c
            row = connection.execute(
                select(tables.report).where((columns.id == id) | (columns.key == id)).order_by(columns.seq)
            ).first()
            if row is None:
                raise NotInStore(f"{id!r} is no report of this store.")
            document = connection.execute(
                select(tables.reading.c.document).where(
                    tables.reading.c.report == row.seq, tables.reading.c.current == 1
                )
            ).scalar_one()
            value: Json = json.loads(document)
            return {
                **value,
                "text": row.text,
                "warnings": json.loads(row.warnings),
                "exchanged": row.exchanged,
                "copy": row.copy,
            }

    def search(self, words: str, limit: int = 50) -> list[Json]:
        """Reports in which all the words stand, the best first: id, published, source, title."""
        with self._read() as connection:
            seqs = queries.searched(connection, words, limit)
            rows = in_chunks(
                connection, "SELECT seq, id, published, source, title FROM report WHERE seq IN :seqs", "seqs", seqs
            )
        by_seq = {int(str(r[0])): {"id": r[1], "published": r[2], "source": r[3], "title": r[4]} for r in rows}
        return [by_seq[s] for s in seqs if s in by_seq]

    def copies(self) -> list[list[str]]:
        """Groups of near-copies: the ids of their reports."""
        with self._read() as connection:
            rows = connection.execute(text("SELECT copy, id FROM report WHERE copy IS NOT NULL ORDER BY seq")).all()
        groups: dict[str, list[str]] = {}
        for group, id_ in rows:
            groups.setdefault(group, []).append(id_)
        return [g for g in groups.values() if len(g) > 1]

    def changes(self, since: str) -> Iterator[Json]:
        """Events and entries added, changed or withdrawn since a day or moment (ISO, UTC)."""
        with self._read() as connection:
            yield from queries.changes(connection, since)

    def last_day(self) -> date | None:
        """The day of the newest report: what the store takes for today."""
        with self._read() as connection:
            return queries.last_day(connection)

    def counts(self) -> dict[str, int]:
        """How many reports, events, entries and corrections it holds."""
        with self._read() as connection:
            return {
                "reports": _count(connection, "report"),
                "events": _count(connection, "event", "withdrawn IS NULL"),
                "entries": _count(connection, "entry", "withdrawn IS NULL"),
                "corrections": _count(connection, "correction"),
            }

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for questions of the package's own."""
        with self._read() as connection:
            yield connection

    # --- correcting

    @contextmanager
    def correcting(self, *, by: str, why: str = "") -> Iterator[Corrector]:
        """Corrections of one person in one transaction: `with store.correcting(by="AK", why="…") as c: c.set(id, {"status": "actual"})`."""
        with self._write() as writer:
            yield Corrector(writer, by, why)

    def corrections(self) -> list[Json]:
        """All revisions, the oldest first, with what became of them."""
        with self._read() as connection:
            rows = connection.execute(select(tables.correction).order_by(tables.correction.c.seq)).mappings().all()
            flags: dict[int, list[str]] = {}
            for number, note in connection.execute(select(tables.flag.c.correction, tables.flag.c.note)):
                flags.setdefault(number, []).append(note)
        undone = {r["undoes"] for r in rows}
        return [
            {
                "revision": r["seq"],
                "at": r["at"],
                "by": r["by"],
                "why": r["why"],
                "action": r["action"],
                "subject": r["subject"],
                "before": json.loads(r["before"]),
                "after": json.loads(r["after"]),
                "evidence": json.loads(r["evidence"]),
                "undoes": r["undoes"],
                "undone": r["seq"] in undone,
                "look again": flags.get(r["seq"], []),
            }
            for r in rows
        ]

    # --- crises

    def save_crisis(self, name: str, query: Query) -> None:
        """Keep a query under a name; the same name is written anew."""
        if not name.strip():
            raise InputError("A crisis needs a name.")
        with self._write() as writer:
            writer.connection.execute(text("DELETE FROM crisis WHERE name = :n"), {"n": name})
            writer.connection.execute(
                insert(tables.crisis).values(name=name, query=dumps(query.to_dict()), saved=now())
            )

    def crises(self) -> dict[str, Json]:
        with self._read() as connection:
            return {
                n: json.loads(q)
                for n, q in connection.execute(select(tables.crisis.c.name, tables.crisis.c.query)).all()
            }

    def crisis(self, name: str) -> Query:
        """A saved query. Raises NotInStore."""
        saved = self.crises()
        if name not in saved:
            raise NotInStore(f"No crisis is saved as {name!r}. There are: {', '.join(sorted(saved)) or 'none'}.")
        value = saved[name]
        return Query(
            since=date.fromisoformat(value["since"]) if value["since"] else None,
            until=date.fromisoformat(value["until"]) if value["until"] else None,
            about=tuple(value["about"]),
        )

    def _report(self, connection: Connection, where: Any) -> Report:
        row = connection.execute(select(tables.report).where(where)).one()
        return Report(
            row.id,
            row.text,
            row.title,
            date.fromisoformat(row.published) if row.published else None,
            row.source,
            row.language,
            row.origin,
            tuple(json.loads(row.warnings)),
            row.body_start,
        )


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Without the collector of cycles while a few reports are written: it would walk through the caches of accounts again and again.

    Measured at 20,000 reports: a sixth of the time of adding. Nothing that is written holds cycles.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _count(connection: Connection, table: str, where: str = "1 = 1") -> int:
    return int(connection.execute(text(f"SELECT COUNT(*) FROM {table} WHERE {where}")).scalar_one())
