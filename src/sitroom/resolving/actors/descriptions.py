"""Noun phrases that describe an actor: "two Turkish ministers", "the Nigerien military", "former Malian rebel commanders"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from sitroom.resolving.actors.countries import CountryMention, mentions_in
from sitroom.resolving.actors.names import Word, words_key, words_of
from sitroom.resolving.actors.tables import DescriptionRow, description_rows

Number = Literal["singular", "plural"]
Gender = Literal["female", "male"]

_FORMER = {"former", "ex", "then", "late", "retired", "onetime", "one-time", "erstwhile", "exiled"}
_REMOVED = {"ousted", "deposed", "toppled", "overthrown", "detained", "disgraced", "dethroned", "ex-president"}
_PREPOSITIONS = frozenset(
    (
        "of in from for to at on with by near under against across inside who whose that which during after before "
        "over among within throughout along about"
    ).split()
)
_LINKING = {"of", "from"}
_PLACING = {"in", "across", "inside", "at", "near", "within", "throughout", "on"}
_NUMBERS = frozenset(
    (
        "two three four five six seven eight nine ten dozens hundreds thousands several many some few both all these "
        "those most various other numerous scores more"
    ).split()
)
_POSSESSIVES = frozenset("its his her their your our my whose the a an".split())
_MEASURES = frozenset(
    (
        "tens hundred thousand million millions dozen a an the group number handful crowd crowds couple at least "
        "about around nearly over up to than as large small members one majority pair convoy part wave waves"
    ).split()
)
# Heads that say little by themselves: the description before them decides ("rebel commander", "army spokesman").
_BARE_HEADS = frozenset(
    (
        "official officials leader leaders chief head spokesman spokesmen spokeswoman spokesperson spokespeople "
        "commander commanders member members representative representatives source sources boss figure figures side "
        "delegation delegations secretary supporter supporters headquarters command leadership negotiator negotiators "
        "personnel unit units envoy aide group groups force forces fighters fighter movement alliance coalition "
        "faction council authorities administration staff party squad team patrol patrols commission committee board "
        "department office officer officers director chair chairman chairwoman chairperson deputy president band outfit "
        "camp task-force command battery column convoy"
    ).split()
)
_RANKS = frozenset("captain lieutenant sergeant colonel major commander".split())
"""Ranks of other forces too: "police captain", "rebel colonel"."""
_ONE_PER_STATE = frozenset(
    "government|army|navy|air force|parliament|president|prime minister|premier|foreign minister|foreign ministry|central bank|military|"
    "head of state|head of government|defence minister|king|embassy|customs service|coast guard|delegation|regime".split(
        "|"
    )
)
"""What a state has one of: several of them are of several states."""
_RULERS = {
    "president",
    "prime minister",
    "king",
    "queen",
    "emir",
    "sultan",
    "supreme leader",
    "junta leader",
    "vice president",
    "monarch",
}
"""Offices whose holder's kin are of the elite; other kin are civilians."""
RANKS_OF_ANY_FORCE = frozenset("officer commander sergeant captain lieutenant corporal patrol unit".split())
"""What takes its sector from the force that a report named last before it."""
_ARMED = {"COP", "REB", "PRM"}
_PERSON_HEADS = frozenset(
    ("member members source sources figure figures supporter supporters boss head personnel staff").split()
)


@dataclass(frozen=True, slots=True)
class Description:
    """What a phrase tells of an actor by its words alone.

    country is ISO alpha-3 if the phrase names one; sectors are PLOVER's; gender only if a word tells it. The rest serves the
    resolver: state (key of states.tsv), office (offices.tsv), former ("former", "ousted" or ""), head and name (stretches of
    the phrase: the describing words, and a proper name after them), linked (how the country is attached).
    """

    kind: str
    country: str | None
    sectors: tuple[str, ...]
    number: Number
    gender: Gender | None
    state: str | None
    office: str
    former: str
    head: tuple[int, int]
    name: tuple[int, int] | None
    linked: str
    owner: tuple[int, int] | None
    """The stretch before the head that is no country: a body the person belongs to ("ECOWAS", "State Department")."""
    abroad: bool = False
    """Whether the words speak of several states or of foreign actors ("both governments"): of no single country."""
    any_force: bool = False
    """Whether the sector of a rank or unit is only the usual one of its word: "officers" may be of the police, an army or rebels."""
    word: str = ""
    """The row of descriptions.tsv that the head is."""
    away: bool = False
    """Whether such an actor works away from home, so that "in" tells nothing of its country: an embassy, observers."""


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    row: DescriptionRow
    plural: bool


