"""Indexes over the tables: what a name can stand for. Built once per process, in a few milliseconds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from sitroom.resolving.actors.names import fold, name_key
from sitroom.resolving.actors.tables import Term, groups, organisations, states, terms

Source = Literal["state", "organisation", "group", "seat", "person", "capital", "demonym"]
RANK: dict[Source, int] = {
    "state": 0, "organisation": 1, "group": 2, "seat": 3, "person": 4, "demonym": 5, "capital": 6,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """One dated fact: a name stands for an entity of this kind, country and sectors from start to end.

    country is ISO alpha-3 or None; end is the first day on which it no longer holds; "" is open.
    """

    source: Source
    entity_id: str
    name: str
    kind: str
    country: str | None
    sectors: tuple[str, ...]
    start: str
    end: str
    alias: str


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """by_name: name key -> facts, best source first. by_person: person -> terms. by_office: (where, office) -> terms.

    where_country, where_sectors: what an office of that place brings. by_surname: key of the last word of a person's name,
    without an article -> persons.
    """

    by_name: dict[str, tuple[Known, ...]]
    by_person: dict[str, tuple[Term, ...]]
    by_office: dict[tuple[str, str], tuple[Term, ...]]
    by_surname: dict[str, tuple[str, ...]]
    where_country: dict[str, str | None]
    where_sectors: dict[str, tuple[str, ...]]
    longest: int


_FAMILY_NAME_FIRST = {"CHN", "TWN", "HKG", "MAC", "KOR", "PRK", "VNM", "SGP"}
"""States whose persons are called by the first word of the name: "Kim" is Kim Jong Un."""


def slug(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in fold(name)).split())


@cache
def knowledge() -> KnowledgeBase:
    facts: dict[str, list[Known]] = {}
    countries: dict[str, str | None] = {}

    def add(
        source: Source,
        id_: str,
        name: str,
        kind: str,
        country: str | None,
        sectors: tuple[str, ...],
        start: str,
        end: str,
        aliases: tuple[str, ...],
    ) -> None:
        for alias in aliases:
            if alias:
                known = Known(source, id_, name, kind, country or None, sectors, start, end, alias)
                facts.setdefault(name_key(alias), []).append(known)

    for s in states():
        countries[s.key] = s.country
        names = (s.name, s.formal, *s.other_names)
        add("state", f"state:{s.key}", s.name, "state", s.country, s.sectors, "", "", names)
        add("demonym", f"state:{s.key}", s.name, "state", s.country, s.sectors, "", "", s.demonyms)
        with_gov = ("GOV", *s.sectors)
        add("capital", f"state:{s.key}", s.name, "state", s.country, with_gov, "", "", s.capitals)
        for seat in s.seats:
            name, _, sectors = seat.partition(":")
            add(
                "seat",
                f"seat:{slug(name)}",
                name,
                "government body",
                s.country,
                tuple(sectors.split("+")),
                "",
                "",
                (name,),
            )
    for o in organisations():
        countries[f"org:{o.id}"] = None
        kind = "international organisation"
        add(
            "organisation",
            f"org:{o.id}",
            o.name,
            kind,
            None,
            o.sectors,
            o.start,
            o.end,
            (o.name, o.acronym, *o.aliases),
        )
    for g in groups():
        countries[f"group:{g.id}"] = g.country or None
        add("group", f"group:{g.id}", g.name, g.kind, g.country, g.sectors, g.start, g.end, (g.name, *g.aliases))

    persons: dict[str, list[Term]] = {}
    offices: dict[tuple[str, str], list[Term]] = {}
    surnames: dict[str, list[str]] = {}
    for term in terms():
        new = term.person not in persons
        persons.setdefault(term.person, []).append(term)
        offices.setdefault((term.where, term.office), []).append(term)
        if new:
            add(
                "person",
                f"person:{slug(term.person)}",
                term.person,
                "person",
                None,
                (),
                "",
                "",
                (term.person, *term.aliases),
            )
            last = name_key(term.person.rsplit(" ", 1)[-1]).removeprefix("al ")
            # "Marcos Jr." and "Aquino III" are called by the word before.
            if last in ("jr.", "jr", "ii", "iii", "iv", "vi", "xiv", "xvi"):
                last = name_key(term.person.split(" ")[-2])
            surnames.setdefault(last, []).append(term.person)
            if term.where in _FAMILY_NAME_FIRST:
                surnames.setdefault(name_key(term.person.split(" ")[0]), []).append(term.person)
    ordered = {key: tuple(sorted(found, key=lambda k: RANK[k.source])) for key, found in facts.items()}
    return KnowledgeBase(
        by_name=ordered,
        by_person={person: tuple(sorted(found, key=lambda t: t.start)) for person, found in persons.items()},
        by_office={key: tuple(sorted(found, key=lambda t: t.start)) for key, found in offices.items()},
        by_surname={key: tuple(dict.fromkeys(found)) for key, found in surnames.items()},
        where_country=countries,
        where_sectors={s.key: s.sectors for s in states() if s.sectors},
        longest=max(len(key.split()) for key in ordered),
    )
