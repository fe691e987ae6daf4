"""A party told by several reports is found under one of its keys, and how alike two parties are goes by what their words tell."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitroom.codebook.records import Entity, Party
from sitroom.codebook.stretches import Stretch
from sitroom.record.merging import merge
from sitroom.record.parties import MOST_KEYS, Who, party_keys, party_likeness, who_of
from sitroom.record.party_facts import land_stem
from tests.record.accounts import account, who

USA = who("the US", country="USA", reference="state:USA")
USA_LONG = who("the United States", country="USA", reference="state:USA")
NULAND = who("Victoria Nuland", "person", "USA", sectors=("GOV",), reference="person:victoria-nuland")
NIGER = who("Niger", country="NER", reference="state:NER")
JUNTA = who("the junta", "other", "NER")
ARMY = who("Niger's military", "armed force", "NER", sectors=("MIL",))
TCHIANI = who("Tchiani", "person", "NER", sectors=("MIL",), reference="person:abdourahamane-tchiani")
BAZOUM = who("Mohamed Bazoum", "person", "NER", sectors=("GOV",), reference="person:mohamed-bazoum")
ECOWAS = who("ECOWAS", "international organisation", reference="org:ecowas")
ECOWAS_LONG = who("the Economic Community of West African States", "international organisation", reference="org:ecowas")
EU = who("the European Union", "international organisation", reference="org:eu")
COMMISSION = who("the European Commission", "international organisation", reference="org:european-commission")
PARLIAMENT = who("the European Parliament", "international organisation", reference="org:european-parliament")
AFRICAN_UNION = who("the African Union", "international organisation", reference="org:au")
VELMORA = who("Velmora")
VELMORAN_ARMY = who("the Velmoran army", "armed force")
TOLVIK = who("Ana Tolvik", "person", aliases=("Velmora's foreign minister",))
TASHKUR = who("Tashkur")
UNION = who("the Lake States Union", "international organisation")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (NULAND, USA),
        (JUNTA, ARMY),
        (JUNTA, TCHIANI),
        (ARMY, NIGER),
        (ECOWAS, ECOWAS_LONG),
        (EU, COMMISSION),
        (who("Foreign Minister Ana Tolvik", "person"), who("Tolvik", "person")),
        (who("General Ali Baro, the defence minister,", "person"), who("Baro", "person")),
        (VELMORA, VELMORAN_ARMY),
        (VELMORA, TOLVIK),
        (who("the Velmoran president", "person"), who("the government of Velmora", "government body")),
        (UNION, who("LSU", "international organisation")),
        (who("the Civic Front", "party"), who("Civic Front", "party")),
    ],
)
def test_tellings_of_one_party_or_of_who_acts_for_it_share_a_key(one: Who, other: Who) -> None:
    assert party_keys(one) & party_keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (USA, NIGER),
        (VELMORA, TASHKUR),
        (who("Ana Tolvik", "person"), who("Ali Baro", "person")),
        (ECOWAS, UNION),
        (EU, AFRICAN_UNION),
        (who("the Upper River Liberation Army", "armed group"), who("Upper River Bank", "company")),
        (who("of the", "other"), who("of the", "other")),
    ],
)
def test_different_parties_share_none(one: Who, other: Who) -> None:
    assert not party_keys(one) & party_keys(other)


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        (BAZOUM, who("Bazoum", "person", "NER", reference="person:mohamed-bazoum"), 1.0, 1.0),
        (ECOWAS, ECOWAS_LONG, 1.0, 1.0),
        (who("Mali", reference=None), who("Mali"), 1.0, 1.0),
        (VELMORA, who("the Velmorans"), 1.0, 1.0),
        (who("Opposition leader Ana Tolvik", "person"), who("Tolvik", "person"), 0.9, 1.0),
        (UNION, who("LSU", "international organisation"), 0.9, 1.0),
        (who("the mediator", "other", aliases=("Istmo Group",)), who("Istmo Group", "other"), 0.9, 1.0),
        (USA, NULAND, 0.4, 0.7),
        (NIGER, JUNTA, 0.4, 0.7),
        (JUNTA, ARMY, 0.4, 0.7),
        (JUNTA, TCHIANI, 0.4, 0.7),
        (VELMORA, VELMORAN_ARMY, 0.4, 0.7),
        (VELMORA, TOLVIK, 0.4, 0.7),
        (who("rebels", "armed group"), who("the rebel fighters", "armed group"), 0.3, 0.7),
        (who("the Finance Ministry", "government body", "HND"), who("the Supreme Court", "government body", "HND"), 0.1, 0.24),
        (BAZOUM, TCHIANI, 0.0, 0.0),
        (who("Ana Tolvik", "person"), who("Ivan Tolvik", "person"), 0.0, 0.05),
        (USA, NIGER, 0.0, 0.0),
        (who("the army", "armed force", "MLI"), who("the army", "armed force", "NER"), 0.0, 0.0),
        (VELMORA, TASHKUR, 0.0, 0.05),
        (ECOWAS, UNION, 0.0, 0.05),
        (EU, COMMISSION, 0.4, 0.7),
        (COMMISSION, PARLIAMENT, 0.1, 0.24),
        (EU, AFRICAN_UNION, 0.0, 0.0),
        (ECOWAS_LONG, USA_LONG, 0.0, 0.0),  # both are "States"
    ],
)  # fmt: skip
def test_likeness_of_parties(one: Who, other: Who, least: float, most: float) -> None:
    value, reason = party_likeness(one, other)
    assert least <= value <= most, (value, reason)
    assert reason


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        ("Velmora Velmoran Velmorans", "velmor"),
        ("Tashkur Tashkuri", "tashkur"),
        ("Zembala Zembalan", "zembal"),
        ("Orval Orvalese", "orval"),
        ("Belnia Belnian", "beln"),
    ],
)
def test_an_unknown_country_and_its_demonym_share_a_stem(words: str, stem: str) -> None:
    assert {land_stem(word) for word in words.split()} == {stem}


def test_a_party_keeps_the_names_and_descriptions_of_its_entity_and_no_pronouns() -> None:
    words = ("Ana Tolvik", "she", "Foreign Minister Ana Tolvik", "the minister", "Ana Tolvik's", "her")
    mentions = tuple(Stretch(i, i + 1, text) for i, text in enumerate(words))
    entity = Entity("e1", "Ana Tolvik", "person", None, ("GOV",), mentions, reference=None)
    known = who_of(Party("Ana Tolvik", "e1", None, ("GOV",), mentions[:1]), {"e1": entity})
    assert known == Who("Ana Tolvik", None, "person", None, ("GOV",), ("Foreign Minister Ana Tolvik", "minister"))


def test_a_party_without_its_entity_is_known_by_its_own_mentions() -> None:
    known = who_of(Party("rebels", "e9", "MLI", (), (Stretch(0, 10, "the rebels"),)), {})
    assert (known.name, known.kind, known.country, known.aliases) == ("rebels", "other", "MLI", ())


NAMES = st.sampled_from(
    ["Mali", "the army of Mali", "Ana Tolvik", "Tolvik", "LSU", "Lake States Union", "rebels", "of", "police", ""]
)
PARTIES = st.builds(
    Who,
    NAMES,
    st.sampled_from([None, "state:MLI"]),
    st.sampled_from(["state", "person", "armed force", "other", "international organisation"]),
    st.sampled_from([None, "MLI", "NER"]),
    st.sampled_from([(), ("GOV",)]),
    st.lists(NAMES, max_size=2).map(tuple),
)


@given(PARTIES, PARTIES)
def test_likeness_is_symmetric_and_within_bounds(one: Who, other: Who) -> None:
    assert party_likeness(one, other) == party_likeness(other, one)
    assert 0.0 <= party_likeness(one, other)[0] <= 1.0


@given(PARTIES)
def test_keys_are_few(one: Who) -> None:
    assert len(party_keys(one)) <= MOST_KEYS


def test_a_joined_events_party_goes_by_all_that_its_reports_call_it() -> None:
    council = who("National Council for Renewal", "government body", aliases=("council",))
    junta = who("the junta", "government body", aliases=("council",))
    told = [
        account(
            "COERCE", f"{name} closed the borders.", "closed", report=report, published="2024-03-01", actors=(party,)
        )
        for name, report, party in (("The council", "r1", council), ("The junta", "r2", junta))
    ]
    told = [replace(a, event=replace(a.event, actors=(Party(a.actors[0].name, "n1", None, (), ()),))) for a in told]
    (party,) = merge("e-1", told).actors
    assert {party.name, *party.aliases} == {"National Council for Renewal", "council", "the junta"}
