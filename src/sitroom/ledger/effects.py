"""What one act does to the ledger: the entries that it opens, and the changes that it makes to those that fit (CODEBOOK section 3).

Each effect says which kind of entry it concerns, the status that it brings, the sides, and what an entry needs to fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sitroom.codebook.ontology import LedgerKind
from sitroom.codebook.records import Party
from sitroom.ledger.acts import Act
from sitroom.ledger.entries import IN_FORCE, TermName
from sitroom.record.parties import Who

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
    }
)
"""Types and modes that impose something which can be lifted again."""
THREATENED_MEASURES = frozenset({"expel", "arrest"})
"""Modes of THREATEN whose content is always a measure. "restrict" is one unless the words tell of a stoppage, "relations" where they
name one; the others threaten deeds, which are pledges."""
FULFILS: dict[str, frozenset[str]] = {
    "yield": frozenset({"RETREAT", "CONCEDE"}),
    "change": frozenset({"CONCEDE", "RETREAT", "SUPPORT"}),
    "assist": frozenset({"AID", "COOPERATE", "SUPPORT", "MOBILIZE"}),
    "meet": frozenset({"CONSULT"}),
}
"""By the mode of a request, the types of act by which its addressee meets it."""
SPAT_DAYS = 10
"""Days within which an accusation back answers an accusation."""
ANY_FULFILMENT = frozenset({"CONCEDE", "RETREAT", "AID", "COOPERATE", "SUPPORT"})

_MEETING = re.compile(
    r"\b(?:meet(?:s|ing|ings)?|met|talks?|summit|sessions?|visit(?:s|ed|ing)?|negotiat\w+|conference|consultations?|dialogue|rounds?|"
    r"(?:re)?conven\w+|host(?:s|ed|ing)?|gather(?:ing)?|travel\w*|sit down|receive)\b",
    re.IGNORECASE,
)
_CEASEFIRE = re.compile(
    r"\b(?:cease-?fire|truce|armistice|cessation|humanitarian pause|end to (?:the )?fighting)\b", re.IGNORECASE
)
_COLLAPSED = re.compile(
    r"\b(?:collaps\w+|broke (?:up|down|off)|break(?:ing)? (?:up|down|off)|failed|broken off|without (?:an? )?(?:agreement|deal|result)|"
    r"stalled|walked out|walk(?:ing)? out|ended in failure|deadlock\w*)\b",
    re.IGNORECASE,
)
_POSTPONED = re.compile(
    r"\b(?:postpon\w+|delay\w*|put off|deferr\w+|reschedul\w+|pushed back|adjourn\w*)\b", re.IGNORECASE
)
_CANCELLED = re.compile(r"\b(?:cancel\w*|called off|call off|scrap\w*|pulled out of|withdrew from)\b", re.IGNORECASE)
_EASED = re.compile(
    r"\b(?:eas(?:e|ed|es|ing)|relax\w*|exempt\w*|waiv\w+|partial\w*|in part|loosen\w*|part of|shorten\w*|carve-?outs?|let (?:in|through)|"
    r"scal\w+ (?:back|down))\b",
    re.IGNORECASE,
)
_SUSPENDED = re.compile(r"\b(?:suspen\w+|paus\w+|froz\w+|halt\w*)\b", re.IGNORECASE)
_LIFTED = re.compile(
    r"\b(?:lift\w*|eas(?:e|ed|ing)|waiv\w+|exempt\w*|re-?open\w*|revok\w+|rescind\w*|relax\w*|restor\w+|unfr[eo]\w+|reinstat\w+|resum\w+|"
    r"drop(?:s|ped)?|repeal\w*|commut\w+|end(?:s|ed)?|remov\w+|loosen\w*|scrapp\w+|unblock\w*)\b",
    re.IGNORECASE,
)
_EXTENDED = re.compile(
    r"\b(?:exten\w+|renew\w*|prolong\w*|roll(?:ed)? over|re-?impos\w+|widen\w*|tighten\w*|expand\w*|broaden\w*)\b",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"\b(?:sanction\w*|embargo\w*|ban(?:s|ned|ning)?|freez\w*|froz\w*|suspen\w+|curfew|closure|clos(?:e|ed|es|ing)|seal\w*|"
    r"blockad\w*|tariff\w*|restrict\w*|detain\w*|detention|arrest\w*|jail\w*|custody|house arrest|imprison\w*|blacklist\w*|"
    r"cut(?:s|ting)? off|halt\w*|martial law|state of emergency|quarantin\w*|expel\w*|recall\w*|sever\w*)\b",
    re.IGNORECASE,
)
_TALKS = re.compile(
    r"\b(?:meet(?:s|ing|ings)?|met|talks?|talked|summit|sessions?|negotiat\w+|discuss\w*|consultations?|dialogue|rounds?|conference)\b",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"\b(?:su(?:e|ed|es|ing)|lawsuit|filed|fil(?:e|es|ing)|charged|indict\w*|prosecut\w*|writ|court|complaint|arraign\w*|on trial)\b",
    re.IGNORECASE,
)
_STOPPAGE = re.compile(
    r"\b(?:strik\w+|walk ?outs?|walk out|stoppage|down tools|protest\w*|occup\w+|obstruct\w*|rally|march\w*)\b",
    re.IGNORECASE,
)
_DIPLOMATS = re.compile(
    r"\b(?:diplomat\w*|envoys?|ambassador\w*|attach[eé]\w*|embassy|consul\w*|persona non grata|charg[eé])\b",
    re.IGNORECASE,
)
_VOICED = re.compile(
    r"\b(?:welcom\w+|prais\w+|hail\w*|applaud\w*|endors\w+|back(?:s|ed|ing)?|commend\w*|voic\w+ support|support(?:s|ed)? (?:for|the)|"
    r"defend(?:s|ed)?|salut\w+|approv\w+)\b",
    re.IGNORECASE,
)
_BODY = re.compile(r"\b(?:suspen\w+|exclu\w+|clos\w+|member\w*|ban(?:s|ned)?|bar(?:s|red)?)\b", re.IGNORECASE)
_UNLESS = re.compile(r"^\W*(?:unless|if\b.*\b(?:not?|fail\w*|refus\w*)\b|until|should\b.*\bnot\b)", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ial|ying)|disput\w+|dismiss\w+|reject\w*|refut\w+|contradict\w*|called (?:it|the \w+) (?:a lie|false)|baseless|"
    r"fabricat\w+|untrue)\b",
    re.IGNORECASE,
)
"""Words near an accusation that say somebody disputes it; looked for in its sentence and the next."""
_UNDER_WAY = re.compile(
    r"\b(?:under way|underway|ongoing|continu\w+|began|begun|begin|resumed|started|opened)\b", re.IGNORECASE
)
_DROPPED = re.compile(
    r"\b(?:drop\w*|withdr[ae]w\w*|abandon\w*|no longer (?:demand|insist|ask)\w*|give up|gave up|shelv\w+)\b",
    re.IGNORECASE,
)
_RETRACTED = re.compile(r"\b(?:withdr[ae]w\w*|retract\w*|took back|drop\w*|apologi[sz]\w*)\b", re.IGNORECASE)
_ADMITTED = re.compile(r"\b(?:admit\w*|acknowledg\w*|conced\w*|confess\w*|own(?:s|ed) up|confirm\w*)\b", re.IGNORECASE)
_PARTLY = re.compile(
    r"\b(?:part(?:ly|ial\w*)?|some of|a few|first (?:batch|group|tranche)|half|limited|several of)\b", re.IGNORECASE
)
_BROKEN = re.compile(
    r"\b(?:broke\w*|breach\w*|violat\w+|in defiance of|despite the (?:truce|cease-?fire)|shatter\w*|collaps\w+)\b",
    re.IGNORECASE,
)
_RENEGED = re.compile(
    r"\b(?:fail(?:ed|s|ure)?|reneg\w+|never|did not|went back on|broke\w*|has yet|have yet|no sign)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One thing that an act does.

    opens: it opens an entry where none fits; changes_only: it does nothing where none fits. wants: statuses that an entry must have
    to be changed; ends: it undoes or refuses what another act opened; answers: it must be what was asked; within: days at most since the entry's last line; needs_words: share of
    stems that the two must have in common. repeats: it may be a further mention of what stands already, and keeps(status) then
    says whether that stays.
    """

    kind: LedgerKind
    status: str
    by: tuple[Party, ...]
    to: tuple[Party, ...]
    by_who: tuple[Who, ...]
    to_who: tuple[Who, ...]
    day: date | None
    opens: bool = True
    note: str | None = None
    wants: frozenset[str] | None = None
    holding: frozenset[str] = frozenset()
    needs_by: bool = True
    needs_to: bool = False
    needs_subject: bool = True
    needs_words: float = 0.0
    either_side: bool = False
    repeats: bool = False
    terms: tuple[TermName, ...] = ()
    meets_on: date | None = None
    ends: bool = False
    within: int | None = None
    answers: bool = False

    @property
    def changes_only(self) -> bool:
        return not self.opens

    def keeps(self, status: str) -> bool:
        """Does a status that stands already outlast this mention?"""
        return status in self.holding


