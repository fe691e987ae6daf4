"""JSON Lines: one joined event a line, as `sitroom events --json` prints it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sitroom.store import Store
from sitroom.store.queries import Query


def export(store: Store, query: Query) -> Iterator[str]:
    """One line an event, each with its line end."""
    for event in store.events(query):
        yield json.dumps(event, ensure_ascii=False) + "\n"
