"""Annotated reports as the reader would hand them on, were it never wrong: for measuring what comes after reading."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from sitroom.codebook.ontology import ENTITY_KINDS, EntityKind
from sitroom.codebook.records import (
    Deadline,
    Entity,
    Event,
    EventAmount,
    EventDate,
    EventPlace,
    Party,
    Reading,
)
from sitroom.codebook.reports import Report
from sitroom.codebook.stretches import Stretch
from sitroom.codebook.values import Amount, Interval
from sitroom.ledger.opening import open_ledger
from sitroom.resolving import names
from sitroom.resolving.actors import ResolvedEntity, resolve_entity
from sitroom.resolving.amounts import resolve_amount
from sitroom.resolving.places import resolve_place

_PASSED = re.compile(r"\b(?:passed|expired|elapsed|lapsed|ran out|missed|came and went|ignored)\b", re.IGNORECASE)
_REASON = "as annotated"


def reading_of(annotated: dict[str, Any], *, own_words: bool = False) -> Reading:
    """An aligned report (`training.annotation.align`) as a Reading; event and entity ids are those of the annotation.

    Annotators name an entity alike in all reports of a history ("Honduran National Police" where a report says
    "police"). With own_words it is named as the reader would name it, by the best of the report's own words.
    """
    published = date.fromisoformat(annotated["published"]) if annotated.get("published") else None
    report = Report(
        id=annotated["id"],
        text=annotated["text"],
        title=annotated.get("title"),
        published=published,
        source=annotated.get("source"),
        language="en",
        origin=None,
        warnings=(),
    )
    entities = {e["id"]: _entity(e, published, own_words) for e in annotated["entities"]}
    events = tuple(_event(e, report, entities) for e in annotated["events"])
    used = {
        p.entity for e in events for p in (*e.actors, *e.recipients, *((e.attributed_to,) if e.attributed_to else ()))
    }
    places = {e["id"] for e in annotated["entities"] if e["kind"] == "place"}
    kept = tuple(e for e in entities.values() if e.id in used or e.id not in places)
    return Reading(report, events, kept, open_ledger(report, events), ())


def _stretch(value: dict[str, Any]) -> Stretch:
    return Stretch(value["start"], value["end"], value["text"])


def _kind(name: str) -> EntityKind:
    return next((kind for kind in ENTITY_KINDS if kind == name), "other")


def _entity(annotated: dict[str, Any], on: date | None, own_words: bool) -> Entity:
    mentions = tuple(_stretch(m) for m in annotated["mentions"])
    country, sectors = annotated.get("country"), tuple(annotated.get("sectors", ()))
    known = _known(annotated["name"], on, country)
    name = annotated["name"]
    if own_words:
        told = [names.bare(m.text) for m in mentions if names.form_of(m.text) != "pronoun"]
        found = [k for words in told if (k := _known(words, on, country)) and k.entity_id and k.wholly]
        known = found[0] if found else None
        name = known.name if known else max(told, key=_telling, default=name)
    reference = known.entity_id if known and known.wholly else None
    return Entity(annotated["id"], name, _kind(annotated["kind"]), country, sectors, mentions, reference, 1.0, _REASON)


def _known(words: str, on: date | None, country: str | None) -> ResolvedEntity | None:
    """What the tables hold of the words, unless it is of another country than the annotation says."""
    found = resolve_entity(words, on=on)
    return found if found and found.country == country else None


def _telling(words: str) -> tuple[bool, int]:
    return names.form_of(words) == "name", min(len(words), 60)


def _event(annotated: dict[str, Any], report: Report, entities: dict[str, Entity]) -> Event:
    trigger = _stretch(annotated["trigger"])
    evidence = sorted({trigger, *(_stretch(m) for m in annotated["other_mentions"])})

    def party(given: dict[str, Any]) -> Party:
        own = entities[given["entity"]]
        return Party(own.name, own.id, own.country, own.sectors, own.mentions)

    def stretch(field: str) -> Stretch | None:
        return _stretch(annotated[field]) if annotated.get(field) else None

    def words(field: str) -> Stretch:
        """The words of a value; the trigger where they are not marked."""
        marked = annotated[field].get("stretch")
        return _stretch(marked) if marked else trigger

    when = until = where = amount = None
    if annotated.get("date"):
        when = EventDate(words("date"), _interval(annotated["date"]), _REASON)
    if annotated.get("deadline"):
        given = annotated["deadline"]["date"]
        at = words("deadline")
        around = report.text[max(0, at.start - 60) : at.end + 60]
        until = Deadline(at, date.fromisoformat(given) if given else None, _REASON, bool(_PASSED.search(around)))
    if annotated.get("place"):
        where = _place(annotated["place"], words("place"))
    if annotated.get("amount"):
        value, at = annotated["amount"], words("amount")
        told = resolve_amount(at.text)
        qualifier = told.qualifier if told else None
        amount = EventAmount(at, Amount(value.get("min"), value.get("max"), value.get("unit"), qualifier))
    said = annotated.get("attributed_to")
    return Event(
        id=annotated["id"],
        type=annotated["type"],
        modes=tuple(annotated.get("modes", ())),
        contexts=tuple(annotated.get("contexts", ())),
        status=annotated["status"],
        actors=tuple(party(p) for p in annotated["actors"]),
        recipients=tuple(party(p) for p in annotated["recipients"]),
        trigger=trigger,
        evidence=tuple(evidence),
        date=when,
        place=where,
        attributed_to=party(said) if said else None,
        amount=amount,
        condition=stretch("condition"),
        deadline=until,
        exemption=stretch("exemption"),
        reason=stretch("reason"),
        confidence=1.0,
    )


def _interval(given: dict[str, Any]) -> Interval | None:
    start, end = (date.fromisoformat(given[k]) if given.get(k) else None for k in ("from", "to"))
    if start is None and end is None:
        return None
    precision = "day" if start == end else "open" if start is None or end is None else "range"
    return Interval(start, end, precision, _REASON)  # type: ignore[arg-type]


def _place(given: dict[str, Any], at: Stretch) -> EventPlace:
    """Resolved from the annotated name beside its country; unresolved where the gazetteer puts it elsewhere."""
    country = given.get("country")
    found = resolve_place(given["name"], near=(country,) if country else ())
    if found and country and found.country != country:
        found = None
    return EventPlace(at, found, None if found else country)
