"""A ledger entry with its dated history, from which its status on any day is computed (CODEBOOK section 3).

Nothing is overwritten: lines and terms are only added, each with the act and the words that say it, and taken out again only
when the event behind them is withdrawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

from sitroom.codebook.ontology import LEDGER_STATUSES, LedgerKind
from sitroom.codebook.records import Deadline, EventAmount, EventDate, Party
from sitroom.codebook.stretches import Stretch
from sitroom.record.parties import Who

PENDING: dict[LedgerKind, frozenset[str]] = {
    "measure": frozenset({"threatened", "announced"}),
    "demand": frozenset({"announced", "open", "refused", "partly_met"}),
    "pledge": frozenset({"open"}),
    "meeting": frozenset({"requested", "scheduled", "postponed"}),
    "position": frozenset(),
    "claim": frozenset(),
}
"""Statuses that wait for something to happen."""
CLOSED: dict[LedgerKind, frozenset[str]] = {
    "measure": frozenset({"lifted", "expired", "broken"}),
    "demand": frozenset({"met", "lapsed", "withdrawn"}),
    "pledge": frozenset({"kept", "broken", "withdrawn", "lapsed"}),
    "meeting": frozenset({"held", "collapsed", "refused", "cancelled"}),
    "position": frozenset(),
    "claim": frozenset({"confirmed", "withdrawn"}),
}
"""Statuses after which an entry is over."""
IN_FORCE = frozenset({"in_force", "eased", "suspended"})

TermName = Literal["deadline", "condition", "exemption", "amount", "date"]
TermValue = Deadline | Stretch | EventAmount | EventDate


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a history.

    day: from which the status holds, None where it is not stated. known: publication day of the first report that tells it.
    act: id of the event behind it, None for a deadline that simply passed. note: what else changed ("extended"). lag: days before the
    telling at which an undated line is placed among the others.
    """

    status: str
    day: date | None
    known: date | None
    act: str | None
    report: str | None
    evidence: Stretch
    note: str | None = None
    lag: int = 0

    @property
    def order(self) -> date:
        """Where the line stands in time: its own day, else some days before it was told."""
        return self.day or (self.known - timedelta(days=self.lag) if self.known else date.min)

    @property
    def by_a_person(self) -> bool:
        return self.act is not None and self.act.startswith("correction:")

    @property
    def holds(self) -> date:
        """The first day on which the record can say so."""
        return max(self.order, self.known or date.min)


@dataclass(frozen=True, slots=True)
class Term:
    """A deadline, condition, exemption, amount or day of an entry, and since when it is known."""

    name: TermName
    value: TermValue
    known: date | None
    act: str
    report: str | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """An act that seems to fulfil an entry's condition; it changes nothing until a person confirms it."""

    act: str
    report: str | None
    day: date | None
    known: date | None
    evidence: Stretch
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The status from `since` on, until the day before `until`; date.min: from as long as is known; None: to this day."""

    status: str
    since: date
    until: date | None


@dataclass(slots=True)
class Entry:
    """One entry while it is kept. by and to are told twice: as the report's parties, and in terms that hold across reports."""

    id: str
    kind: LedgerKind
    what: str
    opened_by: str
    by: list[Party]
    to: list[Party]
    by_who: list[Who]
    to_who: list[Who]
    subjects: frozenset[str]
    stems: frozenset[str]
    lines: list[Line] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    watch: tuple[tuple[str, tuple[Who, ...]], ...] = ()
    """The acts that the condition names."""
    marks: dict[str, Any] = field(default_factory=dict)
    """What matching needs beside, as plain JSON: type, modes, status, report of the opening act; joined: what later acts brought."""

    def history(self) -> list[Line]:
        """The lines in time order, with the lapses that follow from deadlines."""
        lines = sorted(self.lines, key=lambda line: (line.order, line.known or date.min, _rank(self.kind, line.status)))
        return _with_lapses(self.kind, lines, self.deadlines())

    def deadlines(self) -> list[Term]:
        return sorted((t for t in self.terms if t.name == "deadline"), key=lambda t: t.known or date.min)

    def standings(self) -> list[Standing]:
        """The status day by day, as stretches of days without gaps."""
        lines = self.history()
        days = sorted({line.holds for line in lines})
        out: list[Standing] = []
        for day in days:
            status = next(line.status for line in reversed(lines) if line.holds <= day)
            if out and out[-1].status == status:
                continue
            if out:
                out[-1] = Standing(out[-1].status, out[-1].since, day)
            out.append(Standing(status, day, None))
        return out

    def status_on(self, day: date | None = None) -> str | None:
        """The status on a day, None before the entry is known; without a day the last status told, lapses included."""
        standings = self.standings()
        if day is None:
            return standings[-1].status
        return next((s.status for s in reversed(standings) if s.since <= day), None)

    @property
    def status(self) -> str:
        """The last status that a report tells, before any lapse: what new acts are matched against."""
        return max(
            self.lines, key=lambda line: (line.order, line.known or date.min, _rank(self.kind, line.status))
        ).status

    @property
    def first(self) -> Line:
        """The line with which the history begins, before any lapse."""
        return min(self.lines, key=lambda line: (line.order, line.known or date.min, _rank(self.kind, line.status)))

    def status_at(self, day: date | None) -> str | None:
        """The status that reports tell of a day, whenever they tell it; None before its first line."""
        if day is None:
            return self.status
        before = [line for line in self.lines if line.order <= day]
        if not before:
            return None
        return max(before, key=lambda line: (line.order, line.known or date.min, _rank(self.kind, line.status))).status

    def term(self, name: TermName, day: date | None = None) -> TermValue | None:
        """The latest value of a term that was known on a day."""
        return next((t.value for t in self.terms_on(name, day)), None)

    def terms_on(self, name: TermName, day: date | None = None) -> list[Term]:
        """A term's values that were known on a day, the latest told first."""
        own = [t for t in self.terms if t.name == name and (day is None or (t.known or date.min) <= day)]
        return sorted(own, key=lambda t: t.known or date.min, reverse=True)

    @property
    def planned_day(self) -> date | None:
        """The day on which a meeting is to be, None for other entries."""
        when = self.term("date") if self.kind == "meeting" else None
        interval = when.interval if isinstance(when, EventDate) else None
        return (interval.start or interval.end) if interval is not None else None

    @property
    def opened(self) -> date | None:
        """The day on which the record first knew it; None if no dated report tells it."""
        first = min((line.holds for line in self.lines), default=date.min)
        return None if first == date.min else first

    def without(self, act: str) -> bool:
        """Take out everything that an act put in; False if nothing is left."""
        self.lines = [line for line in self.lines if line.act != act]
        self.terms = [t for t in self.terms if t.act != act]
        self.proposals = [p for p in self.proposals if p.act != act]
        self.acts = [a for a in self.acts if a != act]
        gone = self.marks.get("joined", {}).pop(act, None)
        if gone is not None:
            self.by, self.by_who = _less(self.by, self.by_who, gone["by"])
            self.to, self.to_who = _less(self.to, self.to_who, gone["to"])
            self.subjects -= frozenset(gone["subjects"])
            self.stems -= frozenset(gone["stems"])
        return bool(self.lines)

    def join(
        self,
        act: str,
        by: Sequence[tuple[Party, Who]],
        to: Sequence[tuple[Party, Who]],
        subjects: frozenset[str] = frozenset(),
        stems: frozenset[str] = frozenset(),
    ) -> None:
        """Add further parties and words, and remember which act brought them."""
        subjects, stems = subjects - self.subjects, stems - self.stems
        if not (by or to or subjects or stems):
            return
        self.by += [p for p, _ in by]
        self.by_who += [w for _, w in by]
        self.to += [p for p, _ in to]
        self.to_who += [w for _, w in to]
        self.subjects |= subjects
        self.stems |= stems
        own = self.marks.setdefault("joined", {}).setdefault(act, {"by": [], "to": [], "subjects": [], "stems": []})
        own["by"] += [p.name for p, _ in by]
        own["to"] += [p.name for p, _ in to]
        own["subjects"] += sorted(subjects)
        own["stems"] += sorted(stems)


