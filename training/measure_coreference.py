"""Measure coreference on GUM's development part: MUC, B3, CEAF-e and their mean, with system mentions and with gold ones.

    python -m training.measure_coreference --data ../shared/data [--genres news] [--parts written/development,real/development]
        [--errors 30] [--model FOLDER]

The packaged reader reads each document as a report of its day; its groups of mentions, places included, are compared with
GUM's chains. A system mention is the gold one with the same head token (the head in GUM's tree, as CorefUD's official
scorer matches); "exact" wants the same words. Two sets of chains:

    actors  persons, organisations and places (by GUM's entity types): what a reader of political news marks. System mentions
            that are gold mentions of another type (the study, iodine, Thursday) are left out, others count as made up
    all     every chain of GUM: also of objects, substances, events, times and abstract things

GUM annotates mentions that nothing refers back to. "with single" takes them as they stand, and groups of one mention of the
reader likewise; "chains" drops groups of one on both sides, as CoNLL-2012 did. "gold mentions" gives the reader GUM's
mentions, with the kinds and scores of the model.
--parts adds parts of the corpus, whose mentions have no heads: there a mention must have the same words.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sitroom.codebook.reports import Report
from sitroom.codebook.stretches import Stretch
from sitroom.reader import Reader, load
from sitroom.reading.decoding import Decoder, Span
from sitroom.reading.marking import mark
from sitroom.reading.marks import Marks
from sitroom.reading.scorer import Floats
from sitroom.reading.windows import Window
from sitroom.resolving import names
from sitroom.resolving.cast import cast_of
from training.coreference_scores import Groups, b_cubed, ceaf_e, conll, groups_of, muc
from training.corpus import load_part
from training.evaluate import as_report
from training.gum import Document, GumMention, documents

ACTORS = ("person", "organization", "place")


@dataclass(frozen=True)
class Grouped:
    """The mentions of a document as a reader grouped them: stretch -> number of its group."""

    document: Document
    groups: dict[Stretch, int]


class _GivenMentions(Decoder):
    """Decodes with given mentions instead of those that the tagger finds. Their kinds and the scores of pairs are the model's."""

    def __init__(self, *args: Any, given: tuple[Stretch, ...]) -> None:
        super().__init__(*args)
        self.given = given

    def _mention_spans(self, window: Window, probabilities: Floats, edges: NDArray[np.int64]) -> dict[Span, float]:
        starts = self._pieces.starts[window.start : window.end]
        ends = self._pieces.ends[window.start : window.end]
        found: dict[Span, float] = {}
        for stretch in self.given:
            within = np.flatnonzero((starts < stretch.end) & (ends > stretch.start))
            if len(within) and starts[within[0]] <= stretch.start and ends[within[-1]] >= stretch.end:
                found[int(within[0]), int(within[-1]) + 1] = 1.0
        return found


def _marks_of_given(reader: Reader, report: Report, given: tuple[Stretch, ...]) -> Marks:
    decoder = partial(_GivenMentions, given=given)
    return next(mark(reader.scorer, reader.tokenizer, [(report.text, report.body_start)], reader.thresholds, decoder))


def corpus_documents(corpus: Path, data: Path, part: str) -> Iterator[Document]:
    """Reports of the corpus as documents without tokens: their entities are the chains, and all of them actors."""
    for row in load_part(corpus, data, part):
        document = Document(row["id"], part, row.get("published") or "", row["text"])
        for entity in row["entities"]:
            for m in entity["mentions"]:
                stretch = Stretch(m["start"], m["end"], m["text"])
                document.mentions.append(GumMention(stretch, "person", entity["id"], -1))
        yield document


def grouped(reader: Reader, document: Document, *, gold_mentions: bool, kinds: tuple[str, ...] | None) -> Grouped:
    """The reader's groups: of parties and places (`Reader.read`), or with kinds None of all phrases (`Reader.chains`)."""
    report = as_report({"id": document.id, "text": document.text, "published": document.published})
    if not gold_mentions and kinds is None:
        chains = reader.chains(report)
        return Grouped(document, {stretch: n for n, chain in enumerate(chains) for stretch in chain})
    if gold_mentions:
        given = tuple(m.stretch for m in document.mentions if kinds is None or m.type in kinds)
        marks = _marks_of_given(reader, report, given)
    else:
        marks = reader.marks(report)
    cast = cast_of(
        marks, text=report.text, on=report.published, limit=reader.thresholds.coref, body_start=report.body_start
    )
    groups = {m.stretch: n for m, n in zip(marks.mentions, cast.of_mention, strict=True)}
    return Grouped(document, groups)


def matches(found: Grouped, *, exact: bool) -> dict[Stretch, GumMention]:
    """System mention -> the gold mention that it is: the same words, or else the same head; each gold one is taken once."""
    document = found.document
    taken: dict[Stretch, GumMention] = {}
    by_words = {m.stretch: m for m in document.mentions}
    free: dict[int, list[GumMention]] = {}
    for mention in document.mentions:
        if mention.stretch in found.groups:
            taken[mention.stretch] = by_words[mention.stretch]
        else:
            free.setdefault(mention.head, []).append(mention)
    if exact:
        return taken
    for stretch in sorted(found.groups):
        head = document.head_of(stretch.start, stretch.end)
        if stretch not in taken and head is not None and free.get(head):
            near = min(
                free[head], key=lambda m: abs(m.stretch.start - stretch.start) + abs(m.stretch.end - stretch.end)
            )
            free[head].remove(near)
            taken[stretch] = near
    return taken


