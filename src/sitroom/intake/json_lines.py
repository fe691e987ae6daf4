"""JSON Lines: one report a line; a broken line is named, and the others are read."""

from __future__ import annotations

from collections.abc import Iterator

from sitroom.errors import UnreadableReport
from sitroom.intake.decoding import Decoded, decode
from sitroom.intake.records import parse_json, report_of_record
from sitroom.intake.source_file import Outcome, SourceFile, handed_on


def read_json_lines(file: SourceFile) -> Iterator[Outcome]:
    """The reports of a JSON Lines file in order, with a failure in the place of each line that holds none.

    Raises UnreadableReport where the file as a whole is no text.
    """
    any_line = False
    for number, line in enumerate(_lines(file), start=1):
        where = f"{file.name}, line {number}"
        try:
            decoded = decode(line, where) if isinstance(line, bytes) else line
            if not decoded.text.strip():
                continue
            any_line = True
            yield report_of_record(parse_json(decoded.text, where), file, where, decoded.warnings)
        except UnreadableReport as failure:
            any_line = True
            yield handed_on(failure)
    if not any_line:
        raise UnreadableReport(file.name, "The file is empty.", "Give one JSON object a line, each with a `text`.")


def mostly_objects(data: bytes) -> bool:
    """Whether most lines begin as objects do, so that the lines can be told apart without decoding the whole."""
    lines = [line for line in data.split(b"\n") if line.strip()]
    return len(lines) > 1 and sum(line.lstrip().startswith(b"{") for line in lines) > len(lines) / 2


def _lines(file: SourceFile) -> Iterator[Decoded | bytes]:
    """The lines decoded, or as bytes where the file as a whole is in no encoding but most of its lines are."""
    try:
        decoded = decode(file.data, file.name)
    except UnreadableReport:
        if not mostly_objects(file.data):
            raise
        yield from file.data.split(b"\n")
        return
    # str.splitlines would also break at U+2028 and others that JSON text may hold.
    for line in decoded.text.split("\n"):
        yield Decoded(line, decoded.warnings)
