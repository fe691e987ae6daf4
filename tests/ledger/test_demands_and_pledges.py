"""What is asked and promised, across reports: met, refused, lapsed, kept, broken, given up."""

from __future__ import annotations

import pytest

from sitroom.ledger.acts import Act, acts_of
from tests.ledger.telling import book_of, histories, report_of, statuses, told

ASKED = told("Mali {demanded} that Kenya withdraw its soldiers from the hill by March 12.", "REQUEST yield", known="2024-03-05",
             deadline=("by March 12", "2024-03-12"))  # fmt: skip
LEFT = told(
    "Kenya {withdrew} its soldiers from the hill.",
    "RETREAT withdraw",
    by="Kenya",
    to="Mali",
    day="2024-03-11",
    known="2024-03-12",
)
PROMISED = told("Mali {promised} to send 40 monitors to Kenya by March 20.", "AGREE future", known="2024-03-05",
                deadline=("by March 20", "2024-03-20"))  # fmt: skip


@pytest.mark.parametrize(
    ("acts", "lines"),
    [
        pytest.param((ASKED,), [("open", None), ("lapsed", "2024-03-13")], id="lapses the day after its deadline"),
        pytest.param((ASKED, LEFT), [("open", None), ("met", "2024-03-11")], id="met in time"),
        pytest.param(
            (ASKED, told("Kenya {withdrew} its soldiers from the hill.", "RETREAT withdraw", by="Kenya", to="Mali", day="2024-03-19")),
            [("open", None), ("lapsed", "2024-03-13"), ("met", "2024-03-19")],
            id="met after it had lapsed",
        ),
        pytest.param(
            (ASKED, told("Kenya {refused} to withdraw its soldiers.", "REJECT yield", by="Kenya", to="Mali", day="2024-03-08")),
            [("open", None), ("refused", "2024-03-08"), ("lapsed", "2024-03-13")],
            id="refused, then lapsed",
        ),
        pytest.param(
            (ASKED, told("Mali again {called on} Kenya to withdraw its soldiers from the hill.", "REQUEST yield", known="2024-03-09")),
            [("open", None), ("lapsed", "2024-03-13")],
            id="asked again",
        ),
        pytest.param(
            (ASKED, told("Mali {dropped} its demand that Kenya withdraw its soldiers.", "CONCEDE", day="2024-03-09")),
            [("open", None), ("withdrawn", "2024-03-09")],
            id="withdrawn",
        ),
        pytest.param(
            (ASKED, told("Kenya {withdrew} half of its soldiers from the hill.", "RETREAT withdraw",
                              by="Kenya", to="Mali", day="2024-03-09")),
            [("open", None), ("partly_met", "2024-03-09")],
            id="met in part",
        ),
        pytest.param(
            (told("Mali {asked} Kenya to open the roads to Kidal and Menaka.", "REQUEST yield", known="2024-03-05"),
             told("Kenya {opened} the road to Kidal.", "RETREAT access", by="Kenya", to="Mali", day="2024-03-09"),
             told("Kenya {refused} to open the road to Menaka.", "REJECT yield", by="Kenya", to="Mali", day="2024-03-09")),
            [("open", None), ("refused", "2024-03-09"), ("partly_met", "2024-03-09")],
            id="one of two places, the other refused",
        ),
        pytest.param(
            (told("Mali {asked} Kenya to exempt insulin from its embargo.", "REQUEST yield", known="2024-03-05"),
             told("Kenya {exempted} insulin from its embargo.", "CONCEDE", by="Kenya", to="Mali", day="2024-03-09")),
            [("open", None), ("met", "2024-03-09")],
            id="an exemption asked for and granted is all that was asked",
        ),
        pytest.param(
            (told("Mali {asked} Kenya to free the reporter Amina Sow of Radio Kasa.", "REQUEST yield", known="2024-03-05"),
             told("Kenya {freed} the reporter Sow.", "RETREAT release", by="Kenya", to="Mali", day="2024-03-09")),
            [("open", None), ("met", "2024-03-09")],
            id="a name told shorter is the whole",
        ),
        pytest.param(
            (told("Mali {asked} Kenya to let in 40 trucks with flour.", "REQUEST yield", known="2024-03-05"),
             told("Kenya {admitted} ten of the 40 trucks with flour.", "RETREAT access", by="Kenya", to="Mali", day="2024-03-09")),
            [("open", None), ("partly_met", "2024-03-09")],
            id="ten of forty are a part",
        ),
    ],
)  # fmt: skip
def test_the_history_of_a_demand(acts: tuple[Act, ...], lines: list[tuple[str, str | None]]) -> None:
    ((_, history),) = [(k, h) for k, h in histories(book_of(*acts)) if k == "demand"]
    assert history == lines