def groupings(
    read: list[Grouped], *, kinds: tuple[str, ...] | None, exact: bool, single: bool
) -> tuple[Groups, Groups]:
    """Gold and found groups over all documents."""
    gold: list[tuple[Hashable, Hashable]] = []
    found: list[tuple[Hashable, Hashable]] = []
    for each in read:
        document = each.document
        for mention in document.mentions:
            if kinds is None or mention.type in kinds:
                gold.append(((document.id, mention.stretch), (document.id, mention.chain)))
        taken = matches(each, exact=exact)
        for stretch, group in each.groups.items():
            mention_of = taken.get(stretch)
            if mention_of is None:
                found.append(((document.id, stretch, "made up"), (document.id, group)))
            elif kinds is None or mention_of.type in kinds:
                found.append(((document.id, mention_of.stretch), (document.id, group)))
    least = 1 if single else 2
    return [g for g in groups_of(gold) if len(g) >= least], [g for g in groups_of(found) if len(g) >= least]


def line(gold: Groups, found: Groups) -> str:
    items, got = {i for g in gold for i in g}, {i for g in found for i in g}
    parts = [
        f"{name} {score.precision:.3f} {score.recall:.3f} {score.f1:.3f}"
        for name, score in (("MUC", muc(gold, found)), ("B3", b_cubed(gold, found)), ("CEAF-e", ceaf_e(gold, found)))
    ]
    mentions = f"mentions {len(items & got) / max(1, len(got)):.3f} {len(items & got) / max(1, len(items)):.3f}"
    return f"mean {conll(gold, found):.3f}   " + "   ".join(parts) + f"   {mentions}"


def errors(read: list[Grouped]) -> Iterator[tuple[str, str]]:
    """(kind of error, words) for the actors' mentions: by form, missed, made up, not linked to its chain, linked wrongly."""
    for each in read:
        taken = matches(each, exact=False)
        by_gold = {m: stretch for stretch, m in taken.items()}
        chains: dict[str, list[GumMention]] = {}
        for mention in sorted(each.document.mentions, key=lambda m: m.stretch):
            chains.setdefault(mention.chain, []).append(mention)
        chain_of = {stretch: m.chain for stretch, m in taken.items()}
        for stretch in each.groups:
            if stretch not in taken:
                yield f"{names.form_of(stretch.text)}: made up", stretch.text
        for chain, members in chains.items():
            for number, mention in enumerate(members):
                if mention.type not in ACTORS:
                    continue
                form = names.form_of(mention.stretch.text)
                own = by_gold.get(mention)
                if own is None:
                    yield f"{form}: missed{', alone in its chain' if len(members) == 1 else ''}", mention.stretch.text
                    continue
                before = [s for s in each.groups if s < own and each.groups[s] == each.groups[own]]
                known = [s for m in members[:number] if (s := by_gold.get(m)) is not None]
                right = [s for s in before if chain_of.get(s) == chain]
                if known and not right:
                    to = before[-1].text if before else "nothing"
                    yield (
                        f"{form}: not linked to its chain",
                        f"{mention.stretch.text!r} (of {known[0].text!r}, to {to!r})",
                    )
                elif before and not right:
                    yield f"{form}: linked wrongly", f"{mention.stretch.text!r} (to {before[-1].text!r})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds ud_gum/")
    parser.add_argument("--model", type=Path)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--parts", default="", help="parts of the corpus, set apart by commas")
    parser.add_argument("--genres", default="news", help="genres of GUM, set apart by commas")
    parser.add_argument("--errors", type=int, default=0, help="print so many examples of each kind of error")
    args = parser.parse_args()
    reader = load(args.model)
    chosen = [d for d in documents(args.data / "ud_gum" / "dev.conllu.gz") if d.genre in args.genres.split(",")]
    if chosen:
        _measure(f"GUM, {args.genres}", reader, chosen, args.errors)
    for part in filter(None, args.parts.split(",")):
        _measure(part, reader, list(corpus_documents(args.corpus, args.data, part)), args.errors)


def _measure(title: str, reader: Reader, chosen: list[Document], examples: int) -> None:
    has_heads = any(document.tokens for document in chosen)
    mentions = sum(len(d.mentions) for d in chosen)
    print(f"== {title}: {len(chosen)} documents, {mentions} mentions; precision, recall, F1 of each measure")
    parties = [grouped(reader, d, gold_mentions=False, kinds=ACTORS) for d in chosen]
    for name, kinds in (("actors", ACTORS), ("all", None)) if has_heads else (("actors", None),):
        given = [grouped(reader, d, gold_mentions=True, kinds=kinds) for d in chosen]
        system = parties if kinds else [grouped(reader, d, gold_mentions=False, kinds=None) for d in chosen]
        for single in (True, False):
            which = f"{name}, {'with single' if single else 'chains'}"
            if has_heads:
                print(
                    f"{which:20}{'system mentions':24}{line(*groupings(system, kinds=kinds, exact=False, single=single))}"
                )
            print(
                f"{which:20}{'system mentions, exact':24}{line(*groupings(system, kinds=kinds, exact=True, single=single))}"
            )
            print(f"{which:20}{'gold mentions':24}{line(*groupings(given, kinds=kinds, exact=False, single=single))}")
    found = list(errors(parties))
    for kind, count in Counter(kind for kind, _ in found).most_common():
        print(f"{count:5} {kind}")
        for _, words in [e for e in found if e[0] == kind][:examples]:
            print("        ", " ".join(words.split())[:140])


if __name__ == "__main__":
    main()
