"""Annotated reports as training examples: piece spans and the relations between them.

Stretches become half-open piece spans of the whole report; `Example.window` cuts out what lies wholly inside a window.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sitroom.codebook import ontology
from sitroom.reading.labels import MENTION_KINDS, ROLES, STRETCH_FIELDS, TAG_LAYERS
from sitroom.reading.sentences import split_sentences
from sitroom.reading.windows import Pieces, cut

Span = tuple[int, int]
TYPES = ("NONE", *ontology.EVENT_TYPES)
MODES = ontology.type_modes()
IGNORE = -100
PHRASE_LAYERS = ("phrase", "outer_phrase")
"""Layers that only documents with chains of every kind of phrase teach."""


@dataclass(slots=True)
class Trigger:
    """One mention of an event. types: indices into TYPES (two where one word names two events)."""

    span: Span
    events: list[int]
    types: list[int]
    modes: set[int]
    contexts: set[int]
    status: int
    optional: bool


@dataclass(slots=True)
class Example:
    """One report. roles[t][m]: set of role indices; ignored pairs are those of further mentions of a party elsewhere."""

    id: str
    pieces: Pieces
    bounds: list[int]
    mentions: list[tuple[Span, int, str, int]]  # span, kind, entity, layer
    triggers: list[Trigger]
    stretches: list[tuple[Span, int, set[int]]]  # span, field, events
    sides: list[dict[int, set[str]]]  # per event: role -> entities
    has_contexts: bool = False
    open_roles: frozenset[int] = frozenset()
    """Roles that nobody marked in the report though its events may have them."""
    tags: dict[str, NDArray[np.int64]] = field(default_factory=dict)


SELDOM_MARKED = {
    "place": ("place", ("w-p",)),
    "speaker": ("attributed_to", ("w-v", "w-y", "w-z", "w-o", "w-p", "w-f", "w-i")),
}
"""Roles, the fields of events they stand for, and the rounds (beginnings of ids) whose writers marked them far less often than others."""


def piece_span(pieces: Pieces, start: int, end: int) -> Span | None:
    """The pieces that the characters [start, end) touch."""
    a = int(np.searchsorted(pieces.ends, start, side="right"))
    b = int(np.searchsorted(pieces.starts, end, side="left"))
    return (a, b) if b > a else None


def example(tokenizer: Tokenizer, report: dict[str, Any]) -> Example:
    """report is aligned (`training.annotation.align`)."""
    text = report["text"]
    pieces, bounds = cut(tokenizer, text, split_sentences(text))
    mentions: dict[Span, tuple[int, str]] = {}
    for entity in report["entities"]:
        for mention in entity["mentions"]:
            span = piece_span(pieces, mention["start"], mention["end"])
            if span and span not in mentions:
                mentions[span] = (MENTION_KINDS.index(entity["kind"]), entity["id"])
    triggers: dict[Span, Trigger] = {}
    stretches: dict[tuple[Span, int], set[int]] = {}
    sides: list[dict[int, set[str]]] = []
    for number, event in enumerate(report["events"]):
        modes = {MODES.index((event["type"], m)) for m in event.get("modes", [])}
        contexts = {ontology.contexts().index(c) for c in event.get("contexts", [])}
        for mention in [event["trigger"], *event["other_mentions"]]:
            span = piece_span(pieces, mention["start"], mention["end"])
            if not span:
                continue
            known = triggers.get(span)
            if known:
                known.events.append(number)
                known.types.append(TYPES.index(event["type"]))
                known.modes |= modes
                known.contexts |= contexts
                known.optional &= bool(event.get("optional"))
            else:
                triggers[span] = Trigger(
                    span,
                    [number],
                    [TYPES.index(event["type"])],
                    set(modes),
                    set(contexts),
                    ontology.STATUSES.index(event["status"]),
                    bool(event.get("optional")),
                )
        own: dict[int, set[str]] = {r: set() for r in range(len(ROLES))}
        own[0] = {p["entity"] for p in event["actors"]}
        own[1] = {p["entity"] for p in event["recipients"]}
        if event.get("attributed_to"):
            own[3] = {event["attributed_to"]["entity"]}
        place = (event.get("place") or {}).get("stretch")
        if place and (span := piece_span(pieces, place["start"], place["end"])):
            inside = [s for s in mentions if span[0] <= s[0] and s[1] <= span[1]]
            best = max(inside, key=lambda s: s[1] - s[0], default=None)
            if best is None:
                mentions[span] = (MENTION_KINDS.index("place"), f"P{number}")
                best = span
            own[2] = {f"@{best[0]}:{best[1]}"}
        sides.append(own)
        for index, name in enumerate(STRETCH_FIELDS):
            value = event.get(name)
            value = value.get("stretch") if value and name in ("date", "deadline", "amount") else value
            if value and (span := piece_span(pieces, value["start"], value["end"])):
                stretches.setdefault((span, index), set()).add(number)
    order = sorted(mentions)
    layered = []
    for span in order:
        holds = any(o != span and span[0] <= o[0] and o[1] <= span[1] for o in order)
        layered.append((span, *mentions[span], int(holds)))
    out = Example(
        report["id"],
        pieces,
        bounds,
        layered,
        [triggers[s] for s in sorted(triggers)],
        [(s, f, e) for (s, f), e in sorted(stretches.items())],
        sides,
        any(e.get("contexts") for e in report["events"]),
        frozenset(
            ROLES.index(role)
            for role, (field, rounds) in SELDOM_MARKED.items()
            if report["id"].startswith(rounds) and not any(e.get(field) for e in report["events"])
        ),
    )
    out.tags = _tags(out)
    for layer in PHRASE_LAYERS:
        out.tags[layer][:] = IGNORE
    return out


def phrase_example(tokenizer: Tokenizer, row: dict[str, Any]) -> Example:
    """A document with chains of phrases of every kind (GUM): row has id, text and phrases (start, end, chain).

    Nothing else is annotated there: all other layers are left open.
    """
    pieces, bounds = cut(tokenizer, row["text"], split_sentences(row["text"]))
    spans: dict[Span, str] = {}
    for phrase in row["phrases"]:
        span = piece_span(pieces, phrase["start"], phrase["end"])
        if span:
            spans.setdefault(span, phrase["chain"])
    order = sorted(spans)
    layered = [
        (span, IGNORE, spans[span], int(any(o != span and span[0] <= o[0] and o[1] <= span[1] for o in order)))
        for span in order
    ]
    out = Example(row["id"], pieces, bounds, layered, [], [], [])
    own = _layer_tags(pieces, [[s for s, _, _, layer in layered if layer == i] for i in range(len(PHRASE_LAYERS))])
    out.tags = {layer: np.full(len(pieces.ids), IGNORE, np.int64) for layer in TAG_LAYERS}
    out.tags.update(zip(PHRASE_LAYERS, own, strict=True))
    return out


def plain_example(tokenizer: Tokenizer, row: dict[str, Any]) -> Example:
    """Text that nobody annotated: row has id and text. Its words are told from their further pieces; a teacher gives the rest."""
    pieces, bounds = cut(tokenizer, row["text"], split_sentences(row["text"]))
    out = Example(row["id"], pieces, bounds, [], [], [], [])
    out.tags = {layer: np.full(len(pieces.ids), IGNORE, np.int64) for layer in TAG_LAYERS}
    out.tags["inner"][_first_pieces(pieces)] = 0
    return out


def _layer_tags(pieces: Pieces, layers: list[list[Span]]) -> list[NDArray[np.int64]]:
    """Tags of layers of spans; of crossing ones in a layer the earlier, longer one stands."""
    first = _first_pieces(pieces)
    out = []
    for spans in layers:
        tags = np.zeros(len(pieces.ids), np.int64)
        for a, b in sorted(spans, key=lambda s: (s[0], -s[1])):
            if not tags[a:b].any():
                tags[a:b], tags[a] = 2, 1
        out.append(np.where(first, tags, IGNORE))
    return out


def _first_pieces(pieces: Pieces) -> NDArray[np.bool_]:
    return np.r_[True, pieces.words[1:] != pieces.words[:-1]] if len(pieces.words) else np.zeros(0, bool)


def _tags(one: Example) -> dict[str, NDArray[np.int64]]:
    n = len(one.pieces.ids)
    first = _first_pieces(one.pieces)
    tags = {layer: np.zeros(n, np.int64) for layer in TAG_LAYERS}

    def put(layer: str, span: Span, value: int | None = None) -> None:
        a, b = span
        if tags[layer][a:b].any():
            return  # crossing or nested spans of one layer: the earlier, longer one stands
        tags[layer][a:b] = 2 if value is None else value
        tags[layer][a] = 1 if value is None else value

    for span, _, _, layer in sorted(one.mentions, key=lambda m: (m[0][0], -m[0][1])):
        put(TAG_LAYERS[layer], span)
    for trigger in one.triggers:
        put("trigger", trigger.span, IGNORE if trigger.optional else None)
    for span, index, _ in sorted(one.stretches, key=lambda s: (s[0][0], -s[0][1])):
        put(STRETCH_FIELDS[index], span)
    for layer in tags:
        tags[layer] = np.where(first, tags[layer], IGNORE)
    return tags


def sentence_of(bounds: list[int], at: int) -> int:
    return int(np.searchsorted(bounds, at, side="right")) - 1


def role_targets(
    one: Example, trigger: Trigger, mention: tuple[Span, int, str, int], inside: list[tuple[Span, int, str, int]]
) -> list[int]:
    """Per role 1, 0 or IGNORE. A party's mention in the trigger's sentence, or else its nearest mention among those inside, is positive.

    Where all parties of a side are named outside the window nothing is known: that side is not empty. Nor of what nobody marked.
    """
    span, _, entity, _ = mention
    home = sentence_of(one.bounds, trigger.span[0])
    out = []
    here_too = {m[2] for m in inside}
    for role in range(len(ROLES)):
        value = 0
        wanted = set().union(*(one.sides[event][role] for event in trigger.events))
        elsewhere = role != ROLES.index("place") and wanted and not wanted & here_too
        if elsewhere or role in one.open_roles:
            out.append(IGNORE)
            continue
        for event in trigger.events:
            named = one.sides[event][role]
            if f"@{span[0]}:{span[1]}" in named:
                value = 1
            if entity not in named:
                continue
            own = [m for m in inside if m[2] == entity]
            here = [m for m in own if sentence_of(one.bounds, m[0][0]) == home]
            if here:
                nearest = min(here, key=lambda m: (abs(m[0][0] - trigger.span[0]), m[3]))
                value = 1 if mention is nearest or mention == nearest else (IGNORE if value == 0 else value)
            else:
                nearest = min(
                    own, key=lambda m: abs(m[0][0] - trigger.span[0]) + (1000 if m[0][0] > trigger.span[0] else 0)
                )
                value = 1 if mention == nearest else (IGNORE if value == 0 else value)
        if value == 0 and role == 2 and any(f"@{span[0]}:{span[1]}" in one.sides[e][2] for e in trigger.events):
            value = 1
        out.append(value)
    return out
