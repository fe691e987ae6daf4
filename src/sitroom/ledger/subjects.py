"""What an act is about, by its words: the rough subject of a measure or demand, and the stems that two tellings share.

Only used to tell apart entries of the same kind between the same parties; type, mode and parties come from the reader.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
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


_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = re.compile(rf"\b{_MONTH}\.? \d{{1,2}}\b|\b\d{{1,2}} {_MONTH}\b|\b(?:19|20)\d\d\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.,])\d[\d,.]*\d\b")
_NAME = re.compile(r"(?<![\w'’-])[A-ZÀ-Ý][\w-]{2,}")
_NO_NAMES = frozenset(
    (
        "january february march april may june july august september october november december jan feb mar apr jun jul aug sept "
        "sep oct nov dec monday tuesday wednesday thursday friday saturday sunday the his her its their president minister prime "
        "foreign general king"
    ).split()
)
FEWEST = 2
"""Stems that the smaller of two sides counts for at least: one word alone is a weak sign."""


_SHORT = frozenset("gas oil aid ban tax law war men".split())
"""Words of three letters that carry content."""


def stem_of(word: str) -> str:
    return (word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 4 else word)[:STEM]


@lru_cache(maxsize=4096)
def stems_of(text: str, parties: frozenset[str] = frozenset()) -> frozenset[str]:
    """What words say of the matter: stems of plain words, names of places and things, and numbers that are no dates.

    parties: folded words of the names of those who act or are acted on; they are compared as parties, not as words.
    """
    text = _DATE.sub(" ", text)
    plain = {stem_of(w) for w in _PLAIN.findall(text) if (len(w) > 3 or w in _SHORT) and w not in _COMMON}
    called = {name for w in _NAME.findall(text) if (name := w.lower()) not in _NO_NAMES and name not in parties}
    return frozenset(
        plain | {f"^{name}" for name in called} | {f"#{n.replace(',', '')}" for n in _NUMBER.findall(text)}
    )


UMBRELLA = {"sanctions": frozenset({"assets", "travel", "trade", "arms", "sanctions"})}
"""Subjects that a general word stands for: "sanctions" are mostly asset freezes, travel bans and embargoes."""


def same_subject(one: frozenset[str], other: frozenset[str]) -> bool:
    def wide(subjects: frozenset[str]) -> frozenset[str]:
        return subjects.union(*(UMBRELLA[s] for s in subjects if s in UMBRELLA))

    return bool(one & wide(other) or other & wide(one))


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared stems as a share of the smaller side, counted as at least FEWEST: 0 to 1; 0 where a side is empty."""
    if not one or not other:
        return 0.0
    return len(one & other) / max(FEWEST, min(len(one), len(other)))
