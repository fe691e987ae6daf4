"""The code lists of the codebook: PLOVER 2.0 with Sitroom's one extension, read from the tables beside this module."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, get_args

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)

Status = Literal["actual", "future", "hypothetical", "negation", "historical"]
STATUSES: tuple[Status, ...] = get_args(Status)

EntityKind = Literal[
    "state", "government body", "armed force", "armed group", "party", "international organisation",
    "company", "civil society", "media", "person", "population", "other",
]  # fmt: skip
ENTITY_KINDS: tuple[EntityKind, ...] = get_args(EntityKind)

LedgerKind = Literal["measure", "demand", "pledge", "meeting", "position", "claim"]
LEDGER_STATUSES: dict[LedgerKind, tuple[str, ...]] = {
    "measure": ("threatened", "announced", "in_force", "eased", "suspended", "lifted", "expired", "broken"),
    "demand": ("announced", "open", "met", "partly_met", "refused", "lapsed", "withdrawn"),
    "pledge": ("open", "kept", "broken", "withdrawn", "lapsed"),
    "meeting": (
        "requested", "scheduled", "under_way", "held", "collapsed", "refused", "postponed", "cancelled",
    ),
    "position": ("for", "against", "mixed"),
    "claim": ("asserted", "disputed", "confirmed", "withdrawn"),
}  # fmt: skip
"""Statuses per kind of entry (CODEBOOK section 3)."""


@dataclass(frozen=True, slots=True)
class TypeEntry:
    """One event type. score: conflict-cooperation, -10 to +10; quad: 1 to 4 (see the table's head)."""

    type: EventType
    quad: int
    recipient_required: bool
    score: float
    definition: str


@dataclass(frozen=True, slots=True)
class CameoEntry:
    """One CAMEO code and its PLOVER 2.0 reading; type is "" for the statement codes that PLOVER drops."""

    code: str
    label: str
    intensity: float | None
    type: str
    mode: str
    context: str


def _table(name: str) -> Iterator[dict[str, str]]:
    path = resources.files("sitroom.codebook") / "data" / f"{name}.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    body = (line for line in lines if not line.startswith("#"))
    yield from csv.DictReader(body, delimiter="\t", quoting=csv.QUOTE_NONE)


@cache
def event_types() -> dict[EventType, TypeEntry]:
    by_name = {row["type"]: row for row in _table("event_types")}
    return {
        name: TypeEntry(
            name,
            int(by_name[name]["quad"]),
            by_name[name]["recipient_required"] == "yes",
            float(by_name[name]["score"]),
            by_name[name]["definition"],
        )
        for name in EVENT_TYPES
    }


@cache
def modes() -> dict[EventType, dict[str, float]]:
    """Modes of each type with their conflict-cooperation scores; a mode without a printed score has its type's."""
    out: dict[EventType, dict[str, float]] = {name: {} for name in EVENT_TYPES}
    for row in _table("modes"):
        for name in EVENT_TYPES:
            if name == row["type"]:
                out[name][row["mode"]] = float(row["score"]) if row["score"] else event_types()[name].score
    return out


@cache
def type_modes() -> tuple[tuple[EventType, str], ...]:
    """Every pair of a type and a mode of it, in table order."""
    return tuple((name, mode) for name, own in modes().items() for mode in own)


@cache
def contexts() -> tuple[str, ...]:
    return tuple(row["context"] for row in _table("contexts"))


@cache
def sectors() -> tuple[str, ...]:
    return tuple(row["code"] for row in _table("sectors"))


@cache
def partially_recognised() -> dict[str, str]:
    """Disputed entities and the country (alpha-3) that they are coded to; sector PRE is added to theirs."""
    return {row["entity"]: row["iso3"] for row in _table("partially_recognised")}


@cache
def cameo() -> tuple[CameoEntry, ...]:
    return tuple(
        CameoEntry(
            row["code"],
            row["label"],
            float(row["icews_intensity"]) if row["icews_intensity"] else None,
            row["plover_type_2_0"] if row["plover_type_2_0"] in EVENT_TYPES else "",
            row["mode_2_0"],
            row["context_2_0"],
        )
        for row in _table("cameo")
    )


def score(type: EventType, chosen: tuple[str, ...] = ()) -> float:
    """The conflict-cooperation score of an event: its most conflictual mode's, or its type's without a mode."""
    own = modes()[type]
    return min((own[mode] for mode in chosen if mode in own), default=event_types()[type].score)
