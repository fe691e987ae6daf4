"""Sets of accounts of which it is known which tell of one event. The written histories; sets of others: `open_chains`."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sitroom.codebook.stretches import Stretch
from sitroom.reader import Reader
from sitroom.record.accounts import Account, accounts_of
from training.annotation import align, load
from training.gold import reading_of


@dataclass(frozen=True)
class Chains:
    """One topic or history. gold: id of an account -> name of its event."""

    name: str
    accounts: tuple[Account, ...]
    gold: dict[str, str]


def histories(corpus: Path, *, own_words: bool = True, reader: Reader | None = None) -> list[Chains]:
    """The written histories (`corpus/histories/*`), in the order of their names: see `history`."""
    folders = sorted(record.parent for record in corpus.glob("*/record.json"))
    return [history(folder, own_words=own_words, reader=reader) for folder in folders]


def history(folder: Path, *, own_words: bool = True, reader: Reader | None = None) -> Chains:
    """One history: the accounts of its annotated events, or with a reader of what it reads in their texts.

    An event that is read counts as the annotated one whose mentions it shares most of, of equals the one of its type; one
    that shares none is an event of its own.
    """
    known = json.loads((folder / "record.json").read_text(encoding="utf-8"))
    chain = {mention: group["key"] for group in known["events"] for mention in group["mentions"]}
    copies = {report: f"c{n}" for n, group in enumerate(known["near_copies"]) for report in group}
    accounts: list[Account] = []
    gold: dict[str, str] = {}
    for written in load(folder / "reports.jsonl"):
        annotated = align(written)
        reading = reading_of(annotated, own_words=own_words)
        if reader is not None:
            reading = reader.read(reading.report)
        for account in accounts_of(reading):
            number = account.event.id if reader is None else _annotated_event(account, annotated)
            mention = f"{annotated['id']}/{number}"
            accounts.append(replace(account, copy=copies.get(annotated["id"])))
            gold[account.id] = chain.get(mention, mention if number else account.id)
    return Chains(folder.name, tuple(accounts), gold)


def _annotated_event(account: Account, annotated: dict[str, Any]) -> str | None:
    def shared(event: dict[str, Any]) -> tuple[int, bool]:
        told = [Stretch(m["start"], m["end"], m["text"]) for m in (event["trigger"], *event["other_mentions"])]
        return sum(any(s.overlaps(m) for m in told) for s in account.event.evidence), event[
            "type"
        ] == account.event.type

    best = max(annotated["events"], key=shared, default=None)
    return best["id"] if best and shared(best)[0] else None
