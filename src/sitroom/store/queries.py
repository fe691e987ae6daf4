"""Reading a store: events, entries, reports and the changes among them, as the JSON that PRODUCT.md names."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, text

from sitroom.codebook.ontology import EVENT_TYPES, LEDGER_STATUSES, STATUSES, score
from sitroom.codebook.records import Json
from sitroom.errors import InputError, NotInStore
from sitroom.ledger.entries import PENDING, Entry
from sitroom.resolving import names
from sitroom.resolving.actors import resolve_entity
from sitroom.store.documents import entry_from, iso, line_json, proposal_json, term_value_json
from sitroom.store.lookups import in_chunks
from sitroom.store.replaying import replayed

PAGE = 200
"""Rows fetched at once."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of a store. Days are inclusive; about names entities or countries, any of them counts.

    as_of: the record as the reports published by that day give it; None: all of it.
    """

    since: date | None = None
    until: date | None = None
    about: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    as_of: date | None = None
    due: int | None = None
    limit: int | None = None
    contested: bool = False
    search: str | None = None

    def to_dict(self) -> Json:
        """What a crisis saves: names and days."""
        return {"since": iso(self.since), "until": iso(self.until), "about": list(self.about)}


def check(query: Query, *, ledger: bool) -> None:
    """Raises InputError for a type, status or kind that there is none of, naming those that there are."""
    known: dict[str, tuple[Sequence[str], Collection[str]]] = {
        "type": (query.types, EVENT_TYPES),
        "kind": (query.kinds, LEDGER_STATUSES),
        "status": (
            query.statuses,
            sorted({s for own in LEDGER_STATUSES.values() for s in own}) if ledger else STATUSES,
        ),
    }
    for label, (asked, there) in known.items():
        for value in asked:
            if value not in there:
                raise InputError(f"{value!r} is no {label}. There are: {', '.join(there)}.")


def last_day(connection: Connection) -> date | None:
    """The day of the newest report: what a store takes for today."""
    plain = connection.execute(
        text(
            "SELECT published FROM report WHERE published IS NOT NULL AND exchanged IS NULL ORDER BY published DESC LIMIT 1"
        )
    ).scalar()
    exchanged = connection.execute(text("SELECT MAX(exchanged) FROM report WHERE exchanged IS NOT NULL")).scalar()
    found = max(plain or "", exchanged or "")
    return date.fromisoformat(found) if found else None


def whos_about(connection: Connection, about: Sequence[str]) -> set[int] | None:
    """The parties that names stand for; a country stands for everybody of it. None if nobody is asked about.

    Raises NotInStore for a name that nobody in the store bears, with the nearest ones.
    """
    if not about:
        return None
    out: set[int] = set()
    for name in about:
        found = _whos_of(connection, name)
        if not found:
            near = _nearest(connection, name)
            hint = f" Did you mean {', '.join(near)}?" if near else ""
            raise NotInStore(f"Nobody in this store is called {name!r}.{hint}")
        out |= found
    return out


def _whos_of(connection: Connection, name: str) -> set[int]:
    known = resolve_entity(name)
    out: set[int] = set()
    if known is not None and known.kind == "state" and known.country and known.wholly:
        out |= set(connection.execute(text("SELECT seq FROM who WHERE country = :c"), {"c": known.country}).scalars())
    elif known is not None and known.wholly and known.entity_id:
        out |= set(
            connection.execute(text("SELECT seq FROM who WHERE reference = :r"), {"r": known.entity_id}).scalars()
        )
    key = names.key(name)
    if len(name) == 3 and name.isupper():
        out |= set(connection.execute(text("SELECT seq FROM who WHERE country = :c"), {"c": name}).scalars())
    out |= set(connection.execute(text("SELECT who FROM who_name WHERE name = :n"), {"n": key}).scalars())
    if not out and key:
        # A part of a name: "Tchiani" for Abdourahmane Tchiani. Whole words only.
        rows = connection.execute(
            text("SELECT who, name FROM who_name WHERE name LIKE :n LIMIT 2000"), {"n": f"%{key}%"}
        )
        out |= {int(who) for who, called in rows if f" {key} " in f" {called} "}
    return {int(w) for w in out}


def _nearest(connection: Connection, name: str) -> list[str]:
    from rapidfuzz import process

    rows = connection.execute(text("SELECT DISTINCT name FROM who LIMIT 20000")).scalars().all()
    return [match for match, _, _ in process.extract(name, rows, limit=3, score_cutoff=70)]


@dataclass(slots=True)
class _Where:
    """Conditions of a statement and their values; the values are always bound, never written into it."""

    parts: list[str]
    values: dict[str, Any]

    def add(self, part: str, **values: Any) -> None:
        self.parts.append(part)
        self.values.update(values)

    def one_of(self, column: str, name: str, wanted: Collection[Any]) -> None:
        if wanted:
            keys = [f"{name}{i}" for i in range(len(wanted))]
            self.add(f"{column} IN ({', '.join(':' + k for k in keys)})", **dict(zip(keys, wanted, strict=True)))

    def __str__(self) -> str:
        return " AND ".join(self.parts) if self.parts else "1 = 1"


def _about(where: _Where, table: str, column: str, owner: str, whos: set[int] | None) -> None:
    """Restrict to what these parties take part in; the numbers are the store's own."""
    if whos is not None:
        listed = ", ".join(str(int(w)) for w in sorted(whos)) or "-1"
        where.add(f"{owner}.seq IN (SELECT {column} FROM {table} WHERE who IN ({listed}))")


