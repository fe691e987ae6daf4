"""The entities of a report: groups of mentions, each resolved to a name, a country and sectors as of the report's date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sitroom.codebook.ontology import ENTITY_KINDS, EntityKind, EventType
from sitroom.codebook.records import Entity
from sitroom.codebook.stretches import Stretch
from sitroom.intake.dateline import read_dateline
from sitroom.reading.marks import Marks, MentionMark
from sitroom.resolving import names
from sitroom.resolving.actors import (
    RANKS_OF_ANY_FORCE,
    ResolvedEntity,
    countries_in,
    has_namesakes,
    is_owned,
    resolve_entity,
)
from sitroom.resolving.actors.persons import may_mean
from sitroom.resolving.coreference import Identity, group_mentions, person_name
from sitroom.resolving.places import resolve_place
from sitroom.resolving.surroundings import NO_STATE, UNKNOWN_STATE, Named, Surroundings


def _resolve(
    phrase: str,
    on: date | None,
    *,
    home: str | None = None,
    owner: str | None = None,
    near: str | None = None,
    force: str | None = None,
) -> ResolvedEntity | None:
    return _remembered(phrase, on, home, owner, near, force)


@lru_cache(maxsize=20_000)
def _remembered(
    phrase: str, on: date | None, home: str | None, owner: str | None, near: str | None, force: str | None
) -> ResolvedEntity | None:
    """`resolve_entity`, remembered: reports of one crisis name the same few hundred entities on the same days."""
    return resolve_entity(phrase, on=on, report_country=home, owner_country=owner, near=near, force=force)


@lru_cache(maxsize=20_000)
def _countries_of(words: str) -> tuple[tuple[int, int, str], ...]:
    return tuple((c.start, c.end, c.country) for c in countries_in(words))


@lru_cache(maxsize=20_000)
def _place_country(name: str) -> str | None:
    """The country of a place that its name alone tells well enough."""
    place = resolve_place(name)
    return place.country if place is not None and place.score >= PLACE_TELLS else None


_COUNTRY_ITSELF = frozenset(
    {
        "our country",
        "our nation",
        "the country",
        "this country",
        "the nation",
        "the country's",
        "the nation's",
        "the country’s",
        "the nation’s",
    }
)
"""Descriptions that stand for the state that the report is mostly about."""


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

    def words_for(self, number: int) -> tuple[str, ...]:
        """What else the report calls an entity than its name: its mentions but pronouns, of those that differ by their article alone the
        first."""
        entity = self.entities[number]
        told: dict[str, str] = {}
        for mention in entity.mentions:
            if names.form_of(mention.text) != "pronoun":
                told.setdefault(names.key(mention.text), names.without_genitive(mention.text))
        told.pop(names.key(entity.name), None)
        return tuple(told.values())


_CAPITALISED = re.compile(r"[A-Z][\w.'’-]*(?: (?:of (?:the )?)?[A-Z][\w.'’-]*)*")
_AT_WORK = re.compile(
    r"-(?:brokered|led|backed|mediated|sponsored|supported|funded|financed|trained|made|built|supplied|aligned|allied|drafted|proposed|flagged|born)\b"
)
"""After a country's name: it has a hand in something, which need not be there or its own ("the US-Russian-brokered truce")."""
_OF_WHAT = re.compile(rf" (?:of|at|for) (?:the )?{_CAPITALISED.pattern}")
"""What an office is of, where the mention ends before it."""
METONYM = 0.9
"""Score from which a name is the state's own, not that of its capital."""
PLACE_TELLS = 0.7
"""Score of `resolve_place` from which a town or region counts as a mention of its country."""


def cast_of(marks: Marks, *, text: str, on: date | None, limit: float, body_start: int = 0) -> Cast:
    """Resolve and group the mentions of a report.

    limit: probability from which a trained antecedent is taken; body_start: where the header ends, whose dateline tells where
    the report comes from ("the foreign minister" in a report from Ankara is Turkey's).
    """
    mentions = marks.mentions
    told = [named_country(mention.stretch, mention.kind, on) for mention in mentions]
    surroundings = surroundings_of([n for n in told if n is not None], text, body_start=body_start)
    states = [n.country if n is not None and m.kind == "state" else None for n, m in zip(told, mentions, strict=True)]
    sides = _sides(marks)
    opposed = opposed_countries(sides, states)
    guests = opposed_countries(sides, [n.country if n is not None else None for n in told])
    resolved: list[ResolvedEntity | None] = []
    identities: list[Identity | None] = []
    for number, mention in enumerate(mentions):
        across = opposed.get(number, frozenset())
        found = resolve_mention(
            mention.stretch, mention.kind, text=text, on=on, surroundings=surroundings, opposed=across
        )
        resolved.append(found)
        land = told[number]
        own = land.country if land is not None and len(land.country) == 3 and mention.kind != "place" else None
        identities.append(Identity(found.entity_id, found.kind, found.country, found.wholly, own) if found else None)
        if mention.stretch.text.lower() in _COUNTRY_ITSELF:
            paragraph = _paragraph(text, mention.stretch.start)
            # Nobody visits "the country" that is their own.
            own = surroundings.at(mention.stretch.start, paragraph=paragraph, opposed=guests.get(number, frozenset()))
            if own is not None:
                identities[-1] = Identity(f"state:{own}", "state", own, True)
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
    return Cast(tuple(entities), tuple(of_mention), frozenset(places), surroundings.home)


