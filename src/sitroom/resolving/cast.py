"""The entities of a report: groups of mentions, each resolved to a name, a country and sectors as of the report's date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sitroom.codebook.ontology import ENTITY_KINDS, EntityKind
from sitroom.codebook.records import Entity
from sitroom.intake.dateline import read_dateline
from sitroom.reading.marks import Marks, MentionMark
from sitroom.resolving import names
from sitroom.resolving.actors import ResolvedEntity, resolve_entity
from sitroom.resolving.coreference import Identity, group_mentions
from sitroom.resolving.places import resolve_place


@lru_cache(maxsize=20_000)
def _resolve(phrase: str, on: date | None, report_country: str | None) -> ResolvedEntity | None:
    """`resolve_entity`, remembered: reports of one crisis name the same few hundred entities on the same days."""
    return resolve_entity(phrase, on=on, report_country=report_country)


_COUNTRY_ITSELF = frozenset(
    {"the country", "this country", "the nation", "the country's", "the nation's", "the country’s", "the nation’s"}
)
"""Descriptions that stand for the state that the report is mostly about."""
UNKNOWN_STATE = "?"
"""Before the name of a state that no table knows, among the countries of a report."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The entities of a report, and for each mention index of its marks the index of its entity."""

    entities: tuple[Entity, ...]
    of_mention: tuple[int, ...]
    places: frozenset[str]
    """Ids of the entities that are named only as places."""
    home: str | None
    """The country that the report is mostly about, alpha-3; None if none leads."""

    def is_place(self, entity: Entity) -> bool:
        return entity.id in self.places


METONYM = 0.9
"""Score from which a name is the state's own, not that of its capital."""
DATELINE = 1.5
"""What the dateline's country counts for among the mentions of countries: it decides where one or none is named, no more."""


def cast_of(marks: Marks, *, text: str, on: date | None, limit: float, body_start: int = 0) -> Cast:
    """Resolve and group the mentions of a report.

    limit: probability from which a trained antecedent is taken; body_start: where the header ends, whose dateline tells where
    the report comes from ("the foreign minister" in a report from Ankara is Turkey's).
    """
    mentions = marks.mentions
    home = _home_country(mentions, on, dateline_country(text, body_start))
    resolved: list[ResolvedEntity | None] = []
    cache: dict[str, ResolvedEntity | None] = {}
    for mention in mentions:
        phrase = names.without_genitive(mention.stretch.text)
        if names.form_of(mention.stretch.text) == "pronoun" or not phrase:
            resolved.append(None)
            continue
        if phrase not in cache:
            # A capitalised word that no table knows may be the name of another country: only plain descriptions are
            # taken to be of the country that the report is about.
            own = home if names.form_of(mention.stretch.text) == "description" else None
            cache[phrase] = _resolve(phrase, on, own)
        found = cache[phrase]
        # A person called Victoria or Male is not the state whose capital has that name.
        person_of_that_name = (
            found is not None and mention.kind == "person" and found.kind == "state" and found.score < METONYM
        )
        resolved.append(None if person_of_that_name else found)
    identities = [Identity(r.entity_id, r.kind, r.country, r.wholly) if r else None for r in resolved]
    if home is not None:
        for i, mention in enumerate(mentions):
            if mention.stretch.text.lower() in _COUNTRY_ITSELF:
                identities[i] = Identity(f"state:{home}", "state", home, True)
    groups = group_mentions(mentions, marks.coref, identities, limit, text)
    entities = []
    places = set()
    of_mention = [0] * len(mentions)
    for number, group in enumerate(groups):
        entities.append(_entity(f"e{number + 1}", group, mentions, resolved))
        for i in group:
            of_mention[i] = number
        if all(mentions[i].kind == "place" for i in group):
            places.add(entities[-1].id)
    return Cast(tuple(entities), tuple(of_mention), frozenset(places), home)


