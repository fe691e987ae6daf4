"""A phrase -> the actor it stands for, on a day: exact names, titles with names, descriptions, then careful likeness."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache

from sitroom.errors import InputError
from sitroom.resolving.actors.answers import SCORES, ResolvedEntity, answer, current, entity, person
from sitroom.resolving.actors.countries import mentions_in
from sitroom.resolving.actors.descriptions import Description, describe, name_after, only_supports
from sitroom.resolving.actors.holding import names_the_holder
from sitroom.resolving.actors.knowledge import Known, bearers, knowledge, shared_names
from sitroom.resolving.actors.likeness import by_likeness
from sitroom.resolving.actors.names import Word, name_key, without_article, words_of
from sitroom.resolving.actors.persons import (
    given_names_agree,
    had,
    holder,
    last_holder,
    may_mean,
    of_country,
    one_of,
    standing,
    with_office,
)
from sitroom.resolving.actors.tables import national_words
from sitroom.resolving.places import resolve_place

LEAST_SCORE = 0.5
"""Nothing is returned below this score."""
_LEAST_PLACE = 0.7
_LEAST_TOWN = 0.85
"""Scores of `resolve_place` from which a region or a town tells the country of an actor."""
_COUNTRY_ITSELF = {"the country", "this country", "the nation", "this nation", "our country", "our nation", "the state"}
"""What stands for the state that a report is about."""
_OWNED = re.compile(r"(?:its|his|her|their|your|our|my|whose)\s", re.IGNORECASE)
_DETERMINERS = {"the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "some", "several", "many", "two", "three",
                "four", "five", "six", "seven", "eight", "nine", "ten", "dozens", "hundreds", "thousands", "both", "all", "any", "another",
                "other", "more", "most"}  # fmt: skip
_NO_DEFAULT = {"state", "international organisation", "other", "company", "media", "civil society"}
_HELD_BY = ("-run", "-led", "-controlled", "-appointed", "-held", "-affiliated", "-linked")
_OF_OTHERS = {
    "observer",
    "diplomat",
    "mission",
    "peacekeepers",
    "delegation",
    "mercenaries",
    "nuncio",
    "secretary-general",
}
"""Who works away from home or for an organisation: on the training corpus mostly not of the country that the words around name."""
_ASSEMBLED = {"leaders", "members", "heads of state", "foreign ministers", "ministers", "defence chiefs", "army chiefs", "ambassadors",
              "defence ministers", "defense chiefs", "military chiefs", "chiefs of staff", "finance ministers", "member states", "states",
              "countries", "nations", "diplomats", "envoys", "governments", "mediators"}  # fmt: skip


def is_owned(phrase: str) -> bool:
    """Whether a phrase begins with a possessive pronoun ("its ambassador"): it is somebody's whom other words of the report name."""
    return _OWNED.match(phrase) is not None


def has_namesakes(name: str) -> bool:
    """Whether several bodies, states or persons have this name, between which the country around it may choose."""
    return name_key(without_article(name)) in shared_names()


def resolve_entity(
    phrase: str,
    *,
    on: str | date | None = None,
    report_country: str | None = None,
    owner_country: str | None = None,
    near: str | None = None,
    force: str | None = None,
) -> ResolvedEntity | None:
    """The actor that a phrase stands for; None if it names nothing of the kind.

    on is the report's day: offices and groups are taken as they stood then. report_country (ISO alpha-3) is where the report
    comes from: "the foreign minister" in a report from Ankara is Turkey's. owner_country is that of whoever "its" or "his" stands
    for in "its ambassador". near is the country that the words around name most: it only chooses between the bearers of one
    name ("Congress" in a report on Peru). force is the sector of the armed force that the report named last (COP, MIL, REB, PRM):
    "two officers" after a sentence on the police are policemen. Order: exact name, title with name, description,
    likeness of long names. Raises InputError if on is no day of the calendar.
    Rules: CODEBOOK section 2 and rule 17 (officials of organisations have no country and no GOV); PLOVER's sectors.
    """
    day = _day(on)
    text = " ".join(phrase.split()).strip(" \"'“”‘’,;:()")
    if not text:
        return None
    home = owner_country if is_owned(text) and text.lower() not in _COUNTRY_ITSELF else report_country
    near = near or home
    found = _by_name(text, day, home, near) or _by_parts(text, day, home, near, force) or by_likeness(text, day)
    if found is None or found.score < LEAST_SCORE:
        return None
    return found


