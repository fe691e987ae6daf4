"""Which mentions stand for one entity: names by their words, the rest by trained scores within limits."""

from __future__ import annotations

import pytest

from sitroom.codebook.stretches import Stretch
from sitroom.reading.marks import Link, MentionMark
from sitroom.resolving.coreference import Identity, group_mentions
from sitroom.resolving.names import abbreviates, form_of


def mentions(*given: tuple[str, str]) -> list[MentionMark]:
    """(words, kind) one after the other, ten characters apart."""
    out = []
    at = 0
    for words, kind in given:
        out.append(MentionMark(Stretch(at, at + len(words), words), kind, 0, 1.0))
        at += len(words) + 10
    return out


def groups(
    given: list[MentionMark], links: list[Link] | None = None, known: dict[int, str] | None = None
) -> list[list[str]]:
    identities = [Identity(known[i], None, None, True) if known and i in known else None for i in range(len(given))]
    found = group_mentions(given, links or [], identities, 0.5)
    return [[given[i].stretch.text for i in group] for group in found]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([("Ana Tolvik", "person"), ("Tolvik", "person")], [["Ana Tolvik", "Tolvik"]]),
        ([("President Ana Tolvik", "person"), ("Ms Tolvik", "person")], [["President Ana Tolvik", "Ms Tolvik"]]),
        ([("Ana Tolvik", "person"), ("Jan Tolvik", "person")], [["Ana Tolvik"], ["Jan Tolvik"]]),
        ([("the Karsk Front", "armed group"), ("Karsk Front", "armed group")], [["the Karsk Front", "Karsk Front"]]),
        (
            [("Union of Savanna States", "international organisation"), ("USS", "international organisation")],
            [["Union of Savanna States", "USS"]],
        ),
        ([("Velmora", "state"), ("Velmora's", "state")], [["Velmora", "Velmora's"]]),
    ],
)
def test_names_join_by_their_words(given: list[tuple[str, str]], expected: list[list[str]]) -> None:
    assert groups(mentions(*given)) == expected


def test_two_names_of_one_known_entity_join() -> None:
    given = mentions(("United States", "state"), ("Washington", "state"))
    assert groups(given, known={0: "state:USA", 1: "state:USA"}) == [["United States", "Washington"]]


def test_known_entities_never_join_whatever_the_scores() -> None:
    given = mentions(("Mali", "state"), ("Chad", "state"))
    assert len(groups(given, [Link(1, 0, 0.99)], {0: "state:MLI", 1: "state:TCD"})) == 2


def test_what_names_one_country_is_never_joined_with_what_names_another() -> None:
    given = mentions(
        ("the Chadian government", "government body"), ("the government", "government body"), ("Mali", "state")
    )
    lands = ("TCD", None, "MLI")
    identities = [Identity(None, "government body", land, False, land) if land else None for land in lands]
    found = group_mentions(given, [Link(1, 0, 0.9), Link(2, 0, 0.99), Link(2, 1, 0.95)], identities, 0.5)
    assert found == [[0, 1], [2]]


@pytest.mark.parametrize(
    ("pronoun", "antecedent", "kind", "joined"),
    [
        ("she", "Ana Tolvik", "person", True),
        ("she", "Velmora", "state", False),
        ("it", "Velmora", "state", True),
        ("it", "Ana Tolvik", "person", False),
        ("they", "the rebels", "armed group", True),
    ],
)
def test_a_pronoun_needs_a_fitting_antecedent(pronoun: str, antecedent: str, kind: str, joined: bool) -> None:
    given = mentions((antecedent, kind), (pronoun, kind))
    assert (len(groups(given, [Link(1, 0, 0.9)])) == 1) is joined


def test_a_man_and_a_woman_are_two_persons() -> None:
    given = mentions(("Mr Baro", "person"), ("she", "person"), ("the minister", "person"))
    assert groups(given, [Link(1, 0, 0.9), Link(2, 1, 0.9)]) == [["Mr Baro"], ["she", "the minister"]]


def test_two_forms_of_one_known_entity_join_even_nested() -> None:
    given = mentions(
        ("Economic Union of the South (EUS)", "international organisation"), ("EUS", "international organisation")
    )
    assert len(groups(given, known={0: "org:eus", 1: "org:eus"})) == 1


def test_a_weak_score_joins_nothing() -> None:
    given = mentions(("the rebels", "armed group"), ("the men", "population"))
    assert len(groups(given, [Link(1, 0, 0.3)])) == 2


