"""The header of a report: labels, date lines, headline, byline, slugs and the dateline before its first sentence.

The text stays whole. The header says what was understood of it, and where the report's own sentences begin.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from sitroom.intake.agencies import source_named
from sitroom.intake.dateline import Dateline, read_dateline
from sitroom.intake.limits import HEADER_CHARACTERS, HEADER_LINES
from sitroom.intake.written_dates import WrittenDate, match_date, read_date

_DATE_LABELS: Final = {
    "published": 0, "publication date": 0, "date published": 0, "pubdate": 0, "published on": 0, "published at": 0,
    "date": 1, "posted": 1, "posted on": 1, "filed": 1, "released": 1, "release date": 1, "issued": 1, "sent": 1,
    "updated": 3, "last updated": 3, "last modified": 3, "modified": 3,
}  # fmt: skip
_DATE_LINE, _DATELINE = 2, 4
"""Ranks of dates: the publication date by its label, then "Date:", a bare date line, "Updated:", the dateline."""

_TITLE_LABELS: Final = frozenset({"title", "headline", "subject", "head"})
_SOURCE_LABELS: Final = frozenset(
    {"source", "publisher", "agency", "outlet", "publication", "newspaper", "site", "from"}
)
_OTHER_LABEL = re.compile(
    r"by|byline|authors?|writer|language|lang|url|link|location|place|country|dateline|section|category|categories|tags"
    r"|topics?|keywords|copyright|id|doc|docid|document|length|words|word count|slug|edition|page|to|accessed|retrieved"
)
_LABEL = re.compile(r"([A-Za-z]+(?: [A-Za-z]+)?)[ \t]*:[ \t]*(.*)")
_DATE_WORD = re.compile(
    r"(?:(?:date )?published|publication date|date|posted|(?:last )?updated)(?: (?:on|at))?\s*:?\s+", re.I
)

_NAME = r"[^\W\d_][\w.'’-]*"
_BYLINE = re.compile(rf"by[ :]\s*{_NAME}(?:(?:,?\s+|\s*[&|/]\s*){_NAME})*", re.I)
_SLUG = re.compile(r"[A-Za-z0-9&]+(?:[-_/][A-Za-z0-9&.]+){2,}(?:,[\w -]{1,20})*|(?:BC|AM|PM|URGENT|EDS|ATTN)\b[-:].*")
_COPYRIGHT = re.compile(r"(?:\(c\)|©|copyright\b).*", re.I)
_SEPARATOR = re.compile(r"\s+[|•·–—-]\s+|\s*[|•·]\s*")

_DATE_BEGINS = re.compile(r"(?<![\w-])[\dA-Za-z]")
_CLOCK_BEHIND = re.compile(r"\d,?\s+\d{1,2}[:.]\d\d")
_SPEAKS_OF_A_DAY = re.compile(
    r"(?:\b(?:on|of|until|till|by|since|from|at|before|after|to|and|for|dated|the)|\()\s*$", re.I
)

STAMP_CHARACTERS = 300
"""How far into a text the day and time of its publication are sought where it has no header of lines."""
HEADLINE_CHARACTERS = range(10, 201)
"""Length of a first line that is taken for a headline."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the first lines of a report say.

    published is None without a day that is certain; problem then says what kept it from being one.
    dateline_day: (month, day) of a dateline without a year. place: the dateline's. body_start: offset of the first
    word after the header, 0 where there is no header or nothing but a header.
    """

    title: str | None = None
    published: date | None = None
    source: str | None = None
    place: str | None = None
    dateline_day: tuple[int, int] | None = None
    body_start: int = 0
    problem: str | None = None


def understand(text: str, *, title: str | None = None) -> Header:
    """Read the header of a report's text. title, where it is known already, is passed over as the first line."""
    lines = _Lines(text, title)
    lines.read()
    return lines.header()


