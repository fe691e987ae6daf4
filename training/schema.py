"""Write the JSON Schemas beside the package's tables: of a reading, of a joined event, of a ledger entry.

python -m training.schema
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sitroom.codebook import ontology

FOLDER = Path("src/sitroom/codebook/data")
HOME = FOLDER / "reading.schema.json"
EVENT_HOME = FOLDER / "event.schema.json"
ENTRY_HOME = FOLDER / "entry.schema.json"


def _object(properties: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        **more,
    }


def _maybe(kind: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [kind, {"type": "null"}]}


def _list(kind: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": kind}


def schema() -> dict[str, Any]:
    """Draft 2020-12; every field described in the words of the codebook."""
    text: dict[str, Any] = {"type": "string"}
    number: dict[str, Any] = {"type": "number"}
    whole: dict[str, Any] = {"type": "integer", "minimum": 0}
    day: dict[str, Any] = {"type": "string", "format": "date", "pattern": "^\\d{4}-\\d\\d-\\d\\d$"}
    country = _maybe(
        {
            "type": "string",
            "pattern": "^[A-Z]{3}$",
            "description": "ISO 3166 alpha-3; null for international ones and where the report does not tell",
        }
    )
    ref = lambda name: {"$ref": f"#/$defs/{name}"}  # noqa: E731
    sectors = _list({"enum": list(ontology.sectors())})
    here = {"text": text, "start": whole, "end": whole}
    defs = {
        "stretch": _object(
            {"start": whole, "end": whole, "text": text}, description="Half-open characters of the report's text"
        ),
        "party": _object(
            {
                "name": text,
                "aka": {**_list(text), "description": "What the report calls a party whose name comes from a table"},
                "entity": text,
                "country": country,
                "sectors": sectors,
                "mentions": _list(ref("stretch")),
            }
        ),
        "entity": _object(
            {
                "id": text,
                "name": text,
                "kind": {"enum": list(ontology.ENTITY_KINDS)},
                "country": country,
                "sectors": sectors,
                "reference": {**_maybe(text), "description": "Entry of the knowledge base; null if it has none"},
                "reason": {**text, "description": "What the entity was resolved by"},
                "mentions": _list(ref("stretch")),
            }
        ),
        "date": _object(
            {
                "from": _maybe(day),
                "to": _maybe(day),
                "text": text,
                "precision": _maybe({"enum": ["day", "week", "month", "quarter", "year", "range", "open"]}),
                "reason": text,
                "start": whole,
                "end": whole,
            },
            description="Interval of days, both ends included; a null end is open; both null: the words could not be placed (see reason)",
        ),
        "deadline": _object(
            {
                "date": _maybe(day),
                "text": text,
                "passed": {"type": "boolean"},
                "reason": text,
                "start": whole,
                "end": whole,
            }
        ),
        "place": _object(
            {
                "name": text,
                "country": country,
                "admin1": _maybe(text),
                "geonameid": _maybe({"type": "integer"}),
                "lat": _maybe({**number, "minimum": -90, "maximum": 90}),
                "lon": _maybe({**number, "minimum": -180, "maximum": 180}),
                "precision": _maybe({"enum": ["point", "city", "region", "country"]}),
                "reason": text,
                **here,
            }
        ),
        "amount": _object(
            {"min": _maybe(number), "max": _maybe(number), "unit": _maybe(text), "qualifier": _maybe(text), **here}
        ),
        "event": _object(
            {
                "id": text,
                "type": {"enum": list(ontology.EVENT_TYPES)},
                "modes": _list({"enum": sorted({m for _, m in ontology.type_modes()})}),
                "contexts": _list({"enum": list(ontology.contexts())}),
                "status": {"enum": list(ontology.STATUSES)},
                "actors": _list(ref("party")),
                "recipients": _list(ref("party")),
                "trigger": ref("stretch"),
                "evidence": _list(ref("stretch")),
                "date": _maybe(ref("date")),
                "place": _maybe(ref("place")),
                "attributed_to": _maybe(ref("party")),
                "amount": _maybe(ref("amount")),
                "condition": _maybe(ref("stretch")),
                "deadline": _maybe(ref("deadline")),
                "exemption": _maybe(ref("stretch")),
                "reason": _maybe(ref("stretch")),
                "confidence": {**number, "minimum": 0, "maximum": 1},
            }
        ),
        "change": _object({"status": text, "date": _maybe(day), "event": _maybe(text), "evidence": ref("stretch")}),
        "entry": _object(
            {
                "kind": {"enum": list(ontology.LEDGER_STATUSES)},
                "what": text,
                "by": _list(ref("party")),
                "to": _list(ref("party")),
                "status": {"enum": sorted({s for own in ontology.LEDGER_STATUSES.values() for s in own})},
                "deadline": _maybe(ref("deadline")),
                "condition": _maybe(ref("stretch")),
                "exemption": _maybe(ref("stretch")),
                "amount": _maybe(ref("amount")),
                "history": {**_list(ref("change")), "minItems": 1},
                "events": _list(text),
            }
        ),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The reading of one report",
        **_object(
            {
                "id": text,
                "published": _maybe(day),
                "source": _maybe(text),
                "title": _maybe(text),
                "text": text,
                "warnings": _list(text),
                "entities": _list(ref("entity")),
                "events": _list(ref("event")),
                "ledger": _list(ref("entry")),
            }
        ),
        "$defs": defs,
    }


def _told(definition: dict[str, Any], **more: dict[str, Any]) -> dict[str, Any]:
    """A definition with `report`, where the words of a field stand in another report than the event's own."""
    return {**definition, "properties": {**definition["properties"], "report": {"type": ["string", "null"]}, **more}}


