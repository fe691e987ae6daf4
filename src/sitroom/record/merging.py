"""One event from the accounts that several reports give of it: its fields, its sources, and what the sources contradict.

The account that says most leads; what it leaves out is taken from the others, each field with the report whose words say it.
Contradictions are kept side by side: nothing is averaged, nobody is overruled in silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sitroom.codebook.records import Event, EventAmount, EventDate, Json, Party
from sitroom.codebook.stretches import Stretch
from sitroom.record.accounts import Account
from sitroom.record.parties import MOST_ALIASES, Who, party_likeness

OTHER_PARTY = 0.25
"""Likeness under which two reports name different parties."""
SAME_PARTY = 0.6
FIELDS = ("date", "place", "amount", "condition", "deadline", "exemption", "reason", "attributed_to")
_PRECISION = {"day": 0, "week": 1, "range": 2, "month": 3, "quarter": 4, "year": 5, "open": 6}


@dataclass(frozen=True, slots=True)
class Source:
    """A report that tells of the event. copy: the group of near-copies that it belongs to."""

    report: str
    published: date | None
    publisher: str | None
    evidence: tuple[Stretch, ...]
    copy: str | None = None
    score: float | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """What some of the sources say of a field."""

    value: str
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A field of which the sources say things that cannot all be true."""

    field: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class JoinedEvent:
    """An event with everything that reports say of it.

    event: its merged record, with the joined id; report: the one whose words its stretches stand in, unless `reports_of_fields`
    names another for a field. reports and publishers count twice: every report, and publishers that do not copy each other.
    """

    event: Event
    actors: tuple[Who, ...]
    recipients: tuple[Who, ...]
    report: str
    sources: tuple[Source, ...]
    publishers: int
    contradictions: tuple[Contradiction, ...]
    reports_of_fields: tuple[tuple[str, str], ...] = ()

    @property
    def first_reported(self) -> date | None:
        return min((s.published for s in self.sources if s.published), default=None)

    @property
    def last_reported(self) -> date | None:
        return max((s.published for s in self.sources if s.published), default=None)

    def to_dict(self) -> Json:
        """The event record with its reports (PRODUCT's joined event)."""
        other = dict(self.reports_of_fields)
        out: Json = self.event.to_dict()
        for field, report in other.items():
            if isinstance(out.get(field), dict):
                out[field]["report"] = report
        out["report"] = self.report
        out["reports"] = [
            {
                "id": s.report,
                "published": s.published.isoformat() if s.published else None,
                "source": s.publisher,
                "evidence": [e.to_dict() for e in s.evidence],
                "copy": s.copy,
                "score": s.score,
                "reason": s.reason,
            }
            for s in self.sources
        ]
        out["publishers"] = self.publishers
        out["first_reported"] = self.first_reported.isoformat() if self.first_reported else None
        out["last_reported"] = self.last_reported.isoformat() if self.last_reported else None
        out["contradictions"] = [
            {"field": c.field, "versions": [{"value": v.value, "reports": list(v.reports)} for v in c.versions]}
            for c in self.contradictions
        ]
        return out


def merge(id: str, accounts: Sequence[Account], joins: Sequence[tuple[float | None, str | None]] = ()) -> JoinedEvent:
    """The joined event of these accounts, the one that opened it first. joins: score and reason of each, as far as known."""
    lead = max(accounts, key=lambda a: (_telling(a), a.published is not None, -accounts.index(a)))
    event, fields = _filled(lead, accounts)
    actors, actor_parties = _side(lead, accounts, "actors")
    recipients, recipient_parties = _side(lead, accounts, "recipients")
    status, _ = _vote(accounts, lambda a: a.event.status, lead.event.status)
    event = replace(
        event,
        id=id,
        status=status,
        modes=_union(lead.event.modes, accounts, "modes"),
        contexts=_union(lead.event.contexts, accounts, "contexts"),
        actors=actor_parties,
        recipients=recipient_parties,
        confidence=round(_confidence(accounts), 3),
    )
    scores = [*joins, *([(None, None)] * (len(accounts) - len(joins)))]
    return JoinedEvent(
        event,
        actors,
        recipients,
        lead.report,
        _sources(accounts, scores),
        publishers_of(accounts),
        tuple(_contradictions(accounts)),
        tuple(fields),
    )


