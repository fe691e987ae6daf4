"""What people correct: fields of an event, events joined or parted, no event at all, an entry's status, a condition met; and undo.

Every correction is a row with who, when, why, before and after, and the words that it rests on; an undo is a further row. What the
reader found is never changed: a correction is laid over it, and found again by its words when a newer model reads the report.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select, text, update

from sitroom.codebook import ontology
from sitroom.codebook.records import Json
from sitroom.errors import InputError, NotInStore
from sitroom.ledger.entries import Entry, Line
from sitroom.store import tables
from sitroom.store.adding import Writer
from sitroom.store.documents import dumps, entry_from, entry_json, iso, kept_from
from sitroom.store.lookups import in_chunks
from sitroom.store.overrides import DROPPED, SET_FIELDS
from sitroom.store.queries import entry_seq, event_seq, last_day

MOST_TIES = 64
"""Accounts on each side that a person's split or merge is written for; the rest follows them."""


Joined = tuple[str, float | None, str | None]
"""An account with the score and the reason of its join."""


class Corrector:
    """Writes corrections inside the caller's transaction. by and why are required: a correction without them is no record."""

    def __init__(self, writer: Writer, by: str, why: str) -> None:
        if not by.strip():
            raise InputError("A correction needs to say who makes it: --by NAME")
        self.connection = writer.connection
        self.writer = writer
        self.by, self.why = by.strip(), why.strip()

    # --- events

    def set(self, id_: str, values: dict[str, str]) -> int:
        """Set fields of an event. values: field -> words as typed; see `parsed`. Returns the number of the revision."""
        seq = self._live(id_)
        before = self._document(seq)
        parsed_values = {
            name: parsed(name, value, values.get("type") or before["type"]) for name, value in values.items()
        }
        if "type" in parsed_values and "modes" not in parsed_values:
            allowed = ontology.modes()[parsed_values["type"]]
            parsed_values["modes"] = [m for m in before["modes"] if m in allowed]
        lead = self._lead(seq, before)
        number = self._record("set", id_, {k: _shown(before, k) for k in parsed_values}, parsed_values, [lead])
        self._override(lead, parsed_values, number)
        self.writer.refresher.refresh([seq])
        return number

    def drop(self, id_: str) -> int:
        """Say that it is no event. Its words stay in the report; the record leaves it out."""
        seq = self._live(id_)
        before = self._document(seq)
        lead = self._lead(seq, before)
        number = self._record("drop", id_, {"withdrawn": False}, {"withdrawn": True}, [lead])
        self._override(lead, {DROPPED: True}, number)
        self.writer.refresher.refresh([seq])
        return number

    def merge(self, id_: str, others: Sequence[str]) -> int:
        """Join events into the first: its id goes on, the others are withdrawn and continue in it."""
        if not others or id_ in others:
            raise InputError(
                "Name two or more different events to merge: sitroom correct STORE merge EVENT EVENT --by NAME"
            )
        into = self._live(id_)
        before: dict[str, list[str]] = {}
        membership: dict[str, list[Joined]] = {}
        for other in (id_, *others):
            membership[other] = self._membership(self._live(other))
            before[other] = [account for account, _, _ in membership[other]]
        number = self._record(
            "merge", id_, membership, {id_: [a for own in before.values() for a in own]}, before[id_][:1]
        )
        first = before[id_][0]
        for other in others:
            for account in before[other][:MOST_TIES]:
                self._tie(first, account, True, number)
            self._move(before[other], into, other, id_)
        self.writer.refresher.refresh([into, *(event_seq(self.connection, o) for o in others)])
        self._continue(others, id_)
        return number

    def split(self, id_: str, reports: Sequence[str]) -> int:
        """Part what some reports tell from an event: it becomes an event of its own, opened by the first of them."""
        seq = self._live(id_)
        leaving = self._told_by(seq, reports)
        staying = [a for a in self._accounts(seq) if a not in leaving]
        if not leaving:
            raise NotInStore(
                f"None of these reports tells {id_!r}. Its reports: {', '.join(self._reports(seq)) or 'none'}"
            )
        if not staying:
            raise InputError(f"All reports of {id_!r} would leave it. Name only those that tell another event.")
        number = self._record("split", id_, {id_: self._membership(seq)}, {id_: staying, "new": leaving}, leaving)
        for one in leaving[:MOST_TIES]:
            for other in staying[:MOST_TIES]:
                self._tie(one, other, False, number)
            if one != leaving[0]:
                self._tie(leaving[0], one, True, number)
        opener = self._account(leaving[0])
        new = self.writer.refresher.open_event(opener)
        self._move(leaving, new, id_, None)
        self.writer.refresher.refresh([seq, new])
        return number

    # --- entries

    def status(self, id_: str, status: str, day: date | None) -> int:
        """Add a line to an entry's history: a status that a person knows of, from a day on."""
        seq = self._live_entry(id_)
        entry = self._entry(seq)
        if status not in ontology.LEDGER_STATUSES[entry.kind]:
            raise InputError(
                f"{status!r} is no status of a {entry.kind}. There are: {', '.join(ontology.LEDGER_STATUSES[entry.kind])}."
            )
        number = self._record("status", id_, {"status": entry.status}, {"status": status, "date": iso(day)}, [])
        self._add_line(entry, seq, number, status, day, f"set by {self.by}" + (f": {self.why}" if self.why else ""))
        return number

    def confirm(self, id_: str, event: str | None) -> int:
        """Say that a proposed event meets an entry's condition: the history says so from then on."""
        seq = self._live_entry(id_)
        entry = self._entry(seq)
        proposal = next((p for p in entry.proposals if event in (None, p.act)), None)
        if proposal is None:
            raise NotInStore(f"Nothing is proposed for {id_!r}" + (f" from {event!r}." if event else "."))
        number = self._record(
            "confirm", id_, {"proposals": len(entry.proposals)}, {"condition met by": proposal.act}, []
        )
        entry.lines.append(
            Line(
                entry.status,
                proposal.day,
                proposal.known,
                f"correction:{number}",
                proposal.report,
                proposal.evidence,
                f"condition met ({proposal.act}), confirmed by {self.by}",
            )
        )
        self.writer.refresher.write_entry(entry, seq)
        return number

    def _add_line(self, entry: Entry, seq: int, number: int, status: str, day: date | None, note: str) -> None:
        known = last_day(self.connection)
        opening = entry.lines[0]
        act = f"correction:{number}"
        entry.lines.append(
            Line(
                status,
                day or known,
                min(day or known or date.max, known or date.max),
                act,
                opening.report,
                opening.evidence,
                note,
            )
        )
        self.writer.refresher.write_entry(entry, seq)

    # --- undo

    def undo(self, number: int) -> int:
        """Take a correction back: what it changed stands as it did before it."""
        columns = tables.correction.c
        row = self.connection.execute(select(tables.correction).where(columns.seq == number)).first()
        if row is None:
            raise NotInStore(f"There is no revision {number}. List them: sitroom correct STORE list")
        if row.action == "undo":
            raise InputError(f"Revision {number} is itself an undo. Make the correction again instead.")
        if self.connection.execute(select(columns.seq).where(columns.undoes == number)).first() is not None:
            raise InputError(f"Revision {number} is undone already.")
        undone = self._record(
            "undo", row.subject, json.loads(row.after), json.loads(row.before), json.loads(row.evidence), number
        )
        if row.action in ("set", "drop"):
            accounts = list(
                self.connection.execute(
                    select(tables.override.c.account).where(tables.override.c.correction == number)
                ).scalars()
            )
            self.connection.execute(delete(tables.override).where(tables.override.c.correction == number))
            self._restore_older(row.subject, number)
            self.writer.refresher.refresh(self._events_of([*accounts, *_ids(row.evidence)]))
        elif row.action in ("merge", "split"):
            self.connection.execute(delete(tables.tie).where(tables.tie.c.correction == number))
            self._restore_membership(json.loads(row.before))
        else:
            seq = entry_seq(self.connection, row.subject)
            entry = self._entry(seq)
            entry.lines = [line for line in entry.lines if line.act != f"correction:{number}"]
            columns = tables.entry.c
            if self.connection.execute(select(columns.withdrawn).where(columns.seq == seq)).scalar() is None:
                self.writer.refresher.write_entry(entry, seq)
            else:  # it stays withdrawn, and comes back without the line
                self.connection.execute(
                    update(tables.entry).where(columns.seq == seq).values(document=entry_json(entry))
                )
        return undone

    def _restore_older(self, subject: str, number: int) -> None:
        """Fields that an older correction, still standing, had set before this one."""
        undone = set(
            self.connection.execute(
                select(tables.correction.c.undoes).where(tables.correction.c.undoes.is_not(None))
            ).scalars()
        )
        rows = self.connection.execute(
            select(tables.correction.c.seq, tables.correction.c.after, tables.correction.c.evidence)
            .where(
                tables.correction.c.subject == subject,
                tables.correction.c.action == "set",
                tables.correction.c.seq < number,
            )
            .order_by(tables.correction.c.seq)
        ).all()
        for seq, after, evidence in rows:
            if seq not in undone:
                for account in _ids(evidence):
                    self._override_missing(account, json.loads(after), int(seq))

    def _override_missing(self, account: str, values: dict[str, Any], number: int) -> None:
        known = set(
            self.connection.execute(
                select(tables.override.c.field).where(tables.override.c.account == account)
            ).scalars()
        )
        self._override(account, {k: v for k, v in values.items() if k not in known}, number)

    def _restore_membership(self, before: dict[str, list[Joined]]) -> None:
        touched: set[int] = set()
        for id_, accounts in before.items():
            seq = event_seq(self.connection, id_)
            touched |= set(self._events_of([account for account, _, _ in accounts])) | {seq}
            for account, score, reason in accounts:
                self.connection.execute(
                    update(tables.account)
                    .where(tables.account.c.id == account)
                    .values(event=seq, score=score, reason=reason)
                )
        self.writer.refresher.refresh(sorted(touched))
        emptied = [
            str(i)
            for i in self.connection.execute(
                text("SELECT id FROM event e WHERE withdrawn IS NOT NULL AND continued IS NULL AND seq IN "
                     f"({', '.join(str(t) for t in sorted(touched)) or '-1'})")
            ).scalars()
        ]  # fmt: skip
        if emptied:
            self._continue(emptied, next(iter(before)))

    # --- helpers

    def _live(self, id_: str) -> int:
        """The event's number. Raises NotInStore for one that was withdrawn, naming the event that it went into."""
        seq = event_seq(self.connection, id_)
        columns = tables.event.c
        row = self.connection.execute(
            select(columns.withdrawn, columns.withdrawn_reason, columns.continued).where(columns.seq == seq)
        ).one()
        if row.withdrawn is not None:
            instead = f" Correct {row.continued} instead." if row.continued else ""
            raise NotInStore(f"{id_!r} was withdrawn: {row.withdrawn_reason}.{instead}")
        return seq

    def _live_entry(self, id_: str) -> int:
        seq = entry_seq(self.connection, id_)
        columns = tables.entry.c
        row = self.connection.execute(
            select(columns.withdrawn, columns.withdrawn_reason).where(columns.seq == seq)
        ).one()
        if row.withdrawn is not None:
            raise NotInStore(f"{id_!r} was withdrawn: {row.withdrawn_reason}.")
        return seq

    def _record(
        self, action: str, subject: str, before: Any, after: Any, accounts: Sequence[Any], undoes: int | None = None
    ) -> int:
        number = self.writer.take_seq("correction")
        evidence = accounts if undoes is not None else [self._evidence(a) for a in accounts]
        self.connection.execute(
            insert(tables.correction).values(
                seq=number, at=self.writer.at, by=self.by, why=self.why, action=action, subject=subject,
                evidence=dumps(evidence), before=dumps(before), after=dumps(after), undoes=undoes,
            )
        )  # fmt: skip
        return number

    def _evidence(self, account_id: str) -> Json:
        """The words that a correction rests on."""
        row = self.connection.execute(
            text("SELECT a.document, r.id, r.key FROM account a JOIN report r ON r.seq = a.report WHERE a.id = :id"),
            {"id": account_id},
        ).one()
        event = kept_from(row.document).account.event
        return {
            "account": account_id,
            "report": row.id,
            "key": row.key,
            "trigger": event.trigger.to_dict(),
            "type": event.type,
        }

    def _document(self, seq: int) -> Json:
        found = self.connection.execute(select(tables.event.c.document).where(tables.event.c.seq == seq)).scalar_one()
        value: Json = json.loads(found)
        return value

    def _lead(self, seq: int, document: Json) -> str:
        """The account that the event's record stands on."""
        rows = self.connection.execute(
            text(
                "SELECT a.id, r.key FROM account a JOIN report r ON r.seq = a.report WHERE a.event = :e ORDER BY a.seq"
            ),
            {"e": seq},
        ).all()
        return str(next((id_ for id_, key in rows if key == document["report"]), rows[0][0]))

    def _override(self, account: str, values: dict[str, Any], number: int) -> None:
        for name, value in values.items():
            self.connection.execute(
                delete(tables.override).where(tables.override.c.account == account, tables.override.c.field == name)
            )
            self.connection.execute(
                insert(tables.override).values(account=account, field=name, value=dumps(value), correction=number)
            )

    def _tie(self, one: str, other: str, same: bool, number: int) -> None:
        first, second = sorted((one, other))
        self.connection.execute(delete(tables.tie).where(tables.tie.c.first == first, tables.tie.c.second == second))
        self.connection.execute(
            insert(tables.tie).values(first=first, second=second, same=int(same), correction=number)
        )

    def _accounts(self, seq: int) -> list[str]:
        return list(
            self.connection.execute(
                select(tables.account.c.id).where(tables.account.c.event == seq).order_by(tables.account.c.seq)
            ).scalars()
        )

    def _membership(self, seq: int) -> list[Joined]:
        """The accounts of an event with the score and reason of each join, as an undo needs them."""
        columns = tables.account.c
        rows = self.connection.execute(
            select(columns.id, columns.score, columns.reason).where(columns.event == seq).order_by(columns.seq)
        )
        return [(str(id_), score, reason) for id_, score, reason in rows]

    def _account(self, id_: str) -> Any:
        return kept_from(
            self.connection.execute(select(tables.account.c.document).where(tables.account.c.id == id_)).scalar_one()
        ).account

    def _reports(self, seq: int) -> list[str]:
        return list(
            self.connection.execute(
                text("SELECT DISTINCT r.id FROM account a JOIN report r ON r.seq = a.report WHERE a.event = :e"),
                {"e": seq},
            ).scalars()
        )

    def _told_by(self, seq: int, reports: Sequence[str]) -> list[str]:
        rows = self.connection.execute(
            text(
                "SELECT a.id, r.id, r.key FROM account a JOIN report r ON r.seq = a.report WHERE a.event = :e ORDER BY a.seq"
            ),
            {"e": seq},
        ).all()
        return [str(a) for a, id_, key in rows if id_ in reports or key in reports]

    def _events_of(self, accounts: Sequence[str]) -> list[int]:
        rows = in_chunks(self.connection, "SELECT DISTINCT event FROM account WHERE id IN :ids", "ids", accounts)
        return sorted({int(str(r[0])) for r in rows})

    def _move(self, accounts: Sequence[str], into: int, left: str | None, joined: str | None) -> None:
        for start in range(0, len(accounts), 500):
            self.connection.execute(
                update(tables.account)
                .where(tables.account.c.id.in_(accounts[start : start + 500]))
                .values(event=into, score=1.0 if joined else None, reason=f"joined by {self.by}" if joined else None)
            )

    def _continue(self, ids: Sequence[str], into: str) -> None:
        self.connection.execute(
            update(tables.event)
            .where(tables.event.c.id.in_(list(ids)), tables.event.c.withdrawn.is_not(None))
            .values(continued=into, withdrawn_reason=f"told by the same reports as {into}")
        )

    def _entry(self, seq: int) -> Entry:
        document = self.connection.execute(
            select(tables.entry.c.document).where(tables.entry.c.seq == seq)
        ).scalar_one()
        return entry_from(document)


