"""The store: reports, readings, joined events, the ledger and people's corrections, in SQLite or PostgreSQL."""

from __future__ import annotations

from sitroom.store.queries import Query
from sitroom.store.store import Store

__all__ = ["Query", "Store"]
