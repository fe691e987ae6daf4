"""Acts that ask for, arrange, hold, refuse or put off meetings."""

from __future__ import annotations

from collections.abc import Iterator

from sitroom.ledger import fitting, patterns
from sitroom.ledger.acts import Act
from sitroom.ledger.asking import promised
from sitroom.ledger.effects import ALL_TERMS, Effect, crossed, effect, straight
from sitroom.ledger.subjects import stems_of

COMING = frozenset({"scheduled", "under_way"})
OVER = frozenset({"held", "collapsed"})
SET = COMING | OVER | {"postponed"}
"""Statuses that an announcement leaves as they are: what is put off to another day stays postponed until it is held."""


def talks(act: Act) -> Iterator[Effect]:
    event = act.event
    if event.status in ("future", "hypothetical"):
        if event.status == "future":
            yield effect(act, "meeting", "scheduled", fitting.meeting, day=act.told_day, meets_on=act.day, terms=ALL_TERMS,
                         outlasted_by=COMING)  # fmt: skip
        return
    around = act.near + " " + " ".join(s.text for s in event.evidence)
    status = "collapsed" if patterns.COLLAPSED.search(around) else "under_way" if _is_under_way(act) else "held"
    # A meeting is a contact with a date; an undated call or visit only changes one that is known.
    opens = event.status != "historical" and (
        event.date is not None or status != "held" or bool(patterns.TALKS.search(event.trigger.text))
    )
    yield effect(act, "meeting", status, fitting.meeting, day=act.day, meets_on=act.day, terms=("date",), opens=opens,
                 outlasted_by=frozenset({"collapsed"}) if status != "collapsed" else frozenset())  # fmt: skip


def _is_under_way(act: Act) -> bool:
    """Under way at the report's day: a verb of beginning or going on, and no day that is past."""
    over = act.last_day is not None and act.known is not None and act.last_day < act.known
    since = act.day is not None and act.last_day is None and act.known is not None and act.day < act.known
    if since and patterns.TALKING.search(act.event.trigger.text):
        return True
    return not over and bool(patterns.UNDER_WAY.search(act.event.trigger.text + " " + act.what[:60]))


def speaks_of_meeting(act: Act) -> bool:
    """In its clause, or in its sentence where the clause says next to nothing ("it is now to open on Saturday")."""
    told = len(stems_of(act.clause)) > 2 and not patterns.TAKES_PLACE.search(act.event.trigger.text)
    words = act.clause if told else act.sentence
    return bool(patterns.MEETING.search(f"{act.event.trigger.text} {act.what} {words}"))


def agreed(act: Act) -> Iterator[Effect]:
    """An invitation, a day, or an answer to an invitation. One that fits no meeting is a pledge; a conditional one settles nothing."""
    event = act.event
    settled = event.status in ("actual", "future")
    answers = bool(patterns.COMING.search(event.trigger.text))
    if speaks_of_meeting(act) and settled:
        yield effect(act, "meeting", "scheduled", fitting.meeting, day=act.told_day, meets_on=act.coming_day, terms=ALL_TERMS,
                     outlasted_by=SET)  # fmt: skip
    elif answers:
        yield effect(
            act, "meeting", "scheduled", fitting.meeting, day=act.told_day, meets_on=act.coming_day, opens=False,
            outlasted_by=SET if settled else SET | {"requested", "refused", "cancelled"},
            otherwise=promised(act) if event.status != "actual" else None,
        )  # fmt: skip
    elif event.status in ("future", "hypothetical"):
        yield promised(act)


def requested(act: Act) -> Iterator[Effect]:
    if "meet" in act.event.modes:
        yield effect(act, "meeting", "requested", fitting.meeting, day=act.day, meets_on=act.coming_day,
                     terms=("date", "condition", "deadline") if act.lies_ahead else ("condition", "deadline"),
                     outlasted_by=COMING | OVER | {"requested", "postponed"})  # fmt: skip


def declined(act: Act) -> Iterator[Effect]:
    words = f"{act.event.trigger.text} {act.what} {act.near}"
    status = (
        "collapsed" if patterns.WALKOUT.search(act.event.trigger.text)
        else "postponed" if patterns.POSTPONED.search(words)
        else "cancelled" if patterns.CANCELLED.search(words)
        else "refused"
    )  # fmt: skip
    # A refused meeting was asked for by those whom the refusal is directed to; a cancelled one was to be held by whoever cancels.
    turned_down = bool(act.event.recipients) and status == "refused"
    sides = crossed(act) if turned_down else straight(act)
    yield effect(
        act,
        "meeting",
        status,
        fitting.meeting,
        sides=sides,
        day=act.day,
        meets_on=act.coming_day or act.day,
        # The day on which a request was turned down is not that of the meeting.
        terms=() if turned_down and not act.lies_ahead else ("date",),
        outlasted_by=frozenset({"postponed", "cancelled"} | OVER) if status == "refused" else frozenset(),
        opens=status != "refused" or act.day is not None or bool(patterns.TALKS.search(act.clause)),
    )


def not_held(act: Act) -> Iterator[Effect]:
    yield effect(act, "meeting", "cancelled", fitting.meeting, day=act.day, meets_on=act.day, opens=False)
