"""From marks and entities to events: triggers of one event joined, parties and fields put in their places.

Codebook rules held here: 1 and 10 (status of promises), 7 (prison adds COERCE), 11 (historical by date), 12 (one event
with all its mentions), 18 (dates). What is uncertain stays out rather than being guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from sitroom.codebook.ontology import EventType, Status
from sitroom.codebook.records import Deadline, Event, EventAmount, EventDate, EventPlace, Party
from sitroom.codebook.reports import Report
from sitroom.codebook.stretches import Stretch
from sitroom.reading.labels import Role, StretchField
from sitroom.reading.marks import FieldMark, Marks, TriggerMark
from sitroom.reading.settings import Thresholds
from sitroom.record.confidence import Scores, confidence
from sitroom.record.deadlines import with_deadlines_told_later
from sitroom.record.speakers import speakers_of
from sitroom.resolving.cast import Cast
from sitroom.resolving.fields import Days, Fields

HISTORICAL_DAYS = 90
"""Days before the report from which an act is background (codebook section 1, `status`)."""
TWO_SIDED: frozenset[EventType] = frozenset({"CONSULT", "COOPERATE", "AGREE"})
"""Types in which all sides can be actors, so that one entity on both sides stays an actor."""
DONE = frozenset({"actual", "historical"})
"""Statuses of what has happened: an act told again far on is news the first time and background the second."""
SURE = 0.8
"""From where an actor is beyond doubt when words are put together to events."""
LIKELY = 0.5
"""From where a single likeliest actor is taken for the one who acts."""
SECOND_PARTY = 0.6
"""Share of the best party's score that further parties of one side need."""

