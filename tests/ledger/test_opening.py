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
    ("text", "statuses"),
    [
        ("Mali urged Kenya by Friday.", ["open"]),
        ("Mali urged Kenya. The Friday deadline passed.", ["open"]),  # the stand-in links fields of the sentence only
    ],
)
def test_a_deadline_ahead_leaves_the_demand_open(standin: Reader, text: str, statuses: list[str]) -> None:
    entries = standin.read(text, published="2024-05-20").ledger
    assert [c.status for c in entries[0].history][: len(statuses)] == statuses


def test_the_status_is_the_last_of_the_history(standin: Reader) -> None:
    reading = standin.read("Mali suspended Kenya. Mali lifted Kenya.", published="2024-05-20")
    (entry,) = reading.ledger
    assert entry.status == entry.history[-1].status == "lifted"
    assert [c.event for c in entry.history] == [e.id for e in reading.events]
    assert all(reading.report.text[c.evidence.start : c.evidence.end] == c.evidence.text for c in entry.history)
