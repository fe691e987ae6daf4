"""What an act is about, by its words: the rough subject of a measure or demand, and the stems that two tellings share.

Only used to tell apart entries of the same kind between the same parties; type, mode and parties come from the reader.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

_WORD = re.compile(r"[a-z]+(?:[-'’][a-z]+)*")
_PLAIN = re.compile(r"(?<![\w'’-])[a-z]+(?:[-'’][a-z]+)*")
STEM = 5
"""Letters that a verb and its noun share well enough ("suspension", "suspended")."""
_COMMON = frozenset(
    (
        "about above after again against ahead along already although among another around because before being below between "
        "could deal during either every following further government governments having itself later latest least likely many might "
        "minister ministers monday more most must never newly next north official officials other over people president recent "
        "recently said saying says several shall should since some south still such than that their them then there these they this "
        "those three through thursday today tomorrow tuesday under until upon wednesday week weeks were what when where which while "
        "whom will with within without would friday saturday sunday yesterday year years country countries state states two both called "
        "announced told also into from have been does late early month months days day whose east west first second"
    ).split()
)


@cache
def _stems() -> dict[str, tuple[tuple[str, str], ...]]:
    """By first two letters: (stem, subject), whole words marked by their closing blank."""
    out: dict[str, list[tuple[str, str]]] = {}
    path = resources.files("sitroom.ledger") / "data" / "subjects.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(("#", "subject\t")):
            continue
        subject, stem = line.split("\t")
        stem = stem[:-1] + " " if stem.endswith(".") else stem
        out.setdefault(stem[:2], []).append((stem, subject))
    return {key: tuple(rows) for key, rows in out.items()}


@cache
def _subjects_of_word(word: str) -> frozenset[str]:
    closed = word + " "
    return frozenset(subject for stem, subject in _stems().get(word[:2], ()) if closed.startswith(stem))


def subjects_of(text: str) -> frozenset[str]:
    """The subjects that the words speak of; empty if they speak of none."""
    return frozenset(s for word in _WORD.findall(text.lower()) for s in _subjects_of_word(word))


BY_MODE: dict[tuple[str, str], str] = {
    ("COERCE", "arrest"): "detention",
    ("COERCE", "curfew"): "curfew",
    ("COERCE", "martial-law"): "emergency",
    ("COERCE", "censor"): "media",
    ("SANCTION", "expel"): "relations",
    ("THREATEN", "expel"): "relations",
    ("THREATEN", "arrest"): "detention",
    ("CONCEDE", "ceasefire"): "ceasefire",
    ("RETREAT", "ceasefire"): "ceasefire",
    ("RETREAT", "release"): "detention",
    ("RETREAT", "withdraw"): "deployment",
    ("RETREAT", "disarm"): "arms",
    ("MOBILIZE", "troops"): "deployment",
    ("MOBILIZE", "weapons"): "deployment",
}
"""Modes that say by themselves what an act is about."""


def stems_of(text: str) -> frozenset[str]:
    """Stems of the words that carry content; names do not, since parties are compared as such."""
    return frozenset(w.lower()[:STEM] for w in _PLAIN.findall(text) if len(w) > 3 and w not in _COMMON)


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared stems as a share of the smaller side, 0 to 1; 0 where a side is empty."""
    if not one or not other:
        return 0.0
    return len(one & other) / min(len(one), len(other))
