"""The store's commands as their user calls them, in processes of their own and with the packaged model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_read import sitroom

pytestmark = pytest.mark.model

FIRST = "The United States suspended aid to Niger on Tuesday, with the exception of humanitarian assistance.\n"
SECOND = "Washington has suspended its aid to Niger, officials in Niamey said on Wednesday.\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("crisis")
    (home / "a.txt").write_text(FIRST, encoding="utf-8")
    (home / "b.txt").write_text(SECOND, encoding="utf-8")
    done = sitroom("add", "crisis.db", "a.txt", "b.txt", "--published", "2023-08-09", "--source", "Wire", cwd=home)
    assert done.returncode == 0, done.stderr
    assert "2 reports added" in done.stderr and done.stdout == ""
    return home


def lines(folder: Path, *args: str) -> list[dict[str, object]]:
    done = sitroom(*args, "--json", cwd=folder)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_adding_again_changes_nothing_and_says_so(folder: Path) -> None:
    before = lines(folder, "events", "crisis.db")
    done = sitroom("add", "crisis.db", "a.txt", "b.txt", "--published", "2023-08-09", "--source", "Wire", cwd=folder)
    assert "0 reports added, 2 known already" in done.stderr
    assert lines(folder, "events", "crisis.db") == before


def test_events_ledger_and_brief_answer_for_people_and_for_programs(folder: Path) -> None:
    assert lines(folder, "events", "crisis.db", "--about", "United States", "--type", "sanction")
    assert lines(folder, "ledger", "crisis.db", "--kind", "measure")
    (brief,) = lines(folder, "brief", "crisis.db", "--since", "2023-08-01")
    assert brief["as_of"] == "2023-08-09"
    for command in (["events", "crisis.db"], ["ledger", "crisis.db"], ["brief", "crisis.db"]):
        done = sitroom(*command, cwd=folder)
        assert (done.returncode, done.stderr) == (0, "")
        assert "SANCTION" in done.stdout or "measure" in done.stdout


def test_a_brief_is_written_as_a_page_and_as_markdown(folder: Path) -> None:
    assert sitroom("brief", "crisis.db", "--html", "brief.html", cwd=folder).returncode == 0
    assert "<!doctype html>" in (folder / "brief.html").read_text(encoding="utf-8")
    assert sitroom("brief", "crisis.db", "--markdown", cwd=folder).stdout.startswith("# Brief: ")


def test_exports_are_written_whole_or_not_at_all(folder: Path) -> None:
    assert sitroom("export", "crisis.db", "--format", "csv", "-o", "events.csv", "--bom", cwd=folder).returncode == 0
    assert (folder / "events.csv").read_bytes().startswith(b"\xef\xbb\xbfid,type")
    done = sitroom("export", "crisis.db", "--format", "jsonl", "-o", "nowhere/events.jsonl", cwd=folder)
    assert done.returncode == 2 and "cannot be written" in done.stderr


def test_a_correction_is_made_listed_and_taken_back(folder: Path) -> None:
    (event, *_) = lines(folder, "events", "crisis.db")
    done = sitroom(
        "correct", "crisis.db", "set", str(event["id"]), "status=future", "--by", "AK", "--why", "announced", cwd=folder
    )
    assert done.returncode == 0 and "undo" in done.stderr
    number = done.stderr.split("revision ")[1].split(";")[0]
    assert lines(folder, "events", "crisis.db")[0]["status"] == "future"
    assert "AK" in sitroom("correct", "crisis.db", "list", cwd=folder).stdout
    assert sitroom("correct", "crisis.db", "undo", number, "--by", "AK", cwd=folder).returncode == 0
    assert lines(folder, "events", "crisis.db")[0]["status"] == event["status"]


def test_a_crisis_is_saved_and_used(folder: Path) -> None:
    assert sitroom("crisis", "crisis.db", "Niger 2023", "--about", "Niger", cwd=folder).returncode == 0
    assert "Niger 2023: Niger" in sitroom("crisis", "crisis.db", cwd=folder).stdout
    assert lines(folder, "events", "crisis.db", "--crisis", "Niger 2023")


def test_changes_tell_what_was_added(folder: Path) -> None:
    assert {c["record"] for c in lines(folder, "changes", "crisis.db", "--since", "2000-01-01")} == {"event", "entry"}


def test_reports_are_read_in_several_processes_with_the_same_record(folder: Path, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text((folder / name).read_text(encoding="utf-8"), encoding="utf-8")
    done = sitroom(
        "add",
        "other.db",
        "a.txt",
        "b.txt",
        "--published",
        "2023-08-09",
        "--source",
        "Wire",
        "--processes",
        "2",
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    ids = {str(e["id"]) for e in lines(folder, "events", "crisis.db")}
    assert {str(e["id"]) for e in lines(tmp_path, "events", "other.db")} == ids


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (("events", "none.db"), "there is no such store. Make one: sitroom add"),
        (("events", "crisis.db", "--about", "Nigr"), "Nobody in this store is called 'Nigr'"),
        (("events", "crisis.db", "--type", "attack"), "'ATTACK' is no type"),
        (("ledger", "crisis.db", "--due", "soon"), "Write 7d, 2w"),
        (("ledger", "crisis.db", "--as-of", "31/02/2024"), "31/02/2024"),
        (("brief", "crisis.db", "--json", "--markdown"), "exclude each other"),
        (("brief", "crisis.db", "--crisis", "Mali"), "No crisis is saved as 'Mali'"),
        (("export", "crisis.db", "--format", "xml"), "There are: csv, jsonl"),
        (("correct", "crisis.db", "change", "e-1"), "'change' is no action"),
        (("correct", "crisis.db", "set", "e-1", "status=actual", "--by", "AK"), "no event of this store"),
        (("correct", "crisis.db", "undo", "x", "--by", "AK"), "no revision"),
        (("add", "crisis.db"), "Name files to add"),
        (("add", "crisis.db", "missing.txt"), "no such file"),
        (("add", "a.txt", "b.txt"), "a.txt is no store"),
    ],
)
def test_a_call_that_cannot_be_served_says_why_and_what_to_type(
    folder: Path, call: tuple[str, ...], message: str
) -> None:
    done = sitroom(*call, cwd=folder)
    assert done.returncode in (1, 2)
    assert message in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_the_demo_reads_the_packaged_case_and_prints_its_brief(tmp_path: Path) -> None:
    done = sitroom("demo", "--store", "demo.db", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    brief = json.loads(done.stdout)
    assert brief["about"] == "Belanga 2027"
    assert {"new", "in_force", "changed"} <= {s["key"] for s in brief["sections"]}
    assert "30 reports added" in done.stderr
    assert "exists already" in sitroom("demo", "--store", "demo.db", cwd=tmp_path).stderr
