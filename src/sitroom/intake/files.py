"""Reading files and streams: each gives reports, or a failure that names it, and the others go on."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

from sitroom.errors import UnreadableReport
from sitroom.intake.formats import FORMATS, sniff
from sitroom.intake.limits import FILE_BYTES, megabytes
from sitroom.intake.source_file import Outcome, SourceFile, handed_on

_SMALLER = "Split it into smaller files."


def read_file(path: str | Path, *, published: date | None = None, source: str | None = None) -> Iterator[Outcome]:
    """Read the reports of one file, in order; a failure stands in the place of each that cannot be read.

    published and source hold for the reports of the file that state none of their own; of a file that is one report
    they go before what it says. Nothing is raised for any content, and nothing is fetched.
    """
    name = printable(path)
    try:
        data = _bytes_of(path, name)
    except UnreadableReport as failure:
        yield handed_on(failure)
        return
    yield from _read_bytes(SourceFile(name, data, published, source), Path(path).suffix)


def read_stream(
    stream: BinaryIO, name: str = "<stdin>", *, published: date | None = None, source: str | None = None
) -> Iterator[Outcome]:
    """Read the reports of an open binary stream, such as standard input, up to its end."""
    try:
        data = stream.read(FILE_BYTES + 1)
        if len(data) > FILE_BYTES:
            raise _too_large(name, f"more than {megabytes(FILE_BYTES)}")
    except OSError as error:
        yield UnreadableReport(name, f"It cannot be read: {error.strerror or error}.", "Check where it comes from.")
        return
    except UnreadableReport as failure:
        yield handed_on(failure)
        return
    yield from _read_bytes(SourceFile(name, data, published, source), "")


def read_paths(
    paths: Iterable[str | Path], *, published: date | None = None, source: str | None = None
) -> Iterator[Outcome]:
    """Read the reports of several files in order; "-" is standard input."""
    for path in paths:
        if str(path) == "-":
            yield from read_stream(sys.stdin.buffer, published=published, source=source)
        else:
            yield from read_file(path, published=published, source=source)


def printable(path: str | Path) -> str:
    """A path as messages can print it, whatever bytes its name has."""
    return os.fsencode(path).decode("utf-8", errors="backslashreplace").replace("\n", "\\n")


def _read_bytes(file: SourceFile, suffix: str) -> Iterator[Outcome]:
    try:
        if not file.data.strip(b" \t\r\n\f\v"):
            raise UnreadableReport(file.name, "The file is empty.", "Give a report with at least one sentence.")
        yield from FORMATS[sniff(file.data, suffix, file.name)](file)
    except UnreadableReport as failure:
        yield handed_on(failure)


def _bytes_of(path: str | Path, name: str) -> bytes:
    try:
        with Path(path).open("rb") as stream:
            status = os.fstat(stream.fileno())
            if stat.S_ISREG(status.st_mode) and status.st_size > FILE_BYTES:
                raise _too_large(name, megabytes(status.st_size))
            # A device or a pipe has no size beforehand: one byte more than allowed tells.
            data = stream.read(FILE_BYTES + 1)
    except FileNotFoundError as error:
        raise UnreadableReport(name, "There is no such file.", "Check the name and the folder.") from error
    except IsADirectoryError as error:
        raise UnreadableReport(
            name, "It is a directory.", f"Name the files in it, as in {name.rstrip('/')}/*.txt."
        ) from error
    except PermissionError as error:
        raise UnreadableReport(name, "Permission to read it is denied.", "Change its mode: chmod u+r FILE.") from error
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnreadableReport(name, f"It cannot be opened: {reason}.", "Check the name.") from error
    if len(data) > FILE_BYTES:
        raise _too_large(name, f"more than {megabytes(FILE_BYTES)}")
    return data


def _too_large(name: str, size: str) -> UnreadableReport:
    return UnreadableReport(name, f"The file has {size}; one file can have {megabytes(FILE_BYTES)}.", _SMALLER)
