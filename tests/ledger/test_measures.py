"""Measures across reports: each row is what reports tell in turn, and the history that follows."""

from __future__ import annotations

from datetime import date

import pytest

from sitroom.codebook.records import Deadline, EventAmount
from sitroom.ledger.acts import Act
from tests.ledger.telling import book_of, histories, statuses, told

FROZEN = told("Mali {froze} $90 million in aid for Kenya on March 1.", "SANCTION withdraw", day="2024-03-01", known="2024-03-02",
              amount=("$90 million", 9e7, "USD"))  # fmt: skip
CURFEW = told("Mali imposed a {curfew} until March 20.", "COERCE curfew", to="", day="2024-03-05", known="2024-03-06",
              deadline=("until March 20", "2024-03-20"))  # fmt: skip
HELD = told("Mali {detained} 14 activists.", "COERCE arrest", to="14 activists", day="2024-03-01", known="2024-03-02")
THREAT = told("Mali {threatened} to freeze aid for Kenya.", "THREATEN relations hypothetical", known="2024-02-20")


@pytest.mark.parametrize(
    ("acts", "lines"),
    [
        pytest.param((FROZEN,), [("in_force", "2024-03-01")], id="imposed"),
        pytest.param((THREAT,), [("threatened", None)], id="threatened and never imposed: it stays threatened"),
        pytest.param((THREAT, FROZEN), [("threatened", None), ("in_force", "2024-03-01")], id="a threat carried out"),
        pytest.param(
            (FROZEN, told("The aid for Kenya that Mali {froze} was spent on roads.", "SANCTION withdraw", known="2024-03-20")),
            [("in_force", "2024-03-01")],
            id="undated background adds no line",
        ),
        pytest.param(
            (FROZEN, told("Mali {lifted} its freeze of aid for Kenya.", "CONCEDE", day="2024-04-01", known="2024-04-02")),
            [("in_force", "2024-03-01"), ("lifted", "2024-04-01")],
            id="lifted",
        ),
        pytest.param(
            (FROZEN, told("Mali {released} half of the frozen aid for Kenya.", "CONCEDE", day="2024-04-01", known="2024-04-02")),
            [("in_force", "2024-03-01"), ("eased", "2024-04-01")],
            id="partly lifted",
        ),
        pytest.param(
            (FROZEN, told("Mali {resumed} aid for Kenya.", "AID", day="2024-04-01", known="2024-04-02")),
            [("in_force", "2024-03-01"), ("lifted", "2024-04-01")],
            id="aid that flows again",
        ),
        pytest.param(
            (FROZEN, told("Mali {resumed} aid for Kenya.", "AID", day="2024-04-01", known="2024-04-02", confidence=0.4)),
            [("in_force", "2024-03-01")],
            id="an act that is likelier misread lifts nothing",
        ),
        pytest.param(
            (HELD, told("Mali {freed} nine of the 14 activists.", "RETREAT release", to="14 activists", day="2024-03-09")),
            [("in_force", "2024-03-01"), ("eased", "2024-03-09")],
            id="nine of fourteen freed",
        ),
        pytest.param(
            (HELD, told("Mali {freed} the last five of the 14 activists.", "RETREAT release", to="14 activists", day="2024-03-09")),
            [("in_force", "2024-03-01"), ("lifted", "2024-03-09")],
            id="the rest freed",
        ),
        pytest.param((CURFEW,), [("in_force", "2024-03-05"), ("expired", "2024-03-21")], id="ends the day after its last"),
        pytest.param(
            (CURFEW, told("Mali {extended} the curfew until April 5.", "COERCE curfew", to="", day="2024-03-18", known="2024-03-18",
                          deadline=("until April 5", "2024-04-05"))),
            [("in_force", "2024-03-05"), ("in_force", "2024-03-18"), ("expired", "2024-04-06")],
            id="extended",
        ),
        pytest.param(
            (THREAT, told("Mali {dropped} its threat to freeze aid for Kenya.", "CONCEDE", day="2024-03-03", known="2024-03-04")),
            [("threatened", None), ("lifted", "2024-03-03")],
            id="a threat dropped",
        ),
        pytest.param(
            (FROZEN, told("Mali {dropped} a threat to freeze more aid for Kenya.", "CONCEDE", day="2024-03-08")),
            [("in_force", "2024-03-01")],
            id="a further threat dropped leaves what is in force",
        ),
    ],
)  # fmt: skip
def test_the_history_of_a_measure(acts: tuple[Act, ...], lines: list[tuple[str, str | None]]) -> None:
    ((_, history),) = [(k, h) for k, h in histories(book_of(*acts)) if k == "measure"]
    assert history == lines


def test_an_exemption_added_later_eases_and_is_kept_with_its_words() -> None:
    book = book_of(FROZEN, told("Mali {exempted} food aid for Kenya from the freeze.", "CONCEDE", day="2024-03-15", known="2024-03-16",
                                exemption="food aid"))  # fmt: skip
    (entry,) = book.entries.values()
    assert statuses(book, "measure") == [["in_force", "eased"]]
    assert [line.note for line in entry.history()] == [None, "exemption added"]
    assert getattr(entry.term("exemption"), "text", None) == "food aid"


def test_an_amount_revised_is_a_further_term_and_no_second_measure() -> None:
    book = book_of(FROZEN, told("The freeze of aid for Kenya that Mali {imposed} comes to $95 million.", "SANCTION withdraw",
                                known="2024-03-12", amount=("$95 million", 9.5e7, "USD")))  # fmt: skip
    (entry,) = book.entries.values()
    amounts = [entry.term("amount", date(2024, 3, day)) for day in (5, 20)]
    assert [a.amount.min for a in amounts if isinstance(a, EventAmount)] == [9e7, 9.5e7]


