"""The tables of a store. Days are ISO text (they sort as text in every database), moments ISO text in UTC; documents are JSON.

`migrations/versions` makes exactly these; a test compares the two.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text, text

metadata = MetaData()


def _where(condition: str) -> dict[str, Any]:
    """An index of the few rows that a condition fits, in both databases."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


report = Table(
    "report",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column(
        "key", String(40), nullable=False, unique=True
    ),  # content id: the same report has the same key in every store
    Column("id", Text, nullable=False),  # as given by the input
    Column("published", String(10)),
    Column(
        "exchanged", String(10)
    ),  # the day with day and month exchanged, where other reports say that it is the true one
    Column("source", Text),
    Column("title", Text),
    Column("language", String(8)),
    Column("origin", Text),
    Column("body_start", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("warnings", Text, nullable=False),
    Column("copy", String(40)),  # key of the first report of its group of near-copies
    Column("copy_likeness", Float),
    Column("signature", LargeBinary),
    Column("added", String(32), nullable=False),
    Index("report_by_id", "id"),
    Index("report_by_day", "published"),
    Index("report_exchanged", "exchanged", **_where("exchanged IS NOT NULL")),
    Index("report_by_copy", "copy"),
)

band = Table(
    "band",
    metadata,
    Column("band", String(40), primary_key=True),
    Column("report", Integer, primary_key=True),
    sqlite_with_rowid=False,
)
"""Keys under which near-copies of a report are looked up."""

reading = Table(
    "reading",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("report", Integer, ForeignKey("report.seq"), nullable=False),
    Column("reader", Text, nullable=False),  # version of the model
    Column("read", String(32), nullable=False),
    Column("current", Integer, nullable=False),
    Column("document", Text, nullable=False),  # the JSON of a reading, without the text
    Index("reading_by_report", "report", "current"),
)

event = Table(
    "event",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String(40), nullable=False, unique=True),
    Column("type", String(12), nullable=False),
    Column("status", String(12), nullable=False),
    Column("day_from", String(10)),
    Column("day_to", String(10)),
    Column("day", String(10)),  # for sorting: the first day known, or else the first report's
    Column("first_reported", String(10)),
    Column("last_reported", String(10)),
    Column("reports", Integer, nullable=False),
    Column("publishers", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("contested", Integer, nullable=False),
    Column("document", Text, nullable=False),
    Column("added", String(32), nullable=False),
    Column("changed", String(32), nullable=False),
    Column("withdrawn", String(32)),
    Column("withdrawn_reason", Text),
    Column("continued", String(40)),
    Index("event_by_day", "day"),
    Index("event_by_first_reported", "first_reported", "status", "publishers", "reports", "confidence", "withdrawn"),
    Index("event_by_changed", "changed"),
    Index("event_by_type", "type", "day"),
    Index("event_contested", "last_reported", "first_reported", "reports", "withdrawn", **_where("contested = 1")),
    Index("event_contested_by_day", "day", **_where("contested = 1")),
)

account = Table(
    "account",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String(40), nullable=False, unique=True),
    Column("report", Integer, ForeignKey("report.seq"), nullable=False),
    Column("event", Integer, ForeignKey("event.seq"), nullable=False),
    Column("published", String(10)),
    Column("score", Float),  # of the join; null for the account that opened the event
    Column("reason", Text),
    Column("document", Text, nullable=False),
    Index("account_by_event", "event"),
    Index("account_by_report", "report"),
)
"""What one report says of one event, and why it was joined to it."""

block = Table(
    "block",
    metadata,
    Column("key", String(120), primary_key=True),
    Column("account", Integer, primary_key=True),
    Index("block_by_account", "account"),
    sqlite_with_rowid=False,
)
"""Keys under which the accounts that might tell of the same event are looked up."""

who = Table(
    "who",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("country", String(3)),
    Column("sectors", Text, nullable=False),
    Column("reference", Text),
    Index("who_by_country", "country"),
)
"""Entities across reports."""

who_name = Table(
    "who_name",
    metadata,
    Column("name", Text, primary_key=True),  # normalised
    Column("who", Integer, primary_key=True),
    Index("who_name_by_who", "who"),
    sqlite_with_rowid=False,
)