@pytest.mark.parametrize(
    ("short", "long", "yes"),
    [
        ("ECOWAS", "Economic Community of West African States", True),
        ("UN", "United Nations", True),
        ("NATO", "North Atlantic Treaty Organization", True),
        ("DRC", "Democratic Republic of Congo", True),
        ("UN", "African Union", False),
        ("Un", "United Nations", False),
    ],
)
def test_acronyms_are_made_of_first_letters(short: str, long: str, yes: bool) -> None:
    assert abbreviates(short, long) is yes


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("she", "pronoun"),
        ("their", "pronoun"),
        ("the army", "description"),
        ("President", "description"),
        ("the Tashkuri army", "name"),
        ("coup leader Ali Baro", "name"),
    ],
)
def test_the_form_of_a_mention(words: str, form: str) -> None:
    assert form_of(words) == form


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([("the parents", "person"), ("The parents'", "person")], [["the parents", "The parents'"]]),
        ([("a clinic", "other"), ("the clinic", "other")], [["a clinic", "the clinic"]]),
        ([("the coup leaders", "person"), ("coup leaders", "person")], [["the coup leaders", "coup leaders"]]),
        ([("a clinic", "other"), ("a clinic", "other")], [["a clinic"], ["a clinic"]]),
        ([("his mother", "person"), ("his mother", "person")], [["his mother"], ["his mother"]]),
        ([("officers", "armed force"), ("officers", "armed force")], [["officers"], ["officers"]]),
    ],
)
def test_a_definite_description_or_a_bare_plural_told_again_is_the_same_entity(
    given: list[tuple[str, str]], expected: list[list[str]]
) -> None:
    assert groups(mentions(*given)) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            [("Secretary Ana Tolvik", "person"), ("the secretary", "person")],
            [["Secretary Ana Tolvik", "the secretary"]],
        ),
        (
            [("Minister Ana Tolvik", "person"), ("Minister Jan Baro", "person"), ("the minister", "person")],
            [["Minister Ana Tolvik"], ["Minister Jan Baro"], ["the minister"]],
        ),
        ([("Secretary Ana Tolvik", "person"), ("a secretary", "person")], [["Secretary Ana Tolvik"], ["a secretary"]]),
    ],
)
def test_a_title_stands_for_the_only_one_named_with_it(given: list[tuple[str, str]], expected: list[list[str]]) -> None:
    assert groups(mentions(*given)) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([("the Issyr Front", "armed group"), ("the Front", "armed group")], [["the Issyr Front", "the Front"]]),
        (
            [("the Ministry of Fisheries", "government body"), ("the Ministry", "government body")],
            [["the Ministry of Fisheries", "the Ministry"]],
        ),
        ([("the Issyr Front", "armed group"), ("Front", "armed group")], [["the Issyr Front"], ["Front"]]),
        ([("the Red River", "place"), ("the River", "place")], [["the Red River"], ["the River"]]),
    ],
)
def test_a_body_is_called_by_a_part_of_its_name(given: list[tuple[str, str]], expected: list[list[str]]) -> None:
    assert groups(mentions(*given)) == expected


def test_what_follows_a_persons_name_is_no_part_of_it() -> None:
    given = mentions(
        ("Ana Tolvik, whom he met in Velmora", "person"),
        ("Pavel Rigas of the union", "person"),
        ("Mr Rigas", "person"),
        ("Tolvik", "person"),
    )
    assert groups(given) == [["Ana Tolvik, whom he met in Velmora", "Tolvik"], ["Pavel Rigas of the union", "Mr Rigas"]]


@pytest.mark.parametrize(("between", "count"), [(" ", 1), ("\n\n", 2)])
def test_a_speaker_is_one_within_a_paragraph(between: str, count: int) -> None:
    text = f"I came{between}with my men"
    start = text.index("my")
    given = [
        MentionMark(Stretch(0, 1, "I"), "person", 0, 1.0),
        MentionMark(Stretch(start, start + 2, "my"), "person", 0, 1.0),
    ]
    assert len(group_mentions(given, [], [None, None], 0.5, text)) == count


@pytest.mark.parametrize(
    ("pronouns", "joined"), [(("they", "their"), True), (("its", "it"), True), (("they", "it"), False)]
)
def test_a_pronoun_that_no_score_helps_takes_the_same_one_before_it(pronouns: tuple[str, str], joined: bool) -> None:
    given = mentions(*((word, "other") for word in pronouns))
    assert (len(groups(given)) == 1) is joined


@pytest.mark.parametrize(("words", "form"), [("US", "name"), ("WHO", "name"), ("us", "pronoun"), ("Who", "pronoun")])
def test_an_acronym_is_no_pronoun(words: str, form: str) -> None:
    assert form_of(words) == form