def _day(on: str | date | None) -> date | None:
    if on is None or isinstance(on, date):
        return on
    try:
        return date.fromisoformat(on[:10])
    except ValueError:
        raise InputError(f"on is {on!r}, which is not a day of the calendar. Write it as YYYY-MM-DD.") from None


# --- exact names ---------------------------------------------------------------------------------------------------------------


def _by_name(text: str, day: date | None, report_country: str | None, near: str | None = None) -> ResolvedEntity | None:
    for variant in _variants(text):
        facts = bearers(variant, near)
        if facts:
            if " " not in variant and all(k.source == "person" and not _began(k.name, day) for k in facts):
                earlier = _bearer(variant, day, report_country)
                if earlier is not None:
                    return earlier
            return answer(current(facts, day, near), variant, day, near)
    if text.lower() in _COUNTRY_ITSELF and (state := _state_of(report_country)) is not None:
        return entity(state, SCORES["given"], f"{text!r}, taken to be the report's country {report_country}")
    return _by_surname(text, day, report_country)


def _state_of(country: str | None) -> Known | None:
    """The state of an ISO alpha-3 code."""
    return next(iter(_states().get(country or "", ())), None)


def _variants(text: str) -> list[str]:
    variants = [text]
    bare = text
    for ending in ("'s", "’s"):
        if text.endswith(ending):
            bare = text[:-2]
            variants.append(bare)
    if text.endswith(("s'", "s’")):
        variants.append(text[:-1])
    first, _, rest = bare.partition(" ")
    if first.lower() in ("the", "a", "an") and rest:
        variants.append(rest)
    return variants


def _by_surname(text: str, day: date | None, report_country: str | None) -> ResolvedEntity | None:
    bare = text[:-2] if text.endswith(("'s", "’s")) else text
    if " " in bare or not bare[:1].isupper() or knowledge().by_name.get(name_key(bare)):
        return None
    return _bearer(bare, day, report_country)


def _began(person: str, day: date | None) -> bool:
    return standing(person, day).began


def _bearer(bare: str, day: date | None, report_country: str | None) -> ResolvedEntity | None:
    """The bearer of a surname in the report's country; those of other countries may be anybody ("Mitchell", "Ahmed").

    Names by which persons are known everywhere ("Lavrov") are aliases in offices.tsv.
    """
    if report_country is None:
        return None
    every = knowledge().by_surname.get(name_key(bare).removeprefix("al "), ())
    persons = [p for p in every if standing(p, day, report_country).country == report_country]
    chosen = one_of(persons, day, report_country)
    if chosen is None:
        return None
    score = SCORES["surname"] if len(persons) == 1 else 0.65
    return person(chosen, day, score, f"the surname {bare!r}", report_country)


# --- titles, descriptions ------------------------------------------------------------------------------------------------------


def _by_parts(
    text: str, day: date | None, report_country: str | None, near: str | None, force: str | None
) -> ResolvedEntity | None:
    words = words_of(text)
    if not words or _joined(text, day):
        return None
    if len(words) > 14:
        return None
    for comma in (", ", " – ", " - "):
        if comma in text:
            first, rest = text.split(comma, 1)
            return _apposition(first, rest, day, report_country, near)
    description = describe(text)
    tail = _known_tail(text, words, day, near, description)
    if tail is not None:
        return tail
    if description is None:
        return None
    if force is not None and description.any_force:
        description = replace(description, sectors=(force,))
    if description.name is not None:
        return _titled(text, description, day, report_country, near)
    return _described(text, description, day, report_country)


