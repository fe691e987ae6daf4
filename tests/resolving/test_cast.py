"""The country that a report is about, of which plain descriptions ("the country", "the government") are taken to be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sitroom.codebook.stretches import Stretch
from sitroom.reading.marks import Marks, MentionMark
from sitroom.resolving.actors import ResolvedEntity, resolve_entity
from sitroom.resolving.cast import cast_of, told_most


def marks(*given: tuple[str, str], header: str = "") -> tuple[Marks, str]:
    """Marks of a text of nothing but mentions (words, kind), one a line, after a header; and the text."""
    mentions, at = [], len(header)
    for words, kind in given:
        mentions.append(MentionMark(Stretch(at, at + len(words), words), kind, 0, 1.0))
        at += len(words) + 1
    return Marks(((0, at),), tuple(mentions), (), (), (), (), (), ()), header + "\n".join(words for words, _ in given)


@pytest.mark.parametrize(
    ("given", "home"),
    [
        ([("Kenya", "state"), ("Kenya", "state"), ("Uganda", "state")], "KEN"),
        ([("Kenya", "state"), ("Uganda", "state")], None),
        ([("Velmora", "state"), ("Velmora", "state"), ("France", "state")], None),
        ([("Velmora", "state"), ("France", "state"), ("France", "state")], "FRA"),
        ([("Ana Tolvik", "person")], None),
    ],
)
def test_the_state_most_named_leads_also_one_that_no_table_knows(
    given: list[tuple[str, str]], home: str | None
) -> None:
    own, text = marks(*given)
    assert cast_of(own, text=text, on=None, limit=0.5).home == home


def test_a_plain_description_is_of_the_country_that_the_report_is_about_and_of_none_if_that_is_unknown() -> None:
    for state, country in (("Kenya", "KEN"), ("Velmora", None)):
        own, text = marks((state, "state"), (state, "state"), ("the country", "state"), ("France", "state"))
        cast = cast_of(own, text=text, on=None, limit=0.5)
        assert cast.entities[cast.of_mention[2]].country == country


@pytest.mark.parametrize(
    ("header", "given", "home"),
    [
        ("ANKARA, March 14 (AFP) - ", [("The foreign minister", "person")], "TUR"),
        ("ANKARA, March 14 (AFP) - ", [("Kenya", "state"), ("the foreign minister", "person")], "TUR"),
        (
            "ANKARA, March 14 (AFP) - ",
            [("Kenya", "state"), ("Kenya", "state"), ("the foreign minister", "person")],
            "KEN",
        ),
        ("ANKARA - ", [("Kenya", "state"), ("Uganda", "state")], "TUR"),
        ("ZZYZXVILLE - ", [("Kenya", "state")], "KEN"),
    ],
)
def test_the_dateline_tells_where_a_report_comes_from(header: str, given: list[tuple[str, str]], home: str) -> None:
    own, text = marks(*given, header=header)
    cast = cast_of(own, text=text, on=date(2024, 3, 14), limit=0.5, body_start=len(header))
    assert cast.home == home
    if header.startswith("ANKARA, ") and home == "TUR":
        assert cast.entities[cast.of_mention[-1]].name == "Hakan Fidan"


def test_a_described_party_is_of_the_country_that_most_of_its_descriptions_are_taken_to_be_of():
    def described(country: str | None) -> ResolvedEntity:
        found = resolve_entity("the coup authorities", report_country=country or "NER")
        assert found is not None
        return replace(found, country=country)

    told = [described(c) for c in ("USA", "NER", None, "NER")]

    assert told_most("USA", told) == "NER"
    assert told_most("USA", told[:2]) == "USA"
    assert told_most(None, [described(None)]) is None
