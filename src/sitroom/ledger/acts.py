"""What the ledger sees of an event: the event, who in terms that hold across reports, the words around it, when it was told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sitroom.codebook.records import Entity, Event
from sitroom.codebook.reports import Report
from sitroom.ledger.subjects import BY_MODE, stems_of, subjects_of
from sitroom.record.parties import Who, who_of

WHAT = 120
"""Characters at most of the words that name what an entry is about."""
_CLAUSE_END = re.compile(r"[.;:\n]\s|[\"”]|,\s(?:but|and|which|who|while|after|saying)\b")
_COORDINATOR = re.compile(r"(?:[,;]\s+|\s+)(?:and|but|while|after|before|as|then)\s|[,;]\s")
"""What parts the clauses of two acts in one sentence."""
_SENTENCE_END = re.compile(r"[.!?][\"”]?\s")


@dataclass(frozen=True)
class Act:
    """An event as the ledger takes it.

    id: of the event, unique among the acts that one book takes. known: publication day of the first report that tells it,
    None if no report that tells it is dated. what: the words from the trigger to the end of its clause; near: some words
    around the trigger; after: its sentence's end and the next, where a denial would stand; speaker: who says so, where the
    report does not vouch for it; inside: the acts that its condition names, as (type, actors).
    """

    id: str
    event: Event
    actors: tuple[Who, ...]
    recipients: tuple[Who, ...]
    report: str | None
    known: date | None
    what: str
    near: str
    after: str
    speaker: Who | None = None
    inside: tuple[tuple[str, tuple[Who, ...]], ...] = ()

    @cached_property
    def subjects(self) -> frozenset[str]:
        told = frozenset(BY_MODE[key] for mode in self.event.modes if (key := (self.event.type, mode)) in BY_MODE)
        return told or subjects_of(self.what) or subjects_of(self.near)

    @cached_property
    def stems(self) -> frozenset[str]:
        return stems_of(self.what)

    @property
    def day(self) -> date | None:
        """The first day of the act, None if the report gives none or leaves its beginning open."""
        return self.event.date.interval.start if self.event.date and self.event.date.interval else None

    @property
    def last_day(self) -> date | None:
        return self.event.date.interval.end if self.event.date and self.event.date.interval else None


def acts_of(report: Report, events: Sequence[Event], entities: Mapping[str, Entity]) -> list[Act]:
    """The acts of one report, in the order of its events."""
    out = []
    for event in events:
        inside: tuple[tuple[str, tuple[Who, ...]], ...] = ()
        if event.condition is not None:
            inside = tuple(
                (other.type, tuple(who_of(p, entities) for p in other.actors))
                for other in events
                if other is not event and event.condition.contains(other.trigger)
            )
        out.append(
            Act(
                id=event.id,
                event=event,
                actors=tuple(who_of(p, entities) for p in event.actors),
                recipients=tuple(who_of(p, entities) for p in event.recipients),
                report=report.id,
                known=report.published,
                speaker=who_of(event.attributed_to, entities) if event.attributed_to else None,
                inside=inside,
                **words_of(report.text, event, events),
            )
        )
    return out


def words_of(text: str, event: Event, others: Sequence[Event] = ()) -> dict[str, str]:
    """The words of an act in its report: what, near and after. others: the report's events, before whose clauses its own ends."""
    start, end = event.trigger.start, event.trigger.end
    rest = text[start : start + WHAT]
    cut = _CLAUSE_END.search(rest, len(event.trigger.text))
    what = rest[: cut.start()] if cut else (rest if len(rest) < WHAT else rest.rsplit(" ", 1)[0])
    following = min((o.trigger.start for o in others if end < o.trigger.start < start + len(what)), default=None)
    if following is not None:
        joints = list(_COORDINATOR.finditer(what, end - start, following - start))
        if joints:
            what = what[: joints[-1].start()]
    stops = [m.start() for m in _SENTENCE_END.finditer(text[end : end + 500])]
    return {
        "what": " ".join(what.split()).rstrip(",.;:"),
        "near": text[max(0, start - 60) : end + 100],
        "after": text[end : end + (stops[1] if len(stops) > 1 else 500)],
    }
