"""A quotation inside one sentence, as positions in its pieces."""

from __future__ import annotations

from dataclasses import dataclass

from sitroom.resolving.quotations.phrases import Span
from sitroom.resolving.quotations.records import Act, Reason


@dataclass(frozen=True, slots=True)
class Found:
    """contents is empty where the cue hands over to the sentences that follow ("He said:")."""

    contents: tuple[Span, ...]
    cue: Span
    source: Span | None
    description: Span | None
    act: Act
    reason: Reason
