"""What is answered for a fact of the tables: a state, an organisation, a group, a demonym, or a person on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sitroom.resolving.actors.days import holds_on
from sitroom.resolving.actors.descriptions import Description
from sitroom.resolving.actors.knowledge import RANK, Known, slug
from sitroom.resolving.actors.names import fold
from sitroom.resolving.actors.persons import Standing, standing

SCORES = {"exact": 0.98, "short": 0.9, "metonym": 0.85, "titled": 0.95, "holder": 0.9, "unknown": 0.8, "described": 0.75, "given": 0.65,
           "placed": 0.6, "bare": 0.5, "surname": 0.8}  # fmt: skip
_STATE_SECTORS = {"GOV", "MIL", "LEG", "JUD", "SPY", "COP"}


@dataclass(frozen=True, slots=True)
class ResolvedEntity:
    """An actor. country is ISO 3166 alpha-3 or None; sectors are PLOVER's on the day asked for.

    kind is one of CODEBOOK section 2. score runs from 0 to 1, uncalibrated. entity_id points into the tables
    ("state:NER", "person:mohamed-bazoum", "org:ecowas", "group:hamas") and is None for what is only described.
    wholly: whether every word of the phrase went into the answer.
    """

    name: str
    kind: str
    country: str | None
    sectors: tuple[str, ...]
    score: float
    reason: str
    entity_id: str | None
    wholly: bool


def current(facts: Sequence[Known], day: date | None, report_country: str | None) -> Known:
    """Of the facts under one name the one that holds on the day, in the order of sources, the report's country first among equals."""

    def worth(known: Known) -> tuple[int, int, int, int]:
        holds = not known.end if day is None else holds_on(known.start, known.end, day)
        near = 0 if known.country == report_country else 1
        return (0 if holds else 1, 0 if known.own else 1, RANK[known.source], near)

    from_best = sorted(facts, key=worth)
    best = from_best[0]
    if best.source != "person" and worth(best)[0]:
        # No row holds on the day: before the first one or after the last; the nearest says most.
        same = [k for k in facts if k.entity_id == best.entity_id]
        best = (
            max(same, key=lambda k: k.start)
            if day is None or all(k.start <= day.isoformat() for k in same)
            else same[0]
        )
    return best


def answer(known: Known, written: str, day: date | None, report_country: str | None) -> ResolvedEntity:
    if known.source == "person":
        return person(known.name, day, SCORES["exact"], f"the name {written!r}", report_country)
    if known.source == "capital":
        return entity(known, SCORES["metonym"], f"{written!r}, capital or seat of government, for {known.name}")
    if known.source == "demonym":
        return _demonym(known, written)
    why = (
        f"the name {written!r}" if fold(written) == fold(known.name) else f"{written!r} is another name of {known.name}"
    )
    return entity(known, SCORES["exact"], why)


def _demonym(known: Known, written: str) -> ResolvedEntity:
    """Persons ("Russians", "a Frenchwoman") are population; an adjective alone ("the French") stands for the state."""
    last = written.split()[-1].lower()
    if (last.endswith(("men", "women", "s")) and not last.endswith(("ss", "us"))) or (
        last.endswith(("man", "woman")) and last not in ("german", "roman")
    ):
        reason = f"{written!r}, people of {known.name}"
        return ResolvedEntity(
            written, "population", known.country, ("CVL", *known.sectors), SCORES["metonym"], reason, None, True
        )
    return entity(known, SCORES["metonym"], f"{written!r}, adjective of {known.name}")


def entity(known: Known, score: float, reason: str) -> ResolvedEntity:
    sectors = known.sectors if known.country else tuple(s for s in known.sectors if s != "GOV")
    return ResolvedEntity(known.name, known.kind, known.country, sectors, score, reason, known.entity_id, True)


def person(
    name: str,
    day: date | None,
    score: float,
    reason: str,
    prefer: str | None = None,
    description: Description | None = None,
) -> ResolvedEntity:
    stand = standing(name, day, prefer, over=description is not None and bool(description.former))
    sectors = stand.sectors
    if description is not None:
        sectors = _told_sectors(stand, description)
    full = f"{reason}; {stand.reason}"
    return ResolvedEntity(name, "person", stand.country, sectors, score, full, f"person:{slug(name)}", True)


def _told_sectors(stand: Standing, description: Description) -> tuple[str, ...]:
    """Dated offices win over the words, but words that tell of a role outside the state win over an office that is over."""
    if description.former or stand.in_office:
        return stand.sectors
    told = tuple(s for s in description.sectors if stand.country is not None or s != "GOV")
    if not stand.began or not told:
        return told
    return stand.sectors if set(told) & _STATE_SECTORS else told