def event_where(connection: Connection, query: Query) -> _Where:
    where = _Where(["e.withdrawn IS NULL"], {})
    if query.since:
        where.add("e.day >= :since", since=iso(query.since))
    if query.until:
        where.add("e.day <= :until", until=iso(query.until))
    if query.as_of:
        where.add("(e.first_reported IS NULL OR e.first_reported <= :as_of)", as_of=iso(query.as_of))
    where.one_of("e.type", "type", query.types)
    where.one_of("e.status", "status", query.statuses)
    if query.contested:
        where.add("e.contested = 1")
    _about(where, "event_party", "event", "e", whos_about(connection, query.about))
    if query.search:
        reports = searched(connection, query.search)
        listed = ", ".join(str(r) for r in reports) or "-1"
        where.add(f"e.seq IN (SELECT event FROM account WHERE report IN ({listed}))")
    return where


def searched(connection: Connection, words: str, limit: int = 5000) -> list[int]:
    """Reports in which all the words stand, the best first: FTS5 in SQLite, tsvector in PostgreSQL."""
    plain = [w for w in words.replace('"', " ").split() if w]
    if not plain:
        return []
    if connection.dialect.name == "sqlite":
        match = " ".join(f'"{w}"' for w in plain)
        statement = "SELECT rowid FROM report_words WHERE report_words MATCH :words ORDER BY rank LIMIT :limit"
    else:
        match = " ".join(plain)
        statement = (
            "SELECT seq FROM report WHERE words @@ plainto_tsquery('english', :words) "
            "ORDER BY ts_rank(words, plainto_tsquery('english', :words)) DESC LIMIT :limit"
        )
    return [int(r) for r in connection.execute(text(statement), {"words": match, "limit": limit}).scalars()]


def events(connection: Connection, query: Query, order: str = "e.day, e.seq") -> Iterator[Json]:
    """Joined events, in the order of their days. order: a list of columns, ours."""
    check(query, ledger=False)
    where = event_where(connection, query)
    for seqs in _pages(connection, "event e", "e.seq", where, order, query.limit):
        yield from events_by_seq(connection, seqs, query.as_of)


def count_events(connection: Connection, where: _Where) -> int:
    return int(connection.execute(text(f"SELECT COUNT(*) FROM event e WHERE {where}"), where.values).scalar_one())


def _pages(
    connection: Connection, source: str, column: str, where: _Where, order: str, limit: int | None
) -> Iterator[list[int]]:
    """Numbers of the rows in order, PAGE at a time: held as numbers alone, so that a million fit."""
    statement = f"SELECT {column} FROM {source} WHERE {where} ORDER BY {order}"
    if limit is not None:
        statement += f" LIMIT {int(limit)}"
    found = [int(s) for s in connection.execute(text(statement), where.values).scalars()]
    for start in range(0, len(found), PAGE):
        yield found[start : start + PAGE]


