"""Joining: accounts of several reports that tell of one event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sitroom.record.accounts import Account


@dataclass(frozen=True, slots=True)
class Decision:
    """index: of the cluster that the account joins, None if it opens one. score 0 to 1; reason for people."""

    index: int | None
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """One event: its accounts in the order in which they joined, and the decision of each."""

    accounts: tuple[Account, ...]
    decisions: tuple[Decision, ...]


def block_keys(account: Account) -> tuple[str, ...]:
    raise NotImplementedError


def decide(account: Account, clusters: Sequence[Sequence[Account]], *, threshold: float | None = None) -> Decision:
    raise NotImplementedError


def join(accounts: Iterable[Account], *, threshold: float | None = None) -> list[Cluster]:
    raise NotImplementedError
