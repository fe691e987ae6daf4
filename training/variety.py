"""How varied the corpus is, its written and its real part side by side.

    python -m training.variety --data ../shared/data [--json | --plan | --write]

--plan prints the tables of corpus/PLAN.md and docs/datasheet.md in Markdown, --write puts them into the pages.

What is counted, without a parser:
- sentences by the reader's own splitter, datelines cut off; words are what blanks part;
- trigger lemmas: distinct lemmas of the heads of triggers (`training.lemmas`), verb and noun of one spelling counted once;
- frames: names, numbers and dates masked ("X", "#"; "the Ministry of Defence" is one X), sentences with a web address and
  those under five tokens left out; a sentence's opening is its first four tokens, its skeleton its order of function words,
  names and numbers with every run of other words as "_"; whole is the masked sentence itself;
- depth: words that open a subordinate clause, commas, quotation marks and events in a sentence;
- passives and nouns among triggers by the rules of `training.lemmas`;
- near-copies: reports that share more than half of their runs of five words with another (`training.check`).
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sitroom.codebook import ontology
from sitroom.intake.dateline import read_dateline
from sitroom.reading.sentences import split_sentences
from training.build_corpus import PARTS
from training.check import FIELDS, near_copies
from training.corpus import load_part
from training.lemmas import SMALL_WORDS, form, head, lemma

Report = dict[str, Any]
Figures = dict[str, Any]

QUANTILES = (10, 25, 50, 75, 90)
LEAST_LEMMAS = 120
MOST_OF_A_FRAME = 0.003
OPENING = 4
_TOKEN = re.compile(r"[^\W_]+(?:['’.,:-][^\W_]+)*|[^\w\s]")
_ADDRESS = re.compile(r"https?:|www ?\.|\.com\b|\bco ?\. ?uk\b|/ ?[\w-]+ ?/", re.IGNORECASE)
_NAME = re.compile(r"(?:the )?\bX\b(?: of (?:the )?X\b)*")
_QUOTES = re.compile('["“”]')
_SUBORDINATORS = frozenset(
    "that which who whom whose because although though while if unless until once when where after before since whether "
    "whereas provided lest".split()
)
_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve dozen hundred thousand million billion monday tuesday wednesday "
    "thursday friday saturday sunday january february march april may june july august september october november december jan feb mar "
    "apr jun jul aug sept sep oct nov dec".split()
)
_MONTH_OR_WORD = frozenset({"may", "march"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and the events whose trigger begins in it, with the trigger's place in the sentence."""

    text: str
    triggers: tuple[tuple[str, int, int], ...]


def sentences(report: Report) -> Iterator[Sentence]:
    """The sentences of an aligned report's text, its dateline cut off."""
    text = report["text"]
    dateline = read_dateline(text)
    triggers = [(e["type"], e["trigger"]["start"], e["trigger"]["end"]) for e in report["events"]]
    for start, end in split_sentences(text, dateline.end if dateline else 0):
        own = tuple((name, a - start, b - start) for name, a, b in triggers if start <= a < end)
        yield Sentence(text[start:end], own)


def common_words(texts: Iterable[str]) -> frozenset[str]:
    """Words that stand somewhere in small letters: such a word is no name at the head of a sentence."""
    return frozenset(t for text in texts for t in _TOKEN.findall(text) if t[0].islower())


def masked(sentence: str, common: frozenset[str]) -> list[str]:
    """The sentence's tokens in small letters, names as "X", numbers and dates as "#"."""
    out: list[str] = []
    for i, token in enumerate(_TOKEN.findall(sentence)):
        small = token.lower()
        capital = token[0].isupper()
        if token[0].isdigit() or (small in _NUMBERS and (capital or small not in _MONTH_OR_WORD)):
            word = "#"
        elif capital and token != "I" and (i > 0 or small not in common):
            word = "X"
        else:
            word = '"' if _QUOTES.match(token) else small
        if not (word in ("X", "#") and out[-1:] == [word]):
            out.append(word)
    return _NAME.sub("X", " ".join(out)).split()


def skeleton(tokens: list[str]) -> str:
    """Function words, names, numbers and punctuation in their order; each run of other words is one "_"."""
    out: list[str] = []
    for token in tokens:
        kept = token if token in SMALL_WORDS or token in ("X", "#") or not token[0].isalnum() else "_"
        if not (kept == "_" and out[-1:] == ["_"]):
            out.append(kept)
    return " ".join(out)


