"""Annotated reports (CODEBOOK section 5): reading, aligning and checking them.

In a file a stretch of text is its exact words, with "#2" after them for the second occurrence (counted over
whole words). `align` turns words into {"start", "end", "text"} and raises AnnotationError for what it cannot find;
`problems` lists what breaks the codebook.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sitroom.codebook import ontology
from sitroom.errors import AnnotationError

STRETCH_FIELDS = ("condition", "exemption", "reason")
VALUE_FIELDS = ("date", "deadline", "amount", "place")
CORPUS_KINDS = (*ontology.ENTITY_KINDS, "place")
"""Kinds of mention in the corpus: those of the codebook, and places that are no party."""

_OCCURRENCE = re.compile(r"^(?P<words>.*?)(?:#(?P<n>[1-9]\d*))?$", re.DOTALL)


def occurrences(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Where words stand in text as whole words, left to right."""
    at = text.find(words)
    while at != -1:
        end = at + len(words)
        opens = at == 0 or not (text[at - 1].isalnum() and words[0].isalnum())
        closes = end == len(text) or not (text[end].isalnum() and words[-1].isalnum())
        if opens and closes:
            yield at, end
        at = text.find(words, at + 1)


def locate(text: str, words: str) -> dict[str, Any]:
    """The stretch that "words" or "words#n" stands for."""
    found = _OCCURRENCE.match(words)
    assert found is not None
    plain, n = found["words"], int(found["n"] or 1)
    if not plain:
        raise AnnotationError(f"empty stretch {words!r}")
    for count, (start, end) in enumerate(occurrences(text, plain), 1):
        if count == n:
            return {"start": start, "end": end, "text": plain}
    raise AnnotationError(f"{words!r} is not in the text")


def quote(text: str, start: int, end: int) -> str:
    """The words of a stretch in the form that `locate` reads back."""
    words = text[start:end]
    for count, at in enumerate(occurrences(text, words), 1):
        if at == (start, end):
            return words if count == 1 else f"{words}#{count}"
    raise AnnotationError(f"{words!r} at {start} does not begin and end with whole words")


PRONOUNS = frozenset(
    (
        "he she it they him her them his hers its their theirs we us our ours i me my who whose whom which that "
        "this these those himself herself itself themselves both all one the other others each"
    ).split()
)


def party(entity: dict[str, Any]) -> dict[str, Any]:
    names = [m["text"] for m in entity["mentions"] if m["text"].lower() not in PRONOUNS]
    aka = dict.fromkeys([*entity.get("aka", []), *names])
    aka.pop(entity["name"], None)
    return {
        "name": entity["name"],
        "aka": list(aka),
        "country": entity.get("country"),
        "sectors": entity.get("sectors", []),
        "entity": entity["id"],
    }


def align(report: dict[str, Any]) -> dict[str, Any]:
    """The report with every stretch as offsets and every party spelled out."""
    text = report["text"]

    def stretch(words: str | None) -> dict[str, Any] | None:
        return locate(text, words) if words else None

    entities = [{**e, "mentions": [locate(text, m) for m in e.get("mentions", [])]} for e in report["entities"]]
    parties = {e["id"]: party(e) for e in entities}

    def known_party(key: str) -> dict[str, Any]:
        if key not in parties:
            raise AnnotationError(f"{key!r} is no entity of the report")
        return parties[key]

    events = []
    for event in report["events"]:
        out = {**event}
        out["trigger"] = stretch(event["trigger"])
        out["other_mentions"] = [locate(text, m) for m in event.get("other_mentions", [])]
        for side in ("actors", "recipients"):
            out[side] = [known_party(key) for key in event.get(side, [])]
        out["attributed_to"] = known_party(event["attributed_to"]) if event.get("attributed_to") else None
        for field in STRETCH_FIELDS:
            out[field] = stretch(event.get(field))
        for field in VALUE_FIELDS:
            value = event.get(field)
            out[field] = {**value, "stretch": stretch(value.get("text"))} if value else None
        events.append(out)
    ledger = [
        {
            **entry,
            "by": [known_party(k) for k in entry.get("by", [])],
            "to": [known_party(k) for k in entry.get("to", [])],
        }
        for entry in report.get("ledger", [])
    ]
    return {**report, "entities": entities, "events": events, "ledger": ledger}


