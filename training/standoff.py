"""Stand-off annotation of real text: offsets, labels and source ids in the file, the text from its own set.

A record has `id` ("SET/FILE/DOCUMENT#FIRST-LAST", sentences [FIRST, LAST) of the document), `sha256` of the text that
they make, and the annotation with every stretch as [start, end].
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

from sitroom.errors import AnnotationError
from training.sources import documents

_ID = re.compile(r"^(?P<set>[^/]+)/(?P<file>[^/]+)/(?P<document>.+)#(?P<first>\d+)-(?P<last>\d+)$")


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def detach(aligned: dict[str, Any]) -> dict[str, Any]:
    """An aligned report without its text and without its words."""

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            if set(value) == {"start", "end", "text"}:
                return [value["start"], value["end"]]
            return {k: bare(v) for k, v in value.items() if v not in (None, [], "")}
        return [bare(v) for v in value] if isinstance(value, list) else value

    events = []
    for event in aligned["events"]:
        out = {k: bare(v) for k, v in event.items() if v not in (None, [], "")}
        for side in ("actors", "recipients"):
            out[side] = [p["entity"] for p in event[side]]
        if event.get("attributed_to"):
            out["attributed_to"] = event["attributed_to"]["entity"]
        for name in ("date", "deadline", "amount", "place"):
            if name in out:
                out[name].pop("text", None)
        events.append(out)
    entities = [{k: bare(v) for k, v in e.items() if v not in (None, [], "")} for e in aligned["entities"]]
    ledger = [
        {
            **{k: v for k, v in entry.items() if v},
            "by": [p["entity"] for p in entry["by"]],
            "to": [p["entity"] for p in entry["to"]],
        }
        for entry in aligned["ledger"]
    ]
    return {
        "id": aligned["id"],
        "sha256": digest(aligned["text"]),
        "published": aligned.get("published"),
        "entities": entities,
        "events": events,
        "ledger": ledger,
    }


def join(records: list[dict[str, Any]], data: Path) -> list[dict[str, Any]]:
    """The records as aligned reports. Raises AnnotationError where a set's text is not what was annotated."""
    wanted: dict[tuple[str, str], dict[str, list[tuple[int, int, dict[str, Any]]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for record in records:
        found = _ID.match(record["id"])
        if found is None:
            raise AnnotationError(f"{record['id']!r} is no source id; write SET/FILE/DOCUMENT#FIRST-LAST")
        wanted[found["set"], found["file"]][found["document"]].append((int(found["first"]), int(found["last"]), record))
    texts: dict[str, str] = {}
    for (set_, file), own in wanted.items():
        for document in documents(data, set_, file):
            for first, last, record in own.get(document.id.split("/", 2)[2], ()):
                texts[record["id"]] = " ".join(document.sentences[first:last])
    out = []
    for record in records:
        text = texts.get(record["id"])
        if text is None or digest(text) != record["sha256"]:
            raise AnnotationError(f"{record['id']}: the text of the set is not the one that was annotated")
        out.append(attach(record, text))
    return out


def attach(record: dict[str, Any], text: str) -> dict[str, Any]:
    def stretch(span: list[int]) -> dict[str, Any]:
        return {"start": span[0], "end": span[1], "text": text[span[0] : span[1]]}

    from training.annotation import party

    entities = [
        {"sectors": [], "country": None, **e, "mentions": [stretch(m) for m in e.get("mentions", [])]}
        for e in record["entities"]
    ]
    parties = {e["id"]: party(e) for e in entities}
    events = []
    for event in record["events"]:
        out = {"modes": [], "contexts": [], **event}
        out["trigger"] = stretch(event["trigger"])
        out["other_mentions"] = [stretch(m) for m in event.get("other_mentions", [])]
        for side in ("actors", "recipients"):
            out[side] = [parties[k] for k in event.get(side, [])]
        out["attributed_to"] = parties[event["attributed_to"]] if event.get("attributed_to") else None
        for name in ("condition", "exemption", "reason"):
            out[name] = stretch(event[name]) if event.get(name) else None
        for name in ("date", "deadline", "amount", "place"):
            value = event.get(name)
            if value:
                words = stretch(value["stretch"]) if value.get("stretch") else None
                value = {**value, "stretch": words, "text": words["text"] if words else None}
                if name == "place":
                    value.setdefault("name", None)
                    value.setdefault("country", None)
            out[name] = value
        events.append(out)
    ledger = [
        {**e, "by": [parties[k] for k in e.get("by", [])], "to": [parties[k] for k in e.get("to", [])]}
        for e in record.get("ledger", [])
    ]
    return {
        **record,
        "text": text,
        "title": None,
        "source": None,
        "entities": entities,
        "events": events,
        "ledger": ledger,
    }