def parsed(name: str, value: str, type_: str) -> Any:
    """What a person typed for a field: a type, a status; lists with commas; a day, or two with "..", for date; a day for deadline."""
    if name not in SET_FIELDS:
        raise InputError(f"{name!r} cannot be set. Fields: {', '.join(SET_FIELDS)}. Example: status=actual")
    if name == "type":
        return _one_of("type", value.upper(), ontology.EVENT_TYPES)
    if name == "status":
        return _one_of("status", value, ontology.STATUSES)
    if name in ("modes", "contexts"):
        known = (
            sorted(ontology.modes()[type_])
            if name == "modes" and type_ in ontology.EVENT_TYPES
            else ontology.contexts()
        )
        return [_one_of(name[:-1], part, known) for part in _parts(value)]
    if name in ("actors", "recipients"):
        return _parts(value, ";")
    if name == "deadline":
        return iso(_day(value)) if value else None
    start, dots, end = value.partition("..")
    if not dots:
        end = start
    days = [_day(start) if start else None, _day(end) if end else None]
    if days[0] and days[1] and days[0] > days[1]:
        raise InputError(f"The date {value!r} ends before it begins. Write FROM..TO.")
    return [iso(d) for d in days]


def _parts(value: str, comma: str = ",") -> list[str]:
    return [p.strip() for p in value.split(comma) if p.strip()]


def _one_of(label: str, value: str, known: Sequence[str]) -> str:
    if value not in known:
        raise InputError(f"{value!r} is no {label}. There are: {', '.join(known)}.")
    return value


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise InputError(f"{value!r} is no day of the calendar. Write YYYY-MM-DD.") from error


def _shown(document: Json, name: str) -> Any:
    value = document.get(name)
    if name in ("actors", "recipients") and isinstance(value, list):
        return [p["name"] for p in value]
    if name == "date" and isinstance(value, dict):
        return [value["from"], value["to"]]
    if name == "deadline" and isinstance(value, dict):
        return value["date"]
    return value


def _ids(evidence: str) -> list[str]:
    return [str(e["account"]) for e in json.loads(evidence)]