def problems(report: dict[str, Any]) -> list[str]:
    """What in an annotated report (as written, before `align`) breaks the codebook; empty if nothing does."""
    try:
        align(report)
    except (AnnotationError, KeyError) as error:
        return [f"{report.get('id', '?')}: does not align: {error}"]
    return breaches(report)


def breaches(report: dict[str, Any]) -> list[str]:
    """What breaks the codebook in a report whose stretches are left alone: written ones, and real ones without their text."""
    found: list[str] = []

    def say(message: str) -> None:
        found.append(f"{report.get('id', '?')}: {message}")

    published = report.get("published")
    if published is not None and not re.fullmatch(r"\d{4}-\d\d-\d\d", published):
        say(f"published is {published!r}; write YYYY-MM-DD")
    for entity in report["entities"]:
        if entity["kind"] not in CORPUS_KINDS:
            say(f"entity {entity['name']!r} has the unknown kind {entity['kind']!r}")
        country = entity.get("country")
        if country is not None and not re.fullmatch(r"[A-Z]{3}", country):
            say(f"entity {entity['name']!r} has country {country!r}; write ISO 3166 alpha-3 or leave it out")
        for sector in entity.get("sectors", []):
            if sector not in ontology.sectors():
                say(f"entity {entity['name']!r} has the unknown sector {sector!r}")
        if not entity.get("mentions"):
            say(f"entity {entity['name']!r} is mentioned nowhere")
    ids = {event["id"] for event in report["events"]}
    for event in report["events"]:
        where = f"event {event['id']} ({event['trigger']!r})"
        if event["type"] not in ontology.EVENT_TYPES:
            say(f"{where} has the unknown type {event['type']!r}")
            continue
        for mode in event.get("modes", []):
            if mode not in ontology.modes()[event["type"]]:
                say(f"{where}: {mode!r} is no mode of {event['type']}")
        for context in event.get("contexts", []):
            if context not in ontology.contexts():
                say(f"{where} has the unknown context {context!r}")
        if event["status"] not in ontology.STATUSES:
            say(f"{where} has the unknown status {event['status']!r}")
        for field in ("date", "deadline"):
            for key in ("from", "to", "date"):
                value = (event.get(field) or {}).get(key)
                if value is not None and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
                    say(f"{where}: {field} has {value!r}; write YYYY-MM-DD")
        span = event.get("date") or {}
        if span.get("from") and span.get("to") and span["from"] > span["to"]:
            say(f"{where}: its date ends before it begins")
        for side in event.get("open_sides", []):
            if side not in ("actors", "recipients"):
                say(f"{where}: open side {side!r}; write actors or recipients")
    for entry in report.get("ledger", []):
        kind = entry["kind"]
        if kind not in ontology.LEDGER_STATUSES:
            say(f"ledger entry {entry['what']!r} has the unknown kind {kind!r}")
        elif entry["status"] not in ontology.LEDGER_STATUSES[kind]:
            say(f"{kind} {entry['what']!r} has the status {entry['status']!r}, which is none of a {kind}")
        for key in entry.get("events", []):
            if key not in ids:
                say(f"ledger entry {entry['what']!r} names event {key!r}, which is not in the report")
    return found


def load(path: Path) -> list[dict[str, Any]]:
    """The reports of one annotation file, as written."""
    out = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                out.append(json.loads(line))
            except json.JSONDecodeError as error:
                raise AnnotationError(f"{path.name}, line {number}: not JSON ({error})") from error
    return out
