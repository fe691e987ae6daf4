"""Joined events as they stood on an earlier day: merged again from the accounts known by then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from sitroom.codebook.records import Json
from sitroom.record.merging import merge
from sitroom.store.documents import kept_from
from sitroom.store.lookups import in_chunks
from sitroom.store.overrides import event_document, overridden, overrides_of
from sitroom.store.refreshing import SOURCES


def replayed(connection: Connection, seq: int, document: Json, sources: Sequence[Json], as_of: date) -> Json:
    """The document of an event as its reports published by as_of give it; with no later report, the one given.

    sources: the event's reports known by as_of. What people set since then holds for earlier days too: it mends what was read.
    """
    last = document["last_reported"]
    if last is None or last <= as_of.isoformat():
        return document
    rows = in_chunks(
        connection,
        "SELECT a.document, a.score, a.reason, r.copy FROM account a JOIN report r ON r.seq = a.report "
        f"WHERE a.event = {int(seq)} AND r.key IN :keys ORDER BY a.seq",
        "keys",
        [source["report"] for source in sources[:SOURCES]],
    )
    accounts = [replace(kept_from(str(row[0])).account, copy=None if row[3] is None else str(row[3])) for row in rows]
    joins = [(None if row[1] is None else float(str(row[1])), None if row[2] is None else str(row[2])) for row in rows]
    overrides = overrides_of(connection, seq, [], few=False)
    return event_document(overridden(merge(document["id"], accounts, joins), overrides), overrides)