def _joined(text: str, day: date | None) -> bool:
    """Whether the phrase names two actors ("France and Germany"), which is no single one."""
    if " and " not in text:
        return False
    left, right = text.rsplit(" and ", 1)
    return all(_by_name(one.strip(), day, None) is not None for one in (*left.rstrip(",").split(","), right))


def _apposition(
    first: str, rest: str, day: date | None, report_country: str | None, near: str | None
) -> ResolvedEntity | None:
    """ "Hassoumi Massoudou, Niger's foreign minister": the name if it is known, otherwise what is told of it."""
    one = resolve_entity(first, on=day, report_country=report_country, near=near)
    name = _whole_name(rest) if one is not None and _by_office_alone(one, first) else None
    renamed = one is not None and name is not None and not may_mean(one.name, name)
    if one is not None and one.entity_id is not None and not renamed:
        return one
    other = resolve_entity(rest, on=day, report_country=report_country, near=near)
    if one is not None and other is not None and other.kind == "person" and other.entity_id is not None:
        return other
    if renamed and one is not None and name is not None:
        # The report names the holder itself, and another one than the table: it knows better.
        reason = f"no known person; described as {first!r}"
        return replace(one, name=name, score=SCORES["unknown"], reason=reason, entity_id=None)
    if one is None and other is not None and other.kind == "person" and first[:1].isupper() and other.entity_id is None:
        return replace(other, name=first, reason=f"described as {rest!r}", wholly=True)
    return one or other


def _by_office_alone(one: ResolvedEntity, phrase: str) -> bool:
    """Whether a known person was found by the office that a phrase tells, not by a word of the name."""
    told = {word.key for word in words_of(phrase)}
    known = one.kind == "person" and one.entity_id is not None
    return known and not told & set(name_key(one.name).split())


def _whole_name(rest: str) -> str | None:
    """The proper name that fills an apposition up to its next comma ("Dame Ilse Morran, 61"); None for a description."""
    name = rest.split(",")[0].strip()
    words = words_of(name)
    said = describe(name)
    if not words or name_after(words, 0, len(words)) is None or (said is not None and said.name is None):
        return None
    return name if len(words) > 1 else None


def _known_tail(
    text: str, words: list[Word], day: date | None, near: str | None, description: Description | None
) -> ResolvedEntity | None:
    """A known name at the end, after a country, a description or small words: "Sudan's Rapid Support Forces", "the group Hamas"."""
    for start in range(1, len(words)):
        tail = text[words[start].start :].strip()
        if not words[start].capital and not words[start].key.startswith(("al-", "el-")):
            continue
        before = words[:start]
        countries = [c for c in mentions_in(before, text) if not only_supports(before, c)]
        country = countries[-1].country if countries else None
        facts = [k for v in _variants(tail) for k in bearers(v, country or near)]
        facts = [k for k in facts if k.source in ("organisation", "group", "seat", "person", "state")]
        if not facts:
            continue
        if any(
            w.text in ("of", "in", "from", "to", "for", "by", "with", "against", "near", "on", "at") for w in before
        ):
            return None
        said = describe(text[: words[start].start])
        known = _fitting(facts, country, day, near)
        if known is None or known.source == "state":
            continue
        if (
            known.kind in ("company", "media")
            and said is not None
            and said.kind == "person"
            and not before[-1].possessive
        ):
            continue  # "Mayor Bloomberg" is a person
        if (
            " " not in tail
            and known.source != "person"
            and before[-1].capital
            and (said is None or before[-1].possessive)
            and not mentions_in([before[-1]], text)
        ):
            continue  # the "Youth Congress" is another body than Congress, "Farmers' League" than the League
        if known.source == "person":
            if country is None and len(tail.split()) == 1 and said is not None and _wears_no_crown(known.name, said):
                continue
            if said is None and country is None and any(w.capital for w in before):
                continue
            return person(known.name, day, SCORES["titled"], f"title and name {tail!r}", country or near, said)
        if said is None and any(w.capital and not mentions_in([w], text) for w in before):
            continue
        return entity(known, SCORES["titled"], f"{tail!r} with its description")
    return None


