"""How alike two accounts are: do they tell of one event? A logistic curve over features that a person can check.

Its weights are in `data/joining.json`, made by `python -m training.train_joining`: one set for accounts that both have
an event type, one for accounts of which at least one has none (open sets, other people's data).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from sitroom.record.accounts import Account
from sitroom.record.parties import Who, is_identified, party_likeness
from sitroom.record.traits import Traits, traits_of
from sitroom.record.wording import kinship, shared_part

SENT = frozenset({"SANCTION", "AID", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE"})
"""Types of acts that are told apart by who does them (codebook rule 12)."""
TWO_SIDED = frozenset({"CONSULT", "COOPERATE", "AGREE"})
"""Types whose sides a report may name either way round."""
PROMISES = frozenset({"AGREE", "CONCEDE", "THREATEN"})
"""Types whose date is now that of the thing announced, now that of the announcing (codebook rule 18)."""
PENDING = frozenset({"future", "hypothetical"})
CONFUSABLE = frozenset(
    frozenset(pair.split())
    for pair in (
        "AGREE CONSULT,AGREE CONCEDE,AGREE SUPPORT,AGREE AID,AGREE COOPERATE,AGREE REQUEST,CONSULT COOPERATE,SUPPORT COOPERATE,"
        "SUPPORT AID,AID COOPERATE,CONCEDE RETREAT,CONCEDE SUPPORT,REQUEST ACCUSE,REQUEST THREATEN,REQUEST REJECT,ACCUSE REJECT,"
        "ACCUSE THREATEN,THREATEN SANCTION,THREATEN COERCE,THREATEN AGREE,SANCTION COERCE,SANCTION REJECT,COERCE ASSAULT,"
        "ASSAULT MOBILIZE,COERCE MOBILIZE,PROTEST ASSAULT,PROTEST COERCE,PROTEST MOBILIZE,RETREAT MOBILIZE,REQUEST SUPPORT"
    ).split(",")
)
"""Pairs of types that the reader, and annotators, take for one another."""

FEATURES = (
    "bias", "type same", "type confusable", "modes shared", "modes clash", "status same", "status pending against done",
    "promise pending against done", "status negated against not", "status background", "actors alike", "actors unlike",
    "actors surely others", "actors unknown", "recipients alike", "recipients unlike", "recipients surely others",
    "recipients unknown", "day same", "day next", "days overlap",
    "days apart", "days apart of a promise", "days far apart", "inferred days apart", "inferred days apart of a retelling",
    "place same", "place within", "place apart", "trigger kin", "trigger family", "triggers unlike", "trigger in other mentions",
    "trigger in other's sentence", "words shared", "names shared", "numbers shared", "amount agrees", "amount contradicts",
    "same words in a copy", "other words in a copy", "published apart", "trigger and words", "reports alike",
    "reports alike and trigger", "reports unknown",
)  # fmt: skip
"""What is weighed, each 0 to 1 (see `features`)."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """score: 0 to 1, the probability that both tell of one event, as far as the training sets are like the texts at hand.

    reason: what speaks for and against, the heaviest first. features: those that are not 0.
    """

    score: float
    reason: str
    features: dict[str, float]


def likeness(one: Account, other: Account) -> Likeness:
    """Do two accounts tell of one event? Symmetric."""
    a, b = traits_of(one), traits_of(other)
    values = features(a, b)
    return Likeness(_score(a, b, values), _reason(a, b, values), values)


def score(a: Traits, b: Traits) -> float:
    """The score of `likeness` alone, from traits: what joining computes for every candidate."""
    return _score(a, b, features(a, b))


def typed(a: Traits, b: Traits) -> bool:
    return a.type is not None and b.type is not None


def features(a: Traits, b: Traits) -> dict[str, float]:
    """The features that are not 0, by name. Missing sides, days and places give none: they are neutral."""
    out = {"bias": 1.0}
    _type_and_status(a, b, out)
    _parties(a, b, out)
    _days(a, b, out)
    _place(a, b, out)
    _words(a, b, out)
    _amount(a, b, out)
    return {name: value for name, value in out.items() if value}


def _type_and_status(a: Traits, b: Traits, out: dict[str, float]) -> None:
    if a.type is not None and b.type is not None:
        out["type same"] = float(a.type == b.type)
        out["type confusable"] = float(frozenset({a.type, b.type}) in CONFUSABLE)
        if a.type == b.type and a.modes and b.modes:
            out["modes shared"] = float(bool(a.modes & b.modes))
            out["modes clash"] = float(not a.modes & b.modes)
    out["status same"] = float(a.status == b.status)
    if (a.status in PENDING) != (b.status in PENDING) and "negation" not in (a.status, b.status):
        promised = a.type in PROMISES and b.type in PROMISES
        out["promise pending against done" if promised else "status pending against done"] = 1.0
    out["status negated against not"] = float((a.status == "negation") != (b.status == "negation"))
    out["status background"] = float((a.status == "historical") != (b.status == "historical"))


def _parties(a: Traits, b: Traits, out: dict[str, float]) -> None:
    actors, recipients = _side(a.actors, b.actors), _side(a.recipients, b.recipients)
    sides = (a.actors, b.actors), (a.recipients, b.recipients)
    if a.type is None or b.type is None or TWO_SIDED & {a.type, b.type}:
        crossed = _side(a.actors, b.recipients), _side(a.recipients, b.actors)
        if sum(x or 0.0 for x in crossed) > sum(x or 0.0 for x in (actors, recipients)):
            actors, recipients = sorted(crossed, key=lambda value: -1.0 if value is None else value, reverse=True)
            sides = ((), ()), ((), ())
    for name, value, (one, other) in zip(("actors", "recipients"), (actors, recipients), sides, strict=True):
        if value is None:
            out[f"{name} unknown"] = 1.0
        else:
            out[f"{name} alike"] = value
            out[f"{name} unlike"] = float(value < 0.25)
            out[f"{name} surely others"] = float(bool(one) and value == 0.0 and all(map(is_identified, (*one, *other))))


def other_senders(a: Traits, b: Traits) -> bool:
    """Are both acts of a kind that its sender makes, and the senders known and others? Who killed or arrested may be in dispute; who
    sanctioned, asked or promised is not."""
    if a.type not in SENT or b.type not in SENT or not a.actors or not b.actors:
        return False
    others = not (a.account.copy is not None and a.account.copy == b.account.copy)
    return others and not _side(a.actors, b.actors) and all(map(is_identified, (*a.actors, *b.actors)))


def _side(ones: Sequence[Who], others: Sequence[Who]) -> float | None:
    """Likeness of two sides, 0 to 1: the mean of the best pair and of how well each party is found on the other side."""
    if not ones or not others:
        return None
    table = [[party_likeness(x, y)[0] for y in others[:6]] for x in ones[:6]]
    rows = [max(row) for row in table]
    columns = [max(row[j] for row in table) for j in range(len(table[0]))]
    found = [*rows, *columns]
    return (max(rows) + sum(found) / len(found)) / 2


def _days(a: Traits, b: Traits, out: dict[str, float]) -> None:
    if a.published is not None and b.published is not None:
        out["published apart"] = min(1.0, math.log1p(abs(a.published - b.published)) / math.log(91))
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return
    gap = max(a.start, b.start) - min(a.end, b.end)
    if a.inferred or b.inferred:
        if gap > 0:
            retold = (a.inferred and a.retelling) or (b.inferred and b.retelling)
            out["inferred days apart of a retelling" if retold else "inferred days apart"] = min(
                1.0, math.log1p(gap) / math.log(31)
            )
        return
    if a.start == a.end and b.start == b.end:
        out["day same"] = float(gap == 0)
        out["day next"] = float(gap == 1)
    elif gap <= 0:
        out["days overlap"] = 1.0
    if gap > 0 and not (gap == 1 and a.start == a.end and b.start == b.end):
        out["days apart of a promise" if a.type in PROMISES and b.type in PROMISES else "days apart"] = 1.0
        out["days far apart"] = min(1.0, math.log1p(gap) / math.log(91))


def _place(a: Traits, b: Traits, out: dict[str, float]) -> None:
    if a.spot is None or b.spot is None:
        return
    if a.spot.key == b.spot.key:
        out["place same"] = 1.0
    else:
        abroad = bool(a.spot.country and b.spot.country and a.spot.country != b.spot.country)
        out["place apart" if abroad or (a.spot.fine and b.spot.fine) else "place within"] = 1.0


def _words(a: Traits, b: Traits, out: dict[str, float]) -> None:
    same = bool(a.act & b.act)
    kin = 1.0 if same else kinship(a.act, b.act)
    family = float(bool(a.families & b.families))
    out["trigger kin"] = kin
    out["trigger family"] = family
    out["triggers unlike"] = float(kin < 0.6 and not family)
    out["trigger in other mentions"] = float(bool(a.act & b.acts or b.act & a.acts)) if not same else 0.0
    out["trigger in other's sentence"] = (bool(a.act & b.context) + bool(b.act & a.context)) / 2
    words = shared_part(a.context, b.context)
    out["words shared"] = words
    out["names shared"] = shared_part(a.names, b.names)
    out["numbers shared"] = shared_part(a.numbers, b.numbers)
    act = max(kin if kin > 0.6 else 0.0, 0.7 * family)
    out["trigger and words"] = act * words
    if a.about and b.about:
        alike = shared_part(a.about, b.about)
        out["reports alike"] = alike
        out["reports alike and trigger"] = act * alike
    else:
        out["reports unknown"] = 1.0
    if a.account.copy is not None and a.account.copy == b.account.copy:
        out["same words in a copy" if words > 0.7 and act > 0.6 else "other words in a copy"] = 1.0


def _amount(a: Traits, b: Traits, out: dict[str, float]) -> None:
    one, other = a.account.event.amount, b.account.event.amount
    if one is None or other is None:
        return
    x, y = one.amount, other.amount
    if x.unit and y.unit and x.unit != y.unit:
        return
    low = max(v for v in (x.min, y.min, -math.inf) if v is not None)
    high = min(v for v in (x.max, y.max, math.inf) if v is not None)
    out["amount agrees" if low <= high else "amount contradicts"] = 1.0


def _score(a: Traits, b: Traits, values: Mapping[str, float]) -> float:
    weights = model()["typed" if typed(a, b) else "untyped"]
    return 1 / (1 + math.exp(-sum(weights.get(name, 0.0) * value for name, value in values.items())))


@cache
def model() -> dict[str, dict[str, float]]:
    """ "typed", "untyped": feature -> weight. "limits": name -> number (record/joining.py)."""
    path = resources.files("sitroom.record") / "data" / "joining.json"
    loaded: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8"))["weights"]
    return loaded


_PHRASES = {
    "type confusable": "types easily confused", "modes clash": "other modes", "status same": "the same status",
    "status pending against done": "one to come, one done", "promise pending against done": "one pending, one settled",
    "status negated against not": "one denied to have happened", "status background": "one told as history",
    "actors unlike": "other actors", "actors surely others": "actors that are surely others", "recipients unlike": "other recipients",
    "recipients surely others": "recipients that are surely others", "actors unknown": "an actor not told",
    "recipients unknown": "a recipient not told", "day same": "the same day", "day next": "one day apart",
    "days overlap": "days that overlap", "days apart": "other days", "days apart of a promise": "other days told of the promise",
    "days far apart": "days far apart", "inferred days apart": "told at another time", "place same": "the same place",
    "place within": "a place within the other", "place apart": "another place", "triggers unlike": "other words for the act",
    "words shared": "words shared", "names shared": "names shared", "numbers shared": "numbers shared",
    "amount agrees": "the same amount", "amount contradicts": "another amount", "same words in a copy": "the same words in a near-copy",
    "other words in a copy": "other words in a near-copy", "published apart": "published at another time",
    "reports alike": "reports that name the same names",
}  # fmt: skip
"""How a feature is said to people; those that stand for two others, or for nothing known, are not said."""


def _reason(a: Traits, b: Traits, values: Mapping[str, float]) -> str:
    weights = model()["typed" if typed(a, b) else "untyped"]
    weighed = ((weights.get(name, 0.0) * value, name) for name, value in values.items())
    heavy = sorted(
        ((w, said) for w, name in weighed if abs(w) > 0.25 and (said := _say(name, a, b))), key=lambda p: -abs(p[0])
    )
    speaks_for = [said for w, said in heavy if w > 0][:4]
    against = [said for w, said in heavy if w < 0][:3]
    parts = [f"{head}: {', '.join(said)}" for head, said in (("for", speaks_for), ("against", against)) if said]
    return "; ".join(parts) or "nothing speaks for or against"


def _say(name: str, a: Traits, b: Traits) -> str | None:
    if name == "type same":
        return f"both {a.type}"
    if name == "modes shared":
        return f"both {', '.join(sorted(a.modes & b.modes))}"
    if name in ("trigger kin", "trigger family", "trigger in other mentions"):
        return f"{a.account.event.trigger.text!r} and {b.account.event.trigger.text!r}"
    if name in ("actors alike", "recipients alike"):
        ones, others = (a.actors, b.actors) if name == "actors alike" else (a.recipients, b.recipients)
        return max((party_likeness(x, y) for x in ones for y in others), default=(0.0, None))[1]
    return _PHRASES.get(name)
