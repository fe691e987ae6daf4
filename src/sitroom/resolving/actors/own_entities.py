"""The user's own table of entities: bodies, groups and states, and persons with their offices. Its rows win over the packaged ones.

Tab separated, in UTF-8: lines that begin with "#" are comments, the first other line names the columns, in any order:

    name      required. The fullest name
    aliases   other names, separated by "|"
    kind      one of CODEBOOK section 2 (state, person, armed group, ...)
    country   ISO 3166 alpha-3; empty for international, invented or unknown ones
    sectors   PLOVER codes separated by "," (GOV,MIL)
    from, to  the days between which the row holds: YYYY-MM-DD, YYYY-MM or YYYY; "to" is the first day on which it no longer does
    office    of a person: president, foreign minister, envoy, ...
    of        where the office is: alpha-3 code, or the name of a body of this table or a packaged one; without it, the row's country
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sitroom.codebook import ontology
from sitroom.errors import InputError
from sitroom.resolving.actors.days import first_day, last_day

COLUMNS = ("name", "aliases", "kind", "country", "sectors", "from", "to", "office", "of")
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}", re.ASCII)
MOST_BYTES = 20_000_000
"""Of a table: some 200,000 rows."""


@dataclass(frozen=True, slots=True)
class OwnEntity:
    """One row. line is its number in the file, for errors."""

    line: int
    name: str
    aliases: tuple[str, ...]
    kind: str
    country: str
    sectors: tuple[str, ...]
    start: str
    end: str
    office: str
    of: str


def read_own_entities(path: Path) -> tuple[OwnEntity, ...]:
    """The rows of a table. Raises InputError, with the file and line of every mistake (the first ten of them)."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"{path}: the table is larger than {MOST_BYTES // 1_000_000} MB. Keep to what you need.")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: the table of entities cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}. Save the table as UTF-8.") from None
    columns: list[str] | None = None
    rows: list[OwnEntity] = []
    wrong: list[str] = []
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if columns is None:
            columns = cells
            strange = [c for c in columns if c not in COLUMNS]
            if "name" not in columns or strange or len(set(columns)) < len(columns):
                raise InputError(
                    f"{path}, line {number}: the columns are {', '.join(columns)}. "
                    f"Name them once each, with tabs between, out of: {', '.join(COLUMNS)}; name must be there."
                )
            continue
        if len(cells) > len(columns):
            wrong.append(f"line {number}: {len(cells)} cells for {len(columns)} columns")
            continue
        row = dict.fromkeys(COLUMNS, "") | dict(zip(columns, cells, strict=False))
        problem = _problem(row)
        if problem is not None:
            wrong.append(f"line {number}: {problem}")
            continue
        rows.append(
            OwnEntity(
                number,
                row["name"],
                tuple(alias for part in row["aliases"].split("|") if (alias := part.strip())),
                row["kind"] or ("person" if row["office"] else "other"),
                row["country"],
                tuple(code for part in row["sectors"].split(",") if (code := part.strip())),
                row["from"],
                row["to"],
                row["office"].lower(),
                row["of"],
            )
        )
    if columns is None:
        raise InputError(f"{path}: the table is empty. Its first line names the columns: {', '.join(COLUMNS)}.")
    if wrong:
        more = f" (and {len(wrong) - 10} more)" if len(wrong) > 10 else ""
        raise InputError(f"{path}: " + "; ".join(wrong[:10]) + more + ". Mend these lines or put # before them.")
    return tuple(rows)


def _problem(row: dict[str, str]) -> str | None:
    """What is wrong with a row, None if nothing is."""
    if not row["name"]:
        return "no name"
    if row["kind"] and row["kind"] not in ontology.ENTITY_KINDS:
        return f"kind {row['kind']!r} is none of {', '.join(ontology.ENTITY_KINDS)}"
    if row["country"] and not (len(row["country"]) == 3 and row["country"].isascii() and row["country"].isupper()):
        return f"country {row['country']!r} is no ISO alpha-3 code such as NER"
    strange = [code for part in row["sectors"].split(",") if (code := part.strip()) and code not in ontology.sectors()]
    if strange:
        return f"sector {strange[0]!r} is none of PLOVER's"
    if row["office"] and row["kind"] not in ("", "person"):
        return f"an office of a {row['kind']}: only persons hold one"
    days: list[date | None] = []
    for column, of in (("from", first_day), ("to", last_day)):
        cell = row[column]
        try:
            if cell and not _DAY.fullmatch(cell):
                raise ValueError
            days.append(of(cell))
        except ValueError:
            return f"{column} {cell!r} is no day; write YYYY-MM-DD, YYYY-MM or YYYY"
    if days[0] is not None and days[1] is not None and days[1] < days[0]:
        return f"to {row['to']} lies before from {row['from']}"
    return None
