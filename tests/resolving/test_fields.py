"""Fields of an event from the words that the reader marked, mended where the mark is plainly too short."""

from __future__ import annotations

from datetime import date

import pytest

from sitroom.codebook.reports import Report
from sitroom.codebook.stretches import Stretch
from sitroom.resolving.fields import Fields
from sitroom.resolving.whereabouts import Whereabouts


def deadline(text: str, marked: str):
    report = Report("r", text, None, date(2024, 3, 14), None, "en", None, ())
    start = text.index(marked)
    nowhere = Whereabouts(text, (), (), None, None)
    return Fields(report, ((0, len(text)),), nowhere, None).deadline_at(
        Stretch.of(text, start, start + len(marked)), text
    )


@pytest.mark.parametrize(
    ("text", "marked", "whole", "day"),
    [
        ("Kenya wants an answer before Friday, it said.", "before", "before Friday", "2024-03-15"),
        ("They must leave by noon on Saturday or be fined.", "by noon on", "by noon on Saturday", "2024-03-16"),
        ("They must leave by Friday, March 22 at the latest.", "by Friday", "by Friday", "2024-03-15"),
    ],
)
def test_a_mark_that_gives_no_day_takes_the_date_right_beside_it(text: str, marked: str, whole: str, day: str) -> None:
    found = deadline(text, marked)
    assert (found.stretch.text, str(found.date)) == (whole, day)


def test_a_date_further_on_is_of_something_else() -> None:
    found = deadline("They must answer before the council meets; it met last on Friday.", "before the council meets")
    assert (found.stretch.text, found.date) == ("before the council meets", None)
