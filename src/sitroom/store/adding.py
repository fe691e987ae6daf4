"""Adding a reading: its report, its near-copies, the events that its accounts tell, and what these change in the ledger.

Everything of one report is written in one transaction. What an account or act is compared with is looked up by keys, a fixed
number of rows a key, so that the time of a report does not grow with the store.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
from sqlalchemy import Connection, bindparam, insert, select, text, update

from sitroom.codebook.records import EventDate, Reading
from sitroom.codebook.reports import Report, content_id
from sitroom.ledger.acts import acts_of
from sitroom.record import copies
from sitroom.record.accounts import Account, accounts_of
from sitroom.record.joining import block_keys, decide
from sitroom.resolving.dates import resolve_date
from sitroom.store import tables
from sitroom.store.documents import Kept, dumps, iso, kept_from, kept_json
from sitroom.store.lookups import in_chunks, likeliest, oldest
from sitroom.store.queries import last_day
from sitroom.store.refreshing import Refresher

CANDIDATES = 24
"""Accounts at most that a new one is compared with: those that share most keys with it, then the newest."""
EACH = 20
"""Accounts looked at under one key."""
EXCHANGED = 2
"""Accounts that must fit the exchanged day better before a report's day is doubted, and three times as many as fit its own."""
CLEARLY = 0.05
"""Difference of two scores that counts."""
TOGETHER = 0.4
"""Sum of the differences from which a report's day is doubted: set on the packaged case, where 16 reports with days of both readings lie
below 0, the one that is exchanged at 0.94."""


