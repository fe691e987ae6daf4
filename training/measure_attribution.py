"""Sources and contents of quotations on the development part of PolNeAR, which serves to measure only.

    python training/measure_attribution.py --data ../shared/data [--errors 40]

Source given the content. For each annotated attribution with a content, the quotation found whose content overlaps the
annotated content most (characters shared, over characters in either) answers; where none overlaps, the quotation answers
whose cue is nearest in the sentences that the content touches. Its source is right if it overlaps the annotated source
and has the same head word: the last word before the first preposition, comma, bracket or relative pronoun, without a
genitive ending. Precision is right over answered with a source, recall is right over annotated with a source. An
attribution annotated without a source is left out of this figure, and counted as a wrong answer in the strict one.

Content detection. A content found and one annotated are the same if their shared characters are at least half of those in
either; each counts once. PolNeAR also annotates attitudes, intentions and intimations ("is expected", "his strategy to").

Kind is told from the marks in the annotated content: direct if it begins and ends with one, mixed if it holds one.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from sitroom.reading.sentences import split_sentences
from sitroom.resolving.quotations import Quotation, find_quotations
from sitroom.resolving.quotations.records import Act

Spans = list[tuple[int, int]]
HEAD_ENDS = re.compile(
    r"\s*[,(\[;:]|\s(?:of|in|on|at|for|with|from|to|by|about|against|who|which|that|and|or|as|"
    r"among|between|inside|near|over|under|within|--|–|—)\s",
    re.I,
)
MARKS = re.compile(r"[\"“”]|''|``")
SAME_CONTENT = 0.5


@dataclass
class Tally:
    right: int = 0
    answered: int = 0
    wanted: int = 0
    sourceless_answered: int = 0

    def figures(self, *, strict: bool = False) -> tuple[float, float, float]:
        answered = self.answered + (self.sourceless_answered if strict else 0)
        precision, recall = self.right / max(1, answered), self.right / max(1, self.wanted)
        return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


@dataclass
class Detection:
    """Contents of one kind (or act): recall counts annotated ones of that kind, precision found ones of that kind."""

    found: int = 0
    found_right: int = 0
    wanted: int = 0
    wanted_found: int = 0

    def figures(self) -> tuple[float, float, float]:
        precision, recall = self.found_right / max(1, self.found), self.wanted_found / max(1, self.wanted)
        return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


@dataclass
class Scores:
    source: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    content: dict[str, Detection] = field(default_factory=lambda: defaultdict(Detection))
    errors: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    causes: Counter[str] = field(default_factory=Counter)


def overlap(a: Spans, b: Spans) -> int:
    return sum(max(0, min(e, f) - max(s, t)) for s, e in a for t, f in b)


def likeness(a: Spans, b: Spans) -> float:
    shared = overlap(a, b)
    return shared / max(1, sum(e - s for s, e in a) + sum(e - s for s, e in b) - shared)


def head(words: str) -> str:
    words = words.strip(" ,.'\"“”’—–-")
    end = HEAD_ENDS.search(words, 1)
    base = words[: end.start()] if end else words
    found = re.findall(r"[\w.\-&]+(?:['’](?!s\b)\w+)*", re.sub(r"['’](?:s|re|ve|ll|d|m)?\b", "", base))
    return found[-1].lower().strip(".") if found else words.lower()


def kind_of(content: str) -> str:
    content = content.strip(" ,.…")
    if not MARKS.search(content):
        return "indirect"
    return "direct" if MARKS.match(content) and MARKS.search(content[-3:]) else "mixed"


def spans_of(quotation: Quotation) -> Spans:
    return [(each.start, each.end) for each in quotation.content]


def answer(gold: Spans, found: list[Quotation], sentences: Spans) -> Quotation | None:
    """The quotation that answers for an annotated content; None if its sentences hold no cue."""
    best = max(found, key=lambda each: likeness(gold, spans_of(each)), default=None)
    if best is not None and overlap(gold, spans_of(best)):
        return best
    touched = [(s, e) for s, e in sentences if overlap(gold, [(s, e)])]
    near = [q for q in found if any(s <= q.cue.start < e for s, e in touched)]
    return min(near, key=lambda q: min(abs(q.cue.start - p) for span in gold for p in span), default=None)


def same_source(found: Quotation, gold: Spans, words: str) -> bool:
    source = found.source
    return source is not None and overlap([(source.start, source.end)], gold) > 0 and head(source.text) == head(words)


def score_document(document: dict[str, Any], found: list[Quotation], scores: Scores) -> None:
    text = document["text"]
    sentences = split_sentences(text)
    golds: list[tuple[Spans, str]] = []
    for each in document["attributions"]:
        gold = [(s, e) for s, e in each["content"]]
        if not gold:
            continue
        kind = kind_of(each["content_text"])
        golds.append((gold, kind))
        chosen = answer(gold, found, sentences)
        for tally in (scores.source[kind], scores.source["all"]):
            if not each["source"]:
                tally.sourceless_answered += chosen is not None and chosen.source is not None
                continue
            tally.wanted += 1
            if chosen is not None and chosen.source is not None:
                tally.answered += 1
                tally.right += same_source(chosen, [(s, e) for s, e in each["source"]], each["source_text"])
        if each["source"]:
            note_error(text, each, chosen, gold, kind, scores)
    match_contents(golds, found, scores)


def note_error(
    text: str, each: dict[str, Any], chosen: Quotation | None, gold: Spans, kind: str, scores: Scores
) -> None:
    if chosen is not None and same_source(chosen, [(s, e) for s, e in each["source"]], each["source_text"]):
        scores.causes["right"] += 1
        return
    if chosen is None:
        cause = "no cue"
    elif not overlap(gold, spans_of(chosen)):
        cause = "content missed"
    elif each["cue"] and not overlap([(chosen.cue.start, chosen.cue.end)], [(s, e) for s, e in each["cue"]]):
        cause = "other cue"
    else:
        cause = "source wrong" if chosen.source else "source missed"
    scores.causes[cause] += 1
    start = min(gold[0][0], each["source"][0][0], each["cue"][0][0] if each["cue"] else gold[0][0])
    told = f"{chosen.source and chosen.source.text!r} by {chosen.cue.text!r} ({chosen.reason})" if chosen else None
    scores.errors[cause].append(
        f"{kind} | {text[max(0, start - 60) : start + 220]!r}\n      wanted {each['source_text']!r} | {each['cue_text']!r} "
        f"| {each['content_text'][:50]!r}\n      found {told}"
    )


def match_contents(golds: list[tuple[Spans, str]], found: list[Quotation], scores: Scores) -> None:
    pairs = sorted(
        ((likeness(gold, spans_of(q)), g, f) for g, (gold, _) in enumerate(golds) for f, q in enumerate(found)),
        reverse=True,
    )
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for like, g, f in pairs:
        if like < SAME_CONTENT:
            break
        if g not in used_gold and f not in used_found:
            used_gold.add(g)
            used_found.add(f)
    for place, (_, kind) in enumerate(golds):
        for detection in (scores.content["all"], scores.content[kind]):
            detection.wanted += 1
            detection.wanted_found += place in used_gold
    for place, quotation in enumerate(found):
        for name in ("all", quotation.kind, quotation.act):
            scores.content[name].found += 1
            scores.content[name].found_right += place in used_found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds polnear/")
    parser.add_argument("--errors", type=int, default=0, help="print so many wrong answers of each cause")
    parser.add_argument(
        "--part", choices=("dev", "train"), default="dev", help="dev gives the figure; train is to look at"
    )
    options = parser.parse_args()
    with gzip.open(options.data / "polnear" / f"{options.part}.jsonl.gz", "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    scores = Scores()
    find_quotations("Warm up, he said.")
    seconds, characters = 0.0, 0
    for document in documents:
        began = time.process_time()
        found = list(find_quotations(document["text"]))
        seconds += time.process_time() - began
        characters += len(document["text"])
        score_document(document, found, scores)
    for cause, notes in scores.errors.items():
        for note in notes[:: max(1, len(notes) // options.errors)] if options.errors else []:
            print(f"{cause}: {note}")
    report(scores, characters / seconds)


def report(scores: Scores, speed: float) -> None:
    print("causes", dict(scores.causes))
    for kind in ("all", "direct", "mixed", "indirect"):
        tally = scores.source[kind]
        precision, recall, f1 = tally.figures()
        strict = tally.figures(strict=True)[2]
        print(
            f"source given content, {kind:8}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f} (strict {strict:.3f}) of "
            f"{tally.wanted}"
        )
        precision, recall, f1 = scores.content[kind].figures()
        print(
            f"content detection,    {kind:8}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f} of {scores.content[kind].wanted}"
        )
    acts = {act: scores.content[act] for act in get_args(Act)}
    print(
        "content precision by act:",
        ", ".join(f"{act} {each.figures()[0]:.3f} of {each.found}" for act, each in acts.items()),
    )
    print(f"{speed:,.0f} characters a second of processor time")


if __name__ == "__main__":
    main()
