"""Thresholds of decoding, as the model file carries them: chosen on the development part (training/calibrate.py)."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from sitroom.codebook.ontology import EVENT_TYPES, EventType
from sitroom.reading.labels import STRETCH_FIELDS, StretchField


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities from which something is taken.

    trigger, mention, stretch: 1 - P(O) of a word to begin a span; event: 1 - P(no event) of a trigger; actor, recipient:
    of a further party of a side, first_actor and first_recipient of its likeliest one; place, speaker, link, same, coref,
    mode, context: of the pair or label. stretches, links: in place of stretch and link for each of STRETCH_FIELDS,
    first_recipients: in place of first_recipient for each of EVENT_TYPES, where the model file has them. confidence: of a whole event
    to be right; less likely ones are left out. calibration: weights of the logistic curve that turns the scores of an event into its
    confidence (record/confidence.py).
    """

    trigger: float = 0.5
    mention: float = 0.5
    stretch: float = 0.5
    event: float = 0.5
    actor: float = 0.5
    recipient: float = 0.5
    first_actor: float = 0.3
    first_recipient: float = 0.3
    place: float = 0.5
    speaker: float = 0.5
    link: float = 0.5
    same: float = 0.5
    coref: float = 0.5
    mode: float = 0.5
    context: float = 0.5
    confidence: float = 0.0
    stretches: tuple[float, ...] = field(default=())
    links: tuple[float, ...] = field(default=())
    first_recipients: tuple[float, ...] = field(default=())
    calibration: tuple[float, ...] = field(default=())

    def stretch_of(self, name: StretchField) -> float:
        """From where a word begins a stretch of this field."""
        return self.stretches[STRETCH_FIELDS.index(name)] if self.stretches else self.stretch

    def link_of(self, name: StretchField) -> float:
        """From where a stretch of this field belongs to an event."""
        return self.links[STRETCH_FIELDS.index(name)] if self.links else self.link

    def first_recipient_of(self, type: EventType) -> float:
        """From where the likeliest recipient of an event of this type is named: troops are sent to protect one state or to no one."""
        return self.first_recipients[EVENT_TYPES.index(type)] if self.first_recipients else self.first_recipient

    @classmethod
    def of(cls, values: dict[str, object]) -> Thresholds:
        known = {f.name for f in fields(cls)}
        picked = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items() if k in known}
        return cls(**picked)  # type: ignore[arg-type]