@pytest.mark.parametrize(
    ("later", "status"),
    [
        (None, "lapsed"),
        (told("Mali {sent} 40 monitors to Kenya.", "AID", day="2024-03-15", known="2024-03-16"), "kept"),
        (
            told(
                "The first 15 of the 40 monitors from Mali {arrived} in Kenya.",
                "AID",
                day="2024-03-15",
                known="2024-03-16",
            ),
            "lapsed",
        ),
        (told("Mali never {sent} the monitors to Kenya.", "AID negation", known="2024-03-16"), "broken"),
        (told("Mali {sent nobody} to Kenya as monitors.", "AID negation", known="2024-03-16"), "lapsed"),
        (told("Mali {sent nobody} to Kenya as monitors.", "AID negation", known="2024-03-21"), "broken"),
        (told("Mali {took back} its offer to send 40 monitors.", "REJECT yield", known="2024-03-16"), "withdrawn"),
    ],
)
def test_a_promise_is_kept_only_by_doing_all_of_it(later: Act | None, status: str) -> None:
    (lines,) = statuses(book_of(PROMISED, *([later] if later else [])), "pledge")
    assert lines == ["open", status]


def test_a_promise_of_a_part_is_kept_by_a_part() -> None:
    promised = told("Mali {would restore} part of the aid to Kenya.", "CONCEDE future", known="2024-03-05")
    given = told("Mali {has lifted} part of the aid freeze on Kenya.", "CONCEDE", day="2024-03-09")
    assert statuses(book_of(promised, given), "pledge") == [["open", "kept"]]


def test_a_promise_told_again_gives_nothing() -> None:
    again = told("Kenya recalled its {offer} to withdraw its soldiers from the hill.", "CONCEDE", by="Kenya", to="Mali",
                 day="2024-03-09")  # fmt: skip
    assert statuses(book_of(ASKED, again), "demand") == [["open", "lapsed"]]


def test_one_deed_meets_what_several_asked() -> None:
    other = told(
        "Ghana {urged} Kenya to withdraw its soldiers from the hill.", "REQUEST yield", by="Ghana", known="2024-03-06"
    )
    assert statuses(book_of(ASKED, other, LEFT), "demand") == [["open", "met"], ["open", "met"]]


def test_an_ultimatum_may_be_refused_by_its_name_alone() -> None:
    threat = told("Mali {threatened} to close the port if the prisoners are not freed by March 12.", "THREATEN restrict hypothetical",
                  known="2024-03-05", deadline=("by March 12", "2024-03-12"), condition="if the prisoners are not freed")  # fmt: skip
    no = told(
        "Kenya {rejected} the ultimatum.", "REJECT yield", by="Kenya", to="Mali", day="2024-03-07", known="2024-03-07"
    )
    assert statuses(book_of(threat, no), "demand") == [["open", "refused", "lapsed"]]


def test_what_was_to_be_left_out_is_met_by_an_exemption() -> None:
    asked = told(
        "Ghana {called on} Mali to take medicine off the list.",
        "REQUEST yield",
        by="Ghana",
        to="Mali",
        known="2024-03-05",
    )
    done = told("Mali {exempted} medicine from the embargo.", "CONCEDE", to="Ghana", day="2024-03-09")
    assert statuses(book_of(asked, done), "demand") == [["open", "met"]]


def test_an_ultimatum_is_a_demand_for_what_its_condition_names() -> None:
    threat = told("Mali {threatened} to shell Kenya unless its soldiers left the hill by March 12.", "THREATEN violence hypothetical",
                  known="2024-03-05", condition="unless its soldiers left the hill", deadline=("by March 12", "2024-03-12"))  # fmt: skip
    book = book_of(threat, LEFT)
    (demand,) = [e for e in book.entries.values() if e.kind == "demand"]
    assert demand.what == "its soldiers left the hill"
    assert [line.status for line in demand.history()] == ["open", "met"]
    assert statuses(book, "pledge") == [["open", "lapsed"]]


