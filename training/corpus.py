"""The corpus as training reads it: written reports, and real text joined with its stand-off labels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from training.annotation import align, load
from training.standoff import join


def load_part(corpus: Path, data: Path | None, part: str) -> list[dict[str, Any]]:
    """Aligned reports of a part ("train", "development", "test"); "written/..." or "real/..." gives one kind alone.

    Real text needs data, the folder of the open sets; without it only written reports come back.
    """
    kind, _, name = part.rpartition("/")
    out: list[dict[str, Any]] = []
    if kind in ("", "written"):
        path = corpus / "written" / f"{name}.jsonl"
        if path.exists():
            out += [align(r) for r in load(path)]
    if kind in ("", "real") and data is not None:
        path = corpus / "real" / f"{name}.jsonl"
        if path.exists():
            out += join(load(path), data)
    return out
