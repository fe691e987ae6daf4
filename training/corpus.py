"""The corpus as training reads it: written reports, and real text joined with its stand-off labels.

    python -m training.corpus --data ../shared/data --part train [--phrases] [--plain] --out runs/train.jsonl.gz

writes a part joined, for training where the open sets are not at hand. The file holds texts of the sets: it stays outside the repository.
--phrases adds documents of GUM with the chains of all their phrases, --plain texts of the open sets without annotations.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from training.annotation import align, load
from training.build_corpus import part_of
from training.gum import documents as gum_documents
from training.sources import FREE_GUM_GENRES, LICENCES, documents, files_of
from training.standoff import join

UNSEEN = "unseen"
WEIGHTS = "src/sitroom/reading/model/encoder.onnx"


def learned_ids() -> set[str]:
    """Ids of the train reports that lay in the corpus when the packaged weights were committed: at most these they learned from."""

    def git(*command: str) -> str:
        return subprocess.run(["git", *command], check=True, capture_output=True, encoding="utf-8").stdout

    commit = git("log", "-1", "--format=%H", "--", WEIGHTS).strip()
    return {
        json.loads(line)["id"]
        for kind in ("written", "real")
        for line in git("show", f"{commit}:corpus/{kind}/train.jsonl").splitlines()
    }


def load_part(corpus: Path, data: Path | None, part: str) -> list[dict[str, Any]]:
    """Aligned reports of a part ("train", "development", "test"); "written/..." or "real/..." gives one kind alone. "unseen": those
    of the train part that the packaged weights have not learned from.

    Real text needs data, the folder of the open sets; without it only written reports come back.
    """
    kind, _, name = part.rpartition("/")
    if name == UNSEEN:
        learned = learned_ids()
        train = load_part(corpus, data, f"{kind}/train" if kind else "train")
        return [row for row in train if row["id"] not in learned]
    out: list[dict[str, Any]] = []
    if kind in ("", "written"):
        path = corpus / "written" / f"{name}.jsonl"
        if path.exists():
            out += [align(r) for r in load(path)]
    if kind in ("", "real") and data is not None:
        path = corpus / "real" / f"{name}.jsonl"
        if path.exists():
            out += join(load(path), data)
    return out


def add_choice(parser: argparse.ArgumentParser) -> None:
    """The arguments by which a command takes some of the reports: see `chosen_reports`."""
    parser.add_argument("parts", nargs="+", help="written/train, real/test, ...")
    parser.add_argument("--rounds", nargs="*", default=[""], help="only reports whose ids begin so")
    parser.add_argument("--share", default="1/1", help="the first, second ... of so many equal shares of the reports")


def chosen_reports(corpus: Path, data: Path | None, args: argparse.Namespace) -> list[dict[str, Any]]:
    """Aligned reports of args.parts, of args.rounds alone, and of those the share args.share ("2/7")."""
    reports = [report for part in args.parts for report in load_part(corpus, data, part)]
    nth, of = map(int, args.share.split("/"))
    return [report for report in reports if report["id"].startswith(tuple(args.rounds))][nth - 1 :: of]


def rewrite(
    corpus: Path, data: Path | None, ids: Iterable[str], change: Callable[[dict[str, Any], str], list[str]]
) -> list[str]:
    """Changes the reports with these ids in the corpus's files. change takes a report as the file holds it and its text, changes it
    in place and gives back what it refuses; all of that comes back, and the ids that no file has."""
    left, refused = set(ids), []
    for path in sorted(corpus.glob("written/*.jsonl")) + sorted(corpus.glob("real/*.jsonl")):
        rows = load(path)
        if not any(row["id"] in left for row in rows):
            continue
        texts = {r["id"]: r["text"] for r in load_part(corpus, data, f"{path.parent.name}/{path.stem}")}
        for row in rows:
            if row["id"] in left:
                left.remove(row["id"])
                refused += change(row, texts[row["id"]])
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return [*refused, *(f"the corpus has no report {id!r}" for id in sorted(left))]


CHAINED_GENRES = FREE_GUM_GENRES | {"academic", "voyage"}
"""GUM's genres whose licence allows training."""


def chained(data: Path) -> Iterator[dict[str, Any]]:
    """Documents of GUM's train part with all their phrases: id, text, phrases (start, end, chain)."""
    for one in gum_documents(data / "ud_gum" / "train.conllu.gz"):
        if one.genre in CHAINED_GENRES and part_of(f"ud_gum/train/{one.id}") == "train":
            yield {
                "id": f"chains/{one.id}",
                "text": one.text,
                "phrases": [{"start": m.stretch.start, "end": m.stretch.end, "chain": m.chain} for m in one.mentions],
            }


def plain(data: Path) -> Iterator[dict[str, Any]]:
    """Texts of the open sets that may train, documents of the corpus's other parts left out: id and text, at most LONGEST characters."""
    for set_ in LICENCES:
        for one in (d for file in files_of(set_) for d in documents(data, set_, file)):
            if part_of(one.id) == "train":
                yield from _shortened(f"plain/{one.id}", one.sentences)
    with gzip.open(data / "muc4" / "train.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield from _shortened(f"plain/muc4/{row['id']}", re.split(r"(?<=[.!?\"]) +", " ".join(row["text"].split())))


LONGEST = 2400


def _shortened(id: str, sentences: Sequence[str]) -> Iterator[dict[str, Any]]:
    """A document in runs of sentences of at most LONGEST characters."""
    run: list[str] = []
    number = 0
    for sentence in [*sentences, None]:
        if run and (sentence is None or sum(map(len, run)) + len(sentence) > LONGEST):
            yield {"id": f"{id}/{number}", "text": " ".join(run)}
            run, number = [], number + 1
        if sentence:
            run.append(sentence[:LONGEST])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--part", default="train")
    parser.add_argument("--phrases", action="store_true", help="documents with chains of phrases too")
    parser.add_argument("--plain", action="store_true", help="texts without annotations too, for a teacher to mark")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(args.out, "wt", encoding="utf-8") as out:
        for report in [
            *load_part(args.corpus, args.data, args.part),
            *(chained(args.data) if args.phrases else ()),
            *(plain(args.data) if args.plain else ()),
        ]:
            out.write(json.dumps(report, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
