"""Acts for the tables of the ledger's tests, from a sentence with its trigger in braces and what a codebook record would hold."""

from __future__ import annotations

from datetime import date
from typing import Any

from sitroom.codebook.records import Deadline, Entity, Event, EventAmount, EventDate, Party
from sitroom.codebook.reports import Report
from sitroom.codebook.stretches import Stretch
from sitroom.codebook.values import Amount, Interval
from sitroom.ledger.acts import Act, in_turn, words_of
from sitroom.ledger.book import Book
from sitroom.record.parties import Who

COUNTRIES = {"Mali": "MLI", "Kenya": "KEN", "Chad": "TCD", "Ghana": "GHA"}


def told(
    sentence: str,
    coded: str,
    by: str = "Mali",
    to: str = "Kenya",
    *,
    known: str = "2024-03-10",
    day: str | None = None,
    deadline: tuple[str, str] | None = None,
    condition: str | None = None,
    exemption: str | None = None,
    amount: tuple[str, float, str] | None = None,
    after: str = "",
    says: str | None = None,
    inside: tuple[tuple[str, str], ...] = (),
    id: str | None = None,
    report: str | None = None,
    confidence: float = 1.0,
) -> Act:
    """coded: "TYPE mode mode status" (status left out: actual). by, to: names with "+" between several, "" for none. deadline, amount:
    words and value."""
    type_, *rest = coded.split()
    status = (
        rest.pop() if rest and rest[-1] in ("future", "hypothetical", "negation", "historical", "actual") else "actual"
    )
    start = sentence.index("{")
    end = sentence.index("}") - 1
    plain = sentence.replace("{", "").replace("}", "")
    trigger = Stretch.of(plain, start, end)

    def at(words: str) -> Stretch:
        return Stretch.of(plain, plain.index(words), plain.index(words) + len(words))

    when = date.fromisoformat(day) if day else None
    parts: dict[str, Any] = {
        "date": EventDate(trigger, Interval(when, when, "day", "told"), "told") if when else None,
        "deadline": Deadline(at(deadline[0]), date.fromisoformat(deadline[1]), "told") if deadline else None,
        "condition": at(condition) if condition else None,
        "exemption": at(exemption) if exemption else None,
        "amount": EventAmount(at(amount[0]), Amount(amount[1], amount[1], amount[2])) if amount else None,
        "attributed_to": party(says) if says else None,
    }  # fmt: skip
    name = id or f"{sentence}|{known}"
    event: Any = Event(
        name,
        type_,
        tuple(rest),
        (),
        status,
        parties(by),
        parties(to),
        trigger,
        (trigger,),
        confidence=confidence,
        **parties_of(parts),  # type: ignore[arg-type]
    )
    words = words_of(plain, event)
    return Act(
        id=name,
        event=event,
        actors=tuple(who(p.name) for p in event.actors),
        recipients=tuple(who(p.name) for p in event.recipients),
        report=report or f"r-{known}",
        known=date.fromisoformat(known),
        what=words["what"],
        near=words["near"],
        after=(words["after"] + " " + after,),
        sentence=plain,
        speaker=who(says) if says else None,
        inside=tuple((kind, (who(actor),)) for kind, actor in inside),
    )


def parties_of(parts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in parts.items() if value is not None}


def party(name: str) -> Party:
    return Party(name, name, COUNTRIES.get(name), ("GOV",) if name in COUNTRIES else (), ())


def parties(names: str) -> tuple[Party, ...]:
    return tuple(party(n.strip()) for n in names.split("+") if n.strip())


def who(name: str) -> Who:
    country = COUNTRIES.get(name)
    return Who(name, f"state:{country}" if country else None, "state" if country else "other", country, (), ())


def report_of(text: str, *told_in_it: tuple[str, str, str, str]) -> tuple[Report, list[Event], dict[str, Entity]]:
    """A report of 10 March 2024 with events given as (trigger, type, by, to): what `acts_of` takes."""
    events = []
    for number, (words, type_, by, to) in enumerate(told_in_it):
        trigger = Stretch.of(text, text.index(words), text.index(words) + len(words))
        events.append(
            Event(f"v{number}", type_, (), (), "actual", parties(by), parties(to), trigger, (trigger,), confidence=1.0)
        )  # type: ignore[arg-type]
    entities = {
        name: Entity(name, name, "state", country, ("GOV",), (), f"state:{country}", 1.0, "told")
        for name, country in COUNTRIES.items()
    }
    return Report("r", text, date(2024, 3, 10), None, None, None, None, ()), events, entities


def book_of(*acts: Act) -> Book:
    """The book after the acts, in their order of time."""
    book = Book.of()
    for act in in_turn(acts):
        book.take(act)
    return book


Told = tuple[str, list[tuple[str, str | None]]]


def histories(book: Book) -> list[Told]:
    """Kind and lines (status, day) of every entry, in the order of their opening."""
    entries = sorted(book.entries.values(), key=lambda e: (e.first.order, e.kind, e.id))
    return [
        (e.kind, [(line.status, line.day.isoformat() if line.day else None) for line in e.history()]) for e in entries
    ]


def statuses(book: Book, kind: str) -> list[list[str]]:
    return [[status for status, _ in lines] for own, lines in histories(book) if own == kind]