def test_a_second_sender_joins_and_leaves_with_its_act() -> None:
    joined = told("Mali and Ghana {froze} aid for Kenya.", "SANCTION withdraw", by="Mali+Ghana", known="2024-03-04")
    book = book_of(FROZEN, joined)
    (entry,) = book.entries.values()
    assert [p.name for p in entry.by] == ["Mali", "Ghana"]
    book.withdraw(joined.id)
    assert [[p.name for p in e.by] for e in book.entries.values()] == [["Mali"]]


def test_measures_of_two_senders_stay_apart() -> None:
    other = told("Chad {froze} aid for Kenya.", "SANCTION withdraw", by="Chad", known="2024-03-04")
    assert statuses(book_of(FROZEN, other), "measure") == [["in_force"], ["in_force"]]


def test_contingents_of_other_size_are_two_deployments() -> None:
    first = told("Mali {sent} 60 soldiers to the border.", "MOBILIZE troops", to="", amount=("60", 60, "troops"))
    second = told(
        "Mali {sent} 400 soldiers to the border.",
        "MOBILIZE troops",
        to="",
        known="2024-03-15",
        amount=("400", 400, "troops"),
    )
    assert len(book_of(first, second).entries) == 2


def test_a_condition_that_seems_met_is_proposed_and_changes_nothing() -> None:
    sanction = told("Mali {froze} aid for Kenya until the elected council is restored.", "SANCTION withdraw", day="2024-03-01",
                    known="2024-03-02", condition="until the elected council is restored")  # fmt: skip
    restored = told(
        "Kenya {restored} the elected council.", "CONCEDE", by="Kenya", to="", day="2024-03-20", known="2024-03-21"
    )
    book = book_of(sanction, restored)
    entry = next(e for e in book.entries.values() if e.opened_by == sanction.id)
    assert entry.status_on() == "in_force"
    assert [p.act for p in entry.proposals] == [restored.id]


def test_a_ceasefire_is_announced_kept_and_broken() -> None:
    agreed = told("Mali and Kenya {agreed} on a ceasefire.", "AGREE", by="Mali+Kenya", to="", day="2024-03-12")
    begun = told(
        "The truce of Mali and Kenya {began}.",
        "RETREAT ceasefire",
        by="Mali+Kenya",
        to="",
        day="2024-03-12",
        known="2024-03-13",
    )
    attack = told("Mali {shelled} a town of Kenya.", "ASSAULT heavy-weapons", day="2024-03-20", known="2024-03-21")
    assert statuses(book_of(agreed, begun, attack), "measure") == [["announced", "in_force", "broken"]]


def test_a_truce_that_is_renewed_after_it_was_broken_goes_on() -> None:
    agreed = told("Mali and Kenya {agreed} on a ceasefire.", "AGREE", by="Mali+Kenya", to="", day="2024-03-08")
    declared = told("The truce that Mali and Kenya {declared} on Friday was holding.", "CONCEDE", by="Mali+Kenya", to="",
                    day="2024-03-08", known="2024-03-09")  # fmt: skip
    attack = told("Mali {shelled} a town of Kenya.", "ASSAULT heavy-weapons", day="2024-03-20", known="2024-03-21")
    renewed = told(
        "Mali and Kenya {renewed} their truce.", "AGREE", by="Mali+Kenya", to="", day="2024-03-24", known="2024-03-25"
    )
    lines = [["in_force", "broken", "in_force"]]
    assert statuses(book_of(agreed, declared, attack, renewed), "measure") == lines


def test_what_is_imposed_or_lifted_beside_a_truce_leaves_it_alone() -> None:
    agreed = told("Mali and Kenya {agreed} on a ceasefire.", "AGREE", by="Mali+Kenya", to="", day="2024-03-08")
    closed = told("Mali {closed} the road to Kenya despite the truce.", "COERCE restrict", day="2024-03-09")
    opened = told("Mali {reopened} the road to Kenya.", "CONCEDE", day="2024-03-15", known="2024-03-16")
    assert statuses(book_of(agreed, closed, opened), "measure") == [["in_force"], ["in_force", "lifted"]]


def test_a_measure_extended_once_and_told_to_run_out_expires() -> None:
    curfew = told("Mali imposed a {curfew} until March 20.", "COERCE curfew", to="", day="2024-03-08",
                  deadline=("until March 20", "2024-03-20"))  # fmt: skip
    last = told("The {curfew}, renewed this month, expires this evening.", "COERCE curfew", to="", known="2024-03-20")
    assert statuses(book_of(curfew, last), "measure") == [["in_force", "expired"]]


def test_goods_taken_off_a_list_that_goes_on_ease_a_ban() -> None:
    banned = told("Mali {banned} imports of coal and milk from Kenya.", "SANCTION discontinue", day="2024-03-08")
    eased = told("Mali {took} coal and potatoes off the list of banned imports from Kenya.", "CONCEDE", day="2024-03-20",
                 known="2024-03-21")  # fmt: skip
    assert statuses(book_of(banned, eased), "measure") == [["in_force", "eased"]]


def test_the_deadline_that_was_replaced_before_it_passed_does_not_end_a_measure() -> None:
    longer = told("Mali {extended} the curfew until April 5.", "COERCE curfew", to="", day="2024-03-18", known="2024-03-18",
                  deadline=("until April 5", "2024-04-05"))  # fmt: skip
    (entry,) = book_of(CURFEW, longer).entries.values()
    assert entry.status_on(date(2024, 3, 25)) == "in_force"
    assert [t.value.date for t in entry.deadlines() if isinstance(t.value, Deadline)] == [
        date(2024, 3, 20),
        date(2024, 4, 5),
    ]