def publishers_of(accounts: Sequence[Account]) -> int:
    """Publishers that do not copy each other: copies of one text count once, whoever prints them."""
    keys = set()
    copied = {a.publisher for a in accounts if a.copy is not None and a.publisher}
    for a in accounts:
        if a.copy is not None:
            keys.add(f"copy:{a.copy}")
        elif a.publisher not in copied or a.publisher is None:
            keys.add(f"publisher:{a.publisher}" if a.publisher else f"report:{a.report}")
    return len(keys)


def _telling(account: Account) -> float:
    """How much an account says, for choosing the one that leads."""
    event = account.event
    stated = sum(getattr(event, f) is not None for f in FIELDS)
    background = 0.6 if event.status == "historical" else 0.0
    return event.confidence + 0.25 * bool(account.actors) + 0.25 * bool(account.recipients) + 0.06 * stated - background


def _filled(lead: Account, accounts: Sequence[Account]) -> tuple[Event, list[tuple[str, str]]]:
    """The lead's event with what it leaves out taken from the others, and for each such field its report."""
    event = lead.event
    fields: list[tuple[str, str]] = []
    more: dict[str, Any] = {}
    for name in FIELDS:
        own = getattr(event, name)
        if name == "date" and (own is None or own.interval is None or own.interval.precision != "day"):
            best = min(
                (a for a in accounts if a.event.date is not None and a.event.date.interval is not None),
                key=lambda a: (_PRECISION[_precision(a.event.date)], a.published or date.max),
                default=None,
            )
            if best is not None and (own is None or own.interval is None or _finer(best.event.date, own)):
                more[name] = best.event.date
                fields.append((name, best.report))
            continue
        if own is None:
            other = next((a for a in accounts if getattr(a.event, name) is not None), None)
            if other is not None:
                more[name] = getattr(other.event, name)
                fields.append((name, other.report))
    return replace(event, **more), [(n, r) for n, r in fields if r != lead.report]


def _precision(when: EventDate | None) -> str:
    return when.interval.precision if when is not None and when.interval is not None else "open"


def _finer(one: EventDate | None, other: EventDate) -> bool:
    return _PRECISION[_precision(one)] < _PRECISION[_precision(other)]


def _side(lead: Account, accounts: Sequence[Account], side: str) -> tuple[tuple[Who, ...], tuple[Party, ...]]:
    """The lead's parties, and those that at least a third of the accounts name beside them; if it names none, the likeliest other's."""
    who: list[Who] = list(getattr(lead, side))
    parties: list[Party] = list(getattr(lead.event, side))
    support: Counter[int] = Counter()
    more: list[tuple[Who, Party]] = []
    for account in accounts:
        if account is lead:
            continue
        for one, party in zip(getattr(account, side), getattr(account.event, side), strict=True):
            known = next((i for i, known in enumerate(who) if party_likeness(one, known)[0] >= SAME_PARTY), None)
            if known is not None:
                who[known] = _called_too(who[known], one)
                continue
            at = next((i for i, (known, _) in enumerate(more) if party_likeness(one, known)[0] >= SAME_PARTY), None)
            if at is None:
                more.append((one, party))
                at = len(more) - 1
            support[at] += 1
    needed = max(2, len(accounts) / 3) if who else 1
    for i, (one, party) in enumerate(more):
        if support[i] >= needed or (not who and support[i] == max(support.values())):
            who.append(one)
            parties.append(party)
            if needed == 1:
                break
    return tuple(who), tuple(parties)


def _called_too(who: Who, other: Who) -> Who:
    """A party that no table knows with what another report calls it: "the council" here is "the military rulers" there."""
    if who.kind != other.kind or who.reference or who.country:
        return who
    more = [name for name in (other.name, *other.aliases) if name != who.name and name not in who.aliases]
    return replace(who, aliases=(*who.aliases, *more)[:MOST_ALIASES]) if more else who


def _vote(accounts: Sequence[Account], of: Any, first: str) -> tuple[Any, float]:
    """The value with most confidence behind it; told as done or as news beats told as history."""
    weights: Counter[str] = Counter()
    for account in accounts:
        value = of(account)
        weights[value] += (0.3 if value == "historical" else 1.0) * max(account.event.confidence, 0.05)  # type: ignore[assignment]
    best = max(weights, key=lambda v: (weights[v], v == first))
    return best, weights[best]


