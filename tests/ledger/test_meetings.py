"""Meetings across reports: asked for, set, put off, held, collapsed; rounds kept apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sitroom.codebook.values import Interval
from sitroom.ledger.acts import Act
from tests.ledger.telling import book_of, statuses, told

INVITED = told("Ghana {invited} Mali and Kenya to talks on March 14.", "AGREE", by="Ghana", to="Mali+Kenya", day="2024-03-14",
               known="2024-03-05")  # fmt: skip
PUT_OFF = told("Ghana {postponed} the talks of Mali and Kenya.", "REJECT meet", by="Ghana", to="Mali+Kenya", day="2024-03-12",
               known="2024-03-12")  # fmt: skip
HELD = told(
    "Mali and Kenya held {talks} in Ghana.",
    "CONSULT third-party",
    by="Mali+Kenya",
    to="",
    day="2024-03-17",
    known="2024-03-18",
)


@pytest.mark.parametrize(
    ("acts", "lines"),
    [
        pytest.param((INVITED, HELD), [["scheduled", "held"]], id="held without its host being named"),
        pytest.param((INVITED, PUT_OFF, HELD), [["scheduled", "postponed", "held"]], id="put off, then held"),
        pytest.param(
            (INVITED, told("Mali {will come}.", "AGREE future", to="Ghana", known="2024-03-06")),
            [["scheduled"]],
            id="an invitation accepted",
        ),
        pytest.param(
            (INVITED, told("The talks of Mali and Kenya {collapsed}.", "CONSULT",
                              by="Mali+Kenya", to="", day="2024-03-14", known="2024-03-15")),
            [["scheduled", "collapsed"]],
            id="collapsed",
        ),
        pytest.param(
            (told("Mali {asked} Kenya for a meeting.", "REQUEST meet", known="2024-03-05"),
             told("Kenya {refused} to meet Mali.", "REJECT meet", by="Kenya", to="Mali", day="2024-03-06", known="2024-03-07")),
            [["requested", "refused"]],
            id="refused",
        ),
        pytest.param(
            (told("Mali {asked} Kenya for a meeting.", "REQUEST meet", day="2024-03-05", known="2024-03-05"),
             told("Kenya {refused} to meet Mali.", "REJECT meet", by="Kenya", to="Mali", day="2024-03-06", known="2024-03-06"),
             told("Mali has {asked once more} for a meeting with Kenya.", "REQUEST meet", known="2024-03-15"),
             told("Kenya {agreed} to see them for talks on March 25.", "AGREE future", by="Kenya", to="Mali", day="2024-03-25",
                  known="2024-03-20")),
            [["requested", "refused", "requested", "scheduled"]],
            id="refused, asked for once more, and set",
        ),
        pytest.param(
            (told("The meeting of Mali and Kenya will {take place} on March 14.", "AGREE future", by="Mali+Kenya", to="",
                  day="2024-03-14", known="2024-03-05"),
             told("It has been {moved} from March 14 to March 17.", "REJECT meet", by="Mali+Kenya", to="", known="2024-03-12"),
             HELD),
            [["scheduled", "postponed", "held"]],
            id="what takes place is named before it; moved to another day",
        ),
        pytest.param(
            (HELD, told("Mali and Kenya held further {talks} in Ghana.", "CONSULT",
                              by="Mali+Kenya", to="", day="2024-04-02", known="2024-04-03")),
            [["held"], ["held"]],
            id="two rounds",
        ),
        pytest.param(
            (INVITED, told("Mali {telephoned} Kenya on March 8.", "CONSULT phone", day="2024-03-08", known="2024-03-09")),
            [["scheduled"], ["held"]],
            id="a call before the day is another contact",
        ),
        pytest.param(
            (INVITED, told("Chad {invited} Mali and Kenya to talks on March 15.", "AGREE", by="Chad", to="Mali+Kenya", day="2024-03-15",
                           known="2024-03-06")),
            [["scheduled"], ["scheduled"]],
            id="another host, another meeting",
        ),
    ],
)  # fmt: skip
def test_the_line_of_a_meeting(acts: tuple[Act, ...], lines: list[list[str]]) -> None:
    assert statuses(book_of(*acts), "meeting") == lines


def test_talks_that_go_on_since_a_day_are_under_way() -> None:
    begun = told("Mali has been {in talks} with Kenya since Tuesday.", "CONSULT", day="2024-03-05", known="2024-03-07")
    assert begun.event.date is not None and begun.event.date.interval is not None
    when = replace(begun.event.date, interval=Interval(date(2024, 3, 5), None, "open", "since Tuesday"))
    assert statuses(book_of(replace(begun, event=replace(begun.event, date=when))), "meeting") == [["under_way"]]


def test_a_bodys_summit_is_not_its_round_of_talks_with_another() -> None:
    summit = told("The Union {meets} on March 14 for its summit.", "AGREE future", by="Union", to="", day="2024-03-14",
                  known="2024-03-05")  # fmt: skip
    body = replace(summit.actors[0], kind="international organisation")
    talks = told("The Union and Mali {will meet} for talks on March 15.", "AGREE future", by="Union+Mali", to="",
                 day="2024-03-15", known="2024-03-06")  # fmt: skip
    book = book_of(replace(summit, actors=(body,)), replace(talks, actors=(body, talks.actors[1])))
    assert statuses(book, "meeting") == [["scheduled"], ["scheduled"]]


def test_what_was_put_off_on_a_day_was_not_held_on_that_day() -> None:
    off = told(
        "The talks of Mali and Kenya were {put off}.",
        "REJECT meet",
        by="Ghana",
        to="",
        day="2024-03-14",
        known="2024-03-15",
    )
    instead = told("Mali {met} Ghana instead.", "CONSULT", to="Ghana", day="2024-03-14", known="2024-03-15")
    assert statuses(book_of(INVITED, off, instead), "meeting") == [["scheduled", "postponed"], ["held"]]


def test_called_off_this_week_is_off_when_it_is_told_and_held_this_week_on_the_planned_day() -> None:
    planned = told(
        "Mali and Kenya will {meet} on March 15.",
        "AGREE future",
        by="Mali+Kenya",
        to="",
        day="2024-03-15",
        known="2024-03-05",
    )

    def this_week(sentence: str, coded: str) -> Act:
        act = told(sentence, coded, by="Mali+Kenya", to="", day="2024-03-11", known="2024-03-16")
        assert act.event.date is not None
        week = replace(act.event.date, interval=Interval(date(2024, 3, 11), date(2024, 3, 17), "week", "this week"))
        return replace(act, event=replace(act.event, date=week))

    off = book_of(planned, this_week("Mali and Kenya {called off} the meeting this week.", "REJECT meet"))
    held = book_of(planned, this_week("Mali and Kenya {met} this week.", "CONSULT"))
    (entry,) = off.entries.values()
    assert entry.status_at(date(2024, 3, 13)) == "cancelled"
    (entry,) = held.entries.values()
    assert [(line.status, line.day) for line in entry.history()][-1] == ("held", date(2024, 3, 15))
