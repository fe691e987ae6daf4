"""One calibrated number an event: how likely its type, place in the text and parties are right."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sitroom.codebook.ontology import EVENT_TYPES, EventType

FEATURES = (
    *("bias", "trigger", "type", "status", "actor", "recipient"),
    *("odds_trigger", "odds_type", "odds_status", "odds_actor", "odds_recipient"),
    *("has_actor", "has_recipient", "refused_actor", "refused_recipient", "mentions", "twin"),
    *EVENT_TYPES,
)
SUREST = 0.99
"""Where log-odds of a score end: of what is surer, the reader's scores tell no more."""


@dataclass(frozen=True, slots=True)
class Scores:
    """The reader's scores of one event, probabilities: of the words that tell it best, their type and status, and the likeliest
    actor and recipient (0.0 where nobody comes in question), whether these are named or were too unlikely; twin: that it is told
    again by the words of another event; triggers: how many words tell it."""

    event: EventType
    trigger: float
    type: float
    status: float
    actor: float
    recipient: float
    has_actor: bool
    has_recipient: bool
    twin: float
    triggers: int


def features(scores: Scores) -> tuple[float, ...]:
    """What the logistic curve weighs, in the order of FEATURES: scores as they are and as log-odds, which tell 0.99 from 0.9, and
    the type, since some are read more surely than their scores say."""
    own = (scores.trigger, scores.type, scores.status, scores.actor, scores.recipient)
    return (
        1.0,
        *own,
        *(_log_odds(score) for score in own),
        float(scores.has_actor),
        float(scores.has_recipient),
        0.0 if scores.has_actor else scores.actor,
        0.0 if scores.has_recipient else scores.recipient,
        math.log1p(scores.triggers),
        scores.twin,
        *(float(scores.event == name) for name in EVENT_TYPES),
    )


def _log_odds(score: float) -> float:
    held = min(max(score, 1 - SUREST), SUREST)
    return math.log(held / (1 - held))


def confidence(weights: tuple[float, ...], scores: Scores) -> float:
    """Probability in (0, 1), rounded to three digits; without fitted weights the trigger's and type's product."""
    values = features(scores)
    if len(weights) != len(values):
        return round(scores.trigger * scores.type, 3)
    return round(1 / (1 + math.exp(-sum(w * v for w, v in zip(weights, values, strict=True)))), 3)
