"""Countries named in a text: by name, demonym, capital or seat of government."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from sitroom.resolving.actors.knowledge import Known, knowledge
from sitroom.resolving.actors.names import Word, case_fits, words_key, words_of

How = Literal["name", "demonym", "capital", "seat"]
_HOW: dict[str, How] = {"state": "name", "demonym": "demonym", "capital": "capital", "seat": "seat"}
# Names that are more often something else: a month's abbreviation, a given name, another place.
_RISKY = {"male", "victoria", "kingston", "georgetown", "hamilton", "san jose", "santiago", "hague", "diet", "emirates", "persian",
          "chad", "beehive", "capitol", "korea", "saudi", "turk", "pole", "dane", "majlis", "kiwi", "kiwis"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CountryMention:
    """A stretch [start, end) that points to a country (ISO alpha-3); state is the key of states.tsv."""

    start: int
    end: int
    text: str
    country: str
    state: str
    how: How


@cache
def _index() -> tuple[dict[str, Known], dict[str, int]]:
    """Folded name -> fact, and the first word of each -> the longest number of words that begin so."""
    names: dict[str, Known] = {}
    first: dict[str, int] = {}
    for facts in knowledge().by_name.values():
        for known in facts:
            if known.source not in _HOW or known.country is None or known.alias.lower().startswith("the "):
                continue
            key = words_key(known.alias)
            if key:
                names.setdefault(key, known)
                start = key.split(" ", 1)[0]
                first[start] = max(first.get(start, 0), len(key.split()))
    return names, first


def countries_in(text: str) -> list[CountryMention]:
    """Every country name, demonym, capital and seat of government in the text, in order, the longest at each place.

    "Niger" and "Nigerien" are NER, "Nigeria" is NGA. A hyphenated "French-led" gives its first part.
    """
    return mentions_in(words_of(text), text)


def mentions_in(words: list[Word], text: str) -> list[CountryMention]:
    names, first = _index()
    found: list[CountryMention] = []
    at = 0
    while at < len(words):
        word = words[at]
        longest = first.get(word.key, 0)
        for length in range(min(longest, len(words) - at), 0, -1):
            key = " ".join(w.key for w in words[at : at + length])
            known = names.get(key)
            if known is None:
                continue
            last = words[at + length - 1]
            written = text[word.start : last.end]
            if case_fits(known.alias, written) and not (key in _RISKY and not written[0].isupper()):
                found.append(_mention(known, word.start, last.end, written))
                at += length
                break
        else:
            if "-" in word.text and word.capital:
                part = word.text.split("-")[0]
                known = names.get(word.key.split("-")[0])
                if known is not None and case_fits(known.alias, part):
                    found.append(_mention(known, word.start, word.start + len(part), part))
            at += 1
    return found


def _mention(known: Known, start: int, end: int, written: str) -> CountryMention:
    assert known.country is not None
    return CountryMention(start, end, written, known.country, known.entity_id.split(":", 1)[1], _HOW[known.source])
