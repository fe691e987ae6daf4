"""Documents of GUM as plain texts with the mentions of their coreference layer (shared/data/ud_gum, development part)."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sitroom.codebook.stretches import Stretch

_BRACKET = re.compile(r"\((?P<open>[^()]+)|(?P<close>[^()]+)\)")


@dataclass(frozen=True)
class GumMention:
    """A mention as annotated: its words, GUM's entity type, the name of its chain, and the number of its head token."""

    stretch: Stretch
    type: str
    chain: str
    head: int


@dataclass
class Document:
    """Text made of the sentences as they were written; paragraphs are set apart by an empty line.

    tokens: half-open character offsets; heads: the token that governs each in the dependency tree, -1 for a root.
    """

    id: str
    genre: str = ""
    published: str = ""
    text: str = ""
    tokens: list[tuple[int, int]] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    mentions: list[GumMention] = field(default_factory=list)

    def head_of(self, start: int, end: int) -> int | None:
        """The first token within the characters [start, end) that no other one of them governs."""
        within = [n for n, (a, b) in enumerate(self.tokens) if start <= a and b <= end]
        inside = set(within)
        return next((n for n in within if self.heads[n] not in inside), None)


def documents(path: Path) -> Iterator[Document]:
    """The documents of a .conllu.gz file of GUM, in order."""
    made: Document | None = None
    block: list[str] = []
    paragraph = False
    open_: dict[str, list[tuple[str, int]]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id = "):
                if made is not None:
                    yield made
                made, open_ = Document(line.split(" = ", 1)[1].strip()), {}
            elif made is not None and line.startswith("# meta::genre = "):
                made.genre = line.split(" = ", 1)[1].strip()
            elif made is not None and line.startswith("# meta::dateCreated = "):
                made.published = line.split(" = ", 1)[1].strip()
            elif line.startswith("# newpar"):
                paragraph = True
            elif line.strip():
                block.append(line.rstrip("\n"))
            elif made is not None and block:
                _add_sentence(made, block, open_, new_paragraph=paragraph)
                block, paragraph = [], False
    if made is not None:
        yield made


def _add_sentence(
    document: Document, block: list[str], open_: dict[str, list[tuple[str, int]]], *, new_paragraph: bool
) -> None:
    told = next(line.split(" = ", 1)[1] for line in block if line.startswith("# text = "))
    between = "" if not document.text else "\n\n" if new_paragraph else " "
    at = len(document.text) + len(between)
    document.text += between + told
    first = len(document.tokens)
    rows = [line.split("\t") for line in block if line[0].isdigit()]
    rows = [row for row in rows if row[0].isdigit()]
    for row in rows:
        found = document.text.find(row[1], at)
        start = found if 0 <= found <= at + 2 else at
        at = min(start + len(row[1]), len(document.text))
        document.tokens.append((start, at))
        document.heads.append(first + int(row[6]) - 1 if row[6] != "0" else -1)
    for n, row in enumerate(rows, first):
        entity = next((part[7:] for part in row[9].split("|") if part.startswith("Entity=")), "")
        for bracket in _BRACKET.finditer(entity):
            if opened := bracket["open"]:
                group, type_ = opened.split("-")[:2]
                open_.setdefault(group, []).append((type_, n))
                if entity[bracket.end() : bracket.end() + 1] == ")":
                    _close(document, open_, group, n)
            elif closed := bracket["close"]:
                _close(document, open_, closed, n)


def _close(document: Document, open_: dict[str, list[tuple[str, int]]], group: str, last: int) -> None:
    type_, first = open_[group].pop()
    start, end = document.tokens[first][0], document.tokens[last][1]
    head = document.head_of(start, end)
    stretch = Stretch.of(document.text, start, end)
    document.mentions.append(GumMention(stretch, type_, group, first if head is None else head))
