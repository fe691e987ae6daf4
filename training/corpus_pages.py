"""The tables of corpus/PLAN.md and docs/datasheet.md, made from the corpus and put between marks in the pages.

A mark is `<!-- figures: NAME -->` before a table and `<!-- end -->` after it; `python -m training.variety --write` makes what
stands between anew and leaves the words around alone. Numbers in bold are below their aim.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sitroom.codebook import ontology
from sitroom.errors import AnnotationError
from training.agreement import KINDS, agreement, pairs
from training.annotation import PRONOUNS
from training.plan import (
    CRISIS_WORDS,
    ELSEWHERE,
    GENRES,
    LEISURE,
    REGIONS,
    ROUNDS,
    genre,
    invented,
    kinds,
    region,
    writing_round,
)
from training.sources import LICENCES
from training.variety import LEAST_LEMMAS, MOST_OF_A_FRAME, QUANTILES, Figures, Report, sentences_of_source

PAGES = (Path("corpus/PLAN.md"), Path("docs/datasheet.md"))
TABLES = ("size", "sources", "variety", "types", "rounds", "cells", "genres", "counts", "phenomena", "agreement")
LEAST = {"type": 400, "mode": 60, "status": 400, "field": 300}
"""How often each is to stand in both parts together (issue 4)."""
LEAST_OF_A_GENRE = 20
SIZES = {
    "reports": "1,200 written",
    "documents": "350 real",
    "sentences": "6,000 real",
    "words": "180,000 written",
    "events": "8,000 written",
    "entities": "",
    "mentions": "",
    "ledger_entries": "",
}

_MARKED = re.compile(r"<!-- figures: (?P<name>[a-z-]+) -->\n.*?<!-- end -->", re.DOTALL)
_INNER_QUOTE = re.compile(r"[\"“][^\"”\n]*(?<!\w)['‘][^'’\"”\n]+['’](?!\w)[^\"”\n]*[\"”]")

EVENT_SIGNS: dict[str, Callable[[dict[str, Any]], bool]] = {
    "several parties on one side": lambda e: len(e["actors"]) > 1 or len(e["recipients"]) > 1,
    "several actors, no recipient (two-sided)": lambda e: len(e["actors"]) > 1 and not e["recipients"],
    "no actor named": lambda e: not e["actors"],
    "told more than once in the report": lambda e: bool(e.get("other_mentions")),
    "on somebody else's word": lambda e: bool(e.get("attributed_to")),
    "trigger of more than one word": lambda e: len(e["trigger"]["text"].split()) > 1,
    "date of one day": lambda e: bool(e.get("date")) and e["date"].get("from") == e["date"].get("to"),
    "date of several days or open": lambda e: bool(e.get("date")) and e["date"].get("from") != e["date"].get("to"),
}
REPORT_SIGNS: dict[str, Callable[[Report], int]] = {
    "mentions of entities by a pronoun": lambda r: sum(
        m["text"].lower() in PRONOUNS for e in r["entities"] for m in e["mentions"]
    ),
    "quotes inside quotes": lambda r: len(_INNER_QUOTE.findall(r["text"])),
    "claims disputed in the ledger": lambda r: sum(
        x["kind"] == "claim" and x["status"] == "disputed" for x in r["ledger"]
    ),
    "reports with one or two events": lambda r: 1 <= len(r["events"]) <= 2,
}


def blocks(parts: dict[str, list[Report]], figures: Figures, *, corpus: Path, data: Path | None) -> dict[str, str]:
    """The tables by name, in Markdown."""
    written = parts["written"]
    made = (
        size(written, figures),
        sources(parts["real"]),
        variety(figures),
        types(figures),
        rounds(written),
        cells(written),
        genres(written),
        counts(figures),
        phenomena(parts),
        agreed(corpus, data),
    )
    return dict(zip(TABLES, made, strict=True))


def filled(page: str, made: dict[str, str]) -> str:
    """The page with its marked tables made anew. Raises AnnotationError for a mark that no table has."""

    def put(found: re.Match[str]) -> str:
        if found["name"] not in made:
            raise AnnotationError(f"no table is called {found['name']!r}. Write one of {', '.join(made)}")
        return f"<!-- figures: {found['name']} -->\n{made[found['name']]}\n<!-- end -->"

    return _MARKED.sub(put, page)


def markdown(head: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    shown = [[str(cell) for cell in row] for row in (head, *rows)]
    return "\n".join("| " + " | ".join(row) + " |" for row in (shown[0], ["---"] * len(shown[0]), *shown[1:]))


def thin(number: int, least: int) -> str:
    return f"**{number:,}**" if number < least else f"{number:,}"


def percent(of: Iterable[bool]) -> str:
    values = list(of)
    return f"{sum(values) / max(1, len(values)):.1%}"


def size(written: list[Report], figures: Figures) -> str:
    own, real = figures["written"], figures["real"]
    political = [r for r in written if len(r["events"]) >= 3]
    return markdown(
        ("figure", "aim", "written", "real"),
        [
            *((key.replace("_", " "), aim, f"{own[key]:,}", f"{real[key]:,}") for key, aim in SIZES.items()),
            ("reports without an event", "15 %, of reports or paragraphs", *_shares(figures, "without_event")),
            ("paragraphs without an event", "", *_shares(figures, "paragraphs_without_event")),
            ("reports in an invented country", "about 30 %", percent(map(invented, written)), "-"),
            ("the same, of those with three events or more", "", percent(map(invented, political)), "-"),
        ],
    )


def _shares(figures: Figures, key: str) -> list[str]:
    return [f"{figures[part][key]:.1%}" for part in ("written", "real")]


def sources(real: list[Report]) -> str:
    """What each open set gives to the real part."""
    rows = []
    for name, licence in LICENCES.items():
        own = [r for r in real if r["id"].startswith(f"{name}/")]
        documents = len({r["id"].partition("#")[0] for r in own})
        of_set = sum(sentences_of_source(r["id"]) for r in own)
        words = sum(len(r["text"].split()) for r in own)
        rows.append(
            (
                name,
                licence,
                *(f"{n:,}" for n in (documents, len(own), of_set, words, sum(len(r["events"]) for r in own))),
            )
        )
    return markdown(("set", "licence of the texts used", "documents", "passages", "sentences", "words", "events"), rows)


def variety(figures: Figures) -> str:
    parts = [figures["written"], figures["real"]]
    rows: list[tuple[str, ...]] = [
        ("reports with a near-copy", "under 1 %", *_shares(figures, "near_copies")),
        ("the same, outside the own crisis or document", "", *_shares(figures, "near_copies_across")),
    ]
    for kind in ("opening", "skeleton", "whole"):
        top = [p["frames"][kind][0] for p in parts]
        rows.append(
            (
                f"most frequent {kind}",
                f"at most {MOST_OF_A_FRAME:.1%}",
                *(f"{t['share']:.2%} (`{t['frame'][:40]}`)" for t in top),
            )
        )
    for name in ("passive", "noun"):
        rows.append((f"triggers: {name}", "like real", *(f"{p['triggers'].get(name, 0):.1%}" for p in parts)))
    for key in ("sentence_words", "subordinators", "commas", "quotation_marks", "events_in_a_sentence"):
        name = key.replace("_", " ")
        rows.append((f"{name}: mean", "like real", *(f"{p[key]['mean']:.2f}" for p in parts)))
        quantiles = (", ".join(f"{p[key][f'q{q}']:g}" for q in QUANTILES) for p in parts)
        rows.append((f"{name}: quantiles {', '.join(map(str, QUANTILES))}", "", *quantiles))
    return markdown(("figure", "aim", "written", "real"), rows)


def types(figures: Figures) -> str:
    parts, both = (figures["written"], figures["real"]), figures["both"]
    rows = []
    for name in ontology.EVENT_TYPES:
        events = [p["counts"]["type"][name] for p in parts]
        found = [p["lemmas"][name] for p in parts]
        top = ", ".join(f"{word} {share:.0%}" for word, share in both["most_frequent"][name])
        all_ = thin(sum(events), LEAST["type"])
        rows.append((name, *events, all_, *found, thin(both["lemmas"][name], LEAST_LEMMAS), top))
    aims = f"both (aim {LEAST['type']})", f"both (aim {LEAST_LEMMAS})"
    return markdown(
        ("type", "events written", "real", aims[0], "lemmas written", "real", aims[1], "most frequent"), rows
    )


def rounds(written: list[Report]) -> str:
    """What each round of writing was for, and what it brought."""
    by_round: dict[str, list[Report]] = {name: [] for name in ROUNDS}
    for report in written:
        by_round.setdefault(writing_round(report), []).append(report)
    rows = []
    for name, own in by_round.items():
        if own:
            events = sum(len(r["events"]) for r in own)
            words = sum(len(r["text"].split()) for r in own)
            shares = percent(map(invented, own)), percent(not r["events"] for r in own)
            rows.append(
                (name, ROUNDS.get(name, ""), len(own), f"{events / len(own):.1f}", f"{words / len(own):.0f}", *shares)
            )
    return markdown(
        ("ids", "what for", "reports", "events a report", "words a report", "invented country", "no event"), rows
    )


def cells(written: list[Report]) -> str:
    """Reports of each kind of crisis in each region; a report of two kinds counts twice."""
    at = Counter((kind, region(r)) for r in written for kind in kinds(r))
    everywhere = Counter(kind for r in written for kind in kinds(r))
    per_region = Counter(map(region, written))
    columns = [*REGIONS, ELSEWHERE]
    rows: list[list[object]] = [[k, *(thin(at[k, c], 1) for c in columns), everywhere[k]] for k in CRISIS_WORDS]
    rows.append(["all reports", *(per_region[c] for c in columns), len(written)])
    return markdown(["kind of crisis", *columns, "reports"], rows)


def genres(written: list[Report]) -> str:
    rows = []
    for name in [*GENRES, LEISURE]:
        own = [r for r in written if genre(r) == name]
        reached = len(set(map(region, own)) - {ELSEWHERE}), len({k for r in own for k in kinds(r)})
        rows.append((name, thin(len(own), LEAST_OF_A_GENRE), *reached, sum(not r["events"] for r in own)))
    of = f"regions of {len(REGIONS)}", f"kinds of crisis of {len(CRISIS_WORDS)}"
    return markdown(("genre", f"reports (aim {LEAST_OF_A_GENRE})", *of, "without an event"), rows)


def counts(figures: Figures) -> str:
    """Statuses and fields in full, and of the modes those below the aim."""
    rows: list[tuple[object, ...]] = []
    for kind in ("status", "field", "mode"):
        own, real = (figures[part]["counts"][kind] for part in ("written", "real"))
        total = Counter(own) + Counter(real)
        low = [name for name in own if total[name] < LEAST[kind]]
        for name in sorted(own, key=lambda n: -total[n]):
            if kind != "mode" or name in low:
                rows.append((f"{kind} {name}", LEAST[kind], own[name], real[name], thin(total[name], LEAST[kind])))
        if kind == "mode":
            rows.append((f"the other {len(own) - len(low)} of {len(own)} modes", LEAST[kind], "", "", "reached"))
    return markdown(("counted", "aim", "written", "real", "both"), rows)


def phenomena(parts: dict[str, list[Report]]) -> str:
    """How often each phenomenon of the issue's list stands in each part, so far as an annotation shows it."""
    rows: list[tuple[str, ...]] = []
    for name, sign in EVENT_SIGNS.items():
        found = [[sign(e) for r in own for e in r["events"]] for own in parts.values()]
        rows.append((f"events: {name}", *(f"{sum(values):,} ({percent(values)})" for values in found)))
    for name, count in REPORT_SIGNS.items():
        rows.append((name, *(f"{sum(map(count, own)):,}" for own in parts.values())))
    times = Counter(r["crisis"] for r in parts["written"] if r.get("crisis"))
    rows.append(("reports of a history of five or more", str(sum(n for n in times.values() if n >= 5)), "-"))
    return markdown(("phenomenon", *parts), rows)


def agreed(corpus: Path, data: Path | None) -> str:
    """The second annotation against the first (`training.agreement`)."""
    both = [agreement(*pairs(corpus, data, kind)) for kind in KINDS]

    def shown(value: Any) -> str:
        if not isinstance(value, dict):
            return f"{value:.2f}"
        return f"{value['f1']:.2f} ({value['gold']})" if value["gold"] else "- (0)"

    columns = [f"{f['reports']} {name}" for f, name in zip(both, ("written reports", "real passages"), strict=True)]
    rows = [(key, *(shown(f[key]) for f in both)) for key in both[0] if key != "reports"]
    return markdown(("F1 (annotated first), or share", *columns), rows)
