"""Whose words an act is told in: the quotation around its trigger, and the entity that stands for its source (rule 14)."""

from __future__ import annotations

from sitroom.codebook.stretches import Stretch
from sitroom.reading.marks import Marks
from sitroom.resolving.cast import Cast
from sitroom.resolving.quotations import Quotation, find_quotations

UTTERED = frozenset({"speech", "writing"})
"""How something is ascribed that makes it the source's report of an act; beliefs and stances are seldom one."""


def quoted_speakers(text: str, marks: Marks, cast: Cast) -> dict[int, int]:
    """By the index of a trigger that stands inside somebody's words: the index in the cast of who says them.

    Of quotations inside one another the inner one counts. Those whose source no mention stands for are left out.
    """
    if not marks.triggers:
        return {}
    told = [(q, by) for q in find_quotations(text) if q.act in UTTERED and (by := _entity(q, marks, cast)) is not None]
    out: dict[int, int] = {}
    for number, trigger in enumerate(marks.triggers):
        around = [(q.end - q.start, by) for q, by in told if any(part.contains(trigger.stretch) for part in q.content)]
        if around:
            out[number] = min(around)[1]
    return out


def _entity(quotation: Quotation, marks: Marks, cast: Cast) -> int | None:
    """The entity of the mention that shares most words with the source: of equals the longest."""
    source = quotation.source
    if source is None:
        return None
    best: tuple[int, int, int] | None = None
    for mention, entity in zip(marks.mentions, cast.of_mention, strict=True):
        shared = _shared(mention.stretch, source)
        if shared > 0:
            best = max(best or (0, 0, 0), (shared, -(mention.stretch.end - mention.stretch.start), entity))
    return best[2] if best is not None else None


def _shared(one: Stretch, other: Stretch) -> int:
    return min(one.end, other.end) - max(one.start, other.start)
