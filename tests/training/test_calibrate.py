"""What thresholds are chosen for: beside the scorer's figures, single parties, false events, and each field by itself."""

from __future__ import annotations

import numpy as np
import pytest

from sitroom.codebook.ontology import EVENT_TYPES, EventType
from sitroom.reading.settings import Thresholds
from sitroom.record.assembling import Assembled
from sitroom.record.confidence import FEATURES, Scores
from training.calibrate import (
    Judged,
    Likeliest,
    across_halves,
    curve,
    error_by_chance,
    expected_error,
    false_rate,
    fit,
    fit_weighted,
    fitted_field,
    fitted_recipients,
    table,
)
from training.sides import party_f1

TEXT = "Norway and Sweden warned Denmark."


def event(actors, recipients):
    at = TEXT.index("warned")
    trigger = {"start": at, "end": at + 6, "text": "warned"}
    named = [[{"name": name} for name in side] for side in (actors, recipients)]
    return {"type": "THREATEN", "status": "actual", "trigger": trigger, "actors": named[0], "recipients": named[1]}


def party_figure(actors, recipients=("Denmark",)):
    gold = {"id": "a", "text": TEXT, "events": [event(["Norway", "Sweden"], ["Denmark"])]}
    return party_f1([gold], {"a": {"events": [event(actors, recipients)]}})


def test_all_parties_and_no_other_is_whole():
    assert party_figure(["Sweden", "Norway"]) == 1


@pytest.mark.parametrize("actors", [["Norway"], ["Norway", "Sweden", "Finland"]])
def test_a_party_left_out_or_named_too_much_costs(actors):
    assert 0.5 < party_figure(actors) < 1


def test_one_read_party_stands_for_one_annotated_one():
    assert party_figure(["Norway", "Norway"]) < party_figure(["Norway", "Sweden"])


def test_few_events_show_an_error_even_if_each_is_right_as_often_as_it_says():
    confidences = np.linspace(0.05, 0.95, 40)

    assert error_by_chance(np.tile(confidences, 100)) < 0.02 < error_by_chance(confidences)
    assert expected_error(np.asarray([1.0, 0.0]), np.asarray([1.0, 0.0])) == 0


def test_false_events_are_counted_in_reports_without_any():
    rows = [{"id": "a", "text": "word " * 100, "events": []}, {"id": "b", "text": "word " * 900, "events": [1]}]

    assert false_rate(rows, {"a": {"events": [1, 2]}, "b": {"events": [1, 2, 3]}}) == pytest.approx(20)


def test_a_field_gets_the_limits_that_read_it_best_and_the_others_keep_theirs():
    def figures(limits: Thresholds) -> dict[str, dict[str, float]]:
        miss = abs(limits.stretch_of("exemption") - 0.4) + abs(limits.link_of("exemption") - 0.35)
        return {"exemption": {"f1": 1 - miss}}

    fitted = fitted_field(Thresholds(stretch=0.7, link=0.65), "exemption", figures)

    assert (fitted.stretch_of("exemption"), fitted.link_of("exemption")) == (0.4, 0.35)
    assert (fitted.stretch_of("deadline"), fitted.link_of("deadline")) == (0.7, 0.65)


def test_a_gain_as_small_as_chance_changes_nothing():
    fitted = fitted_field(
        Thresholds(), "amount", lambda limits: {"amount": {"f1": 0.7 + 0.001 * limits.stretch_of("amount")}}
    )

    assert fitted.stretch_of("amount") == Thresholds().stretch


def likeliest(type: EventType, *told: tuple[float, bool]) -> list[Likeliest]:
    """Recipients of events by their score and whether the side is right with them named; if not, it ought to be empty."""
    return [Likeliest(type, score, named, not named) for score, named in told]


def test_a_type_whose_likeliest_recipients_are_often_none_needs_surer_ones():
    troops = likeliest("MOBILIZE", *[(0.35, False)] * 10, *[(0.35, True)] * 4, *[(0.9, True)] * 40)
    aid = likeliest("AID", *[(0.35, False)] * 4, *[(0.35, True)] * 10, *[(0.9, True)] * 40)

    limits = Thresholds(first_recipient=0.2, first_recipients=fitted_recipients(0.2, troops + aid, []))

    assert (limits.first_recipient_of("MOBILIZE"), limits.first_recipient_of("AID")) == (0.4, 0.2)


def test_real_text_counts_twice_however_little_there_is_of_it():
    gains = likeliest("MOBILIZE", *[(0.35, False)] * 9)
    loses = likeliest("MOBILIZE", *[(0.35, True)] * 6, *[(0.9, True)] * 3)

    assert fitted_recipients(0.2, gains, [])[EVENT_TYPES.index("MOBILIZE")] == 0.4
    assert fitted_recipients(0.2, loses * 20, gains)[EVENT_TYPES.index("MOBILIZE")] == 0.4
    assert set(fitted_recipients(0.2, gains * 20, loses)) == {0.2}


def test_a_few_more_right_ones_are_chance():
    assert set(fitted_recipients(0.2, likeliest("MOBILIZE", *[(0.35, False)] * 4), [])) == {0.2}


def test_all_types_share_one_limit_where_the_model_file_has_no_more():
    assert Thresholds(first_recipient=0.3).first_recipient_of("MOBILIZE") == 0.3


def judged(*events: tuple[float, bool | None]) -> Judged:
    """A report whose events have one score each, and are right or not."""
    scores = tuple(Scores("AID", share, share, share, share, share, True, True, 0.0, 1) for share, _ in events)
    return Judged(None, None, Assembled((), scores, ()), [right for _, right in events])  # type: ignore[arg-type]


def test_a_row_that_counts_double_is_two_rows():
    x, y = np.asarray([[1.0, 0.2], [1.0, 0.7], [1.0, 0.9]]), np.asarray([0.0, 1.0, 0.0])
    twice = fit(np.concatenate([x, x[1:2]]), np.concatenate([y, y[1:2]]))

    assert fit(x, y, counts=np.asarray([1.0, 2.0, 1.0])) == pytest.approx(twice)


def test_an_event_that_counts_neither_way_teaches_nothing():
    x, y = table([judged((0.9, True), (0.5, None)), judged((0.1, False))])

    assert x.shape == (2, len(FEATURES)) and y.tolist() == [1, 0]


def test_confidence_of_a_report_without_events_is_nothing():
    assert curve(np.ones(len(FEATURES)), judged()).shape == (0,)


def test_each_report_is_judged_by_what_the_other_half_showed():
    always, never = judged((0.9, True), (0.8, True)), judged((0.9, False), (0.8, False))

    confidences = across_halves([always, never] * 10)

    assert max(confidences[0]) < 0.1 < 0.9 < min(confidences[1])


def test_further_reports_count_less_than_those_of_the_development_parts():
    own, further = [judged((0.9, True))] * 10, [judged((0.9, False))] * 10
    (alone,), (both,) = curve(fit_weighted(own, []), own[0]), curve(fit_weighted(own, further), own[0])

    assert 0.5 < both < alone
