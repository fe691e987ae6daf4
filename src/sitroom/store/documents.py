"""What the store keeps as JSON: accounts and ledger entries, there and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sitroom.codebook.reviving import (
    day_of,
    deadline_of,
    event_amount_of,
    event_date_of,
    event_of,
    party_of,
    stretch_of,
)
from sitroom.ledger.entries import Entry, Line, Proposal, Term, TermValue
from sitroom.record.accounts import Account
from sitroom.record.parties import Who

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """An account as the store keeps it: with the words that the ledger needs, and the acts that its condition names."""

    account: Account
    what: str
    near: str
    after: str
    speaker: Who | None
    inside: tuple[tuple[str, tuple[Who, ...]], ...]


def dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def who_json(who: Who) -> list[Any]:
    return [who.name, who.reference, who.kind, who.country, list(who.sectors), list(who.aliases)]


def who_from(value: list[Any]) -> Who:
    name, reference, kind, country, sectors, aliases = value
    return Who(name, reference, kind, country, tuple(sectors), tuple(aliases))


def kept_json(kept: Kept) -> str:
    a = kept.account
    return dumps(
        {
            "id": a.id,
            "report": a.report,
            "published": iso(a.published),
            "publisher": a.publisher,
            "copy": a.copy,
            "sentence": a.sentence,
            "about": list(a.about),
            "event": a.event.to_dict(),
            "actors": [who_json(w) for w in a.actors],
            "recipients": [who_json(w) for w in a.recipients],
            "what": kept.what,
            "near": kept.near,
            "after": kept.after,
            "speaker": who_json(kept.speaker) if kept.speaker else None,
            "inside": [[kind, [who_json(w) for w in actors]] for kind, actors in kept.inside],
        }
    )


@lru_cache(maxsize=8192)
def kept_from(document: str) -> Kept:
    """Accounts never change once they are stored, so that parsed ones can be shared."""
    value = json.loads(document)
    account = Account(
        id=value["id"],
        report=value["report"],
        published=day_of(value["published"]),
        publisher=value["publisher"],
        event=event_of(value["event"]),
        sentence=value["sentence"],
        actors=tuple(who_from(w) for w in value["actors"]),
        recipients=tuple(who_from(w) for w in value["recipients"]),
        copy=value["copy"],
        about=tuple(value["about"]),
    )
    return Kept(
        account,
        value["what"],
        value["near"],
        value["after"],
        who_from(value["speaker"]) if value["speaker"] else None,
        tuple((kind, tuple(who_from(w) for w in actors)) for kind, actors in value["inside"]),
    )


def line_json(line: Line) -> Json:
    return {
        "status": line.status,
        "date": iso(line.day),
        "known": iso(line.known),
        "event": line.act,
        "report": line.report,
        "evidence": line.evidence.to_dict(),
        "note": line.note,
        "lag": line.lag,
    }


def line_from(value: Mapping[str, Any]) -> Line:
    return Line(
        value["status"],
        day_of(value["date"]),
        day_of(value["known"]),
        value["event"],
        value["report"],
        stretch_of(value["evidence"]),
        value["note"],
        value["lag"],
    )


_REVIVE = {
    "deadline": deadline_of,
    "condition": stretch_of,
    "exemption": stretch_of,
    "amount": event_amount_of,
    "date": event_date_of,
}


def term_value_json(value: TermValue) -> Json:
    return value.to_dict()


def term_json(term: Term) -> Json:
    return {
        "name": term.name,
        "value": term_value_json(term.value),
        "known": iso(term.known),
        "event": term.act,
        "report": term.report,
    }


def term_from(value: Mapping[str, Any]) -> Term:
    revive: Any = _REVIVE[value["name"]]
    return Term(value["name"], revive(value["value"]), day_of(value["known"]), value["event"], value["report"])


def proposal_json(proposal: Proposal) -> Json:
    return {
        "event": proposal.act,
        "report": proposal.report,
        "date": iso(proposal.day),
        "known": iso(proposal.known),
        "evidence": proposal.evidence.to_dict(),
        "score": proposal.score,
        "reason": proposal.reason,
    }


def proposal_from(value: Mapping[str, Any]) -> Proposal:
    return Proposal(
        value["event"],
        value["report"],
        day_of(value["date"]),
        day_of(value["known"]),
        stretch_of(value["evidence"]),
        value["score"],
        value["reason"],
    )


def entry_json(entry: Entry) -> str:
    """Everything that an entry is computed from."""
    return dumps(
        {
            "id": entry.id,
            "kind": entry.kind,
            "what": entry.what,
            "opened_by": entry.opened_by,
            "by": [p.to_dict() for p in entry.by],
            "to": [p.to_dict() for p in entry.to],
            "by_who": [who_json(w) for w in entry.by_who],
            "to_who": [who_json(w) for w in entry.to_who],
            "subjects": sorted(entry.subjects),
            "stems": sorted(entry.stems),
            "lines": [line_json(x) for x in entry.lines],
            "terms": [term_json(t) for t in entry.terms],
            "acts": entry.acts,
            "proposals": [proposal_json(p) for p in entry.proposals],
            "watch": [[kind, [who_json(w) for w in actors]] for kind, actors in entry.watch],
            "marks": entry.marks,
        }
    )


def entry_from(document: str) -> Entry:
    value = json.loads(document)
    return Entry(
        id=value["id"],
        kind=value["kind"],
        what=value["what"],
        opened_by=value["opened_by"],
        by=[party_of(p) for p in value["by"]],
        to=[party_of(p) for p in value["to"]],
        by_who=[who_from(w) for w in value["by_who"]],
        to_who=[who_from(w) for w in value["to_who"]],
        subjects=frozenset(value["subjects"]),
        stems=frozenset(value["stems"]),
        lines=[line_from(x) for x in value["lines"]],
        terms=[term_from(t) for t in value["terms"]],
        acts=list(value["acts"]),
        proposals=[proposal_from(p) for p in value["proposals"]],
        watch=tuple((kind, tuple(who_from(w) for w in actors)) for kind, actors in value["watch"]),
        marks=dict(value["marks"]),
    )