def _union(lead: tuple[str, ...], accounts: Sequence[Account], name: str) -> tuple[str, ...]:
    counts = Counter(v for a in accounts for v in getattr(a.event, name))
    others = [v for v, n in counts.most_common() if v not in lead and n >= max(2, len(accounts) / 3)]
    return (*lead, *others)


def _confidence(accounts: Sequence[Account]) -> float:
    """That at least one of the independent accounts is right, capped: agreement of readers of one model is no proof."""
    best: dict[str, float] = {}
    for a in accounts:
        key = a.copy or a.report
        best[key] = max(best.get(key, 0.0), a.event.confidence)
    wrong = 1.0
    for n, value in enumerate(sorted(best.values(), reverse=True)[:4]):
        wrong *= 1 - value * (1.0 if n == 0 else 0.5)
    return 1 - wrong


def _sources(accounts: Sequence[Account], joins: Sequence[tuple[float | None, str | None]]) -> tuple[Source, ...]:
    out: dict[str, Source] = {}
    for account, (score, reason) in zip(accounts, joins, strict=True):
        known = out.get(account.report)
        if known is None:
            out[account.report] = Source(
                account.report,
                account.published,
                account.publisher,
                account.event.evidence,
                account.copy,
                score,
                reason,
            )
        else:
            out[account.report] = replace(known, evidence=tuple(sorted({*known.evidence, *account.event.evidence})))
    return tuple(sorted(out.values(), key=lambda s: (s.published or date.max, s.report)))


def _contradictions(accounts: Sequence[Account]) -> list[Contradiction]:
    found = []
    for field, versions in (
        ("status", _versions(accounts, _happened, lambda a, b: a != b)),
        ("amount", _versions(accounts, lambda a: a.event.amount, _amounts_clash)),
        ("date", _versions(accounts, lambda a: a.event.date, _dates_clash)),
        ("actors", _versions(accounts, lambda a: a.actors or None, _sides_clash)),
        ("recipients", _versions(accounts, lambda a: a.recipients or None, _sides_clash)),
    ):  # fmt: skip
        if len(versions) > 1:
            found.append(Contradiction(field, tuple(Version(v, tuple(r)) for v, r in versions)))
    return found


def _versions(accounts: Sequence[Account], of: Any, clash: Any) -> list[tuple[str, list[str]]]:
    """What is said of a field, each version with its reports; versions that do not clash are one."""
    groups: list[tuple[Any, list[str]]] = []
    for account in accounts:
        value = of(account)
        if value is None:
            continue
        group = next((g for g in groups if not clash(g[0], value)), None)
        if group is None:
            groups.append((value, [account.report]))
        elif account.report not in group[1]:
            group[1].append(account.report)
    return [(_in_words(value), reports) for value, reports in groups]


def _happened(account: Account) -> str | None:
    """Whether it happened at all; plans and conditions say neither."""
    return {"negation": "did not happen", "actual": "happened", "historical": "happened"}.get(account.event.status)


def _amounts_clash(one: EventAmount, other: EventAmount) -> bool:
    a, b = one.amount, other.amount
    if a.unit != b.unit:
        return False
    low, high = max(a.min or 0, b.min or 0), min(_top(a.max), _top(b.max))
    return low > high


def _top(value: float | None) -> float:
    return float("inf") if value is None else value


def _dates_clash(one: EventDate, other: EventDate) -> bool:
    a, b = one.interval, other.interval
    if a is None or b is None:
        return False
    return (a.start or date.min) > (b.end or date.max) or (b.start or date.min) > (a.end or date.max)


def _sides_clash(one: Sequence[Who], other: Sequence[Who]) -> bool:
    return all(party_likeness(a, b)[0] < OTHER_PARTY for a in one for b in other)


def _in_words(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, EventAmount):
        return value.stretch.text
    if isinstance(value, EventDate):
        span = value.interval
        if span is None:
            return value.stretch.text
        return f"{span.start}" if span.start == span.end else f"{span.start or '…'} to {span.end or '…'}"
    return ", ".join(who.name for who in value)