MEASURE_TERMS: tuple[TermName, ...] = ("deadline", "condition", "exemption", "amount")
THREAT_TERMS: tuple[TermName, ...] = ("condition", "exemption", "amount", "date")
"""The deadline of a threat is that of the demand behind it."""
ALL_TERMS: tuple[TermName, ...] = ("deadline", "condition", "exemption", "amount", "date")


def effects_of(act: Act) -> Iterator[Effect]:
    """Everything that an act does to the ledger."""
    event = act.event
    if event.status == "negation":
        yield from _not_done(act)
        return
    if event.type in ("SANCTION", "COERCE", "MOBILIZE"):
        yield from _imposed(act)
    elif event.type == "CONSULT":
        yield from _talks(act)
    elif event.type in ("CONCEDE", "RETREAT"):
        yield from _relief(act)
    elif event.type == "AGREE":
        yield from _promise(act)
    elif event.type == "THREATEN":
        yield from _threat(act)
    elif event.type == "REQUEST":
        yield from _request(act)
    elif event.type == "REJECT":
        yield from _refusal(act)
    elif event.type == "ACCUSE":
        yield from _charge(act)
    elif event.type == "SUPPORT":
        yield from _praise(act)
    elif event.type == "ASSAULT":
        yield from _breach(act)
    if event.status in ("actual", "historical"):
        yield from _fulfilment(act)
        yield from _hearsay(act)


