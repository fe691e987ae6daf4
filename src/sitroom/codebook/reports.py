"""The report: one news text as it stood at intake, and what is known about it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Report:
    """One news report. Its text never changes after intake; every stretch points into it.

    id: as given by the input, or `content_id` of the report.
    published: day in the publisher's time zone; None where the report does not tell it beyond doubt.
    source: who published it, as named by the input or the header ("Reuters").
    language: ISO 639-1 code; None where the text is too short to tell.
    origin: the file name as given, with the line or page where there is one; None for text from a caller.
    warnings: what a person should know before trusting the record, one sentence each.
    body_start: offset of the first word after the header (date line, title, byline, dateline); 0 without one.
    """

    id: str
    text: str
    title: str | None
    published: date | None
    source: str | None
    language: str | None
    origin: str | None
    warnings: tuple[str, ...]
    body_start: int = 0

    @property
    def body(self) -> str:
        """The text after the header."""
        return self.text[self.body_start :]


def content_id(text: str, *, published: date | None, source: str | None) -> str:
    """An id that the same report gets wherever it is read: "r-" and 16 hexadecimal digits of SHA-256.

    Sixteen digits make a clash among ten million reports a one in 300,000 chance.
    """
    parts = (text, published.isoformat() if published else "", source or "")
    return "r-" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
