"""From a text and what is known about it to a Report: limits, language, header, warnings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sitroom.codebook.reports import Report, content_id
from sitroom.errors import UnreadableReport
from sitroom.intake.decoding import clean
from sitroom.intake.header import Header, understand
from sitroom.intake.language import language_name, tell_language
from sitroom.intake.limits import TEXT_CHARACTERS, WORD_CHARACTERS, grouped
from sitroom.intake.written_dates import MONTH_NAMES, latest_today, long_day

NO_DATE = "no publication date: relative dates stay unresolved; give one with --published"

_LONG_WORD = re.compile(rf"(?<![!-~])[!-~]{{{WORD_CHARACTERS + 1},}}")
_DATELINE_DAYS = 7
"""Days between a dateline and publication above which one of the two is doubtful; weeklies print datelines that old."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about a report before its text is looked at; published_problem says why a date gave no day."""

    title: str | None = None
    published: date | None = None
    published_problem: str | None = None
    source: str | None = None
    id: str | None = None
    language: str | None = None
    warnings: tuple[str, ...] = ()


def report_from_text(
    text: str,
    *,
    published: date | None = None,
    title: str | None = None,
    source: str | None = None,
    id: str | None = None,
    origin: str | None = None,
) -> Report:
    """Make a report of a text. What is given goes before what the text's own header says.

    The text is kept as it is but for control characters, which become blanks one for one.
    Raises UnreadableReport for a text that is empty, too long, no prose, or not English.
    """
    return make_report(text, Known(title=title, published=published, source=source, id=id), origin=origin)


def make_report(text: str, known: Known, *, origin: str | None) -> Report:
    """Check the text against the limits, tell its language, understand its header, and say what remains doubtful.

    Raises UnreadableReport, with origin for its place.
    """
    where = origin or "the text"
    check_length(text, where)
    text = clean(text)
    if not text.strip():
        raise UnreadableReport(where, "The text is empty.", "Give a report with at least one sentence.")
    if found := _LONG_WORD.search(text):
        problem = (
            f'It holds a word of {grouped(len(found[0]))} characters ("{found[0][:20]}..."): encoded data, no prose.'
        )
        raise UnreadableReport(where, problem, "Take it out, or give the words of the report alone.")
    language, language_warnings = _language(text, known.language, where)
    title = _one_line(known.title)
    header = understand(text, title=title)
    published = known.published or header.published
    source = _one_line(known.source) or _one_line(header.source)
    warnings = (*known.warnings, *language_warnings, *_date_warnings(known, header, published))
    return Report(
        id=known.id or content_id(text, published=published, source=source),
        text=text,
        title=title or _one_line(header.title),
        published=published,
        source=source,
        language=language,
        origin=origin,
        warnings=warnings,
        body_start=header.body_start,
    )


def check_length(text: str, where: str) -> None:
    """Raise UnreadableReport for a text longer than one report can be."""
    if len(text) > TEXT_CHARACTERS:
        lines = text.count("\n") + 1
        spread = "one line" if lines == 1 else f"{grouped(lines)} lines"
        problem = (
            f"The text has {grouped(len(text))} characters in {spread}; one report can have {grouped(TEXT_CHARACTERS)}."
        )
        raise UnreadableReport(
            where, problem, "Split it into one file a report, or into JSON Lines with one report a line."
        )


def _language(text: str, stated: str | None, where: str) -> tuple[str | None, tuple[str, ...]]:
    told = tell_language(text)
    if told.code == "en":
        return "en", ()
    said = (stated or "").strip().lower().partition("-")[0]
    if said in ("en", "eng", "english"):
        return "en", ()
    if told.code is not None:
        looks = told.name
    elif said and said not in ("und", "unknown"):
        looks = language_name(said)
    else:
        return None, ("the text is too short or too mixed to tell its language: read as English",)
    problem = f"The text is not in English (looks like {looks})."
    raise UnreadableReport(where, problem, "Sitroom reads English reports: give a translation.")


def _date_warnings(known: Known, header: Header, published: date | None) -> list[str]:
    problem = known.published_problem or header.problem
    if published is None:
        return [f"publication date not certain: {problem}", NO_DATE] if problem else [NO_DATE]
    warnings: list[str] = []
    if known.published is None and known.published_problem:
        warnings.append(f"{known.published_problem}: the date of the header, {published}, is taken")
    if known.published and header.published and known.published != header.published:
        warnings.append(f"the report's header says {header.published}; the given {known.published} is taken")
    if published > latest_today():
        warnings.append(f"the publication date {published} ({long_day(published)}) lies in the future")
    if header.dateline_day is not None and _far_from(header.dateline_day, published):
        month, day = header.dateline_day
        warnings.append(
            f"the dateline says {day} {MONTH_NAMES[month - 1]}, the publication date is {published}: check it"
        )
    return warnings


def _far_from(month_day: tuple[int, int], published: date) -> bool:
    month, day = month_day
    gaps: list[int] = []
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            gaps.append(abs((date(year, month, day) - published).days))
        except ValueError:  # 29 February of a common year
            continue
    return bool(gaps) and min(gaps) > _DATELINE_DAYS


def _one_line(value: str | None) -> str | None:
    """A title or source as one line without control characters; None for nothing but blanks."""
    return " ".join(clean(value).split()) or None if value else None
