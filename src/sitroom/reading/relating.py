"""`relate`: the PLOVER type between two given stretches of a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from tokenizers import Tokenizer

from sitroom.codebook.ontology import EVENT_TYPES
from sitroom.codebook.records import Relation
from sitroom.errors import InputError
from sitroom.reading.decoding import modes_of
from sitroom.reading.labels import MARKERS
from sitroom.reading.scorer import Scorer, sigmoid, softmax
from sitroom.reading.sentences import split_sentences
from sitroom.reading.settings import Thresholds
from sitroom.reading.windows import CLS, SEP, cut

Span = tuple[int, int]


def mark_pair(ids: Sequence[int], actor: Span, recipient: Span) -> list[int]:
    """ids with the four markers put in around two spans of pieces that do not overlap; actor and recipient are half-open."""
    puts = sorted(
        [
            (actor[0], 1, MARKERS["actor_open"]),
            (recipient[0], 1, MARKERS["recipient_open"]),
            (actor[1], 0, MARKERS["actor_close"]),
            (recipient[1], 0, MARKERS["recipient_close"]),
        ]
    )
    out: list[int] = []
    at = 0
    for place, _, marker in puts:
        out.extend(ids[at:place])
        out.append(marker)
        at = place
    out.extend(ids[at:])
    return out


def _prepare(tokenizer: Tokenizer, text: str, actor: Span, recipient: Span, window: int) -> list[int]:
    for name, (start, end) in (("actor", actor), ("recipient", recipient)):
        if not 0 <= start < end <= len(text):
            raise InputError(
                f"{name} is ({start}, {end}), which is no stretch of a text of {len(text)} characters. "
                "Give half-open character offsets, as in text[start:end]."
            )
    if actor[0] < recipient[1] and recipient[0] < actor[1]:
        raise InputError("actor and recipient overlap. Give two stretches apart from each other.")
    low, high = min(actor[0], recipient[0]), max(actor[1], recipient[1])
    sentences = [s for s in split_sentences(text) if s[1] > low and s[0] < high]
    pieces, _ = cut(tokenizer, text, sentences or [(low, high)])

    def span(stretch: Span) -> Span:
        a = int(np.searchsorted(pieces.ends, stretch[0], side="right"))
        b = int(np.searchsorted(pieces.starts, stretch[1], side="left"))
        return a, max(a + 1, b)

    one, two = span(actor), span(recipient)
    room = window - len(MARKERS)
    first = max(0, min(min(one[0], two[0]) - 20, len(pieces.ids) - room)) if len(pieces.ids) > room else 0
    ids = pieces.ids[first : first + room].tolist()

    def shifted(s: Span) -> Span:
        return min(s[0] - first, len(ids) - 1), min(s[1] - first, len(ids))

    return [CLS, *mark_pair(ids, shifted(one), shifted(two)), SEP]


def relate(
    scorer: Scorer, tokenizer: Tokenizer, pairs: Sequence[tuple[str, Span, Span]], limits: Thresholds
) -> Iterator[Relation]:
    """The relation of each (text, actor, recipient), in order. Raises InputError for offsets that are no stretches."""
    for pair in pairs:
        row = _prepare(tokenizer, *pair, scorer.window)
        # One at a time, so that what is read of a pair hangs on no other (see `marking`).
        ids = np.asarray(row, np.int64)[None]
        actor, recipient = (np.asarray([row.index(MARKERS[m])]) for m in ("actor_open", "recipient_open"))
        type_logits, mode_logits = scorer.relate(ids, actor, recipient)
        types, modes = softmax(type_logits[:, 1:])[0], sigmoid(mode_logits)[0]
        best = EVENT_TYPES[int(types.argmax())]
        own = modes_of(best, modes, limits.mode)
        scores = {name: round(float(p), 4) for name, p in zip(EVENT_TYPES, types, strict=True)}
        yield Relation(best, own[0] if own else None, scores)
