"""Dates and amounts on phrases that were written apart from the grammars, by somebody who had not seen them.

    python -m training.measure_phrases [--misses 40]

training/data/date_cases.tsv: phrase, publication day, tense of its verb, first and last day ("-" in both: cannot be dated);
training/data/amount_cases.tsv: phrase, country, least and most, unit. A date is right if both ends are; one without a first day is a
deadline, and right if its last day is. One that cannot be dated is right if no interval is given, and silently defaulted if the publication
day is. An amount is right in both numbers and its unit. Units other than money are words: the list has the head alone ("tonnes" of
wheat), and one word for each kind of harm.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path

from sitroom.resolving.amounts import resolve_amount
from sitroom.resolving.dates import resolve_date, resolve_deadline
from sitroom.resolving.dates.anchor import Tense

HOME = Path(__file__).parent / "data"
TENSES: dict[str, Tense | None] = {"past": "past", "future": "future", "-": None}


def rows(name: str) -> Iterator[dict[str, str]]:
    lines = (HOME / name).read_text(encoding="utf-8").splitlines()
    yield from csv.DictReader(
        (line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE
    )


def dates() -> tuple[list[tuple[str, str, str]], int, int]:
    """Misses as (case, wanted, got), the number of cases, and of undatable ones that were given an interval."""
    wrong, count, defaulted = [], 0, 0
    for row in rows("date_cases.tsv"):
        deadline = not row["from"]
        if deadline:
            found = resolve_deadline(row["phrase"], published=row["published"])
        else:
            found = resolve_date(row["phrase"], published=row["published"], tense=TENSES[row["tense"]])
        first = "" if deadline or found is None else str(found.start or "")
        got = "-..-" if found is None else f"{first}..{found.end or ''}"
        wanted = f"{row['from']}..{row['to']}"
        count += 1
        if got != wanted:
            wrong.append((f"{row['phrase']} ({row['published']}, {row['tense']})", wanted, got))
        published = f"{row['published']}..{row['published']}"
        defaulted += wanted == "-..-" and got == published
    return wrong, count, defaulted


_SAME = {"percent": "%", "pc": "%", "wounded": "injured", "arrested": "detained", "detainees": "detained"}


def _plain(unit: str) -> list[str]:
    """The words of a unit that its head may be, in the list's terms."""
    return [_SAME.get(word, word) for word in unit.split(" of ")[0].split()]


def amounts() -> tuple[list[tuple[str, str, str]], int]:
    wrong, count = [], 0
    for row in rows("amount_cases.tsv"):
        found = resolve_amount(row["phrase"], country=row["country"] or None)
        wanted = (float(row["min"]) if row["min"] else None, float(row["max"]) if row["max"] else None, row["unit"])
        got = (None, None, None) if found is None else (found.min, found.max, found.unit)
        count += 1
        same_unit = got[2] is not None and (wanted[2] in (got[2], "people") or wanted[2] in _plain(got[2]))
        if found is None or got[:2] != wanted[:2] or not same_unit:
            wrong.append((f"{row['phrase']} ({row['country']})", str(wanted), str(got)))
    return wrong, count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", type=int, default=0)
    args = parser.parse_args()
    missed, count, defaulted = dates()
    print(
        f"dates: right {1 - len(missed) / count:.3f} of {count}; undatable ones given the publication day: {defaulted}"
    )
    for case in missed[: args.misses]:
        print("   ", *case, sep=" | ")
    missed, count = amounts()
    print(f"amounts: right {1 - len(missed) / count:.3f} of {count}")
    for case in missed[: args.misses]:
        print("   ", *case, sep=" | ")


if __name__ == "__main__":
    main()
