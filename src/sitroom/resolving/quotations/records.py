"""What a quotation is: content, cue, source, kind, act, venue and the rule that found it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sitroom.codebook.stretches import Stretch

QuotationKind = Literal["direct", "indirect", "mixed"]
Act = Literal["speech", "writing", "belief", "wish", "stance", "finding"]
Venue = Literal[
    "op-ed", "briefing", "post", "statement", "interview", "television", "summit", "letter", "court", "speech"
]
Reason = Literal[
    "clause after the cue",
    "object of the cue",
    "infinitive after the cue",
    "before the source",
    "around the source",
    "source after the cue",
    "passive",
    "participle",
    "according to",
    "name and colon",
    "name and dash",
    "noun",
    "goes on",
]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words or thoughts that a report ascribes to a source.

    content: one stretch, or several where the words go on around an inserted "he said" or in later sentences; quotation
    marks stand inside. cue: the verb group, noun or phrase that ascribes. source: the noun phrase without its
    apposition, as it stands ("he" stays "he"); None where the words name none. description: the apposition ("the foreign
    minister").
    kind: direct if all the content is inside quotation marks, mixed if some is, else indirect.
    act: how it is ascribed; speech and writing are utterances, the others report a mind, a judgement or a document.
    """

    content: tuple[Stretch, ...]
    cue: Stretch
    source: Stretch | None
    description: Stretch | None
    kind: QuotationKind
    act: Act
    venue: Venue | None
    reason: Reason

    @property
    def start(self) -> int:
        return self.content[0].start

    @property
    def end(self) -> int:
        return self.content[-1].end
