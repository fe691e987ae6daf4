"""Write the JSON Schema of a reading beside the package's tables.

python -m training.schema
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sitroom.codebook import ontology

HOME = Path("src/sitroom/codebook/data/reading.schema.json")


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
            {"name": text, "entity": text, "country": country, "sectors": sectors, "mentions": _list(ref("stretch"))}
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


if __name__ == "__main__":
    HOME.write_text(json.dumps(schema(), indent=1) + "\n", encoding="utf-8")