_CROWNS = {"king", "queen", "sultan", "emir", "pope", "crown prince"}


def _wears_no_crown(person: str, said: Description) -> bool:
    """Whether a title is that of a monarch, and so perhaps a given name ("Sultan Ahmed"), which the person never was."""
    offices = {t.office for t in knowledge().by_person[person]}
    return said.office in _CROWNS and not offices & (_CROWNS | {"monarch", "prince", "president"})


def _fitting(facts: list[Known], country: str | None, day: date | None, report_country: str | None) -> Known | None:
    if country is not None:
        right = [
            k for k in facts if (k.country == country if k.source != "person" else of_country(k.name, country, day))
        ]
        # A group with no country of its own, or one that another state's name only places ("Lebanon's Hezbollah"), stays possible.
        facts = right or [k for k in facts if k.source != "person" and k.country is None]
    return current(facts, day, report_country) if facts else None


def _titled(
    text: str, told: Description, day: date | None, report_country: str | None, near: str | None
) -> ResolvedEntity | None:
    """A title with a name: the person of that name in that country if we know one, otherwise a person with the title's sectors."""
    assert told.name is not None
    name = text[told.name[0] : told.name[1]]
    last = name_key(name.rsplit(" ", 1)[-1]).removeprefix("al ")
    persons = [p for p in knowledge().by_surname.get(last, ()) if given_names_agree(p, name)]
    if told.country is not None:
        persons = [p for p in persons if of_country(p, told.country, day)]
    if " " in name or told.country is not None:
        persons = with_office(persons, told.office) if told.office else persons
    elif told.office:
        # A surname alone may be anybody's: the title must be one that its bearer had ("Commander Sabo" is no foreign minister).
        persons = [p for p in persons if had(p, told.office)]
    else:
        persons = [p for p in persons if _may_be_titled(p, told, near)]
    chosen = one_of(persons, day, told.country or near) if told.kind == "person" else None
    if chosen is not None:
        return person(chosen, day, SCORES["titled"], f"title and name {name!r}", told.country or near, told)
    if told.kind != "person":
        return None
    owner = _owner(text, told, day)
    if owner is None and told.country is None and (found := _seated(text, told)):
        told = replace(told, country=found)
    country, sectors, why = _belongs(told, owner, report_country)
    reason = f"no known person; {text[told.head[0] : told.head[1]]!r}{why}"
    return ResolvedEntity(name, "person", country, sectors, SCORES["unknown"], reason, None, True)


def _may_be_titled(person: str, told: Description, near: str | None) -> bool:
    """Whether a title that is no office of the tables, with a surname alone, may mean a person: sectors must agree ("Judge Merkel" is
    no chancellor), and one of the state at large ("Mayor Johnson") must be of the country that the words around name."""
    own = {s for t in knowledge().by_person[person] for s in t.sectors}
    if told.sectors and not set(told.sectors) & own:
        return False
    return bool(set(told.sectors) - {"GOV"}) or (near is not None and of_country(person, near, None))


_SENT = frozenset(
    "ambassador ambassadors representative representatives mission delegate delegates delegation diplomat diplomats".split()
)
"""Whom a state sends to an organisation: "the French U.N. ambassador" is France's."""


