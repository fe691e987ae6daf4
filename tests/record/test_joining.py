"""Accounts of several reports that tell of one event join; accounts of different events, of one report, or of other days do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitroom.codebook.ontology import EVENT_TYPES, STATUSES, Status
from sitroom.record.accounts import Account, accounts_of, days_of
from sitroom.record.joining import THRESHOLD, block_keys, decide, join
from sitroom.record.likeness import FEATURES, likeness, model
from tests.record.accounts import account, who
from training.annotation import align
from training.gold import reading_of
from training.marked import compile_draft

ECOWAS = who("ECOWAS", "international organisation", reference="org:ecowas")
ECOWAS_LONG = who("the Economic Community of West African States", "international organisation", reference="org:ecowas")
NIGER = who("Niger", country="NER", reference="state:NER")
JUNTA = who("the junta", "other", "NER")
TCHIANI = who("Abdourahamane Tchiani", "person", "NER", sectors=("MIL",), reference="person:abdourahamane-tchiani")
USA = who("the United States", country="USA", reference="state:USA")
NULAND = who("Victoria Nuland", "person", "USA", sectors=("GOV",), reference="person:victoria-nuland")
SOLDIERS = who("soldiers", "armed force", "NER")
FRANCE = who("France", country="FRA", reference="state:FRA")

SANCTIONS = account(
    "SANCTION", "ECOWAS on Sunday imposed sanctions on Niger and closed its borders.", "imposed sanctions",
    report="r1", published="2023-07-31", actors=(ECOWAS,), recipients=(NIGER,), modes=("discontinue",), day="2023-07-30",
)  # fmt: skip
MEETING = account(
    "CONSULT", "Victoria Nuland met the coup leaders in Niamey on Monday for two hours.", "met",
    report="r1", published="2023-08-08", actors=(NULAND,), recipients=(JUNTA,), modes=("visit",), day="2023-08-07", place="Niamey",
)  # fmt: skip
REFUSAL = account(
    "REJECT", "The junta refused to let the envoy see Mohamed Bazoum.", "refused",
    report="r1", published="2023-08-08", actors=(JUNTA,), recipients=(NULAND,), modes=("meet",),
)  # fmt: skip
AMBUSH = account(
    "ASSAULT", "Gunmen killed 17 soldiers in an ambush near Koutougou on Tuesday.", "killed",
    report="r1", published="2023-08-16", recipients=(SOLDIERS,), day="2023-08-15", place="Koutougou", killed=17,
)  # fmt: skip

ONE_EVENT = [
    ("the same words in a later report", SANCTIONS, replace(SANCTIONS, id="a-2", report="r2", published=date(2023, 8, 1))),
    ("other words, another name of the actor, the same day", SANCTIONS, account(
        "SANCTION", "The Economic Community of West African States announced punitive measures against Niger on 30 July.",
        "punitive measures", report="r2", published="2023-08-02", actors=(ECOWAS_LONG,), recipients=(JUNTA,),
        modes=("discontinue",), day="2023-07-30")),
    ("without a day, a few days later", SANCTIONS, account(
        "SANCTION", "The sanctions that ECOWAS imposed on Niger have doubled the price of rice.", "sanctions",
        report="r2", published="2023-08-05", actors=(ECOWAS,), recipients=(NIGER,), modes=("discontinue",))),
    ("the state for its envoy, the ruler for his junta", MEETING, account(
        "CONSULT", "The United States held talks with General Tchiani's men on Monday.", "held talks",
        report="r2", published="2023-08-08", actors=(USA,), recipients=(TCHIANI,), day="2023-08-07")),
    ("who met whom told the other way round", MEETING, account(
        "CONSULT", "The coup leaders received Victoria Nuland in Niamey on Monday.", "received",
        report="r2", published="2023-08-08", actors=(JUNTA,), recipients=(NULAND,), modes=("visit",), day="2023-08-07", place="Niamey")),
    ("a promise and the same promise recalled", account(
        "CONCEDE", "Niger promised to open the road to Agadez to ECOWAS.", "promised",
        report="r1", published="2023-08-10", actors=(NIGER,), recipients=(ECOWAS,), status="future"), account(
        "CONCEDE", "Niger had promised to open the road to Agadez to ECOWAS.", "had promised",
        report="r2", published="2023-08-12", actors=(NIGER,), recipients=(ECOWAS,))),
    ("another number of dead", AMBUSH, account(
        "ASSAULT", "An ambush near Koutougou killed at least 20 soldiers on Tuesday, a local official said.", "ambush",
        report="r2", published="2023-08-16", recipients=(SOLDIERS,), day="2023-08-15", place="Koutougou", killed=20)),
]  # fmt: skip
TWO_EVENTS = [
    ("another sender", SANCTIONS, account(
        "SANCTION", "France on Sunday suspended aid to Niger.", "suspended",
        report="r2", published="2023-07-31", actors=(FRANCE,), recipients=(NIGER,), modes=("discontinue",), day="2023-07-30")),
    ("another type", MEETING, account(
        "REJECT", "The junta refused to let Victoria Nuland see Mohamed Bazoum on Monday.", "refused",
        report="r2", published="2023-08-08", actors=(JUNTA,), recipients=(NULAND,), modes=("meet",), day="2023-08-07")),
    ("the same words, weeks apart", MEETING, replace(
        account("CONSULT", MEETING.sentence, "met", report="r2", published="2023-09-05", actors=(NULAND,), recipients=(JUNTA,),
                modes=("visit",), day="2023-09-04", place="Niamey"))),
    ("announced and done", account(
        "MOBILIZE", "ECOWAS will deploy troops to the border of Niger.", "deploy",
        report="r1", published="2023-08-10", actors=(ECOWAS,), recipients=(NIGER,), status="future"), account(
        "MOBILIZE", "Troops of ECOWAS took up positions along the river on Friday.", "took up positions",
        report="r2", published="2023-08-26", actors=(ECOWAS,), day="2023-08-25")),
    ("relief promised and relief given", account(
        "CONCEDE", "Niger said that it would open the road to Agadez to ECOWAS.", "would open",
        report="r1", published="2023-08-10", actors=(NIGER,), recipients=(ECOWAS,), status="future"), account(
        "CONCEDE", "Niger has opened the road to Agadez to ECOWAS.", "has opened",
        report="r2", published="2023-08-12", actors=(NIGER,), recipients=(ECOWAS,))),
    ("asked, and asked once more", account(
        "REQUEST", "ECOWAS asked Niger for a meeting.", "asked",
        report="r1", published="2023-08-10", actors=(ECOWAS,), recipients=(NIGER,), modes=("meet",)), account(
        "REQUEST", "ECOWAS has asked once more for a meeting with Niger.", "has asked once more",
        report="r2", published="2023-08-14", actors=(ECOWAS,), recipients=(NIGER,), modes=("meet",))),
    ("done and denied", AMBUSH, account(
        "ASSAULT", "The army denied that anybody had been killed in the north on Tuesday.", "killed",
        report="r2", published="2023-08-17", recipients=(who("villagers", "population"),), status="negation")),
    ("another place", AMBUSH, account(
        "ASSAULT", "Two drivers were killed at a checkpoint in Agadez on Wednesday.", "killed",
        report="r2", published="2023-08-17", recipients=(who("drivers", "population"),), day="2023-08-16", place="Agadez", killed=2)),
    ("two events that one report tells apart", REFUSAL, replace(REFUSAL, id="a-2")),
]  # fmt: skip


def groups(*accounts: Account) -> set[frozenset[str]]:
    return {frozenset(a.id for a in cluster.accounts) for cluster in join(accounts)}


@pytest.mark.parametrize(("why", "one", "other"), ONE_EVENT, ids=[case[0] for case in ONE_EVENT])
def test_accounts_of_one_event_join(why: str, one: Account, other: Account) -> None:
    assert groups(one, other) == {frozenset({one.id, other.id})}, likeness(one, other)


@pytest.mark.parametrize(("why", "one", "other"), TWO_EVENTS, ids=[case[0] for case in TWO_EVENTS])
def test_accounts_of_two_events_stay_apart(why: str, one: Account, other: Account) -> None:
    assert groups(one, other) == {frozenset({one.id}), frozenset({other.id})}, likeness(one, other)


def test_each_join_keeps_its_score_and_a_reason_for_people() -> None:
    first, second = ONE_EVENT[1][1:]
    (cluster,) = join([first, second])
    opened, joined = cluster.decisions
    assert (opened.index, opened.reason) == (None, "no other account comes into question")
    assert joined.index == 0
    assert joined.score > THRESHOLD
    assert "both SANCTION" in joined.reason
    assert "both are ECOWAS" in joined.reason
    assert joined.reason.endswith("(report r1)")


def test_an_account_joins_the_nearest_of_several_clusters() -> None:
    other = replace(ONE_EVENT[1][2])
    decision = decide(other, [[MEETING], [], [SANCTIONS], [AMBUSH]])
    assert decision.index == 2


def test_no_cluster_is_near_enough() -> None:
    decision = decide(SANCTIONS, [[MEETING], [AMBUSH]])
    assert (decision.index, decision.score < THRESHOLD) == (None, True)
    assert decide(SANCTIONS, []).index is None


def test_the_threshold_is_the_callers_where_it_gives_one() -> None:
    other = ONE_EVENT[1][2]
    assert decide(other, [[SANCTIONS]], threshold=1.1).index is None
    assert decide(TWO_EVENTS[1][2], [[MEETING]], threshold=0.0).index == 0


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_reports_of_one_day_does_not_matter(order: tuple[int, ...]) -> None:
    day = date(2023, 8, 8)
    third = account(
        "CONSULT", "Nuland's talks with the junta in Niamey on Monday lasted two hours.", "talks", report="r3",
        published="2023-08-08", actors=(NULAND, JUNTA), modes=("visit",), day="2023-08-07", place="Niamey",
    )  # fmt: skip
    told = [MEETING, ONE_EVENT[4][2], third]
    named = [replace(told[i], report=f"r{n}", published=day) for n, i in enumerate(order)]
    assert len(join([*named, replace(REFUSAL, report="r9")])) == 2


COPIED = [MEETING, REFUSAL, SANCTIONS, AMBUSH]


@given(st.lists(st.sampled_from(range(len(COPIED))), min_size=1, unique=True), st.integers(0, 2))
@settings(deadline=None)
def test_copies_of_a_report_join_event_by_event(chosen: list[int], later: int) -> None:
    originals = [replace(COPIED[i], report="r1", copy="c1", published=date(2023, 8, 8)) for i in chosen]
    copied = [
        replace(a, id=f"{a.id}-copy", report="r2", published=date(2023, 8, 8) + timedelta(days=later))
        for a in originals
    ]
    assert groups(*originals, *copied) == {frozenset({a.id, f"{a.id}-copy"}) for a in originals}


TYPES = st.sampled_from([None, *EVENT_TYPES])
SENTENCES = st.sampled_from(
    ["ECOWAS met the junta in Niamey on Monday.", "The junta met nobody.", "Troops met fire near Agadez, killing 3."]
)
SIDES = st.lists(st.sampled_from([ECOWAS, NIGER, JUNTA, NULAND, FRANCE, who("rebels", "armed group")]), max_size=2).map(
    tuple
)


@st.composite
def told(draw: st.DrawFn) -> Account:
    status: Status = draw(st.sampled_from(STATUSES))
    return account(
        draw(TYPES),
        draw(SENTENCES),
        "met",
        report=f"r{draw(st.integers(1, 99))}",
        published=draw(st.sampled_from([None, "2023-07-31", "2023-08-08", "2023-11-08"])),
        actors=draw(SIDES),
        recipients=draw(SIDES),
        status=status,
        day=draw(st.sampled_from([None, "2023-08-07", "2023-08-01/2023-08-31"])),
        place=draw(st.sampled_from([None, "Niamey", "Agadez"])),
        killed=draw(st.sampled_from([None, 3.0, 4.0])),
        copy=draw(st.sampled_from([None, "c1"])),
    )


@given(told(), told())
@settings(deadline=None)
def test_likeness_is_symmetric_and_says_what_it_weighed(one: Account, other: Account) -> None:
    there, back = likeness(one, other), likeness(other, one)
    assert there.score == pytest.approx(back.score)
    assert there.features == pytest.approx(back.features)
    assert 0.0 <= there.score <= 1.0
    assert set(there.features) <= set(FEATURES)
    assert all(0.0 <= value <= 1.0 for value in there.features.values())
    assert there.reason


@given(st.lists(told(), max_size=8, unique_by=lambda a: a.id))
@settings(deadline=None, max_examples=50)
def test_every_account_is_in_one_cluster_and_no_cluster_holds_a_report_twice(accounts: list[Account]) -> None:
    clusters = join(accounts)
    assert sorted(a.id for c in clusters for a in c.accounts) == sorted(a.id for a in accounts)
    assert all(len({a.report for a in c.accounts}) == len(c.accounts) == len(c.decisions) for c in clusters)


@given(told())
def test_keys_are_few(one: Account) -> None:
    keys = block_keys(one)
    assert 1 <= len(set(keys)) == len(keys) <= 14


def test_every_feature_has_a_weight() -> None:
    assert {name: set(weights) for name, weights in model().items()} == {
        "typed": set(FEATURES),
        "untyped": set(FEATURES),
    }


@pytest.mark.parametrize(
    ("status", "day", "expected"),
    [
        ("actual", "2023-08-07", ("2023-08-07", "2023-08-07", False)),
        ("actual", "2023-08-01/2023-08-31", ("2023-08-01", "2023-08-31", False)),
        ("actual", None, ("2023-08-01", "2023-08-09", True)),
        ("negation", None, ("2023-08-01", "2023-08-09", True)),
        ("future", None, ("2023-08-07", "2023-10-07", True)),
        ("historical", None, (None, "2023-05-10", True)),
    ],
)
def test_days_are_inferred_from_publication_only_where_none_are_told(
    status: Status, day: str | None, expected: tuple[str | None, str | None, bool]
) -> None:
    one = account("CONSULT", "They met.", "met", report="r1", published="2023-08-08", status=status, day=day)
    first, last, inferred = days_of(one)
    assert (first and first.isoformat(), last and last.isoformat(), inferred) == expected


def test_nothing_is_inferred_in_a_report_without_a_day() -> None:
    assert days_of(account("CONSULT", "They met.", "met", report="r1", published=None)) == (None, None, True)


DRAFT = """id: w-x-1
published: 2024-05-21
source: Karsk Daily
---
[E1:Velmora] on <1.date:Monday> {1:closed} the Dorn crossing. [E3:Foreign Minister Ana Tolvik] {2:accused} [E2:Tashkur] of {3:firing} first.

