"""Which entry an act continues or changes: one rule for each way in which acts bear on entries.

A rule takes an entry, an effect and the entry's status at the effect's time, and gives a score (higher fits better), or None where
the two do not fit at all. Sides are compared as parties; contents by subject and by the words that both have.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sitroom.codebook.records import Deadline
from sitroom.ledger.entries import CLOSED, IN_FORCE, PENDING, Entry
from sitroom.ledger.matching import (
    LOOSE_SIDE,
    SAME_WORDS,
    Match,
    counts_differ,
    days_apart,
    deadline_is_new,
    is_retelling,
    same_deadline,
    same_report,
)
from sitroom.ledger.patterns import PARTLY, RENEWED, ULTIMATUM
from sitroom.ledger.sides import SAME_SIDE, UNSTATED, UNSURE, alike, side
from sitroom.ledger.subjects import overlap

if TYPE_CHECKING:
    from sitroom.ledger.effects import Effect
    from sitroom.record.parties import Who

ACTS_FOR = 0.4
"""Likeness that is enough where the other side and the matter agree: the army that a state sends, the officials of its junta."""
SURE_SIDE = 0.9
"""Likeness of the side that a measure is laid on from which its end counts whoever brings it about."""
MANY_WORDS = 0.4
"""Share of stems from which the same words decide where the parties alone would leave it open (as for SAME_WORDS,
status 0.847 at 0.3, 0.853 from 0.4 on)."""
SAME_CONTEXT = 0.2
"""Share of the stems of whole sentences from which an act is what was asked or promised, where the side that is to do it is sure."""
SAME_CLAIM = 0.2
"""The same of claims, whose deed is told with many words or few."""
FEW_STEMS = 3
"""A promise in so few words of content ("the step will be reversed") is known by its sides alone (status 0.850 without it, 0.853
with it, as above)."""
LONGEST_WAIT = 120
"""Days after which a request repeated between the same parties is a new one."""
SPAT_DAYS = 10
"""Days within which an accusation back answers an accusation (status 0.836 at 3, 0.853 at 10, as above)."""
TRUCE_DAYS = 30
"""Days within which a ceasefire told of other speakers for the same sides is the same."""
SAME_ACT = 2
"""Days by which reports differ on the day of one act."""
SAME_MEETING = 2
"""Days within which one common party is enough for two mentions of a meeting."""
MEETING_WINDOW = 10
"""Days after a meeting's planned day within which talks between the same parties are that meeting (F1 0.864 at 5, 0.867 at 10 and
20, as above)."""
EARLIER = 1
"""Days before it: reports differ by a day, but what was talked over earlier was another talk."""
MEETING_WAIT = 60
"""Days after which talks between the same parties are no longer those that were planned."""
RETOLD = 3
"""Days around a meeting's end within which another report tells of the same meeting."""
REFUSED_DAYS = 14
"""Days within which a refusal that does not say of what answers the last demand."""

Rule = Callable[[Entry, "Effect", str], float | None]


# --- measures


def measure_told(entry: Entry, effect: Effect, current: str) -> float | None:
    """A further mention, or the next step, of one measure: the same sender, target and matter."""
    if is_truce(entry):
        return None  # what is imposed on somebody is no truce with him
    m = Match(entry, effect)
    pending = current in PENDING["measure"]
    if _one_act(entry, effect, m):
        return m.score
    if (m.clash and m.words < MANY_WORDS) or not (m.subject or m.words >= SAME_WORDS):
        return None
    if m.by < SAME_SIDE and not (m.by >= ACTS_FOR and m.to >= SURE_SIDE) and not (m.by >= UNSURE and m.to >= SAME_SIDE):
        return None
    if m.to < LOOSE_SIDE and not (m.to > 0 and (m.words >= MANY_WORDS or (pending and m.subject))):
        return None
    if current in CLOSED["measure"] and effect.day is not None and not is_retelling(entry, effect):
        return None
    if effect.act.event.type == "MOBILIZE" and (m.words < SAME_WORDS or counts_differ(entry, effect)):
        return None
    return m.score + 0.1 * (current in PENDING["measure"])


