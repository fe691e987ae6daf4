"""CSV: one joined event a row, RFC 4180, for spreadsheets, R and pandas.

UTF-8, ISO days, lists joined with "; ". No cell holds a line break, and none begins with a sign that a spreadsheet would take for a
formula: such cells get an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from sitroom.codebook.records import Json
from sitroom.store import Store
from sitroom.store.queries import Query

COLUMNS: dict[str, str] = {
    "id": "the joined event",
    "type": "PLOVER type",
    "modes": "PLOVER modes",
    "contexts": "PLOVER contexts",
    "status": "actual, future, hypothetical, negation or historical",
    "score": "PLOVER conflict-cooperation score, -10 to 10",
    "date_from": "first day, empty if open or not stated",
    "date_to": "last day, empty if open or not stated",
    "date_precision": "day, week, month, quarter, year, range or open; empty if not stated",
    "actors": "names",
    "actor_countries": "ISO 3166 alpha-3, in the order of the names; - where there is none",
    "actor_sectors": "PLOVER sectors of each actor, joined with +; - where there are none",
    "recipients": "names",
    "recipient_countries": "as for actors",
    "recipient_sectors": "as for actors",
    "place": "name of the place",
    "place_country": "ISO 3166 alpha-3",
    "geonameid": "GeoNames id",
    "lat": "degrees, WGS 84",
    "lon": "degrees, WGS 84",
    "place_precision": "point, city, region or country",
    "amount_min": "number, empty if open",
    "amount_max": "number, empty if open",
    "amount_unit": "ISO 4217 code, or what is counted",
    "condition": "the words",
    "deadline": "day, empty if not resolved",
    "exemption": "the words",
    "reason": "the words",
    "attributed_to": "who says so, where the reports do not vouch for it",
    "confidence": "0 to 1, calibrated",
    "report_count": "reports that tell it",
    "publishers": "independent publishers that tell it",
    "first_reported": "day",
    "last_reported": "day",
    "contradictions": "fields of which the reports say different things",
    "corrected": "fields that a person set",
    "trigger": "the words that name it",
    "reports": "ids of the reports",
    "changed": "moment of the last change in the store, UTC",
}
"""Every column with its meaning: the data dictionary of docs/reference.md."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(store: Store, query: Query) -> Iterator[str]:
    """The head, then one row an event, each with its line end."""
    yield _row(list(COLUMNS))
    for event in store.events(query):
        yield _row([_cell(value) for value in _values(event).values()])


def _values(event: Json) -> dict[str, Any]:
    when, place, amount, deadline = (event.get(k) or {} for k in ("date", "place", "amount", "deadline"))
    values: dict[str, Any] = {
        "id": event["id"],
        "type": event["type"],
        "modes": event["modes"],
        "contexts": event["contexts"],
        "status": event["status"],
        "score": event["score"],
        "date_from": when.get("from"),
        "date_to": when.get("to"),
        "date_precision": when.get("precision"),
        "actors": [p["name"] for p in event["actors"]],
        "actor_countries": [p["country"] or "-" for p in event["actors"]],
        "actor_sectors": ["+".join(p["sectors"]) or "-" for p in event["actors"]],
        "recipients": [p["name"] for p in event["recipients"]],
        "recipient_countries": [p["country"] or "-" for p in event["recipients"]],
        "recipient_sectors": ["+".join(p["sectors"]) or "-" for p in event["recipients"]],
        "place": place.get("name"),
        "place_country": place.get("country"),
        "geonameid": place.get("geonameid"),
        "lat": place.get("lat"),
        "lon": place.get("lon"),
        "place_precision": place.get("precision"),
        "amount_min": amount.get("min"),
        "amount_max": amount.get("max"),
        "amount_unit": amount.get("unit"),
        "condition": (event["condition"] or {}).get("text"),
        "deadline": deadline.get("date"),
        "exemption": (event["exemption"] or {}).get("text"),
        "reason": (event["reason"] or {}).get("text"),
        "attributed_to": (event["attributed_to"] or {}).get("name"),
        "confidence": event["confidence"],
        "report_count": event["report_count"],
        "publishers": event["publishers"],
        "first_reported": event["first_reported"],
        "last_reported": event["last_reported"],
        "contradictions": [c["field"] for c in event["contradictions"]],
        "corrected": event["corrected"],
        "trigger": event["trigger"]["text"],
        "reports": [r["id"] for r in event["reports"]],
        "changed": event["changed"],
    }
    return values


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return str(value)
    words = "; ".join(str(v) for v in value) if isinstance(value, list) else str(value)
    flat = " ".join(words.split())
    # A lone dash stands for "none"; anything else that a spreadsheet would run is disarmed.
    return "'" + flat if flat.startswith(_FORMULA) and flat.strip("-; ") else flat


def _row(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()
