"""`sitroom read` as its user calls it, in a process of its own and with the packaged model."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

pytestmark = pytest.mark.model

REPORT = "The government of Kenya condemned the army of Sudan on Tuesday after talks in Nairobi collapsed.\n"


def sitroom(*args: str, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command; its streams as text."""
    done = subprocess.run(
        [sys.executable, "-m", "sitroom", *args],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        check=False,
        env={**os.environ, "PYTHONWARNINGS": "error", "COLUMNS": "120"},
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def schema() -> dict[str, object]:
    text = (resources.files("sitroom.codebook") / "data" / "reading.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, object] = json.loads(text)
    return loaded


def test_json_is_one_line_a_report_and_fits_the_schema(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(
        "It rained in Lima all day, and the match was put off until the evening.\n", encoding="utf-8"
    )
    done = sitroom("read", "a.txt", "b.txt", "--json", "--published", "2024-05-22", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == 2
    for line in lines:
        jsonschema.validate(line, schema())
    assert lines[0]["events"]
    for event in lines[0]["events"]:
        for stretch in (event["trigger"], *event["evidence"]):
            assert lines[0]["text"][stretch["start"] : stretch["end"]] == stretch["text"]


def test_standard_input_is_read() -> None:
    done = sitroom("read", "-", "--json", stdin=REPORT.encode())
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["published"] is None


def test_a_page_is_written_and_nothing_printed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    done = sitroom("read", "a.txt", "--html", "out.html", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "<html" in (tmp_path / "out.html").read_text(encoding="utf-8")


def test_bad_files_are_named_and_the_others_read(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "good.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "folder").mkdir()
    rows = [json.dumps({"id": str(i), "text": REPORT}) for i in range(10)]
    rows[6] = '{"id": "6", "text": '
    (tmp_path / "rows.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    done = sitroom(
        "read", "empty.txt", "binary.txt", "missing.txt", "folder", "rows.jsonl", "good.txt", "--json", cwd=tmp_path
    )
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 10
    for name in ("empty.txt", "binary.txt", "missing.txt", "folder", "rows.jsonl, line 7"):
        assert sum(line.startswith(f"sitroom: {name}") for line in done.stderr.splitlines()) == 1, (name, done.stderr)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("read", "a.txt", "--published", "31/02/2026"), "31/02/2026"),
        (("read", "a.txt", "--html", "no/such/folder/out.html"), "cannot be written"),
        (("read", "a.txt", "--model", "nowhere"), "no model.json"),
    ],
)
def test_a_wrong_option_gets_one_message(tmp_path: Path, args: tuple[str, ...], message: str) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    done = sitroom(*args, cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_the_packaged_example_prints_a_record() -> None:
    done = sitroom("example")
    assert done.returncode == 0, done.stderr
    assert "Ledger at the report's end" in done.stdout


def test_help_names_every_command() -> None:
    done = sitroom("--help")
    assert done.returncode == 0
    for command in ("read", "example"):
        assert command in done.stdout


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    done = subprocess.run(
        f"{sys.executable} -m sitroom read a.txt a.txt a.txt | head -n 1",
        shell=True,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
