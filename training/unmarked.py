"""Amounts, deadlines and places that annotators left unmarked: lists what to look at, and takes the answers into the corpus.

    python -m training.unmarked [--data ../shared/data] list FIELD PART [PART ...] [--rounds w-v w-y] [--share 2/7] --out FILE
    python -m training.unmarked [--data ../shared/data] take FIELD FILE ANSWERS [...]

FIELD is amount, deadline or place. `list` writes the sentences that hold a number (the words of a term, a place named
after "in" or "near") which no such field covers, beside an event without an amount (a deadline, a place): chosen by the
text and the annotations alone, never by what a model reads, so that the test parts stay a fair measure.
Events of violence also ask for the number in the sentence after them (CODEBOOK rule 19). Each item is

    @17 w-a-023 312-361 2024-05-20
    They stormed the post. Police locked up «forty» men.
      3 COERCE actual "locked up"

and an answer is one line `17 | 3 | forty men | 40 people`: item, event, the words, the value as in drafts (a day for a
deadline, "Karsk,UKR" for a place).
Items without an answer stay as they are. `take` refuses an answer whose item, event or words it does not find, or whose event has
that field already.
"""

from __future__ import annotations

import argparse
import calendar
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sitroom.errors import AnnotationError
from sitroom.reading.sentences import split_sentences
from training.annotation import occurrences, quote
from training.corpus import add_choice, chosen_reports, rewrite
from training.marked import amount_of

_ONES = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion"
_VAGUE = "dozens? hundreds thousands tens scores half thirds? quarter several score couple handful"
_MEASURES = r"(?![ -](?:minutes?|hours?|days?|weeks?|kilometres?|miles?|km|metres|o'clock|times)\b)"
_NUMBER = re.compile(
    rf"(?<![\w.,/-])(?:(?:\d[\d,.]*\d|\d)(?![\w/])|\b(?:{'|'.join(f'{_ONES} {_TENS} {_VAGUE}'.split())})\b){_MEASURES}",
    re.IGNORECASE,
)
_NAMED = "|".join((*calendar.day_name, *calendar.month_name[1:]))
_TIMES = (
    rf"{_NAMED}|tomorrow|tonight|midnight|noon|dawn|dusk|week(?:end)?|month|year|hours?|days?|Christmas|Easter|Ramadan|spring|summer|"
    r"autumn|winter|\d{4}|the \d{1,2}(?:st|nd|rd|th)"
)
_TERM = re.compile(
    rf"\b(?:by|until|till|before|within|no later than|not later than) (?:[\w'’-]+ ){{0,4}}(?:{_TIMES})\b|\b(?:deadline|ultimatum|runs? out|"
    r"expires?)\b|\b(?:hours|days|weeks|months|week|month) to [a-z]+"
)
_WHERE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Ii]nside|[Oo]n|[Oo]ff|[Aa]round|[Aa]cross|[Tt]hroughout|[Aa]long|[Bb]etween|[Oo]f|[Ff]rom|[Tt]o|into|through|before)"
    r" (?:the |a |an |its |their |his |her )?(?:[a-z-]+ ){0,3}"
    rf"(?!(?:{_NAMED})\b)[A-Z][\w'’-]*(?: (?:[A-Z][\w'’-]*|of|de|del|la|el|al))*"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_CALENDAR = re.compile(
    rf"{_MONTH} \d{{1,2}}\b|\b\d{{1,2}} {_MONTH}|\b(?:1[5-9]|20)\d\d\b|\b\d{{1,2}}(?::\d\d)? ?[ap]\.?m\b"
)
CASUALTIES = ("ASSAULT", "PROTEST")
FIELDS = ("amount", "deadline", "place")


@dataclass(frozen=True)
class Item:
    """Sentences from start to end of a report, the numbers, terms or places (start, end) found in them, and which events lack the field."""

    report: str
    start: int
    end: int
    found: tuple[tuple[int, int], ...]
    events: tuple[int, ...]


def items(report: dict[str, Any], field: str) -> Iterator[Item]:
    """What to look at in an aligned report for amounts, deadlines or places."""
    text = report["text"]
    events = report["events"]
    covering = {"amount": ("amount", "date", "deadline"), "deadline": ("deadline",), "place": ()}[field]
    outside = [(s["start"], s["end"]) for e in events for f in covering if (s := (e.get(f) or {}).get("stretch"))]
    if field == "amount":
        outside += [m.span() for m in _CALENDAR.finditer(text)]
    pattern = {"amount": _NUMBER, "deadline": _TERM, "place": _WHERE}[field]
    open_ = [i for i, e in enumerate(events) if not e.get(field) and not e.get("optional")]
    before = (0, 0)
    for start, end in split_sentences(text):
        found = tuple(
            m.span()
            for m in pattern.finditer(text, start, end)
            if not any(a < m.end() and m.start() < b for a, b in outside)
        )
        here = [i for i in open_ if _stands(events[i], start, end)]
        left = [i for i in open_ if events[i]["type"] in CASUALTIES and i not in here and _stands(events[i], *before)]
        left = left if field == "amount" else []
        if found and (here or left):
            yield Item(report["id"], before[0] if left else start, end, found, (*left, *here))
        before = (start, end)


def _stands(event: dict[str, Any], start: int, end: int) -> bool:
    return any(start <= m["start"] < end for m in [event["trigger"], *event["other_mentions"]])


