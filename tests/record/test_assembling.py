"""From marks to events: the codebook's rules on status, parties and what is one event."""

from __future__ import annotations

from datetime import date

import pytest

from sitroom.codebook.records import EventDate
from sitroom.codebook.stretches import Stretch
from sitroom.codebook.values import Interval
from sitroom.reader import Reader
from sitroom.record.assembling import _dated_status
from sitroom.record.confidence import FEATURES, confidence


def when(start: date | None, end: date | None) -> EventDate:
    return EventDate(Stretch(0, 4, "then"), Interval(start, end, "day", "test"), "test")


@pytest.mark.parametrize(
    ("told", "day", "status"),
    [
        ("actual", date(2024, 5, 1), "actual"),
        ("actual", date(2024, 1, 1), "historical"),  # more than 90 days before the report
        ("historical", date(2024, 5, 1), "actual"),
        ("future", date(2024, 1, 1), "future"),  # what is promised keeps its status
        ("negation", date(2023, 1, 1), "negation"),
    ],
)
def test_an_act_is_historical_by_its_date(told: str, day: date, status: str) -> None:
    assert _dated_status(told, when(day, day), date(2024, 5, 20)) == status  # type: ignore[arg-type]


def test_without_a_report_date_the_status_stands() -> None:
    assert _dated_status("actual", when(date(1990, 1, 1), date(1990, 1, 1)), None) == "actual"
    assert _dated_status("actual", None, date(2024, 5, 20)) == "actual"


def test_parties_are_entities_with_their_mentions(standin: Reader) -> None:
    (event,) = standin.read("Mali condemned Kenya.", published="2024-05-20").events
    (actor,), (recipient,) = event.actors, event.recipients
    assert (actor.name, actor.country, actor.mentions[0].text) == ("Mali", "MLI", "Mali")
    assert (recipient.name, recipient.country) == ("Kenya", "KEN")


def test_an_undated_report_dates_nothing_relative(standin: Reader) -> None:
    reading = standin.read("Mali condemned Kenya yesterday.")
    found = reading.events[0].date
    assert found is not None and found.interval is None
    assert any("no publication date" in w for w in reading.warnings)


def test_an_absolute_date_needs_no_report_date(standin: Reader) -> None:
    found = standin.read("Mali condemned Kenya in 2019.").events[0].date
    assert found is not None and found.interval is not None
    assert (found.interval.start, found.interval.end) == (date(2019, 1, 1), date(2019, 12, 31))


def test_two_acts_of_one_kind_stay_two_events(standin: Reader) -> None:
    reading = standin.read("Mali condemned Kenya. Ghana condemned Chad.", published="2024-05-20")
    assert [(e.actors[0].name, e.recipients[0].name) for e in reading.events] == [("Mali", "Kenya"), ("Ghana", "Chad")]


def test_every_stretch_of_an_event_slices_to_its_words(standin: Reader) -> None:
    reading = standin.read("Yesterday Mali condemned Kenya. Kenya refused Mali on Tuesday.", published="2024-05-20")
    for event in reading.events:
        for stretch in (event.trigger, *event.evidence, *(m for p in event.actors for m in p.mentions)):
            assert reading.report.text[stretch.start : stretch.end] == stretch.text


def test_confidence_is_a_probability_that_rises_with_the_scores() -> None:
    weights = tuple(0.5 for _ in FEATURES)
    low = confidence(weights, trigger=0.2, type=0.2, status=0.2, actor=0.2, recipient=0.0, triggers=1)
    high = confidence(weights, trigger=0.9, type=0.9, status=0.9, actor=0.9, recipient=0.9, triggers=2)
    assert 0 < low < high < 1
