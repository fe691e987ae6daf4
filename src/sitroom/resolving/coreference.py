"""Which mentions of a report stand for one entity (CODEBOOK rule 17).

Names come first: the same name, a part of a person's name, an acronym, or two names of one known entity. Descriptions and
pronouns then take the antecedent that the trained scores give, unless number, kind or known identity forbids it.
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
    """What a mention's own words tell of whom they name: a known entity's reference, or None; wholly is True for a whole name."""

    reference: str | None
    kind: str | None
    country: str | None
    wholly: bool


class _Groups:
    """Mentions joined so far. A group knows the identities and person names that it holds, and refuses a second one."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))
        self.references: list[set[str]] = [set() for _ in range(count)]
        self.persons: list[set[tuple[str, ...]]] = [set() for _ in range(count)]
        self.genders: list[set[str]] = [set() for _ in range(count)]

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
        if mention.kind == "person" and (told := names.gender(mention.stretch.text)):
            groups.genders[i].add(told)
        if mention.kind == "person" and forms[i] == "name" and (found := names.core(mention.stretch.text)):
            groups.persons[i].add(found)
    _join_names(mentions, forms, groups)
    _join_appositions(mentions, forms, groups, text)
    best: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for link in links:
        best[link.first].append((link.score, link.second))
    order = sorted(range(len(mentions)), key=lambda i: mentions[i].stretch)
    for i in order:
        for score, j in sorted(best.get(i, ()), reverse=True):
            both_named = forms[i] == forms[j] == "name"
            needed = NAME_AGAINST if both_named and not _nests(mentions[i], mentions[j]) else limit
            if mentions[i].stretch.text.lower() in names.SINGULAR_PERSONS:
                needed = 0.0  # he and she always stand for somebody: the likeliest who fits
            if score < needed or not _number_fits(mentions[i], mentions[j]) or not groups.may_join(i, j):
                continue
            if mentions[i].stretch.overlaps(mentions[j].stretch) and forms[i] != "pronoun":
                continue  # a phrase and a name inside it are two entities
            groups.join(i, j)
            break
        else:
            if mentions[i].stretch.text.lower() in names.SINGULAR_PERSONS:
                _join_nearest_person(i, order, mentions, forms, groups)
    out: dict[int, list[int]] = {}
    for i in order:
        out.setdefault(groups.find(i), []).append(i)
    return list(out.values())


def _join_nearest_person(
    i: int, order: Sequence[int], mentions: Sequence[MentionMark], forms: Sequence[str], groups: _Groups
) -> None:
    """A pronoun without any scored antecedent: the last person named before it, at most two sentences back."""
    for j in reversed(order[: list(order).index(i)]):
        if mentions[i].sentence - mentions[j].sentence > 2:
            return
        if forms[j] != "pronoun" and mentions[j].kind == "person" and groups.may_join(i, j):
            groups.join(i, j)
            return


_APPOSED = re.compile(r",\s(?:(?:acting|former|then|interim|senior|top|the|a|an)\s){0,2}|\s?\(|\s[-–—]\s")


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
                if heads and groups.may_join(i, j):
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


def _is_description(text: str) -> bool:
    """Does the mention tell a role rather than a name alone: "acting deputy US secretary of state", "the president of Mali"?"""
    found = names.words(names.bare(text))
    return any(w[0].islower() and len(w) > 3 for w in found)


def _nests(one: MentionMark, other: MentionMark) -> bool:
    return one.stretch.overlaps(other.stretch)


def _join_names(mentions: Sequence[MentionMark], forms: Sequence[str], groups: _Groups) -> None:
    by_key: dict[str, int] = {}
    by_reference: dict[str, int] = {}
    for i in sorted(range(len(mentions)), key=lambda i: mentions[i].stretch):
        for reference in groups.references[i]:
            if reference in by_reference:
                groups.join(by_reference[reference], i)
            by_reference.setdefault(reference, i)
    persons: list[tuple[tuple[str, ...], int]] = []
    longs: list[tuple[str, int]] = []
    for i in sorted(range(len(mentions)), key=lambda i: mentions[i].stretch):
        if forms[i] != "name":
            continue
        text = mentions[i].stretch.text
        key = names.key(text)
        if key in by_key and groups.may_join(by_key[key], i):
            groups.join(by_key[key], i)
        by_key.setdefault(key, i)
        if mentions[i].kind == "person":
            found = names.core(text)
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
    word = mention.stretch.text.lower()
    if word in names.SINGULAR_PERSONS:
        return (
            antecedent.kind in ("person", "other")
            and antecedent.stretch.text.lower() not in names.PLURALS | names.THINGS
        )
    if word in names.THINGS:
        return antecedent.kind != "person" and antecedent.stretch.text.lower() not in names.SINGULAR_PERSONS
    if word in names.PLURALS:
        return antecedent.stretch.text.lower() not in names.SINGULAR_PERSONS
    return True
