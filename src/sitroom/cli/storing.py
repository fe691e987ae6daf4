"""What `sitroom add` does: reports in, readings into a store, a bar on a terminal; safe to kill, safe to run again."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Protocol, TypeVar

from sitroom.codebook.records import Reading
from sitroom.codebook.reports import Report
from sitroom.errors import InputError, UnreadableReport
from sitroom.intake import Outcome, parse_day, read_paths
from sitroom.reader import Reader
from sitroom.resolving.own_tables import OWN, use_tables
from sitroom.store import Store

T = TypeVar("T")
CHUNK = 512
"""Reports looked at together: those known already are left out, the others are taken in the order of their days."""
TOGETHER = 16
"""Readings kept in one transaction: what a kill can cost is read again, nothing else."""


class Bar(Protocol):
    """What tells a person how far it is."""

    def step(self, count: int, failures: int) -> None: ...


def add(
    place: str,
    files: Sequence[str],
    *,
    published: str | None,
    source: str | None,
    model: Path | None,
    processes: int,
    reread: bool,
) -> int:
    """Read files into a store; 0 if all was read, 1 if any report could not be. Raises InputError, StoreError."""
    if processes < 1:
        raise InputError(f"--processes {processes}: give 1 or more.")
    if not files and not reread:
        raise InputError("Name files to add, or - for standard input; or --reread to read the stored reports again.")
    day = parse_day(published) if published else None
    counts: Counter[str] = Counter()
    with Store(place) as store:
        if reread:
            _read_again(store, model, counts)
        if files:
            with _bar(_size(files)) as bar:
                outcomes = read_paths(files, published=day, source=source)
                for chunk in _chunks(_reported(outcomes, counts, bar), CHUNK):
                    _add_chunk(store, chunk, model, processes, counts, bar)
        held = store.counts()
    sys.stderr.write(f"sitroom: {_summary(counts)}; the store holds {held['reports']} reports, {held['events']} events, "
                     f"{held['entries']} ledger entries\n")  # fmt: skip
    return 1 if counts["failed"] else 0


def _add_chunk(
    store: Store, chunk: list[Report], model: Path | None, processes: int, counts: Counter[str], bar: Bar
) -> None:
    new = store.unknown(chunk)
    counts["known"] += len(chunk) - len(new)
    bar.step(len(chunk) - len(new), counts["failed"])
    # Events are joined best when the first report comes first; reports without a day go last.
    new.sort(key=lambda r: (r.published or date.max, r.id))
    if not new:
        return
    version, readings = _readings(new, model, processes)
    for batch in _chunks(readings, TOGETHER):
        for added in store.add(batch, reader=version):
            counts[added.outcome] += 1
            counts["copies"] += added.copy_of is not None
            counts["joined"] += added.joined
            for warning in added.warnings:
                sys.stderr.write(f"sitroom: {added.id}: {warning}\n")
        bar.step(len(batch), counts["failed"])


def _reported(outcomes: Iterable[Outcome], counts: Counter[str], bar: Bar) -> Iterator[Report]:
    """The reports; each failure is told at once and counted, the others go on."""
    for outcome in outcomes:
        if isinstance(outcome, UnreadableReport):
            counts["failed"] += 1
            sys.stderr.write(f"sitroom: {outcome}\n")
            bar.step(1, counts["failed"])
        else:
            yield outcome


_worker: Reader | None = None


def _start(model: Path | None, entities: Path | None, gazetteer: Path | None) -> None:
    """A worker takes the user's own tables too: a new process knows none."""
    from sitroom.reader import load

    global _worker
    use_tables(entities=entities, gazetteer=gazetteer)
    _worker = load(model)


def _read_batch(batch: list[Report]) -> list[Reading]:
    assert _worker is not None
    return list(_worker.read_many(batch, threads=1))


_reader: dict[Path | None, Reader] = {}


def _readings(reports: list[Report], model: Path | None, processes: int) -> tuple[str, Iterator[Reading]]:
    """The model's version and the readings in order: in this process by threads, or in several processes."""
    from sitroom.reader import load

    if model not in _reader:
        _reader[model] = load(model)
    reader = _reader[model]
    if processes == 1:
        return reader.version, reader.read_many(reports)
    return reader.version, _in_processes(reports, model, processes)


def _in_processes(reports: list[Report], model: Path | None, processes: int) -> Iterator[Reading]:
    given = (model, OWN.entities, OWN.gazetteer)
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_start, initargs=given) as pool:
        for readings in pool.map(_read_batch, list(_chunks(reports, TOGETHER))):
            yield from readings


def _read_again(store: Store, model: Path | None, counts: Counter[str]) -> None:
    from sitroom.reader import load

    reader = load(model)
    with _bar(None) as bar:
        for seq, report in store.read_by_others(reader.version):
            store.read_again(seq, reader.read(report), reader=reader.version)
            counts["read again"] += 1
            bar.step(1, 0)


def _chunks(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    stream = iter(rows)
    while chunk := list(islice(stream, size)):
        yield chunk


def _size(files: Sequence[str]) -> int | None:
    """How many reports there will be, where that is plain: one a file, unless a file holds many."""
    many = (".jsonl", ".ndjson", ".json")
    return None if any(f == "-" or f.lower().endswith(many) for f in files) else len(files)


def _summary(counts: Counter[str]) -> str:
    parts = [f"{counts['added']} reports added"]
    for key, words in (
        ("known", "known already"), ("read again", "read again"), ("copies", "near-copies"), ("failed", "could not be read"),
    ):  # fmt: skip
        if counts[key]:
            parts.append(f"{counts[key]} {words}")
    if counts["joined"]:
        parts.append(f"{counts['joined']} accounts joined to events told before")
    return ", ".join(parts)


class _Silent:
    def step(self, count: int, failures: int) -> None:
        """Nothing to show."""


class _Progress:
    def __init__(self, progress: object, task: object) -> None:
        self._progress, self._task = progress, task

    def step(self, count: int, failures: int) -> None:
        """Move the bar on."""
        self._progress.update(self._task, advance=count, failures=failures)  # type: ignore[attr-defined]


@contextmanager
def _bar(total: int | None) -> Iterator[Bar]:
    """A bar with rate, time left and failures, on a terminal only."""
    if not sys.stderr.isatty():
        yield _Silent()
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class _Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "")

    columns = (
        TextColumn("reading"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn(),
        TextColumn("{task.fields[failures]} failed"),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield _Progress(progress, progress.add_task("", total=total, failures=0))