def _owner(text: str, told: Description, day: date | None) -> ResolvedEntity | None:
    """The body before the head: "ECOWAS" in "ECOWAS leaders", "State Department" in "the State Department spokesman"."""
    if told.owner is None or (told.country is not None and text[told.head[0] : told.head[1]].lower() in _SENT):
        return None
    inner = text[told.owner[0] : told.owner[1]].removesuffix("'s").removesuffix("’s")
    for ending in _HELD_BY:
        if inner.endswith(ending):
            found = _owner(
                text[: told.owner[0]] + inner.removesuffix(ending),
                replace(told, owner=(told.owner[0], told.owner[1])),
                day,
            )
            return replace(found, sectors=told.sectors, kind="government body") if found is not None else None
    before = text[told.owner[0] : told.head[0]].strip().removesuffix("'s").removesuffix("’s").rstrip("'’")
    if before != inner and (facts := [k for k in bearers(before, told.country) if k.source == "organisation"]):
        # "UN Security Council President": the last words of a body's name can be a description's.
        return entity(current(facts, day, told.country), 1.0, "")
    words = inner.split()
    for length in range(len(words), 0, -1):
        # "UN weapons inspector": of an organisation the name may be followed by what its officials do.
        part = " ".join(words[:length]).removesuffix("'s").removesuffix("’s")
        facts = bearers(part, told.country)
        known = ("organisation", "group", "seat") if length == len(words) else ("organisation",)
        facts = [k for k in facts if k.source in known or (k.own and k.kind != "person")]
        if facts and (length == len(words) or words[length][0].islower()):
            return entity(current(facts, day, told.country), 1.0, "")
    return None


def _owner_after(text: str, told: Description, day: date | None) -> ResolvedEntity | None:
    """The body after "of", "for" or "from": "the head of the African Union", "a spokesman for Hamas"."""
    rest = text[told.head[1] :].strip()
    for word in ("of ", "for ", "from ", "at "):
        if rest.startswith(word):
            found = _by_name(rest[len(word) :].strip(), day, told.country)
            of_no_table = found is not None and found.country is None and found.kind == "state"
            if (
                found is not None
                and found.entity_id
                and (found.kind not in ("person", "state", "population") or of_no_table)
            ):
                return found
    return None


def _seated(text: str, told: Description) -> str | None:
    """The country of a town or region that a description names: "residents of Kharkiv", "Gaza's health ministry"."""
    if told.kind in ("state", "international organisation"):
        return None
    names: list[str] = []
    if told.owner is not None:
        names.append(text[told.owner[0] : told.owner[1]].removesuffix("'s").removesuffix("’s"))
    rest = text[(told.name or told.head)[1] :].strip()
    placing = ("of ", "from ") if told.away else ("of ", "in ", "from ", "near ", "at ", "across ")
    for word in placing:
        if rest.startswith(word):
            names.append(rest[len(word) :].removeprefix("the "))
    for name in names:
        if name[:1].isupper() and len(name) > 3 and len(name.split()) <= 4 and describe(name.lower()) is None:
            place = resolve_place(name)
            if place is not None and place.score >= (_LEAST_TOWN if place.precision == "city" else _LEAST_PLACE):
                return place.country
    return None


def _belongs(
    told: Description, owner: ResolvedEntity | None, report_country: str | None
) -> tuple[str | None, tuple[str, ...], str]:
    """Country and sectors of what a description describes, with words for the reason."""
    if owner is not None:
        if owner.kind == "international organisation":
            return None, tuple(s for s in told.sectors if s != "GOV"), f" of {owner.name}"
        if told.former:
            return owner.country, told.sectors, f" of {owner.name}"
        own = owner.sectors or told.sectors
        if "LEG" in told.sectors:
            own = tuple(dict.fromkeys(("LEG", *own)))
        if owner.kind in ("armed group", "party", "civil society", "company", "media", "armed force"):
            return owner.country or told.country, own, f" of {owner.name}"
        return owner.country or told.country, tuple(dict.fromkeys((*own, *told.sectors))), f" of {owner.name}"
    if told.kind == "international organisation":
        return None, tuple(s for s in told.sectors if s != "GOV"), ", of no country"
    if told.country is not None:
        return told.country, _with_state(told.sectors, told.state), f" of {told.country}"
    if report_country and told.kind not in _NO_DEFAULT and not told.abroad:
        return report_country, told.sectors, f", taken to be of the report's country {report_country}"
    return None, told.sectors, ", no country named"


