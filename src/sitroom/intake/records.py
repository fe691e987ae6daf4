"""A report given as a JSON object: its fields, read strictly; fields of other names are passed over."""

from __future__ import annotations

import json
from datetime import date

from sitroom.codebook.reports import Report
from sitroom.errors import UnreadableReport
from sitroom.intake.assemble import Known, make_report
from sitroom.intake.limits import TEXT_CHARACTERS, grouped
from sitroom.intake.source_file import SourceFile
from sitroom.intake.written_dates import read_date

_FIELDS = "text, title, published or date, source, id, language"


def parse_json(text: str, where: str) -> object:
    """The value of a JSON text. Raises UnreadableReport with the column, and the line where there are several."""
    try:
        value: object = json.loads(text)
    except json.JSONDecodeError as error:
        if text.count("\n"):
            where = f"{where}, line {error.lineno}"
        near = " ".join(text[max(0, error.pos - 20) : error.pos + 20].split())
        problem = f"The JSON is broken at column {error.colno}, near `{near}`: {error.msg.rstrip('.')}."
        raise UnreadableReport(where, problem, "Mend it, or write it again with a JSON library.") from error
    except RecursionError as error:
        raise UnreadableReport(where, "The JSON is nested too deep.", f"Give one object with {_FIELDS}.") from error
    except ValueError as error:  # a whole number of more than 4,300 digits
        raise UnreadableReport(where, f"The JSON cannot be read: {error}.", "Mend that value.") from error
    return value


def report_of_record(record: object, file: SourceFile, where: str, warnings: tuple[str, ...]) -> Report:
    """Make the report of one JSON object; its text keeps every offset.

    A record's own day and source go before those given for the whole file. Raises UnreadableReport.
    """
    if not isinstance(record, dict):
        problem = f"It is {_kind(record)}, not an object."
        raise UnreadableReport(where, problem, f"Give one object a report, with {_FIELDS}.")
    fields: dict[str, object] = {str(name): value for name, value in record.items()}
    text = fields.get("text")
    if text is None:
        names = ", ".join(f"`{name[:30]}`" for name in list(fields)[:8]) or "none at all"
        problem = f"The object has no `text`; its fields are: {names}."
        raise UnreadableReport(where, problem, "Give the report's words in a field `text`.")
    if not isinstance(text, str):
        raise UnreadableReport(where, f"`text` is {_kind(text)}.", "Give the report's words as a string.")
    if len(text) > TEXT_CHARACTERS:
        problem = f"`text` has {grouped(len(text))} characters; one report can have {grouped(TEXT_CHARACTERS)}."
        raise UnreadableReport(where, problem, "Split it into several reports.")
    published, doubt = _published(fields, file, where)
    return make_report(
        text,
        Known(
            title=_string(fields, "title", where),
            published=published or file.published,
            published_problem=doubt,
            source=_string(fields, "source", where) or file.source,
            id=_string(fields, "id", where),
            language=_string(fields, "language", where),
            warnings=warnings,
        ),
        origin=where,
    )


def _published(fields: dict[str, object], file: SourceFile, where: str) -> tuple[date | None, str | None]:
    name = "published" if fields.get("published") not in (None, "") else "date"
    value = _string(fields, name, where)
    if value is None:
        return None, None
    written = read_date(value)
    if not written.readings and file.published is None:
        problem = f"`{name}` is wrong: {written.problem}."
        raise UnreadableReport(where, problem, "Write it as YYYY-MM-DD, or leave it out.")
    return written.day, written.problem


def _string(fields: dict[str, object], name: str, where: str) -> str | None:
    """A field as a string without blanks around it; None if absent, null or empty. Whole numbers serve as well."""
    value = fields.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise UnreadableReport(where, f"`{name}` is {_kind(value)}.", "Give it as a string, or leave it out.")
    return (value if isinstance(value, str) else f"{value:d}").strip() or None


def _kind(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"the number {str(value)[:30]}"
        case str():
            return f'the string "{value[:30]}"'
        case list():
            return "an array"
        case _:
            return "an object"
