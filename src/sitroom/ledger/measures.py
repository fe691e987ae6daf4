"""Acts that impose, threaten, ease, lift or break measures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sitroom.ledger import fitting, patterns
from sitroom.ledger.acts import Act
from sitroom.ledger.effects import Effect, effect
from sitroom.ledger.entries import IN_FORCE, TermName

MEASURE_MODES = frozenset(
    {
        ("SANCTION", "discontinue"),
        ("SANCTION", "withdraw"),
        ("COERCE", "restrict"),
        ("COERCE", "censor"),
        ("COERCE", "curfew"),
        ("COERCE", "martial-law"),
        ("COERCE", "withhold"),
        ("COERCE", "arrest"),
        ("MOBILIZE", "troops"),
        ("MOBILIZE", "weapons"),
    }
)
"""Types and modes that impose something which can be lifted again: those of which annotators record at least four in ten as measures
(corpus/written, train and development)."""
THREATENED_MEASURES = frozenset({"expel", "arrest"})
"""Modes of THREATEN whose content is always a measure. "restrict" is one unless the words tell of a stoppage, "relations" where they
name one; the others threaten deeds, which are pledges."""
TERMS: tuple[TermName, ...] = ("deadline", "condition", "exemption", "amount")
THREAT_TERMS: tuple[TermName, ...] = ("condition", "exemption", "amount")
"""The deadline of a threat is that of the demand behind it."""


def imposed(act: Act) -> Iterator[Effect]:
    event = act.event
    if not _imposes(act):
        return
    status = {"future": "announced", "hypothetical": "threatened"}.get(event.status, "in_force")
    words = event.trigger.text + " " + act.what
    extended = status == "in_force" and bool(patterns.EXTENDED.search(words)) and not patterns.RUNS_OUT.search(words)
    yield effect(
        act, "measure", status, fitting.measure_told,
        day=act.day if status == "in_force" else act.told_day,
        outlasted_by=_outlasting(status), terms=TERMS, note="extended" if extended else None,
    )  # fmt: skip
    if extended:
        yield effect(act, "pledge", "broken", fitting.relief_denied, day=act.day, opens=False, ends=True)


def _imposes(act: Act) -> bool:
    event = act.event
    if event.type == "SANCTION" and event.status == "hypothetical":
        return False
    if any((event.type, mode) in MEASURE_MODES for mode in event.modes):
        return True
    if event.type == "SANCTION" and "expel" in event.modes:
        return bool(patterns.BODY.search(event.trigger.text) or patterns.DIPLOMATS.search(act.near))
    return not event.modes and event.type != "MOBILIZE" and bool(patterns.MEASURE.search(event.trigger.text))


def _outlasting(status: str) -> frozenset[str]:
    """The statuses that a further mention leaves as they are: a threat recalled does not take back what was done since."""
    over = frozenset({"lifted", "expired", "broken"})
    return {
        "threatened": frozenset({"threatened", "announced", *IN_FORCE, *over}),
        "announced": frozenset({"announced", *IN_FORCE, *over}),
        "in_force": frozenset({"eased", "in_force", *over}),
    }[status]


def threatens_measure(act: Act) -> bool:
    modes = set(act.event.modes)
    words = act.event.trigger.text + " " + act.what
    if modes & THREATENED_MEASURES or ("restrict" in modes and not patterns.STOPPAGE.search(words)):
        return True
    return "relations" in modes and bool(patterns.MEASURE.search(words))


def threatened(act: Act) -> Iterator[Effect]:
    event = act.event
    if event.status in ("future", "hypothetical"):
        if threatens_measure(act):
            yield effect(act, "measure", "threatened", fitting.measure_told, day=act.told_day,
                         outlasted_by=_outlasting("threatened"), terms=THREAT_TERMS)  # fmt: skip
    elif "arrest" in event.modes and event.status == "actual":  # a warrant stands until it is lifted
        yield effect(
            act,
            "measure",
            "in_force",
            fitting.measure_told,
            day=act.day,
            outlasted_by=_outlasting("in_force"),
            terms=TERMS,
        )


def is_truce(act: Act) -> bool:
    """A ceasefire by mode or words; of "the truce that both declared" the word stands before the verb."""
    said = act.event.trigger.text + " " + act.what
    if patterns.DECLARED.fullmatch(act.event.trigger.text):
        said = act.sentence
    return "ceasefire" in act.event.modes or bool(patterns.CEASEFIRE.search(said))


def truce(act: Act) -> Iterator[Effect]:
    """A ceasefire that is agreed, declared or observed."""
    event = act.event
    if event.type == "AGREE":
        begun = act.day is not None and act.known is not None and act.day <= act.known and event.status == "actual"
        status = "in_force" if begun else "announced"
    else:
        status = "announced" if event.status == "future" else "in_force"
    yield effect(
        act, "measure", status, fitting.truce,
        day=act.day if status == "in_force" else act.told_day,
        outlasted_by=_outlasting(status) - {"broken"}, terms=TERMS,
        content=replace(act.content, subjects=act.content.subjects | {"ceasefire"}),
    )  # fmt: skip


def relieved(act: Act) -> Iterator[Effect]:
    """What is lifted was in force before, also where the first report that tells of it tells of its end."""
    event = act.event
    said = event.trigger.text + " " + act.what
    if patterns.CHARGE.search(act.what) and patterns.RETRACTED.search(said):
        return  # words are taken back, no measure
    status = "eased" if is_partial(act) else "suspended" if patterns.SUSPENDED.search(event.trigger.text) else "lifted"
    exempts = event.exemption is not None or patterns.EXEMPTED.search(said)
    yield effect(
        act, "measure", status, fitting.threat_lifted if patterns.THREAT.search(act.what) else fitting.measure_undone, day=act.day,
        opens=event.type == "CONCEDE" and bool(patterns.LIFTED.search(said)) and not patterns.THREAT.search(act.what), ends=True,
        note="exemption added" if exempts else None,
        outlasted_by=frozenset({"lifted"}) if status == "lifted" else frozenset(), terms=("exemption", "amount"),
    )  # fmt: skip


def is_partial(act: Act) -> bool:
    """Is it done in part: by its words, or because the rest is said to go on? The rest of what was begun is done in full."""
    said = act.event.trigger.text + " " + act.what
    if patterns.EASED.search(said):
        return True
    if patterns.KEPT_ON.search(act.tail[:90]):
        return True
    return bool(patterns.PARTLY.search(act.clause)) and not act.is_rest


def resumed(act: Act) -> Iterator[Effect]:
    """Aid or dealings that go on again end the measure that had stopped them (rule 5)."""
    dated_aid = act.event.type == "AID" and act.day is not None
    if dated_aid or patterns.BACK_AGAIN.search(act.event.trigger.text + " " + act.deed):
        yield effect(act, "measure", "eased" if is_partial(act) else "lifted", fitting.measure_undone, day=act.day,
                     opens=False, ends=True)  # fmt: skip


def breached(act: Act) -> Iterator[Effect]:
    """Fighting that a report says breaks a ceasefire, or that its sides have with each other, ends it."""
    if act.event.status != "actual":
        return
    said = act.near + " " + act.sentence
    rule = (
        fitting.truce_broken
        if patterns.CEASEFIRE.search(said) and patterns.BROKEN.search(said)
        else fitting.truce_attacked
    )
    yield effect(act, "measure", "broken", rule, day=act.day, opens=False, ends=True)
