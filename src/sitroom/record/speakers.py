"""Whose words an act is told in: the quotation around its trigger, and the entity that stands for its source (rule 14)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from sitroom.codebook.stretches import Stretch
from sitroom.reading.marks import Marks
from sitroom.resolving.cast import Cast
from sitroom.resolving.quotations import find_quotations

UTTERED = frozenset({"speech", "writing"})
"""How something is ascribed that makes it the source's report of an act; beliefs and stances are seldom one."""


NESTED = 24
"""Quoted stretches before a trigger that are looked at: more do not lie around it, and long texts stay linear."""
LONGEST_MENTION = 400
"""Characters of a mention at most: how far before a source one may begin that reaches into it."""


def quoted_speakers(text: str, marks: Marks, cast: Cast) -> dict[int, tuple[int, int]]:
    """By the index of a trigger that stands inside somebody's words: who says them (index in the cast), and the mention that says so.

    Of quotations inside one another the inner one counts. Those whose source no mention stands for are left out.
    """
    if not marks.triggers:
        return {}
    mentions = sorted(((m.stretch, number) for number, m in enumerate(marks.mentions)), key=lambda m: m[0].start)
    starts = [stretch.start for stretch, _ in mentions]
    told: list[tuple[int, int, int, int]] = []
    for quotation in find_quotations(text):
        if quotation.act in UTTERED and quotation.source is not None:
            by = _mention(quotation.source, mentions, starts)
            if by is not None:
                told += [(part.start, part.end, quotation.end - quotation.start, by) for part in quotation.content]
    told.sort()
    begins = [start for start, *_ in told]
    out: dict[int, tuple[int, int]] = {}
    for number, trigger in enumerate(marks.triggers):
        at = bisect_right(begins, trigger.stretch.start)
        around = [(length, by) for _, end, length, by in told[max(0, at - NESTED) : at] if trigger.stretch.end <= end]
        if around:
            mention = min(around)[1]
            out[number] = cast.of_mention[mention], mention
    return out


def _mention(source: Stretch, mentions: Sequence[tuple[Stretch, int]], starts: Sequence[int]) -> int | None:
    """The mention that shares most words with the source: of equals the shortest."""
    best: tuple[int, int, int] | None = None
    first, last = bisect_left(starts, source.start - LONGEST_MENTION), bisect_left(starts, source.end)
    for mention, number in mentions[first:last]:
        shared = min(mention.end, source.end) - max(mention.start, source.start)
        if shared > 0:
            best = max(best or (0, 0, 0), (shared, mention.start - mention.end, number))
    return best[2] if best is not None else None
