"""Intake: files, streams and strings to reports. No network; every input ends in reports or in clear failures."""

from __future__ import annotations

from sitroom.intake.assemble import report_from_text
from sitroom.intake.files import read_file, read_paths, read_stream
from sitroom.intake.source_file import Outcome
from sitroom.intake.written_dates import parse_day

__all__ = ["Outcome", "parse_day", "read_file", "read_paths", "read_stream", "report_from_text"]
