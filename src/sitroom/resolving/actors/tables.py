"""The reviewable tables of actors/data, read into typed rows, each on first use.

A table is tab separated: comment lines that begin with "#", a header line, then one row a fact. Lists inside a cell are
separated by "|", sectors by ",".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from sitroom.errors import InputError


@dataclass(frozen=True, slots=True)
class State:
    """A state, partially recognised entity, former state or territory; country is the ISO alpha-3 code to record."""

    key: str
    iso2: str
    iso3: str
    country: str
    sectors: tuple[str, ...]
    name: str
    formal: str
    other_names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]
    cow: str
    gw: str
    exists_from: str
    exists_to: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """An intergovernmental organisation or a body of one; code is PLOVER's class of actors without country (IGO, UNO, EUR).

    members: alpha-3 codes, or "WORLD" alone for nearly all states; empty where not known. part_of: the id of the organisation
    that it is a body, agency or mission of, empty for one of its own.
    """

    id: str
    name: str
    acronym: str
    aliases: tuple[str, ...]
    code: str
    sectors: tuple[str, ...]
    members: tuple[str, ...]
    region: str
    start: str
    end: str
    part_of: str


@dataclass(frozen=True, slots=True)
class Group:
    """Any other named body: force, agency, ministry, party, armed group, company, civil society, media."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    country: str
    sectors: tuple[str, ...]
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Term:
    """One term of office. where is a key of the states, or org:ID, or group:ID; end is the first day out of office."""

    person: str
    aliases: tuple[str, ...]
    where: str
    office: str
    sectors: tuple[str, ...]
    start: str
    end: str
    note: str


@dataclass(frozen=True, slots=True)
class DescriptionRow:
    phrase: str
    plural: str
    kind: str
    sectors: tuple[str, ...]
    number: str
    gender: str
    office: str


@dataclass(frozen=True, slots=True)
class NationalWord:
    """A word for an office or body of one state; sectors and office are its own there, empty where the description's hold.

    alone: whether the word tells the state in a report on another one, too. office "-" is none.
    """

    phrase: str
    country: str
    sectors: tuple[str, ...]
    office: str
    alone: bool


def read_rows(name: str) -> list[list[str]]:
    """Cells of a packaged table without its comments and header. Raises InputError on a row of another width."""
    text = resources.files("sitroom.resolving.actors").joinpath("data", name).read_text("utf-8")
    lines = [line for line in text.split("\n") if line and line[0] != "#"]
    width = lines[0].count("\t")
    rows = []
    for line in lines[1:]:
        if line.count("\t") != width:
            raise InputError(f"{name}: the row {line[:60]!r} has {line.count(chr(9)) + 1} cells, not {width + 1}.")
        rows.append(line.split("\t"))
    return rows


def _list(cell: str, by: str = "|") -> tuple[str, ...]:
    return tuple(cell.split(by)) if cell else ()


@cache
def states() -> tuple[State, ...]:
    return tuple(
        State(
            r[0],
            r[1],
            r[2],
            r[3],
            _list(r[4], ","),
            r[5],
            r[6],
            _list(r[7]),
            _list(r[8]),
            _list(r[9]),
            _list(r[10]),
            *r[11:15],
        )
        for r in read_rows("states.tsv")
    )


@cache
def organisations() -> tuple[Organisation, ...]:
    return tuple(
        Organisation(r[0], r[1], r[2], _list(r[3]), r[4], _list(r[5], ","), _list(r[6], ","), *r[7:11])
        for r in read_rows("organisations.tsv")
    )


@cache
def wholes() -> dict[str, str]:
    """The organisation that a body, agency or mission belongs to, both as references: "org:european-commission" -> "org:eu"."""
    return {f"org:{o.id}": f"org:{o.part_of}" for o in organisations() if o.part_of}


@cache
def groups() -> tuple[Group, ...]:
    return tuple(
        Group(r[0], r[1], _list(r[2]), r[3], r[4], _list(r[5], ","), r[6], r[7]) for r in read_rows("groups.tsv")
    )


@cache
def terms() -> tuple[Term, ...]:
    return tuple(
        Term(r[0], _list(r[1]), r[2], r[3], _list(r[4], ","), r[5], r[6], r[7]) for r in read_rows("offices.tsv")
    )


@cache
def description_rows() -> tuple[DescriptionRow, ...]:
    return tuple(
        DescriptionRow(r[0], r[1], r[2], _list(r[3], ","), r[4], r[5], r[6]) for r in read_rows("descriptions.tsv")
    )


@cache
def national_words() -> dict[str, tuple[NationalWord, ...]]:
    found: dict[str, tuple[NationalWord, ...]] = {}
    for r in read_rows("national_words.tsv"):
        word = NationalWord(r[0], r[1], _list(r[2], ","), r[3], r[4] == "yes")
        found[word.phrase] = (*found.get(word.phrase, ()), word)
    return found