event_party = Table(
    "event_party",
    metadata,
    Column("event", Integer, primary_key=True),
    Column("side", String(12), primary_key=True),
    Column("who", Integer, primary_key=True),
    Index("event_party_by_who", "who", "event"),
    sqlite_with_rowid=False,
)

entry = Table(
    "entry",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", String(40), nullable=False, unique=True),
    Column("kind", String(12), nullable=False),
    Column("status", String(12), nullable=False),  # the last that reports tell
    Column("opened", String(10)),
    Column("last", String(10)),  # day of the last line that a report tells
    Column("due", String(10)),  # deadline, or day of a meeting
    Column("reports", Integer, nullable=False),
    Column("proposals", Integer, nullable=False),
    Column("document", Text, nullable=False),
    Column("added", String(32), nullable=False),
    Column("changed", String(32), nullable=False),
    Column("withdrawn", String(32)),
    Column("withdrawn_reason", Text),
    Index("entry_by_due", "due", "kind"),
    Index("entry_by_changed", "changed"),
    Index("entry_by_last", "kind", "last"),
    Index("entry_by_opened", "kind", "opened"),
    Index("entry_with_proposals", "last", **_where("proposals > 0")),
)

entry_event = Table(
    "entry_event",
    metadata,
    Column("entry", Integer, primary_key=True),
    Column("event", String(40), primary_key=True),
    Index("entry_event_by_event", "event"),
    sqlite_with_rowid=False,
)

entry_party = Table(
    "entry_party",
    metadata,
    Column("entry", Integer, primary_key=True),
    Column("side", String(12), primary_key=True),
    Column("who", Integer, primary_key=True),
    Index("entry_party_by_who", "who", "entry"),
    sqlite_with_rowid=False,
)

entry_block = Table(
    "entry_block",
    metadata,
    Column("key", String(120), primary_key=True),
    Column("entry", Integer, primary_key=True),
    Index("entry_block_by_entry", "entry"),
    sqlite_with_rowid=False,
)
"""Keys under which the entries that an act may change are looked up."""

standing = Table(
    "standing",
    metadata,
    Column("entry", Integer, primary_key=True),
    Column("since", String(10), primary_key=True),
    Column("until", String(10), nullable=False),  # the first day on which it no longer holds; 9999-12-31: none
    Column("kind", String(12), nullable=False),
    Column("status", String(12), nullable=False),
    Index("standing_by_status", "kind", "status", "since", "until"),
    Index("standing_by_since", "since"),
    sqlite_with_rowid=False,
)
"""The status of each entry day by day, computed from its history."""

correction = Table(
    "correction",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("at", String(32), nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("action", String(16), nullable=False),
    Column("subject", String(40), nullable=False),
    Column("evidence", Text, nullable=False),  # JSON: the accounts it rests on, with their words
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("undoes", Integer),
    Index("correction_by_subject", "subject"),
)
"""What people said, append-only: an undo is a further row."""

tie = Table(
    "tie",
    metadata,
    Column("first", String(40), primary_key=True),
    Column("second", String(40), primary_key=True),
    Column("same", Integer, nullable=False),  # 1: the same event; 0: different events
    Column("correction", Integer, ForeignKey("correction.seq"), nullable=False),
    Index("tie_by_second", "second"),
)
"""Accounts that a person joined or parted; computed from the corrections that are not undone."""

override = Table(
    "override",
    metadata,
    Column("account", String(40), primary_key=True),
    Column("field", String(16), primary_key=True),
    Column("value", Text, nullable=False),
    Column("correction", Integer, ForeignKey("correction.seq"), nullable=False),
    Index("override_by_correction", "correction"),
)
"""Fields that a person set, by the account whose words they rest on; computed from the corrections that are not undone."""

flag = Table(
    "flag",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("correction", Integer, ForeignKey("correction.seq"), nullable=False),
    Column("at", String(32), nullable=False),
    Column("note", Text, nullable=False),
)
"""Corrections whose words a newer reading changed: to be looked at again."""

crisis = Table(
    "crisis",
    metadata,
    Column("name", Text, primary_key=True),
    Column("query", Text, nullable=False),
    Column("saved", String(32), nullable=False),
)
"""Named, saved queries."""

meta = Table("meta", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))