def opens_first(act: Act) -> bool:
    """Is it an act of those that open entries? Reports tell the newest first: what ends a thing may stand before what began it."""
    event = act.event
    if event.status in ("future", "hypothetical"):
        return event.type not in ("CONCEDE", "RETREAT") or event.status == "hypothetical"
    return event.type in ("SANCTION", "COERCE", "MOBILIZE", "REQUEST", "AGREE", "THREATEN", "ACCUSE")


def _effect(act: Act, kind: LedgerKind, status: str, *, crossed: bool = False, **more: object) -> Effect:
    event = act.event
    sides = (event.actors, event.recipients, act.actors, act.recipients)
    by, to, by_who, to_who = (sides[1], sides[0], sides[3], sides[2]) if crossed else sides
    more.setdefault("day", act.day)
    return Effect(kind=kind, status=status, by=by, to=to, by_who=by_who, to_who=to_who, **more)  # type: ignore[arg-type]


def _told(act: Act) -> date | None:
    """The day of an act of announcing: its date if that is not after the telling; the thing announced comes later."""
    return act.day if act.day is not None and (act.known is None or act.day <= act.known) else None


def _is_measure(act: Act) -> bool:
    event = act.event
    if any((event.type, mode) in MEASURE_MODES for mode in event.modes):
        return True
    if event.type == "SANCTION" and "expel" in event.modes:
        return bool(_BODY.search(event.trigger.text) or _DIPLOMATS.search(act.near))
    return not event.modes and event.type != "MOBILIZE" and bool(_MEASURE.search(event.trigger.text))