@dataclass(slots=True)
class _Lines:
    """The header while it is being read, line by line from the start."""

    text: str
    known_title: str | None
    position: int = 0
    title: str | None = None
    source: str | None = None
    dateline: Dateline | None = None
    dates: list[tuple[int, WrittenDate]] = field(default_factory=list)

    def read(self) -> None:
        window = self.text[:HEADER_CHARACTERS]
        self._read_lines(window)
        if not self.dates and (self.dateline is None or self.dateline.written is None):
            self._find_stamp(window)

    def _read_lines(self, window: str) -> None:
        for _ in range(HEADER_LINES):
            while self.position < len(window) and window[self.position].isspace():
                self.position += 1
            if self._take_date_before_text(window):
                continue
            if dateline := read_dateline(window, self.position):
                self.dateline = dateline
                self.position = dateline.end
                return
            end = window.find("\n", self.position)
            if end < 0 or not self._take_line(window[self.position : end].strip(), window[end:]):
                return
            self.position = end

    def header(self) -> Header:
        dateline_day: tuple[int, int] | None = None
        place = None
        if self.dateline is not None:
            place = self.dateline.place
            if (written := self.dateline.written) is not None:
                self.dates.append((_DATELINE, written))
                dateline_day = written.month_day
            self.source = self.source or self.dateline.source
        published, problem = _publication_day([written for _, written in sorted(self.dates, key=lambda pair: pair[0])])
        body_start = self.position if self.text[self.position :].strip() else 0
        return Header(self.title, published, self.source, place, dateline_day, body_start, problem)

    def _take_date_before_text(self, window: str) -> bool:
        """Take "date 2023-11-08 The recent coup ...", "Published: 8 August 2023 Updated: ..."."""
        word = _DATE_WORD.match(window, self.position)
        written = match_date(window, word.end()) if word else None
        if word is None or written is None:
            return False
        label = " ".join(word[0].lower().strip(" :\t\n").split())
        self.dates.append((_DATE_LABELS.get(label.removesuffix(" on").removesuffix(" at"), 1), written))
        self.position = written.end
        while self.position < len(window) and window[self.position] in " \t.,;|-–—":
            self.position += 1
        return True

    def _find_stamp(self, window: str) -> None:
        """A day with the time of the clock between headline and text, where a page was pasted in one piece: "Two held in Orissa 22nd June
        2009 09:49 AM BHUBANESWAR: ...". What is told of an act has no minute of a dated day, or a preposition before it."""
        begin = self.position
        for word in _DATE_BEGINS.finditer(window, begin, begin + STAMP_CHARACTERS):
            written = match_date(window, word.start())
            if written is None or written.day is None or not _CLOCK_BEHIND.search(written.text):
                continue
            if not _SPEAKS_OF_A_DAY.search(window, begin, word.start()):
                self.dates.append((_DATE_LINE, written))
            return

    def _take_line(self, line: str, rest: str) -> bool:
        rules: tuple[Callable[[str], bool], ...] = (self._take_title, self._take_label, self._take_parts, _is_furniture)
        if any(rule(line) for rule in rules):
            return True
        if self.title is None and self.known_title is None and _is_headline(line) and self._ends_a_headline(rest):
            self.title = line
            return True
        return False

    def _take_title(self, line: str) -> bool:
        """Take the line that repeats the known title, which may have the name of the site behind it."""
        if self.known_title is None:
            return False
        line, title = " ".join(line.split()), " ".join(self.known_title.split())
        return line == title or (
            len(line) in HEADLINE_CHARACTERS and re.match(r"\s*[-–—|:]", title.removeprefix(line)) is not None
        )

    def _take_label(self, line: str) -> bool:
        found = _LABEL.fullmatch(line)
        if found is None:
            return False
        label, value = " ".join(found[1].lower().split()), found[2].strip()
        if label in _DATE_LABELS and len(value) <= 60:
            self.dates.append((_DATE_LABELS[label], read_date(value)))
        elif label in _TITLE_LABELS and value and len(value) <= 300:
            self.title = self.title or value
        elif label in _SOURCE_LABELS and len(value) <= 80:
            self.source = self.source or source_named(value) or value or None
        else:
            return _OTHER_LABEL.fullmatch(label) is not None and len(value) <= 200
        return True

    def _take_parts(self, line: str) -> bool:
        """Take a line of nothing but a date, a source, a byline, or several of them: "Reuters | 8 August 2023"."""
        if len(line) > 120:
            return False
        written = match_date(line)
        if written is not None and not line[written.end :].strip(" .,;"):
            self.dates.append((_DATE_LINE, written))
            return True
        dates: list[WrittenDate] = []
        source: str | None = None
        headline: str | None = None
        bylines = 0
        for part in filter(None, _parts_of(line)):
            found = match_date(part)
            if found is not None and not part[found.end :].strip(" .,;"):
                dates.append(found)
            elif source is None and (named := source_named(part)):
                source = named
            elif _BYLINE.fullmatch(part) and _names_only(part):
                bylines += 1
                source = source or _source_of_byline(part)
            elif len(part.split()) > 4 or not part[0].isupper() or part[-1] in ".!?":
                return False  # not a place, a name or a section
            elif _is_headline(part) and re.search(r"\s(?!of\b|and\b|the\b)[a-z]", part):
                headline = part
        if not (dates or source or bylines):
            return False
        self.title = self.title or headline
        self.dates.extend((_DATE_LINE, found) for found in dates)
        self.source = self.source or source
        return True

    def _ends_a_headline(self, rest: str) -> bool:
        """Whether what follows a first line marks it as a headline: a blank line, or more of a header."""
        following = rest[1:]
        if not following.strip():
            return False
        if following[: len(following) - len(following.lstrip())].count("\n") or following[:1] == "\n":
            return True
        next_line = following.partition("\n")[0].strip()
        if read_dateline(next_line) or _DATE_WORD.match(next_line):
            return True
        trial = _Lines(self.text, self.known_title)
        return trial._take_label(next_line) or trial._take_parts(next_line) or _is_furniture(next_line)


