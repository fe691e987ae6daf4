"""A given name inside a person's whole name is that person, whatever capital it is the name of."""

from __future__ import annotations

import pytest

from sitroom.codebook.stretches import Stretch
from sitroom.reading.marks import Marks, MentionMark
from sitroom.resolving import names
from sitroom.resolving.cast import cast_of


def test_a_given_name_that_is_a_capital_s_is_the_person_it_stands_in() -> None:
    text = "Victoria Nuland spoke."
    mentions = tuple(MentionMark(Stretch.of(text, 0, end), "person", 0, 1.0) for end in (15, 8))
    cast = cast_of(Marks(((0, len(text)),), mentions, (), (), (), (), (), ()), text=text, on=None, limit=0.5)
    assert cast.of_mention[0] == cast.of_mention[1]
    assert [e.country for e in cast.entities] != ["SYC"]


def test_a_person_alone_with_the_name_of_a_capital_is_no_state() -> None:
    text = "Victoria spoke."
    mentions = (MentionMark(Stretch.of(text, 0, 8), "person", 0, 1.0),)
    cast = cast_of(Marks(((0, len(text)),), mentions, (), (), (), (), (), ()), text=text, on=None, limit=0.5)
    assert cast.entities[0].country is None


@pytest.mark.parametrize("words", ["the officers who took power on Tuesday", "those who came in October"])
def test_a_description_with_a_day_or_month_in_it_is_no_name(words: str) -> None:
    assert names.form_of(words) == "description"