def _imposed(act: Act) -> Iterator[Effect]:
    event = act.event
    if _is_measure(act):
        status = {"future": "announced", "hypothetical": "threatened"}.get(event.status, "in_force")
        holding = {
            "threatened": frozenset({"announced", *IN_FORCE}),
            "announced": IN_FORCE,
            "in_force": frozenset({"eased", "in_force"}),
        }[status]
        extended = status == "in_force" and _EXTENDED.search(act.event.trigger.text + " " + act.what) is not None
        yield _effect(
            act,
            "measure",
            status,
            day=act.day if status == "in_force" else _told(act),
            repeats=True,
            holding=holding,
            terms=MEASURE_TERMS,
            note="extended" if extended else None,
        )
        if event.deadline is not None and event.deadline.passed and event.type == "SANCTION":
            # A sanction with a day that has passed was the means of a demand (CODEBOOK section 4, row 11).
            yield _effect(act, "demand", "open", repeats=True, holding=_ASKED, terms=("deadline",))


_ASKED = frozenset({"open", "refused", "partly_met"})


def _talks(act: Act) -> Iterator[Effect]:
    event = act.event
    if event.status in ("future", "hypothetical"):
        if event.status == "future":
            yield _effect(act, "meeting", "scheduled", day=_told(act), repeats=True, terms=ALL_TERMS, meets_on=act.day,
                          holding=frozenset({"scheduled", "under_way"}))  # fmt: skip
        return
    around = act.near + " " + " ".join(s.text for s in event.evidence)
    status = "collapsed" if _COLLAPSED.search(around) else "under_way" if _is_under_way(act) else "held"
    # A meeting is a contact with a date; an undated call or visit only changes one that is known.
    opens = event.date is not None or status != "held" or bool(_TALKS.search(event.trigger.text))
    yield _effect(act, "meeting", status, opens=opens, meets_on=act.day, repeats=True, terms=("date",),
                  holding=frozenset({"collapsed"}) if status != "collapsed" else frozenset())  # fmt: skip


def _is_under_way(act: Act) -> bool:
    """Under way at the report's day: a verb of beginning or going on, and no day that is past."""
    last = act.last_day
    over = last is not None and act.known is not None and last < act.known
    return not over and bool(_UNDER_WAY.search(act.event.trigger.text + " " + act.what[:60]))


def _relief(act: Act) -> Iterator[Effect]:
    event = act.event
    words = event.trigger.text + " " + act.what
    ceasefire = "ceasefire" in event.modes or bool(_CEASEFIRE.search(words))
    if ceasefire and event.status in ("actual", "historical"):
        yield _effect(
            act,
            "measure",
            "in_force",
            repeats=True,
            holding=frozenset({"in_force"}),
            terms=MEASURE_TERMS,
            either_side=True,
        )
        return
    if ceasefire and event.status == "future":
        yield _effect(
            act,
            "measure",
            "announced",
            day=_told(act),
            repeats=True,
            holding=IN_FORCE,
            terms=MEASURE_TERMS,
            either_side=True,
        )
        return
    if event.status in ("future", "hypothetical"):
        yield _effect(act, "pledge", "open", day=_told(act), repeats=True, holding=frozenset({"open"}), terms=ALL_TERMS)
        return
    partly = _EASED.search(words) or _PARTLY.search(act.what[:60])
    status = "eased" if partly else "suspended" if _SUSPENDED.search(event.trigger.text) else "lifted"
    note = (
        "exemption added"
        if event.exemption is not None or re.search(r"\bexempt\w*|\bwaive\w*", words, re.IGNORECASE)
        else None
    )
    yield _effect(
        act,
        "measure",
        status,
        # What is lifted was in force before, also where the first report that tells of it tells of its end.
        opens=(event.type == "CONCEDE" and bool(_LIFTED.search(words))),
        wants=frozenset({"threatened", "announced", *IN_FORCE}),
        needs_to=False,
        ends=True,
        note=note,
        repeats=True,
        holding=frozenset({"lifted"}) if status == "lifted" else frozenset(),
        terms=("exemption", "amount"),
    )
    if event.type == "CONCEDE" and _RETRACTED.search(words):
        yield _effect(
            act,
            "claim",
            "withdrawn",
            opens=False,
            wants=frozenset({"asserted", "disputed"}),
            needs_to=False,
            needs_words=0.2,
        )
    if event.type == "CONCEDE" and _ADMITTED.search(words):
        yield Effect(
            kind="claim", status="confirmed", by=(), to=event.actors, by_who=(), to_who=act.actors, day=_told(act), opens=False,
            wants=frozenset({"asserted", "disputed"}), needs_by=False, needs_to=True, needs_words=0.2,
        )  # fmt: skip
    if event.type == "CONCEDE" and _DROPPED.search(words):
        yield _effect(act, "demand", "withdrawn", opens=False, wants=frozenset({"announced", *_ASKED}), needs_to=False)


