"""The corpus aligns and keeps to the codebook; drafts compile into it; mistakes are named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sitroom.codebook import ontology
from sitroom.errors import AnnotationError
from training.annotation import align, load, locate, problems, quote
from training.build_corpus import PARTS, group_of
from training.check import near_copies
from training.marked import compile_draft
from training.standoff import attach, detach

ROOT = Path(__file__).parents[2]
DRAFT = """id: w-x-1
published: 2024-05-21
crisis: test
---
[E1:Velmora] {1:closed} the crossing on <1.date:Monday>. [E1:It] will {2:reopen} it <2.condition:once [E2:Tashkur] withdraws>.
---
E1 | Velmora | state | - | GOV
E2 | Tashkur | state | - | GOV
1 | COERCE restrict | actual | E1 > E2 | date=2024-05-20
2 | CONCEDE | hypothetical | E1 > E2
L measure | closure | E1 > E2 | in_force | events=1
"""


def written() -> list[dict[str, object]]:
    return [row for part in PARTS for row in load(ROOT / "corpus" / "written" / f"{part}.jsonl")]


def real() -> list[dict[str, object]]:
    return [row for part in PARTS for row in load(ROOT / "corpus" / "real" / f"{part}.jsonl")]


def test_the_corpus_has_the_promised_size() -> None:
    assert len(written()) >= 250
    first_last = [str(row["id"]).rsplit("#", 1)[1].split("-") for row in real()]
    assert sum(int(last) - int(first) for first, last in first_last) >= 800


def test_every_written_report_keeps_to_the_codebook() -> None:
    assert [p for row in written() for p in problems(row)] == []


def test_no_crisis_and_no_document_stands_in_two_parts() -> None:
    for kind in ("written", "real"):
        groups = [{group_of(r) for r in load(ROOT / "corpus" / kind / f"{part}.jsonl")} for part in PARTS]
        assert not groups[0] & groups[1] and not groups[0] & groups[2] and not groups[1] & groups[2]


def test_no_two_written_reports_are_near_copies_but_the_wire_copies_of_one_history() -> None:
    rows = {str(row["id"]): row for row in written()}
    pairs = near_copies(list(rows.values()))
    assert [(a, b) for a, b in pairs if not a.startswith("w-h") or group_of(rows[a]) != group_of(rows[b])] == []


def test_the_real_part_holds_no_text() -> None:
    for row in real():
        assert "text" not in row
        assert len(str(row["sha256"])) == 16


def test_every_type_and_status_is_there_to_learn_from() -> None:
    events = [e for row in [*written(), *real()] for e in row["events"]]  # type: ignore[attr-defined]
    assert {e["type"] for e in events} == set(ontology.EVENT_TYPES)
    assert {e["status"] for e in events} == set(ontology.STATUSES)


def test_a_draft_compiles() -> None:
    report = compile_draft(DRAFT)
    assert report["text"] == "Velmora closed the crossing on Monday. It will reopen it once Tashkur withdraws."
    assert [e["trigger"] for e in report["events"]] == ["closed", "reopen"]
    assert report["events"][1]["condition"] == "once Tashkur withdraws"
    assert problems(report) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("{1:closed}", "closed"), "event 1 has no trigger"),
        (("{1:closed}", "{1:closed"), "never closed|closes nothing"),
        (("[E2:Tashkur]", "[E9:Tashkur]"), r"\[E9:\] is marked in the text but has no record"),
        (("date=2024-05-20", ""), r"<1.date:> is marked but the record has no date="),
        (("L measure", "X measure"), "begins with none of"),
    ],
)
def test_a_broken_draft_says_what_is_wrong(change: tuple[str, str], message: str) -> None:
    with pytest.raises(AnnotationError, match=message):
        compile_draft(DRAFT.replace(*change))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("COERCE restrict", "COERCE meet"), "'meet' is no mode of COERCE"),
        (("COERCE restrict", "COERC"), "unknown type"),
        (("| actual |", "| done |"), "unknown status"),
        (("| in_force |", "| open |"), "which is none of a measure"),
        (("| state | - | GOV", "| state | Mali | GOV"), "write ISO 3166 alpha-3"),
        (("date=2024-05-20", "date=20 May"), "write YYYY-MM-DD"),
    ],
)
def test_what_breaks_the_codebook_is_named(change: tuple[str, str], message: str) -> None:
    found = problems(compile_draft(DRAFT.replace(change[0], change[1], 1)))
    assert any(message in p for p in found), found


def test_words_stand_for_their_occurrence() -> None:
    text = "the army said the army would stay; armyworms too"
    assert locate(text, "the army#2")["start"] == 14
    assert quote(text, 14, 22) == "the army#2"
    with pytest.raises(AnnotationError, match="not in the text"):
        locate(text, "the army#3")


def test_stand_off_and_back_is_the_same() -> None:
    aligned = align(compile_draft(DRAFT))
    again = attach(json.loads(json.dumps(detach(aligned))), aligned["text"])
    assert again["events"][0]["trigger"] == aligned["events"][0]["trigger"]
    assert again["events"][1]["condition"] == aligned["events"][1]["condition"]
    assert [p["name"] for p in again["events"][0]["actors"]] == ["Velmora"]
