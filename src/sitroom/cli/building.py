"""`sitroom gazetteer`: a larger gazetteer from a dump of GeoNames."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.console import Console

from sitroom.cli.writing import write
from sitroom.errors import InputError
from sitroom.resolving.places.building import CLASSES, packed, with_dump
from sitroom.resolving.places.gazetteer import packaged_gazetteer


def gazetteer(
    dumps: Sequence[Path],
    out: Path,
    countries: Sequence[str],
    classes: str,
    min_population: int,
    *,
    as_json: bool,
) -> int:
    """Write the file whole or not at all, and say how many places it has. Raises InputError."""
    codes = [code.upper() for code in countries]
    for code in codes:
        if not re.fullmatch(r"[A-Z]{3}", code):
            raise InputError(f"--country {code!r} is no ISO alpha-3 code such as NER.")
    if not classes or set(classes.upper()) - set(CLASSES):
        raise InputError(f"--classes {classes!r}: write letters out of {CLASSES}.")
    console = Console(stderr=True)
    with console.status("reading the dump"):
        found = with_dump(dumps, classes=classes.upper(), countries=codes, min_population=min_population)
        data = packed(found)
    write(out, [data])
    new = len(found) - len(packaged_gazetteer().names)
    if as_json:
        typer.echo(json.dumps({"file": str(out), "places": len(found), "new": new, "bytes": len(data)}))
    else:
        typer.echo(
            f"{out}: {len(found):,} places, {new:,} of them new, {len(data) / 1e6:.1f} MB. "
            f"Use it with: sitroom --gazetteer {out} read ..."
        )
    return 0
