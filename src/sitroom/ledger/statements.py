"""Acts that take a position, make a claim, dispute it, own up to it or take it back."""

from __future__ import annotations

from collections.abc import Iterator

from sitroom.ledger import fitting, patterns
from sitroom.ledger.acts import Act, sentences_in
from sitroom.ledger.effects import Effect, Sides, crossed, effect
from sitroom.ledger.sides import side

SETTLED = frozenset({"disputed", "confirmed", "withdrawn"})


def charged(act: Act) -> Iterator[Effect]:
    event = act.event
    if event.status not in ("actual", "historical"):
        return
    if "allege" in event.modes:
        yield from _alleged(act)
    elif "disapprove" in event.modes or not event.modes:
        yield effect(act, "position", "against", fitting.position, day=act.day)


def _alleged(act: Act) -> Iterator[Effect]:
    """Whoever is accused and accuses back disputes what was said of him, and has said what the other disputes."""
    every = [] if patterns.LEGAL.search(act.event.trigger.text) else list(_accusations(act))
    if len(every) == 1:
        told, denied = (
            effect(act, "claim", status, fitting.claim_told, sides=every[0], day=act.day, outlasted_by=SETTLED)
            for status in ("disputed" if is_disputed(act) else "asserted", "disputed")
        )
        yield effect(act, "claim", "disputed", fitting.claim_answered, sides=crossed(act), day=act.day, opens=False,
                     otherwise=told, besides=denied)  # fmt: skip
    else:
        for sides in every:
            yield effect(act, "claim", "disputed", fitting.claim_told, sides=sides, day=act.day, outlasted_by=SETTLED)


def is_disputed(act: Act) -> bool:
    """Is an accusation denied in its sentence or the next, or, by a word for what is denied, in the one after that?"""
    for words in act.after:
        for number, sentence in enumerate(sentences_in(words)):
            if patterns.DENIED.search(sentence) and (number < 2 or patterns.CHARGE.search(sentence)):
                return True
    return False


def _accusations(act: Act) -> Iterator[Sides]:
    """Who accuses whom: two who accuse each other make two claims."""
    event = act.event
    if len(event.actors) == 2 and not event.recipients and patterns.EACH_OTHER.search(act.sentence or act.near):
        for a, b in ((0, 1), (1, 0)):
            yield (event.actors[a],), (event.actors[b],), (act.actors[a],), (act.actors[b],)
    else:
        yield event.actors, event.recipients, act.actors, act.recipients


def praised(act: Act) -> Iterator[Effect]:
    """Support that is voiced is a position for somebody; a stance against before makes it a change of position."""
    if act.event.status in ("actual", "historical") and patterns.VOICED.search(act.event.trigger.text):
        yield effect(act, "position", "for", fitting.position, day=act.day)


def opposed(act: Act) -> Iterator[Effect]:
    """A rejection that answers no request is a position."""
    if not act.event.modes and patterns.OPPOSED.search(act.event.trigger.text + " " + act.what):
        yield effect(act, "position", "against", fitting.position, day=act.day)


def hearsay(act: Act) -> Iterator[Effect]:
    """Violence or repression that somebody else than the report vouches for is that speaker's claim about whoever is said to do it."""
    event = act.event
    if event.attributed_to is None or act.speaker is None or event.type not in ("ASSAULT", "COERCE"):
        return
    sides: Sides = ((event.attributed_to,), event.actors, (act.speaker,), act.actors)
    disputed = is_disputed(act)
    yield effect(act, "claim", "disputed" if disputed else "asserted", fitting.claim_told, sides=sides,
                 opens=disputed or _is_adversary(act),
                 day=act.told_day, outlasted_by=SETTLED)  # fmt: skip


OFFICIAL = frozenset({"GOV", "MIL", "REB", "SPY", "COP"})


def _is_adversary(act: Act) -> bool:
    """Does a government or an armed side speak of what another has done? Its own deeds, and what a hospital tells, are no claims."""
    who = act.speaker
    if who is None or (who.kind not in ("state", "armed force", "armed group") and not OFFICIAL & set(who.sectors)):
        return False
    return side((who,), act.actors) < fitting.ACTS_FOR


def taken_back(act: Act) -> Iterator[Effect]:
    """A charge that its speaker withdraws, or a deed that whoever was accused owns up to."""
    words = act.event.trigger.text + " " + act.what
    if patterns.RETRACTED.search(words):
        rule = fitting.claim_retracted if patterns.CHARGE.search(act.clause) else fitting.claim_told
        yield effect(act, "claim", "withdrawn", rule, day=act.day, opens=False, ends=True)
    if patterns.ADMITTED.search(words):
        sides: Sides = ((), act.event.actors, (), act.actors)
        yield effect(
            act, "claim", "confirmed", fitting.claim_denied, sides=sides, day=act.told_day, opens=False, ends=True
        )


def denied(act: Act) -> Iterator[Effect]:
    """A deed that is said not to have been done disputes the claim that it was."""
    if act.event.type in ("ASSAULT", "COERCE", "MOBILIZE", "SANCTION"):
        sides: Sides = ((), act.event.actors, (), act.actors)
        yield effect(act, "claim", "disputed", fitting.claim_denied, sides=sides, day=act.told_day, opens=False)
