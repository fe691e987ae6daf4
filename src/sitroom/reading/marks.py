"""What the reader marks in a text, before anything is resolved. All stretches are characters of the report's text."""

from __future__ import annotations

from dataclasses import dataclass

from sitroom.codebook.ontology import EventType, Status
from sitroom.codebook.stretches import Stretch
from sitroom.reading.labels import Role, StretchField


@dataclass(frozen=True, slots=True)
class MentionMark:
    """A mention. kind is one of labels.MENTION_KINDS; score is the tagger's probability."""

    stretch: Stretch
    kind: str
    sentence: int
    score: float


@dataclass(frozen=True, slots=True)
class TriggerMark:
    """Words that name an event. type_scores sum to less than 1: the rest says that they name none."""

    stretch: Stretch
    type: EventType
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    status: Status
    sentence: int
    score: float
    type_score: float
    status_score: float


@dataclass(frozen=True, slots=True)
class FieldMark:
    """Words of a condition, deadline, exemption, reason, amount or date."""

    stretch: Stretch
    field: StretchField
    sentence: int
    score: float


@dataclass(frozen=True, slots=True)
class RoleLink:
    """mentions[mention] plays role for triggers[trigger], with probability score."""

    trigger: int
    mention: int
    role: Role
    score: float


@dataclass(frozen=True, slots=True)
class Link:
    """A scored pair of indices: trigger and field, trigger and trigger, or mention and earlier mention."""

    first: int
    second: int
    score: float


@dataclass(frozen=True, slots=True)
class Marks:
    """All marks of a report, each list in text order; sentences are character bounds."""

    sentences: tuple[tuple[int, int], ...]
    mentions: tuple[MentionMark, ...]
    triggers: tuple[TriggerMark, ...]
    fields: tuple[FieldMark, ...]
    roles: tuple[RoleLink, ...]
    links: tuple[Link, ...]
    same: tuple[Link, ...]
    coref: tuple[Link, ...]
