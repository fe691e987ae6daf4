"""Accounts: what one report says of one event, with what joining needs to know of the report."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sitroom.codebook.records import Event, Reading
from sitroom.codebook.stretches import Stretch
from sitroom.reading.sentences import split_sentences
from sitroom.record.parties import Who, home_of, who_of
from sitroom.record.wording import names_told

LONGEST_SENTENCE = 400
"""Characters kept of the sentence around a trigger."""
MOST_NAMES = 24
"""Names by which a report's matter is known: more do not tell better (training/measure_joining.py)."""
RECENT_DAYS = 7
"""An undated act told as done lies within so many days before its report: news is told within the week."""
AHEAD_DAYS = 60
"""An undated act told as coming lies within so many days after its report."""
HISTORICAL_DAYS = 90
"""Days before the report from which an act is background (codebook section 1, `status`)."""


@dataclass(frozen=True, slots=True)
class Account:
    """One report's account of an event.

    sentence: the words around its trigger, at most LONGEST_SENTENCE characters. copy: id of the group of near-copies that
    its report belongs to, None if it is like no other. about: the names that its report tells most, folded, at most
    MOST_NAMES, the most told first; empty where they are not known, which joining takes as neutral.
    """

    id: str
    report: str
    published: date | None
    publisher: str | None
    event: Event
    sentence: str
    actors: tuple[Who, ...]
    recipients: tuple[Who, ...]
    copy: str | None = None
    about: tuple[str, ...] = ()


def accounts_of(reading: Reading) -> tuple[Account, ...]:
    """The accounts that a report gives, in the order of its events.

    Their ids hold as long as the report's id and the trigger's place do: a newer model that reads the same event from the
    same words gives the same id.
    """
    report = reading.report
    entities = {entity.id: entity for entity in reading.entities}
    sentences = split_sentences(report.text)
    about = told_most(report.text)
    home = home_of(entities)
    seen: Counter[tuple[int, int]] = Counter()
    out = []
    for event in reading.events:
        at = (event.trigger.start, event.trigger.end)
        out.append(
            Account(
                id=account_id(report.id, event.trigger, seen[at]),
                report=report.id,
                published=report.published,
                publisher=report.source,
                event=event,
                sentence=_around(report.text, sentences, event.trigger),
                actors=tuple(who_of(party, entities, home) for party in event.actors),
                recipients=tuple(who_of(party, entities, home) for party in event.recipients),
                about=about,
            )
        )
        seen[at] += 1
    return tuple(out)


def account_id(report: str, trigger: Stretch, ordinal: int) -> str:
    """ "a-" and 16 hexadecimal digits of SHA-256. ordinal tells apart events that the same words name."""
    parts = (report, str(trigger.start), str(trigger.end), str(ordinal))
    return "a-" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def told_most(text: str) -> tuple[str, ...]:
    """The names (capitalised words) that a report tells most, folded, at most MOST_NAMES."""
    return tuple(name for name, _ in Counter(names_told(text)).most_common(MOST_NAMES))


def _around(text: str, sentences: list[tuple[int, int]], trigger: Stretch) -> str:
    """The sentences that the trigger touches, in one line; of long ones the part around it."""
    touched = [(a, b) for a, b in sentences if a < trigger.end and trigger.start < b]
    start, end = (touched[0][0], touched[-1][1]) if touched else (trigger.start, trigger.end)
    if end - start > LONGEST_SENTENCE:
        start = max(start, min(trigger.start - LONGEST_SENTENCE // 2, end - LONGEST_SENTENCE))
        end = start + LONGEST_SENTENCE
    return " ".join(text[start:end].split())


def days_of(account: Account) -> tuple[date | None, date | None, bool]:
    """First and last day within which the act lies, and whether they are only inferred from the publication day.

    None is an open end. Inferred days serve joining alone and are never stored as the event's date.
    """
    event, published = account.event, account.published
    if event.date is not None and event.date.interval is not None:
        return event.date.interval.start, event.date.interval.end, False
    if published is None:
        return None, None, True
    if event.status == "historical":
        return None, published - timedelta(days=HISTORICAL_DAYS), True
    if event.status in ("future", "hypothetical"):
        return published - timedelta(days=1), published + timedelta(days=AHEAD_DAYS), True
    return published - timedelta(days=RECENT_DAYS), published + timedelta(days=1), True
