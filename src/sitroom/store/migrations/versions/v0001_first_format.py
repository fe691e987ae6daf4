"""The first format of stores."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

FULL_TEXT = {
    "sqlite": (
        "CREATE VIRTUAL TABLE report_words USING fts5(title, text, content='report', content_rowid='seq', "
        "tokenize='unicode61 remove_diacritics 2')",
    ),
    "postgresql": (
        "ALTER TABLE report ADD COLUMN words tsvector GENERATED ALWAYS AS "
        "(to_tsvector('english', left(coalesce(title, '') || ' ' || text, 400000))) STORED",
        "CREATE INDEX report_by_words ON report USING gin (words)",
    ),
}
"""FTS5 in SQLite, tsvector in PostgreSQL; `sitroom.store.queries.searched` is the one place that knows both."""


def upgrade() -> None:
    op.create_table(
        "band",
        sa.Column("band", sa.String(length=40), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("band", "report"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "block",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "account"),
        sqlite_with_rowid=False,
    )
    op.create_index("block_by_account", "block", ["account"], unique=False)
    op.create_table(
        "correction",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("correction_by_subject", "correction", ["subject"], unique=False)
    op.create_table(
        "crisis",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("saved", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "entry",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("opened", sa.String(length=10), nullable=True),
        sa.Column("last", sa.String(length=10), nullable=True),
        sa.Column("due", sa.String(length=10), nullable=True),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("proposals", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("added", sa.String(length=32), nullable=False),
        sa.Column("changed", sa.String(length=32), nullable=False),
        sa.Column("withdrawn", sa.String(length=32), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("entry_by_changed", "entry", ["changed"], unique=False)
    op.create_index("entry_by_due", "entry", ["due", "kind"], unique=False)
    op.create_index("entry_by_last", "entry", ["kind", "last"], unique=False)
    op.create_index("entry_by_opened", "entry", ["kind", "opened"], unique=False)
    op.create_index(
        "entry_with_proposals",
        "entry",
        ["last"],
        unique=False,
        sqlite_where=sa.text("proposals > 0"),
        postgresql_where=sa.text("proposals > 0"),
    )
    op.create_table(
        "entry_block",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "entry"),
        sqlite_with_rowid=False,
    )
    op.create_index("entry_block_by_entry", "entry_block", ["entry"], unique=False)
    op.create_table(
        "entry_event",
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("entry", "event"),
        sqlite_with_rowid=False,
    )
    op.create_index("entry_event_by_event", "entry_event", ["event"], unique=False)
    op.create_table(
        "entry_party",
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=12), nullable=False),
        sa.Column("who", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("entry", "side", "who"),
        sqlite_with_rowid=False,
    )
    op.create_index("entry_party_by_who", "entry_party", ["who", "entry"], unique=False)
    op.create_table(
        "event",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("type", sa.String(length=12), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("day_from", sa.String(length=10), nullable=True),
        sa.Column("day_to", sa.String(length=10), nullable=True),
        sa.Column("day", sa.String(length=10), nullable=True),
        sa.Column("first_reported", sa.String(length=10), nullable=True),
        sa.Column("last_reported", sa.String(length=10), nullable=True),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("publishers", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("contested", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("added", sa.String(length=32), nullable=False),
        sa.Column("changed", sa.String(length=32), nullable=False),
        sa.Column("withdrawn", sa.String(length=32), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.Column("continued", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("event_by_changed", "event", ["changed"], unique=False)
    op.create_index("event_by_day", "event", ["day"], unique=False)
    op.create_index(
        "event_by_first_reported",
        "event",
        ["first_reported", "status", "publishers", "reports", "confidence", "withdrawn"],
        unique=False,
    )
    op.create_index("event_by_type", "event", ["type", "day"], unique=False)
    op.create_index(
        "event_contested",
        "event",
        ["last_reported", "first_reported", "reports", "withdrawn"],
        unique=False,
        sqlite_where=sa.text("contested = 1"),
        postgresql_where=sa.text("contested = 1"),
    )
    op.create_index(
        "event_contested_by_day",
        "event",
        ["day"],
        unique=False,
        sqlite_where=sa.text("contested = 1"),
        postgresql_where=sa.text("contested = 1"),
    )
    op.create_table(
        "event_party",
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=12), nullable=False),
        sa.Column("who", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("event", "side", "who"),
        sqlite_with_rowid=False,
    )
    op.create_index("event_party_by_who", "event_party", ["who", "event"], unique=False)
    op.create_table(
        "meta",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "report",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("published", sa.String(length=10), nullable=True),
        sa.Column("exchanged", sa.String(length=10), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("origin", sa.Text(), nullable=True),
        sa.Column("body_start", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("warnings", sa.Text(), nullable=False),
        sa.Column("copy", sa.String(length=40), nullable=True),
        sa.Column("copy_likeness", sa.Float(), nullable=True),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("added", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("report_by_copy", "report", ["copy"], unique=False)
    op.create_index("report_by_day", "report", ["published"], unique=False)
    op.create_index(
        "report_exchanged",
        "report",
        ["exchanged"],
        unique=False,
        sqlite_where=sa.text("exchanged IS NOT NULL"),
        postgresql_where=sa.text("exchanged IS NOT NULL"),
    )
    op.create_index("report_by_id", "report", ["id"], unique=False)
    op.create_table(
        "standing",
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("since", sa.String(length=10), nullable=False),
        sa.Column("until", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.PrimaryKeyConstraint("entry", "since"),
        sqlite_with_rowid=False,
    )
    op.create_index("standing_by_since", "standing", ["since"], unique=False)
    op.create_index("standing_by_status", "standing", ["kind", "status", "since", "until"], unique=False)
    op.create_table(
        "who",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("country", sa.String(length=3), nullable=True),
        sa.Column("sectors", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("who_by_country", "who", ["country"], unique=False)
    op.create_table(
        "who_name",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("who", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", "who"),
        sqlite_with_rowid=False,
    )
    op.create_index("who_name_by_who", "who_name", ["who"], unique=False)
    op.create_table(
        "account",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("event", sa.Integer(), nullable=False),
        sa.Column("published", sa.String(length=10), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event"],
            ["event.seq"],
        ),
        sa.ForeignKeyConstraint(
            ["report"],
            ["report.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("account_by_event", "account", ["event"], unique=False)
    op.create_index("account_by_report", "account", ["report"], unique=False)
    op.create_table(
        "flag",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("correction", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["correction"],
            ["correction.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_table(
        "override",
        sa.Column("account", sa.String(length=40), nullable=False),
        sa.Column("field", sa.String(length=16), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("correction", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["correction"],
            ["correction.seq"],
        ),
        sa.PrimaryKeyConstraint("account", "field"),
    )
    op.create_index("override_by_correction", "override", ["correction"], unique=False)
    op.create_table(
        "reading",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("read", sa.String(length=32), nullable=False),
        sa.Column("current", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report"],
            ["report.seq"],
        ),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("reading_by_report", "reading", ["report", "current"], unique=False)
    op.create_table(
        "tie",
        sa.Column("first", sa.String(length=40), nullable=False),
        sa.Column("second", sa.String(length=40), nullable=False),
        sa.Column("same", sa.Integer(), nullable=False),
        sa.Column("correction", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["correction"],
            ["correction.seq"],
        ),
        sa.PrimaryKeyConstraint("first", "second"),
    )
    op.create_index("tie_by_second", "tie", ["second"], unique=False)
    for statement in FULL_TEXT[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("A store's first format has none before it; keep a copy of the file instead.")
