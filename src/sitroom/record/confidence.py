"""One calibrated number an event: how likely its type, place in the text and parties are right."""

from __future__ import annotations

import math

FEATURES = ("bias", "trigger", "type", "status", "actor", "recipient", "has_actor", "has_recipient", "mentions")


def features(
    *, trigger: float, type: float, status: float, actor: float, recipient: float, triggers: int
) -> tuple[float, ...]:
    """What the logistic curve weighs, in the order of FEATURES; scores are probabilities, 0.0 for an empty side."""
    return (
        1.0,
        trigger,
        type,
        status,
        actor,
        recipient,
        float(actor > 0),
        float(recipient > 0),
        math.log1p(triggers),
    )


def confidence(
    weights: tuple[float, ...],
    *,
    trigger: float,
    type: float,
    status: float,
    actor: float,
    recipient: float,
    triggers: int,
) -> float:
    """Probability in (0, 1), rounded to three digits; without fitted weights the trigger's and type's product."""
    values = features(trigger=trigger, type=type, status=status, actor=actor, recipient=recipient, triggers=triggers)
    if len(weights) != len(values):
        return round(trigger * type, 3)
    return round(1 / (1 + math.exp(-sum(w * v for w, v in zip(weights, values, strict=True)))), 3)