AT_HOME = frozenset({"COERCE", "ASSAULT", "MOBILIZE", "PROTEST", "SANCTION", "RETREAT", "CONCEDE"})
"""Types of events that pass between people of one country about as often as between two."""
PLAYS = 0.5
"""Probability from which a mention is taken to play a role, before events are put together."""


@dataclass(frozen=True, slots=True)
class Sides:
    """One event's type and the numbers of the mentions on its two sides."""

    type: EventType
    actors: frozenset[int]
    recipients: frozenset[int]


def _sides(marks: Marks) -> list[Sides]:
    actors: dict[int, set[int]] = {}
    recipients: dict[int, set[int]] = {}
    for link in marks.roles:
        if link.score >= PLAYS and link.role != "speaker":
            (actors if link.role == "actor" else recipients).setdefault(link.trigger, set()).add(link.mention)
    return [
        Sides(marks.triggers[t].type, frozenset(actors[t]), frozenset(recipients.get(t, ())))
        for t in sorted(actors)
        if t in recipients
    ]


def opposed_countries(sides: Iterable[Sides], countries: Sequence[str | None]) -> dict[int, frozenset[str]]:
    """For each mention the states that stand across from it in events between countries. countries: of each mention that is a state.

    A minister or a party stands across from its own people as often as not; a state by its name seldom does.
    """
    out: dict[int, set[str]] = {}
    for event in sides:
        if event.type in AT_HOME:
            continue
        for own, other in ((event.actors, event.recipients), (event.recipients, event.actors)):
            across = {c for i in other if (c := countries[i]) is not None and c != NO_STATE}
            for i in own if across else ():
                out.setdefault(i, set()).update(across)
    return {i: frozenset(found) for i, found in out.items()}


def dateline_place(text: str, body_start: int) -> str | None:
    """The place in the dateline before the body, small but for its first letters; None without one."""
    line = text.rfind("\n", 0, body_start) + 1
    found = read_dateline(text, line) if body_start > 0 else None
    if found is None or found.place is None:
        return None
    return found.place.title() if found.place.isupper() else found.place


def dateline_country(text: str, body_start: int) -> str | None:
    """The country of the dateline's place, alpha-3; None without one, or if no table knows the place."""
    name = dateline_place(text, body_start)
    place = resolve_place(name) if name is not None else None
    return place.country if place is not None else None


def surroundings_of(named: Sequence[Named], text: str, *, body_start: int) -> Surroundings:
    """The countries that mentions name, those that stand elsewhere in the text ("imports of Turkmen cotton") and the dateline's."""
    taken = {at for n in named for at in range(n.start, n.end)}
    besides = [
        Named(run.start() + start, run.start() + end, country, False)
        for run in _CAPITALISED.finditer(text, body_start)
        for start, end, country in _countries_of(run.group())
        if run.start() + start not in taken and not _AT_WORK.search(run.group())
    ]
    return Surroundings([*named, *besides], text=text, dateline=dateline_country(text, body_start))


def named_country(stretch: Stretch, kind: str, on: date | None) -> Named | None:
    """The country that the words of a mention name by themselves, if any: a state, a place, or somebody known or described as its own.

    A state that no table knows, or one of the user's without a code, counts too: a report on one is not about the country that
    it names in passing.
    """
    form = names.form_of(stretch.text)
    phrase = names.without_genitive(stretch.text)
    if form == "pronoun" or not phrase or (form == "description" and phrase[1:].islower()):
        return None
    found = _resolve(phrase, on)
    where = kind in ("place", "state")
    country = found.country if found is not None else None
    if form == "name" and kind == "state" and "-" in phrase and found is None:
        return None  # "US-Russian" is no state
    if form == "name" and kind == "state" and (found is None or (found.kind == "state" and not country)):
        country = UNKNOWN_STATE + names.key(stretch.text)
    elif country is None and form == "name" and kind == "place":
        country = _place_country(names.bare(stretch.text))
    if country is None and found is not None and found.kind == "international organisation":
        country = NO_STATE
    if found is not None and found.kind == "media":
        country = None  # "The AP reported that thousands rallied": not in the US
    return Named(stretch.start, stretch.end, country, where) if country is not None else None


