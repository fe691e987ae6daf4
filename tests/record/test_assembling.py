"""From marks to events: the codebook's rules on status, parties and what is one event."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sitroom.codebook.records import Event, EventDate
from sitroom.codebook.stretches import Stretch
from sitroom.codebook.values import Interval
from sitroom.reader import Reader
from sitroom.reading.marks import Link, Marks, MentionMark, TriggerMark
from sitroom.reading.settings import Thresholds
from sitroom.record.assembling import _apart, _dated_status, _merged, _one_event_each, _Side
from sitroom.record.confidence import FEATURES, Scores, confidence
from sitroom.record.deadlines import with_deadlines_told_later
from sitroom.resolving.fields import Fields


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


ECOWAS, US, NIGER = range(3)


def grouped(
    words: list[tuple[str, tuple[str, ...], str]], actors: list[dict[int, float]], same: dict[tuple[int, int], float]
):
    """Which of some words for sanctions of Niger tell of one event. words: each with its modes and status."""
    text = " ".join(word for word, _, _ in words)
    starts = [text.index(word) for word, _, _ in words]
    triggers = tuple(
        TriggerMark(Stretch.of(text, at, at + len(word)), "SANCTION", modes, (), status, 0, 1.0, 1.0, 1.0)  # type: ignore[arg-type]
        for at, (word, modes, status) in zip(starts, words, strict=True)
    )
    links = tuple(Link(i, j, score) for (i, j), score in same.items())
    marks = Marks(((0, len(text)),), (), triggers, (), (), (), links, ())
    roles = {
        n: {"actor": {e: (p, 0) for e, p in own.items()}, "recipient": {NIGER: (1.0, 0)}}
        for n, own in enumerate(actors)
    }
    return _one_event_each(text, marks, roles, Thresholds())  # type: ignore[arg-type]


def test_two_acts_of_two_actors_do_not_become_one_by_way_of_a_third_word() -> None:
    words = [("imposed", (), "actual"), ("suspended", (), "actual"), ("pause", (), "actual")]
    actors = [{ECOWAS: 1.0}, {US: 1.0}, {US: 0.98, ECOWAS: 0.88}]
    assert grouped(words, actors, {(0, 2): 0.999, (1, 2): 0.9, (0, 1): 0.1}) == [[0], [1, 2]]


@pytest.mark.parametrize(
    ("mode", "status", "events"),
    [("discontinue", "historical", 1), ("expel", "historical", 2), ("discontinue", "future", 2)],
)
def test_far_from_each_other_one_mode_and_both_sides_make_one_event_of_what_has_happened(
    mode: str, status: str, events: int
) -> None:
    words = [("suspended", ("discontinue",), "actual"), ("freeze", (mode,), status)]
    assert len(grouped(words, [{US: 1.0}, {US: 1.0}], {})) == events


def test_a_deadline_named_later_goes_to_the_last_demand_that_is_no_mere_doubt(standin: Reader) -> None:
    text = "Mali suspended Kenya. Ghana urged Chad. The Sunday deadline passed."
    reading = standin.read(text, published="2024-05-22")
    fields = Fields(reading.report, ((0, 21), (22, 39), (40, len(text))), (), None)
    events = [replace(event, deadline=None) for event in reading.events]
    doubted = [events[0], replace(events[1], confidence=0.1)]

    def days(told: list[Event]) -> list[str | None]:
        return [str(e.deadline.date) if e.deadline else None for e in with_deadlines_told_later(told, fields)]

    assert days([replace(e, confidence=0.9) for e in events]) == [None, "2024-05-19"]
    assert days([replace(doubted[0], confidence=0.9), doubted[1]]) == ["2024-05-19", None]


def test_every_stretch_of_an_event_slices_to_its_words(standin: Reader) -> None:
    reading = standin.read("Yesterday Mali condemned Kenya. Kenya refused Mali on Tuesday.", published="2024-05-20")
    for event in reading.events:
        for stretch in (event.trigger, *event.evidence, *(m for p in event.actors for m in p.mentions)):
            assert reading.report.text[stretch.start : stretch.end] == stretch.text


def scores(share: float, **further: object) -> Scores:
    """An event whose scores are all the same; both sides are named."""
    return replace(Scores("AID", share, share, share, share, share, True, True, 0.0, 1), **further)


def test_confidence_is_a_probability_that_rises_with_the_scores() -> None:
    weights = tuple(0.2 for _ in FEATURES)

    assert 0 < confidence(weights, scores(0.2)) < confidence(weights, scores(0.9)) < 1


def test_without_fitted_weights_confidence_is_that_of_the_words_and_their_type() -> None:
    assert confidence((), scores(0.5)) == 0.25


@pytest.mark.parametrize("side", ["actor", "recipient"])
def test_a_party_that_was_nearly_named_speaks_against_an_empty_side(side: str) -> None:
    weights = tuple(float(name == f"refused_{side}") for name in FEATURES)
    empty = {f"has_{side}": False}

    assert confidence(weights, scores(0.4, **empty)) > confidence(weights, scores(0.1, **empty))
    assert confidence(weights, scores(0.4)) == confidence(weights, scores(0.1))


def test_an_event_less_likely_than_the_limit_is_left_out_and_the_others_are_numbered_through(standin: Reader) -> None:
    text = "Mali condemned Kenya. Kenya refused Mali on Tuesday."
    everything = standin.read(text).events
    assert [e.id for e in everything] == ["v1", "v2"]
    by_type = tuple(float(name == "odds_type") for name in FEATURES)

    def read(least: float) -> tuple[Event, ...]:
        limits = replace(standin.thresholds, calibration=by_type, confidence=least)
        return replace(standin, thresholds=limits).read(text).events

    sure = [e.confidence for e in read(0.0)]
    assert len(read(max(sure))) == sum(p == max(sure) for p in sure)
    assert read(1.0) == ()
    assert [e.id for e in read(min(sure))] == ["v1", "v2"]


def test_a_further_word_of_an_event_adds_the_likeliest_party_of_a_side_and_no_others() -> None:
    lead = {"actor": {1: (0.9, 0)}, "recipient": {3: (0.2, 2)}}
    further = {"actor": {1: (0.8, 4), 2: (0.7, 5)}, "recipient": {3: (0.3, 6), 4: (0.6, 7)}}

    merged = _merged([lead, further], lead)  # type: ignore[list-item,arg-type]

    assert merged["actor"] == {1: (0.9, 0), 2: (0.0, 5)}
    assert merged["recipient"] == {3: (0.2, 6), 4: (0.6, 7)}


@pytest.mark.parametrize(
    ("text", "told", "kept"),
    [
        ("Apple and Google", ["Apple and Google", "Apple", "Google"], ["Apple", "Google"]),
        ("Apple and Google", ["Apple and Google", "Google"], ["Google"]),
        ("27 states led by West Virginia", ["27 states led by West Virginia", "West Virginia"], ["27 states led by West Virginia"]),
        ("the army and its chief, Ana Rusk", ["the army", "its chief, Ana Rusk"], ["the army", "its chief, Ana Rusk"]),
        ("Mali", ["Mali"], ["Mali"]),
        ("Mali", [], []),
    ],
)  # fmt: skip
def test_a_party_within_another_of_its_side_is_a_member_or_none(text: str, told: list[str], kept: list[str]) -> None:
    spans = [Stretch.of(text, text.index(words), text.index(words) + len(words)) for words in told]
    marks = Marks((), tuple(MentionMark(span, "other", 0, 0.9) for span in spans), (), (), (), (), (), ())

    left = _apart([_Side(n, 0.9, (n,)) for n in range(len(told))], marks)

    assert [told[party.entity] for party in left] == kept
