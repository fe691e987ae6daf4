"""A rule of the grammar: the shape of a plain phrase, and the function that places it on the calendar."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from sitroom.codebook.values import Interval
from sitroom.resolving.dates.anchor import Anchor

Placing = Callable[["re.Match[str]", Anchor], Interval]


@dataclass(frozen=True, slots=True)
class Rule:
    """place is called with the match of the whole plain phrase; it raises Unplaced where the words cannot be dated."""

    shape: re.Pattern[str]
    place: Placing


def rule(shape: str, place: Placing) -> Rule:
    return Rule(re.compile(shape, re.ASCII), place)


def first_placed(rules: tuple[Rule, ...], text: str, anchor: Anchor) -> Interval | None:
    """The interval by the first rule whose shape is the whole text; None if no shape fits."""
    for each in rules:
        match = each.shape.fullmatch(text)
        if match:
            return each.place(match, anchor)
    return None
