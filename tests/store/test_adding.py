"""Adding: the same report twice, copies, events told again, days with day and month exchanged, newer readings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from sitroom.codebook.records import Deadline, Reading
from sitroom.store import Store
from sitroom.store.adding import Choice, kept_of, told_on
from sitroom.store.queries import Query

Read = Callable[..., Reading]

BOMBED = "Mali bombed Kenya on Tuesday. The governor of the province spoke of a dark day for the whole region."
AGAIN = "In the north, rescue workers went on digging. Mali bombed Kenya on Tuesday, as was told before."


def held(store: Store) -> list[tuple[str, str, int, int]]:
    return [(e["type"], e["status"], e["report_count"], e["publishers"]) for e in store.events()]


def test_a_report_is_kept_once_however_often_it_is_added(store: Store, read: Read) -> None:
    first = store.add(read(BOMBED), reader="a")
    before = list(store.events()), list(store.ledger())
    second = store.add([read(BOMBED), read(BOMBED)], reader="a")
    assert [a.outcome for a in (*first, *second)] == ["added", "known", "known"]
    assert (list(store.events()), list(store.ledger())) == before
    assert store.counts()["reports"] == 1


def test_what_two_reports_tell_is_one_event_with_both(store: Store, read: Read) -> None:
    store.add([read(BOMBED, "2024-05-22", "Wire", "one"), read(AGAIN, "2024-05-22", "Herald", "two")], reader="a")
    (event,) = store.events()
    assert event["report_count"] == 2
    assert event["publishers"] == 2
    assert [r["id"] for r in event["reports"]] == ["one", "two"]
    assert [r["source"] for r in event["reports"]] == ["Wire", "Herald"]
    assert event["first_reported"] == event["last_reported"] == "2024-05-22"
    joined = event["reports"][1]
    assert 0.0 < joined["score"] <= 1.0 and joined["reason"]


def test_every_piece_of_evidence_points_to_the_words_of_its_report(store: Store, read: Read) -> None:
    store.add([read(BOMBED, "2024-05-22", "Wire", "one"), read(AGAIN, "2024-05-22", "Herald", "two")], reader="a")
    for event in store.events():
        for told in event["reports"]:
            text = store.report(told["id"])["text"]
            for stretch in told["evidence"]:
                assert text[stretch["start"] : stretch["end"]] == stretch["text"]


def test_a_copy_is_linked_and_counts_as_a_report_but_not_as_a_publisher(store: Store, read: Read) -> None:
    wire = (
        BOMBED
        + " Rescue workers reached the town of the upper valley only after nightfall, and counted their losses there."
    )
    added = store.add(
        [read(wire, "2024-05-22", "Wire", "one"), read(wire + " More follows.", "2024-05-22", "Herald", "two")],
        reader="a",
    )
    assert added[1].copy_of == "one"
    assert store.copies() == [["one", "two"]]
    (event,) = store.events()
    assert (event["report_count"], event["publishers"]) == (2, 1)


def test_days_that_exclude_each_other_keep_events_apart(store: Store, read: Read) -> None:
    store.add(
        [
            read("Mali bombed Kenya on Tuesday.", "2024-05-22", "Wire"),
            read("Mali bombed Kenya on Tuesday.", "2024-06-19", "Herald"),
        ],
        reader="a",
    )
    assert held(store) == [("ASSAULT", "actual", 1, 1)] * 2


def test_events_have_the_same_ids_in_every_store(store: Store, read: Read) -> None:
    reports = [read(BOMBED, "2024-05-22", "Wire", "one"), read(AGAIN, "2024-05-22", "Herald", "two")]
    store.add(reports, reader="a")
    with Store(":memory:") as other:
        other.add(reports, reader="a")
        assert [e["id"] for e in other.events()] == [e["id"] for e in store.events()]
        assert [e["id"] for e in other.ledger()] == [e["id"] for e in store.ledger()]


def test_reports_of_one_id_and_different_texts_are_both_kept(store: Store, read: Read) -> None:
    store.add([read("Mali condemned Kenya.", id="x"), read("Ghana condemned Chad.", id="x")], reader="a")
    assert store.counts()["reports"] == 2
    assert {p["name"] for e in store.events() for p in e["actors"]} == {"Mali", "Ghana"}


def test_a_report_without_a_day_is_kept_and_never_given_one(store: Store, read: Read) -> None:
    store.add(read("Mali condemned Kenya.", None), reader="a")
    (event,) = store.events()
    assert event["first_reported"] is None and event["date"] is None
    assert event["reports"][0]["published"] is None


def test_a_day_with_day_and_month_exchanged_is_doubted_when_other_reports_fit_the_other(
    store: Store, read: Read
) -> None:
    words = "Mali bombed Kenya on Tuesday. Ghana condemned Chad on Tuesday. Mali suspended Ghana on Tuesday."
    store.add(
        [
            read(words, "2024-04-05", "Wire", "one"),
            read(words + " All of it is still true.", "2024-04-05", "Herald", "two"),
        ],
        reader="a",
    )
    (added,) = store.add(
        read(
            "Mali suspended Ghana on Tuesday. On the same day, Mali bombed Kenya on Tuesday. Ghana condemned Chad on Tuesday.",
            "2024-05-04",
            "Post",
            "three",
        ),
        reader="a",
    )
    assert "may have day and month exchanged" in added.warnings[0]
    report = store.report("three")
    assert (report["published"], report["exchanged"]) == ("2024-05-04", "2024-04-05")
    assert all(e["report_count"] == 3 for e in store.events())
    assert {e["last_reported"] for e in store.events()} == {"2024-04-05"}


@pytest.mark.parametrize(
    ("words", "due", "score"),
    [
        ("Mali promised Kenya the money.", "2024-05-30", 0.7),
        ("Mali promised Kenya the money.", "2024-04-15", 0.0),  # due before it is told
        ("Mali promised Kenya the money.", "2025-04-15", 0.0),  # "by April 15", read as that of the next year
        ("Mali suspended Kenya.", "2024-04-15", 0.7),  # done, and told with a day that has passed
    ],
)
def test_what_is_still_to_come_speaks_for_no_day_on_which_it_was_due(
    read: Read, words: str, due: str, score: float
) -> None:
    kept = kept_of(read(words, "2024-05-20"))[0]
    deadline = Deadline(kept.account.event.trigger, date.fromisoformat(due), "told")
    event = replace(kept.account.event, deadline=deadline)
    assert told_on(replace(kept, account=replace(kept.account, event=event)), Choice(1, 0.7, None)) == score


class TestReadingAgain:
    def test_a_newer_reading_takes_the_place_of_the_old_and_the_rest_stands(self, store: Store, read: Read) -> None:
        store.add([read("Mali condemned Kenya. Ghana condemned Chad.", id="one")], reader="a")
        ids = [e["id"] for e in store.events()]
        ((seq, report),) = store.read_by_others("b")
        assert report.id == "one"
        store.read_again(seq, read("Mali condemned Kenya. Ghana condemned Chad.", id="one"), reader="b")
        assert [e["id"] for e in store.events()] == ids
        assert list(store.read_by_others("b")) == []

    def test_an_event_that_no_reading_tells_any_more_is_withdrawn_with_its_reason(
        self, store: Store, read: Read
    ) -> None:
        reading = read("Mali condemned Kenya. Ghana condemned Chad.", id="one")
        store.add(reading, reader="a")
        lost = reading.events[1]
        ((seq, _),) = store.read_by_others("b")
        store.read_again(seq, replace(reading, events=reading.events[:1]), reader="b")
        (kept,) = store.events()
        assert kept["actors"][0]["name"] == "Mali"
        gone = [c for c in store.changes("2000-01-01") if c.get("withdrawn")]
        assert {g["trigger"]["start"] for g in gone if g["record"] == "event"} == {lost.trigger.start}
        assert all(g["withdrawn"]["reason"] for g in gone)

    def test_corrections_hold_where_the_words_do(self, store: Store, read: Read) -> None:
        reading = read("Mali condemned Kenya.", id="one")
        store.add(reading, reader="a")
        (event,) = store.events()
        with store.correcting(by="AK", why="it was only planned") as corrector:
            corrector.set(event["id"], {"status": "future"})
        ((seq, _),) = store.read_by_others("b")
        store.read_again(seq, reading, reader="b")
        (event,) = store.events()
        assert (event["status"], event["corrected"]) == ("future", ["status"])
        assert store.corrections()[0]["look again"] == []

    def test_a_correction_whose_words_changed_is_flagged(self, store: Store, read: Read) -> None:
        reading = read("Mali condemned Kenya.", id="one")
        store.add(reading, reader="a")
        (event,) = store.events()
        with store.correcting(by="AK") as corrector:
            corrector.set(event["id"], {"status": "future"})
        longer = replace(reading.events[0], trigger=type(reading.events[0].trigger)(0, 14, "Mali condemned"))
        ((seq, _),) = store.read_by_others("b")
        store.read_again(seq, replace(reading, events=(longer,)), reader="b")
        (event,) = store.events()
        assert event["status"] == "future"
        assert "“condemned”" in store.corrections()[0]["look again"][0]


def test_an_interrupted_batch_leaves_nothing_behind(store: Store, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add(read("Mali condemned Kenya."), reader="a")
    before = list(store.events()), store.counts()

    def readings() -> object:
        yield read("Ghana condemned Chad.")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.add(readings(), reader="a")  # type: ignore[arg-type]
    assert (list(store.events()), store.counts()) == before
    store.add(read("Ghana condemned Chad."), reader="a")
    assert store.counts()["reports"] == 2


def test_full_text_is_found_by_all_its_words(store: Store, read: Read) -> None:
    store.add([read(BOMBED, id="one"), read("Ghana condemned Chad.", id="two")], reader="a")
    assert [r["id"] for r in store.search("governor province")] == ["one"]
    assert store.search("governor Chad") == []
    assert store.search('"; DROP TABLE report; --') == []
    assert [e["type"] for e in store.events(Query(search="governor"))] == ["ASSAULT"]


def test_what_a_late_report_tells_is_met_by_what_newer_ones_had_told(store: Store, read: Read) -> None:
    """A demand heard of only after both the act that met it and another demand that this act had met."""
    first = read("Mali urged Kenya to open the port.", "2024-05-01", "Wire", "first")
    met = read("Kenya lifted its ban and, as told, did open the port to Mali.", "2024-05-20", "Wire", "met")
    rain = "It rained on the coast all day, and no ship left. Later "
    late = read(rain + "Ghana urged Kenya to open the port, the fishermen told us.", "2024-05-03", "Wire", "late")
    store.add([first, met], reader="a")
    store.add(late, reader="a")
    asked = {e["by"][0]["name"]: e["status"] for e in store.ledger(Query(kinds=("demand",)))}
    assert asked == {"Mali": "met", "Ghana": "met"}
