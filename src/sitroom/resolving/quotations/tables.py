"""The tables of cues and of function words, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast, get_args

from sitroom.errors import InputError
from sitroom.resolving.quotations.records import Act, Venue

Shape = Literal["base", "s", "past", "participle", "ing", "adjective"]
_DOUBLED = frozenset("admit commit compel concur forget permit quip rebut refer".split())
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Form:
    """One inflected form of a reporting verb; rest are the words of the lemma that must follow it."""

    lemma: str
    act: Act
    frames: frozenset[str]
    shape: Shape
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Noun:
    act: Act
    links: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """forms by the first word of a form, nouns and phrases by their words, classes by word."""

    forms: dict[str, tuple[Form, ...]]
    nouns: dict[str, Noun]
    phrases: dict[str, tuple[tuple[tuple[str, ...], Act], ...]]
    classes: dict[str, frozenset[str]]
    venues: tuple[tuple[Venue, tuple[str, ...]], ...]

    def is_a(self, word: str, *classes: str) -> bool:
        return not self.classes.get(word, _NONE).isdisjoint(classes)


_NONE: frozenset[str] = frozenset()


@cache
def lexicon() -> Lexicon:
    return Lexicon(_forms(), _nouns(), _phrases(), _classes(), _venues())


def _rows(name: str, cells: int) -> list[list[str]]:
    table = files("sitroom.resolving.quotations").joinpath(f"data/{name}").read_text(encoding="utf-8")
    lines = [line for line in table.splitlines() if line and not line.startswith("#")]
    rows = [line.split("\t") for line in lines[1:]]
    for row in rows:
        if len(row) != cells:
            raise InputError(f'{name}: the row "{row[0]}" has {len(row)} cells. Give it {cells}, separated by tabs.')
    return rows


def _act(name: str, word: str) -> Act:
    if word not in get_args(Act):
        raise InputError(f'{name}: "{word}" is no act. Write one of {", ".join(get_args(Act))}.')
    return cast(Act, word)


def _forms() -> dict[str, tuple[Form, ...]]:
    out: dict[str, list[Form]] = {}
    for lemma, act, frames, past, participle in _rows("verbs.tsv", 5):
        head, *rest = lemma.split()
        shapes = _adjective(rest) if head == "be" else _inflected(head, past, participle)
        words = tuple(rest[1:] if head == "be" else rest)
        for word, shape in shapes:
            form = Form(lemma, _act("verbs.tsv", act), frozenset(frames), shape, words)
            out.setdefault(word, []).append(form)
    return {word: tuple(sorted(forms, key=lambda form: -len(form.rest))) for word, forms in out.items()}


def _adjective(rest: list[str]) -> list[tuple[str, Shape]]:
    return [(rest[0], "adjective")]


def _inflected(base: str, past: str, participle: str) -> list[tuple[str, Shape]]:
    stem = base[:-1] if base.endswith("e") and not base.endswith(("ee", "ye")) else base
    doubled = stem + stem[-1] if _doubles(base) else stem
    regular = base[:-1] + "ied" if _consonant_y(base) else base + "d" if base.endswith("e") else doubled + "ed"
    third = base[:-1] + "ies" if _consonant_y(base) else base + ("es" if base.endswith(_HISSING) else "s")
    return [
        (base, "base"),
        ("goes" if base == "go" else third, "s"),
        (past or regular, "past"),
        (participle or past or regular, "participle"),
        (doubled + "ing", "ing"),
    ]


_HISSING = ("s", "sh", "ch", "x", "z")


def _consonant_y(base: str) -> bool:
    return base.endswith("y") and base[-2] not in _VOWELS


def _doubles(base: str) -> bool:
    if base in _DOUBLED:
        return True
    vowels = sum(letter in _VOWELS for letter in base)
    return vowels == 1 and len(base) > 2 and base[-1] not in "aeiouwxyh" and base[-2] in _VOWELS


def _nouns() -> dict[str, Noun]:
    return {noun: Noun(_act("nouns.tsv", act), frozenset(links.split())) for noun, act, links in _rows("nouns.tsv", 3)}


def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], Act], ...]]:
    out: dict[str, list[tuple[tuple[str, ...], Act]]] = {}
    for phrase, act in _rows("phrases.tsv", 2):
        first, *rest = phrase.split()
        out.setdefault(first, []).append((tuple(rest), _act("phrases.tsv", act)))
    return {first: tuple(sorted(rests, key=lambda each: -len(each[0]))) for first, rests in out.items()}


def _classes() -> dict[str, frozenset[str]]:
    out: dict[str, set[str]] = {}
    for name, words in _rows("words.tsv", 2):
        for word in words.split():
            out.setdefault(word.replace("’", "'"), set()).add(name)
    return {word: frozenset(names) for word, names in out.items()}


def _venues() -> tuple[tuple[Venue, tuple[str, ...]], ...]:
    out = []
    for venue, words in _rows("venues.tsv", 2):
        if venue not in get_args(Venue):
            raise InputError(f'venues.tsv: "{venue}" is no venue. Write one of {", ".join(get_args(Venue))}.')
        out.append((cast(Venue, venue), tuple(words.split("|"))))
    return tuple(out)