@cache
def _index() -> tuple[dict[str, tuple[DescriptionRow, bool]], dict[str, int]]:
    rows: dict[str, tuple[DescriptionRow, bool]] = {}
    first: dict[str, int] = {}
    for row in description_rows():
        for phrase, plural in ((row.phrase, row.number == "plural"), (row.plural, True)):
            if phrase:
                key = words_key(phrase)
                rows.setdefault(key, (row, plural))
                words = key.split()
                first[words[0]] = max(first.get(words[0], 0), len(words))
    return rows, first


def _matches(words: list[Word]) -> list[_Match]:
    """Longest description at each word, left to right, without overlap."""
    rows, first = _index()
    found: list[_Match] = []
    at = 0
    while at < len(words):
        for length in range(min(first.get(words[at].key, 0), len(words) - at), 0, -1):
            hit = rows.get(" ".join(w.key for w in words[at : at + length]))
            if hit is not None and not (hit[0].phrase.isupper() and not words[at].text.isupper()):
                found.append(_Match(at, at + length, *hit))
                at += length
                break
        else:
            # "vice-president", "ex-minister", "coup-leader": the part after the hyphen may be a description.
            text = words[at].key
            if "-" in text and not text.endswith("-general") and (hit := rows.get(text.rsplit("-", 1)[1])):
                found.append(_Match(at, at + 1, *hit))
            at += 1
    return found


def describe(phrase: str) -> Description | None:
    """Read a phrase as a description of an actor; None if no word of it describes one.

    "two Turkish ministers" -> person, TUR, GOV, plural. Nothing is looked up in the tables of names and offices, and no country
    is guessed. The head is the last description before a preposition; what stands before it can add sectors.
    """
    words = words_of(phrase)
    quantity = _quantity(words)
    words = words[quantity:]
    if not words:
        return None
    countries = mentions_in(words, phrase)
    matches = [m for m in _matches(words) if not _inside(words[m.start], words[m.end - 1], countries)]
    if not matches:
        return None
    stop = _core_end(words, matches)
    heads = [m for m in matches if m.end <= stop]
    if not heads:
        return None
    head = heads[-1]
    named = name_after(words, head.end, stop) or _name_after_place(words, stop, countries)
    if named is None and head.end < stop and not _ends_core(words, head.end, stop):
        return None
    row = head.row
    kind, sectors, office = row.kind, row.sectors, row.office
    modifier = heads[-2] if len(heads) > 1 and heads[-2].end == head.start else None
    head_key = " ".join(w.key for w in words[head.start : head.end])
    other_force = head_key in _RANKS and modifier is not None and bool(set(modifier.row.sectors) & _ARMED)
    if row.office == "kin":
        before_kin = heads[-2].row if len(heads) > 1 and words[heads[-2].end - 1].possessive else None
        served = _served(words, head, matches)
        whose = before_kin or (served.row if served is not None else None)
        sectors = ("ELI",) if whose is not None and whose.office in _RULERS else sectors
    if modifier is None and len(heads) > 1 and head_key in _BARE_HEADS and words[heads[-2].end - 1].possessive:
        modifier = heads[-2]  # "the company's managing director"
    if head_key in _BARE_HEADS and modifier is None:
        served = _served(words, head, matches)
        if served is not None:
            sectors, office = served.row.sectors, "" if row.kind == "person" else office
    if modifier and (head_key in _BARE_HEADS or other_force) and modifier.row.sectors:
        sectors = modifier.row.sectors
        office = "" if row.kind == "person" and row.office in ("leader", "commander", "spokesperson") else office
        if row.kind != "person" and head_key not in _PERSON_HEADS and modifier.row.kind != "person":
            kind = modifier.row.kind
    elif modifier and "OPP" in modifier.row.sectors and "OPP" not in sectors:
        sectors = (*sectors, "OPP")
    before = {w.key for w in words[: head.start]}
    former = "ousted" if before & _REMOVED else "former" if before & _FORMER else ""
    if words[head.start].key.startswith("ex-"):
        former = "former"
    if former and kind == "person" and set(sectors) & {"GOV", "MIL", "LEG", "JUD", "SPY", "COP", "PTY"}:
        sectors = ("ELI",)
    country = _country(words, head, stop, countries)
    plural = (
        head.plural or quantity > 0 or bool(before & _NUMBERS) or any(w.text.isdigit() for w in words[: head.start])
    )
    if kind not in ("person", "population", "state") and not head.plural:
        plural = False
    if before & {"unknown", "unidentified"} and sectors == ("CVL",):
        sectors = ("UNK",)
    owner = _owner(words, head, modifier, countries)
    return Description(
        kind=kind,
        country=country[0].country if country else None,
        sectors=sectors,
        number="plural" if plural and named is None else "singular",
        gender=_gender(row.gender),
        state=country[0].state if country else None,
        office=office,
        former=former,
        head=(words[head.start].start, words[head.end - 1].end),
        name=named,
        linked=country[1] if country else "",
        owner=owner,
        abroad=named is None and _abroad(row.phrase, before, plural or head.plural),
        any_force=row.phrase in RANKS_OF_ANY_FORCE and sectors == row.sectors and modifier is None,
        word=row.phrase,
        away=_travels(head),
    )


