"""Cross-document sets of others as accounts: ECB+ and MEANTIME.

They tell no type of event: their accounts have the type UNKNOWN, which joining treats as missing. Every mention counts as an
account of its own report ("document#mention"), since joining leaves what stands in one report to the reader.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

from sitroom.codebook.ontology import EntityKind, EventType, Status
from sitroom.codebook.records import Event, EventDate, EventPlace
from sitroom.codebook.stretches import Stretch
from sitroom.record.accounts import Account, account_id, told_most
from sitroom.record.parties import Who
from sitroom.resolving.actors import resolve_entity
from sitroom.resolving.dates import read_date
from sitroom.resolving.places import resolve_place
from training.chains import Chains

UNKNOWN = cast(EventType, "")
_ACTION = ("ACTION", "NEG_ACTION")
_PERSON = ("HUMAN", "NON_HUMAN")
_DATE_IN_ADDRESS = re.compile(r"/ (?P<y>20\d\d) / (?P<m>\d\d?) (?:/ (?P<d>\d\d?) )?/")


def ecbplus(path: Path) -> list[Chains]:
    """Topics of a part of ECB+ (both subtopics together): the event mentions of the sentences that its makers checked."""
    topics: dict[int, list[dict[str, Any]]] = {}
    for row in _rows(path):
        topics.setdefault(row["topic"], []).append(row)
    out = []
    for topic, documents in topics.items():
        accounts: list[Account] = []
        gold: dict[str, str] = {}
        for document in documents:
            for account, chain in _ecbplus_document(document):
                accounts.append(account)
                gold[account.id] = chain or account.id
        out.append(Chains(f"ecb+ {topic}", tuple(accounts), gold))
    return out


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _ecbplus_document(row: dict[str, Any]) -> Iterator[tuple[Account, str | None]]:
    document = _Document(row["tokens"])
    published = _ecbplus_day(row)
    by_sentence: dict[int, list[dict[str, Any]]] = {}
    for mention in row["mentions"]:
        by_sentence.setdefault(mention["sent"], []).append(mention)
    full = _full_names(m["text"] for m in row["mentions"] if m["type"].startswith(_PERSON))
    for sentence in row["sentences"]:
        if not sentence["evaluated"]:
            continue
        near = by_sentence.get(sentence["sent"], [])
        for mention in near:
            if mention["type"].startswith(_ACTION):
                account = _account(
                    document,
                    report=f"{row['id']}#{mention['id']}",
                    published=published,
                    trigger=mention["tokens"],
                    sentence=(sentence["start"], sentence["end"]),
                    parties=[(m["tokens"], m["text"], _kind(m["type"])) for m in near if m["type"].startswith(_PERSON)],
                    full=full,
                    times=[m["tokens"] for m in near if m["type"].startswith("TIME")],
                    places=[m["tokens"] for m in near if m["type"].startswith("LOC")],
                    status="negation" if mention["type"].startswith("NEG") else "actual",
                )
                yield account, mention["chain"]


class _Document:
    """A tokenised text, its tokens set apart by blanks, and where each stands."""

    def __init__(self, tokens: list[str]) -> None:
        self.text = " ".join(tokens)
        self._at: list[tuple[int, int]] = []
        at = 0
        for token in tokens:
            self._at.append((at, at + len(token)))
            at += len(token) + 1

        self.about = told_most(self.text)

    def stretch(self, tokens: list[int]) -> Stretch:
        return Stretch.of(self.text, self._at[tokens[0]][0], self._at[tokens[-1]][1])


def _account(
    document: _Document,
    *,
    report: str,
    published: date | None,
    trigger: list[int],
    sentence: tuple[int, int],
    parties: list[tuple[list[int], str, EntityKind]],
    full: dict[str, str],
    times: list[list[int]],
    places: list[list[int]],
    status: Status,
) -> Account:
    """Parties named before the trigger stand as actors, those after it as recipients; the nearest come first."""
    before = sorted((p for p in parties if p[0][0] < trigger[0]), key=lambda p: -p[0][0])
    after = sorted((p for p in parties if p[0][0] > trigger[0]), key=lambda p: p[0][0])
    at = document.stretch(trigger)
    event = Event(
        id="v1",
        type=UNKNOWN,
        modes=(),
        contexts=(),
        status=status,
        actors=(),
        recipients=(),
        trigger=at,
        evidence=(at,),
        date=_date(document, times, trigger, published),
        place=_place(document, places, trigger),
    )
    return Account(
        id=account_id(report, at, 0),
        report=report,
        published=published,
        publisher=None,
        event=event,
        sentence=document.stretch(list(range(*sentence))).text[:400],
        actors=tuple(_who(full.get(text, text), text, kind) for _, text, kind in before[:3]),
        recipients=tuple(_who(full.get(text, text), text, kind) for _, text, kind in after[:3]),
        about=document.about,
    )


def _nearest(found: list[list[int]], trigger: list[int]) -> list[list[int]]:
    return sorted(found, key=lambda tokens: abs(tokens[0] - trigger[0]))


def _date(document: _Document, times: list[list[int]], trigger: list[int], published: date | None) -> EventDate | None:
    for tokens in _nearest(times, trigger):
        words = document.stretch(tokens)
        reading = read_date(words.text.replace(" , ", ", "), published=published, tense="past")
        if reading.interval:
            return EventDate(words, reading.interval, reading.reason)
    return None


def _place(document: _Document, places: list[list[int]], trigger: list[int]) -> EventPlace | None:
    others = [document.stretch(tokens).text for tokens in places]
    for tokens in _nearest(places, trigger):
        words = document.stretch(tokens)
        found = resolve_place(words.text, near=[o for o in others if o != words.text])
        if found:
            return EventPlace(words, found)
    return EventPlace(document.stretch(_nearest(places, trigger)[0]), None) if places else None


def _who(name: str, told: str, kind: EntityKind) -> Who:
    known = resolve_entity(name)
    reference = known.entity_id if known and known.wholly else None
    country, sectors = (known.country, known.sectors) if known else (None, ())
    return Who(name, reference, kind, country, sectors, (told,) if told != name else ())


def _kind(mention: str) -> EntityKind:
    """Of a mention type of ECB+."""
    if mention.startswith("HUMAN_PART_PER"):
        return "person"
    if mention.startswith("HUMAN_PART_ORG"):
        return "company"
    return "population" if mention.startswith("HUMAN") else "other"


def _full_names(texts: Iterator[str]) -> dict[str, str]:
    """A part of a longer name of the document -> that name: "Reid" -> "Tara Reid"."""
    capital = [t for t in dict.fromkeys(texts) if t[:1].isupper()]
    out = {}
    for text in capital:
        words = text.split()
        longer = [
            t for t in capital if len(t) > len(text) and len(t.split()) <= 4 and t.split()[-len(words) :] == words
        ]
        if longer:
            out[text] = longer[0]
    return out


def _ecbplus_day(row: dict[str, Any]) -> date | None:
    """The day in the address of the page, or the first whole day that the head of the document tells."""
    found = _DATE_IN_ADDRESS.search(" ".join(row["tokens"][:60]))
    if found and found["d"]:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    for mention in row["mentions"]:
        if (
            mention["type"].startswith("TIME")
            and mention["sent"] <= 3
            and re.search(r"\b(?:19|20)\d\d\b", mention["text"])
        ):
            reading = read_date(mention["text"].replace(" , ", ", "), published=None)
            if reading.interval and reading.interval.precision == "day":
                return reading.interval.start
    return None


def meantime(path: Path) -> list[Chains]:
    """Topics of a part of MEANTIME: its event mentions with their participants by role, times, certainty and polarity."""
    topics: dict[str, tuple[list[Account], dict[str, str]]] = {}
    for row in _rows(path):
        accounts, gold = topics.setdefault(row["topic"], ([], {}))
        for account, chain in _meantime_document(row):
            accounts.append(account)
            gold[account.id] = chain or account.id
    return [Chains(f"meantime {topic}", tuple(accounts), gold) for topic, (accounts, gold) in topics.items()]


def _meantime_document(row: dict[str, Any]) -> Iterator[tuple[Account, str | None]]:
    document = _Document(row["tokens"])
    told = row.get("dct") or ""
    published = date.fromisoformat(told[:10]) if re.match(r"\d{4}-\d\d-\d\d", told) else None
    mentions = {m["id"]: m for m in row["mentions"]}
    sides: dict[str, dict[str, list[dict[str, Any]]]] = {}
    times: dict[str, list[list[int]]] = {}
    for relation in row["relations"]:
        source, target = mentions.get(relation["source"]), mentions.get(relation["target"])
        if source is None or target is None:
            continue
        if relation["kind"] == "HAS_PARTICIPANT" and relation.get("sem_role") in ("Arg0", "Arg1", "Arg2"):
            side = "actors" if relation["sem_role"] == "Arg0" else "recipients"
            sides.setdefault(source["id"], {}).setdefault(side, []).append(target)
        elif relation["kind"] == "TLINK" and relation.get("reltype") in ("INCLUDES", "IS_INCLUDED", "SIMULTANEOUS"):
            event, time = (source, target) if source["kind"] == "EVENT_MENTION" else (target, source)
            if event["kind"] == "EVENT_MENTION" and time["kind"] == "TIMEX3":
                times.setdefault(event["id"], []).append(time["tokens"])
    for mention in row["mentions"]:
        if mention["kind"] != "EVENT_MENTION" or mention.get("instance_class") == "GRAMMATICAL":
            continue
        first, last = next((a, b) for a, b in row["sentences"] if a <= mention["tokens"][0] < b)
        own = sides.get(mention["id"], {})
        account = _account(
            document,
            report=f"{row['id']}#{mention['id']}",
            published=published,
            trigger=mention["tokens"],
            sentence=(first, last),
            parties=[],
            full={},
            times=times.get(mention["id"], []),
            places=[],
            status=_meantime_status(mention),
        )
        account = replace(
            account,
            actors=tuple(_who(m["text"], m["text"], "other") for m in own.get("actors", ())),
            recipients=tuple(_who(m["text"], m["text"], "other") for m in own.get("recipients", ())),
        )
        yield account, mention.get("instance")


def _meantime_status(mention: dict[str, Any]) -> Status:
    if mention.get("polarity") == "NEG":
        return "negation"
    if mention.get("certainty") in ("PROBABLE", "POSSIBLE") or mention.get("special_cases", "NONE").startswith("COND"):
        return "hypothetical"
    return "future" if mention.get("time") == "FUTURE" else "actual"
