"""What `sitroom read` does: reports in, readings out, failures told one by one."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from sitroom.cli.writing import write
from sitroom.codebook.records import Reading
from sitroom.codebook.reports import Report
from sitroom.errors import InputError, UnreadableReport
from sitroom.intake import parse_day, read_file, read_stream


def run(
    files: list[str],
    *,
    json_lines: bool,
    html: Path | None,
    published: str | None,
    source: str | None,
    model: Path | None,
) -> int:
    """Read all files, print or write as asked; 0 if all were read, 1 if any report could not be. Raises InputError for bad options."""
    day = _day(published)
    failures: list[UnreadableReport] = []
    reports = _reports(files, day, source, failures)
    readings = _readings(reports, model)
    if json_lines:
        for reading in readings:
            sys.stdout.write(json.dumps(reading.to_dict(), ensure_ascii=False) + "\n")
            sys.stdout.flush()
        if html is not None:
            raise InputError("--json and --html exclude each other. Run the command twice.")
    elif html is not None:
        _write_page(html, list(readings))
    else:
        _print(readings)
    return 1 if failures else 0


def _day(published: str | None) -> date | None:
    if published is None:
        return None
    return parse_day(published)


def _reports(
    files: Iterable[str], day: date | None, source: str | None, failures: list[UnreadableReport]
) -> Iterator[Report]:
    for name in files:
        outcomes = (
            read_stream(sys.stdin.buffer, published=day, source=source)
            if name == "-"
            else read_file(name, published=day, source=source)
        )
        for outcome in outcomes:
            if isinstance(outcome, UnreadableReport):
                failures.append(outcome)
                sys.stderr.write(f"sitroom: {outcome}\n")
            else:
                yield outcome


def _readings(reports: Iterator[Report], model: Path | None) -> Iterator[Reading]:
    """Readings one report after the other: the first is shown as soon as it is read."""
    first = next(reports, None)
    if first is None:
        return
    from sitroom.reader import load

    reader = load(model)
    yield reader.read(first)
    yield from reader.read_many(reports)


def _print(readings: Iterator[Reading]) -> None:
    from rich.console import Console

    from sitroom.desk.terminal import print_reading

    console = Console(highlight=False, soft_wrap=False)
    for reading in readings:
        print_reading(console, reading)


def _write_page(path: Path, readings: list[Reading]) -> None:
    from sitroom.desk.page import page_of

    if not readings:
        return
    write(path, [page_of(readings)])
    sys.stderr.write(f"sitroom: wrote {path}\n")
