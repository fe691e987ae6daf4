"""Joining: accounts of several reports that tell of one event become one cluster, each join with its score and reason.

    account -> block_keys -> clusters met under them -> decide -> the best cluster, or a new one

Accounts are taken in order of publication. An account meets at most CANDIDATES clusters, and of each at most
FIRST + LATEST accounts, so that adding an account costs the same at the end as at the beginning.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sitroom.codebook.ontology import EVENT_TYPES
from sitroom.record.accounts import Account
from sitroom.record.blocking import block_keys
from sitroom.record.likeness import PENDING, PROMISES, likeness, other_senders, score
from sitroom.record.traits import ordinal_days, traits_of

CANDIDATES = 40
"""Clusters with which an account is compared: those that share most keys with it, of those the newest."""
PER_KEY = 20
"""Clusters kept under a key: the newest."""
FIRST, LATEST = 3, 5
"""Accounts of a cluster that are compared: its first and its latest."""
BEST = 3
"""The score of a cluster is the mean of so many of its best pair scores: one stray likeness does not join."""
DAYS_CONTRADICT = 3
"""Days of two accounts that lie farther apart than this are of two events, however alike the rest."""
RECENT = 90
"""Days before its report within which an act told as done, without a day, lies: what is older is told as history (rule 11)."""
LASTING = 365
"""The same for types in STANDING."""
STANDING = frozenset({"SANCTION", "COERCE", "MOBILIZE"})
"""Types of acts that stay in force, and are told of as long as they do."""
THRESHOLD = 0.3
"""Score from which an account joins. On histories held out in turn B3 F1 is level (0.958 at 0.3, 0.963 at 0.4, 0.955 at 0.5:
`training.measure_joining`); the longer packaged case is better at 0.3 (0.880) than at 0.4 (0.849: `training.measure_case`)."""


@dataclass(frozen=True, slots=True)
class Decision:
    """index: of the cluster that the account joins, None if it opens one. score: 0 to 1, of the best cluster; reason for people."""

    index: int | None
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """One event: its accounts in the order in which they joined, and the decision by which each did."""

    accounts: tuple[Account, ...]
    decisions: tuple[Decision, ...]


def decide(account: Account, clusters: Sequence[Sequence[Account]], *, threshold: float | None = None) -> Decision:
    """Which of the clusters the account belongs to, if any. A cluster holds accounts in the order in which they joined.

    Never joined: two accounts of one report (what is one event inside a report is for the reader to say), exact days
    that contradict each other, what other senders are known to have done, and a promise and the deed that keeps it.
    """
    limit = THRESHOLD if threshold is None else threshold
    own, days = traits_of(account), _widest(account)
    best: tuple[float, int, Account] | None = None
    for index, accounts in enumerate(clusters):
        if any(a.report == account.report for a in accounts):
            continue
        members = _compared(accounts)
        if not members or any(_contradict(days, _widest(other)) for other in members):
            continue
        if all(other_senders(own, traits_of(other)) for other in members):
            continue
        if _AGAIN.search(account.event.trigger.text) and not any(_AGAIN.search(o.event.trigger.text) for o in members):
            continue
        if any(_promise_and_deed(account, other) or _promise_and_deed(other, account) for other in members):
            continue
        scored = sorted(((score(own, traits_of(other)), other.id, other) for other in members), reverse=True)
        total = sum(s for s, _, _ in scored[:BEST]) / len(scored[:BEST])
        if best is None or total > best[0]:
            best = total, index, scored[0][2]
    if best is None:
        return Decision(None, 0.0, "no other account comes into question")
    total, index, nearest = best
    reason = f"{likeness(account, nearest).reason} (report {nearest.report})"
    if total < limit:
        return Decision(None, round(total, 3), f"the nearest account is not alike enough: {reason}")
    return Decision(index, round(total, 3), reason)


def join(accounts: Iterable[Account], *, threshold: float | None = None) -> list[Cluster]:
    """Clusters in the order in which they open. Accounts without a publication day come last."""
    blocks = Blocks()
    members: list[list[Account]] = []
    decisions: list[list[Decision]] = []
    for account in sorted(accounts, key=_order):
        keys = block_keys(account)
        near = blocks.near(keys)
        decision = decide(account, [members[number] for number in near], threshold=threshold)
        if decision.index is None:
            number = len(members)
            members.append([])
            decisions.append([])
        else:
            number = near[decision.index]
        members[number].append(account)
        decisions[number].append(decision)
        blocks.file(number, keys)
    return [Cluster(tuple(m), tuple(d)) for m, d in zip(members, decisions, strict=True)]


class Blocks:
    """Which clusters stand under which key, the latest filed last; a key forgets all but its PER_KEY latest."""

    def __init__(self) -> None:
        self._under: dict[str, dict[int, None]] = {}

    def near(self, keys: Iterable[str]) -> list[int]:
        """At most CANDIDATES clusters: those under most of the keys first, among equals the newest."""
        found = Counter(number for key in keys for number in self._under.get(key, ()))
        return sorted(found, key=lambda number: (-found[number], -number))[:CANDIDATES]

    def file(self, number: int, keys: Iterable[str]) -> None:
        for key in keys:
            under = self._under.setdefault(key, {})
            under.pop(number, None)
            under[number] = None
            if len(under) > PER_KEY:
                del under[next(iter(under))]


def _order(account: Account) -> tuple[date, str, int, str]:
    return account.published or date.max, account.report, account.event.trigger.start, account.id


def _compared(accounts: Sequence[Account]) -> Sequence[Account]:
    return accounts if len(accounts) <= FIRST + LATEST else [*accounts[:FIRST], *accounts[-LATEST:]]


@dataclass(frozen=True, slots=True)
class _Days:
    """First and last ordinal day on which an act can lie by what its account says; infinite where nothing tells."""

    first: float
    last: float


_ANY_DAY = _Days(-math.inf, math.inf)


def _contradict(one: _Days, other: _Days) -> bool:
    """Do the days of two accounts lie farther apart than one event allows?"""
    return max(one.first, other.first) - min(one.last, other.last) > DAYS_CONTRADICT


_AGAIN = re.compile(r"\b(?:again|once more|renewed|repeated|reiterated|re-?affirmed|a second time)\b", re.IGNORECASE)
"""Is an act said to be a further one of its kind ("has asked once more")?"""
_PROMISING = re.compile(
    r"offer|promis|pledg|vow|undert|commit|consent|agree|announc|said|say|readiness|willing", re.IGNORECASE
)
_LASTS = re.compile(r"cease-?fire|truce|armistice|declar", re.IGNORECASE)


def _promise_and_deed(one: Account, other: Account) -> bool:
    """Is one a relief that is promised, the other a relief that is given? Of a ceasefire declared and in force both are one event."""
    a, b = one.event, other.event
    if not (a.type == b.type == "CONCEDE" and a.status in PENDING and b.status in ("actual", "historical", "negation")):
        return False
    if {"ceasefire"} & {*a.modes, *b.modes} or any(_LASTS.search(e.trigger.text) for e in (a, b)):
        return False
    return not _PROMISING.search(b.trigger.text)


def _widest(account: Account) -> _Days:
    """Of promises and threats the day told may be that of the announcing or of the thing announced (codebook rule 18).

    An act told as coming may lie on any later day. Of what nobody coded, only exact days are sure.
    """
    event = account.event
    start, end, inferred = ordinal_days(account)
    told = start is not None and end is not None and not inferred
    if event.type not in EVENT_TYPES and not (told and start == end):
        return _ANY_DAY
    published = account.published.toordinal() if account.published else None
    if start is not None and end is not None and told:
        if event.type not in PROMISES or published is None:
            return _Days(start, end)
        return _Days(min(start, published - RECENT), max(end, published + 1))
    if published is None:
        return _ANY_DAY
    if event.status == "historical":
        return _Days(-math.inf, published)
    since = published - (LASTING if event.type in STANDING else RECENT)
    return _Days(since, math.inf if event.status in PENDING else published + 1)


__all__ = ["Blocks", "Cluster", "Decision", "block_keys", "decide", "join"]