def events_by_seq(connection: Connection, seqs: Sequence[int], as_of: date | None = None) -> list[Json]:
    """The JSON of joined events, in the order asked; as_of: merged from the reports published by that day alone."""
    rows = in_chunks(
        connection,
        "SELECT seq, document, reports, publishers, added, changed, withdrawn, withdrawn_reason, continued FROM event WHERE seq IN :seqs",
        "seqs",
        seqs,
    )
    sources = _sources(connection, seqs, as_of)
    ids = report_ids(connection, {s["report"] for own in sources.values() for s in own})
    by_seq: dict[int, Json] = {}
    for seq, document, reports, publishers, added, changed, withdrawn, reason, continued in rows:
        value = json.loads(str(document))
        own = sources.get(int(str(seq)), [])
        if as_of is not None and own and withdrawn is None:
            value = replayed(connection, int(str(seq)), value, own, as_of)
            publishers = value["publishers"]
        value["reports"] = [
            {"id": ids.get(s["report"], s["report"]), **{k: v for k, v in s.items() if k != "report"}} for s in own
        ]
        for field in (value, *(f for f in value.values() if isinstance(f, dict))):
            if "report" in field:
                field["report"] = ids.get(field["report"]) or report_ids(connection, {field["report"]}).get(
                    field["report"]
                )
        for contradiction in value.get("contradictions", []):
            for version in contradiction["versions"]:
                version["reports"] = [ids.get(r, r) for r in version["reports"]]
        value["report_count"] = len(own) if as_of else max(int(str(reports)), len(own))
        value["publishers"] = publishers
        value["score"] = score(value["type"], tuple(value["modes"])) if value else None
        value["added"], value["changed"] = added, changed
        if withdrawn is not None:
            value["withdrawn"] = {"at": withdrawn, "reason": reason, "continued": continued}
        by_seq[int(str(seq))] = value
    return [by_seq[s] for s in seqs if s in by_seq]


def _sources(connection: Connection, seqs: Sequence[int], as_of: date | None) -> dict[int, list[Json]]:
    rows = in_chunks(
        connection,
        "SELECT a.event, a.document, a.score, a.reason, r.key, r.published, r.exchanged, r.source, r.copy FROM account a "
        "JOIN report r ON r.seq = a.report WHERE a.event IN :seqs ORDER BY a.published, a.seq",
        "seqs",
        seqs,
    )
    out: dict[int, dict[str, Json]] = {}
    for event, document, joined, reason, key, published, exchanged, source, copy in rows:
        day = exchanged or published
        if as_of is not None and day is not None and str(day) > as_of.isoformat():
            continue
        account = json.loads(str(document))
        own = out.setdefault(int(str(event)), {})
        known = own.get(str(key))
        if known is None:
            own[str(key)] = {
                "report": key, "published": published, "exchanged": exchanged, "source": source,
                "evidence": account["event"]["evidence"], "copy": copy, "score": joined, "reason": reason, "account": account["id"],
            }  # fmt: skip
        else:
            known["evidence"] = known["evidence"] + [
                e for e in account["event"]["evidence"] if e not in known["evidence"]
            ]
    return {event: list(own.values()) for event, own in out.items()}


def report_ids(connection: Connection, keys: Collection[str]) -> dict[str, str]:
    """Ids as the input gave them, by the reports' keys."""
    rows = in_chunks(connection, "SELECT key, id FROM report WHERE key IN :keys", "keys", sorted(k for k in keys if k))
    return {str(k): str(i) for k, i in rows}


# --- the ledger


def entry_where(connection: Connection, query: Query, day: date) -> _Where:
    """Entries known on a day, with the status that they had then (`s`); a withdrawn entry has none."""
    where = _Where(["s.entry = e.seq", "s.since <= :day", "s.until > :day"], {"day": iso(day)})
    where.one_of("e.kind", "kind", query.kinds)
    where.one_of("s.status", "status", query.statuses)
    if query.since:
        where.add("e.last >= :since", since=iso(query.since))
    if query.until:
        where.add("e.opened <= :until", until=iso(query.until))
    if query.due is not None:
        until = min(day.toordinal() + query.due, date.max.toordinal())
        waiting = sorted({s for own in PENDING.values() for s in own} | {"in_force", "eased"})
        where.add("e.due >= :day AND e.due <= :due", due=iso(date.fromordinal(until)))
        where.one_of("s.status", "waiting", waiting)
    _about(where, "entry_party", "entry", "e", whos_about(connection, query.about))
    return where