def now() -> str:
    """This moment in UTC."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def key_of(report: Report) -> str:
    """The same report has the same key in every store, whatever its id."""
    return content_id(report.text, published=report.published, source=report.source)


FAR_AHEAD = 183
"""Days ahead beyond which a deadline told without its year is more likely past: "by April 15" is not said in May."""
LATE = 7
"""Days behind the newest report from which a report comes late."""


@dataclass(slots=True)
class Added:
    """What became of a report: "added", "known" or "read again"; copy_of: id of the report that it repeats."""

    id: str
    outcome: str
    copy_of: str | None = None
    events: int = 0
    joined: int = 0
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class Writer:
    """Writes readings on one connection, inside the caller's transaction."""

    connection: Connection
    at: str = field(default_factory=now)
    next_seq: dict[str, int] = field(default_factory=dict)
    refresher: Refresher = field(init=False)

    def __post_init__(self) -> None:
        self.refresher = Refresher(self.connection, self.at, self.take_seq)

    def take_seq(self, table: str) -> int:
        """The next number of a table; nobody else writes while this transaction lasts."""
        if table not in self.next_seq:
            last = self.connection.execute(text(f'SELECT MAX(seq) FROM "{table}"')).scalar()
            self.next_seq[table] = int(last or 0) + 1
        self.next_seq[table] += 1
        return self.next_seq[table] - 1

    def add(self, reading: Reading, reader: str) -> Added:
        """Store a reading unless its report is there already. reader: version of the model that read it."""
        report = reading.report
        key = key_of(report)
        if self.connection.execute(select(tables.report.c.seq).where(tables.report.c.key == key)).first() is not None:
            return Added(report.id, "known")
        seq = self.take_seq("report")
        copy_of, copy, likeness, signature = self._copies(report, key)
        self.connection.execute(
            insert(tables.report).values(
                seq=seq, key=key, id=report.id, published=iso(report.published), source=report.source, title=report.title,
                language=report.language, origin=report.origin, body_start=report.body_start, text=report.text,
                warnings=dumps(list(report.warnings)), copy=copy, copy_likeness=likeness, signature=signature.tobytes(), added=self.at,
            )
        )  # fmt: skip
        bands = copies.bands(signature)
        if bands:
            self.connection.execute(insert(tables.band), [{"band": b, "report": seq} for b in bands])
        if self.connection.dialect.name == "sqlite":
            self.connection.execute(
                text("INSERT INTO report_words (rowid, title, text) VALUES (:seq, :title, :text)"),
                {"seq": seq, "title": report.title or "", "text": report.text},
            )
        self._reading(seq, reading, reader)
        added = self._accounts(seq, replace(reading, report=replace(report, id=key)), copy)
        added.id, added.copy_of = report.id, copy_of
        return added

    def read_again(self, report_seq: int, reading: Reading, reader: str) -> Added:
        """Put a newer reading in the place of a report's current one; the old one is kept, people's corrections hold."""
        row = self.connection.execute(
            select(tables.report.c.key, tables.report.c.copy).where(tables.report.c.seq == report_seq)
        ).one()
        old = {
            str(id_): (int(event), str(document))
            for id_, event, document in self.connection.execute(
                select(tables.account.c.id, tables.account.c.event, tables.account.c.document).where(
                    tables.account.c.report == report_seq
                )
            )
        }
        self.connection.execute(update(tables.reading).where(tables.reading.c.report == report_seq).values(current=0))
        self._reading(report_seq, reading, reader)
        self._remove_accounts(report_seq)
        added = self._accounts(report_seq, replace(reading, report=replace(reading.report, id=row.key)), row.copy, old)
        self.refresher.carry_corrections(old, report_seq)
        now_told = self.connection.execute(
            select(tables.account.c.event).where(tables.account.c.report == report_seq)
        ).scalars()
        self.refresher.refresh(sorted({event for event, _ in old.values()} | set(now_told)))
        added.id, added.outcome = reading.report.id, "read again"
        return added

    def _remove_accounts(self, report_seq: int) -> None:
        seqs = list(
            self.connection.execute(select(tables.account.c.seq).where(tables.account.c.report == report_seq)).scalars()
        )
        if seqs:
            in_chunks_delete(self.connection, "block", "account", seqs)
            in_chunks_delete(self.connection, "account", "seq", seqs)

    def _reading(self, report_seq: int, reading: Reading, reader: str) -> None:
        document = reading.to_dict()
        del document["text"]
        self.connection.execute(
            insert(tables.reading).values(
                seq=self.take_seq("reading"),
                report=report_seq,
                reader=reader,
                read=self.at,
                current=1,
                document=dumps(document),
            )
        )

    def _copies(self, report: Report, key: str) -> tuple[str | None, str | None, float | None, Any]:
        """The report that this one repeats, the group of copies, how alike they are, and the signature."""
        signature = copies.signature(report.body)
        best: tuple[float, Any] | None = None
        columns = tables.report.c
        for seq in oldest(self.connection, "band", "band", "report", copies.bands(signature), 4):
            row = self.connection.execute(
                select(columns.seq, columns.key, columns.id, columns.copy, columns.signature).where(columns.seq == seq)
            ).one()
            likeness = copies.similarity(signature, np.frombuffer(row.signature, np.uint32))
            if likeness >= copies.COPY and (best is None or likeness > best[0]):
                best = (likeness, row)
        if best is None:
            return None, None, None, signature
        likeness, row = best
        group = row.copy or row.key
        if row.copy is None:
            self.connection.execute(
                update(tables.report).where(columns.seq == row.seq).values(copy=group, copy_likeness=1.0)
            )
        return row.id, group, round(likeness, 3), signature

    def _accounts(
        self, report_seq: int, reading: Reading, copy: str | None, old: dict[str, tuple[int, str]] | None = None
    ) -> Added:
        """Join the accounts of a reading to the events that they tell; report ids in them are keys."""
        kept = [replace(k, account=replace(k.account, copy=copy)) for k in kept_of(reading)]
        choices = self._choose_each(kept)
        warnings: list[str] = []
        exchanged = exchanged_day(reading.report.published)
        if exchanged is not None and old is None:
            others = [exchange(k, exchanged) for k in kept]
            other_choices = self._choose_each(others)
            better = [
                told_on(there, b) - told_on(here, a)
                for here, there, a, b in zip(kept, others, choices, other_choices, strict=True)
            ]
            for_it, against = sum(d > CLEARLY for d in better), sum(d < -CLEARLY for d in better)
            if for_it >= EXCHANGED and for_it > 3 * against and sum(better) >= TOGETHER:
                kept, choices = others, other_choices
                published = reading.report.published
                warnings.append(
                    f"The publication day {published} may have day and month exchanged: {for_it} events that other reports tell fit "
                    f"{exchanged} better. The record goes by {exchanged}; both days are kept."
                )
                self._doubt(report_seq, exchanged, warnings[0])
        touched: dict[int, None] = {}
        joined = 0
        for one, choice in zip(kept, choices, strict=True):
            stay = old.get(one.account.id) if old else None
            event = choice.event
            score, reason = choice.score, choice.reason
            if stay is not None and kept_from(stay[1]).account.event.type == one.account.event.type:
                event, score, reason = stay[0], None, "read again from the same words"
            if event is None:
                event = self.refresher.open_event(one.account)
                score = reason = None
            else:
                joined += 1
            account_seq = self.take_seq("account")
            self.connection.execute(
                insert(tables.account).values(
                    seq=account_seq, id=one.account.id, report=report_seq, event=event, published=iso(one.account.published),
                    score=score, reason=reason, document=kept_json(one),
                )
            )  # fmt: skip
            keys = block_keys(one.account)
            if keys:
                self.connection.execute(
                    insert(tables.block), [{"key": k, "account": account_seq} for k in dict.fromkeys(keys)]
                )
            touched[event] = None
        self.refresher.refresh(touched, growing=old is None, late=self._late(kept))
        return Added("", "added", events=len(kept), joined=joined, warnings=tuple(warnings))

    def _late(self, kept: Sequence[Kept]) -> date | None:
        """The day of a report that comes more than a week after newer ones; None if it comes in turn."""
        day = kept[0].account.published if kept else None
        newest = last_day(self.connection) if day is not None else None
        return day if day is not None and newest is not None and (newest - day).days > LATE else None

    def _doubt(self, report_seq: int, exchanged: date, warning: str) -> None:
        columns = tables.report.c
        own = self.connection.execute(select(columns.warnings).where(columns.seq == report_seq)).scalar_one()
        listed = dumps([*_list(own), warning])
        self.connection.execute(
            update(tables.report).where(columns.seq == report_seq).values(exchanged=iso(exchanged), warnings=listed)
        )

    def _choose_each(self, kept: list[Kept]) -> list[Choice]:
        """The events that the accounts of one report tell of, each event at most once: the report told them apart."""
        choices = [self._choose(k.account) for k in kept]
        taken: set[int] = set()
        for i in sorted(range(len(kept)), key=lambda i: -(choices[i].score or 0.0)):
            if choices[i].event in taken and choices[i].event is not None:
                choices[i] = self._choose(kept[i].account, taken)
            if choices[i].event is not None:
                taken.add(choices[i].event)  # type: ignore[arg-type]
        return choices

    def _choose(self, account: Account, without: Collection[int] = ()) -> Choice:
        """The event that an account tells of, if the store has it; what a person said of its words goes first."""
        same, other = self.refresher.ties(account.id)
        if same:
            return Choice(same[0], 1.0, "a person joined them")
        seqs = likeliest(self.connection, "block", "key", "account", block_keys(account), EACH, CANDIDATES)
        rows = in_chunks(
            self.connection,
            "SELECT a.seq, a.event, a.document, r.copy, e.withdrawn FROM account a JOIN report r ON r.seq = a.report "
            "JOIN event e ON e.seq = a.event WHERE a.seq IN :seqs",
            "seqs",
            seqs,
        )
        clusters: dict[int, list[Account]] = defaultdict(list)
        for _, event, document, copy, withdrawn in sorted(rows, key=lambda r: int(str(r[0]))):
            if withdrawn is None and event not in other and event not in without:
                one = kept_from(str(document)).account
                clusters[int(str(event))].append(
                    one if one.copy == copy else replace(one, copy=str(copy) if copy else None)
                )
        events = sorted(clusters)
        decision = decide(account, [clusters[e] for e in events])
        if decision.index is None:
            return Choice(None, None, None)
        return Choice(events[decision.index], round(decision.score, 3), decision.reason)