def _one_act(entry: Entry, effect: Effect, m: Match) -> bool:
    """Does another report tell the very act, in other words: the same type, day, and sides, or one side and one country?"""
    same_day = effect.day is not None and any(
        line.day is not None and abs((line.day - effect.day).days) <= SAME_ACT and line.act == entry.opened_by
        for line in entry.lines
    )
    if not same_day or entry.marks.get("type") != effect.act.event.type or same_report(entry, effect):
        return False
    modes = set(entry.marks.get("modes", ()))
    if modes and effect.act.event.modes and not modes & set(effect.act.event.modes):
        return False
    return max(m.by, m.to) >= SURE_SIDE and min(m.by, m.to) > 0 and not (m.clash and m.words == 0)


def measure_undone(entry: Entry, effect: Effect, current: str) -> float | None:
    """What lifts or eases a measure: by its sender, or by whoever can, where the target is surely the same."""
    if current not in PENDING["measure"] | IN_FORCE | {"expired"}:
        return None
    if is_truce(entry) and "ceasefire" not in effect.content.subjects:
        return None
    m = Match(entry, effect)
    if not m.subject and (
        effect.content.typed or (m.words < SAME_WORDS and entry.subjects and effect.content.subjects)
    ):
        return None
    if "deployment" in effect.content.subjects and m.words < SAME_WORDS:
        return None  # troops leave one place and stay in another
    near = m.by >= SAME_SIDE or (m.to >= SURE_SIDE and m.subject) or (m.by >= ACTS_FOR and m.words >= SAME_WORDS)
    if not near or (m.to < LOOSE_SIDE and m.words < SAME_WORDS):
        return None
    if not m.subject and m.words < SAME_WORDS and min(m.by, m.to) < SAME_SIDE:
        return None
    return m.score + 0.1 * (current in PENDING["measure"])


def threat_lifted(entry: Entry, effect: Effect, current: str) -> float | None:
    return measure_undone(entry, effect, current) if current in PENDING["measure"] else None


def is_truce(entry: Entry) -> bool:
    """Is it a ceasefire, and not something imposed in spite of one?"""
    return "ceasefire" in entry.subjects and entry.marks.get("type") not in (
        "SANCTION",
        "COERCE",
        "MOBILIZE",
        "THREATEN",
    )


def truce(entry: Entry, effect: Effect, current: str) -> float | None:
    """A ceasefire between the same sides, whoever speaks for them."""
    if not is_truce(entry):
        return None
    m = Match(entry, effect, either_way=True)
    soon = days_apart(entry, effect.when) <= TRUCE_DAYS
    if m.by < UNSURE or (m.by < SAME_SIDE and not soon):
        return None
    renewed = soon and RENEWED.search(f"{effect.act.event.trigger.text} {effect.act.clause}")
    if current in CLOSED["measure"] and not is_retelling(entry, effect) and not (current == "broken" and renewed):
        return None
    return m.score


def truce_broken(entry: Entry, effect: Effect, current: str) -> float | None:
    if not is_truce(entry) or current not in IN_FORCE:
        return None
    m = Match(entry, effect, either_way=True)
    return m.score if m.by >= ACTS_FOR and days_apart(entry, effect.when) <= LONGEST_WAIT else None


def truce_attacked(entry: Entry, effect: Effect, current: str) -> float | None:
    """Fighting between the two sides of a ceasefire."""
    if not is_truce(entry) or current not in IN_FORCE:
        return None
    sides = [*entry.by_who, *entry.to_who]
    if min(side(sides, effect.by_who), side(sides, effect.to_who)) < ACTS_FOR or not effect.by_who or not effect.to_who:
        return None
    return 1.0


# --- demands


def demand_told(entry: Entry, effect: Effect, current: str) -> float | None:
    """The same demand, asked again or reminded of."""
    m = Match(entry, effect)
    if days_apart(entry, effect.when) > LONGEST_WAIT or (
        current in CLOSED["demand"] and not is_retelling(entry, effect)
    ):
        return None
    return _asked_or_promised_again(entry, effect, m)


def _asked_or_promised_again(entry: Entry, effect: Effect, m: Match) -> float | None:
    """By the same deadline, or in the same words; a subject alone is enough only in another report."""
    if deadline_is_new(entry, effect):
        return None
    by_then = same_deadline(entry, effect)
    here = same_report(entry, effect)
    alike_enough = m.words >= (MANY_WORDS if here else SAME_WORDS) or (m.subject and not here)
    if not (by_then or alike_enough) or not m.one_side_sure:
        return None
    return m.score + 0.5 * by_then


