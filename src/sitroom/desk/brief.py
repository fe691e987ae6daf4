"""The brief: what is new, in force, coming up, overdue, changed, contested and unsure, each line footnoted to its words.

    store, query, since, as of -> Brief (sections of lines, footnotes) -> text, Markdown, HTML, JSON

Rules of selection stand here; how it looks stands in `brief_forms`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, text

from sitroom.codebook.ontology import LEDGER_STATUSES
from sitroom.codebook.records import Json
from sitroom.ledger.entries import IN_FORCE, PENDING
from sitroom.store import Store
from sitroom.store.queries import Query, entries_by_seq, event_where, events_by_seq, last_day, whos_about

NEW = 20
"""Lines at most under a heading; the rest is counted."""
AHEAD_DAYS = 30
UNSURE = 0.45
"""Confidence under which a new event is listed as unsure."""
DEFAULT_DAYS = 7
"""Days back from the day of the brief where no `since` is given."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: the words, and the report that has them."""

    number: int
    quote: str
    report: str
    published: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a brief. id: of the event or entry; notes: numbers of its footnotes."""

    id: str
    words: str
    details: tuple[str, ...] = ()
    notes: tuple[int, ...] = ()
    day: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines; more: how many lines are left out."""

    key: str
    heading: str
    lines: tuple[Line, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief as of a day. counts: reports, events and entries that it speaks of."""

    about: str
    since: date
    as_of: date
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    counts: dict[str, int]
    version: str

    def to_dict(self) -> Json:
        return {
            "about": self.about,
            "since": self.since.isoformat(),
            "as_of": self.as_of.isoformat(),
            "sections": [
                {
                    "key": s.key,
                    "heading": s.heading,
                    "lines": [
                        {
                            "id": x.id,
                            "words": x.words,
                            "details": list(x.details),
                            "notes": list(x.notes),
                            "date": x.day,
                        }
                        for x in s.lines
                    ],
                    "more": s.more,
                }
                for s in self.sections
            ],
            "notes": [
                {"number": n.number, "quote": n.quote, "report": n.report, "published": n.published, "source": n.source}
                for n in self.notes
            ],
            "counts": self.counts,
            "version": self.version,
        }


def brief_of(
    store: Store,
    *,
    since: date | None = None,
    as_of: date | None = None,
    about: Sequence[str] = (),
    name: str | None = None,
) -> Brief:
    """The brief of a store, or of what concerns some entities or countries in it. name: of the crisis, for the head.

    since is the first day that counts as new, by default a week before; as_of replays any day. Raises NotInStore for a name that
    nobody in the store bears.
    """
    from sitroom import __version__

    with store.reading() as connection:
        today = as_of or last_day(connection) or date.today()
        start = since or today - timedelta(days=DEFAULT_DAYS - 1)
        return _Writer(connection, start, today, as_of, tuple(about)).write(name, __version__)


@dataclass(slots=True)
class _Writer:
    connection: Connection
    since: date
    today: date
    as_of: date | None
    about: tuple[str, ...]
    whos: set[int] | None = None
    notes: dict[tuple[str, str], Note] = field(default_factory=dict)
    reports: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)

    def write(self, name: str | None, version: str) -> Brief:
        self.whos = whos_about(self.connection, self.about)
        sections = [
            self._new(),
            self._in_force(),
            self._changed(),
            self._ahead(),
            self._overdue(),
            self._positions(),
            self._contested(),
            self._unsure(),
        ]
        return Brief(
            name or ", ".join(self.about) or "everything in the store",
            self.since,
            self.today,
            tuple(s for s in sections if s.lines or s.more),
            tuple(self.notes.values()),
            self._counts(),
            version,
        )

    # --- the sections

    def _new(self) -> Section:
        where = event_where(self.connection, Query(about=self.about, as_of=self.as_of))
        where.add(
            "e.first_reported >= :new_since AND e.first_reported <= :today",
            new_since=_iso(self.since),
            today=_iso(self.today),
        )
        where.add("e.status <> 'historical'")
        seqs, total = self._page(
            f"SELECT e.seq FROM event e WHERE {where} ORDER BY e.publishers DESC, e.reports DESC, e.confidence DESC, e.seq LIMIT {NEW}",
            f"SELECT COUNT(*) FROM event e WHERE {where}",
            where.values,
        )
        lines = [self._event(e) for e in events_by_seq(self.connection, seqs, self.as_of)]
        return Section("new", "New", tuple(lines), total - len(lines))

    def _in_force(self) -> Section:
        """Of the newest, those first of which more is told."""
        where = self._holding(("measure",), sorted(IN_FORCE))
        seqs, total = self._page(
            f"SELECT s.entry FROM standing s WHERE {where} ORDER BY s.since DESC, s.entry DESC LIMIT {3 * NEW}",
            f"SELECT COUNT(*) FROM standing s WHERE {where}",
            self._days(),
        )
        found = entries_by_seq(self.connection, seqs, self.as_of, self.today)
        lines = [self._entry(e) for e in sorted(found, key=_told, reverse=True)[:NEW]]
        return Section("in_force", "In force", tuple(lines), total - len(lines))

    def _holding(self, kinds: Sequence[str], statuses: Sequence[str]) -> str:
        """Entries of some kinds that have some statuses today; a withdrawn entry has no standing. Kinds and statuses are words of ours."""
        return (
            f"s.kind IN ({_quoted(kinds)}) AND s.status IN ({_quoted(statuses)}) AND s.since <= :today AND s.until > :today"
            + self._concerns()
        )

    def _days(self) -> dict[str, Any]:
        return {
            "today": _iso(self.today),
            "since": _iso(self.since),
            "until": _iso(self.today + timedelta(days=AHEAD_DAYS)),
            "old": _iso(self.since - timedelta(days=AHEAD_DAYS)),
        }

    def _concerns(self) -> str:
        if self.whos is None:
            return ""
        listed = ", ".join(str(int(w)) for w in sorted(self.whos)) or "-1"
        return f" AND s.entry IN (SELECT entry FROM entry_party WHERE who IN ({listed}))"

    def _of_entries(self, key: str, heading: str, seqs: Sequence[int], total: int, *, moved: bool = False) -> Section:
        lines = [self._entry(e, moved) for e in entries_by_seq(self.connection, seqs, self.as_of, self.today)]
        return Section(key, heading, tuple(lines), total - len(lines))

    def _changed(self) -> Section:
        """Entries whose status changed in the days that count as new, by report or by a deadline that passed."""
        where = (
            "s.since >= :since AND s.since <= :today AND s.kind <> 'position' AND EXISTS "
            "(SELECT 1 FROM standing b WHERE b.entry = s.entry AND b.until = s.since)" + self._concerns()
        )
        seqs, total = self._page(
            f"SELECT s.entry FROM standing s WHERE {where} GROUP BY s.entry ORDER BY MAX(s.since) DESC, s.entry LIMIT {NEW}",
            f"SELECT COUNT(DISTINCT s.entry) FROM standing s WHERE {where}",
            self._days(),
        )
        return self._of_entries("changed", "Changed", seqs, total, moved=True)

    def _ahead(self) -> Section:
        waiting = sorted({s for own in PENDING.values() for s in own} | {"in_force", "eased"})
        # The few entries due in these days first, then their status: SQLite takes a CROSS JOIN in the order in which it is written.
        where = (
            "e.due >= :today AND e.due <= :until AND s.entry = e.seq AND "
            + self._holding(("measure", "demand", "pledge", "meeting"), waiting)
        )  # fmt: skip
        seqs, total = self._page(
            f"SELECT e.seq FROM entry e CROSS JOIN standing s WHERE {where} ORDER BY e.due, e.seq LIMIT {NEW}",
            f"SELECT COUNT(*) FROM entry e CROSS JOIN standing s WHERE {where}",
            self._days(),
        )
        return self._of_entries("ahead", "Deadlines and meetings ahead", seqs, total)

    def _overdue(self) -> Section:
        """Days that passed without news: meetings not told of since, and what lapsed in the days that count as new."""
        missed = (
            "SELECT e.seq, e.due FROM entry e CROSS JOIN standing s WHERE e.due >= :old AND e.due < :today AND s.entry = e.seq AND "
            + self._holding(("meeting",), ("scheduled", "requested", "postponed"))
        )
        lapsed = (
            "SELECT e.seq, e.due FROM standing s CROSS JOIN entry e WHERE e.seq = s.entry AND e.due < :today AND s.since >= :since AND "
            + self._holding(("measure", "demand", "pledge"), ("lapsed", "expired"))
        )
        seqs, total = self._page(
            f"SELECT seq FROM ({missed} UNION ALL {lapsed}) AS passed ORDER BY due DESC, seq LIMIT {NEW}",
            f"SELECT COUNT(*) FROM ({missed} UNION ALL {lapsed}) AS passed",
            self._days(),
        )
        return self._of_entries("overdue", "Overdue or lapsed", seqs, total)

    def _positions(self) -> Section:
        """Who moved: positions whose status changed, demands withdrawn, pledges broken or withdrawn."""
        days = "s.since >= :since AND s.since <= :today" + self._concerns()
        moved = (
            f"SELECT s.entry FROM standing s WHERE s.kind = 'position' AND s.status IN ({_quoted(LEDGER_STATUSES['position'])}) AND {days} "
            "AND EXISTS (SELECT 1 FROM standing b WHERE b.entry = s.entry AND b.until = s.since)"
        )
        left = f"SELECT s.entry FROM standing s WHERE s.kind IN ('demand', 'pledge') AND s.status IN ('withdrawn', 'broken') AND {days}"
        seqs, total = self._page(
            f"SELECT entry FROM ({moved} UNION {left}) AS movers ORDER BY entry LIMIT {NEW}",
            f"SELECT COUNT(*) FROM ({moved} UNION {left}) AS movers",
            self._days(),
        )
        return self._of_entries("positions", "Who moved", seqs, total, moved=True)

    def _contested(self) -> Section:
        where = event_where(self.connection, Query(about=self.about, as_of=self.as_of, contested=True))
        where.add(
            "e.last_reported >= :new_since AND e.first_reported <= :today",
            new_since=_iso(self.since),
            today=_iso(self.today),
        )
        seqs, total = self._page(
            f"SELECT e.seq FROM event e WHERE {where} ORDER BY e.reports DESC, e.seq LIMIT {NEW}",
            f"SELECT COUNT(*) FROM event e WHERE {where}",
            where.values,
        )
        lines = []
        for event in events_by_seq(self.connection, seqs, self.as_of):
            line = self._event(event)
            said = tuple(
                f"{c['field']}: " + " / ".join(f"{v['value']} ({', '.join(v['reports'][:3])})" for v in c["versions"])
                for c in event["contradictions"]
            )
            lines.append(Line(line.id, line.words, said, line.notes, line.day))
        disputed = self._holding(("claim",), ("disputed",)) + " AND e.seq = s.entry AND e.last >= :since"
        seqs, claimed = self._page(
            f"SELECT e.seq FROM standing s CROSS JOIN entry e WHERE {disputed} ORDER BY s.since DESC, e.seq LIMIT {NEW}",
            f"SELECT COUNT(*) FROM standing s CROSS JOIN entry e WHERE {disputed}",
            self._days(),
        )
        claims = self._of_entries("contested", "Contested", seqs, claimed)
        return Section("contested", "Contested", (*lines, *claims.lines), total - len(lines) + claims.more)

    def _unsure(self) -> Section:
        """Where a person should look first: doubtful events, proposals that wait for a yes, reports with warnings, flagged corrections."""
        where = event_where(self.connection, Query(about=self.about, as_of=self.as_of))
        where.add(
            "e.first_reported >= :new_since AND e.first_reported <= :today",
            new_since=_iso(self.since),
            today=_iso(self.today),
        )
        where.add(f"e.confidence < {UNSURE}")
        seqs, total = self._page(
            f"SELECT e.seq FROM event e WHERE {where} ORDER BY e.reports DESC, e.confidence, e.seq LIMIT 5",
            f"SELECT COUNT(*) FROM event e WHERE {where}",
            where.values,
        )
        lines = [
            self._event(e, (f"confidence {e['confidence']:.2f}",))
            for e in events_by_seq(self.connection, seqs, self.as_of)
        ]
        more = total - len(lines)
        for entry in self._proposals():
            for proposal in entry["proposals"][:1]:
                note = self._note(proposal["evidence"]["text"], proposal["report"])
                words = f"Condition met? {entry_words(entry)}"
                lines.append(
                    Line(entry["id"], words, (f"{proposal['event']}: {proposal['reason']}",), note, proposal["date"])
                )
        lines += self._warned()
        return Section("unsure", "To check", tuple(lines), more)

    def _proposals(self) -> list[Json]:
        seqs = [
            int(s)
            for s in self.connection.execute(
                text(
                    "SELECT e.seq FROM entry e WHERE e.proposals > 0 AND e.withdrawn IS NULL"
                    f"{self._concerns().replace('s.entry', 'e.seq')} ORDER BY e.last DESC LIMIT 10"
                )
            ).scalars()
        ]
        found = entries_by_seq(self.connection, seqs, self.as_of, self.today)
        return [
            e
            for e in found
            if e["proposals"] and not any("condition met" in (line["note"] or "") for line in e["history"])
        ]

    def _warned(self) -> list[Line]:
        rows = self.connection.execute(
            text(
                "SELECT seq, id, published, warnings FROM report WHERE published IS NULL UNION ALL "
                "SELECT seq, id, published, warnings FROM report WHERE exchanged >= :old AND exchanged <= :today "
                "ORDER BY seq DESC LIMIT 5"
            ),
            self._days(),
        ).all()

        return [
            Line(id_, f"Report {id_}: " + (" ".join(json.loads(w)[-1:]) or "it has no date."), day=day)
            for _, id_, day, w in rows
        ]

    # --- helpers

    def _page(self, rows: str, count: str, values: dict[str, Any]) -> tuple[list[int], int]:
        seqs = [int(s) for s in self.connection.execute(text(rows), values).scalars()]
        if len(seqs) < 5:
            return seqs, len(seqs)
        return seqs, int(self.connection.execute(text(count), values).scalar_one())

    def _counts(self) -> dict[str, int]:
        values = {"since": _iso(self.since), "today": _iso(self.today)}
        found = self.connection.execute(
            text("SELECT COUNT(*) FROM report WHERE published >= :since AND published <= :today"), values
        ).scalar_one()
        return {"reports": int(found)}

    def _event(self, event: Json, details: tuple[str, ...] = ()) -> Line:
        notes: list[int] = []
        for source in event["reports"][:3]:
            if source["evidence"]:
                notes += self._note(source["evidence"][0]["text"], source["id"], source["published"], source["source"])
        count, independent = event["report_count"], event["publishers"]
        told = (
            f"{count} reports, {independent} independent publisher{'s' if independent != 1 else ''}"
            if count > 1
            else "1 report"
        )
        return Line(event["id"], event_words(event), (*terms_of(event), told, *details), tuple(notes), when_of(event))

    def _entry(self, entry: Json, moved: bool = False) -> Line:
        history = entry["history"]
        latest = history[-1] if history else None
        notes: tuple[int, ...] = ()
        for line in [history[0], *history[-1:]] if history else []:
            if line["report"]:
                notes = (*notes, *self._note(line["evidence"]["text"], line["report"]))
        steps = (
            " > ".join(f"{x['status'].replace('_', ' ')}{' ' + x['date'] if x['date'] else ''}" for x in history)
            if moved
            else ""
        )
        details = (*((steps,) if steps else ()), *terms_of(entry))
        remark = (latest["note"],) if latest and latest["note"] and latest["note"] not in details else ()
        return Line(
            entry["id"],
            entry_words(entry),
            (*details, *remark),
            tuple(dict.fromkeys(notes)),
            latest["date"] if latest else None,
        )

    def _note(
        self, quote: str, report: str | None, published: str | None = None, source: str | None = None
    ) -> tuple[int, ...]:
        if report is None:
            return ()
        key = (quote, report)
        if key not in self.notes:
            if report not in self.reports:
                if published is None and source is None:
                    row = self.connection.execute(
                        text("SELECT published, source FROM report WHERE id = :id ORDER BY seq LIMIT 1"), {"id": report}
                    ).first()
                    published, source = (row.published, row.source) if row else (None, None)
                self.reports[report] = (published, source)
            day, outlet = self.reports[report]
            self.notes[key] = Note(len(self.notes) + 1, " ".join(quote.split()), report, day, outlet)
        return (self.notes[key].number,)


def _told(entry: Json) -> int:
    """How much is told of an entry: reports in its history, and events."""
    return len({line["report"] for line in entry["history"] if line["report"]}) + len(entry["events"])


def _quoted(words: Sequence[str]) -> str:
    """Words of ours for a statement."""
    return ", ".join(f"'{w}'" for w in words)


def _iso(day: date) -> str:
    return day.isoformat()


def _parties(side: Sequence[Json]) -> str:
    return ", ".join(p["name"] for p in side) or "not stated"


def event_words(event: Json) -> str:
    act = event["type"] + (f" ({', '.join(event['modes'])})" if event["modes"] else "")
    to = f" → {_parties(event['recipients'])}" if event["recipients"] else ""
    status = "" if event["status"] == "actual" else f" [{event['status']}]"
    return f"{act}{status}: {_parties(event['actors'])}{to} – “{' '.join(event['trigger']['text'].split())}”"


def entry_words(entry: Json) -> str:
    to = f" → {_parties(entry['to'])}" if entry["to"] else ""
    return f"{entry['kind']} {entry['status'].replace('_', ' ')}: {_parties(entry['by'])}{to} – “{' '.join(entry['what'].split())}”"


def when_of(event: Json) -> str | None:
    when = event["date"]
    if not when or not (when["from"] or when["to"]):
        return None
    if when["from"] == when["to"]:
        return str(when["from"])
    return f"{when['from'] or '…'} to {when['to'] or '…'}"


def terms_of(record: Json) -> tuple[str, ...]:
    """What limits it: deadline, condition, exemption, amount, day of a meeting; place."""
    out = []
    if record.get("place"):
        out.append(f"in {record['place']['name']}")
    if record.get("deadline"):
        out.append(f"deadline: {record['deadline']['date'] or record['deadline']['text']}")
    if record.get("kind") == "meeting" and record.get("date"):
        out.append(f"on {when_of(record) or record['date']['text']}")
    for name, label in (("condition", "condition"), ("exemption", "exemption"), ("amount", "amount")):
        if record.get(name):
            out.append(f"{label}: “{' '.join(record[name]['text'].split())}”")
    return tuple(out)
