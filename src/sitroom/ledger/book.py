"""The book that acts are taken into: each act opens entries, continues them or changes their status.

Acts may come in any order, and be taken again when another report adds to them: what an act put in is taken out first, and the acts
of this book that were done after it are taken anew. So the histories do not depend on the order of arrival. Of acts that the book
never saw, those whose entries it was opened with, only what they put in is known; that stays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sitroom.codebook.records import Deadline, Party
from sitroom.ledger import conditions, patterns
from sitroom.ledger.acts import Act, in_turn
from sitroom.ledger.effects import Effect
from sitroom.ledger.entries import Entry, Line, Term, TermName, TermValue
from sitroom.ledger.fitting import MANY_WORDS, tells_of
from sitroom.ledger.matching import same_report
from sitroom.ledger.rules import effects_of
from sitroom.ledger.sides import alike
from sitroom.ledger.subjects import overlap, stems_of
from sitroom.record.parties import Who

ADDED_SENDER = 0.4
"""Likeness below which a party of a continued entry is a further one of its side."""
FAITHFUL = 1.0
"""What it counts for that an act taken again was in an entry before: as much as a side that agrees."""
SOMEBODYS = frozenset({"demand", "pledge"})
"""Kinds of entries that are nobody's without whoever asks or promises: annotators open next to none (18 of 1,850)."""
MOST_STEMS = 40
"""Stems that an entry gathers from further mentions: more would make it like everything."""


@dataclass(slots=True)
class Book:
    """The entries between which an act chooses, and those that acts have opened since. touched: ids changed since the last look."""

    entries: dict[str, Entry]
    touched: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    acts: dict[str, Act] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Entry] = ()) -> Book:
        return cls({e.id: e for e in entries})

    def take(self, act: Act) -> None:
        """Take an act, also again after it has changed."""
        before = self.acts.get(act.id)
        since = act.order if before is None else min(act.order, before.order)
        self.acts[act.id] = act
        self._replay(in_turn([a for a in self.acts.values() if a.order >= since]), act.id, faithful=before is None)

    def withdraw(self, act_id: str) -> None:
        """Take an act out for good."""
        before = self.acts.pop(act_id, None)
        later = [] if before is None else in_turn([a for a in self.acts.values() if a.order >= before.order])
        self._replay(later, act_id)

    def _replay(self, acts: Sequence[Act], changed: str, *, faithful: bool = False) -> None:
        """Take acts anew. faithful: the changed one, which only the entries remember, goes back to where it was if it still fits."""
        kept = self._take_out({changed, *(a.id for a in acts)})
        # What a person said of an entry is laid over what reports tell: it is no part of what acts are matched against.
        said = {key: [line for line in entry.lines if line.by_a_person] for key, (entry, _) in kept.items()}
        for entry, _ in kept.values():
            entry.lines = [line for line in entry.lines if not line.by_a_person]
        own = {e.id for e, ids in kept.values() if changed in ids} if faithful else set()
        emptied = {key: entry for key, (entry, _) in kept.items()}
        for act in acts:
            for number, effect in enumerate(effects_of(act)):
                self._apply(act, effect, number, emptied, own if act.id == changed else set())
            self._watch(act)
        for key, entry in emptied.items():
            if not entry.lines and self.entries.get(key) is entry:
                self.entries.pop(key)
                self.touched.discard(key)
                self.gone.add(key)
        for key, lines in said.items():
            if key in self.entries:
                self.entries[key].lines += lines

    def _take_out(self, acts: Collection[str]) -> dict[str, tuple[Entry, set[str]]]:
        """Entries that the acts had a part in, without that part; those left empty stay until the acts are taken anew."""
        out = {}
        for entry in self.entries.values():
            parts = {a for a in (*entry.acts, *(p.act for p in entry.proposals)) if a in acts}
            for act in parts:
                entry.without(act)
            if parts:
                self.touched.add(entry.id)
                out[entry.id] = entry, parts
        return out

    def _apply(self, act: Act, effect: Effect, number: int, emptied: dict[str, Entry], own: Collection[str]) -> None:
        fitting = self._fitting(effect, own)
        for further_one in fitting[1:] if effect.every else ():
            if overlap(further_one.stems, effect.content.stems) >= MANY_WORDS:
                self._change(further_one, act, effect)
        entry = fitting[0] if fitting else None
        further = effect.otherwise if entry is None else effect.besides
        if further is not None:
            self._apply(act, further, number, emptied, own)
        if entry is None and (not effect.opens or (effect.kind in SOMEBODYS and not effect.by)):
            return
        if entry is None:
            entry = self._opened(act, effect, number, emptied)
        elif not effect.ends:
            entry.join(act.id, *_further(entry, effect), *_words(entry, effect))
        self._change(entry, act, effect)

    def _change(self, entry: Entry, act: Act, effect: Effect) -> None:
        _write(entry, act, effect)
        if act.id not in entry.acts:
            entry.acts.append(act.id)
        self.touched.add(entry.id)
        self.gone.discard(entry.id)

    def _fitting(self, effect: Effect, own: Collection[str]) -> list[Entry]:
        """The entries that an effect may continue or change, the best first: of equals the latest."""
        ranked: list[tuple[float, date, str]] = []
        for entry in self.entries.values():
            if entry.kind != effect.kind or not entry.lines:
                continue
            current = entry.status_at(effect.when) or entry.first.status
            score = effect.rule(entry, effect, current)
            if score is not None:
                ranked.append((score + FAITHFUL * (entry.id in own), entry.opened or date.min, entry.id))
        return [self.entries[key] for _, _, key in sorted(ranked, reverse=True)]

    def _opened(self, act: Act, effect: Effect, number: int, emptied: dict[str, Entry]) -> Entry:
        key = "l-" + hashlib.sha256(f"{effect.kind}\x1f{act.id}\x1f{number}".encode()).hexdigest()[:16]
        entry = Entry(
            key,
            effect.kind,
            effect.content.what,
            act.id,
            list(effect.by),
            list(effect.to),
            list(effect.by_who),
            list(effect.to_who),
            effect.content.subjects,
            effect.content.stems,
            watch=act.inside,
            marks={
                "report": act.report,
                "modes": list(act.event.modes),
                "type": act.event.type,
                "status": act.event.status,
                "context": sorted(stems_of(act.sentence, frozenset())),
            },
        )
        before = emptied.get(key)
        if before is not None:
            # Its opener was taken again, others had changed it or told it in between: their part stays.
            entry.lines, entry.terms, entry.acts = before.lines, before.terms, before.acts
            entry.proposals = before.proposals
        self.entries[key] = entry
        return entry

    def _watch(self, act: Act) -> None:
        """Propose the act wherever it seems to be what a condition names."""
        for entry in self.entries.values():
            found = conditions.met_by(entry, act) if entry.lines else None
            if found is not None:
                entry.proposals = [p for p in entry.proposals if p.act != act.id] + [found]
                self.touched.add(entry.id)