def _promise(act: Act) -> Iterator[Effect]:
    event = act.event
    words = event.trigger.text + " " + act.what
    if _CEASEFIRE.search(words) and event.status != "hypothetical":
        status = (
            "in_force"
            if act.day is not None and act.known is not None and act.day <= act.known and event.status == "actual"
            else "announced"
        )
        yield _effect(
            act,
            "measure",
            status,
            day=_told(act),
            repeats=True,
            holding=IN_FORCE,
            terms=MEASURE_TERMS,
            either_side=True,
        )
        return
    if _MEETING.search(words) and event.status != "historical":
        if event.status == "hypothetical":
            yield _effect(
                act, "pledge", "open", day=_told(act), repeats=True, holding=frozenset({"open"}), terms=ALL_TERMS
            )
        else:
            yield _effect(act, "meeting", "scheduled", day=_told(act), meets_on=_later(act), repeats=True, terms=ALL_TERMS,
                          holding=frozenset({"scheduled", "under_way"}))  # fmt: skip
    elif event.status in ("future", "hypothetical"):
        yield _effect(act, "pledge", "open", day=_told(act), repeats=True, holding=frozenset({"open"}), terms=ALL_TERMS)


def _later(act: Act) -> date | None:
    """The day of the thing announced, where the date is not that of the announcing."""
    return act.day if act.day is not None and act.known is not None and act.day >= act.known else None


def _threat(act: Act) -> Iterator[Effect]:
    event = act.event
    modes = set(event.modes)
    if event.status not in ("future", "hypothetical"):
        if "arrest" in modes and event.status == "actual":  # a warrant stands until it is lifted
            yield _effect(act, "measure", "in_force", repeats=True, holding=frozenset({"eased"}), terms=MEASURE_TERMS)
        return
    words = event.trigger.text + " " + act.what
    named = ("restrict" in modes and not _STOPPAGE.search(words)) or ("relations" in modes and _MEASURE.search(words))
    if modes & THREATENED_MEASURES or named:
        yield _effect(act, "measure", "threatened", day=_told(act), repeats=True, holding=frozenset({"announced", *IN_FORCE}),
                      terms=("condition", "exemption", "amount"))  # fmt: skip
    else:
        yield _effect(act, "pledge", "open", day=_told(act), repeats=True, holding=frozenset({"open"}), terms=ALL_TERMS)
    if event.deadline is not None or (event.condition is not None and _UNLESS.search(event.condition.text)):
        # An ultimatum: what is to be done lest the threat come true.
        yield _effect(
            act, "demand", "open", day=_told(act), repeats=True, holding=_ASKED, terms=("deadline", "condition")
        )


def _request(act: Act) -> Iterator[Effect]:
    event = act.event
    if "meet" in event.modes:
        yield _effect(act, "meeting", "requested", meets_on=_later(act), repeats=True, terms=("date", "condition", "deadline"),
                      holding=frozenset({"requested", "scheduled", "postponed", "under_way"}))  # fmt: skip
    else:
        yield _effect(act, "demand", "announced" if event.status == "future" else "open", day=_told(act), repeats=True,
                      holding=_ASKED, terms=("deadline", "condition", "exemption", "amount"))  # fmt: skip


def _refusal(act: Act) -> Iterator[Effect]:
    event = act.event
    if event.status not in ("actual", "historical"):
        return
    words = act.near
    if "meet" in event.modes:
        status = "postponed" if _POSTPONED.search(words) else "cancelled" if _CANCELLED.search(words) else "refused"
        # A refused meeting was asked for by those whom the refusal is directed to; a cancelled one was to be held by whoever cancels.
        crossed = bool(event.recipients) and status == "refused"
        yield _effect(act, "meeting", status, crossed=crossed, meets_on=_later(act), repeats=True, terms=("date",))
        return
    if _CEASEFIRE.search(event.trigger.text + " " + act.what) and _BROKEN.search(words):
        yield _effect(act, "measure", "broken", opens=False, wants=IN_FORCE, either_side=True)
        return
    yield _effect(
        act,
        "demand",
        "refused",
        crossed=True,
        opens=bool(event.actors) and bool(event.modes),
        wants=frozenset({"announced", *_ASKED}),
        needs_by=False,
        needs_to=True,
        ends=True,
        repeats=True,
    )


