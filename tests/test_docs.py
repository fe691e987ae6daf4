"""The docs tell of everything that there is, and their examples run."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path

import pytest
from typer.main import get_command

from sitroom.cli.app import app
from sitroom.reader import Reader

ROOT = Path(__file__).parents[1]
REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")


def test_every_command_and_option_is_described() -> None:
    root = get_command(app)
    for option in (
        o for p in root.params for o in p.opts if o not in ("--help", "--install-completion", "--show-completion")
    ):
        assert option in REFERENCE, option
    for name, command in root.commands.items():  # type: ignore[attr-defined]
        assert f"`sitroom {name}" in REFERENCE
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--") and option != "--help":
                    assert f"`{option}" in REFERENCE, (name, option)


@pytest.mark.parametrize("name", ["reading", "event", "entry"])
def test_every_field_of_the_json_is_described(name: str) -> None:
    text = (resources.files("sitroom.codebook") / "data" / f"{name}.schema.json").read_text(encoding="utf-8")
    schema = json.loads(text)
    fields = set(schema["properties"])
    for definition in schema["$defs"].values():
        fields |= set(definition["properties"])
    assert {f for f in fields if f"`{f}`" not in REFERENCE and f'"{f}"' not in REFERENCE} == set()


def test_the_schemas_beside_the_package_are_those_that_training_writes() -> None:
    from training.schema import ENTRY_HOME, EVENT_HOME, HOME, joined_schemas, schema

    for home, made in ((HOME, schema()), *zip((EVENT_HOME, ENTRY_HOME), joined_schemas(), strict=True)):
        assert json.loads((ROOT / home).read_text(encoding="utf-8")) == made


@pytest.mark.model
def test_the_examples_in_python_run(reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "report.html").write_text("<html><body><p>x</p></body></html>", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for block in re.findall(r"```python\n(.*?)```", REFERENCE, re.DOTALL):
        exec(compile(block, "docs/reference.md", "exec"), {})


def test_no_file_of_the_project_names_a_registry_or_a_path_of_a_machine() -> None:
    suspicious = re.compile(
        r"pypi\.org|pythonhosted|registry\.npmjs|deb\.debian|/(?:root|home)/\w+|/work/", re.IGNORECASE
    )
    for path in [
        *ROOT.glob("*.md"),
        *ROOT.glob("*.toml"),
        *ROOT.glob("Makefile"),
        *ROOT.glob("docs/*"),
        *ROOT.glob("src/**/*.py"),
        *ROOT.glob("training/*"),
        *ROOT.glob("requirements/*"),
    ]:
        if path.is_file():
            found = suspicious.search(path.read_text(encoding="utf-8"))
            assert found is None, (path, found)
