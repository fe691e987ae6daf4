"""Publication dates as written: a day where the words leave no other reading, otherwise the reason why not."""

from __future__ import annotations

from datetime import date

import pytest

from sitroom.errors import InputError
from sitroom.intake import parse_day
from sitroom.intake.written_dates import read_date

AUG_8 = date(2023, 8, 8)


@pytest.mark.parametrize(
    "value",
    [
        "2023-08-08",
        "2023/08/08",
        "2023.8.8",
        "20230808",
        "2023-08-08T10:15:00Z",
        "2023-08-08T10:15:00.123+02:00",
        "2023-08-08 00:00:00",
        "20230808T101500Z",
        "8 August 2023",
        "08-Aug-2023",
        "8th of August, 2023",
        "Tuesday, 8 August 2023",
        "Tues. 8 Aug. 2023",
        "August 8, 2023",
        "Aug 8, 2023",
        "Aug. 8th 2023",
        "AUGUST 8, 2023 10:15 PM EDT",
        "Tue, 08 Aug 2023 14:05:00 +0000 (UTC)",
        "14:05 GMT, 8 August 2023",
        "08/08/2023",
        " 2023-08-08. ",
    ],
)
def test_one_reading_is_a_day(value: str) -> None:
    assert read_date(value).day == AUG_8


def test_the_day_is_that_of_the_publishers_clock() -> None:
    assert read_date("2023-08-08T23:30:00-04:00").day == AUG_8


@pytest.mark.parametrize(("value", "day"), [("25/12/2023", date(2023, 12, 25)), ("12/25/2023", date(2023, 12, 25))])
def test_numbers_are_a_day_where_only_one_order_fits(value: str, day: date) -> None:
    assert read_date(value).day == day


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("03/04/2024", '"03/04/2024" can be 3 April 2024 or 4 March 2024'),
        ("3.4.2024", '"3.4.2024" can be 3 April 2024 or 4 March 2024'),
        ("31/02/2026", '"31/02/2026" is not a day of the calendar'),
        ("2023-13-45", '"2023-13-45" is not a day of the calendar'),
        ("29 February 2023", '"29 February 2023" is not a day of the calendar'),
        ("03/04/24", '"03/04/24" has a year of two digits'),
        ("8 August", '"8 August" has no year'),
        ("August 2023", '"August 2023" is not a date'),
        ("yesterday", '"yesterday" is not a date'),
        ("1691452800", '"1691452800" is not a date'),
        ("2023-08-08 or so", '"2023-08-08 or so" is not a date'),
        ("0000-00-00", '"0000-00-00" is not a day of the calendar'),
        ("", '"" is not a date'),
    ],
)
def test_any_other_value_says_why_it_is_no_day(value: str, problem: str) -> None:
    written = read_date(value)
    assert (written.day, written.problem) == (None, problem)


def test_a_day_given_by_a_person_is_read_or_refused_with_the_remedy() -> None:
    assert parse_day("8 August 2023") == AUG_8
    with pytest.raises(
        InputError, match=r'^"03/04/2024" can be 3 April 2024 or 4 March 2024\. Write the day as YYYY-MM-DD'
    ):
        parse_day("03/04/2024")