def _abroad(word: str, before: set[str], plural: bool) -> bool:
    if before & {"foreign", "international", "multinational", "joint", "unknown", "unidentified"}:
        return True
    return plural and ("both" in before or word in _ONE_PER_STATE)


def _served(words: list[Word], head: _Match, matches: list[_Match]) -> _Match | None:
    """The body in "spokesman for the growers", "member of the provincial council", "officers of the fraud squad": its sectors say most."""
    if head.end >= len(words) or words[head.end].text not in ("of", "for", "from"):
        return None
    at = head.end + 1
    while at < len(words) and not words[at].capital and all(at != m.start for m in matches):
        at += 1
    served = [m for m in matches if m.start == at or (m.start > at and words[m.start - 1].possessive)]
    served = served[:1]
    for later in matches:
        if served and later.start == served[0].end and not words[served[0].end - 1].possessive:
            served = [later]
    unfit = ("state", "international organisation", "population")
    known = [m for m in served if m.row.sectors and m.row.kind not in unfit and words[head.start].key != "council"]
    return known[0] if known else None


def _quantity(words: list[Word]) -> int:
    """How many words at the beginning only count: "thousands of", "at least two dozen of the", "a group of"."""
    for number, word in enumerate(words[:6]):
        if word.key == "of":
            counts = all(w.key in _NUMBERS or w.key in _MEASURES or w.text.isdigit() for w in words[:number])
            return number + 1 if number and counts else 0
    return 0


def _gender(text: str) -> Gender | None:
    return "female" if text == "female" else "male" if text == "male" else None


def _inside(first: Word, last: Word, countries: list[CountryMention]) -> bool:
    return any(c.start <= first.start and last.end <= c.end for c in countries)


def _core_end(words: list[Word], matches: list[_Match]) -> int:
    """Number of the word at which the noun phrase proper ends: the first preposition outside a description."""
    covered = {n for m in matches for n in range(m.start, m.end)}
    for number, word in enumerate(words):
        if number and number not in covered and word.text in _PREPOSITIONS:
            return number
    return len(words)