def _force(phrase: str, start: int, surroundings: Surroundings) -> str | None:
    """The force named before a rank or unit; None for other words, so that answers can be remembered."""
    return surroundings.force(start) if _ranks(phrase) else None


@lru_cache(maxsize=20_000)
def _ranks(phrase: str) -> bool:
    return any(word.lower().removesuffix("s") in RANKS_OF_ANY_FORCE for word in names.words(phrase))


def _paragraph(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def resolve_mention(
    stretch: Stretch,
    kind: str,
    *,
    text: str,
    on: date | None,
    surroundings: Surroundings,
    opposed: frozenset[str] = frozenset(),
) -> ResolvedEntity | None:
    """What a mention stands for by its words and the countries named around it; None for a pronoun. opposed: see `Surroundings.at`.

    A capitalised word that no table knows may be the name of another country: only plain descriptions are taken to be of a
    country that the words around name. For a name these choose between its bearers ("Congress").
    """
    form = names.form_of(stretch.text)
    phrase = names.without_genitive(stretch.text)
    if form == "pronoun" or not phrase:
        return None
    if form == "description" and kind == "person" and (further := _OF_WHAT.match(text, stretch.end)):
        phrase += further.group()  # "the president [of the Center for Progress]": no office of the state
    paragraph = _paragraph(text, stretch.start)
    if form == "name":
        near = surroundings.at(stretch.start, paragraph=paragraph) if has_namesakes(phrase) else None
        found = _resolve(phrase, on, near=near)
    elif is_owned(phrase) and phrase.lower() not in _COUNTRY_ITSELF:
        owner = surroundings.owner(stretch.start, paragraph=paragraph)
        found = _resolve(phrase, on, owner=owner, force=_force(phrase, stretch.start, surroundings))
    else:
        country = surroundings.at(stretch.start, paragraph=paragraph, opposed=opposed)
        found = _resolve(phrase, on, home=country, force=_force(phrase, stretch.start, surroundings))
    if found is None:
        return None
    # A person called Victoria or Male is not the state whose capital has that name.
    named_like_a_capital = kind == "person" and found.kind == "state" and found.score < METONYM
    # "The city" where something happens is no body of government.
    where_it_happens = kind == "place" and found.kind == "government body" and found.entity_id is None
    return None if named_like_a_capital or where_it_happens else found


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
    order = [i for i in sorted(group, key=rank, reverse=True) if resolved[i] is not None]
    described = [r for i in order if (r := resolved[i]) is not None]
    named = [
        found
        for i in group
        if mentions[i].kind == "person" and names.form_of(mentions[i].stretch.text) == "name"
        if (found := person_name(mentions[i].stretch.text))
    ]
    whole = next(
        (
            r
            for i in order
            if (r := resolved[i]) is not None and r.wholly and r.entity_id and not _renames(r, mentions[i], named)
        ),
        None,
    )
    lead = whole or resolved[best]
    country = lead.country if lead else None
    sectors = lead.sectors if lead else ()
    reason = lead.reason if lead else "no table names it and its words describe no office"
    score = lead.score if lead else 0.0
    if whole is None:
        if lead is not None and names.form_of(mentions[best].stretch.text) == "description":
            country = told_most(country, described)
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


def _renames(found: ResolvedEntity, mention: MentionMark, named: Sequence[tuple[str, ...]]) -> bool:
    """Does a description find by its office another person than the one whom the report names?

    "The president" is first of all the one named as such in the report: who held the office on the day is known from a table that
    can lag behind, for a country that was guessed.
    """
    if found.kind != "person" or not named or person_name(mention.stretch.text):
        return False
    return not any(may_mean(found.name, " ".join(name)) for name in named)


def told_most(own: str | None, described: Sequence[ResolvedEntity]) -> str | None:
    """The country that most descriptions of one entity are taken to be of; the best one's own if none has more.

    Each is of the country named around it, and now and then of a visitor's: what the others say of the same party counts too.
    """
    told = Counter({own: 0.1}) if own is not None else Counter[str]()
    for one in described:
        if one.country is not None:
            told[one.country] += 1
    return max(told, key=lambda c: told[c], default=None)


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
