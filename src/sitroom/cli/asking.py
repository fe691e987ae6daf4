"""What `events`, `ledger`, `brief`, `export`, `changes` and `crisis` do: ask a store, print for people or for programs."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from sitroom.cli.writing import write
from sitroom.codebook.records import Json
from sitroom.errors import InputError
from sitroom.intake import parse_day
from sitroom.store import Store
from sitroom.store.queries import Query


def day_option(name: str, value: str | None) -> date | None:
    """A day as typed: YYYY-MM-DD or "today"."""
    if value is None:
        return None
    if value == "today":
        return date.today()
    try:
        return parse_day(value)
    except InputError as error:
        raise InputError(f"{name} {value!r}: {error}") from error


def due_option(value: str | None) -> int | None:
    """Days ahead: "7d", "2w" or a number."""
    if value is None:
        return None
    found = re.fullmatch(r"(\d{1,4})\s*([dw]?)", value.strip().lower())
    if found is None:
        raise InputError(f"--due {value!r} is no span of days. Write 7d, 2w or a number of days.")
    return int(found[1]) * (7 if found[2] == "w" else 1)


def query_of(store: Store, base: Query, crisis: str | None) -> Query:
    """The query with a saved crisis's names and days where none are given."""
    if crisis is None:
        return base
    saved = store.crisis(crisis)
    return replace(
        base, since=base.since or saved.since, until=base.until or saved.until, about=base.about or saved.about
    )


def events(place: str, base: Query, crisis: str | None, as_json: bool) -> int:
    with Store(place, create=False) as store:
        found = store.events(query_of(store, base, crisis))
        if as_json:
            _lines(found)
        else:
            from sitroom.desk.store_terminal import print_events

            print_events(found)
    return 0


def ledger(place: str, base: Query, crisis: str | None, as_json: bool) -> int:
    with Store(place, create=False) as store:
        query = query_of(store, base, crisis)
        found = store.ledger(query)
        if as_json:
            _lines(found)
        else:
            from sitroom.desk.store_terminal import print_ledger

            print_ledger(found, query.as_of or store.last_day())
    return 0


def brief(
    place: str,
    *,
    since: date | None,
    as_of: date | None,
    about: Sequence[str],
    crisis: str | None,
    as_json: bool,
    markdown: bool,
    html: Path | None,
) -> int:
    from sitroom.desk.brief import brief_of
    from sitroom.desk.brief_forms import as_html, as_markdown, print_brief

    if sum((as_json, markdown, html is not None)) > 1:
        raise InputError("--json, --markdown and --html exclude each other. Run the command once for each.")
    with Store(place, create=False) as store:
        saved = store.crisis(crisis) if crisis else Query()
        made = brief_of(store, since=since, as_of=as_of, about=tuple(about) or saved.about, name=crisis)
    if as_json:
        sys.stdout.write(json.dumps(made.to_dict(), ensure_ascii=False) + "\n")
    elif markdown:
        sys.stdout.write(as_markdown(made))
    elif html is not None:
        _write(html, [as_html(made)])
    else:
        from rich.console import Console

        print_brief(Console(highlight=False, soft_wrap=False), made)
    return 0


def export(place: str, base: Query, crisis: str | None, format: str, out: Path | None, bom: bool) -> int:
    from sitroom.export import FORMATS

    if format not in FORMATS:
        raise InputError(f"--format {format!r}: there is no such format. There are: {', '.join(sorted(FORMATS))}.")
    with Store(place, create=False) as store:
        lines: Iterable[str] = FORMATS[format](store, query_of(store, base, crisis))
        if bom:
            lines = _with_bom(lines)
        if out is not None:
            _write(out, lines)
        else:
            for line in lines:
                sys.stdout.write(line)
    return 0


def changes(place: str, since: str, as_json: bool) -> int:
    moment = since if "T" in since else str(day_option("--since", since))
    with Store(place, create=False) as store:
        found = store.changes(moment)
        if as_json:
            _lines(found)
        else:
            from sitroom.desk.store_terminal import print_changes

            print_changes(found)
    return 0


def crisis(
    place: str, name: str | None, about: Sequence[str], since: date | None, until: date | None, *, quiet: bool = False
) -> int:
    with Store(place, create=False) as store:
        if name is None:
            for saved, kept in sorted(store.crises().items()):
                days = f"  {kept['since'] or '…'} to {kept['until'] or '…'}" if kept["since"] or kept["until"] else ""
                sys.stdout.write(f"{saved}: {', '.join(kept['about']) or 'everybody'}{days}\n")
            return 0
        query = Query(since=since, until=until, about=tuple(about))
        for _ in store.events(replace(query, limit=1)):
            pass  # a name that nobody bears is told now, not when the crisis is first asked for
        store.save_crisis(name, query)
    if not quiet:
        sys.stderr.write(f"sitroom: saved {name!r}; use it with --crisis {name!r}\n")
    return 0


def _write(path: Path, parts: Iterable[str]) -> None:
    write(path, parts)
    sys.stderr.write(f"sitroom: wrote {path}\n")


def _with_bom(lines: Iterable[str]) -> Iterable[str]:
    yield "\ufeff"
    yield from lines


def _lines(found: Iterable[Json]) -> None:
    for value in found:
        sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