def dateline_country(text: str, body_start: int) -> str | None:
    """The country of the place in the dateline before the body, alpha-3; None without one, or if no table knows the place."""
    line = text.rfind("\n", 0, body_start) + 1
    found = read_dateline(text, line) if body_start > 0 else None
    if found is None or found.place is None:
        return None
    place = resolve_place(found.place.title() if found.place.isupper() else found.place)
    return place.country if place is not None else None


def _home_country(mentions: Sequence[MentionMark], on: date | None, dateline: str | None) -> str | None:
    """The country that the report is about: the one most named as a place or a state, if it leads clearly, the dateline's counting too.

    States that no table knows, or one of the user's without a code, count too: a report on one of them is not about the
    country that it names in passing.
    """
    found: Counter[str] = Counter()
    if dateline is not None:
        found[dateline] += DATELINE  # type: ignore[assignment]
    for mention in mentions:
        if mention.kind in ("place", "state") and names.form_of(mention.stretch.text) == "name":
            known = _resolve(names.bare(mention.stretch.text), on, None)
            if known and known.country and known.kind == "state":
                found[known.country] += 1
            elif mention.kind == "state" and (known is None or (known.kind == "state" and not known.country)):
                found[UNKNOWN_STATE + names.key(mention.stretch.text)] += 1
    ranked = found.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]) or ranked[0][0].startswith(UNKNOWN_STATE):
        return None
    return ranked[0][0]


def _entity(
    id: str,
    group: Sequence[int],
    mentions: Sequence[MentionMark],
    resolved: Sequence[ResolvedEntity | None],
) -> Entity:
    def rank(i: int) -> tuple[int, float, int]:
        """Names before descriptions before pronouns; then what resolves better; then the longer words."""
        form = {"name": 2, "description": 1, "pronoun": 0}[names.form_of(mentions[i].stretch.text)]
        found = resolved[i]
        return form, found.score if found else 0.0, min(len(mentions[i].stretch.text), 60)

    best = max(group, key=rank)
    kind = _kind(group, mentions, resolved, best)
    described = [r for i in sorted(group, key=rank, reverse=True) if (r := resolved[i]) is not None]
    whole = next((r for r in described if r.wholly and r.entity_id), None)
    lead = whole or resolved[best]
    country = lead.country if lead else None
    sectors = lead.sectors if lead else ()
    reason = lead.reason if lead else "no table names it and its words describe no office"
    score = lead.score if lead else 0.0
    if whole is None:
        for other in sorted(described, key=lambda r: -r.score):
            if country is None and other.country:
                country, reason = other.country, other.reason
            if not sectors and other.sectors:
                sectors = other.sectors
    name = whole.name if whole else _display(mentions[best].stretch.text, kind)
    return Entity(
        id,
        name,
        kind,
        country,
        tuple(sectors),
        tuple(mentions[i].stretch for i in group),
        reference=whole.entity_id if whole else None,
        score=score,
        reason=reason,
    )


def _kind(
    group: Sequence[int], mentions: Sequence[MentionMark], resolved: Sequence[ResolvedEntity | None], best: int
) -> EntityKind:
    for i in (best, *group):
        known = resolved[i]
        if known and known.wholly and known.kind in ENTITY_KINDS:
            return known.kind
    votes: Counter[str] = Counter()
    for i in group:
        votes[mentions[i].kind] += {"name": 3, "description": 2, "pronoun": 1}[names.form_of(mentions[i].stretch.text)]
    top = votes.most_common(1)[0][0]
    for kind in ENTITY_KINDS:
        if kind == top:
            return kind
    return "other"


def _display(text: str, kind: EntityKind) -> str:
    """A mention's words as a name: no article, no genitive; of a person with an apposition the part that is the name."""
    parts = [part.strip() for part in text.split(",")]
    if kind == "person" and len(parts) > 1:
        named = max(parts, key=lambda part: len(names.core(part)))
        text = named if names.core(named) else text
    plain = names.bare(text)
    return plain or text
