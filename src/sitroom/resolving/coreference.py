"""Which mentions of a report stand for one entity (CODEBOOK rule 17).

Names come first: the same name, a part of a person's name, an acronym, a body's name cut short, or two names of one known
entity; then appositions, descriptions told again, a title of the one who bears it, and the speaker's "I" and "we". Other
descriptions and pronouns take the antecedent that the trained scores give, unless number, kind or known identity forbids it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sitroom.reading.marks import Link, MentionMark
from sitroom.resolving import names

NAME_AGAINST = 0.9
"""Score from which a trained link may join two different names (an alias that nothing else tells)."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a mention's own words tell of whom they name: a known entity's reference, or None; wholly is True for a whole name.

    land: the country that the words themselves name ("the Syrian government"), where country may be guessed from those around.
    """

    reference: str | None
    kind: str | None
    country: str | None
    wholly: bool
    land: str | None = None


class _Groups:
    """Mentions joined so far. A group knows the identities, countries and person names that it holds, and refuses a second one."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))
        self.references: list[set[str]] = [set() for _ in range(count)]
        self.persons: list[set[tuple[str, ...]]] = [set() for _ in range(count)]
        self.genders: list[set[str]] = [set() for _ in range(count)]
        self.lands: list[set[str]] = [set() for _ in range(count)]

    def find(self, i: int) -> int:
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def may_join(self, i: int, j: int) -> bool:
        a, b = self.find(i), self.find(j)
        if self.references[a] and self.references[b] and not self.references[a] & self.references[b]:
            return False
        if len(self.genders[a] | self.genders[b]) > 1:
            return False
        if self.lands[a] and self.lands[b] and not self.lands[a] & self.lands[b]:
            return False
        return not (self.persons[a] and self.persons[b]) or any(
            _name_fits(x, y) for x in self.persons[a] for y in self.persons[b]
        )

    def join(self, i: int, j: int) -> None:
        a, b = sorted((self.find(i), self.find(j)))
        if a != b:
            self._parent[b] = a
            self.references[a] |= self.references[b]
            self.persons[a] |= self.persons[b]
            self.genders[a] |= self.genders[b]
            self.lands[a] |= self.lands[b]


NEIGHBOURS = 4
"""Mentions after one among which those that lie inside it are sought."""


def _join_parts(mentions: Sequence[MentionMark], forms: Sequence[str], groups: _Groups) -> None:
    """A given name marked inside a person's whole name is that person ("Victoria" in "Victoria Nuland")."""
    order = sorted(range(len(mentions)), key=lambda i: (mentions[i].stretch.start, -mentions[i].stretch.end))
    for at, whole in enumerate(order):
        if mentions[whole].kind != "person" or forms[whole] != "name":
            continue
        name = names.core(mentions[whole].stretch.text)
        for part in order[at + 1 : at + 1 + NEIGHBOURS]:
            inside = mentions[whole].stretch.contains(mentions[part].stretch)
            words = names.core(mentions[part].stretch.text)
            if inside and mentions[part].kind == "person" and words and set(words) < set(name):
                groups.join(whole, part)


