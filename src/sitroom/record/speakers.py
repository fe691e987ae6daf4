"""Whose words an act is told in: the quotation around its trigger, and the entity that stands for its source (rule 14); and who "I" is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sitroom.codebook.stretches import Stretch
from sitroom.reading.marks import Marks
from sitroom.resolving import names
from sitroom.resolving.cast import Cast
from sitroom.resolving.quotations import find_quotations

UTTERED = frozenset({"speech", "writing"})
"""How something is ascribed that makes it the source's report of an act; beliefs and stances are seldom one."""


NESTED = 24
"""Quoted stretches before a trigger that are looked at: more do not lie around it, and long texts stay linear."""
LONGEST_MENTION = 400
"""Characters of a mention at most: how far before a source one may begin that reaches into it."""


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who speaks where somebody's words are given.

    of_trigger: by the index of a trigger in them, the index of the speaker in the cast and the mention that says so; of_entity: by the
    index of an entity that is only ever "I" or "we", the index of the one who says that.
    """

    of_trigger: dict[int, tuple[int, int]]
    of_entity: dict[int, int]


def speakers_of(text: str, marks: Marks, cast: Cast) -> Speakers:
    """Of quotations inside one another the inner one counts. Those whose source no mention stands for are left out."""
    nameless = [number for number, entity in enumerate(cast.entities) if all(map(_speaks, entity.mentions))]
    if not marks.triggers and not nameless:
        return Speakers({}, {})
    quoted = _Quoted(text, marks)
    of_trigger: dict[int, tuple[int, int]] = {}
    for number, trigger in enumerate(marks.triggers):
        mention = quoted.by(trigger.stretch)
        if mention is not None:
            of_trigger[number] = cast.of_mention[mention], mention
    of_entity: dict[int, int] = {}
    for number in nameless:
        said_by = {cast.of_mention[m] for one in cast.entities[number].mentions if (m := quoted.by(one)) is not None}
        if len(said_by) == 1 and (speaker := said_by.pop()) not in nameless:
            of_entity[number] = speaker
    return Speakers(of_trigger, of_entity)


def _speaks(mention: Stretch) -> bool:
    return names.pronoun(mention.text) in names.SPEAKING


class _Quoted:
    """The quoted stretches of a text and the mentions that stand for their sources."""

    def __init__(self, text: str, marks: Marks) -> None:
        mentions = sorted(((m.stretch, number) for number, m in enumerate(marks.mentions)), key=lambda m: m[0].start)
        starts = [stretch.start for stretch, _ in mentions]
        told: list[tuple[int, int, int, int]] = []
        for quotation in find_quotations(text):
            if quotation.act in UTTERED and quotation.source is not None:
                by = _mention(quotation.source, mentions, starts)
                if by is not None:
                    told += [(part.start, part.end, quotation.end - quotation.start, by) for part in quotation.content]
        self._told = sorted(told)
        self._begins = [start for start, *_ in self._told]

    def by(self, stretch: Stretch) -> int | None:
        """The mention whose words the stretch stands in, if any."""
        at = bisect_right(self._begins, stretch.start)
        around = [(length, by) for _, end, length, by in self._told[max(0, at - NESTED) : at] if stretch.end <= end]
        return min(around)[1] if around else None


def _mention(source: Stretch, mentions: Sequence[tuple[Stretch, int]], starts: Sequence[int]) -> int | None:
    """The mention that shares most words with the source: of equals the shortest."""
    best: tuple[int, int, int] | None = None
    first, last = bisect_left(starts, source.start - LONGEST_MENTION), bisect_left(starts, source.end)
    for mention, number in mentions[first:last]:
        shared = min(mention.end, source.end) - max(mention.start, source.start)
        if shared > 0:
            best = max(best or (0, 0, 0), (shared, mention.start - mention.end, number))
    return best[2] if best is not None else None