def demand_refused(entry: Entry, effect: Effect, current: str) -> float | None:
    """A refusal by whom it was asked of; one that does not say of what answers the latest."""
    if current not in PENDING["demand"]:
        return None
    m = Match(entry, effect)
    here = same_report(entry, effect)
    ultimatum = m.by >= SAME_SIDE and bool(entry.deadlines()) and bool(ULTIMATUM.search(effect.act.clause))
    if m.by < LOOSE_SIDE or (m.to < ACTS_FOR and not (m.to >= UNSURE and (here or ultimatum or m.words >= SAME_WORDS))):
        return None
    if not m.same_matter and not ultimatum:
        named = m.by >= UNSTATED and (m.to >= ACTS_FOR or here)
        silent = len(effect.content.stems) <= 2 or not m.clash
        if not named or not silent or days_apart(entry, effect.when) > REFUSED_DAYS:
            return None
    return m.score + 0.3 * here


def demand_met(entry: Entry, effect: Effect, current: str) -> float | None:
    """What was asked was done by whom it was asked of: of a type that fulfils it, and in its words."""
    if current not in PENDING["demand"]:
        return None
    m = Match(entry, effect)
    addressed = m.to >= ACTS_FOR or (m.to > 0 and m.words >= MANY_WORDS)
    if not addressed or days_apart(entry, effect.when) > LONGEST_WAIT:
        return None
    wanted = frozenset(kind for kind, _ in entry.watch) or _fulfilling(entry.marks.get("modes", ()))
    if effect.act.event.type not in wanted:
        return None
    if m.words >= SAME_WORDS or m.subject:
        return m.score
    told_apart = not same_report(entry, effect) and not m.clash
    return m.context if told_apart and m.to >= SAME_SIDE and m.context >= SAME_CONTEXT else None


def demand_dropped(entry: Entry, effect: Effect, current: str) -> float | None:
    if current not in PENDING["demand"]:
        return None
    m = Match(entry, effect)
    return m.score if m.by >= SAME_SIDE and m.to >= LOOSE_SIDE and m.same_matter else None


FULFILS: dict[str, frozenset[str]] = {
    "yield": frozenset({"RETREAT", "CONCEDE"}),
    "change": frozenset({"CONCEDE", "RETREAT", "SUPPORT"}),
    "assist": frozenset({"AID", "COOPERATE", "SUPPORT", "MOBILIZE"}),
    "meet": frozenset({"CONSULT"}),
}
"""By the mode of a request, the types of act by which its addressee meets it."""
ANY_FULFILMENT = frozenset({"CONCEDE", "RETREAT", "AID", "COOPERATE", "SUPPORT"})


def _fulfilling(modes: Sequence[str]) -> frozenset[str]:
    return frozenset().union(*(FULFILS[m] for m in modes if m in FULFILS)) or ANY_FULFILMENT


# --- pledges


def pledge_told(entry: Entry, effect: Effect, current: str) -> float | None:
    m = Match(entry, effect)
    if current in CLOSED["pledge"] and not is_retelling(entry, effect):
        return None
    return _asked_or_promised_again(entry, effect, m)


def pledge_kept(entry: Entry, effect: Effect, current: str) -> float | None:
    """What was promised was done: by its promiser or those who act for it, in the words of the promise."""
    if current != "open" or (effect.partly and not PARTLY.search(entry.what)):
        return None  # a part of what was promised keeps only a promise of a part
    m = Match(entry, effect)
    harm = effect.act.event.type in ("ASSAULT", "COERCE", "SANCTION", "MOBILIZE")
    if m.by < UNSURE or (entry.marks.get("type") == "THREATEN") != harm:
        return None
    if same_report(entry, effect) and effect.day is None:
        return None  # a report that tells of the promise as open does not tell of its keeping beside it
    if m.words >= MANY_WORDS or (m.words >= SAME_WORDS and m.to >= LOOSE_SIDE):
        return m.score
    if m.by < SAME_SIDE or m.clash:
        return None
    if (
        not same_report(entry, effect)
        and m.context >= SAME_CONTEXT
        and (m.to >= LOOSE_SIDE or effect.act.event.type == entry.marks.get("type"))
    ):
        return m.by + m.context
    told_little = len(entry.stems) <= FEW_STEMS and effect.act.event.type == entry.marks.get("type") and m.to > 0
    return m.score if told_little or (m.subject and m.to >= UNSTATED) else None