def _name_fits(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Can both be one person's name? One must hold the other's words, or share the last."""
    return (
        set(one) <= set(other)
        or set(other) <= set(one)
        or (one[-1] == other[-1] and (len(one) == 1 or len(other) == 1))
    )


def group_mentions(
    mentions: Sequence[MentionMark],
    links: Sequence[Link],
    identities: Sequence[Identity | None],
    limit: float,
    text: str = "",
) -> list[list[int]]:
    """Groups of mention indices, each in text order, groups in the order of their first mention.

    links: probability of an earlier mention (second) to be the antecedent of a mention (first). text is the report's:
    without it no apposition is seen.
    """
    forms = [names.form_of(m.stretch.text) for m in mentions]
    groups = _Groups(len(mentions))
    for i, mention in enumerate(mentions):
        identity = identities[i]
        if identity and identity.reference and identity.wholly:
            groups.references[i].add(identity.reference)
        if identity and identity.land:
            groups.lands[i].add(identity.land)
        if mention.kind == "person" and (told := names.gender(mention.stretch.text)):
            groups.genders[i].add(told)
        if mention.kind == "person" and forms[i] == "name" and (found := person_name(mention.stretch.text)):
            groups.persons[i].add(found)
    _join_parts(mentions, forms, groups)
    _join_names(mentions, forms, groups)
    _join_appositions(mentions, forms, groups, text)
    _join_repeated(mentions, forms, groups)
    _join_titles(mentions, forms, groups)
    _join_short_names(mentions, forms, groups)
    _join_speakers(mentions, groups, text)
    best: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for link in links:
        best[link.first].append((link.score, link.second))
    order = _in_order(mentions)
    for at, i in enumerate(order):
        for score, j in sorted(best.get(i, ()), reverse=True):
            both_named = forms[i] == forms[j] == "name"
            needed = NAME_AGAINST if both_named and not _nests(mentions[i], mentions[j]) else limit
            if names.pronoun(mentions[i].stretch.text) in names.SINGULAR_PERSONS:
                needed = 0.0  # he and she always stand for somebody: the likeliest who fits
            if score < needed or not _number_fits(mentions[i], mentions[j]) or not groups.may_join(i, j):
                continue
            if mentions[i].stretch.overlaps(mentions[j].stretch) and forms[i] != "pronoun":
                continue  # a phrase and a name inside it are two entities
            groups.join(i, j)
            break
        else:
            pronoun = names.pronoun(mentions[i].stretch.text)
            if pronoun in names.SINGULAR_PERSONS:
                _join_nearest_person(at, order, mentions, forms, groups)
            elif pronoun in names.THINGS | _THEY:
                _join_nearest_alike(at, order, mentions, groups)
    out: dict[int, list[int]] = {}
    for i in order:
        out.setdefault(groups.find(i), []).append(i)
    return list(out.values())


def _join_nearest_person(
    at: int, order: Sequence[int], mentions: Sequence[MentionMark], forms: Sequence[str], groups: _Groups
) -> None:
    """A pronoun without any scored antecedent: the last person named before it, at most two sentences back."""
    i = order[at]
    for j in (order[k] for k in range(at - 1, -1, -1)):
        if mentions[i].sentence - mentions[j].sentence > 2:
            return
        if forms[j] != "pronoun" and mentions[j].kind == "person" and groups.may_join(i, j):
            groups.join(i, j)
            return


_THEY = names.PLURALS - {"both", "we", "us", "our", "ours"}


def _join_nearest_alike(at: int, order: Sequence[int], mentions: Sequence[MentionMark], groups: _Groups) -> None:
    """ "Its" or "they" without any scored antecedent: the same pronoun before it, at most one sentence back."""
    i = order[at]
    alike = next(words for words in (names.THINGS, _THEY) if names.pronoun(mentions[i].stretch.text) in words)
    for j in (order[k] for k in range(at - 1, -1, -1)):
        if mentions[i].sentence - mentions[j].sentence > 1:
            return
        if names.pronoun(mentions[j].stretch.text) in alike and groups.may_join(i, j):
            groups.join(i, j)
            return


_APPOSED = re.compile(r",\s(?:(?:acting|former|then|interim|senior|top|the|a|an)\s){0,2}|\s?\(|\s[-–—]\s")


_SAME_HEAD = re.compile(r" (?:of|in|at|from|near|with|who|whom|whose|which|that|led by)\b|, (?!.*(?:,| and | or ))")
"""What may stand between the end of a phrase's beginning and its own: "eleven residents" in "eleven residents of Kgotsong"."""


def _join_appositions(mentions: Sequence[MentionMark], forms: Sequence[str], groups: _Groups, text: str) -> None:
    """Neighbours that name one entity: "Ana Tolvik, the foreign minister", "coup leader Ali Baro", "the Arab League (AL)"."""
    order = sorted(range(len(mentions)), key=lambda i: (mentions[i].stretch.start, -mentions[i].stretch.end))
    for at, i in enumerate(order):
        one = mentions[i].stretch
        for j in order[at + 1 : at + 6]:
            other = mentions[j].stretch
            if other.start > one.end + 20 or mentions[j].sentence != mentions[i].sentence:
                break
            same_kind = mentions[i].kind == mentions[j].kind
            if other.start < one.end:
                # The name at the end of a phrase is its head: "coup leader [Ali Baro]".
                heads = other.end == one.end and mentions[i].kind == mentions[j].kind == "person" and forms[j] == "name"
                begins = other.start == one.start and same_kind and forms[j] != "pronoun"
                if (heads or (begins and _SAME_HEAD.match(one.text, len(other.text)))) and groups.may_join(i, j):
                    groups.join(i, j)
                continue
            between = text[one.end : other.start]
            pair = {forms[i], forms[j]}
            if between == " " and forms[j] == "name" and mentions[i].kind == mentions[j].kind == "person":
                joined = forms[i] == "description"
            elif _APPOSED.fullmatch(between) and same_kind and "pronoun" not in pair:
                # A description (or a name in brackets) beside a name. A third member makes it a list: "A, B and C".
                listed = re.match(r"(?:,|\s+(?:and|or)\b)\s*(?:and|or)?\s*[A-Z]", text[other.end : other.end + 12])
                described = _is_description(one.text) != _is_description(other.text)
                joined = (described and not listed) or (
                    "(" in between and names.abbreviates(other.text, names.bare(one.text))
                )
            else:
                joined = False
            if joined and groups.may_join(i, j):
                groups.join(i, j)


_AFTER_NAME = re.compile(r"(?<=[^\W_])(?:,\s|\s[-–—(]|\s(?=(?:of|for|from|at|in|who|whom|whose)\s))")
"""Where the name in a person's mention can end: "Mary Wright, whom he met", "Pavel Rigas of the union"."""


def person_name(text: str) -> tuple[str, ...]:
    """The person's name in a mention, whatever follows it: "Mohamed Baro, 42" -> ("mohamed", "baro"); see `names.core`."""
    cut = _AFTER_NAME.search(text)
    before = names.core(text[: cut.start()]) if cut else ()
    return before or names.core(text)


def _in_order(mentions: Sequence[MentionMark]) -> list[int]:
    return sorted(range(len(mentions)), key=lambda i: mentions[i].stretch)


_DEFINITE = re.compile(r"(?:the|this|that|these|those)\s+(.+)", re.IGNORECASE)
_OWNED = re.compile(r"(?:his|her|its|their|our|my|your)\b", re.IGNORECASE)


_BARE_PLURAL = re.compile(r"(?:[a-z-]+ ){0,3}[a-z-]{2,}[a-rt-z]s", re.ASCII)
"""Words of a plural without article or number."""


def _join_repeated(mentions: Sequence[MentionMark], forms: Sequence[str], groups: _Groups) -> None:
    """A description told again in the same words: "the parents ... the parents", "a clinic ... the clinic", "the coup leaders ...
    coup leaders" (of such plurals that lose their article, 29 of 36 in the corpus are the same ones)."""
    last: dict[tuple[str, str], int] = {}
    for i in _in_order(mentions):
        told = mentions[i].stretch.text
        if forms[i] != "description" or _OWNED.match(told):
            continue
        key = (names.key(told), mentions[i].kind)
        before = mentions[last[key]].stretch.text if key in last else ""
        again = _DEFINITE.match(told) or (_DEFINITE.match(before) and _BARE_PLURAL.fullmatch(told))
        if again and key in last and groups.may_join(last[key], i):
            groups.join(last[key], i)
        last[key] = i


def _join_titles(mentions: Sequence[MentionMark], forms: Sequence[str], groups: _Groups) -> None:
    """ "The secretary" after "Secretary Ana Tolvik": the person who was named with that title, if one alone was."""
    titled: dict[str, list[int]] = defaultdict(list)
    for i in _in_order(mentions):
        if mentions[i].kind != "person":
            continue
        told = mentions[i].stretch.text
        if forms[i] == "name":
            found, core = names.key(told).split(), person_name(told)
            before = found[: found.index(core[0])] if core and core[0] in found else []
            for n in range(len(before)):
                titled[" ".join(before[n:])].append(i)
        elif forms[i] == "description" and (described := _DEFINITE.match(names.without_genitive(told))):
            named = titled.get(described[1].lower(), [])
            if len({groups.find(j) for j in named}) == 1 and groups.may_join(named[-1], i):
                groups.join(named[-1], i)


def _join_short_names(mentions: Sequence[MentionMark], forms: Sequence[str], groups: _Groups) -> None:
    """ "The Front" after "the Issyr Front", "the Ministry" after "the Ministry of Fisheries": the last body so named."""
    parts: dict[str, int] = {}
    for i in _in_order(mentions):
        if forms[i] != "name" or mentions[i].kind in ("person", "place", "state"):
            continue
        told = mentions[i].stretch.text
        words = names.words(names.bare(told))
        if told.lower().startswith("the ") and len(words) == 1 and words[0][0].isupper():
            if words[0] in parts and groups.may_join(parts[words[0]], i):
                groups.join(parts[words[0]], i)
        elif len(words) > 1:
            if words[-1][0].isupper():
                parts[words[-1]] = i
            if words[1] == "of":
                parts[words[0]] = i


def _join_speakers(mentions: Sequence[MentionMark], groups: _Groups, text: str) -> None:
    """ "I" and "my", "we" and "our" within one paragraph are one speaker's."""
    last: dict[str, int] = {}
    for i in _in_order(mentions):
        which = names.SPEAKING.get(names.pronoun(mentions[i].stretch.text) or "")
        if which is None:
            continue
        before = last.get(which)
        if before is not None and "\n" not in text[mentions[before].stretch.end : mentions[i].stretch.start]:
            groups.join(before, i)
        last[which] = i


def _is_description(text: str) -> bool:
    """Does the mention tell a role rather than a name alone: "acting deputy US secretary of state", "the president of Mali"?"""
    found = names.words(names.bare(text))
    return any(w[0].islower() and len(w) > 3 for w in found)


def _nests(one: MentionMark, other: MentionMark) -> bool:
    return one.stretch.overlaps(other.stretch)


def _join_names(mentions: Sequence[MentionMark], forms: Sequence[str], groups: _Groups) -> None:
    by_key: dict[str, int] = {}
    by_reference: dict[str, int] = {}
    for i in _in_order(mentions):
        for reference in groups.references[i]:
            if reference in by_reference:
                groups.join(by_reference[reference], i)
            by_reference.setdefault(reference, i)
    persons: list[tuple[tuple[str, ...], int]] = []
    longs: list[tuple[str, int]] = []
    for i in _in_order(mentions):
        if forms[i] != "name":
            continue
        text = mentions[i].stretch.text
        key = names.key(text)
        if key in by_key and groups.may_join(by_key[key], i):
            groups.join(by_key[key], i)
        by_key.setdefault(key, i)
        if mentions[i].kind == "person":
            found = person_name(text)
            for other, j in reversed(persons):
                if found and (found[-1] == other[-1] or found == other[: len(found)]) and groups.may_join(i, j):
                    groups.join(j, i)
                    break
            if found:
                persons.append((found, i))
        else:
            for long, j in longs:
                if names.abbreviates(names.bare(text), long) and groups.may_join(i, j):
                    groups.join(j, i)
                    break
            if names.bare(text) not in {long for long, _ in longs}:
                longs.append((names.bare(text), i))


def _number_fits(mention: MentionMark, antecedent: MentionMark) -> bool:
    """He and she stand for a person; it for no person; they for anything but a single named person."""
    word, other = names.pronoun(mention.stretch.text), names.pronoun(antecedent.stretch.text)
    if word in names.SINGULAR_PERSONS:
        return antecedent.kind in ("person", "other") and other not in names.PLURALS | names.THINGS
    if word in names.THINGS:
        return antecedent.kind != "person" and other not in names.SINGULAR_PERSONS
    if word in names.PLURALS:
        return other not in names.SINGULAR_PERSONS
    return True
