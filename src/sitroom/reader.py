"""The reader: one report in, its reading out. Every stage is a function from one record to the next."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

from tokenizers import Tokenizer

from sitroom.codebook.records import Reading, Relation
from sitroom.codebook.reports import Report
from sitroom.codebook.stretches import Stretch
from sitroom.intake import parse_day, report_from_text
from sitroom.ledger.opening import open_ledger
from sitroom.reading.decoding import PhraseDecoder
from sitroom.reading.marking import mark
from sitroom.reading.marks import Marks
from sitroom.reading.relating import relate
from sitroom.reading.scorer import Scorer
from sitroom.reading.settings import Thresholds
from sitroom.reading.threads import usable_cores
from sitroom.record.assembling import Assembled, assemble
from sitroom.resolving.cast import Cast, cast_of
from sitroom.resolving.fields import fields_of

MOST_THREADS = 4
BATCH_REPORTS = 16
"""Reports that a thread takes at once."""
PHRASE, ANTECEDENT = 0.5, 0.3
"""Probabilities from which `Reader.chains` takes a phrase and its antecedent: set on GUM's development documents, news left out."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads reports with one model. Make it with `sitroom.load()`; it is safe to use from several threads at once."""

    scorer: Scorer
    tokenizer: Tokenizer
    thresholds: Thresholds
    version: str

    def read(
        self,
        text: str | Report,
        *,
        published: str | date | None = None,
        title: str | None = None,
        source: str | None = None,
        id: str | None = None,
    ) -> Reading:
        """The reading of one report.

        published is the publication day ("2023-08-08"); without it, and without one in the text's header, the report is
        read, its warnings say so, and no relative date is resolved. Raises UnreadableReport for a text that cannot be
        read, InputError for a day that is none.
        """
        if isinstance(text, Report):
            report = text
        else:
            day = parse_day(published) if isinstance(published, str) else published
            report = report_from_text(text, published=day, title=title, source=source, id=id)
        return next(self._read([report]))

    def read_many(self, reports: Iterable[Report | str], *, threads: int | None = None) -> Iterator[Reading]:
        """Readings in the order of the reports, streamed: only a few batches are held at a time.

        threads: how many batches are read at once; by default one a core, at most MOST_THREADS.
        """
        batches = self._batches(reports)
        count = min(usable_cores(), MOST_THREADS) if threads is None else threads
        if count <= 1:
            for batch in batches:
                yield from self._read(batch)
            return
        with ThreadPoolExecutor(count) as pool:
            waiting = deque(pool.submit(self._read_batch, batch) for batch in islice(batches, count))
            while waiting:
                done = waiting.popleft().result()
                waiting.extend(pool.submit(self._read_batch, batch) for batch in islice(batches, 1))
                yield from done

    def _batches(self, reports: Iterable[Report | str]) -> Iterator[list[Report]]:
        stream = iter(reports)
        while batch := list(islice(stream, BATCH_REPORTS)):
            yield [r if isinstance(r, Report) else report_from_text(r) for r in batch]

    def _read_batch(self, batch: list[Report]) -> list[Reading]:
        return list(self._read(batch))

    def marks(self, report: Report) -> Marks:
        """What the model marks in a report, before anything is resolved: for looking into the reader."""
        return next(mark(self.scorer, self.tokenizer, [(report.text, report.body_start)], self.thresholds))

    def chains(self, text: str | Report) -> tuple[tuple[Stretch, ...], ...]:
        """Which phrases of a report stand for one thing: groups of stretches in text order, phrases that stand alone among them.

        All phrases, not only parties: "the vote ... it", "the sanctions ... these measures". `read` groups parties by itself.
        """
        report = text if isinstance(text, Report) else report_from_text(text)
        limits = replace(self.thresholds, mention=PHRASE, coref=ANTECEDENT)
        marks = next(mark(self.scorer, self.tokenizer, [(report.text, report.body_start)], limits, PhraseDecoder))
        cast = cast_of(marks, text=report.text, on=report.published, limit=limits.coref, body_start=report.body_start)
        return tuple(entity.mentions for entity in cast.entities)

    def relate(self, text: str, *, actor: tuple[int, int], recipient: tuple[int, int]) -> Relation:
        """The PLOVER type of what passes between two stretches of a text, given as half-open character offsets."""
        return next(relate(self.scorer, self.tokenizer, [(text, actor, recipient)], self.thresholds))

    def relate_many(self, pairs: Iterable[tuple[str, tuple[int, int], tuple[int, int]]]) -> Iterator[Relation]:
        """`relate` for many (text, actor, recipient)."""
        yield from relate(self.scorer, self.tokenizer, list(pairs), self.thresholds)

    def _read(self, reports: list[Report]) -> Iterator[Reading]:
        texts = [(r.text, r.body_start) for r in reports]
        for report, marks in zip(reports, mark(self.scorer, self.tokenizer, texts, self.thresholds), strict=True):
            yield interpret(report, marks, self.thresholds)


def interpret(report: Report, marks: Marks, thresholds: Thresholds) -> Reading:
    """From marks to the reading: entities, fields, events, ledger."""
    return reading_of(report, *put_together(report, marks, thresholds))


def put_together(report: Report, marks: Marks, thresholds: Thresholds) -> tuple[Cast, Assembled]:
    """The entities and events of a report."""
    cast = cast_of(marks, text=report.text, on=report.published, limit=thresholds.coref, body_start=report.body_start)
    return cast, assemble(report, marks, cast, fields_of(report, marks, cast), thresholds)


def reading_of(report: Report, cast: Cast, assembled: Assembled) -> Reading:
    """The reading of a report with these events: entities that none of them names only as places are left out."""
    used = {
        p.entity
        for e in assembled.events
        for p in (*e.actors, *e.recipients, *((e.attributed_to,) if e.attributed_to else ()))
    }
    entities = tuple(e for e in cast.entities if e.id in used or not cast.is_place(e))
    return Reading(
        report,
        assembled.events,
        entities,
        open_ledger(report, assembled.events, entities),
        (*report.warnings, *assembled.warnings),
    )


def load(path: Path | None = None) -> Reader:
    """The packaged model, or the one in a folder made by `python -m training.export`. Raises ModelError if it does not fit."""
    from sitroom.reading.packaged import load_model

    scorer, tokenizer, thresholds, version = load_model(path)
    return Reader(scorer, tokenizer, thresholds, version)
