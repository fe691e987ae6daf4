"""Sitroom reads news reports about political crises and keeps the record of who did what to whom.

>>> import sitroom
>>> reader = sitroom.load()                                       # the packaged model
>>> reading = reader.read("...", published="2023-08-08")          # .events .entities .ledger .warnings .report

Importing is quick: the model and the libraries behind each resolver load at first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sitroom.codebook.records import (
        Change,
        Deadline,
        Entity,
        Event,
        EventAmount,
        EventDate,
        EventPlace,
        LedgerEntry,
        Party,
        Reading,
        Relation,
    )
    from sitroom.codebook.reports import Report
    from sitroom.codebook.stretches import Stretch
    from sitroom.codebook.values import Amount, Interval, Place
    from sitroom.errors import (
        AnchorMissing,
        InputError,
        ModelError,
        NotInStore,
        SitroomError,
        StoreError,
        StoreTooNew,
        UnreadableReport,
    )
    from sitroom.intake import read_file, read_paths
    from sitroom.reader import Reader, load
    from sitroom.resolving.actors import resolve_entity
    from sitroom.resolving.amounts import resolve_amount
    from sitroom.resolving.dates import resolve_date
    from sitroom.resolving.own_tables import use_tables
    from sitroom.resolving.places import resolve_place
    from sitroom.resolving.quotations import Quotation, find_quotations
    from sitroom.store import Query, Store

__version__ = "0.1.0"

_HOMES = {
    "Amount": "codebook.values",
    "AnchorMissing": "errors",
    "Change": "codebook.records",
    "Deadline": "codebook.records",
    "Entity": "codebook.records",
    "Event": "codebook.records",
    "EventAmount": "codebook.records",
    "EventDate": "codebook.records",
    "EventPlace": "codebook.records",
    "InputError": "errors",
    "Interval": "codebook.values",
    "LedgerEntry": "codebook.records",
    "ModelError": "errors",
    "NotInStore": "errors",
    "Party": "codebook.records",
    "Place": "codebook.values",
    "Query": "store",
    "Quotation": "resolving.quotations",
    "Reader": "reader",
    "Reading": "codebook.records",
    "Relation": "codebook.records",
    "Report": "codebook.reports",
    "SitroomError": "errors",
    "Store": "store",
    "StoreError": "errors",
    "StoreTooNew": "errors",
    "Stretch": "codebook.stretches",
    "UnreadableReport": "errors",
    "find_quotations": "resolving.quotations",
    "load": "reader",
    "read_file": "intake",
    "read_paths": "intake",
    "resolve_amount": "resolving.amounts",
    "resolve_date": "resolving.dates",
    "resolve_entity": "resolving.actors",
    "resolve_place": "resolving.places",
    "use_tables": "resolving.own_tables",
}
"""Where each public name lives; it is imported when first asked for."""

__all__ = [
    "Amount",
    "AnchorMissing",
    "Change",
    "Deadline",
    "Entity",
    "Event",
    "EventAmount",
    "EventDate",
    "EventPlace",
    "InputError",
    "Interval",
    "LedgerEntry",
    "ModelError",
    "NotInStore",
    "Party",
    "Place",
    "Query",
    "Quotation",
    "Reader",
    "Reading",
    "Relation",
    "Report",
    "SitroomError",
    "Store",
    "StoreError",
    "StoreTooNew",
    "Stretch",
    "UnreadableReport",
    "__version__",
    "find_quotations",
    "load",
    "read_file",
    "read_paths",
    "resolve_amount",
    "resolve_date",
    "resolve_entity",
    "resolve_place",
    "use_tables",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'sitroom' has no attribute {name!r}")
    return getattr(import_module(f"sitroom.{home}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
