"""Compare the heads of state and government of offices.tsv with the REIGN list of leaders (to March 2021), which is not copied.

    python training/check_offices.py [--reign ../shared/data/reign/leaders.tsv] [--since 2000] [--misses 40]

For each leader spell of REIGN that begins or goes on after the year given: is a person of that surname in our table with an office
of that state that holds in the middle of the spell? Rule for differences: a day that two independent lists share wins; where only
the first day differs by less than 31 days ours stays, because REIGN gives the day of taking power and we the day of taking office.
"""

from __future__ import annotations

import argparse
import csv
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from sitroom.resolving.actors.days import first_day, holds_on
from sitroom.resolving.actors.names import name_key
from sitroom.resolving.actors.tables import states, terms


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reign", type=Path, default=Path("../shared/data/reign/leaders.tsv"))
    parser.add_argument("--since", type=int, default=2000)
    parser.add_argument("--misses", type=int, default=0)
    arguments = parser.parse_args()
    by_cow = {s.cow: s for s in states() if s.cow}
    agree = spells = covered_state = same_day = compared = 0
    misses: list[str] = []
    with arguments.reign.open(encoding="utf-8") as handle:
        for row in csv.DictReader(handle, delimiter="\t"):
            state = by_cow.get(row["cowcode"])
            if state is None or not row["end_year"].isdigit() or int(row["end_year"]) < arguments.since:
                continue
            start = date(int(row["start_year"]), int(row["start_month"]), min(int(row["start_day"]), 28))
            end = date(int(row["end_year"]), int(row["end_month"]), 28)
            if (end - max(start, date(arguments.since, 1, 1))).days < 60:
                continue
            spells += 1
            ours = [t for t in terms() if t.where == state.key]
            covered_state += bool(ours)
            begin = max(start, date(arguments.since, 1, 1))
            middle = date.fromordinal((begin.toordinal() + end.toordinal()) // 2)
            surname = set(name_key(row["leader"]).replace("al ", "").split())
            right = [
                t
                for t in ours
                if holds_on(t.start, t.end, middle)
                and surname & set(name_key(" ".join((t.person, *t.aliases))).split())
            ]
            agree += bool(right)
            if right:
                compared += 1
                days = [first_day(t.start) for t in right if len(t.start) == 10]
                same_day += any(d is not None and abs((d - start).days) <= 31 for d in days)
            else:
                misses.append(f"{state.key} {row['leader']} {start} {end}")
    print(
        f"{spells} spells of REIGN since {arguments.since}; same leader in the middle of the spell: {agree} = {agree / spells:.3f}"
    )
    print(f"first day within 31 days, of those that agree: {same_day} of {compared} = {same_day / compared:.3f}")
    for miss in misses[: arguments.misses]:
        print("   ", miss)


if __name__ == "__main__":
    main()