def _write(entry: Entry, act: Act, effect: Effect) -> None:
    """Add the line and the terms that an act brings; a mention that changes nothing adds no line."""
    planned = entry.planned_day
    took_place = effect.status in ("held", "under_way", "collapsed")
    if planned is not None and took_place and effect.day is not None and tells_of(effect, planned):
        effect = replace(effect, day=planned)
    current = entry.status_at(effect.when) if entry.lines else None
    effect = _in_part(entry, effect)
    status = current if current is not None and current in effect.outlasted_by else effect.status
    lag = act.lag if effect.day is None and current is None and not effect.ends else 0
    line = Line(status, effect.day, act.known, act.id, act.report, act.event.trigger, effect.note, lag)
    if current != status or effect.note is not None:
        entry.lines.append(line)
    elif effect.day is not None and line.order < entry.first.order and status == effect.status:
        entry.lines.append(line)  # told later, of an earlier day: the history begins there
    event = act.event
    values: dict[TermName, TermValue | None] = {
        "deadline": effect.deadline, "condition": event.condition, "exemption": event.exemption, "amount": event.amount,
        "date": event.date,
    }  # fmt: skip
    if effect.status == "refused" and effect.day is None:
        # A refusal of unsaid day, told after the deadline has passed, came before it.
        for term in entry.deadlines():
            if isinstance(term.value, Deadline) and term.value.date is not None:
                _set_before(entry, act.id, term.value.date)
    for name in effect.terms:
        value = values[name]
        if value is not None and all(t.act != act.id or t.name != name for t in entry.terms):
            entry.terms.append(Term(name, value, act.known, act.id, act.report))
            if isinstance(value, Deadline) and value.date is not None:
                _set_before(entry, act.id, value.date)


PART = {"met": "partly_met", "lifted": "eased"}
"""The statuses of what was done in full, and of what was done in part."""


def _in_part(entry: Entry, effect: Effect) -> Effect:
    """Less was done than was asked or imposed: ten prisoners of thirty, one of two towns. What was asked in part is met in full so."""
    if effect.status == "partly_met" and patterns.EXEMPTED.search(entry.what):
        return effect if patterns.PARTLY.search(effect.act.clause) else replace(effect, status="met")
    if effect.status not in PART or effect.act.is_rest:
        return effect
    if effect.status == "met" and not same_report(entry, effect):
        asked = {f"^{name.lower()}" for pair in patterns.TWO_PLACES.findall(entry.what) for name in pair}
        reached = asked & effect.content.stems
        if reached and reached != asked:
            return replace(effect, status=PART[effect.status])
    amount = effect.act.event.amount
    if amount is None:
        return effect
    numbers = [float(s[1:]) for s in entry.stems if s.startswith("#") and s[1:].replace(".", "", 1).isdigit()]
    whole = numbers[0] if len(numbers) == 1 else None
    done = amount.amount.max or amount.amount.min
    return replace(effect, status=PART[effect.status]) if whole and done and done < whole else effect


def _set_before(entry: Entry, act: str, deadline: date) -> None:
    """What is undated, of a demand, lies before its deadline, also where it is first told afterwards."""
    for i, line in enumerate(entry.lines):
        if line.act == act and line.day is None and line.known is not None and line.order > deadline:
            entry.lines[i] = replace(line, lag=(line.known - deadline).days)


def _further(entry: Entry, effect: Effect) -> tuple[list[tuple[Party, Who]], list[tuple[Party, Who]]]:
    """The parties that are none of those already there: several senders of one measure, guests of one meeting."""
    every = [*entry.by_who, *entry.to_who] if entry.kind == "meeting" else []
    return (
        _new(effect.by, effect.by_who, [*entry.by_who, *every]),
        _new(effect.to, effect.to_who, [*entry.to_who, *every]),
    )


def _new(parties: Sequence[Party], who: Sequence[Who], there: Sequence[Who]) -> list[tuple[Party, Who]]:
    return [(p, w) for p, w in zip(parties, who, strict=True) if all(alike(w, other) < ADDED_SENDER for other in there)]


def _words(entry: Entry, effect: Effect) -> tuple[frozenset[str], frozenset[str]]:
    """What a further mention adds to the words that an entry is known by."""
    if len(entry.stems) >= MOST_STEMS:
        return frozenset(), frozenset()
    return effect.content.subjects, effect.content.stems


__all__ = ["Book"]
