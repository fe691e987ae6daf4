"""Measure resolve_entity on the corpus (development use) and on the hand-made dated cases of training/data/entity_cases.tsv.

    python -m training.measure_entities --data ../shared/data [--parts written/development,real/development] [--context near]
        [--misses 40]

Corpus: each annotated entity of KINDS whose name stands in the report, or else its longest mention that is a name or a
description (CODEBOOK rule 17); one that only pronouns name is left out. Given are the phrase, the report's day, and what
--context says of the other entities of the report (the reader gives all of this to a mention, see `resolving.cast`):
    near        the countries of their mentions as annotated; the same code as in the reader chooses among them (the default)
    resolved    the same with the countries that the tables give them, as in the reader: what places and names cost is in the figure
    most-named  for a description the country annotated most, nothing for a name: what earlier figures were measured with
An answer is right if its country is the annotated one and the sectors share one or are both empty. A state's name answers no
sectors and is read as GOV; states and organisations annotated without sectors (the corpus gives NATO none, our table MIL) are
not asked for any. Where the annotation has no country outside an international organisation (invented
countries), and for a name that no table knows, right means that no country but the annotated one is claimed: to abstain is
right there. "strict" compares every answer whole, and takes an abstention for right only where no country is annotated.
Precision: right of the answers. Recall: right answers of all entities.

Cases: the name (or another name of the same entity), country and sectors must be right, see the head of the table.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args

from sitroom.codebook.stretches import Stretch
from sitroom.intake import parse_day
from sitroom.intake.dateline import read_dateline
from sitroom.resolving import names
from sitroom.resolving.actors import ResolvedEntity, resolve_entity
from sitroom.resolving.actors.names import name_key
from sitroom.resolving.cast import Sides, named_country, opposed_countries, resolve_mention, surroundings_of
from sitroom.resolving.surroundings import NO_STATE, UNKNOWN_STATE, Named, Surroundings
from training.annotation import CORPUS_KINDS
from training.corpus import load_part

KINDS = (
    "state", "government body", "armed force", "international organisation", "person", "party", "armed group",
)  # fmt: skip
Context = Literal["near", "resolved", "most-named"]
CASES = Path(__file__).with_name("data") / "entity_cases.tsv"
_LONGEST = 120
"""Characters: a longer mention is a clause rather than a description."""


@dataclass
class Score:
    """Counts of one kind: asked, answered, right answers, right abstentions, and right by the strict comparison."""

    asked: int = 0
    answered: int = 0
    right: int = 0
    silent: int = 0
    strict: int = 0

    def line(self) -> str:
        return (
            f"right {self.share:.3f} of {self.asked:4}   precision {self.right / max(1, self.answered):.3f}   "
            f"recall {self.right / max(1, self.asked):.3f}   abstains {1 - self.answered / max(1, self.asked):.3f}   "
            f"strict {self.strict / max(1, self.asked):.3f}"
        )

    @property
    def share(self) -> float:
        return (self.right + self.silent) / max(1, self.asked)


@dataclass
class Result:
    by_kind: dict[str, Score] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def count(self, kind: str, found: ResolvedEntity | None, right: bool, strict: bool, miss: str) -> None:
        for each in (kind, "all"):
            score = self.by_kind.setdefault(each, Score())
            score.asked += 1
            score.answered += found is not None
            score.right += right and found is not None
            score.silent += right and found is None
            score.strict += strict
        if not right:
            self.misses.append(f"{kind} | {miss} | {_told(found)}")

    def show(self, title: str, misses: int) -> None:
        print(f"== {title}")
        for kind, score in sorted(self.by_kind.items(), key=lambda item: (item[0] != "all", -item[1].asked)):
            print(f"{kind:28}{score.line()}")
        for miss in self.misses[:misses]:
            print("   ", miss)


def _told(found: ResolvedEntity | None) -> str:
    if found is None:
        return "-"
    return f"{found.name} {found.country} {','.join(found.sectors)} ({found.entity_id}; {found.reason})"


def phrase_of(entity: dict[str, Any], text: str) -> str | None:
    """The words by which a report names an entity most fully; None if only pronouns stand for it."""
    if re.search(rf"(?<!\w){re.escape(entity['name'])}(?!\w)", text) and names.form_of(entity["name"]) != "pronoun":
        return str(entity["name"])
    told = [m["text"] for m in entity["mentions"] if names.form_of(m["text"]) != "pronoun"]
    told = [words for words in told if len(words) <= _LONGEST]
    return max(told, key=lambda words: (names.form_of(words) == "name", len(words)), default=None)


def home_of(report: dict[str, Any], but: dict[str, Any]) -> str | None:
    """The country that the annotated places and states of a report name most; if none leads, that of most other mentions.

    The entity asked about is left out.
    """
    for kinds in (("place", "state"), CORPUS_KINDS):
        found: Counter[str] = Counter()
        for entity in report["entities"]:
            if entity is not but and entity["kind"] in kinds and entity.get("country"):
                found[entity["country"]] += sum(names.form_of(m["text"]) != "pronoun" for m in entity["mentions"])
        ranked = found.most_common(2)
        if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
            return ranked[0][0]
    return None


def around(report: dict[str, Any], but: dict[str, Any], day: date | None, *, resolved: bool) -> Surroundings:
    """The countries that the mentions of the other entities of a report name, as annotated or resolved."""
    named: list[Named] = []
    for entity in report["entities"]:
        kind, country = entity["kind"], entity.get("country")
        if entity is but or kind not in CORPUS_KINDS:
            continue
        if country is None and kind == "state":
            country = UNKNOWN_STATE + entity["name"]
        elif country is None and kind == "international organisation":
            country = NO_STATE
        for m in entity["mentions"]:
            if resolved:
                found = named_country(Stretch(m["start"], m["end"], m["text"]), kind, day)
                named += [found] if found is not None else []
            elif country is not None and names.form_of(m["text"]) != "pronoun":
                named.append(Named(m["start"], m["end"], country, kind in ("place", "state")))
    text = report["text"]
    for m in but["mentions"]:
        text = text[: m["start"]] + " " * (m["end"] - m["start"]) + text[m["end"] :]
    dateline = read_dateline(report["text"])
    return surroundings_of(named, text, body_start=dateline.end if dateline is not None else 0)


def answered(
    report: dict[str, Any], entity: dict[str, Any], phrase: str, day: date | None, context: Context
) -> ResolvedEntity | None:
    if context == "most-named":
        own = home_of(report, entity) if names.form_of(phrase) == "description" else None
        return resolve_entity(names.without_genitive(phrase), on=day, report_country=own)
    told = [m for m in entity["mentions"] if m["text"] == phrase] or entity["mentions"]
    start = min((int(m["start"]) for m in told), default=0)
    surroundings = around(report, entity, day, resolved=context == "resolved")
    stretch = Stretch(start, start + len(phrase), phrase)
    return resolve_mention(
        stretch, entity["kind"], text=report["text"], on=day, surroundings=surroundings, opposed=across(report, entity)
    )


def across(report: dict[str, Any], entity: dict[str, Any]) -> frozenset[str]:
    """The states that stand across from an entity in its annotated events."""
    number = {e["id"]: n for n, e in enumerate(report["entities"])}
    sides = [
        Sides(
            event["type"],
            frozenset(number[p["entity"]] for p in event["actors"]),
            frozenset(number[p["entity"]] for p in event["recipients"]),
        )
        for event in report["events"]
    ]
    countries = [e.get("country") if e["kind"] == "state" else None for e in report["entities"]]
    return opposed_countries(sides, countries).get(number[entity["id"]], frozenset())


def share(gold: Sequence[str], found: Sequence[str]) -> bool:
    return bool(set(gold) & set(found)) or not (gold or found)


def judge(entity: dict[str, Any], phrase: str, found: ResolvedEntity | None) -> tuple[bool, bool]:
    """Whether an answer is right, and whether it is by the strict comparison."""
    country = entity.get("country")
    nowhere = country is None and entity["kind"] != "international organisation"
    if found is None:
        return nowhere or _is_unknown_name(phrase, None), nowhere
    sectors = found.sectors or (("GOV",) if found.kind == "state" else ())
    gold = entity.get("sectors") or ()
    whole = found.country == country and share(gold, sectors)
    if not gold and entity["kind"] in ("state", "international organisation"):
        return found.country == country, whole
    if nowhere or _is_unknown_name(phrase, found):
        return found.country in (None, country), whole
    return whole, whole


def _is_unknown_name(phrase: str, found: ResolvedEntity | None) -> bool:
    return names.form_of(phrase) == "name" and (found is None or found.entity_id is None)


def measure_part(reports: list[dict[str, Any]], context: Context = "near") -> Result:
    result = Result()
    for report in reports:
        day = parse_day(report["published"]) if report.get("published") else None
        for entity in report["entities"]:
            phrase = phrase_of(entity, report["text"]) if entity["kind"] in KINDS else None
            if phrase is None:
                continue
            found = answered(report, entity, phrase, day, context)
            right, strict = judge(entity, phrase, found)
            gold = f"{entity.get('country')} {','.join(entity.get('sectors') or ())}"
            result.count(entity["kind"], found, right, strict, f"{phrase!r} {day} {report['id']} | {gold}")
    return result


@dataclass(frozen=True)
class Case:
    """A row of the table, see its head."""

    kind: str
    phrase: str
    day: str
    report_country: str
    name: str
    country: str
    sectors: str

    def is_met(self, found: ResolvedEntity | None) -> bool:
        if self.name == "-":
            return found is None
        if self.name == "~":
            return found is None or (found.country is None and found.entity_id is None)
        if found is None or (found.country or "-") not in self.country.split("/"):
            return False
        sectors = found.sectors or (("GOV",) if found.kind == "state" else ())
        wanted = self.sectors.split()
        fits = bool(set(sectors) & set(wanted)) or ("-" in wanted and not found.sectors)
        return fits and (self.name == "?" or any(self._is_called(name, found) for name in self.name.split("/")))

    def _is_called(self, name: str, found: ResolvedEntity) -> bool:
        if name_key(name) == name_key(found.name):
            return True
        known = resolve_entity(name, on=self.day)
        return known is not None and known.entity_id is not None and known.entity_id == found.entity_id


def cases(path: Path = CASES) -> list[Case]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [Case(*line.split("\t")) for line in lines[1:]]


def measure_cases(rows: list[Case]) -> Result:
    result = Result()
    for case in rows:
        found = resolve_entity(case.phrase, on=case.day, report_country=case.report_country or None)
        right = case.is_met(found)
        told = f"{case.phrase!r} {case.day} {case.report_country or '-'} | {case.name} {case.country} {case.sectors}"
        result.count(case.kind, found, right, right, told)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="the folder of the open sets; real parts need it")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--parts", default="written/development,real/development")
    parser.add_argument("--context", choices=get_args(Context), default="near")
    parser.add_argument("--misses", type=int, default=0, help="print so many misses of each part")
    args = parser.parse_args()
    for part in filter(None, args.parts.split(",")):
        measure_part(load_part(args.corpus, args.data, part), args.context).show(part, args.misses)
    measure_cases(cases()).show(CASES.name, args.misses)


if __name__ == "__main__":
    main()
