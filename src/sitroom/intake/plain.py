"""Plain text: one file, one report."""

from __future__ import annotations

from collections.abc import Iterator

from sitroom.intake.assemble import Known
from sitroom.intake.decoding import decode, unify_newlines
from sitroom.intake.source_file import Outcome, SourceFile


def read_plain(file: SourceFile) -> Iterator[Outcome]:
    """The text as it stands; its header tells title, day and source."""
    decoded = decode(file.data, file.name)
    yield file.report(unify_newlines(decoded.text), Known(warnings=decoded.warnings))
