"""Where an event was: the words as the reader marked them, with what the report names around them."""

from __future__ import annotations

import pytest

from sitroom.codebook.records import Entity, EventPlace
from sitroom.codebook.stretches import Stretch
from sitroom.resolving.whereabouts import Whereabouts


def stretch(text: str, words: str) -> Stretch:
    start = text.rindex(words)
    return Stretch.of(text, start, start + len(words))


def where(text: str, marked: str, *named: str, dateline: str | None = None, chain: str | None = None) -> EventPlace:
    """named: the places that the reader marked besides; chain: what coreference calls the marked one."""
    at = stretch(text, marked)
    entity = Entity("e1", chain or marked, "other", None, (), (at,))
    found = tuple(sorted(stretch(text, words) for words in named))
    return Whereabouts(text, named, found, dateline, None).of(at, entity)


def test_a_place_is_called_as_its_report_calls_it() -> None:
    found = where("Belarus shut the market of Grodno.", "Grodno", "Belarus")
    assert found.place is not None
    assert (found.place.name, found.place.country) == ("Grodno", "BLR")
    assert found.place.reason.endswith("Hrodna in the gazetteer")


def test_a_unit_is_no_part_of_the_name() -> None:
    found = where("Guards in Belarus fired in Grodno city.", "Grodno city", "Belarus")
    assert found.place is not None
    assert found.place.name == "Grodno"


@pytest.mark.parametrize(
    ("text", "marked", "named", "dateline", "chain", "name"),
    [
        ("Bamako woke early. Teachers marched through the city of Mali.", "the city", ("Bamako", "Mali"), None, None, "Bamako"),
        ("Teachers marched in the border town.", "the border town", (), "Goma", None, "Goma"),
        ("Teachers met here on Monday.", "here", (), "Bamako", None, "Bamako"),
        ("Teachers marched in the city.", "the city", (), None, "Bamako", "Bamako"),
        ("Mali sent police to the Old Barracks in Bamako.", "the Old Barracks", ("Bamako", "Mali"), None, None, "Bamako"),
        ("Mali shut Bamako's Old Barracks.", "Bamako's Old Barracks", ("Mali",), None, None, "Bamako"),
    ],
)  # fmt: skip
def test_a_description_is_the_place_that_it_stands_for(
    text: str, marked: str, named: tuple[str, ...], dateline: str | None, chain: str | None, name: str
) -> None:
    found = where(text, marked, *named, dateline=dateline, chain=chain)
    assert found.place is not None
    assert found.place.name == name
    assert found.stretch.text == marked


@pytest.mark.parametrize(
    ("text", "marked", "named", "dateline"),
    [
        ("Mali is calm. Teachers marched in the city.", "the city", ("Mali",), None),  # a state is no city
        ("Teachers marched to the barracks.", "the barracks", (), "Bamako"),
        ("Members went into the Well to protest.", "Well", (), None),  # a village in the Netherlands bears that name
        ("Mali held the Old Barracks outside Bamako.", "the Old Barracks", ("Bamako", "Mali"), None),
    ],
)  # fmt: skip
def test_what_stands_for_no_place_is_not_resolved(
    text: str, marked: str, named: tuple[str, ...], dateline: str | None
) -> None:
    assert where(text, marked, *named, dateline=dateline).place is None


def test_a_description_is_less_sure_than_the_name_and_says_what_it_stands_for() -> None:
    named = where("Bamako is in Mali.", "Bamako", "Mali")
    described = where("Bamako is in Mali. They marched through the city.", "the city", "Bamako", "Mali")
    assert named.place is not None and described.place is not None
    assert described.place.score < named.place.score
    assert described.place.reason == "“the city” taken for Bamako"
