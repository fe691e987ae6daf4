"""What events leave pending: each row is a report of the stand-in's little language, and the ledger at its end."""

from __future__ import annotations

import pytest

from sitroom.codebook.records import Reading
from sitroom.reader import Reader


def lines(reading: Reading) -> list[tuple[str, list[str], list[str], list[str]]]:
    return [
        (e.kind, [p.name for p in e.by], [p.name for p in e.to], [c.status for c in e.history]) for e in reading.ledger
    ]


@pytest.mark.parametrize(
    ("text", "ledger"),
    [
        ("Mali suspended Kenya.", [("measure", ["Mali"], ["Kenya"], ["in_force"])]),
        ("Mali suspended Kenya. Mali lifted Kenya.", [("measure", ["Mali"], ["Kenya"], ["in_force", "lifted"])]),
        ("Mali warned Kenya.", [("measure", ["Mali"], ["Kenya"], ["threatened"])]),
        ("Mali urged Kenya.", [("demand", ["Mali"], ["Kenya"], ["open"])]),
        ("Mali urged Kenya. Kenya refused Mali.", [("demand", ["Mali"], ["Kenya"], ["open", "refused"])]),
        ("Kenya refused Mali.", [("demand", ["Mali"], ["Kenya"], ["refused"])]),
        ("Mali invited Kenya.", [("meeting", ["Mali"], ["Kenya"], ["requested"])]),
        ("Mali invited Kenya. Kenya ignored Mali.", [("meeting", ["Mali"], ["Kenya"], ["requested", "refused"])]),
        ("Mali met Kenya.", [("meeting", ["Mali"], ["Kenya"], ["held"])]),
        ("Mali promised Kenya.", [("pledge", ["Mali"], ["Kenya"], ["open"])]),
        ("Mali condemned Kenya.", [("position", ["Mali"], ["Kenya"], ["against"])]),
        ("Mali bombed Kenya.", []),
        ("Mali condemned Kenya. Mali condemned Kenya.", [("position", ["Mali"], ["Kenya"], ["against"])]),
    ],
)
def test_an_event_opens_or_changes_an_entry(
    standin: Reader, text: str, ledger: list[tuple[str, list[str], list[str], list[str]]]
) -> None:
    assert lines(standin.read(text, published="2024-05-20")) == ledger


@pytest.mark.parametrize(
    ("text", "published", "statuses", "day"),
    [
        ("Mali urged Kenya by Friday.", "2024-05-20", ["open"], "2024-05-24"),
        (
            "Mali urged Kenya. The Friday deadline passed without an answer.",
            "2024-05-20",
            ["open", "lapsed"],
            "2024-05-17",
        ),
        ("Mali urged Kenya. A deadline of May 2 expired.", "2024-05-20", ["open", "lapsed"], "2024-05-02"),
        ("Mali urged Kenya. The Friday deadline still holds.", "2024-05-20", ["open"], None),
    ],
)
def test_a_demand_lapses_when_its_deadline_has_passed(
    standin: Reader, text: str, published: str, statuses: list[str], day: str | None
) -> None:
    (entry,) = standin.read(text, published=published).ledger
    assert [c.status for c in entry.history] == statuses
    assert (str(entry.deadline.date) if entry.deadline and day else None) == day


def test_a_sanction_whose_day_has_passed_was_the_means_of_a_demand(standin: Reader) -> None:
    reading = standin.read("Mali suspended Kenya. However, the Sunday deadline passed.", published="2024-05-20")
    assert [(e.kind, e.status) for e in reading.ledger] == [("measure", "in_force"), ("demand", "lapsed")]


def test_the_status_is_the_last_of_the_history(standin: Reader) -> None:
    reading = standin.read("Mali suspended Kenya. Mali lifted Kenya.", published="2024-05-20")
    (entry,) = reading.ledger
    assert entry.status == entry.history[-1].status == "lifted"
    assert [c.event for c in entry.history] == [e.id for e in reading.events]
    assert all(reading.report.text[c.evidence.start : c.evidence.end] == c.evidence.text for c in entry.history)