def shown(number: int, item: Item, report: dict[str, Any]) -> str:
    text, at, out = report["text"], item.start, ""
    for start, end in item.found:
        out += f"{text[at:start]}«{text[start:end]}»"
        at = end
    lines = [
        f"@{number} {item.report} {item.start}-{item.end} {report.get('published') or 'undated'}",
        " ".join((out + text[at : item.end]).split()),
    ]
    for i in item.events:
        event = report["events"][i]
        lines.append(f'  {event["id"]} {event["type"]} {event["status"]} "{event["trigger"]["text"]}"')
    return "\n".join(lines)


@dataclass(frozen=True)
class Answer:
    report: str
    start: int
    end: int
    event: str
    words: str
    value: dict[str, Any]


def answers(field: str, listed: str, answered: str, name: str) -> Iterator[Answer | str]:
    """The answers of a file to a list, in order; a line that cannot be used comes as a message that says why."""
    heads = {
        m[1]: (m[2], int(m[3]), int(m[4])) for m in re.finditer(r"^@(\d+) (\S+) (\d+)-(\d+) \S+$", listed, re.MULTILINE)
    }
    for n, line in enumerate(answered.splitlines(), 1):
        if not line.strip():
            continue
        where = f"{name}, line {n}"
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) != 4:
            yield f"{where}: {line!r} has {len(cells)} cells; write item | event | words | value"
        elif cells[0] not in heads:
            yield f"{where}: the list has no item {cells[0]!r}"
        else:
            try:
                value = value_of(field, cells[3])
            except (AnnotationError, ValueError) as error:
                yield f"{where}: {error}"
                continue
            report, start, end = heads[cells[0]]
            yield Answer(report, start, end, cells[1], cells[2].replace("«", "").replace("»", ""), value)


def value_of(field: str, value: str) -> dict[str, Any]:
    """A value as drafts have it; raises ValueError or AnnotationError for what is none."""
    if field == "amount":
        return amount_of(value)
    if field == "deadline":
        return {"date": date.fromisoformat(value).isoformat()}
    name, _, country = value.rpartition(",")
    if not name.strip() or not re.fullmatch(r"[A-Z]{3}|-", country.strip()):
        raise AnnotationError(f"{value!r} is no place; write NAME,ISO alpha-3 or NAME,-")
    return {"name": name.strip(), "country": None if country.strip() == "-" else country.strip()}


def take(field: str, row: dict[str, Any], text: str, answer: Answer) -> None:
    """Writes the answer into a report as the corpus holds it (real passages: stand-off, by offsets), or raises AnnotationError."""
    event = next((e for e in row["events"] if e["id"] == answer.event), None)
    if event is None:
        raise AnnotationError(f"{row['id']} has no event {answer.event!r}")
    if event.get(field):
        raise AnnotationError(f"{row['id']}: event {answer.event} has that field already: {event[field]}")
    start, end = _place(row["id"], text, answer)
    event[field] = (
        {**answer.value, "text": quote(text, start, end)}
        if "text" in row
        else {**answer.value, "stretch": [start, end]}
    )


def _place(id: str, text: str, answer: Answer) -> tuple[int, int]:
    plain, _, count = answer.words.partition("#")
    found = [(a, b) for a, b in occurrences(text, plain) if answer.start <= a and b <= answer.end]
    n = int(count or 1)
    if len(found) < n:
        raise AnnotationError(f"{id}: {answer.words!r} is not in the sentence")
    return found[n - 1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--data", type=Path, default=None, help="folder of the open sets, for real passages")
    commands = parser.add_subparsers(dest="command", required=True)
    lister = commands.add_parser("list")
    lister.add_argument("field", choices=FIELDS)
    add_choice(lister)
    lister.add_argument("--out", type=Path, required=True)
    taker = commands.add_parser("take")
    taker.add_argument("field", choices=FIELDS)
    taker.add_argument("listed", type=Path)
    taker.add_argument("answers", nargs="+", type=Path)
    args = parser.parse_args()
    if args.command == "list":
        reports = chosen_reports(args.corpus, args.data, args)
        listed = [(item, report) for report in reports for item in items(report, args.field)]
        args.out.write_text("\n\n".join(shown(n, *one) for n, one in enumerate(listed, 1)) + "\n", encoding="utf-8")
        print(f"{len(listed)} places to look at")
        return 0
    given: list[Answer | str] = []
    for file in args.answers:
        given += answers(
            args.field, args.listed.read_text(encoding="utf-8"), file.read_text(encoding="utf-8"), file.name
        )
    return _take(args.corpus, args.data, args.field, given)


def _take(corpus: Path, data: Path | None, field: str, given: Sequence[Answer | str]) -> int:
    bad = [one for one in given if isinstance(one, str)]
    by_report: dict[str, list[Answer]] = {}
    for one in given:
        if isinstance(one, Answer):
            by_report.setdefault(one.report, []).append(one)

    def change(row: dict[str, Any], text: str) -> list[str]:
        refused = []
        for answer in by_report[row["id"]]:
            try:
                take(field, row, text, answer)
            except AnnotationError as error:
                refused.append(str(error))
        return refused

    bad += rewrite(corpus, data, by_report, change)
    print("\n".join([*bad, f"{len(given)} answers, {len(bad)} refused"]), file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
