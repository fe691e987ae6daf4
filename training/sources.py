"""Real text from the open sets, rebuilt the same way every time, so that stand-off annotations fit it.

A source id is "SET/FILE/DOCUMENT"; its text is the document's sentences, each detokenised by `detokenise`, one sentence
a line break or blank as in the set. Only sets whose licence allows training are listed (LICENCES).
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LICENCES = {
    "ud_gum": "news and interviews CC BY 2.5, speech public domain or free, bio and voyage CC BY-SA; annotation CC BY 4.0",
    "meantime": "Wikinews, CC BY 4.0",
    "re3d": "per source: CENTCOM, US State Department public domain; UK OGL 3.0; DFAT CC BY 3.0 AU; Wikipedia CC BY-SA 3.0",
    "causal_news": "CC0 1.0",
    "ecbplus": "CC BY 3.0",
    "ud_ewt": "CC BY-SA 4.0",
    "crossner_politics": "sentences of Wikipedia, CC BY-SA; collection MIT",
}
FILES = {"crossner_politics": ("train", "dev")}
"""Files of a set that may train, where it is not "train" alone (its README: dev may be folded in)."""
FREE_GUM_GENRES = frozenset({"news", "interview", "speech", "bio"})
CLOSED_RE3D_SOURCES = re.compile(r"BBC|EU|Delegation", re.IGNORECASE)

_OPENING = frozenset("([{``“‘$#")
_NO_SPACE_BEFORE = re.compile(r"^(?:[.,;:!?%)\]}]|''|”|’|n't|'s|'re|'ve|'ll|'d|'m|’s)$")


def detokenise(tokens: list[str]) -> str:
    """Tokens as running text: quotes paired, no blank before closing punctuation."""
    out: list[str] = []
    inside = False
    glue = True
    for token in tokens:
        word = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")"}.get(token, token)
        if word == '"':
            word, opening = ("”", False) if inside else ("“", True)
            inside = not inside
        else:
            opening = word in _OPENING or word == "“"
        plural_genitive = word in ("'", "’") and bool(out) and out[-1].endswith("s")
        closing = (bool(_NO_SPACE_BEFORE.match(word)) or plural_genitive) and not opening
        if out and not glue and not closing:
            out.append(" ")
        out.append(word)
        glue = opening
    return "".join(out)


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One document of an open set: sentences are its texts in order; published is its date if the set gives one."""

    id: str
    sentences: tuple[str, ...]
    published: str | None

    @property
    def text(self) -> str:
        return " ".join(self.sentences)


def files_of(set_: str) -> tuple[str, ...]:
    """The files of a set whose texts may train."""
    return FILES.get(set_, ("train",))


def _lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        yield from handle


def _gum(path: Path, name: str) -> Iterator[SourceDocument]:
    entities = {}
    for line in _lines(path / f"{name}_entities.jsonl.gz"):
        row = json.loads(line)
        entities[row["id"]] = (row["genre"], row.get("date"))
    for document, texts in conllu_texts(path / f"{name}.conllu.gz"):
        genre, day = entities.get(document, ("", None))
        if genre in FREE_GUM_GENRES:
            yield SourceDocument(f"ud_gum/{name}/{document}", tuple(texts), day if day and len(day) == 10 else None)


def _ewt(path: Path, name: str) -> Iterator[SourceDocument]:
    for document, sentences in conllu_texts(path / f"{name}.conllu.gz"):
        if document.startswith(("weblog", "newsgroup")):
            yield SourceDocument(f"ud_ewt/{name}/{document}", tuple(sentences), None)


def conllu_texts(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Document ids and the texts of their sentences."""
    current = ""
    texts: list[str] = []
    for line in _lines(path):
        if line.startswith("# newdoc id"):
            if texts:
                yield current, texts
            current, texts = line.partition("=")[2].strip(), []
        elif line.startswith("# text ="):
            texts.append(line.partition("=")[2].strip())
    if texts:
        yield current, texts


def _tokens(path: Path, set_: str, name: str) -> Iterator[SourceDocument]:
    for line in _lines(path / f"{name}.jsonl.gz"):
        row = json.loads(line)
        spans = [(s["start"], s["end"]) if isinstance(s, dict) else (s[0], s[1]) for s in row["sentences"]]
        texts = tuple(detokenise(row["tokens"][a:b]) for a, b in spans if b > a)
        yield SourceDocument(f"{set_}/{name}/{row['id']}", texts, row.get("dct"))


def _single(path: Path, set_: str, name: str) -> Iterator[SourceDocument]:
    """Sentences that stand by themselves: each a document, named by its row."""
    with (path / f"{name}.jsonl").open(encoding="utf-8") as rows:
        for number, line in enumerate(rows):
            yield SourceDocument(f"{set_}/{name}/{number}", (detokenise(json.loads(line)["tokens"]),), None)


def _grouped(path: Path, set_: str, name: str) -> Iterator[SourceDocument]:
    documents: dict[str, list[tuple[int, str]]] = {}
    for order, line in enumerate(_lines(path / f"{name}.jsonl.gz")):
        row = json.loads(line)
        if set_ == "re3d" and (not row["source"] or CLOSED_RE3D_SOURCES.search(row["source"])):
            continue
        text = detokenise(row["text"].split()) if set_ == "causal_news" else re.sub(r"\s+", " ", row["text"]).strip()
        documents.setdefault(row["doc_id"], []).append((row.get("doc_start", order), text))
    for key, rows in documents.items():
        yield SourceDocument(f"{set_}/{name}/{key}", tuple(t for _, t in sorted(rows)), None)


def documents(data: Path, set_: str, name: str) -> Iterator[SourceDocument]:
    """The documents of one file of a set; data is the folder that holds the sets."""
    path = data / set_
    if set_ == "ud_gum":
        return _gum(path, name)
    if set_ == "ud_ewt":
        return _ewt(path, name)
    if set_ in ("meantime", "ecbplus"):
        return _tokens(path, set_, name)
    if set_ == "crossner_politics":
        return _single(path, set_, name)
    return _grouped(path, set_, name)
