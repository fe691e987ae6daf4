"""JSON: one report object, or an array of them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sitroom.errors import UnreadableReport
from sitroom.intake.decoding import decode
from sitroom.intake.json_lines import mostly_objects, read_json_lines
from sitroom.intake.records import parse_json, report_of_record
from sitroom.intake.source_file import Outcome, SourceFile, handed_on


def read_json(file: SourceFile) -> Iterator[Outcome]:
    """The report or reports of a JSON file; JSON Lines under another name are read as such.

    Raises UnreadableReport for broken JSON, with its line.
    """
    try:
        decoded = decode(file.data, file.name)
    except UnreadableReport:
        if not mostly_objects(file.data):
            raise
        yield from read_json_lines(file)  # one line in another encoding leaves the others readable
        return
    text = decoded.text
    if _looks_like_lines(text):
        yield from read_json_lines(file)
        return
    value = parse_json(text, file.name)
    if not isinstance(value, list):
        yield report_of_record(value, file, file.name, decoded.warnings)
        return
    if not value:
        raise UnreadableReport(file.name, "The array is empty: it holds no report.", "Give one object a report.")
    for number, record in enumerate(value, start=1):
        try:
            yield report_of_record(record, file, f"{file.name}, report {number}", decoded.warnings)
        except UnreadableReport as failure:
            yield handed_on(failure)


def _looks_like_lines(text: str) -> bool:
    """Whether several lines are objects of their own, one of the first three of them a sound one."""
    lines = [line for line in text[:200_000].split("\n") if line.strip()]
    if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines[:2]):
        return False
    for line in lines[:3]:
        try:
            if isinstance(json.loads(line), dict):
                return True
        except (ValueError, RecursionError):
            continue
    return False
