"""Persons and their offices on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rapidfuzz.fuzz import ratio

from sitroom.resolving.actors.days import first_day, holds_on
from sitroom.resolving.actors.knowledge import knowledge
from sitroom.resolving.actors.names import name_key
from sitroom.resolving.actors.tables import Term

# Sectors that end with the office: their former holders are ELI (PLOVER 2.0, sector ELI).
_OF_OFFICE = {"GOV", "LEG", "JUD", "MIL", "SPY", "COP"}

# Other titles of the same office, tried in this order.
SAME_OFFICE: dict[str, tuple[str, ...]] = {
    "president": (
        "president",
        "president of the council",
        "acting president",
        "head of the presidential leadership council",
        "president of the presidential council",
    ),
    "prime minister": (
        "prime minister",
        "acting prime minister",
        "chancellor",
        "chief adviser",
        "state counsellor",
    ),
    "foreign minister": (
        "foreign minister",
        "secretary of state",
    ),
    "acting president": (
        "acting president",
        "president",
    ),
    "secretary of state": ("secretary of state",),
    "defence minister": (
        "defence minister",
        "secretary of defense",
    ),
    "secretary of defense": ("secretary of defense",),
    "interior minister": (
        "interior minister",
        "home minister",
    ),
    "finance minister": (
        "finance minister",
        "treasury secretary",
    ),
    "secretary general": (
        "secretary general",
        "director general",
        "executive secretary",
    ),
    "commission president": (
        "commission president",
        "commission chairperson",
        "president",
    ),
    "commander": (
        "commander",
        "chief of the armed forces",
        "leader",
    ),
    "chief of the armed forces": (
        "chief of the armed forces",
        "army chief",
        "chief of the general staff",
        "chairman of the joint chiefs of staff",
    ),
    "junta leader": (
        "junta leader",
        "head of the sovereign council",
        "head of the military council",
        "president",
    ),
    "leader": (
        "leader",
        "de facto leader",
        "junta leader",
        "head of the sovereign council",
        "supreme leader",
        "president",
        "prime minister",
        "chancellor",
        "king",
        "emir",
        "political leader",
        "commander",
        "secretary general",
        "commission chairperson",
        "commission president",
        "director general",
        "managing director",
        "executive director",
    ),
    "chair": (
        "chair",
        "commission chairperson",
    ),
}


LEADING = frozenset(
    (
        *SAME_OFFICE["president"],
        *SAME_OFFICE["prime minister"],
        *SAME_OFFICE["foreign minister"],
        *SAME_OFFICE["defence minister"],
        "king",
        "queen",
        "emir",
        "sultan",
        "supreme leader",
        "leader",
        "junta leader",
    )
)
"""Offices whose holder a bare surname means before others of the name."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person is on a day: country (None for organisations), sectors, and the office that says so."""

    country: str | None
    sectors: tuple[str, ...]
    in_office: bool
    began: bool
    reason: str
    leads: bool = False
    """Whether an office held on the day is that of a head of state or government, or of a foreign or defence minister."""


def standing(person: str, on: date | None, prefer: str | None = None, *, over: bool = False) -> Standing:
    """Country and sectors of a person on a day; without a day, as the latest office stands.

    Former holders of state offices are ELI; without a day nobody is known to be out of office, unless over says so.
    Officials of organisations have no country and no GOV (CODEBOOK rule 17). prefer is a country of which an office is
    taken before the others.
    """
    terms = knowledge().by_person[person]
    if on is None:
        held = [t for t in terms if not t.end] or [terms[-1]]
        active = [t for t in held if not t.end]
    else:
        active = [t for t in terms if holds_on(t.start, t.end, on)]
    if active:
        chosen = max(active, key=lambda t: (_country(t) == prefer and prefer is not None, ":" not in t.where, t.start))
        same = [t for t in active if _country(t) == _country(chosen)]
        places = knowledge().where_sectors
        sectors = tuple(dict.fromkeys(s for t in [chosen, *same] for s in (*t.sectors, *places.get(t.where, ()))))
        if any(t.where.startswith("org:") for t in [chosen]):
            sectors = tuple(s for s in sectors if s != "GOV")
        return Standing(
            _country(chosen),
            sectors,
            True,
            True,
            f"{chosen.office} since {chosen.start or 'an unknown day'}",
            any(":" not in t.where and t.office in LEADING for t in active),
        )
    past = [t for t in terms if on is None or ((start := first_day(t.start)) is not None and start <= on)]
    if not past:
        # Not yet in any office we know of: the country holds, the sectors do not.
        return Standing(_country(terms[0]), (), False, False, f"not yet {terms[0].office} on that day")
    states = [t for t in past if ":" not in t.where]
    last = (states or past)[-1]
    if on is None and not over:
        sectors = tuple(s for s in last.sectors if s != "GOV" or not last.where.startswith("org:"))
        return Standing(_country(last), sectors, False, True, f"{last.office} until {last.end}, the day being unknown")
    sectors = tuple(s for s in last.sectors if s not in _OF_OFFICE)
    if len(sectors) < len(last.sectors):
        sectors = (*sectors, "ELI")
    note = f", {last.note}" if last.note else ""
    return Standing(_country(last), sectors, False, True, f"{last.office} until {last.end}{note}")