def _charge(act: Act) -> Iterator[Effect]:
    event = act.event
    if event.status not in ("actual", "historical"):
        return
    if "allege" in event.modes:
        # Whoever is accused and accuses back disputes what was said of him.
        yield _effect(act, "claim", "disputed", crossed=True, opens=False, wants=frozenset({"asserted"}), needs_to=True,
                      needs_subject=False, within=SPAT_DAYS)  # fmt: skip
    if "allege" in event.modes and not _LEGAL.search(event.trigger.text):
        yield _effect(act, "claim", "disputed" if _DENIED.search(act.after) else "asserted", repeats=True,
                      holding=frozenset({"disputed", "confirmed"}))  # fmt: skip
    elif "disapprove" in event.modes or not event.modes:
        yield _effect(act, "position", "against", needs_subject=False, needs_to=bool(event.recipients), repeats=True)


def _praise(act: Act) -> Iterator[Effect]:
    """Support that is voiced is a position for somebody; a stance against before makes it a change of position."""
    if act.event.status in ("actual", "historical") and _VOICED.search(act.event.trigger.text):
        yield _effect(act, "position", "for", needs_subject=False, needs_to=bool(act.event.recipients), repeats=True)


def _hearsay(act: Act) -> Iterator[Effect]:
    """Violence or repression that somebody else than the report vouches for is that speaker's claim about whoever is said to do it."""
    event = act.event
    if event.attributed_to is None or act.speaker is None or event.type not in ("ASSAULT", "COERCE"):
        return
    yield Effect(
        kind="claim",
        status="disputed" if _DENIED.search(act.after) else "asserted",
        by=(event.attributed_to,),
        to=event.actors,
        by_who=(act.speaker,),
        to_who=act.actors,
        day=_told(act),
        repeats=True,
        holding=frozenset({"disputed", "confirmed"}),
    )


def _breach(act: Act) -> Iterator[Effect]:
    """Fighting that a report says breaks a ceasefire ends it."""
    if act.event.status == "actual" and _CEASEFIRE.search(act.near) and _BROKEN.search(act.near):
        yield _effect(
            act, "measure", "broken", opens=False, wants=IN_FORCE, either_side=True, needs_to=False, needs_subject=False
        )


def _fulfilment(act: Act) -> Iterator[Effect]:
    """What was done may meet a demand, keep a pledge or let a measure end."""
    event = act.event
    words = act.near
    if event.type in ANY_FULFILMENT or event.type == "MOBILIZE":
        if event.type != "MOBILIZE":
            yield _effect(act, "demand", "partly_met" if _PARTLY.search(act.what) else "met", crossed=True, opens=False,
                          wants=_ASKED, needs_by=False, needs_to=True, answers=True)  # fmt: skip
        yield _effect(act, "pledge", "kept", opens=False, wants=frozenset({"open"}), needs_to=False, needs_words=0.25)
    if event.type == "AID":
        # Aid that flows again (rule 5).
        yield _effect(act, "measure", "eased" if _PARTLY.search(act.what) or _EASED.search(words) else "lifted", opens=False,
                      wants=IN_FORCE, needs_to=True)  # fmt: skip
    if event.type == "ASSAULT":
        yield _effect(act, "pledge", "kept", opens=False, wants=frozenset({"open"}), needs_to=True,
                      needs_words=0.25)  # fmt: skip


def _not_done(act: Act) -> Iterator[Effect]:
    event = act.event
    if event.type in ANY_FULFILMENT and _RENEGED.search(act.near):
        yield _effect(act, "pledge", "broken", opens=False, wants=frozenset({"open"}), needs_to=False)
    elif event.type == "CONSULT":
        yield _effect(
            act, "meeting", "cancelled", opens=False, wants=frozenset({"scheduled", "requested"}), meets_on=act.day
        )