SIDES: tuple[Role, ...] = ("actor", "recipient")
WHOLE_FIELD = 12
"""Characters from which a field's words are long enough to be whole: a stray "with" must not win over its phrase."""
QUOTED = 0.45
"""Probability that whoever's words an act is told in is its speaker, beside the reader's own (development parts: F1 0.60 for 0.56 without,
0.57 at 0.3, 0.56 at 0.55)."""
UNQUOTED = 0.8
"""What the reader's score counts for a speaker who is not quoted."""
LOOK_BACK = 60
"""Triggers of a type before a trigger with which it is compared: keeps long texts linear."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Assembled:
    """Events in text order, the scores behind each one's confidence, and what a person should know about them."""

    events: tuple[Event, ...]
    scores: tuple[Scores, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """An entity in a role: its index in the cast, the best score, and the mentions that carry it."""

    entity: int
    score: float
    mentions: tuple[int, ...]


def assemble(report: Report, marks: Marks, cast: Cast, fields: Fields, limits: Thresholds) -> Assembled:
    """The events of a report."""
    speakers = speakers_of(report.text, marks, cast)
    roles = _roles(marks, cast, speakers.of_entity)
    links: dict[int, dict[int, float]] = defaultdict(dict)
    for link in marks.links:
        links[link.first][link.second] = link.score
    groups = _one_event_each(report.text, marks, roles, limits)
    warnings: list[str] = []
    events: list[Event] = []
    scores: list[Scores] = []
    days = Days()
    for group, twin in zip(groups, _twins(groups, marks), strict=True):
        number = f"v{len(events) + 1}"
        found = _event(
            number, group, report, marks, cast, roles, links, fields, speakers.of_trigger, limits, days, twin
        )
        if found is None:
            continue
        event, own = found
        events.append(event)
        scores.append(own)
        if event.date and event.date.interval:
            days.add(" ".join((*(e.text for e in event.evidence), *event.modes)), event.date.interval)
    return Assembled(tuple(with_deadlines_told_later(events, fields)), tuple(scores), tuple(warnings))


def _roles(
    marks: Marks, cast: Cast, stands_for: Mapping[int, int]
) -> dict[int, dict[Role, dict[int, tuple[float, int]]]]:
    """Per trigger and role: entity -> (score, its best mention).

    The mentions of an entity speak together: its score is the probability that at least one of them plays the role. So a
    party named only outside the trigger's clause is found where each single mention stays in doubt. stands_for: who an entity
    that is only "we" is.
    """
    out: dict[int, dict[Role, dict[int, tuple[float, int]]]] = defaultdict(lambda: defaultdict(dict))
    best: dict[tuple[int, Role, int], float] = {}
    for link in marks.roles:
        entity = stands_for.get(cast.of_mention[link.mention], cast.of_mention[link.mention])
        key = (link.trigger, link.role, entity)
        before, mention = out[link.trigger][link.role].get(entity, (0.0, link.mention))
        if link.score > best.get(key, 0.0):
            best[key], mention = link.score, link.mention
        out[link.trigger][link.role][entity] = (1 - (1 - before) * (1 - link.score), mention)
    return out


def _taken(roles: dict[Role, dict[int, tuple[float, int]]], role: Role, limit: float) -> frozenset[int]:
    return frozenset(e for e, (score, _) in roles.get(role, {}).items() if score >= limit)


def _stem(text: str) -> str:
    """A rough stem that joins a verb and its noun: the first five letters of the longest word."""
    longest = max(text.lower().split(), key=len, default="")
    return longest[:5]


_BACK = re.compile(r"\b(?:this|that|these|those|the|such|both)\s(?:[\w'’-]+\s){0,2}$", re.IGNORECASE)
"""A demonstrative or article before a noun: "this aid pause", "the sanctions"."""


def _takes_up(text: str, trigger: TriggerMark) -> bool:
    """Does the trigger stand in a phrase that takes up what was told before?"""
    return bool(_BACK.search(text, max(0, trigger.stretch.start - 30), trigger.stretch.start))


def _one_event_each(
    text: str, marks: Marks, roles: dict[int, dict[Role, dict[int, tuple[float, int]]]], limits: Thresholds
) -> list[list[int]]:
    """Triggers grouped into events: where the trained score says so, or where type, words and parties agree (rule 12)."""
    count = len(marks.triggers)
    groups_of = {i: [i] for i in range(count)}
    sure = [_taken(roles.get(i, {}), "actor", SURE) for i in range(count)]
    acting = {i: {sure[i]} for i in range(count)}
    scored = {(link.first, link.second): link.score for link in marks.same}
    by_type: dict[str, list[int]] = defaultdict(list)
    pairs: list[tuple[bool, float, int, int]] = []
    for i, trigger in enumerate(marks.triggers):
        for j in by_type[trigger.type][-LOOK_BACK:]:
            score = scored.get((j, i), scored.get((i, j)))
            if score is not None:
                joined = score >= limits.same or (
                    _takes_up(text, trigger)
                    and marks.triggers[j].status == trigger.status
                    and _same_parties(roles.get(j, {}), roles.get(i, {}), limits)
                )
            else:
                joined = _agree(marks.triggers[j], trigger, roles.get(j, {}), roles.get(i, {}), limits)
            if joined:
                first = _foremost(roles.get(j, {}))
                alike = first is not None and first == _foremost(roles.get(i, {}))
                pairs.append((alike, score or 0.0, j, i))
        by_type[trigger.type].append(i)
    # Surest first, and those of one actor before others: what tells of one actor's act is not joined by way of a third word.
    for _, _, j, i in sorted(pairs, key=lambda pair: (-pair[0], -pair[1], pair[2], pair[3])):
        one, other = groups_of[j], groups_of[i]
        if one is other or any(_clash(a, b) for a in acting[one[0]] for b in acting[other[0]]):
            continue
        acting[one[0]] |= acting[other[0]]
        one.extend(other)
        for k in other:
            groups_of[k] = one
    whole = {id(group): sorted(group, key=lambda i: marks.triggers[i].stretch) for group in groups_of.values()}
    return sorted(whole.values(), key=lambda g: marks.triggers[g[0]].stretch)


def _twins(groups: Sequence[Sequence[int]], marks: Marks) -> list[float]:
    """Of each event the probability that one of its words tells the same act as a word of another event."""
    of = {i: number for number, group in enumerate(groups) for i in group}
    out = [0.0] * len(groups)
    for link in marks.same:
        one, other = of[link.first], of[link.second]
        if one != other:
            out[one], out[other] = max(out[one], link.score), max(out[other], link.score)
    return out


def _foremost(roles: dict[Role, dict[int, tuple[float, int]]]) -> int | None:
    """The likeliest actor, if any is likely."""
    score, entity = max(((score, e) for e, (score, _) in roles.get("actor", {}).items()), default=(0.0, -1))
    return entity if score >= LIKELY else None


def _same_parties(
    one: dict[Role, dict[int, tuple[float, int]]], other: dict[Role, dict[int, tuple[float, int]]], limits: Thresholds
) -> bool:
    """Both sides of both are known and share an entity."""
    return bool(
        _taken(one, "actor", limits.actor) & _taken(other, "actor", limits.actor)
        and _taken(one, "recipient", limits.recipient) & _taken(other, "recipient", limits.recipient)
    )


def _clash(one: frozenset[int], other: frozenset[int]) -> bool:
    """Both name actors and none is shared, surely: two events."""
    return bool(one and other and not one & other)


def _agree(
    one: TriggerMark,
    other: TriggerMark,
    one_roles: dict[Role, dict[int, tuple[float, int]]],
    other_roles: dict[Role, dict[int, tuple[float, int]]],
    limits: Thresholds,
) -> bool:
    """Triggers too far apart for the trained score: a mode shared and both sides, of what has happened; or the same word, status
    and known parties.

    Of 106 such pairs of triggers of one mode and the same sides in the corpus's train and development parts, 900 characters or
    more apart, 92 tell of one event.
    """
    if (
        set(one.modes) & set(other.modes)
        and {one.status, other.status} <= DONE
        and _same_parties(one_roles, other_roles, limits)
    ):
        return True
    if _stem(one.stretch.text) != _stem(other.stretch.text) or one.status != other.status:
        return False
    shared = False
    for role, limit in (("actor", limits.actor), ("recipient", limits.recipient)):
        a, b = _taken(one_roles, role, limit), _taken(other_roles, role, limit)  # type: ignore[arg-type]
        if a and b and not a & b:
            return False
        shared |= bool(a & b)
    return shared


def _event(
    id: str,
    group: Sequence[int],
    report: Report,
    marks: Marks,
    cast: Cast,
    roles: dict[int, dict[Role, dict[int, tuple[float, int]]]],
    links: dict[int, dict[int, float]],
    fields: Fields,
    speakers: dict[int, tuple[int, int]],
    limits: Thresholds,
    days: Days,
    twin: float,
) -> tuple[Event, Scores] | None:
    """The event of a group of triggers and the scores behind its confidence; None for one that is too unlikely."""
    triggers = [marks.triggers[i] for i in group]
    lead = max(triggers, key=lambda t: (t.score * t.type_score, -t.stretch.start))
    merged = _merged([roles.get(i, {}) for i in group], roles.get(group[triggers.index(lead)], {}))
    _settle(lead.type, merged)
    _hear(group, speakers, merged["speaker"])
    actors = _apart(_side(merged["actor"], limits.actor, limits.first_actor), marks)
    recipients = _apart(_side(merged["recipient"], limits.recipient, limits.first_recipient_of(lead.type)), marks)
    scores = Scores(
        lead.type,
        lead.score,
        lead.type_score,
        lead.status_score,
        actor=_likeliest(merged["actor"]),
        recipient=_likeliest(merged["recipient"]),
        has_actor=bool(actors),
        has_recipient=bool(recipients),
        twin=twin,
        triggers=len(triggers),
    )
    sure = confidence(limits.calibration, scores)
    if sure < limits.confidence:
        return None
    speaker = _best(merged["speaker"], limits.speaker)
    place = _best(merged["place"], limits.place)
    found: dict[StretchField, tuple[float, int]] = {}
    for i in group:
        for f, score in links.get(i, {}).items():
            name = marks.fields[f].field
            weight = score * min(1.0, len(marks.fields[f].stretch.text) / WHOLE_FIELD)
            if score >= limits.link_of(name) and weight > found.get(name, (0.0, -1))[0]:
                found[name] = (weight, f)
    status = _status(triggers)
    field_marks: dict[StretchField, FieldMark] = {name: marks.fields[f] for name, (_, f) in found.items()}
    when = fields.date(field_marks["date"], status, days) if "date" in field_marks else None
    until = fields.deadline(field_marks["deadline"], when) if "deadline" in field_marks else None
    amount = fields.amount(field_marks["amount"]) if "amount" in field_marks else None
    status = _dated_status(status, when, report.published)
    said_by = None
    if speaker is not None and speaker.entity not in {a.entity for a in actors}:
        said_by = _party(speaker, cast, marks)
    event = Event(
        id=id,
        type=lead.type,
        modes=_union(t.modes for t in triggers),
        contexts=_union(t.contexts for t in triggers),
        status=status,
        actors=tuple(_party(a, cast, marks) for a in actors),
        recipients=tuple(_party(r, cast, marks) for r in recipients),
        trigger=lead.stretch,
        evidence=tuple(sorted({t.stretch for t in triggers})),
        date=when,
        place=fields.place(marks.mentions[place.mentions[0]].stretch, cast.entities[place.entity]) if place else None,
        attributed_to=said_by,
        amount=amount,
        condition=_stretch(field_marks.get("condition")),
        deadline=until,
        exemption=_stretch(field_marks.get("exemption")),
        reason=_stretch(field_marks.get("reason")),
        confidence=sure,
    )
    return event, scores


def _merged(
    each: Sequence[dict[Role, dict[int, tuple[float, int]]]], lead: dict[Role, dict[int, tuple[float, int]]]
) -> dict[Role, dict[int, tuple[float, int]]]:
    """The parties of an event that several words tell (each: one word's): the best score of each. Beside the likeliest of a side only
    those that the word that tells it best (lead) has, as likely as there.

    "The suspension of aid" says whose it is, "this pause" three sentences on is near everybody (development parts: F1 of single parties
    0.829 for 0.822, of whole events 0.671 for 0.672).
    """
    merged: dict[Role, dict[int, tuple[float, int]]] = defaultdict(dict)
    for one in each:
        for role, own in one.items():
            for entity, (score, mention) in own.items():
                if score > merged[role].get(entity, (0.0, -1))[0]:
                    merged[role][entity] = (score, mention)
    for role in SIDES:
        likeliest = max(merged[role], key=lambda entity: merged[role][entity][0], default=None)
        for entity, (_, mention) in merged[role].items():
            if entity != likeliest:
                merged[role][entity] = (lead.get(role, {}).get(entity, (0.0, -1))[0], mention)
    return merged


def _stretch(mark: FieldMark | None) -> Stretch | None:
    return mark.stretch if mark else None


def _union(parts: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(value for part in parts for value in part))


def _side(own: dict[int, tuple[float, int]], limit: float, first: float | None = None) -> list[_Side]:
    """Parties from the best down: the best if it reaches `first`, others that reach the limit and do not fall far behind."""
    ranked = sorted(((score, entity, mention) for entity, (score, mention) in own.items()), reverse=True)
    if not ranked or ranked[0][0] < (limit if first is None else first):
        return []
    floor = max(limit, ranked[0][0] * SECOND_PARTY)
    kept = [ranked[0], *(r for r in ranked[1:] if r[0] >= floor)]
    return [_Side(entity, score, (mention,)) for score, entity, mention in kept]


_COORDINATED = re.compile(r"(?:,|&|\b(?:and|or)\b)\s*(?:(?:the|an?)\s)?$", re.IGNORECASE)
"""What stands before a member of a list."""


def _apart(side: list[_Side], marks: Marks) -> list[_Side]:
    """A side whose parties' words do not lie in each other: of "Apple and Google" the two alone, of "27 states led by West Virginia" the
    states."""
    told = [marks.mentions[party.mentions[0]].stretch for party in side]
    out = set(range(len(side)))
    for whole, outer in enumerate(told):
        within = [i for i, inner in enumerate(told) if i != whole and outer != inner and outer.contains(inner)]
        members = any(_COORDINATED.search(outer.text, 0, told[i].start - outer.start) for i in within)
        out -= {whole} if members else set(within)
    return [side[i] for i in sorted(out)]


def _likeliest(own: dict[int, tuple[float, int]]) -> float:
    """The score of the likeliest party of a side, named or not; 0.0 without any."""
    return max((score for score, _ in own.values()), default=0.0)


def _best(own: dict[int, tuple[float, int]], limit: float) -> _Side | None:
    sides = _side(own, limit)
    return sides[0] if sides else None


def _settle(type: EventType, merged: dict[Role, dict[int, tuple[float, int]]]) -> None:
    """An entity that could stand on both sides stays on the likelier one; in two-sided events among the actors if in doubt."""
    actors, recipients = merged["actor"], merged["recipient"]
    for entity in set(actors) & set(recipients):
        margin = 0.1 if type in TWO_SIDED else 0.0
        if actors[entity][0] + margin >= recipients[entity][0]:
            del recipients[entity]
        else:
            del actors[entity]


def _hear(group: Sequence[int], speakers: dict[int, tuple[int, int]], own: dict[int, tuple[float, int]]) -> None:
    """Whoever's words the act is told in is likelier its speaker, and whoever is not quoted less."""
    heard = dict(speakers[i] for i in group if i in speakers)
    for entity, (score, mention) in list(own.items()):
        if entity not in heard:
            own[entity] = (score * UNQUOTED, mention)
    for entity, mention in heard.items():
        score = own.get(entity, (0.0, mention))[0]
        own[entity] = (1 - (1 - score) * (1 - QUOTED), mention)


def _party(side: _Side, cast: Cast, marks: Marks) -> Party:
    entity = cast.entities[side.entity]
    mentions = tuple(marks.mentions[m].stretch for m in side.mentions)
    return Party(entity.name, entity.id, entity.country, entity.sectors, mentions, cast.words_for(side.entity))


def _status(triggers: Sequence[TriggerMark]) -> Status:
    """The status that the mentions give together; an event told as done once is done."""
    weights: dict[Status, float] = defaultdict(float)
    for trigger in triggers:
        weights[trigger.status] += trigger.status_score * trigger.score
    return max(weights, key=lambda s: weights[s])


def _dated_status(status: Status, when: EventDate | None, published: date | None) -> Status:
    """Rule 11: an act dated more than 90 days before the report is historical, one dated within them is not."""
    if when is None or when.interval is None or published is None or status not in ("actual", "historical"):
        return status
    last = when.interval.end
    if last is None:
        return status
    if last < published - timedelta(days=HISTORICAL_DAYS):
        return "historical"
    first = when.interval.start
    if status == "historical" and first is not None and first >= published - timedelta(days=HISTORICAL_DAYS):
        return "actual"
    return status


__all__ = ["Assembled", "Deadline", "EventAmount", "EventDate", "EventPlace", "assemble"]
