"""One file as its format's reader gets it, and the outcome of reading a report from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from sitroom.codebook.reports import Report
from sitroom.errors import UnreadableReport
from sitroom.intake.assemble import Known, make_report

Outcome = Report | UnreadableReport
"""A report, or why there is none; a failure is handed on as a value so that the other reports are read."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The bytes of a file, its name for messages, and what the user said of its reports (the day, the source)."""

    name: str
    data: bytes
    published: date | None = None
    source: str | None = None

    def report(self, text: str, known: Known) -> Report:
        """Make the one report of this file. What the user said of the file goes before what the file says.

        Raises UnreadableReport.
        """
        warnings = known.warnings
        if self.published and known.published and self.published != known.published:
            warnings = (*warnings, f"the file says {known.published}; the given {self.published} is taken")
        return make_report(
            text,
            Known(
                title=known.title,
                published=self.published or known.published,
                published_problem=known.published_problem,
                source=self.source or known.source,
                id=known.id,
                language=known.language,
                warnings=warnings,
            ),
            origin=self.name,
        )


def handed_on(failure: UnreadableReport) -> UnreadableReport:
    """The failure without the frames that raised it: they hold the whole file for as long as the failure is kept."""
    failure.__cause__ = failure.__context__ = failure.__traceback__ = None
    return failure


FormatReader = Callable[[SourceFile], Iterator[Outcome]]
"""Reads the reports of one file. May raise UnreadableReport where the file as a whole cannot be read."""