def test_a_threat_is_kept_by_a_harm_and_not_by_a_retreat() -> None:
    threat = told("Mali {threatened} to shell the hill of Kenya.", "THREATEN violence future", known="2024-03-05")
    left = told("Mali {left} the hill of Kenya.", "RETREAT withdraw", day="2024-03-08", known="2024-03-09")
    shelled = told("Mali {shelled} the hill of Kenya.", "ASSAULT heavy-weapons", day="2024-03-09", known="2024-03-10")
    assert statuses(book_of(threat, left), "pledge") == [["open"]]
    assert statuses(book_of(threat, shelled), "pledge") == [["open", "kept"]]


def test_a_new_deadline_after_the_first_has_passed_is_a_new_ultimatum() -> None:
    again = told("Mali {demanded} that Kenya withdraw its soldiers from the hill by April 2.", "REQUEST yield", known="2024-03-25",
                 deadline=("by April 2", "2024-04-02"))  # fmt: skip
    assert statuses(book_of(ASKED, again), "demand") == [["open", "lapsed"], ["open", "lapsed"]]


def test_a_deadline_put_off_in_time_counts_from_its_new_day() -> None:
    longer = told("Mali {gave} Kenya until March 30 to withdraw its soldiers from the hill.", "REQUEST yield", known="2024-03-10",
                  deadline=("until March 30", "2024-03-30"))  # fmt: skip
    ((_, lines),) = histories(book_of(ASKED, longer))
    assert lines == [("open", None), ("lapsed", "2024-03-31")]


def test_what_a_condition_names_is_no_promise_of_its_own() -> None:
    inner = told(
        "Mali will come only if Kenya {releases} the prisoners.", "CONCEDE hypothetical", by="Kenya", to="Mali"
    )
    assert not book_of(inner).entries


def test_a_promise_that_hangs_on_anothers_act_demands_it() -> None:
    offer = told("Mali {would pull out} only if Kenya freed the prisoners.", "CONCEDE hypothetical", known="2024-03-05",
                 condition="only if Kenya freed the prisoners", inside=(("RETREAT", "Kenya"),))  # fmt: skip
    freed = told("Kenya {freed} the prisoners.", "RETREAT release", by="Kenya", to="prisoners", day="2024-03-08")
    assert statuses(book_of(offer, freed), "demand") == [["open", "met"]]


def test_nobodys_promise_opens_nothing() -> None:
    assert (
        statuses(
            book_of(told("The prisoners {will be moved} to a villa.", "AGREE future", by="", to="Kenya")), "pledge"
        )
        == []
    )


def test_what_was_asked_is_known_by_the_act_that_met_it() -> None:
    """ "A doctor was let in, something that Mali had asked for": told of one report by `acts_of`."""
    text = "Kenya let a doctor see the prisoner on Tuesday, something that Mali had asked for."
    acts = acts_of(
        *report_of(text, ("let a doctor see", "RETREAT", "Kenya", ""), ("had asked for", "REQUEST", "Mali", "Kenya"))
    )
    assert acts[1].what == "had asked for (Kenya let a doctor see the prisoner on Tuesday)"
    book = book_of(*acts)
    assert statuses(book, "demand") == [["open", "met"]]


def test_a_request_with_words_of_its_own_needs_no_other_act() -> None:
    text = "Kenya let a doctor see the prisoner. Mali had asked for the release of two pilots."
    acts = acts_of(
        *report_of(text, ("let a doctor see", "RETREAT", "Kenya", ""), ("had asked for", "REQUEST", "Mali", "Kenya"))
    )
    assert acts[1].what == "had asked for the release of two pilots"


def test_an_act_nearby_is_not_what_was_asked_if_the_request_has_words_of_its_own() -> None:
    text = "Kenya sent wheat to the port. Mali had asked for patience."
    acts = acts_of(*report_of(text, ("sent", "AID", "Kenya", ""), ("had asked for", "REQUEST", "Mali", "Kenya")))
    assert acts[1].what == "had asked for patience"
