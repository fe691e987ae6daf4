"""What `import sitroom` offers, and what it must not load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import sitroom

FOLDERS = ["codebook", "intake", "reading", "resolving", "record", "ledger", "store", "export", "desk", "cli"]
"""The way of the data: a folder imports only from those before it."""


def test_every_public_name_is_there() -> None:
    assert sorted(sitroom.__all__) == sitroom.__all__ or set(sitroom.__all__) == set(dir(sitroom))
    for name in sitroom.__all__:
        assert getattr(sitroom, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'reed'"):
        sitroom.reed  # noqa: B018


def test_importing_loads_no_model_and_no_heavy_library() -> None:
    heavy = {
        "onnxruntime",
        "numpy",
        "trafilatura",
        "pypdf",
        "rich",
        "typer",
        "tokenizers",
        "torch",
        "sqlalchemy",
        "alembic",
    }
    code = f"import sys, sitroom; print(sorted(m for m in sys.modules if m.split('.')[0] in {heavy}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_package_runs_without_training_libraries() -> None:
    for path in Path(sitroom.__file__).parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "import torch" not in text and "import transformers" not in text, path


def test_folders_import_only_from_those_before_them() -> None:
    home = Path(sitroom.__file__).parent
    for number, folder in enumerate(FOLDERS):
        later = FOLDERS[number + 1 :]
        for path in (home / folder).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            for other in later:
                assert f"from sitroom.{other}" not in text and f"import sitroom.{other}" not in text, (path, other)