def name_after(words: list[Word], start: int, stop: int) -> tuple[int, int] | None:
    """The proper name that fills the words from start to stop, as offsets of the phrase."""
    rest = words[start:stop]
    if not rest or (
        not rest[0].capital and rest[0].key not in ("al", "el", "bin", "ibn", "de", "von", "van", "al-", "ould", "ag")
    ):
        return None
    small = {
        "al",
        "el",
        "bin",
        "ibn",
        "de",
        "del",
        "da",
        "dos",
        "von",
        "van",
        "der",
        "la",
        "ould",
        "ag",
        "wa",
        "ben",
        "le",
        "di",
        "and",
    }
    if all(w.capital or w.key in small or w.key.startswith(("al-", "el-", "d'")) for w in rest):
        return rest[0].start, rest[-1].end
    return None


def _name_after_place(words: list[Word], stop: int, countries: list[CountryMention]) -> tuple[int, int] | None:
    """The name in "ambassador to Niger Sylvain Itte": what follows the country that a preposition brought in."""
    after = [c for c in countries if stop + 1 < len(words) and c.start == words[stop + 1].start]
    if not after:
        return None
    following = next((n for n, w in enumerate(words) if w.start >= after[0].end), len(words))
    return name_after(words, following, len(words))


def _ends_core(words: list[Word], start: int, stop: int) -> bool:
    """Whether what follows the head is a participle or adverb that leaves the head in place ("troops stationed", "people alike")."""
    key = words[start].key
    return key.endswith(("ed", "ing", "ly")) or key in {
        "alike",
        "there",
        "here",
        "abroad",
        "and",
        "or",
        "as",
        "held",
        "led",
        "loyal",
        "sent",
    }


def _country(
    words: list[Word], head: _Match, stop: int, found: list[CountryMention]
) -> tuple[CountryMention, str] | None:
    """The country a description belongs to, and how: before the head, by "of"/"from", or by the place where it is."""
    head_start, head_end = words[head.start].start, words[head.end - 1].end
    before = [c for c in found if c.end <= head_start]
    within = [c for c in found if c.start < head_end and c.end > head_start]
    before = [c for c in before if not only_supports(words, c)]
    if len(before) > 1 and _paired(words, before[-2], before[-1]):
        return None
    if before or within:
        return (before or within)[-1], "before"
    for number in range(head.end, len(words)):
        key = words[number].text
        if key in _LINKING or key in _PLACING:
            later = [c for c in found if c.start > words[number].start]
            if len(later) > 1 and _paired(words, later[0], later[1]):
                return None
            if later and (key in _LINKING or not _travels(head)):
                return later[0], "of" if key in _LINKING else "in"
        elif key in ("to", "for", "against", "with", "by"):
            return None
    return None


def _paired(words: list[Word], one: CountryMention, other: CountryMention) -> bool:
    """ "Kyrgyzstan and Uzbekistan": nothing but small words stands between."""
    between = [w.text for w in words if one.end <= w.start < other.start]
    return "and" in between and set(between) <= {"and", "the"}


def only_supports(words: list[Word], mention: CountryMention) -> bool:
    """ "Iran-backed militia", "Western-backed": the country stands behind the actor, it is not the actor's."""
    word = next((w for w in words if w.start <= mention.start < w.end), None)
    return word is not None and word.key.endswith(
        ("-backed", "-aligned", "-allied", "-supported", "-funded", "-armed", "-trained")
    )


def _travels(head: _Match) -> bool:
    """Actors that act away from home: "ambassador in", "embassy in", "troops in" do not belong to the place."""
    row = head.row
    return row.office in ("ambassador", "envoy") or row.phrase in ("embassy", "consulate", "diplomat", "consul", "consul general",
                                                                  "consul-general", "charge d'affaires", "high commissioner", "observer",
                                                                  "high commission", "delegation", "mission", "diplomatic mission",
                                                                  "summit", "peacekeepers", "leaders", "contingent")  # fmt: skip


def _owner(
    words: list[Word], head: _Match, modifier: _Match | None, found: list[CountryMention]
) -> tuple[int, int] | None:
    end = modifier.start if modifier else head.start
    start = 0
    while start < end and (
        not words[start].capital or words[start].key in _POSSESSIVES or _inside(words[start], words[start], found)
    ):
        start += 1
    if start >= end:
        return None
    return words[start].start, words[end - 1].end
