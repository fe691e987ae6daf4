"""What the reader's heads can say, in the order of their outputs. Training and reading share these lists."""

from __future__ import annotations

from typing import Literal, get_args

from sitroom.codebook import ontology

MENTION_KINDS: tuple[str, ...] = (*ontology.ENTITY_KINDS, "place")
"""Kinds of a mention: the entity kinds of the codebook, and places that are no party."""

StretchField = Literal["condition", "deadline", "exemption", "reason", "amount", "date"]
STRETCH_FIELDS: tuple[StretchField, ...] = get_args(StretchField)

Role = Literal["actor", "recipient", "place", "speaker"]
ROLES: tuple[Role, ...] = get_args(Role)

BIO = ("O", "B", "I")

TAG_LAYERS: tuple[str, ...] = ("inner", "outer", "trigger", *STRETCH_FIELDS, "phrase", "outer_phrase")
"""Token layers, each tagged BIO on the first piece of each word: mentions that hold no other, mentions that hold others,
triggers, one layer a stretch field (fields may overlap), and phrases of every kind (the inflation, that day, the study), those
that hold no other and those that do: what coreference beyond the parties goes by."""

MARKERS: dict[str, int] = {"actor_open": 1, "actor_close": 2, "recipient_open": 3, "recipient_close": 4}
"""Unused pieces of the vocabulary that stand around the two stretches given to `relate`."""

DISTANCE_BUCKETS = (-64, -32, -16, -8, -4, -2, 0, 2, 4, 8, 16, 32, 64)
"""Edges, in pieces, of the distance from a first span to a second."""
PLACES = 2 * (len(DISTANCE_BUCKETS) + 1)
"""How a second span can lie to a first: a distance bucket, in another sentence or in the same one."""

SPAN_HEADS = 4
"""Heads of the attention of spans to each other."""
