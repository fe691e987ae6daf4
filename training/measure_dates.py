"""Value F1 of the date grammar on TempEval-3's training news (TimeBank and AQUAINT), which serves to measure only.

    python training/measure_dates.py --data ../shared/data [--errors 40]

Given are each gold phrase of type DATE, its sentence, and the document's date; wanted is its value, day precision and
coarser. An interval is right if it is the gold value's, or if the smallest day, weekend, week, month, quarter, year,
decade or century that holds it is ("late February" has the value 1998-02 and a modifier in the gold), or if a phrase
such as "earlier this month" gives a part of the gold value. A gold value without a place on the calendar (PAST_REF,
a duration) is wanted to stay unresolved: an interval for it counts against precision. Values with X in them ("some
week of 1989") are counted apart, as no day-exact answer to them can be right. "The quarter" and its like are given the
interval that was read last in the document.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from sitroom.codebook.values import Interval
from sitroom.resolving.dates import find_dates, read_date
from sitroom.resolving.dates.calendar import (
    Unit,
    half_of,
    month_of,
    one_day,
    quarter_of,
    season_of,
    unit_around,
    week_of,
    weekend_of,
    year_of,
    years_from,
)

SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
SHAPES = re.compile(
    r"(?P<y>\d{4})(?:-(?:(?P<m>\d{2})(?:-(?P<d>\d{2}))?|W(?P<w>\d{1,2})(?P<we>-WE)?|Q(?P<q>[1-4])|H(?P<h>[12])|"
    r"(?P<s>SP|SU|FA|WI)))?(?:T.*)?"
)
PARTS = re.compile(r"\b(?:early|earlier|late|later|mid|middle|end|start|beginning|so far|since|after|before)\b", re.I)
UNITS: tuple[Unit, ...] = ("day", "week", "month", "quarter", "year", "decade", "century")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"'\u201d]*\s+(?=[A-Z\"'`])|\n+")


@dataclass
class Score:
    right: int = 0
    wrong: int = 0
    missed: int = 0
    spurious: int = 0
    kinds: Counter[str] = field(default_factory=Counter)

    def figures(self) -> tuple[float, float, float]:
        """Precision, recall, F1 of values."""
        answered = self.right + self.wrong + self.spurious
        wanted = self.right + self.wrong + self.missed
        precision, recall = self.right / max(1, answered), self.right / max(1, wanted)
        return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def gold_interval(value: str) -> Interval | None:
    """The days of a TIMEX3 value; None for a value that names no stretch of the calendar."""
    if re.fullmatch(r"\d{3}X?", value):
        return years_from(int(value[:3]) * 10, 10, "")
    if re.fullmatch(r"\d{2}(?:XX)?", value):
        return years_from(int(value[:2]) * 100 + 1, 100, "")
    match = SHAPES.fullmatch(re.sub(r"(T[A-Z]{2})$", "", value))
    if match is None:
        return None
    year = int(match["y"])
    if match["d"]:
        return one_day(date(year, int(match["m"]), int(match["d"])), "")
    if match["m"]:
        return month_of(year, int(match["m"]), "")
    if match["w"]:
        monday = date.fromisocalendar(year, int(match["w"]), 1)
        return weekend_of(monday, "") if match["we"] else week_of(monday, "")
    if match["q"]:
        return quarter_of(year, int(match["q"]), "")
    if match["h"]:
        return half_of(year, int(match["h"]), "")
    if match["s"]:
        return season_of(year, SEASONS[match["s"]], "")
    return year_of(year, "")


def holding_unit(interval: Interval) -> tuple[date, date] | None:
    start, end = interval.start or interval.end, interval.end or interval.start
    if start is None or end is None:
        return None
    weekend = weekend_of(start, "")
    if weekend.start and weekend.end and weekend.start <= start and end <= weekend.end and start != end:
        return weekend.start, weekend.end
    for unit in UNITS:
        whole = unit_around(start, unit, "")
        if whole.start and whole.end and end <= whole.end:
            return whole.start, whole.end
    return None


def agrees(found: Interval, gold: Interval, phrase: str) -> bool:
    if (found.start, found.end) == (gold.start, gold.end):
        return True
    if holding_unit(found) == (gold.start, gold.end):
        return True
    start, end = found.start or found.end, found.end or found.start
    return bool(
        PARTS.search(phrase) and start and end and gold.start and gold.end and gold.start <= start and end <= gold.end
    )


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence that holds the phrase, by full stops before capitals."""
    left = max((m.end() for m in SENTENCE_END.finditer(text, max(0, start - 600), start)), default=max(0, start - 600))
    right = next(
        (m.start() for m in SENTENCE_END.finditer(text, end, min(len(text), end + 400))), min(len(text), end + 400)
    )
    return text[left:right]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds timebank_tbaq/")
    parser.add_argument("--errors", type=int, default=0, help="print so many wrong, missed and spurious phrases each")
    parser.add_argument("--no-clause", action="store_true", help="read each phrase without its sentence")
    options = parser.parse_args()
    score, open_values, finding = Score(), Counter[str](), Counter[str]()
    errors: dict[str, list[str]] = {"wrong": [], "missed": [], "spurious": []}
    phrases, seconds, characters, finding_seconds = 0, 0.0, 0, 0.0
    with gzip.open(options.data / "timebank_tbaq" / "train.jsonl.gz", "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    for document in documents:
        published = document["dct"]["value"][:10]
        text = document["text"]
        began = time.perf_counter()
        stretches = find_dates(text)
        finding_seconds += time.perf_counter() - began
        characters += len(text)
        spans = {(each.start, each.end) for each in stretches}
        covered = sorted(spans)
        last: Interval | None = None
        for timex in sorted(document["timexes"], key=lambda each: each["start"]):
            if timex["type"] not in ("DATE", "TIME"):
                continue
            finding["gold"] += 1
            finding["touched"] += any(s < timex["end"] and timex["start"] < e for s, e in covered)
            finding["exact"] += (timex["start"], timex["end"]) in spans
            if timex["type"] != "DATE":
                continue
            phrase = timex["text"]
            clause = None if options.no_clause else sentence_around(text, timex["start"], timex["end"])
            began = time.perf_counter()
            reading = read_date(phrase, published=published, clause=clause, reference=last)
            seconds += time.perf_counter() - began
            phrases += 1
            found = reading.interval
            if found is not None:
                last = found
            value = timex["value"]
            if "X" in value and not re.fullmatch(r"\d{3}X|\d{2}XX", value):
                open_values["all"] += 1
                open_values["resolved"] += found is not None
                continue
            gold = gold_interval(value)
            days = found and f"{found.start}..{found.end}"
            note = f"{published} {phrase!r} gold {value} found {days} | {reading.reason} | {(clause or '')[:150]!r}"
            if gold is None:
                score.spurious += found is not None
                if found is not None:
                    errors["spurious"].append(note)
            elif found is None:
                score.missed += 1
                errors["missed"].append(note)
            elif agrees(found, gold, phrase):
                score.right += 1
            else:
                score.wrong += 1
                errors["wrong"].append(note)
    for kind, notes in errors.items():
        for note in notes[: options.errors]:
            print(f"{kind}: {' '.join(note.split())}")
    precision, recall, f1 = score.figures()
    print(
        f"phrases {phrases}: right {score.right}, wrong {score.wrong}, missed {score.missed}, spurious {score.spurious}"
    )
    print(f"value precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    print(
        f"values left open in the gold, not scored: {open_values['all']}, of which given an interval "
        f"{open_values['resolved']}"
    )
    print(f"reading: {phrases / seconds:,.0f} phrases a second")
    print(
        f"find_dates: touches {finding['touched'] / finding['gold']:.3f}, exact "
        f"{finding['exact'] / finding['gold']:.3f} of "
        f"{finding['gold']} gold DATE and TIME phrases; {characters / finding_seconds:,.0f} characters a second"
    )


if __name__ == "__main__":
    main()