def _with_state(sectors: tuple[str, ...], state: str | None) -> tuple[str, ...]:
    own = next((k.sectors for k in _states().get(state or "", ())), ())
    return tuple(dict.fromkeys((*sectors, *own)))


@cache
def _states() -> dict[str, tuple[Known, ...]]:
    found: dict[str, tuple[Known, ...]] = {}
    for facts in knowledge().by_name.values():
        for known in facts:
            if known.source == "state":
                found[known.entity_id.split(":", 1)[1]] = (known,)
    return found


def _as_in_that_state(told: Description, home: str | None) -> tuple[Description, str | None]:
    """Words that only some states have, or that mean something else in some: "the Foreign Secretary", a deputy in the United States."""
    rows = national_words().get(told.word, ())
    country = told.country or home
    row = next((r for r in rows if r.country == country), None)
    if row is None and told.country is None:
        row = next((r for r in rows if r.alone), None)
    if row is None:
        return told, home
    office = "" if row.office == "-" else row.office or told.office
    told = replace(told, sectors=told.sectors if told.former else row.sectors or told.sectors, office=office)
    return told, home if told.country is not None else row.country


def _of_somebody_unknown(text: str, told: Description) -> bool:
    """ "Varn's foreign secretary": of a state or body that no table knows, and so not of one that alone has such an office."""
    return told.owner is not None and told.country is None and text[told.owner[1] :].startswith(("'s", "’s"))


def _described(text: str, told: Description, day: date | None, report_country: str | None) -> ResolvedEntity | None:
    owner = _owner(text, told, day) or _owner_after(text, told, day)
    if owner is None and told.country is None and (found := _seated(text, told)):
        told = replace(told, country=found, linked="in")
    if told.office == "kin" and owner is None and told.owner is not None:
        return None  # whose kin they are is said by a name: that person's own country and sectors are not theirs
    if owner is None and not _of_somebody_unknown(text, told):
        told, report_country = _as_in_that_state(told, report_country)
    if told.word in _OF_OTHERS and not is_owned(text):
        report_country = None
    country, sectors, why = _belongs(told, owner, report_country)
    if told.kind == "state" and country is None:
        return None
    head = text[told.head[0] : told.head[1]]
    if told.office == "pope":
        return _pope(day, report_country)
    where = (
        owner.entity_id if owner is not None and owner.entity_id else told.state or (country if owner is None else None)
    )
    if told.office and told.number == "singular" and where and names_the_holder(text, told, owned=owner is not None):
        term = (
            (last_holder if told.former == "ousted" else holder)(where, told.office, day)
            if told.former != "former" and day is not None
            else None
        )
        if term is not None:
            return person(term.person, day, SCORES["holder"], f"{head!r}{why}: {term.office} on that day", country)
    if (
        owner is not None
        and owner.kind == "international organisation"
        and (told.kind in ("government body", "other") or head.lower() in _ASSEMBLED)
    ):
        return replace(owner, score=SCORES["described"], reason=f"{head!r} of {owner.name}", wholly=True)
    how = (
        "described"
        if owner or told.linked in ("before", "of")
        else "placed"
        if told.linked
        else "given"
        if country
        else "bare"
    )
    name = without_article(text)
    return ResolvedEntity(name, told.kind, country, sectors, SCORES[how], f"{head!r}{why}", None, told.linked != "in")


def _pope(day: date | None, report_country: str | None) -> ResolvedEntity | None:
    term = holder("VAT", "pope", day)
    return person(term.person, day, SCORES["holder"], "the pope of that day", report_country) if term else None
