"""Dates, deadlines, amounts and places of one report, resolved against its date and its country."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from sitroom.codebook.ontology import Status
from sitroom.codebook.records import Deadline, EventAmount, EventDate, EventPlace
from sitroom.codebook.reports import Report
from sitroom.codebook.stretches import Stretch
from sitroom.reading.marks import FieldMark, Marks, TriggerMark
from sitroom.resolving.amounts import resolve_amount
from sitroom.resolving.cast import Cast
from sitroom.resolving.dates import read_date, read_deadline
from sitroom.resolving.places import resolve_place

_PASSED = re.compile(r"\b(?:passed|expired|elapsed|lapsed|ran out|missed|came and went|ignored)\b", re.IGNORECASE)

_TENSES: dict[Status, Literal["past", "present", "future"] | None] = {
    "actual": "past",
    "historical": "past",
    "negation": "past",
    "future": "future",
    "hypothetical": None,
}


@dataclass(frozen=True, slots=True)
class Fields:
    """The resolvers of one report. near: countries and places that it names, for places; country: whose dollars, alpha-3."""

    report: Report
    sentences: tuple[tuple[int, int], ...]
    near: tuple[str, ...]
    country: str | None

    def date(self, mark: FieldMark, status: Status, trigger: TriggerMark) -> EventDate:
        reading = read_date(
            mark.stretch.text, published=self.report.published, tense=_TENSES[status], clause=self._clause(mark)
        )
        return EventDate(mark.stretch, reading.interval, reading.reason)

    def deadline(self, mark: FieldMark) -> Deadline:
        """The last day of the words; passed where the sentence says that it passed."""
        clause = self._clause(mark)
        reading = read_deadline(mark.stretch.text, published=self.report.published, clause=clause)
        day = reading.interval.end if reading.interval else None
        return Deadline(mark.stretch, day, reading.reason, bool(_PASSED.search(clause)))

    def amount(self, mark: FieldMark) -> EventAmount | None:
        found = resolve_amount(mark.stretch.text, country=self.country)
        return EventAmount(mark.stretch, found) if found else None

    def place(self, stretch: Stretch) -> EventPlace:
        own = stretch.text.lower()
        near = tuple(n for n in self.near if n.lower() not in own)
        words = re.sub(r"^(?:the|in|at|near)\s+", "", stretch.text, flags=re.IGNORECASE)
        return EventPlace(stretch, resolve_place(words, near=near))

    def _clause(self, mark: FieldMark) -> str:
        start, end = self.sentences[mark.sentence]
        return self.report.text[start:end]


def fields_of(report: Report, marks: Marks, cast: Cast) -> Fields:
    """The resolvers of a report, told which countries and places it names."""
    near: dict[str, None] = {}
    for mention, number in zip(marks.mentions, cast.of_mention, strict=True):
        if mention.kind in ("place", "state"):
            near[mention.stretch.text] = None
        elif (country := cast.entities[number].country) is not None:
            near[country] = None
    return Fields(report, marks.sentences, tuple(near), cast.home)
