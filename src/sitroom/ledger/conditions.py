"""Conditions under watch: an entry hangs on something ("until the president is restored"); a later act may be just that.

What is found is a proposal with its evidence, score and reason. It changes no status until a person confirms it.
"""

from __future__ import annotations

import re

from sitroom.codebook.stretches import Stretch
from sitroom.ledger.acts import Act
from sitroom.ledger.entries import CLOSED, Entry, Proposal
from sitroom.ledger.patterns import CONNECTIVE
from sitroom.ledger.subjects import stems_of
from sitroom.record.parties import party_likeness

ENOUGH_WORDS = 0.5
"""Share of the condition's stems that the act's words must hold."""
NAMED_ACT = 0.34
"""The same where the condition itself names an act of the same type, and its actor fits."""
POSITIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
"""Types by which a condition is mostly met; others only where the condition names an act of their type."""


def met_by(entry: Entry, act: Act) -> Proposal | None:
    """The proposal that an act meets the entry's condition, None if it does not fit."""
    condition = entry.term("condition")
    if not isinstance(condition, Stretch) or act.id in entry.acts or act.event.status != "actual":
        return None
    if entry.status in CLOSED[entry.kind] or not _is_later(entry, act):
        return None
    wanted = stems_of(CONNECTIVE.sub("", condition.text))
    said = stems_of(act.near)
    share = len(wanted & said) / len(wanted) if wanted else 0.0
    named = [(kind, actors) for kind, actors in entry.watch if kind == act.event.type]
    actors = [one for _, side in entry.watch for one in side] or entry.to_who
    like = max((party_likeness(a, b)[0] for a in actors for b in act.actors), default=0.0)
    if named and share >= NAMED_ACT and like >= 0.5:
        score, why = min(0.95, 0.5 + share / 2), f"an act of the type that the condition names ({act.event.type})"
    elif act.event.type in POSITIVE and share >= ENOUGH_WORDS and (like >= 0.5 or not actors):
        score, why = 0.4 + share / 3, "the condition's words"
    else:
        return None
    shared = sorted(w for w in re.findall(r"[a-z]+", act.near.lower()) if w[:5] in wanted)
    reason = f"{why}: {', '.join(dict.fromkeys(shared))}" if shared else why
    return Proposal(act.id, act.report, act.day, act.known, act.event.trigger, round(score, 2), reason)


def _is_later(entry: Entry, act: Act) -> bool:
    """The act must come after the condition was set."""
    opened = min(line.order for line in entry.lines)
    when = act.day or act.known
    return when is not None and when >= opened
