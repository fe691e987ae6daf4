"""Indexes over the tables: what a name can stand for. Built once per process, in a few milliseconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from sitroom.errors import InputError
from sitroom.resolving.actors.names import case_fits, fold, name_key
from sitroom.resolving.actors.own_entities import OwnEntity, read_own_entities
from sitroom.resolving.actors.tables import Term, groups, organisations, states, terms
from sitroom.resolving.own_tables import OWN

Source = Literal["state", "organisation", "group", "seat", "person", "capital", "demonym"]
RANK: dict[Source, int] = {
    "state": 0, "organisation": 1, "group": 2, "seat": 3, "person": 4, "demonym": 5, "capital": 6,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """One dated fact: a name stands for an entity of this kind, country and sectors from start to end.

    country is ISO alpha-3 or None; end is the first day on which it no longer holds; "" is open. own: the user's table says so.
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
    own: bool = False


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
    at_home: dict[tuple[str, str], tuple[Known, ...]]
    """Name key and country -> facts of bodies that have this name in their own country ("Congress", PER)."""


_FAMILY_NAME_FIRST = {"CHN", "TWN", "HKG", "MAC", "KOR", "PRK", "VNM", "SGP"}
"""States whose persons are called by the first word of the name: "Kim" is Kim Jong Un."""


AT_HOME = "~"
"""Before an alias that many bodies bear: it is that of this one where the words around are of its country."""
_SOURCES: dict[str, Source] = {"state": "state", "international organisation": "organisation"}


def _own_terms(
    rows: Sequence[OwnEntity], facts: dict[str, list[Known]], countries: dict[str, str | None], table: Path | None
) -> list[Term]:
    """Terms of the persons of the user's table. One without an office is "person" of its country, with the sectors given."""
    out: list[Term] = []
    for row in rows:
        if row.kind != "person":
            continue
        where = row.of or row.country
        if where and where not in countries:
            named = [k for k in facts.get(name_key(where), ()) if k.source in ("state", "organisation", "group")]
            if not named:
                raise InputError(
                    f"{table}, line {row.line}: no table has {where!r}. Write an alpha-3 code, or the name of a body of this table."
                )
            where = sorted(named, key=lambda k: not k.own)[0].entity_id.removeprefix("state:")
        office = row.office or "person"
        out.append(Term(row.name, row.aliases, where, office, row.sectors, row.start, row.end, "own table"))
    return out


def _without_the_replaced(packaged: Sequence[Term], own: Sequence[Term]) -> list[Term]:
    """Packaged terms but those of the user's persons, and without the days on which a user's person holds the same office."""
    persons = {term.person for term in own}
    by_office: dict[tuple[str, str], list[Term]] = {}
    for term in own:
        by_office.setdefault((term.where, term.office), []).append(term)
    out = []
    for term in packaged:
        if term.person not in persons:
            out += _parts_left(term, by_office.get((term.where, term.office), ()))
    return out


def _parts_left(term: Term, own: Sequence[Term]) -> list[Term]:
    """What is left of a term before and after others of the same office."""
    left = [term]
    for new in own:
        rest = []
        for part in left:
            if new.start and (not part.start or part.start < new.start):
                rest.append(replace(part, end=min(part.end or new.start, new.start)))
            if new.end and (not part.end or part.end > new.end):
                rest.append(replace(part, start=max(part.start, new.end)))
        left = rest
    return left


def slug(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in fold(name)).split())


def knowledge() -> KnowledgeBase:
    """The packaged tables, with the user's own before them (`sitroom.use_tables`)."""
    OWN.in_use = True
    return knowledge_with(OWN.entities)


@cache
def knowledge_with(table: Path | None) -> KnowledgeBase:
    """The packaged tables and one of the user's own. Raises InputError where that names an office of a place that no table has."""
    own = read_own_entities(table) if table is not None else ()
    facts: dict[str, list[Known]] = {}
    at_home: dict[tuple[str, str], list[Known]] = {}
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
        *,
        own: bool = False,
    ) -> None:
        for alias in aliases:
            if alias[:1] == AT_HOME and country:
                known = Known(source, id_, name, kind, country, sectors, start, end, alias[1:], own)
                at_home.setdefault((name_key(alias[1:]), country), []).append(known)
            elif alias:
                known = Known(source, id_, name, kind, country or None, sectors, start, end, alias, own)
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

    for row in own:
        if row.kind != "person":
            id_ = f"{'org:own-' if row.kind == 'international organisation' else 'own:'}{slug(row.name)}"
            countries[id_] = row.country or None
            source = _SOURCES.get(row.kind, "group")
            aliases = (row.name, *row.aliases)
            add(source, id_, row.name, row.kind, row.country, row.sectors, row.start, row.end, aliases, own=True)

    persons: dict[str, list[Term]] = {}
    offices: dict[tuple[str, str], list[Term]] = {}
    surnames: dict[str, list[str]] = {}
    own_terms = _own_terms(own, facts, countries, table)
    own_persons = {term.person for term in own_terms}
    for term in (*_without_the_replaced(terms(), own_terms), *own_terms):
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
                own=term.person in own_persons,
            )
            last = name_key(term.person.rsplit(" ", 1)[-1]).removeprefix("al ")
            # "Marcos Jr." and "Aquino III" are called by the word before.
            if last in ("jr.", "jr", "ii", "iii", "iv", "vi", "xiv", "xvi"):
                last = name_key(term.person.split(" ")[-2])
            surnames.setdefault(last, []).append(term.person)
            if term.where in _FAMILY_NAME_FIRST:
                surnames.setdefault(name_key(term.person.split(" ")[0]), []).append(term.person)
    for person, own_of in persons.items():
        first = own_of[0]
        more = tuple(dict.fromkeys(a for t in own_of[1:] for a in t.aliases if a not in first.aliases))
        if more:
            add("person", f"person:{slug(person)}", person, "person", None, (), "", "", more, own=person in own_persons)
    ordered = {key: tuple(sorted(found, key=lambda k: (not k.own, RANK[k.source]))) for key, found in facts.items()}
    return KnowledgeBase(
        by_name=ordered,
        by_person={person: tuple(sorted(found, key=lambda t: t.start)) for person, found in persons.items()},
        by_office={key: tuple(sorted(found, key=lambda t: t.start)) for key, found in offices.items()},
        by_surname={key: tuple(dict.fromkeys(found)) for key, found in surnames.items()},
        where_country=countries,
        where_sectors={s.key: s.sectors for s in states() if s.sectors},
        longest=max(len(key.split()) for key in ordered),
        at_home={key: tuple(found) for key, found in at_home.items()},
    )


def bearers(name: str, near: str | None = None) -> list[Known]:
    """The facts of a name as it is written; where the words around are of a country whose body has that name at home, its own alone."""
    key = name_key(name)
    found = [k for k in knowledge().by_name.get(key, ()) if case_fits(k.alias, name)]
    if near is None or any(k.own or k.country == near for k in found):
        return found
    return [k for k in knowledge().at_home.get((key, near), ()) if case_fits(k.alias, name)] or found


def shared_names() -> frozenset[str]:
    return _shared_names(OWN.entities)


@cache
def _shared_names(table: Path | None) -> frozenset[str]:
    """Keys of the names with bearers of several countries."""
    known = knowledge_with(table)
    several = (key for key, facts in known.by_name.items() if len({k.entity_id for k in facts}) > 1)
    return frozenset([*several, *(key for key, _ in known.at_home)])
