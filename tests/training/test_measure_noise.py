"""What counts as noise: every event in text that is not about politics, by genre."""

from __future__ import annotations

from training.measure_noise import Noise, noise, total


def test_every_event_counts_and_each_genre_by_itself(standin):
    calm, loud = "It rained all day in the hills.", "Mali condemned Kenya."
    parts, readings = noise(standin, [("reviews", calm), ("reviews", loud), ("essay", calm)])

    assert [(p.genre, p.documents, p.events) for p in parts] == [("reviews", 2, 1), ("essay", 1, 0)]
    assert [genre for genre, _ in readings] == ["reviews"]
    assert parts[0].words == 10 and parts[0].rate == 100


def test_text_that_cannot_be_read_is_no_quiet_text(standin):
    german = (
        "Der Minister hat am Dienstag in Berlin gesagt, dass die Regierung keine weiteren Gelder bereitstellen werde."
    )

    assert noise(standin, [("reviews", german)]) == ([], [])


def test_genres_add_up():
    assert total([Noise("a", 1, 100, 1), Noise("b", 2, 300, 3)]) == Noise("all", 3, 400, 4)
    assert total([]).rate == 0
