"""The ledger of one report: what its events leave pending (CODEBOOK section 3).

Each event may open an entry or change one that an earlier event of the report opened. An entry's status is the last of
its history; the status holds at the report's end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sitroom.codebook.ontology import LedgerKind
from sitroom.codebook.records import Change, Deadline, Event, EventAmount, LedgerEntry, Party
from sitroom.codebook.reports import Report
from sitroom.codebook.stretches import Stretch

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
        ("CONCEDE", "ceasefire"),
        ("RETREAT", "ceasefire"),
        ("MOBILIZE", "troops"),
        ("MOBILIZE", "weapons"),
        ("MOBILIZE", "police"),
    }
)
"""Types and modes that impose something which can be lifted again."""
THREATENED_MEASURES = frozenset({"restrict", "relations", "expel", "arrest"})
"""Modes of THREATEN whose content is a measure; the others threaten deeds, which are pledges."""

_MEETING = re.compile(
    r"\b(?:meet(?:s|ing|ings)?|met|talks?|summit|sessions?|visit(?:s|ed|ing)?|negotiat\w+|conference|consultations?|dialogue|rounds?|"
    r"(?:re)?conven\w+|host(?:s|ed|ing)?|gather(?:ing)?|travel\w*|sit down)\b",
    re.IGNORECASE,
)
_CEASEFIRE = re.compile(r"\b(?:cease-?fire|truce|pause|cessation|armistice)\b", re.IGNORECASE)
_COLLAPSED = re.compile(
    r"\b(?:collaps\w+|broke (?:up|down|off)|failed|broken off|without (?:an )?agreement|stalled)\b", re.IGNORECASE
)
_POSTPONED = re.compile(r"\b(?:postpon\w+|delay\w*|put off|deferr\w+|reschedul\w+)\b", re.IGNORECASE)
_CANCELLED = re.compile(r"\b(?:cancel\w*|called off|call off|scrap\w*)\b", re.IGNORECASE)
_EASED = re.compile(r"\b(?:eas(?:e|ed|ing)|relax\w*|exempt\w*|waiv\w+|partial\w*|loosen\w*)\b", re.IGNORECASE)
_SUSPENDED = re.compile(r"\b(?:suspen\w+|paus\w+|froz\w+|halt\w*)\b", re.IGNORECASE)
_LIFTED = re.compile(
    r"\b(?:lift\w*|eas(?:e|ed|ing)|waiv\w+|exempt\w*|reopen\w*|revok\w+|rescind\w*|relax\w*|restor\w+|unfr[eo]\w+|reinstat\w+|"
    r"drop(?:s|ped)?|repeal\w*|commut\w+|end(?:s|ed)?)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ial|ying)|disput\w+|dismiss\w+|reject\w*|refut\w+|contradict\w*|called (?:it|the \w+) (?:a lie|false))\b",
    re.IGNORECASE,
)
"""Words near an accusation that say somebody disputes it; looked for in its sentence and the next."""
_UNDER_WAY = re.compile(r"\b(?:under way|underway|ongoing|continu\w+|began|begun|resumed|started)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Open:
    """An entry while its report is read."""

    kind: LedgerKind
    what: str
    by: tuple[Party, ...]
    to: tuple[Party, ...]
    history: list[Change]
    events: list[str]
    deadline: Deadline | None = None
    condition: Stretch | None = None
    exemption: Stretch | None = None
    amount: EventAmount | None = None
    subjects: frozenset[str] = field(default_factory=frozenset)

    @property
    def status(self) -> str:
        return self.history[-1].status

    def close(self) -> LedgerEntry:
        return LedgerEntry(
            self.kind,
            self.what,
            self.by,
            self.to,
            self.status,
            tuple(self.history),
            tuple(dict.fromkeys(self.events)),
            self.deadline,
            self.condition,
            self.exemption,
            self.amount,
        )


def open_ledger(report: Report, events: Sequence[Event]) -> tuple[LedgerEntry, ...]:
    """Entries in the order in which their events stand in the report."""
    book = _Book(report)
    for event in events:
        book.take(event)
    book.lapse()
    return tuple(entry.close() for entry in book.entries)


class _Book:
    def __init__(self, report: Report) -> None:
        self._report = report
        self.entries: list[_Open] = []

    def take(self, event: Event) -> None:
        modes = set(event.modes)
        if event.status == "negation":
            return
        if event.type in ("SANCTION", "COERCE", "MOBILIZE") or (event.type, "ceasefire") in MEASURE_MODES:
            self._measure(event, modes)
        elif event.type == "CONSULT":
            if event.status in ("actual", "historical"):
                self._meeting(event, self._held(event))
        if event.type in ("CONCEDE", "RETREAT"):
            self._relief(event, modes)
        elif event.type == "AGREE":
            self._promise(event)
        elif event.type == "THREATEN":
            self._threat(event, modes)
        elif event.type == "REQUEST":
            if "meet" in modes:
                self._meeting(event, "requested")
            else:
                self._open("demand", event, "announced" if event.status == "future" else "open")
        elif event.type == "REJECT":
            self._refusal(event, modes)
        elif event.type == "ACCUSE" and event.status in ("actual", "historical"):
            if "allege" in modes:
                self._open("claim", event, "disputed" if self._is_denied(event) else "asserted")
            elif "disapprove" in modes:
                self._open("position", event, "against")

    def lapse(self) -> None:
        """Demands whose deadline has passed by the report's day, or of which the report says so, and that nothing met."""
        for entry in self.entries:
            late = entry.deadline
            if entry.kind != "demand" or late is None or entry.status not in ("open", "announced", "refused"):
                continue
            day = self._report.published
            if late.passed or (late.date is not None and day is not None and late.date < day):
                entry.history.append(Change("lapsed", late.date, None, late.stretch))

    def _day(self, event: Event) -> date | None:
        return event.date.interval.start if event.date and event.date.interval else None

    def _change(self, event: Event, status: str) -> Change:
        return Change(status, self._day(event), event.id, event.trigger)

    def _open(
        self,
        kind: LedgerKind,
        event: Event,
        status: str,
        by: tuple[Party, ...] | None = None,
        to: tuple[Party, ...] | None = None,
    ) -> _Open:
        by = event.actors if by is None else by
        to = event.recipients if to is None else to
        known = self._find((kind,), by, to, event) if kind in ("measure", "position") else None
        if known is not None and (kind == "position" or _shares_words(known.what, self._what(event))):
            known.events.append(event.id)
            # What a later mention adds belongs to the entry; what it leaves out still holds.
            known.deadline = known.deadline or event.deadline
            known.condition = known.condition or event.condition
            known.exemption = known.exemption or event.exemption
            known.amount = known.amount or event.amount
            if known.status != status:
                known.history.append(self._change(event, status))
            return known
        entry = _Open(
            kind,
            self._what(event),
            by,
            to,
            [self._change(event, status)],
            [event.id],
            event.deadline,
            event.condition,
            event.exemption,
            event.amount,
        )
        self.entries.append(entry)
        return entry

    def _what(self, event: Event) -> str:
        """The report's own words from the trigger to the end of its clause, at most 120 characters."""
        rest = self._report.text[event.trigger.start : event.trigger.start + 120]
        cut = re.search(
            r"[.;:\n]\s|[\"”]|,\s(?:but|and|which|who|while|after|saying)\b", rest[len(event.trigger.text) :]
        )
        words = rest[: len(event.trigger.text) + cut.start()] if cut else rest.rsplit(" ", 1)[0]
        return words.strip().rstrip(",.;:")

    def _near(self, event: Event) -> str:
        """The event's words and those just around them, for telling what kind of act it names."""
        start, end = event.trigger.start, event.trigger.end
        return self._report.text[max(0, start - 40) : end + 80]

    def _is_denied(self, event: Event) -> bool:
        end = event.trigger.end
        stops = [m.start() for m in re.finditer(r"[.!?][\"”]?\s", self._report.text[end : end + 500])]
        reach = stops[1] if len(stops) > 1 else 500
        return bool(_DENIED.search(self._report.text[end : end + reach]))

    def _find(
        self, kinds: tuple[LedgerKind, ...], by: tuple[Party, ...], to: tuple[Party, ...], event: Event
    ) -> _Open | None:
        """The last open entry of a kind between these parties."""
        for entry in reversed(self.entries):
            if entry.kind in kinds and _shared(entry.by, by) and (_shared(entry.to, to) or not to or not entry.to):
                return entry
        return None

    def _measure(self, event: Event, modes: set[str]) -> None:
        owned = any((event.type, mode) in MEASURE_MODES for mode in modes)
        if not owned:
            return
        status = {"actual": "in_force", "historical": "in_force", "future": "announced", "hypothetical": "threatened"}[
            event.status
        ]
        self._open("measure", event, status)
        if event.type == "SANCTION" and event.deadline is not None and event.deadline.passed:
            # A sanction with a day that has passed was the means of a demand (CODEBOOK section 4, row 11).
            demand = self._open("demand", event, "open")
            demand.what = self._what(event)

    def _held(self, event: Event) -> str:
        around = self._near(event) + " " + " ".join(s.text for s in event.evidence)
        if _COLLAPSED.search(around):
            return "collapsed"
        return "under_way" if _UNDER_WAY.search(around) else "held"

    def _meeting(self, event: Event, status: str) -> None:
        everyone = (*event.actors, *event.recipients)
        for entry in reversed(self.entries):
            if entry.kind == "meeting" and entry.status in ("requested", "scheduled"):
                both = (*entry.by, *entry.to)
                if everyone and _covers(both, everyone) and status in ("refused", "postponed", "cancelled"):
                    entry.history.append(self._change(event, status))
                    entry.events.append(event.id)
                    return
        if status in ("refused", "postponed", "cancelled"):
            # The meeting was asked for by those whom the refusal is directed to.
            by, to = (event.recipients, event.actors) if event.recipients else (event.actors, event.recipients)
            self._open("meeting", event, status, by, to)
            return
        self._open("meeting", event, status)

    def _relief(self, event: Event, modes: set[str]) -> None:
        around = self._near(event)
        ceasefire = "ceasefire" in modes or bool(_CEASEFIRE.search(event.trigger.text))
        if event.status in ("future", "hypothetical"):
            self._open("pledge", event, "open")
            return
        if ceasefire and event.status in ("actual", "historical"):
            self._open("measure", event, "in_force")
            return
        lifted = self._find(("measure",), event.actors, event.recipients, event)
        if lifted is not None and lifted.status in ("in_force", "threatened", "announced", "eased"):
            status = (
                "eased" if _EASED.search(around) else "suspended" if _SUSPENDED.search(event.trigger.text) else "lifted"
            )
            lifted.history.append(self._change(event, status))
            lifted.events.append(event.id)
            return
        if event.type == "CONCEDE" and _LIFTED.search(event.trigger.text):
            # What is lifted was in force before the report begins.
            self._open("measure", event, "eased" if _EASED.search(around) else "lifted")
            return
        for entry in reversed(self.entries):
            if entry.kind == "demand" and entry.status in ("open", "refused") and _shared(entry.to, event.actors):
                entry.history.append(self._change(event, "met" if event.type == "RETREAT" else "partly_met"))
                entry.events.append(event.id)
                return

    def _promise(self, event: Event) -> None:
        if _MEETING.search(self._near(event)) and event.status != "historical":
            if event.status == "hypothetical":
                self._open("pledge", event, "open")
            else:
                self._meeting(event, "scheduled")
        elif event.status in ("future", "hypothetical"):
            self._open("pledge", event, "open")

    def _threat(self, event: Event, modes: set[str]) -> None:
        if event.status not in ("future", "hypothetical"):
            return
        if modes & THREATENED_MEASURES:
            self._open("measure", event, "threatened")
        else:
            self._open("pledge", event, "open")
        if event.deadline is not None:
            self.entries.append(
                _Open(
                    "demand",
                    self._what(event),
                    event.actors,
                    event.recipients,
                    [self._change(event, "open")],
                    [event.id],
                    event.deadline,
                    event.condition,
                )
            )

    def _refusal(self, event: Event, modes: set[str]) -> None:
        if event.status not in ("actual", "historical"):
            return
        if "meet" in modes:
            words = self._near(event)
            status = "postponed" if _POSTPONED.search(words) else "cancelled" if _CANCELLED.search(words) else "refused"
            self._meeting(event, status)
            return
        for entry in reversed(self.entries):
            if entry.kind == "demand" and entry.status in ("open", "announced") and (_shared(entry.to, event.actors)):
                if _shared(entry.by, event.recipients) or not event.recipients:
                    entry.history.append(self._change(event, "refused"))
                    entry.events.append(event.id)
                    return
        if "meet" not in modes and event.actors:
            self._open("demand", event, "refused", event.recipients, event.actors)


def _shared(one: tuple[Party, ...], other: tuple[Party, ...]) -> bool:
    return bool({p.entity for p in one} & {p.entity for p in other})


def _covers(one: tuple[Party, ...], other: tuple[Party, ...]) -> bool:
    """Every party of the smaller side stands in the larger, or the other side is left out by the report."""
    a, b = {p.entity for p in one}, {p.entity for p in other}
    return bool(a & b) and (b <= a or a <= b or len(a & b) >= 2)


def _shares_words(one: str, other: str) -> bool:
    def stems(text: str) -> set[str]:
        return {w[:5] for w in re.findall(r"[a-z]{4,}", text.lower())}

    return bool(stems(one) & stems(other))