def pledge_ended(entry: Entry, effect: Effect, current: str) -> float | None:
    """A promise or threat broken or given up by whoever made it."""
    if current != "open":
        return None
    m = Match(entry, effect)
    return m.score if m.by >= SAME_SIDE and m.to >= LOOSE_SIDE and m.same_matter else None


def pledge_overdue(entry: Entry, effect: Effect, current: str) -> float | None:
    """The same of what was not done by the day that had been promised."""
    days = [t.value.date for t in entry.deadlines() if isinstance(t.value, Deadline) and t.value.date is not None]
    if not days or effect.act.known is None or effect.act.known <= max(days):
        return None
    return pledge_ended(entry, effect, current)


def pledge_taken_back(entry: Entry, effect: Effect, current: str) -> float | None:
    """An offer that its maker takes back: in its words, or the last that he made."""
    if current != "open":
        return None
    m = Match(entry, effect)
    if m.by < SAME_SIDE or m.to < LOOSE_SIDE or entry.marks.get("type") == "THREATEN":
        return None
    return m.score - days_apart(entry, effect.when) / SPAT_DAYS if m.same_matter else None


def relief_denied(entry: Entry, effect: Effect, current: str) -> float | None:
    """What was to be lifted was prolonged instead."""
    if entry.marks.get("type") not in ("CONCEDE", "AGREE") or Match(entry, effect).words < SAME_WORDS:
        return None
    return pledge_ended(entry, effect, current)


def threat_dropped(entry: Entry, effect: Effect, current: str) -> float | None:
    return pledge_ended(entry, effect, current) if entry.marks.get("type") == "THREATEN" else None


# --- meetings


def meeting(entry: Entry, effect: Effect, current: str) -> float | None:
    """Talks fit a meeting if the parties cover each other and the days do not part them."""
    theirs, own = [*entry.by_who, *entry.to_who], [*effect.by_who, *effect.to_who]
    if not theirs or not own:
        return None
    if _is_session(theirs) and _is_between_two(effect.by_who, effect.to_who):
        return None
    if _is_session(own) and _is_between_two(entry.by_who, entry.to_who):
        return None
    fewer, more = (own, theirs) if len(own) <= len(theirs) else (theirs, own)
    best = [max(alike(a, b) for b in more) for a in fewer]
    covered = sum(1.0 if value >= SAME_SIDE else 0.5 if value >= UNSURE else 0.0 for value in best)
    at = entry.planned_day
    apart = _days_from(effect, at)
    if covered < _enough(entry, effect, current, len(fewer), apart):
        return None
    talked = effect.act.event.type == "CONSULT"
    if (
        apart is not None
        and effect.status not in ("requested", "refused")
        and not (-(EARLIER if talked else MEETING_WINDOW) <= apart <= MEETING_WINDOW)
    ):
        return None
    waiting = current in PENDING["meeting"] or current == "refused"
    if len(fewer) == 1 and len(more) > 2 and effect.opens and not waiting:
        return None
    if _another_asks(entry, effect, current) or _was_off(entry, effect) or _is_past(entry, effect, current):
        return None
    words = overlap(entry.stems, effect.content.stems)
    return covered + words + (0.5 if current not in CLOSED["meeting"] else 0.0) - 0.02 * abs(apart or 0)


def _is_session(parties: Sequence[Who]) -> bool:
    """Is it a body's own meeting, such as the summit of an organisation? What the body talks over with another is none."""
    return len(parties) == 1 and parties[0].kind == "international organisation"


def _is_between_two(by: Sequence[Who], to: Sequence[Who]) -> bool:
    """Do two sides meet, neither of which is a mere host?"""
    return len(by) == 2 and not to


def _days_from(effect: Effect, planned: date | None) -> int | None:
    """Days from the planned day to that of the talks told: 0 where it lies within the days told ("this week")."""
    if effect.meets_on is None or planned is None:
        return None
    return 0 if tells_of(effect, planned) else (effect.meets_on - planned).days


def tells_of(effect: Effect, day: date) -> bool:
    """Does a day lie within several days told ("this week")?"""
    first, last = effect.act.day, effect.act.last_day
    return first is not None and first == effect.meets_on and last is not None and first <= day <= last


