"""The book that acts are taken into: each act opens entries, continues them or changes their status.

An act may be taken again when another report adds to it: what it put in before is taken out first. Acts may come in any order of
time, since every history is sorted by day; an act only changes an entry that fits it in kind, parties and subject.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sitroom.codebook.ontology import LedgerKind
from sitroom.codebook.records import Deadline, Party
from sitroom.ledger import conditions
from sitroom.ledger.acts import Act
from sitroom.ledger.effects import ANY_FULFILMENT, FULFILS, Effect, effects_of
from sitroom.ledger.entries import BACKGROUND, CLOSED, PENDING, RECENT, Entry, Line, Term, TermName
from sitroom.ledger.subjects import overlap
from sitroom.record.parties import Who, party_likeness

SAME_SIDE = 0.6
"""Likeness from which two parties are taken for one side of an entry; a state and its government reach it."""
SURE_SIDE = 0.9
"""Likeness of the side that a measure is laid on from which its end counts whoever brings it about."""
ADDED_SENDER = 0.4
"""Likeness below which a party of a continued measure is a further sender."""
ANSWERING = 0.25
"""Share of stems that an act and the demand which it meets have in common."""
LONGEST_WAIT = 120
"""Days after which a request repeated between the same parties is a new one."""
SAME_MEETING = 2
"""Days within which one common party is enough for two mentions of a meeting."""
MEETING_WINDOW = 10
"""Days around a meeting's day within which talks between the same parties are that meeting."""