def frames(texts: Iterable[str], common: frozenset[str]) -> dict[str, Counter[str]]:
    """How often each frame of the three kinds stands in the sentences."""
    out: dict[str, Counter[str]] = {"opening": Counter(), "skeleton": Counter(), "whole": Counter()}
    for text in texts:
        tokens = masked(text, common)
        if len(tokens) >= 5 and not _ADDRESS.search(text):
            out["opening"][" ".join(tokens[:OPENING])] += 1
            out["skeleton"][skeleton(tokens)] += 1
            out["whole"][" ".join(tokens)] += 1
    return out


def lemmas(of: Iterable[Sentence]) -> dict[str, dict[str, Counter[str]]]:
    """By type, the lemmas of the heads of triggers, each with the forms that it stands in."""
    out: dict[str, dict[str, Counter[str]]] = {name: {} for name in ontology.EVENT_TYPES}
    for sentence in of:
        for name, start, end in sentence.triggers:
            top = head(sentence.text[start:end], sentence.text[:start])
            if top not in SMALL_WORDS and top[0].isalpha():
                out[name].setdefault(lemma(top), Counter())[top] += 1
    return out


def most_frequent(found: dict[str, Counter[str]], many: int = 3) -> list[tuple[str, float]]:
    """The lemmas that stand most often, each by its commonest form, with their shares."""
    all_ = sum(c.total() for c in found.values())
    ranked = sorted(found.values(), key=lambda c: -c.total())[:many]
    return [(c.most_common(1)[0][0], round(c.total() / all_, 3)) for c in ranked]


