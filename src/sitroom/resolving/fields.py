"""Dates, deadlines, amounts and places of one report, resolved against its date and its country."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date as Day

from sitroom.codebook.ontology import Status
from sitroom.codebook.records import Deadline, Entity, EventAmount, EventDate, EventPlace
from sitroom.codebook.reports import Report
from sitroom.codebook.stretches import Stretch
from sitroom.codebook.values import Interval
from sitroom.reading.marks import FieldMark, Marks
from sitroom.resolving import names
from sitroom.resolving.amounts import resolve_amount
from sitroom.resolving.cast import Cast, dateline_place
from sitroom.resolving.dates import DateReading, Tense, find_dates, read_date, read_deadline
from sitroom.resolving.dates.tense import deadline_passed
from sitroom.resolving.whereabouts import Whereabouts

_TENSES: dict[Status, Tense | None] = {
    "actual": "past",
    "historical": "past",
    "negation": "past",
    "future": "future",
    "hypothetical": None,
}


BESIDE = 40
"""Characters after a deadline's words in which the date that they lack is sought."""
_STEM = 5
_LEAST = 4
"""Letters of the shortest word that names an event."""


@dataclass(slots=True)
class Days:
    """The days of a report's events as they are read: the last one, and each by the words that name its event."""

    last: Interval | None = None
    told: list[tuple[frozenset[str], Interval]] = field(default_factory=list)

    def add(self, words: str, days: Interval) -> None:
        """words: those that name the event, with its modes ("seized power coup")."""
        self.told.append((_stems(words), days))
        if days.precision == "day":
            self.last = days

    def of(self, event: str) -> Interval | None:
        """The days of the event that the words name ("the coup"), the one told last; None if no dated one is named so."""
        wanted = _stems(event)
        return next((days for names, days in reversed(self.told) if names & wanted), None)


def _stems(words: str) -> frozenset[str]:
    return frozenset(w[:_STEM] for w in re.findall(r"[a-z]+", words.lower()) if len(w) >= _LEAST)


@dataclass(frozen=True, slots=True)
class Fields:
    """The resolvers of one report. country: whose dollars, alpha-3."""

    report: Report
    sentences: tuple[tuple[int, int], ...]
    places: Whereabouts
    country: str | None

    def date(self, mark: FieldMark, status: Status, days: Days) -> EventDate:
        """days: those read before, from which "the following day" and "a day after the coup" count."""
        reading = self._read(mark.stretch.text, _TENSES[status], self._clause(mark), None)
        if reading.unresolved == "needs another event":
            # What names an event counts from that one's day or from none: the day read last would be a guess.
            other = days.of(reading.event) if reading.event else days.last
            if other is not None:
                reading = self._read(mark.stretch.text, _TENSES[status], self._clause(mark), other)
        return EventDate(mark.stretch, reading.interval, reading.reason)

    def deadline(self, mark: FieldMark, said: EventDate | None = None) -> Deadline:
        """The last day of the words; passed where the sentence says that it passed. said: when the act was that set it."""
        return self.deadline_at(mark.stretch, self._clause(mark), _one_day(said, self.report.published))

    def deadline_at(self, stretch: Stretch, clause: str, said: Day | None = None) -> Deadline:
        """`deadline` for words that the reader did not mark, with the sentence that they stand in."""
        published = self.report.published
        reading = read_deadline(stretch.text, published=published, clause=clause, said=said)
        if reading.interval is None and (longer := self._with_date_beside(stretch)) is not None:
            further = read_deadline(longer.text, published=published, clause=clause, said=said)
            if further.interval is not None:
                stretch, reading = longer, further
        day = reading.interval.end if reading.interval else None
        return Deadline(stretch, day, reading.reason, deadline_passed(clause, stretch.text))

    def _with_date_beside(self, stretch: Stretch) -> Stretch | None:
        """The words with the date that follows at once, where the mark broke off too early: "before" of "before Thursday"."""
        text = self.report.text
        after = text[stretch.end : stretch.end + BESIDE]
        date = next(iter(find_dates(after)), None)
        if date is None or after[: date.start].strip(" ,") not in ("", "on", "of", "the", "at"):
            return None
        return Stretch.of(text, stretch.start, stretch.end + date.end)

    def amount(self, mark: FieldMark) -> EventAmount | None:
        found = resolve_amount(mark.stretch.text, country=self.country)
        return EventAmount(mark.stretch, found) if found else None

    def place(self, stretch: Stretch, entity: Entity) -> EventPlace:
        """The gazetteer entry of an event's words for where it was."""
        return self.places.of(stretch, entity)

    def _read(self, words: str, tense: Tense | None, clause: str, before: Interval | None) -> DateReading:
        """The whole phrase; if it has words that the grammar does not know, the date phrases inside it."""
        published = self.report.published
        # The tense follows from the status that the reader gave: a guess, which a far nearer day overrules.
        reading = read_date(words, published=published, tense=tense, clause=clause, reference=before, lenient=True)
        if reading.interval is None and reading.unresolved != "needs a report date":
            inner = [
                read_date(s.text, published=published, tense=tense, clause=clause, lenient=True)
                for s in find_dates(words)
                if s.text != words
            ]
            return next((r for r in inner if r.interval), reading)
        return reading

    def _clause(self, mark: FieldMark) -> str:
        start, end = self.sentences[mark.sentence]
        return self.report.text[start:end]


def fields_of(report: Report, marks: Marks, cast: Cast) -> Fields:
    """The resolvers of a report, told which countries and places it names."""
    near: dict[str, None] = {}
    named = []
    for mention, number in zip(marks.mentions, cast.of_mention, strict=True):
        if mention.kind in ("place", "state"):
            near[mention.stretch.text] = None
            if names.form_of(mention.stretch.text) == "name":
                named.append(mention.stretch)
        elif (country := cast.entities[number].country) is not None:
            near[country] = None
    dateline = dateline_place(report.text, report.body_start)
    places = Whereabouts(report.text, tuple(near), tuple(sorted(named)), dateline, cast.home)
    return Fields(report, marks.sentences, places, cast.home)


def _one_day(when: EventDate | None, published: Day | None) -> Day | None:
    """The day of an act that is told to the day and lies before its report."""
    if when is None or when.interval is None or when.interval.start is None:
        return None
    day = when.interval.start
    return day if day == when.interval.end and published is not None and day <= published else None
