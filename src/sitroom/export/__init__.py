"""Exports: one module a format, each a function from a store and a query to a stream of text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sitroom.export import csv, jsonl
from sitroom.store import Store
from sitroom.store.queries import Query

Export = Callable[[Store, Query], Iterator[str]]

FORMATS: dict[str, Export] = {"jsonl": jsonl.export, "csv": csv.export}
"""What `sitroom export --format` takes. A new format is a module beside these, a row here, a test, and a line in docs/reference.md."""

__all__ = ["FORMATS", "Export"]
