"""What `sitroom demo` does: the packaged case into a store, and what to look at there."""

from __future__ import annotations

import sys
import tempfile
from importlib import resources
from pathlib import Path

from sitroom.cli import asking, storing
from sitroom.errors import InputError

CASE = "case.jsonl"
CRISIS = "Belanga 2027"
SINCE = "2027-05-01"


def demo(place: str | None, as_of: str | None, html: Path | None, as_json: bool) -> int:
    """Read the packaged reports, save the crisis, print the brief of its last days. Raises InputError for a store that is there."""
    if place is not None and Path(place).exists():
        raise InputError(f"{place} exists already. Give another file name, or delete it first.")
    with tempfile.TemporaryDirectory() as folder:
        store = place or str(Path(folder) / "demo.db")
        with resources.as_file(resources.files("sitroom") / "examples" / CASE) as reports:
            storing.add(store, [str(reports)], published=None, source=None, model=None, processes=1, reread=False)
        asking.crisis(store, CRISIS, [], asking.day_option("--since", "2027-03-30"), None, quiet=True)
        day = asking.day_option("--as-of", as_of)
        since = None if day else asking.day_option("--since", SINCE)
        asking.brief(store, since=since, as_of=day, about=[], crisis=CRISIS, as_json=as_json, markdown=False, html=html)
    if place is not None:
        sys.stderr.write(
            "sitroom: an invented crisis, written for Sitroom and marked as such. Try next:\n"
            f"  sitroom ledger {place} --kind measure --as-of 2027-04-20\n"
            f"  sitroom events {place} --contested\n"
            f"  sitroom brief {place} --as-of 2027-04-12 --html brief.html\n"
        )
    return 0