def joined_schemas() -> tuple[dict[str, Any], dict[str, Any]]:
    """The schema of one line of `sitroom events --json`, and of one line of `sitroom ledger --json`."""
    reading = schema()
    defs = json.loads(json.dumps(reading["$defs"]))
    text: dict[str, Any] = {"type": "string"}
    whole: dict[str, Any] = {"type": "integer", "minimum": 0}
    day = _maybe({"type": "string", "format": "date", "pattern": "^\\d{4}-\\d\\d-\\d\\d$"})
    moment = {**text, "description": "UTC, ISO 8601"}
    share = _maybe({"type": "number", "minimum": 0, "maximum": 1})
    ref = lambda name: {"$ref": f"#/$defs/{name}"}  # noqa: E731
    for name in ("stretch", "date", "deadline", "place", "amount", "party"):
        defs[name] = _told(defs[name])
    withdrawn = _object({"at": moment, "reason": text})
    event, entry = defs.pop("event"), defs.pop("entry")
    defs.pop("entity")
    defs.pop("change")
    source = _object(
        {
            "id": text,
            "published": day,
            "exchanged": {
                **day,
                "description": "The day with day and month exchanged, where other reports say that it is the true one",
            },
            "source": _maybe(text),
            "evidence": _list(ref("stretch")),
            "copy": {**_maybe(text), "description": "Group of near-copies; null if it is like no other"},
            "score": {**share, "description": "How surely it was joined; null for the report that opened the event"},
            "reason": _maybe(text),
            "account": text,
        }
    )
    contradiction = _object(
        {
            "field": {"enum": ["status", "amount", "date", "actors", "recipients"]},
            "versions": _list(_object({"value": text, "reports": _list(text)})),
        }
    )
    joined = {
        **event["properties"],
        "report": {**text, "description": "The report whose words the stretches are, unless a field names another"},
        "reports": _list(source),
        "report_count": whole,
        "publishers": {**whole, "description": "Independent publishers: copies of one text count once"},
        "first_reported": day,
        "last_reported": day,
        "contradictions": _list(contradiction),
        "corrected": _list(text),
        "score": {"type": "number", "minimum": -10, "maximum": 10},
        "added": moment,
        "changed": moment,
    }
    event_schema = {
        "$schema": reading["$schema"],
        "title": "A joined event of a store",
        **_object(joined),
        "$defs": defs,
    }
    event_schema["properties"]["withdrawn"] = {
        **withdrawn,
        "properties": {**withdrawn["properties"], "continued": _maybe(text)},
    }
    line = _object(
        {
            "status": text,
            "date": day,
            "known": {**day, "description": "Publication day of the first report that tells it"},
            "event": _maybe(text),
            "report": _maybe(text),
            "evidence": ref("stretch"),
            "note": _maybe(text),
        }
    )
    proposal = _object(
        {
            "event": text,
            "report": _maybe(text),
            "date": day,
            "known": day,
            "evidence": ref("stretch"),
            "score": share,
            "reason": text,
            "what": {"enum": ["condition met"]},
        }
    )
    entry_properties = {
        "id": text,
        **entry["properties"],
        "date": {**_maybe(ref("date")), "description": "The day of a meeting or of what is promised"},
        "history": {**_list(line), "minItems": 1},
        "proposals": {
            **_list(proposal),
            "description": "Acts that seem to meet the condition; they change nothing until confirmed",
        },
        "opened": day,
        "added": moment,
        "changed": moment,
    }
    entry_schema = {
        "$schema": reading["$schema"],
        "title": "A ledger entry of a store",
        **_object(entry_properties),
        "$defs": defs,
    }
    entry_schema["properties"]["withdrawn"] = withdrawn
    return event_schema, entry_schema


if __name__ == "__main__":
    HOME.write_text(json.dumps(schema(), indent=1) + "\n", encoding="utf-8")
    for home, made in zip((EVENT_HOME, ENTRY_HOME), joined_schemas(), strict=True):
        home.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
