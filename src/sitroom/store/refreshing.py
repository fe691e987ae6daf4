"""Bringing events and the ledger up to date after their accounts have changed: by a new report, a newer reading, or a person."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, text, update

from sitroom.codebook.records import Deadline
from sitroom.ledger.acts import Act, in_turn
from sitroom.ledger.book import Book
from sitroom.ledger.entries import Entry
from sitroom.ledger.fitting import ANY_FULFILMENT, LONGEST_WAIT
from sitroom.ledger.rules import kinds_of
from sitroom.record.accounts import Account
from sitroom.record.merging import JoinedEvent, merge
from sitroom.record.parties import Who
from sitroom.resolving import names
from sitroom.store import tables
from sitroom.store.documents import Kept, dumps, entry_from, entry_json, iso, kept_from
from sitroom.store.lookups import NEWEST, act_keys, entry_keys, in_chunks, likeliest
from sitroom.store.overrides import event_document, overridden, overrides_of

SOURCES = 64
"""Accounts of an event that its record is merged from; of an event told more often, the first and the newest."""
FOREVER = "9999-12-31"
ENTRIES = 16
"""Entries at most that an act is compared with: those that share most parties with it, of those the newest."""

LATER = 6
"""Acts at most that are taken again because a report that came late tells what was before them."""


@dataclass(slots=True)
class Refresher:
    """Recomputes joined events and the entries that they touch, inside the caller's transaction."""

    connection: Connection
    at: str
    take_seq: Callable[[str], int]
    _who: dict[str, int] = field(default_factory=dict)

    # --- events

    def open_event(self, account: Account) -> int:
        """A new event, opened by an account; its record follows with the next refresh."""
        seq = self.take_seq("event")
        id_ = "e-" + account.id[2:]
        taken = self.connection.execute(select(tables.event.c.seq).where(tables.event.c.id == id_)).scalar()
        if taken is not None:
            # The event that these words once opened goes on under other accounts, or was withdrawn and comes back.
            left = self.connection.execute(
                select(tables.account.c.seq).where(tables.account.c.event == taken).limit(1)
            ).first()
            if left is None:
                return int(taken)
            id_ = "e-" + hashlib.sha256(f"{account.id}\x1f{self.at}".encode()).hexdigest()[:16]
        self.connection.execute(
            insert(tables.event).values(
                seq=seq, id=id_, type=account.event.type, status=account.event.status, reports=0, publishers=0, confidence=0.0,
                contested=0, document="{}", added=self.at, changed=self.at,
            )
        )  # fmt: skip
        return seq

    def refresh(self, events: Iterable[int], *, growing: bool = False, late: date | None = None) -> None:
        """Recompute events from their accounts, withdraw those left without any, then take them into the ledger.

        growing: nothing has changed but that one more report tells each of them. late: the day of that report, where newer ones
        were added before it; what they tell may meet what it asks, and keep what it promises.
        """
        acts: list[Act] = []
        gone: list[str] = []
        for seq in dict.fromkeys(events):
            act, withdrawn = self._refresh_event(seq, growing)
            if act is not None:
                acts.append(act)
            if withdrawn is not None:
                gone.append(withdrawn)
        self._take(acts, gone, late)

    def _refresh_event(self, seq: int, growing: bool = False) -> tuple[Act | None, str | None]:
        row = self.connection.execute(
            select(tables.event.c.id, tables.event.c.document, tables.event.c.withdrawn, tables.event.c.reports).where(
                tables.event.c.seq == seq
            )
        ).one()
        kept, joins, total = self._sources(seq, growing)
        if not kept:
            if row.withdrawn is None:
                self._withdraw(seq, "no reading tells it any more")
            return None, row.id
        merged = merge(row.id, [k.account for k in kept], joins)
        overrides = overrides_of(self.connection, seq, [k.account.id for k in kept], few=len(kept) < SOURCES)
        merged = overridden(merged, overrides)
        document = event_document(merged, overrides)
        event = merged.event
        span = event.date.interval if event.date else None
        start, end = (span.start, span.end) if span else (None, None)
        values: dict[str, Any] = {
            "type": event.type,
            "status": event.status,
            "day_from": iso(start),
            "day_to": iso(end),
            "day": iso(start or end or merged.first_reported),
            "first_reported": iso(merged.first_reported),
            "last_reported": iso(merged.last_reported),
            "reports": total if total > SOURCES else len(merged.sources),
            "publishers": merged.publishers,
            "confidence": event.confidence,
            "contested": int(bool(merged.contradictions)),
            "document": dumps(document),
            "changed": self.at,
            "withdrawn": self.at if overrides.dropped else None,
            "withdrawn_reason": "a person says that it is no event" if overrides.dropped else None,
            "continued": None,
        }
        if (
            row.document == values["document"]
            and row.reports == values["reports"]
            and (row.withdrawn is None) != overrides.dropped
        ):
            del values["changed"]
        self.connection.execute(update(tables.event).where(tables.event.c.seq == seq).values(**values))
        self._parties(tables.event_party, "event", seq, {"actor": merged.actors, "recipient": merged.recipients})
        if overrides.dropped:
            return None, row.id
        lead = next((k for k in kept if k.account.report == merged.report), kept[0])
        return act_of(merged, lead, kept), None

    def _sources(self, seq: int, growing: bool) -> tuple[list[Kept], list[tuple[float | None, str | None]], int]:
        """The accounts of an event, its opener first, with their joins and how many reports there are in all."""
        statement = (
            "SELECT a.seq, a.document, a.score, a.reason, r.copy FROM account a JOIN report r ON r.seq = a.report "
            "WHERE a.event = :event ORDER BY a.seq {order} LIMIT :most"
        )
        rows = list(self.connection.execute(text(statement.format(order="")), {"event": seq, "most": SOURCES}))
        total = len(rows)
        if len(rows) == SOURCES:
            newest_rows = list(
                self.connection.execute(text(statement.format(order="DESC")), {"event": seq, "most": SOURCES // 4})
            )
            rows = sorted({r.seq: r for r in (*rows[: SOURCES * 3 // 4], *newest_rows)}.values(), key=lambda r: r.seq)
            # Counting every report of an event told thousands of times would make adding quadratic.
            counted = (
                select(tables.event.c.reports + 1).where(tables.event.c.seq == seq)
                if growing
                else select(func.count(tables.account.c.report.distinct())).where(tables.account.c.event == seq)
            )
            total = int(self.connection.execute(counted).scalar_one())
        kept = [replace(k, account=replace(k.account, copy=r.copy)) for r in rows for k in [kept_from(r.document)]]
        return kept, [(r.score, r.reason) for r in rows], total

    def _withdraw(self, seq: int, reason: str) -> None:
        self.connection.execute(
            update(tables.event)
            .where(tables.event.c.seq == seq)
            .values(withdrawn=self.at, withdrawn_reason=reason, changed=self.at, reports=0, publishers=0)
        )
        self.connection.execute(delete(tables.event_party).where(tables.event_party.c.event == seq))

    def ties(self, account: str) -> tuple[list[int], set[int]]:
        """Events that a person said an account belongs to, and those that it does not."""
        rows = self.connection.execute(
            text(
                "SELECT t.same, a.event FROM tie t JOIN account a ON a.id = CASE WHEN t.first = :id THEN t.second ELSE t.first END "
                "WHERE t.first = :id OR t.second = :id"
            ),
            {"id": account},
        ).all()
        return [int(e) for same, e in rows if same], {int(e) for same, e in rows if not same}

    # --- parties

    def _parties(self, table: Any, column: str, seq: int, sides: Mapping[str, Iterable[Who]]) -> None:
        own = {(side, self.who(one)) for side, parties in sides.items() for one in parties}
        known = {
            (side, int(who))
            for side, who in self.connection.execute(select(table.c.side, table.c.who).where(table.c[column] == seq))
        }
        if own == known:
            return
        self.connection.execute(delete(table).where(table.c[column] == seq))
        if own:
            self.connection.execute(insert(table), [{column: seq, "side": s, "who": w} for s, w in sorted(own)])

    def who(self, one: Who) -> int:
        """The row of a party; names that it is newly called by are added."""
        plain = names.key(one.name)
        key = one.reference or f"name:{one.country or ''}:{plain}"
        if key in self._who:
            return self._who[key]
        seq = self.connection.execute(select(tables.who.c.seq).where(tables.who.c.key == key)).scalar()
        if seq is None:
            seq = self.take_seq("who")
            self.connection.execute(
                insert(tables.who).values(
                    seq=seq, key=key, name=one.name, kind=one.kind, country=one.country, sectors=" ".join(one.sectors),
                    reference=one.reference,
                )
            )  # fmt: skip
        called = {k for k in (plain, *(names.key(a) for a in one.aliases if names.form_of(a) == "name")) if k}
        known = set(
            self.connection.execute(select(tables.who_name.c.name).where(tables.who_name.c.who == seq)).scalars()
        )
        more = sorted(called - known)[: max(0, 40 - len(known))]
        if more:
            self.connection.execute(
                insert(tables.who_name), [{"name": n[:200], "who": seq} for n in dict.fromkeys(more)]
            )
        self._who[key] = int(seq)
        return int(seq)

    # --- the ledger

    def _take(self, acts: list[Act], gone: list[str], late: date | None = None) -> None:
        """Take acts into the entries that they may change, and write what changed."""
        if not acts and not gone:
            return
        acts = [*acts, *self._orphaned(gone, {a.id for a in acts})]
        if late is not None:
            acts += self._later(acts, late)
        kinds = frozenset(kind for act in acts for kind in kinds_of(act))
        seqs = {
            seq
            for act in acts
            for seq in likeliest(
                self.connection,
                "entry_block",
                "key",
                "entry",
                act_keys(kinds, act.actors, act.recipients, meets=act.event.status == "actual"),
                NEWEST,
                ENTRIES,
            )
        }
        own = in_chunks(
            self.connection, "SELECT entry FROM entry_event WHERE event IN :ids", "ids", [*(a.id for a in acts), *gone]
        )
        seqs |= {int(str(row[0])) for row in own}
        rows = in_chunks(
            self.connection,
            "SELECT seq, document FROM entry WHERE seq IN :seqs AND withdrawn IS NULL",
            "seqs",
            sorted(seqs),
        )
        book = Book.of(entry_from(str(document)) for _, document in rows)
        seq_of = {entry.id: int(str(seq)) for (seq, _), entry in zip(rows, book.entries.values(), strict=True)}
        for act_id in gone:
            book.withdraw(act_id)
        for act in in_turn(acts):
            book.take(act)
        for entry_id in sorted(book.touched):
            self.write_entry(book.entries[entry_id], seq_of.get(entry_id))
        for entry_id in sorted(book.gone - book.touched):
            if entry_id in seq_of:
                self._withdraw_entry(seq_of[entry_id], "the event that opened it was withdrawn or read otherwise")

    def _later(self, acts: Sequence[Act], day: date) -> list[Act]:
        """What those who were asked or had promised did in the months after a day, the first of it: it is taken again."""
        asked = [one for act in acts if act.event.type == "REQUEST" for one in act.recipients]
        promised = [one for act in acts if act.event.status in ("future", "hypothetical") for one in act.actors]
        of_actor = select(tables.event_party.c.event).where(tables.event_party.c.side == "actor")
        told = {
            int(seq)
            for who in sorted({self.who(one) for one in (*asked, *promised)})
            for seq in self.connection.execute(
                of_actor.where(tables.event_party.c.who == who)
                .order_by(tables.event_party.c.event.desc())
                .limit(NEWEST)
            ).scalars()
        }
        types = ", ".join(f"'{name}'" for name in sorted(ANY_FULFILMENT))
        last = date.fromordinal(min(day.toordinal() + LONGEST_WAIT, date.max.toordinal()))
        rows = in_chunks(
            self.connection,
            f"SELECT day, seq, id FROM event WHERE seq IN :seqs AND type IN ({types}) AND status = 'actual' "
            f"AND day >= '{day.isoformat()}' AND day <= '{last.isoformat()}' AND withdrawn IS NULL",
            "seqs",
            sorted(told),
        )
        known = {act.id for act in acts}
        rows = sorted((r for r in rows if r[2] not in known), key=lambda r: (str(r[0]), int(str(r[1]))))[:LATER]
        later = [self._refresh_event(int(str(seq)))[0] for _, seq, _ in rows]
        return [act for act in later if act is not None]

    def _orphaned(self, gone: list[str], known: set[str]) -> list[Act]:
        """Acts that told further of entries which events that are gone had opened: they open them now."""
        rows = in_chunks(
            self.connection,
            "SELECT e.document FROM entry e JOIN entry_event v ON v.entry = e.seq WHERE v.event IN :ids AND e.withdrawn IS NULL",
            "ids",
            gone,
        )
        entries = [entry_from(str(document)) for (document,) in rows]
        told = {a for entry in entries if entry.opened_by in gone for a in entry.acts} - known - set(gone)
        seqs = in_chunks(
            self.connection, "SELECT seq FROM event WHERE id IN :ids AND withdrawn IS NULL", "ids", sorted(told)
        )
        acts = [self._refresh_event(int(str(seq)))[0] for (seq,) in seqs]
        return [act for act in acts if act is not None]

    def write_entry(self, entry: Entry, seq: int | None) -> None:
        if seq is None:
            seq = self.connection.execute(select(tables.entry.c.seq).where(tables.entry.c.id == entry.id)).scalar()
            if seq is not None:
                self._remember(entry, seq)
        document = entry_json(entry)
        due = entry.term("deadline") if entry.kind != "meeting" else None
        day = due.date if isinstance(due, Deadline) else entry.planned_day
        last = max((line.order for line in entry.lines), default=date.min)
        values: dict[str, Any] = {
            "kind": entry.kind,
            "status": entry.status,
            "opened": iso(entry.opened),
            "last": iso(last) if last != date.min else None,
            "due": iso(day),
            "reports": len({line.report for line in entry.lines if line.report}),
            "proposals": len(entry.proposals),
            "document": document,
            "changed": self.at,
            "withdrawn": None,
            "withdrawn_reason": None,
        }
        if seq is None:
            seq = self.take_seq("entry")
            self.connection.execute(insert(tables.entry).values(seq=seq, id=entry.id, added=self.at, **values))
        else:
            before = self.connection.execute(
                select(tables.entry.c.document, tables.entry.c.withdrawn).where(tables.entry.c.seq == seq)
            ).one()
            if before.document == document and before.withdrawn is None:
                return
            self.connection.execute(update(tables.entry).where(tables.entry.c.seq == seq).values(**values))
        self._set(
            tables.entry_event,
            seq,
            [{"event": a} for a in dict.fromkeys((*entry.acts, *(p.act for p in entry.proposals)))],
        )
        watched = [one for _, side in entry.watch for one in side]
        self._set(
            tables.entry_block,
            seq,
            [
                {"key": k}
                for k in sorted(
                    entry_keys(
                        entry.kind, entry.by_who, entry.to_who, watched, hangs=entry.term("condition") is not None
                    )
                )
            ],
        )
        self._parties(tables.entry_party, "entry", seq, {"by": entry.by_who, "to": entry.to_who})
        self._set(
            tables.standing,
            seq,
            [
                {"kind": entry.kind, "status": s.status, "since": iso(s.since), "until": iso(s.until) or FOREVER}
                for s in entry.standings()
            ],
        )

    def _remember(self, entry: Entry, seq: int) -> None:
        """Give an entry that comes back what people had said of it."""
        kept = self.connection.execute(select(tables.entry.c.document).where(tables.entry.c.seq == seq)).scalar_one()
        known = {line.act for line in entry.lines}
        entry.lines += [line for line in entry_from(kept).lines if line.by_a_person and line.act not in known]

    def _set(self, table: Any, seq: int, rows: list[dict[str, Any]]) -> None:
        self.connection.execute(delete(table).where(table.c.entry == seq))
        if rows:
            self.connection.execute(insert(table), [{"entry": seq, **row} for row in rows])

    def _withdraw_entry(self, seq: int, reason: str) -> None:
        self.connection.execute(
            update(tables.entry)
            .where(tables.entry.c.seq == seq)
            .values(withdrawn=self.at, withdrawn_reason=reason, changed=self.at)
        )
        for table in (tables.entry_event, tables.entry_block, tables.entry_party, tables.standing):
            self.connection.execute(delete(table).where(table.c.entry == seq))

    # --- corrections that outlive a newer reading

    def carry_corrections(self, old: Mapping[str, tuple[int, str]], report_seq: int) -> None:
        """Give corrections of accounts that a newer reading replaced to those that stand in the same words, and flag what changed."""
        new = {
            str(id_): kept_from(str(document)).account
            for id_, document in self.connection.execute(
                select(tables.account.c.id, tables.account.c.document).where(tables.account.c.report == report_seq)
            )
        }
        for account_id, (_, document) in old.items():
            before = kept_from(document).account
            rows = self.connection.execute(
                select(tables.override.c.field, tables.override.c.correction).where(
                    tables.override.c.account == account_id
                )
            ).all()
            ties = self.connection.execute(
                select(tables.tie.c.first, tables.tie.c.second, tables.tie.c.correction).where(
                    (tables.tie.c.first == account_id) | (tables.tie.c.second == account_id)
                )
            ).all()
            if not rows and not ties:
                continue
            corrections = {int(c) for _, c in rows} | {int(c) for _, _, c in ties}
            after = new.get(account_id) or next(
                (a for a in new.values() if a.event.trigger.overlaps(before.event.trigger)), None
            )
            if after is None:
                self._flag(corrections, f"“{before.event.trigger.text}” is no event in the newer reading.")
                continue
            if after.event.trigger.text != before.event.trigger.text or after.event.type != before.event.type:
                self._flag(
                    corrections,
                    f"it was made for “{before.event.trigger.text}” ({before.event.type}); the newer reading has "
                    f"“{after.event.trigger.text}” ({after.event.type}).",
                )
            if after.id != account_id:
                self._rekey(account_id, after.id)

    def _rekey(self, before: str, after: str) -> None:
        for statement in (
            "UPDATE override SET account = :after WHERE account = :before AND NOT EXISTS "
            "(SELECT 1 FROM override o WHERE o.account = :after AND o.field = override.field)",
            "UPDATE tie SET first = :after WHERE first = :before",
            "UPDATE tie SET second = :after WHERE second = :before",
        ):
            self.connection.execute(text(statement), {"before": before, "after": after})

    def _flag(self, corrections: Iterable[int], note: str) -> None:
        self.connection.execute(
            insert(tables.flag),
            [{"seq": self.take_seq("flag"), "correction": c, "at": self.at, "note": note} for c in sorted(corrections)],
        )


TOLD = 5
"""Accounts whose words the ledger hears: a denial may stand in another report than the claim."""


def act_of(merged: JoinedEvent, lead: Kept, kept: Sequence[Kept]) -> Act:
    """The joined event as the ledger takes it, with the words of the account that leads, and what the others add after theirs."""
    others = [k for k in kept if k is not lead][:TOLD]
    return Act(
        id=merged.event.id,
        event=merged.event,
        actors=merged.actors,
        recipients=merged.recipients,
        report=merged.report,
        known=_known(merged, kept),
        what=lead.what,
        near=lead.near,
        after=(lead.after, *(k.after for k in others)),
        sentence=lead.account.sentence,
        told=tuple(k.what for k in others),
        speaker=lead.speaker,
        inside=lead.inside,
    )


def _known(merged: JoinedEvent, kept: Sequence[Kept]) -> date | None:
    """When it was first told as it stands: what was announced and then done is known as done from the report of the doing."""
    done = merged.event.status in ("actual", "historical")
    told = [k.account.published for k in kept if (k.account.event.status in ("actual", "historical")) == done]
    return min((day for day in told if day), default=merged.first_reported)