def _publication_day(dates: list[WrittenDate]) -> tuple[date | None, str | None]:
    """The first day that is certain; an ambiguous one is settled by a dateline's day and month if they agree."""
    problem: str | None = None
    month_days = {written.month_day for written in dates if written.month_day}
    for written in dates:
        if written.day is not None:
            return written.day, None
        agreeing = [day for day in written.readings if (day.month, day.day) in month_days]
        if len(agreeing) == 1:
            return agreeing[0], None
        problem = problem or written.problem
    return None, problem


def _is_furniture(line: str) -> bool:
    """Whether a line is a slug ("BC-NIGER-COUP-3RD-LD") or a copyright notice."""
    if len(line) > 200:
        return False
    return _SLUG.fullmatch(line) is not None or _COPYRIGHT.fullmatch(line) is not None


def _is_headline(line: str) -> bool:
    if len(line) not in HEADLINE_CHARACTERS or len(line.split()) < 3:
        return False
    begins = line.lstrip("\"'“‘")[:1]
    return (begins.isupper() or begins.isdigit()) and line[-1] not in ".,;:-–—"


def _parts_of(line: str) -> list[str]:
    parts: list[str] = []
    for part in _SEPARATOR.split(line):
        # "Reuters, 8 August 2023": the comma before a date or after a source parts as well, those within do not.
        for comma in re.finditer(r",\s+", part):
            tail = part[comma.end() :]
            found = match_date(tail)
            if (found and not tail[found.end :].strip(" .,;")) or source_named(part[: comma.start()]):
                parts.extend((part[: comma.start()].strip(), tail.strip()))
                break
        else:
            parts.append(part.strip())
    return parts


def _names_only(byline: str) -> bool:
    words = re.findall(r"[^\W\d_][\w.'’-]*", byline)[1:]
    small = {"and", "in", "for", "of", "at", "de", "van", "von", "bin", "al", "el"}
    return (
        1 <= len(words) <= 14 and all(word[0].isupper() or word in small for word in words) and not byline.endswith("!")
    )


def _source_of_byline(byline: str) -> str | None:
    for mark in re.finditer(r",\s+|\s*[|/]\s*|\s+(?:for|of)\s+|^by[ :]\s*", byline, re.I):
        if named := source_named(byline[mark.end() :]):
            return named
    return None