def _country(term: Term) -> str | None:
    return knowledge().where_country.get(term.where)


def holder(where: str, office: str, on: date | None) -> Term | None:
    """Who held an office on a day (today's holder without one); None if nobody or more than one person is known."""
    by_office = knowledge().by_office
    for title in SAME_OFFICE.get(office, (office,)):
        terms = by_office.get((where, title), ())
        active = [t for t in terms if (not t.end if on is None else holds_on(t.start, t.end, on))]
        if office == "junta leader" and title == "president":
            active = [t for t in active if "MIL" in t.sectors or "military" in t.note]
        if active:
            newest = active[-1]
            # On the day of a change both may count; the newer one holds. Several at once (envoys) name nobody.
            others = {t.person for t in active if t.start == newest.start}
            several = (
                office in ("envoy", "senator", "ambassador", "party leader", "opposition leader") and len(active) > 1
            )
            return newest if len(others) == 1 and not several else None
    return None


def last_holder(where: str, office: str, on: date | None) -> Term | None:
    """Who held an office last before a day and no longer holds it: "the ousted president"."""
    terms = [t for title in SAME_OFFICE.get(office, (office,)) for t in knowledge().by_office.get((where, title), ())]
    over = [t for t in terms if t.end and (on is None or not holds_on(t.start, t.end, on))]
    over = [t for t in over if on is None or ((ended := first_day(t.end)) is not None and ended <= on)]
    return max(over, key=lambda t: t.end) if over else None


def of_country(person: str, country: str, day: date | None) -> bool:
    """Whether a person ever had an office of a country, or is of it or of none on the day."""
    where = knowledge().where_country
    return any(where.get(t.where) == country for t in knowledge().by_person[person]) or (
        standing(person, day).country in (country, None)
    )


def one_of(persons: list[str], day: date | None, country: str | None) -> str | None:
    """The only person left when country, then being in office on the day, narrow the choice; None if several remain."""
    stands = {p: standing(p, day, country) for p in persons}
    if len(persons) > 1 and country is not None:
        persons = [p for p in persons if stands[p].country == country] or persons
    if len(persons) > 1:
        persons = [p for p in persons if stands[p].in_office] or persons
    if len(persons) > 1:
        persons = [p for p in persons if stands[p].leads] or persons
    if len(persons) > 1:
        persons = [p for p in persons if stands[p].began] or persons
    return persons[0] if len(persons) == 1 else None


def had(person: str, office: str) -> bool:
    """Whether a person ever had an office, under this title or another of the same one."""
    same = SAME_OFFICE.get(office, (office,))
    return any(t.office in same or office in SAME_OFFICE.get(t.office, ()) for t in knowledge().by_person[person])


def with_office(persons: list[str], office: str) -> list[str]:
    """Those of the persons who had an office under this very title; all if none had."""
    by_person = knowledge().by_person
    holders = [p for p in persons if any(t.office == office for t in by_person[p])]
    return holders or persons


def given_names_agree(person: str, name: str) -> bool:
    """Given names must agree if both are given: "Idriss Deby" is not "Mahamat Deby"."""
    given, known = name_key(name).split()[:-1], name_key(person).split()[:-1]
    given = [g for g in given if g != "al"]
    return (
        not given
        or bool(set(given) & set(known))
        or (given[0][:1] == (known or [""])[0][:1] and len(given[0].strip(".")) == 1)
    )


ALIKE = 75
"""Likeness of two last names, of 100, from which they are spellings of one ("Lukashenka", "Lukashenko")."""
GIVEN_ALIKE = 60
"""The same for given names, which are spelled more freely ("Alyaksandr", "Alexander")."""


def may_mean(person: str, name: str) -> bool:
    """Whether the holder of an office may be the one whom a report calls by a name: all its words, or last names of one spelling or
    another, are the person's, and given names do not clash ("Idriss Deby" is not "Mahamat Deby")."""
    known, told = name_key(person).split(), name_key(name).split()
    if set(told) <= set(known):
        return True
    alike = told[-1] in known or known[-1] in told or ratio(told[-1], known[-1]) >= ALIKE
    given = [(one, other) for one in told[:-1] for other in known[:-1]]
    return alike and (given_names_agree(person, name) or any(ratio(*pair) >= GIVEN_ALIKE for pair in given))
