"""Of which country a plain description is: the countries named before it in its paragraph, then those of the report."""

from __future__ import annotations

import pytest

from sitroom.codebook.stretches import Stretch
from sitroom.reading.marks import Marks, MentionMark
from sitroom.resolving.cast import Sides, cast_of, opposed_countries
from sitroom.resolving.surroundings import NO_STATE, UNKNOWN_STATE, Named, Surroundings


def read(text: str, *mentions: tuple[str, str], body_start: int = 0) -> dict[str, tuple[str | None, tuple[str, ...]]]:
    """The mentions of a text (words, kind), each with country and sectors of its entity; words are found one after another."""
    marks, at = [], 0
    for words, kind in mentions:
        at = text.index(words, at)
        marks.append(MentionMark(Stretch(at, at + len(words), words), kind, 0, 1.0))
        at += len(words)
    whole = Marks(((0, len(text)),), tuple(marks), (), (), (), (), (), ())
    cast = cast_of(whole, text=text, on=None, limit=0.5, body_start=body_start)
    entities = [cast.entities[n] for n in cast.of_mention]
    return {words: (e.country, e.sectors) for (words, _), e in zip(mentions, entities, strict=True)}


def test_a_plain_description_is_of_the_country_named_before_it() -> None:
    text = "Kenya and Kenya again lost, after a match that went on for days.\nIn Uganda the police arrested two men."
    found = read(
        text,
        ("Kenya", "state"),
        ("Kenya", "state"),
        ("Uganda", "place"),
        ("the police", "armed force"),
    )
    assert found["the police"] == ("UGA", ("COP",))


def test_a_state_that_acts_on_somebody_is_not_whose_they_are() -> None:
    """ "Uganda urged the junta leaders": of whatever country they are, not Uganda's, though it stands nearest."""
    named = [Named(0, 5, "KEN", True), Named(10, 15, "KEN", True), Named(380, 386, "UGA", True)]
    around = Surroundings(named)
    assert around.at(400) == "UGA"
    assert around.at(400, opposed=frozenset({"UGA"})) == "KEN"
    urged = Sides("REQUEST", frozenset({0}), frozenset({1}))
    assert opposed_countries([urged], ["UGA", None]) == {1: frozenset({"UGA"})}


def test_a_state_that_coerces_somebody_may_be_their_own() -> None:
    arrested = Sides("COERCE", frozenset({0}), frozenset({1}))
    assert opposed_countries([arrested], ["UGA", None]) == {}


def test_another_paragraph_says_no_more_than_its_share() -> None:
    text = "Kenya and Kenya again. Uganda.\nThe police arrested two men."
    found = read(text, ("Kenya", "state"), ("Kenya", "state"), ("Uganda", "state"), ("The police", "armed force"))
    assert found["The police"] == ("KEN", ("COP",))


def test_what_is_its_own_is_of_whoever_was_named_last() -> None:
    text = "Kenya and Kenya again. Uganda recalled its ambassador."
    found = read(text, ("Kenya", "state"), ("Kenya", "state"), ("Uganda", "state"), ("its ambassador", "person"))
    assert found["its ambassador"][0] == "UGA"


def test_an_organisation_named_last_gives_its_staff_no_country() -> None:
    text = "Kenya and Kenya again. The African Union withdrew its staff and its envoy."
    found = read(text, ("Kenya", "state"), ("The African Union", "international organisation"), ("its envoy", "person"))
    assert found["its envoy"][0] is None


def test_towns_tell_what_a_report_is_about() -> None:
    text = "In Goma the army shot two men. In Bukavu the army did not."
    found = read(text, ("Goma", "place"), ("the army", "armed force"), ("Bukavu", "place"))
    assert found["the army"] == ("COD", ("MIL",))


def test_a_country_that_stands_outside_the_mentions_counts_near_it() -> None:
    text = "Imports of Turkmen cotton end. Four provincial governors are on the list."
    assert read(text, ("Four provincial governors", "person"))["Four provincial governors"][0] == "TKM"


@pytest.mark.parametrize(
    ("before", "sector"), [("Police came.", "COP"), ("The army came.", "MIL"), ("Rebels came.", "REB")]
)
def test_a_rank_is_of_the_force_named_before(before: str, sector: str) -> None:
    text = f"Kenya. {before} A commander spoke."
    assert read(text, ("Kenya", "state"), ("A commander", "person"))["A commander"] == ("KEN", (sector,))


def test_a_name_of_many_bodies_is_of_the_country_around_it() -> None:
    text = "Peru waits. Congress will vote."
    assert read(text, ("Peru", "state"), ("Congress", "government body"))["Congress"] == ("PER", ("LEG",))


def test_the_city_where_something_happens_is_no_government() -> None:
    text = "Kenya. Fighting in the city went on."
    assert read(text, ("Kenya", "state"), ("the city", "place"))["the city"] == (None, ())


def test_unknown_states_lead_to_no_country_and_organisations_tell_nothing() -> None:
    unknown = Named(0, 7, UNKNOWN_STATE + "velmora", True)
    body = Named(10, 20, NO_STATE, False)
    assert Surroundings([unknown, Named(8, 9, "FRA", False), body]).home is None
    assert Surroundings([Named(0, 5, "KEN", True), body]).at(30) == "KEN"
    assert Surroundings([]).at(0) is None