def _less(parties: list[Party], who: list[Who], names: Sequence[str]) -> tuple[list[Party], list[Who]]:
    left = [(p, w) for p, w in zip(parties, who, strict=True) if p.name not in names]
    return [p for p, _ in left], [w for _, w in left]


def _rank(kind: LedgerKind, status: str) -> float:
    """Which of two statuses of one day is the later: what was met in part, though the rest was refused, is met in part."""
    if (kind, status) == ("demand", "refused"):
        return LEDGER_STATUSES[kind].index("partly_met") - 0.5
    return LEDGER_STATUSES[kind].index(status)


def _with_lapses(kind: LedgerKind, lines: list[Line], deadlines: list[Term]) -> list[Line]:
    """Add the day after a deadline on which nothing that was asked or threatened had happened (rule 13).

    Demands lapse, pledges lapse, measures that were to end on a day expire. A deadline that a later report replaced before it passed
    does not count; one that a report tells as passed without a date lapses when it is told.
    """
    if kind not in ("demand", "pledge", "measure"):
        return lines
    out = list(lines)
    for number, term in enumerate(deadlines):
        value = term.value
        assert isinstance(value, Deadline)
        if kind == "measure" and not _is_end(value):
            continue
        passed = value.date + timedelta(days=1) if value.date is not None and value.date < date.max else None
        replaced = next(
            (
                later
                for later in deadlines[number + 1 :]
                if isinstance(later.value, Deadline) and later.value.date != value.date and later.value.date is not None
            ),
            None,
        )
        if replaced is not None and passed is not None and (replaced.known or date.min) <= passed:
            continue
        if passed is None and not value.passed:
            continue
        if kind == "measure" and any(_prolongs(line, term, passed) for line in lines):
            continue
        day = passed or term.known
        before = [
            line for line in out if line.order <= (day or date.max) and (line.order < (day or date.max) or line.act)
        ]
        status = before[-1].status if before else None
        waiting = {
            "measure": IN_FORCE,
            "demand": frozenset({"announced", "open", "refused"}),
            "pledge": PENDING["pledge"],
        }[kind]
        if status not in waiting:
            continue
        known = max(day or date.min, term.known or date.min)
        word = "expired" if kind == "measure" else "lapsed"
        line = Line(
            word, day, None if known == date.min else known, None, term.report, value.stretch, "the deadline passed"
        )
        out.append(line)
        out.sort(key=lambda one: (one.order, one.known or date.min, one.act is None))
    return out


def _prolongs(line: Line, term: Term, passed: date | None) -> bool:
    """Does a line say that the measure was extended before it was to end?"""
    told = (term.known or date.min) <= line.order
    return line.note == "extended" and line.act != term.act and told and (passed is None or line.order <= passed)


def _is_end(deadline: Deadline) -> bool:
    """Does a measure's deadline say when the measure ends ("until 30 September")? Otherwise it is of the demand behind it."""
    first = deadline.stretch.text.lower().split(maxsplit=1)
    return bool(first) and first[0] in ("until", "till", "through", "for", "expires", "ends", "ending")
