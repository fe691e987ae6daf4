"""What the ledger sees of an event: the event, who in terms that hold across reports, the words around it, when it was told."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from sitroom.codebook.records import Entity, Event
from sitroom.codebook.reports import Report
from sitroom.ledger.patterns import COMING, CONNECTIVE, REST
from sitroom.ledger.sides import SAME_SIDE, side
from sitroom.ledger.subjects import BY_MODE, stems_of, subjects_of
from sitroom.reading.sentences import split_sentences
from sitroom.record.parties import Who, home_of, who_of

WHAT = 120
"""Characters at most of the words that name what an entry is about."""
RECENT = 7
"""Days before the telling at which an undated act that opens an entry is placed: news is told within the week."""
BACKGROUND = 91
"""The same for acts told as history."""
PROMISING = frozenset({"AGREE", "CONCEDE", "THREATEN"})
"""Types whose date may be that of the thing announced (codebook rule 18)."""

_CLAUSE_END = re.compile(r"[.;:\n]\s|[\"”]|,\s(?:but|and|which|who|while|after|saying)\b")
_COORDINATOR = re.compile(r"(?:[,;]\s+|\s+)(?:and|but|while|after|before|as|then|that)\s|[,;]\s")
"""What parts the clauses of two acts in one sentence."""
_JOINT = re.compile(
    r"[,;:—]\s|\b(?:and|but|while|after|before|that|which|who|whom|once|if|unless|until|provided|because|when)\b",
    re.IGNORECASE,
)
"""What may begin the clause that a trigger stands in."""
_SENTENCE_END = re.compile(r"[.!?][\"”]?\s")


@dataclass(frozen=True, slots=True)
class Content:
    """What an act or entry is about: words, subjects and stems. typed: its mode says the subject, not its words."""

    what: str
    subjects: frozenset[str]
    stems: frozenset[str]
    typed: bool = False

    @classmethod
    def of(cls, words: str, parties: frozenset[str] = frozenset()) -> Content:
        return cls(words, subjects_of(words), stems_of(words, parties))


@dataclass(frozen=True)
class Act:
    """An event as the ledger takes it.

    id: of the event, unique among the acts that one book takes. known: publication day of the first report that tells it,
    None if no report that tells it is dated. what: the words from the trigger to the end of its clause; near: some words
    around the trigger; after: its sentence's end and the two after it, where a denial would stand, in each report that tells it;
    sentence: the whole one; told: what other reports say of it, from the trigger on. speaker: who says so, where the report does
    not vouch for it; inside: the acts that its condition names, as (type, actors).
    """

    id: str
    event: Event
    actors: tuple[Who, ...]
    recipients: tuple[Who, ...]
    report: str | None
    known: date | None
    what: str
    near: str
    after: tuple[str, ...]
    sentence: str = ""
    told: tuple[str, ...] = ()
    speaker: Who | None = None
    inside: tuple[tuple[str, tuple[Who, ...]], ...] = ()

    @cached_property
    def clause(self) -> str:
        """The words of its clause, also those before the trigger: in the passive the object stands there."""
        at = self.sentence.find(self.event.trigger.text)
        if at < 0:
            return self.what
        before = self.sentence[:at]
        cuts = [0, *(m.end() for m in _JOINT.finditer(before))]
        if stems_of(self.what[len(self.event.trigger.text) :]):
            cuts = cuts[-1:]
        for cut in reversed(cuts):
            if stems_of(before[cut:]):
                return before[cut:] + self.what
        return before[cuts[-1] :] + self.what

    @cached_property
    def tail(self) -> str:
        """Its sentence from the trigger on."""
        at = self.sentence.find(self.event.trigger.text)
        return self.sentence[at:] if at >= 0 else self.what

    @cached_property
    def conditional(self) -> bool:
        """Does its clause begin with "if", "unless" or the like? Then it is what something else hangs on (rule 15)."""
        at = self.sentence.find(self.event.trigger.text)
        joints = [m[0] for m in _JOINT.finditer(self.sentence[:at])] if at > 0 else []
        first = self.sentence.split(maxsplit=1)[0] if self.sentence else ""
        last = joints[-1] if joints else first
        return last.lower() in ("if", "unless", "once", "until", "provided")

    @cached_property
    def content(self) -> Content:
        told = frozenset(BY_MODE[key] for mode in self.event.modes if (key := (self.event.type, mode)) in BY_MODE)
        subjects = told or subjects_of(self.what) or subjects_of(self.clause)
        stems = frozenset().union(
            *(stems_of(words, self.party_words) for words in (self._unconditioned(self.clause), *self.told))
        )
        return Content(self.what, subjects, stems, bool(told))

    @property
    def deed(self) -> str:
        """Its own words, without those of the condition that it hangs on."""
        return self._unconditioned(self.what)

    def _unconditioned(self, words: str) -> str:
        return words.split(self.event.condition.text)[0] if self.event.condition is not None else words

    @cached_property
    def party_words(self) -> frozenset[str]:
        every = (*self.actors, *self.recipients)
        return frozenset(
            w.lower() for who in every for name in (who.name, *who.aliases) for w in re.findall(r"[\w-]+", name)
        )

    @cached_property
    def condition(self) -> Content | None:
        """What its condition names, without the word that introduces it."""
        stretch = self.event.condition
        return Content.of(CONNECTIVE.sub("", stretch.text).strip(), frozenset()) if stretch is not None else None

    @property
    def is_rest(self) -> bool:
        """Is it done to the rest, and so to the whole ("the last five of 14")?"""
        return REST.search(self.what[:60]) is not None

    @property
    def day(self) -> date | None:
        """The first day of the act, None if the report gives none or leaves its beginning open."""
        return self.event.date.interval.start if self.event.date and self.event.date.interval else None

    @property
    def last_day(self) -> date | None:
        return self.event.date.interval.end if self.event.date and self.event.date.interval else None

    @property
    def told_day(self) -> date | None:
        """The day of an act of announcing: its date if that is not after the telling; the thing announced comes later."""
        return self.day if self.day is not None and (self.known is None or self.day <= self.known) else None

    @property
    def coming_day(self) -> date | None:
        """The day of the thing announced, where the date is not that of the announcing."""
        return self.day if self.day is not None and self.known is not None and self.day >= self.known else None

    @property
    def lies_ahead(self) -> bool:
        """Is its day after the telling, and so not that of an act that is done?"""
        return self.day is not None and self.known is not None and self.day > self.known

    @property
    def opens_first(self) -> bool:
        """Is it of those that open entries? Reports tell the newest first: what ends a thing may stand before what began it."""
        event = self.event
        if event.status in ("future", "hypothetical"):
            return event.type not in ("CONCEDE", "RETREAT") or event.status == "hypothetical"
        return event.type in ("SANCTION", "COERCE", "MOBILIZE", "REQUEST", "AGREE", "THREATEN", "ACCUSE")

    @property
    def lag(self) -> int:
        """Days before its telling at which it is placed where its day is not stated. What has a day ahead, or answers
        an invitation, is announced as news."""
        if self.event.status == "historical":
            return BACKGROUND
        news = self.coming_day is not None or (self.event.type == "AGREE" and COMING.search(self.event.trigger.text))
        return RECENT if self.opens_first and not news else 0

    @cached_property
    def order(self) -> tuple[date, int, str, int, str]:
        """Where it stands in time among other acts; of one day those first that open entries, then those that refuse or call off."""
        pending = self.event.status in ("future", "hypothetical") or self.event.type in PROMISING
        day = self.told_day if pending else self.day
        when = day or (self.known - timedelta(days=self.lag) if self.known else date.min)
        turn = 0 if self.opens_first else 1 if self.event.type == "REJECT" else 2
        return when, turn, self.report or "", self.event.trigger.start, self.id


def in_turn(acts: Sequence[Act]) -> list[Act]:
    """The acts in the order in which they were done, as far as is known."""
    return sorted(acts, key=lambda act: act.order)


def acts_of(report: Report, events: Sequence[Event], entities: Mapping[str, Entity]) -> list[Act]:
    """The acts of one report, in the order of its events."""
    sentences = split_sentences(report.text)
    home = home_of(entities)
    triggers = sorted(event.trigger.start for event in events)
    out = []
    for event in events:
        inside: tuple[tuple[str, tuple[Who, ...]], ...] = ()
        if event.condition is not None:
            inside = tuple(
                (other.type, tuple(who_of(p, entities, home) for p in other.actors))
                for other in events
                if other is not event and event.condition.contains(other.trigger)
            )
        words = words_of(report.text, event, triggers)
        out.append(
            Act(
                id=event.id,
                event=event,
                actors=tuple(who_of(p, entities, home) for p in event.actors),
                recipients=tuple(who_of(p, entities, home) for p in event.recipients),
                report=report.id,
                known=report.published,
                sentence=_sentence(report.text, sentences, event),
                speaker=who_of(event.attributed_to, entities, home) if event.attributed_to else None,
                inside=inside,
                what=words["what"],
                near=words["near"],
                after=(words["after"],),
            )
        )
    begins = [start for start, _ in sentences]
    at = [bisect_right(begins, act.event.trigger.start) - 1 for act in out]
    told: dict[int, list[Act]] = defaultdict(list)
    for number, act in zip(at, out, strict=True):
        told[number].append(act)
    return [_with_antecedent(act, number, told) for number, act in zip(at, out, strict=True)]


_BETWEEN = re.compile(r"(?<=[.!?])[\"”]?\s+")


def sentences_in(words: str) -> list[str]:
    """The sentences of the words from an act on (`Act.after`): the end of its own first."""
    return _BETWEEN.split(words)


_BACKWARD = re.compile(r"\b(?:had|having|earlier|previously)\b", re.IGNORECASE)
"""Does an act lie before those told around it ("as it had promised", "something that Kenya had asked for")?"""
_PROMISED = re.compile(r"promis|pledg|vow|offer|agree|undert|commit|threat|warn|said", re.IGNORECASE)
_ANSWERS = frozenset({"CONCEDE", "RETREAT", "AID", "COOPERATE", "SUPPORT", "MOBILIZE", "REJECT"})
"""Types of acts by which a request is met or refused, or a promise kept."""
REACH_BACK = 2
"""Sentences before its own in which a request or promise without content of its own has what it means."""
_POINTING = frozenset("step move measu decis gestu actio thing same".split())
"""Stems of words that only point to what was told before."""


def _with_antecedent(act: Act, number: int, told: Mapping[int, Sequence[Act]]) -> Act:
    """A request or promise told in retrospect with what it was about: the act nearby by which it was met.

    "A doctor was let in, something that Kenya had asked for": what was asked is the letting in. Only an act of its addressee
    (of a promise, of its promiser) counts, in its own sentence or the REACH_BACK before. number: of its sentence; told: the acts by that.
    """
    event = act.event
    asks = event.type == "REQUEST" and "meet" not in event.modes
    promises = event.type in ("AGREE", "CONCEDE", "THREATEN") and _PROMISED.search(event.trigger.text)
    if not (asks or promises) or event.status == "negation":
        return act
    before = act.sentence[: max(0, act.sentence.find(event.trigger.text))].split()[-3:]
    own = stems_of(act.what[len(event.trigger.text) :], act.party_words)
    if own - _POINTING or not _BACKWARD.search(" ".join((*before, event.trigger.text))):
        return act
    doers = act.recipients if asks else act.actors
    near = [
        (back, abs(other.event.trigger.start - event.trigger.start), other)
        for back in range(REACH_BACK + 1)
        for other in told.get(number - back, ())
        if other is not act
        and other.event.type in (_ANSWERS if asks else _ANSWERS | {"SANCTION", "COERCE", "ASSAULT"})
        and other.event.status in ("actual", "historical")
        and doers
        and side(other.actors, doers) >= SAME_SIDE
    ]
    if not near:
        return act
    meant = min(near, key=lambda found: found[:2])[2]
    return replace(act, what=f"{act.what} ({' '.join(meant.clause.split())})")


def _sentence(text: str, sentences: Sequence[tuple[int, int]], event: Event) -> str:
    """The sentence that the trigger begins in, in one line."""
    at = bisect_right(sentences, (event.trigger.start, len(text))) - 1
    return " ".join(text[sentences[at][0] : sentences[at][1]].split()) if at >= 0 else ""


def words_of(text: str, event: Event, begins: Sequence[int] = ()) -> dict[str, str]:
    """The words of an act in its report: what, near and after.

    begins: where the report's triggers begin, sorted: before the clause of the next one its own ends.
    """
    start, end = event.trigger.start, event.trigger.end
    rest = text[start : start + WHAT]
    cut = _CLAUSE_END.search(rest, len(event.trigger.text))
    what = rest[: cut.start()] if cut else (rest if len(rest) < WHAT else rest.rsplit(" ", 1)[0])
    next_one = bisect_right(begins, end)
    following = begins[next_one] if next_one < len(begins) else None
    if following is not None and following < start + len(what):
        joints = list(_COORDINATOR.finditer(what, end - start, following - start))
        if joints:
            cut = joints[-1]
            if "that" in cut[0] and len(joints) > 1 and len(what[joints[-2].end() : cut.start()].split()) < 2:
                cut = joints[-2]  # "…, something that had been asked for"
            what = what[: cut.start()]
    stops = [m.start() for m in _SENTENCE_END.finditer(text[end : end + 500])]
    return {
        "what": " ".join(what.split()).rstrip(",.;:"),
        "near": text[max(0, start - 60) : end + 100],
        "after": text[end : end + (stops[2] if len(stops) > 2 else 500)],
    }