[E2:Tashkur] {4,5:denied and deplored} the closure; [E3:she] did not answer.
---
E1 | Velmora | state | - | GOV
E2 | Tashkur | state | - | GOV
E3 | Ana Tolvik | person | - | GOV
1 | COERCE restrict | actual | E1 > E2 | date=2024-05-20
2 | ACCUSE allege | actual | E3 > E2
3 | ASSAULT | actual | E2 > - | says=E3
4 | REJECT change | actual | E2 > E1
5 | ACCUSE disapprove | actual | E2 > E1
"""


def test_accounts_of_a_reading_carry_what_joining_needs() -> None:
    accounts = accounts_of(reading_of(align(compile_draft(DRAFT))))
    assert [a.event.type for a in accounts] == ["COERCE", "ACCUSE", "ASSAULT", "REJECT", "ACCUSE"]
    assert accounts[0].sentence == "Velmora on Monday closed the Dorn crossing."
    assert {(a.report, a.publisher, a.published) for a in accounts} == {("w-x-1", "Karsk Daily", date(2024, 5, 21))}
    assert accounts[1].actors == (
        who("Ana Tolvik", "person", sectors=("GOV",), aliases=("Foreign Minister Ana Tolvik",)),
    )
    assert accounts[0].about[:2] == ("tashkur", "velmora")


def test_ids_hold_when_the_same_words_are_read_again_and_tell_events_of_one_trigger_apart() -> None:
    reading = reading_of(align(compile_draft(DRAFT)))
    again = replace(
        reading, events=tuple(replace(e, id=f"x{e.id}", confidence=0.5, modes=()) for e in reading.events[1:])
    )
    ids, later = [[a.id for a in accounts_of(r)] for r in (reading, again)]
    assert ids[1:] == later
    assert len(set(ids)) == 5
    assert all(len(i) == 18 and i.startswith("a-") for i in ids)


def test_a_long_sentence_is_cut_around_its_trigger() -> None:
    filler = "after hours of talks in which nothing was settled and much was said, " * 9
    text = f"[E1:Velmora], {filler}{{1:closed}} the crossing, {filler}as it said."
    draft = f"id: w-x-2\n---\n{text}\n---\nE1 | Velmora | state | - | GOV\n1 | COERCE | actual | E1 > -\n"
    (one,) = accounts_of(reading_of(align(compile_draft(draft))))
    assert len(one.sentence) <= 400
    assert "closed the crossing" in one.sentence