@dataclass(slots=True)
class Book:
    """The entries between which an act chooses, and those that acts have opened since. touched: ids changed since the last look."""

    entries: dict[str, Entry]
    touched: set[str]
    gone: set[str]

    @classmethod
    def of(cls, entries: Iterable[Entry] = ()) -> Book:
        return cls({e.id: e for e in entries}, set(), set())

    def take(self, act: Act) -> None:
        """Take an act, also again after it has changed."""
        kept = self._take_out(act.id)
        for number, effect in enumerate(effects_of(act)):
            self._apply(act, effect, number, kept)
        for entry in self.entries.values():
            found = conditions.met_by(entry, act)
            if found is not None:
                entry.proposals = [p for p in entry.proposals if p.act != act.id] + [found]
                self.touched.add(entry.id)
        self._drop_empty(kept)

    def withdraw(self, act_id: str) -> None:
        """Take an act out for good."""
        self._drop_empty(self._take_out(act_id))

    def _take_out(self, act_id: str) -> dict[str, Entry]:
        """Entries that the act had a part in, without that part; those left empty stay until they are dropped."""
        own = {}
        for entry in self.entries.values():
            if act_id in entry.acts or any(p.act == act_id for p in entry.proposals):
                entry.without(act_id)
                self.touched.add(entry.id)
                own[entry.id] = entry
        return own

    def _drop_empty(self, kept: dict[str, Entry]) -> None:
        for entry in kept.values():
            if not entry.lines and self.entries.get(entry.id) is entry:
                self.entries.pop(entry.id)
                self.touched.discard(entry.id)
                self.gone.add(entry.id)

    def _apply(self, act: Act, effect: Effect, number: int, kept: dict[str, Entry]) -> None:
        entry = self._fitting(act, effect)
        if entry is None and effect.changes_only:
            return
        if entry is None:
            entry = self._opened(act, effect, number, kept)
        status = effect.status
        current = entry.status_at(effect.day or act.known) if entry.lines else None
        if effect.repeats and current is not None:
            # A further mention of what is asked or in force adds evidence and terms, and no line unless something changes.
            status = current if effect.keeps(current) else effect.status
        lag = BACKGROUND if act.event.status == "historical" else RECENT if effect.opens and not effect.ends else 0
        line = Line(status, effect.day, act.known, act.id, act.report, act.event.trigger, effect.note, lag)
        if current != status or effect.note is not None or not entry.lines:
            entry.lines.append(line)
        elif line.order < min(one.order for one in entry.lines):
            entry.lines.append(line)  # told later, of an earlier day: the history begins there
        if act.id not in entry.acts:
            entry.acts.append(act.id)
        self._terms(entry, act, effect)
        _join_side(entry.by, entry.by_who, effect.by, effect.by_who)
        _join_side(entry.to, entry.to_who, effect.to, effect.to_who)
        entry.subjects |= act.subjects if effect.opens else frozenset()
        self.touched.add(entry.id)
        self.gone.discard(entry.id)

    def _opened(self, act: Act, effect: Effect, number: int, kept: dict[str, Entry]) -> Entry:
        key = hashlib.sha256(f"{effect.kind}\x1f{act.id}\x1f{number}".encode()).hexdigest()[:16]
        before = kept.get(f"l-{key}")
        entry = Entry(
            f"l-{key}",
            effect.kind,
            act.what,
            act.id,
            list(effect.by),
            list(effect.to),
            list(effect.by_who),
            list(effect.to_who),
            act.subjects,
            act.stems,
            watch=act.inside,
            marks={"report": act.report, "modes": list(act.event.modes), "type": act.event.type},
        )
        if before is not None and before.lines:
            # Its opener was taken again, others had changed it in between: their part stays.
            entry.lines, entry.terms, entry.acts = before.lines, before.terms, before.acts
            entry.proposals = before.proposals
        self.entries[entry.id] = entry
        return entry

    def _terms(self, entry: Entry, act: Act, effect: Effect) -> None:
        event = act.event
        names: tuple[TermName, ...] = effect.terms
        values = {
            "deadline": event.deadline, "condition": event.condition, "exemption": event.exemption, "amount": event.amount,
            "date": event.date,
        }  # fmt: skip
        for name in names:
            value = values[name]
            if value is not None and all(t.act != act.id or t.name != name for t in entry.terms):
                entry.terms.append(Term(name, value, act.known, act.id, act.report))
                if isinstance(value, Deadline) and value.date is not None:
                    _set_before(entry, act.id, value.date)

    def _fitting(self, act: Act, effect: Effect) -> Entry | None:
        """The entry that an effect continues or changes: the best that fits, the latest among equals."""
        best: tuple[float, date, str] | None = None
        for entry in self.entries.values():
            if entry.kind != effect.kind or not entry.lines:
                continue
            score = self._fit(entry, act, effect)
            if score is not None:
                rank = (score, entry.opened or date.min, entry.id)
                best = max(best, rank) if best is not None else rank
        return self.entries[best[2]] if best is not None else None

    def _fit(self, entry: Entry, act: Act, effect: Effect) -> float | None:
        """How well an effect fits an entry, None if not at all."""
        when = effect.day or act.known
        current = entry.status_at(when) or entry.lines[0].status
        if effect.wants is not None and current not in effect.wants:
            return None
        if entry.kind == "meeting":
            return _meeting_fit(entry, act, effect, current)
        by = _side(entry.by_who, effect.by_who)
        to = _side(entry.to_who, effect.to_who)
        if effect.either_side:
            crossed = min(_side(entry.by_who, effect.to_who), _side(entry.to_who, effect.by_who))
            straight = min(by, to)
            by, to = (crossed, crossed) if crossed > straight else (by, to)
        needed = [effect.needs_by and by < SAME_SIDE, effect.needs_to and to < SAME_SIDE]
        words = overlap(entry.stems, act.stems)
        subject = 1.0 if entry.subjects & act.subjects else 0.0
        if effect.ends and needed[0] and to >= SURE_SIDE and subject:
            needed[0] = False  # whoever lets a prisoner go need not be who arrested him
            by = 0.5
        if any(needed) or by < 0.3 or to < 0.3:
            return None
        clash = bool(entry.subjects and act.subjects) and not subject
        if words < effect.needs_words or (effect.answers and not _answers(entry, act, words, subject)):
            return None
        if effect.within is not None and _days_apart(entry, when) > effect.within:
            return None
        if (
            effect.ends
            and entry.kind == "measure"
            and entry.subjects
            and act.subjects
            and not subject
            and words < ANSWERING
        ):
            return None
        if effect.opens and not effect.ends:
            if current in CLOSED[entry.kind] and not _is_retelling(entry, when):
                return None
            if entry.kind == "measure" and clash:
                return None
            if entry.kind in ("measure", "demand", "pledge", "claim") and words < 0.25 and (clash or not subject):
                return None
            if entry.kind in ("pledge", "claim", "demand") and words < 0.2 and entry.marks.get("report") == act.report:
                return None
            if entry.kind == "demand" and _days_apart(entry, when) > LONGEST_WAIT:
                return None
        elif clash and effect.needs_subject and words < ANSWERING:
            return None
        return by + to + words + 0.5 * subject + (0.1 if current in PENDING[entry.kind] else 0.0)