def spread(values: list[int]) -> dict[str, float]:
    """Mean and quantiles; the q-th is the least value that q in a hundred do not exceed."""
    ranked = sorted(values)
    at = {f"q{q}": float(ranked[max(0, -(-len(ranked) * q // 100) - 1)]) for q in QUANTILES} if ranked else {}
    return {"mean": round(sum(ranked) / max(1, len(ranked)), 2), **at}


def measure(reports: list[Report], common: frozenset[str]) -> Figures:
    """All figures of one part: plain numbers, for JSON."""
    all_ = [s for r in reports for s in sentences(r)]
    texts = [s.text for s in all_]
    words = [[w.strip(".,;:()\"“”'") for w in t.lower().split()] for t in texts]
    forms = Counter(form(s.text[a:b], s.text[:a], s.text[b:]) for s in all_ for _, a, b in s.triggers)
    events = [e for r in reports for e in r["events"]]
    paragraphs = [(r, p.span()) for r in reports for p in re.finditer(r"[^\n]+", r["text"])]
    pairs = near_copies(reports)
    group = {r["id"]: r.get("crisis") or r["id"].partition("#")[0] for r in reports}
    counted = {kind: (sum(c.values()), c.most_common(8)) for kind, c in frames(texts, common).items()}
    return {
        "reports": len(reports),
        "documents": len({r["id"].partition("#")[0] for r in reports}),
        "sentences": sum(sentences_of_source(r["id"]) for r in reports) or len(all_),
        "words": sum(len(r["text"].split()) for r in reports),
        "events": len(events),
        "entities": sum(len(r["entities"]) for r in reports),
        "mentions": sum(len(e["mentions"]) for r in reports for e in r["entities"]),
        "ledger_entries": sum(len(r["ledger"]) for r in reports),
        "without_event": _share(not r["events"] for r in reports),
        "paragraphs_without_event": _share(
            not any(a <= e["trigger"]["start"] < b for e in r["events"]) for r, (a, b) in paragraphs
        ),
        "near_copies": _share(k in {i for pair in pairs for i in pair} for k in group),
        "near_copies_across": _share(
            k in {i for a, b in pairs if group[a] != group[b] for i in (a, b)} for k in group
        ),
        "frames": {k: [{"frame": f, "times": n, "share": n / max(1, of)} for f, n in top] for k, (of, top) in counted.items()},
        "sentence_words": spread([len(w) for w in words]),
        "subordinators": spread([sum(w in _SUBORDINATORS for w in own) for own in words]),
        "commas": spread([t.count(",") for t in texts]),
        "quotation_marks": spread([len(_QUOTES.findall(t)) for t in texts]),
        "events_in_a_sentence": spread([len(s.triggers) for s in all_]),
        "triggers": {k: round(n / max(1, sum(forms.values())), 4) for k, n in sorted(forms.items())},
        "lemmas": {k: len(c) for k, c in lemmas(all_).items()},
        "counts": {
            "type": _tally((e["type"] for e in events), ontology.EVENT_TYPES),
            "mode": _tally(
                (f"{e['type']} {m}" for e in events for m in e.get("modes", [])),
                [f"{t} {m}" for t, modes in ontology.modes().items() for m in modes],
            ),
            "status": _tally((e["status"] for e in events), ontology.STATUSES),
            "field": _tally((f for e in events for f in FIELDS if e.get(f)), FIELDS),
        },
    }  # fmt: skip


def measured(parts: dict[str, list[Report]]) -> Figures:
    """The figures of each part, and the lemmas of both together."""
    common = common_words(r["text"] for rows in parts.values() for r in rows)
    both = lemmas(s for rows in parts.values() for r in rows for s in sentences(r))
    out: Figures = {name: measure(rows, common) for name, rows in parts.items()}
    out["both"] = {
        "lemmas": {k: len(c) for k, c in both.items()},
        "most_frequent": {k: most_frequent(c) for k, c in both.items()},
    }
    return out


def _share(of: Iterable[bool]) -> float:
    values = list(of)
    return round(sum(values) / max(1, len(values)), 4)


def sentences_of_source(key: str) -> int:
    """Sentences that a passage takes from its set; none for a written report."""
    first, dash, last = key.rpartition("#")[2].partition("-")
    return int(last) - int(first) if "#" in key and dash else 0


def _tally(found: Iterable[str], names: Iterable[str]) -> dict[str, int]:
    return {**dict.fromkeys(names, 0), **Counter(found)}


def table(figures: Figures) -> str:
    """The terminal's table: a row a figure, the parts side by side."""
    parts = [k for k in figures if k != "both"]
    lines = [f"{'':44}" + "".join(f"{p:>12}" for p in parts)]

    def row(name: str, *values: object) -> None:
        lines.append(f"{name:44}" + "".join(f"{v!s:>12}" for v in values))

    for key in ("reports", "documents", "sentences", "words", "events", "entities", "mentions", "ledger_entries"):
        row(key.replace("_", " "), *(f"{figures[p][key]:,}" for p in parts))
    for key in ("without_event", "paragraphs_without_event", "near_copies", "near_copies_across"):
        row(key.replace("_", " ") + " (share)", *(f"{figures[p][key]:.3f}" for p in parts))
    for key in ("passive", "noun"):
        row(f"triggers: {key} (share)", *(f"{figures[p]['triggers'].get(key, 0):.3f}" for p in parts))
    for key in ("sentence_words", "subordinators", "commas", "quotation_marks", "events_in_a_sentence"):
        row(key.replace("_", " ") + ", mean", *(figures[p][key]["mean"] for p in parts))
        for q in (f"q{n}" for n in QUANTILES):
            row(f"  {q}", *(f"{figures[p][key].get(q, 0):g}" for p in parts))
    for kind in ("opening", "skeleton", "whole"):
        row(
            f"most frequent {kind} (aim at most {MOST_OF_A_FRAME:.1%})",
            *(_first(figures[p]["frames"][kind]) for p in parts),
        )
        for p in parts:
            lines.extend(f"  {p}: {x['share']:.2%}  {x['frame'][:90]}" for x in figures[p]["frames"][kind][:3])
    lines += [
        "",
        f"{f'trigger lemmas (aim at least {LEAST_LEMMAS})':44}" + "".join(f"{p:>12}" for p in [*parts, "both"]),
    ]
    for name in ontology.EVENT_TYPES:
        row(f"  {name}", *(figures[p]["lemmas"][name] for p in [*parts, "both"]))
    return "\n".join(lines)


def _first(found: list[dict[str, Any]]) -> str:
    return f"{found[0]['share']:.2%}" if found else "-"


def main() -> None:
    from training.corpus_pages import PAGES, blocks, filled

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the open sets")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    shown = parser.add_mutually_exclusive_group()
    for option, what in (
        ("--json", "all figures as JSON"),
        ("--plan", "the pages' tables"),
        ("--write", "put them into the pages"),
    ):
        shown.add_argument(option, action="store_true", help=what)
    args = parser.parse_args()
    parts = {
        kind: [r for part in PARTS for r in load_part(args.corpus, args.data, f"{kind}/{part}")]
        for kind in ("written", "real")
    }
    figures = measured(parts)
    if args.json:
        print(json.dumps(figures, ensure_ascii=False, indent=1))
    elif args.plan or args.write:
        made = blocks(parts, figures, corpus=args.corpus, data=args.data)
        for page in PAGES if args.write else ():
            page.write_text(filled(page.read_text(encoding="utf-8"), made), encoding="utf-8")
            print(f"{page}: figures written")
        if args.plan:
            print("\n\n".join(f"### {name}\n\n{text}" for name, text in made.items()))
    else:
        print(table(figures))


if __name__ == "__main__":
    main()