def _enough(entry: Entry, effect: Effect, current: str, fewer: int, apart: int | None) -> float:
    """How many parties must agree: all of the smaller side, at most two; less where report, day or a put-off meeting speak for it."""
    if current == "postponed" and effect.status == "scheduled":
        return 1.0
    if effect.act.event.type == "REJECT" and apart is not None and abs(apart) <= SAME_MEETING:
        return 1.0
    if apart == 0 and effect.status in ("held", "under_way", "collapsed") and current in ("scheduled", "postponed"):
        return 1.0
    here = same_report(entry, effect)
    put_right = fewer > 1 and current == "refused" and effect.status == "scheduled"  # who refused comes after all
    return min(fewer, 2) - (0.5 if here or put_right or current in PENDING["meeting"] else 0.0)


def _is_past(entry: Entry, effect: Effect, current: str) -> bool:
    """Is the meeting over, or too long ago, so that the act must be of another?"""
    here = same_report(entry, effect)
    if current == "refused":  # who refused may come later, or be asked once more; else he is asked for another
        anew = effect.status == "requested" and not RENEWED.search(effect.act.clause)
        return anew or days_apart(entry, effect.when) > MEETING_WAIT
    if here and effect.status == "held" and entry.marks.get("status") == "future" and effect.day is None:
        return True  # the report tells of it as still to come
    if current not in CLOSED["meeting"]:
        return not here and days_apart(entry, effect.when) > MEETING_WAIT
    if effect.status in ("requested", "scheduled") or (here and effect.status != "collapsed"):
        return True
    if effect.when is None or days_apart(entry, effect.when) > RETOLD:
        return True
    return bool({current, effect.status} & {"refused", "cancelled"}) and current != effect.status


def _another_asks(entry: Entry, effect: Effect, current: str) -> bool:
    """Does another host invite, or another side ask? Then it is another meeting, though the guests are the same."""
    host = side(entry.by_who, effect.by_who)
    if effect.status == "requested" and current == "requested":
        return host < SAME_SIDE
    sides = entry.by_who, entry.to_who, effect.by_who, effect.to_who
    return effect.act.event.type == "AGREE" and all(sides) and max(host, side(entry.to_who, effect.by_who)) < UNSURE


def _was_off(entry: Entry, effect: Effect) -> bool:
    """What was put off or refused on a day was not held on that day."""
    return effect.status in ("held", "under_way") and any(
        line.status in ("postponed", "cancelled", "refused") and line.day is not None and line.day == effect.day
        for line in entry.lines
    )


# --- statements


def position(entry: Entry, effect: Effect, current: str) -> float | None:
    m = Match(entry, effect)
    if m.by < SAME_SIDE or (effect.to_who and m.to < SAME_SIDE) or m.to < LOOSE_SIDE:
        return None
    return m.score


def claim_told(entry: Entry, effect: Effect, current: str) -> float | None:
    m = Match(entry, effect)
    if m.by < SAME_SIDE and not (m.by >= UNSURE and m.to >= SAME_SIDE and m.words >= SAME_WORDS):
        return None
    if m.to < LOOSE_SIDE or current == "withdrawn":
        return None
    return m.score if m.words >= SAME_CLAIM or (m.subject and m.to >= SAME_SIDE) else None


def claim_answered(entry: Entry, effect: Effect, current: str) -> float | None:
    """Whoever is accused and accuses back disputes what was said of him."""
    if current != "asserted" or days_apart(entry, effect.when) > SPAT_DAYS:
        return None
    m = Match(entry, effect)
    return m.score if m.by >= ACTS_FOR and m.to >= ACTS_FOR else None


def claim_denied(entry: Entry, effect: Effect, current: str) -> float | None:
    """A deed that is said not to have been done, or owned up to: by whom it was laid to."""
    if current not in ("asserted", "disputed"):
        return None
    m = Match(entry, effect)
    return m.score if m.to >= ACTS_FOR and m.words >= SAME_CLAIM else None


def claim_retracted(entry: Entry, effect: Effect, current: str) -> float | None:
    """The speaker takes back what he said; of several claims the one in the same words, else the latest."""
    if current not in ("asserted", "disputed"):
        return None
    m = Match(entry, effect)
    if m.by < UNSURE or (m.to < LOOSE_SIDE and m.words < MANY_WORDS):
        return None
    return m.score - days_apart(entry, effect.when) / SPAT_DAYS