@dataclass(frozen=True, slots=True)
class Choice:
    event: int | None
    score: float | None
    reason: str | None


def kept_of(reading: Reading) -> list[Kept]:
    """The accounts of a reading with the words that the ledger needs."""
    acts = acts_of(reading.report, reading.events, {e.id: e for e in reading.entities})
    return [
        Kept(account, act.what, act.near, act.after[0], act.speaker, act.inside)
        for account, act in zip(accounts_of(reading), acts, strict=True)
    ]


def told_on(kept: Kept, choice: Choice) -> float:
    """How well an account fits the day of its report: as it joins, unless what is still to come was due before or only far ahead."""
    event, published = kept.account.event, kept.account.published
    due = event.deadline.date if event.deadline is not None else None
    if due is not None and published is not None and event.status in ("future", "hypothetical"):
        if not 0 <= (due - published).days <= FAR_AHEAD:
            return 0.0
    return choice.score or 0.0


def exchanged_day(day: date | None) -> date | None:
    """The day with day and month exchanged, if that is another day of the calendar."""
    if day is None or day.day > 12 or day.day == day.month:
        return None
    return date(day.year, day.day, day.month)


def exchange(kept: Kept, published: date) -> Kept:
    """The account as it would be read in a report of another day: its dates counted from there."""
    event = kept.account.event
    when = event.date
    if when is not None:
        interval = resolve_date(when.stretch.text, published=published)
        when = EventDate(when.stretch, interval, interval.reason if interval else when.reason)
    until = event.deadline
    if until is not None:
        interval = resolve_date(until.stretch.text, published=published, tense="future")
        until = replace(until, date=interval.end if interval else None)
    event = replace(event, date=when, deadline=until)
    return replace(kept, account=replace(kept.account, published=published, event=event))


def _list(document: str) -> list[str]:
    return [str(x) for x in json.loads(document)]


def in_chunks_delete(connection: Connection, table: str, column: str, values: Sequence[int]) -> None:
    statement = text(f'DELETE FROM "{table}" WHERE {column} IN :values').bindparams(bindparam("values", expanding=True))
    for start in range(0, len(values), 500):
        connection.execute(statement, {"values": list(values[start : start + 500])})
