"""Acts that ask, promise and threaten, and those that meet, keep, refuse or give up what was asked and promised."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sitroom.codebook.records import Deadline, Party
from sitroom.ledger import fitting, patterns
from sitroom.ledger.acts import Act, sentences_in
from sitroom.ledger.effects import ALL_TERMS, Effect, Sides, crossed, effect
from sitroom.ledger.measures import is_partial
from sitroom.ledger.sides import SAME_SIDE, side

ASKED = frozenset({"open", "refused", "partly_met"})
OPENING_REFUSALS = frozenset({"yield", "change"})
"""Modes of a refusal that tells of a demand by itself: of those of help, annotators record a demand only in one of four."""


def asked(act: Act) -> Iterator[Effect]:
    if "meet" not in act.event.modes:
        yield effect(
            act, "demand", "announced" if act.event.status == "future" else "open", fitting.demand_told, day=act.told_day,
            outlasted_by=ASKED | {"met", "lapsed"}, terms=("deadline", "condition", "exemption", "amount"),
        )  # fmt: skip


def sanctioned_for(act: Act) -> Iterator[Effect]:
    """A sanction with a day that has passed was the means of a demand (CODEBOOK section 4, row 11)."""
    deadline = act.event.deadline
    if deadline is not None and deadline.passed and act.event.type == "SANCTION":
        yield effect(act, "demand", "open", fitting.demand_told, outlasted_by=ASKED, terms=("deadline",), day=act.day)


def ultimatum(act: Act) -> Iterator[Effect]:
    """What is to be done lest the threat come true: its content is the condition, its addressee whoever is to do it."""
    event = act.event
    if event.status not in ("future", "hypothetical"):
        return
    if event.deadline is None and not (event.condition is not None and patterns.UNLESS.search(event.condition.text)):
        return
    deadline = event.deadline
    if deadline is None and act.coming_day is not None and event.date is not None:
        deadline = Deadline(
            event.date.stretch, act.coming_day - timedelta(days=1), "the day before that of what is threatened"
        )
    yield effect(act, "demand", "open", fitting.demand_told, day=act.told_day, outlasted_by=ASKED | {"met", "lapsed"},
                 content=act.condition, deadline=deadline, sides=_asked_of(act), terms=("deadline",))  # fmt: skip


def _asked_of(act: Act) -> Sides | None:
    """The sides of a demand that a condition makes: whoever speaks, and whoever else is to do what the condition names."""
    others = {who: None for _, actors in act.inside for who in actors if side(act.actors, (who,)) < SAME_SIDE}
    parties = tuple(Party(w.name, "", w.country, w.sectors, ()) for w in others)
    return (act.event.actors, parties, act.actors, tuple(others)) if others else None


def insisted(act: Act) -> Iterator[Effect]:
    """A promise that hangs on somebody else's act ("only if the prisoners are freed") demands that act."""
    event = act.event
    sides = _asked_of(act)
    if event.condition is None or sides is None:
        return
    if not patterns.INSISTING.search(event.condition.text) and f"only {event.condition.text}" not in act.sentence:
        return
    yield effect(
        act, "demand", "open", fitting.demand_told, day=act.told_day, outlasted_by=ASKED | {"met", "lapsed"}, content=act.condition,
        sides=sides, terms=("deadline",),
    )  # fmt: skip


def promised(act: Act) -> Effect:
    """A pledge: something promised or threatened that is no measure."""
    return effect(act, "pledge", "open", fitting.pledge_told, day=act.told_day,
                  outlasted_by=frozenset({"open", "kept", "broken", "withdrawn"}), terms=ALL_TERMS)  # fmt: skip


def recalls_promise(act: Act) -> bool:
    """Is it a promise told in retrospect ("as it had promised")? It gives nothing by itself (rule 10)."""
    return act.event.type == "CONCEDE" and bool(patterns.PROMISE.search(act.event.trigger.text))


def refused(act: Act) -> Iterator[Effect]:
    event = act.event
    yield effect(
        act, "demand", "refused", fitting.demand_refused, sides=crossed(act), day=act.day,
        opens=bool(event.actors) and bool(OPENING_REFUSALS & set(event.modes)) and event.status == "actual", ends=True,
        outlasted_by=frozenset({"partly_met"}),
    )  # fmt: skip


def fulfilled(act: Act) -> Iterator[Effect]:
    """What was done may meet a demand, and keep a pledge unless it is only a part of it."""
    if recalls_promise(act):
        return
    partly = is_partial(act)
    if act.event.type not in ("ASSAULT", "MOBILIZE", "SANCTION", "COERCE"):
        status = "partly_met" if partly or _leaves_the_rest(act) else "met"
        yield effect(act, "demand", status, fitting.demand_met, sides=crossed(act), day=act.day, opens=False, ends=True,
                     every=True)  # fmt: skip
    if not partly or act.event.type == "CONCEDE":
        yield effect(act, "pledge", "kept", fitting.pledge_kept, day=act.day, opens=False, ends=True, every=True,
                     partly=partly)  # fmt: skip


def _leaves_the_rest(act: Act) -> bool:
    """Does the sentence after it say that the rest of what was asked goes on? (Of measures that are eased it did not help.)"""
    return any(patterns.GOES_ON.search(sentence) for words in act.after for sentence in sentences_in(words)[1:2])


def dropped(act: Act) -> Iterator[Effect]:
    """A demand or a threat that is given up."""
    if patterns.DROPPED.search(act.event.trigger.text + " " + act.what):
        yield effect(act, "demand", "withdrawn", fitting.demand_dropped, day=act.day, opens=False, ends=True)
        yield effect(act, "pledge", "withdrawn", fitting.threat_dropped, day=act.day, opens=False, ends=True)


def reneged(act: Act) -> Iterator[Effect]:
    """What is said not to have been done breaks a promise of it: by words of failing, or because its day has passed."""
    if act.event.type in fitting.ANY_FULFILMENT:
        rule = fitting.pledge_ended if patterns.RENEGED.search(act.near) else fitting.pledge_overdue
        yield effect(act, "pledge", "broken", rule, day=act.day, opens=False, ends=True)


def taken_back(act: Act) -> Iterator[Effect]:
    """An offer or promise that is taken back."""
    words = f"{act.event.trigger.text} {act.what}"
    if patterns.RETRACTED.search(words) and patterns.PROMISE.search(words):
        yield effect(act, "pledge", "withdrawn", fitting.pledge_taken_back, day=act.day, opens=False, ends=True)
