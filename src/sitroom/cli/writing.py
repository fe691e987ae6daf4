"""Files that a command writes: whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sitroom.errors import InputError


def write(path: Path, parts: Iterable[str | bytes]) -> None:
    """Write a file as a whole, texts in UTF-8: it is there complete, or it is as it was. Raises InputError."""
    beside = path.with_name(path.name + ".part")
    try:
        with beside.open("wb") as stream:
            for part in parts:
                stream.write(part.encode() if isinstance(part, str) else part)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise InputError(
            f"{path}: cannot be written ({error.strerror}). Give a file in a folder that you may write to."
        ) from error