def _meeting_fit(entry: Entry, act: Act, effect: Effect, current: str) -> float | None:
    """Talks fit a meeting if the parties cover each other and the days do not part them."""
    theirs = [*entry.by_who, *entry.to_who]
    own = [*effect.by_who, *effect.to_who]
    if not theirs or not own:
        return None
    fewer, more = (own, theirs) if len(own) <= len(theirs) else (theirs, own)
    covered = sum(max(party_likeness(a, b)[0] for b in more) >= SAME_SIDE for a in fewer)
    at = getattr(getattr(entry.term("date"), "interval", None), "start", None)
    same_day = effect.meets_on is not None and at is not None and abs((effect.meets_on - at).days) <= SAME_MEETING
    if covered < (1 if same_day else min(len(fewer), 2)) or (
        len(fewer) == 1 and len(more) > 2 and effect.opens and current not in PENDING["meeting"]
    ):
        return None
    settled = current in CLOSED["meeting"]
    when = effect.day or act.known
    if effect.meets_on is not None and at is not None and abs((effect.meets_on - at).days) > MEETING_WINDOW:
        return None
    if settled:
        if effect.status in ("requested", "scheduled"):
            return None
        last = max(line.order for line in entry.lines)
        if when is None or abs((when - last).days) > 3 or entry.marks.get("report") == act.report:
            return None
        if {current, effect.status} & {"refused", "cancelled"} and current != effect.status:
            return None
    elif entry.marks.get("report") != act.report and _days_apart(entry, when) > LONGEST_WAIT // 2:
        return None
    words = overlap(entry.stems, act.stems)
    return covered + words + (0.5 if not settled else 0.0)


def _days_apart(entry: Entry, when: date | None) -> int:
    last = max((line.order for line in entry.lines), default=date.min)
    return abs((when - last).days) if when is not None and last != date.min else 0


def _is_retelling(entry: Entry, when: date | None) -> bool:
    """Does an opening told late lie before the entry's end?"""
    ends = [line.order for line in entry.lines if line.status in CLOSED[entry.kind]]
    return when is not None and bool(ends) and when < max(ends)


def _answers(entry: Entry, act: Act, words: float, subject: float) -> bool:
    """Is the act what the demand asks for, by its type and by the words?"""
    wanted = [FULFILS[mode] for mode in entry.marks.get("modes", ()) if mode in FULFILS]
    fits = act.event.type in frozenset().union(*wanted) if wanted else act.event.type in ANY_FULFILMENT
    return fits and (words >= ANSWERING or subject > 0)


def _set_before(entry: Entry, act: str, deadline: date) -> None:
    """An undated demand was made before its own deadline, also where it is first told afterwards."""
    for i, line in enumerate(entry.lines):
        if line.act == act and line.day is None and line.known is not None and line.order > deadline:
            entry.lines[i] = replace(line, lag=(line.known - deadline).days)


def _side(own: Sequence[Who], other: Sequence[Who]) -> float:
    """How alike two sides are: their best pair; a side that is not stated neither fits nor clashes."""
    if not own or not other:
        return 0.5
    return max(party_likeness(a, b)[0] for a in own for b in other)


def _join_side(parties: list[Party], who: list[Who], more: Sequence[Party], more_who: Sequence[Who]) -> None:
    """Add the parties that are none of those already there: several senders of one measure."""
    for party, one in zip(more, more_who, strict=True):
        if all(party_likeness(one, other)[0] < ADDED_SENDER for other in who):
            parties.append(party)
            who.append(one)


__all__ = ["Book", "LedgerKind"]
