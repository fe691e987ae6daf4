"""Which acts do what: for each event type the makers of its effects, in the order in which they are applied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sitroom.codebook.ontology import LedgerKind
from sitroom.ledger import asking, measures, meetings, patterns, statements
from sitroom.ledger.acts import Act
from sitroom.ledger.effects import Effect, Make

DONE = frozenset({"actual", "historical"})
LIKELY = 0.5
"""Confidence from which an act may meet what others asked or resume what they stopped; what is likelier misread opens entries alone."""


def effects_of(act: Act) -> Iterator[Effect]:
    """Everything that an act does to the ledger."""
    event = act.event
    if event.status == "negation":
        makers = NOT_DONE.get(event.type, (statements.denied, asking.reneged))
    else:
        makers = ALWAYS.get(event.type, ())
        if event.status in DONE:
            meets = WHEN_DONE.get(event.type, ()) if event.confidence >= LIKELY else ()
            makers = (*makers, *meets, statements.hearsay)
    for make in makers:
        yield from make(act)


def kinds_of(act: Act) -> frozenset[LedgerKind]:
    """The kinds of entries that an act may open or change."""
    waiting: list[Effect | None] = list(effects_of(act))
    kinds = set()
    while waiting:
        one = waiting.pop()
        if one is not None:
            kinds.add(one.kind)
            waiting += [one.otherwise, one.besides]
    return frozenset(kinds)


def _conceded(act: Act) -> Iterator[Effect]:
    """Relief that is promised is a pledge, a ceasefire a measure, and relief that is given eases what was imposed."""
    status = act.event.status
    if measures.is_truce(act) and status != "hypothetical":
        yield from measures.truce(act)
    elif status in ("future", "hypothetical"):
        if not act.conditional and (act.event.type == "CONCEDE" or status == "future"):
            yield asking.promised(act)
            yield from asking.insisted(act)
    elif asking.recalls_promise(act):
        yield replace(asking.promised(act), opens=act.event.deadline is not None)
    else:
        yield from measures.relieved(act)
        if act.event.type == "CONCEDE":
            yield from statements.taken_back(act)
            yield from asking.dropped(act)


def _agreed(act: Act) -> Iterator[Effect]:
    if measures.is_truce(act) and act.event.status != "hypothetical":
        yield from measures.truce(act)
    elif act.event.status != "historical":
        yield from meetings.agreed(act)
        yield from asking.insisted(act)


def _threatened(act: Act) -> Iterator[Effect]:
    yield from measures.threatened(act)
    if act.event.status in ("future", "hypothetical") and not measures.threatens_measure(act):
        yield asking.promised(act)
    yield from asking.ultimatum(act)


def _rejected(act: Act) -> Iterator[Effect]:
    if act.event.status not in DONE:
        return
    if "meet" in act.event.modes:
        yield from meetings.declined(act)
    elif measures.is_truce(act) and patterns.BROKEN.search(act.near):
        yield from measures.breached(act)
    else:
        yield from asking.refused(act)
        yield from asking.taken_back(act)
        yield from statements.opposed(act)


ALWAYS: dict[str, tuple[Make, ...]] = {
    "SANCTION": (measures.imposed, asking.sanctioned_for),
    "COERCE": (measures.imposed,),
    "MOBILIZE": (measures.imposed,),
    "CONSULT": (meetings.talks,),
    "CONCEDE": (_conceded,),
    "RETREAT": (_conceded,),
    "AGREE": (_agreed,),
    "THREATEN": (_threatened,),
    "REQUEST": (meetings.requested, asking.asked),
    "REJECT": (_rejected,),
    "ACCUSE": (statements.charged,),
    "SUPPORT": (statements.praised,),
    "ASSAULT": (measures.breached,),
}
"""Whatever the status, unless the event did not happen."""
WHEN_DONE: dict[str, tuple[Make, ...]] = {
    "CONCEDE": (asking.fulfilled,),
    "RETREAT": (asking.fulfilled,),
    "SUPPORT": (asking.fulfilled, measures.resumed),
    "COOPERATE": (asking.fulfilled, measures.resumed),
    "AID": (asking.fulfilled, measures.resumed),
    "MOBILIZE": (asking.fulfilled,),
    "ASSAULT": (asking.fulfilled,),
    "COERCE": (asking.fulfilled,),
    "SANCTION": (asking.fulfilled,),
}
NOT_DONE: dict[str, tuple[Make, ...]] = {"CONSULT": (meetings.not_held,)}