def entries(connection: Connection, query: Query, order: str = "e.kind, e.opened, e.seq") -> Iterator[Json]:
    """Ledger entries as they stood on query.as_of, or on the day of the newest report."""
    check(query, ledger=True)
    day = query.as_of or last_day(connection) or date.max - timedelta(days=1)
    where = entry_where(connection, query, day)
    # SQLite takes a CROSS JOIN in the order in which it is written: entries in their order, of each its status on the day.
    for seqs in _pages(connection, "entry e CROSS JOIN standing s", "e.seq", where, order, query.limit):
        yield from entries_by_seq(connection, seqs, query.as_of, day)


def entries_by_seq(connection: Connection, seqs: Sequence[int], as_of: date | None, day: date | None) -> list[Json]:
    """The JSON of ledger entries; as_of limits what is known, day says on which day the status is told."""
    rows = in_chunks(
        connection,
        "SELECT seq, document, added, changed, withdrawn, withdrawn_reason FROM entry WHERE seq IN :seqs",
        "seqs",
        seqs,
    )
    kept = {int(str(r[0])): (entry_from(str(r[1])), r[2:]) for r in rows}
    keys = {line.report for entry, _ in kept.values() for line in entry.lines if line.report} | {
        t.report for entry, _ in kept.values() for t in entry.terms if t.report
    }
    ids = report_ids(connection, keys)
    out = []
    for seq in seqs:
        if seq in kept:
            entry, (added, changed, withdrawn, reason) = kept[seq]
            value = entry_view(entry, as_of, day, ids)
            value["added"], value["changed"] = added, changed
            if withdrawn is not None:
                value["withdrawn"] = {"at": withdrawn, "reason": reason}
            out.append(value)
    return out


def entry_view(entry: Entry, as_of: date | None, day: date | None, ids: dict[str, str]) -> Json:
    """An entry as people and programs see it: its terms and history as known by as_of, its status on day."""
    known_by = as_of or date.max
    shown_until = day or date.max

    def term(name: Any) -> Json | None:
        found = entry.terms_on(name, as_of)
        return {**term_value_json(found[0].value), "report": ids.get(found[0].report or "")} if found else None

    history = []
    for line in entry.history():
        if line.holds > min(known_by, shown_until):
            continue
        value = line_json(line)
        del value["lag"]
        value["report"] = ids.get(line.report or "")
        history.append(value)
    proposals = [
        {**proposal_json(p), "report": ids.get(p.report or ""), "what": "condition met"}
        for p in entry.proposals
        if (p.known or date.min) <= known_by
    ]
    return {
        "id": entry.id,
        "kind": entry.kind,
        "what": entry.what,
        "by": [p.to_dict() for p in entry.by],
        "to": [p.to_dict() for p in entry.to],
        "status": entry.status_on(day) or entry.status,
        "deadline": term("deadline"),
        "condition": term("condition"),
        "exemption": term("exemption"),
        "amount": term("amount"),
        "date": term("date"),
        "history": history,
        "events": list(dict.fromkeys(entry.acts)),
        "proposals": proposals,
        "opened": iso(entry.opened),
    }


# --- one thing by its id


def event_seq(connection: Connection, id_: str) -> int:
    """Raises NotInStore for an id that no event has; one that was withdrawn is found too."""
    return _seq(connection, "event", id_, "event", "sitroom events STORE --json")


def entry_seq(connection: Connection, id_: str) -> int:
    return _seq(connection, "entry", id_, "ledger entry", "sitroom ledger STORE --json")


def _seq(connection: Connection, table: str, id_: str, label: str, command: str) -> int:
    found = connection.execute(text(f"SELECT seq FROM {table} WHERE id = :id"), {"id": id_}).scalar()
    if found is None:
        raise NotInStore(f"{id_!r} is no {label} of this store. List them: {command}")
    return int(found)


def changes(connection: Connection, since: str) -> Iterator[Json]:
    """Events and entries added, changed or withdrawn since a moment (ISO), the oldest change first; withdrawn ones with their reason."""
    for table, make in (("event", events_by_seq), ("entry", None)):
        rows = connection.execute(
            text(f"SELECT seq FROM {table} WHERE changed >= :since ORDER BY changed, seq"), {"since": since}
        ).scalars()
        found = [int(s) for s in rows]
        for start in range(0, len(found), PAGE):
            part = found[start : start + PAGE]
            if make is not None:
                for value in make(connection, part):
                    yield {"record": "event", **value}
            else:
                for value in entries_by_seq(connection, part, None, last_day(connection)):
                    yield {"record": "entry", **value}
