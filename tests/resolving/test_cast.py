"""The country that a report is about, of which plain descriptions ("the country", "the government") are taken to be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sitroom.codebook.stretches import Stretch
from sitroom.reading.marks import Link, Marks, MentionMark
from sitroom.resolving.actors import ResolvedEntity, resolve_entity
from sitroom.resolving.cast import cast_of, named_country, resolve_mention, surroundings_of, told_most
from sitroom.resolving.surroundings import Named, Surroundings


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


@pytest.mark.parametrize(
    ("named", "name", "reference"),
    [
        ("President Kinza Deiri", "President Kinza Deiri", None),
        ("Stavros Delivanis", "Stavros Delivanis", None),
        ("Alyaksandr Lukashenka", "Alexander Lukashenko", "person:alexander-lukashenko"),
    ],
)
def test_the_president_is_first_of_all_the_one_whom_the_report_names(
    named: str, name: str, reference: str | None
) -> None:
    own, text = marks(("Belarus", "state"), ("Belarus", "state"), (named, "person"), ("the president", "person"))
    own = replace(own, coref=(Link(3, 2, 0.9),))
    cast = cast_of(own, text=text, on=date(2018, 5, 1), limit=0.5)
    assert cast.of_mention[2] == cast.of_mention[3]
    entity = cast.entities[cast.of_mention[3]]
    assert (entity.name, entity.reference) == (name, reference)


def test_without_a_date_nobody_is_known_to_hold_an_office() -> None:
    own, text = marks(("Belarus", "state"), ("Belarus", "state"), ("the president", "person"))
    for day, reference in ((date(2018, 5, 1), "person:alexander-lukashenko"), (None, None)):
        entity = cast_of(own, text=text, on=day, limit=0.5).entities[-1]
        assert (entity.reference, entity.country) == (reference, "BLR")


def test_a_party_keeps_what_else_the_report_calls_it() -> None:
    own, text = marks(
        ("Belarus", "state"), ("Minsk", "state"), ("Ana Tolvik", "person"), ("the president", "person"),
        ("some farmers", "population"), ("The farmers", "population"), ("they", "population"), ("villagers", "population"),
    )  # fmt: skip
    own = replace(own, coref=tuple(Link(later, 4, 0.9) for later in (5, 6, 7)))
    cast = cast_of(own, text=text, on=date(2018, 5, 1), limit=0.5)
    words = {entity.name: cast.words_for(number) for number, entity in enumerate(cast.entities)}
    assert words["Belarus"] == ("Minsk",)
    assert words["Alexander Lukashenko"] == ("the president",)
    assert words["Ana Tolvik"] == ()
    assert words["farmers"] == ("villagers",)


def test_an_office_is_of_what_the_words_after_a_mention_name() -> None:
    said, rest = "the president", " of the Centre for Rural Progress"
    mention = MentionMark(Stretch(0, len(said), said), "person", 0, 1.0)
    nigeria = Surroundings([Named(60, 67, "NGA", True), Named(80, 87, "NGA", True)], text="", dateline=None)
    on = date(2010, 6, 12)
    for text, known in ((said + " said so", "person:goodluck-jonathan"), (said + rest, None)):
        found = resolve_mention(mention.stretch, "person", text=text, on=on, surroundings=nigeria)
        assert found is not None
        assert found.entity_id == known


@pytest.mark.parametrize(
    ("whole", "begins", "kind", "one"),
    [
        ("eleven residents of Kgotsong", "eleven residents", "population", True),
        ("men who fled", "men", "population", True),
        ("his host, Oybek Yuldoshev", "his host", "person", True),
        ("Kenya, Uganda and Tanzania", "Kenya", "state", False),
        ("miners and growers", "miners", "population", False),
    ],
)
def test_a_phrase_and_its_beginning_are_one_party_where_they_have_one_head(
    whole: str, begins: str, kind: str, one: bool
) -> None:
    mentions = tuple(MentionMark(Stretch(0, len(words), words), kind, 0, 1.0) for words in (whole, begins))
    own = Marks(((0, len(whole)),), mentions, (), (), (), (), (), ())
    cast = cast_of(own, text=whole, on=None, limit=0.5)
    assert (cast.of_mention[0] == cast.of_mention[1]) is one


def test_an_agency_that_reports_tells_no_country() -> None:
    words = "the Associated Press"
    assert named_country(Stretch(0, len(words), words), "media", None) is None


@pytest.mark.parametrize("words", ["US-Russian", "Franco-German"])
def test_two_peoples_in_one_word_are_no_state(words: str) -> None:
    assert named_country(Stretch(0, len(words), words), "state", None) is None


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("The Russian truce was signed in public.", "RUS"),
        ("The US-Russian-brokered truce was signed in public.", None),
        ("A Saudi-backed force entered the town.", None),
    ],
)
def test_whoever_has_a_hand_in_something_tells_not_where_it_is(text: str, home: str | None) -> None:
    assert surroundings_of([], text, body_start=0).home == home
