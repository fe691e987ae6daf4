"""Markdown: front matter understood, marks taken away, wrapped lines joined to paragraphs."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitroom.errors import UnreadableReport
from sitroom.intake.assemble import Known, check_length
from sitroom.intake.decoding import decode, unify_newlines
from sitroom.intake.source_file import Outcome, SourceFile
from sitroom.intake.written_dates import read_date

FRONT_MATTER = re.compile(r"\s*(---|\+\+\+)[ \t]*\n((?:[^\n]*\n){0,100}?)(?:---|\+\+\+|\.\.\.)[ \t]*(?:\n|$)")
_FIELD = re.compile(r"([A-Za-z][\w -]*?)[ \t]*[:=][ \t]*(.*)")

# Every pattern here excludes its own opening sign from what it encloses, so that no input makes it slower than in
# proportion to the length of the text.
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
_FENCE = re.compile(r" {0,3}(?:```|~~~).*")
_REFERENCE = re.compile(r" {0,3}\[[^\[\]]{1,200}\]:[ \t]*\S.*")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*")
_QUOTE = re.compile(r" {0,3}(?:>[ \t]?)+")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+")
_IMAGE = re.compile(r"!\[[^\[\]]*\](?:\([^()\n]*\)|\[[^\[\]\n]*\])")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,50}\]")
_LINK = re.compile(r"\[([^\[\]]*)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)|\[[^\[\]\n]*\])")
_ADDRESS = re.compile(r"<((?:https?|mailto):[^<>\s]*)>")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_STRONG = re.compile(r"(\*{1,3}|~~)(?=[^\s*~])([^*~\n]*[^\s*~])\1")
_UNDERSCORED = re.compile(r"(?<![\w_])(_{1,3})(?=[^\s_])([^_\n]*[^\s_])\1(?![\w_])")
_CODE = re.compile(r"(?<!`)`++([^`\n]+)`+")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(slots=True)
class _Block:
    """A paragraph, heading, list item or table row, line by line."""

    lines: list[str]

    def text(self) -> str:
        return " ".join(self.lines)


def read_markdown(file: SourceFile) -> Iterator[Outcome]:
    """One file, one report; the first heading of the first level is the title where the front matter has none.

    Raises UnreadableReport, also for a date in the front matter that names no day.
    """
    decoded = decode(file.data, file.name)
    text = unify_newlines(decoded.text)
    check_length(text, file.name)
    known, body = _front_matter(text, file)
    plain, heading = strip_marks(body)
    title = known.title or heading
    yield file.report(
        plain,
        Known(
            title=title,
            published=known.published,
            published_problem=known.published_problem,
            source=known.source,
            language=known.language,
            warnings=decoded.warnings,
        ),
    )


def strip_marks(text: str) -> tuple[str, str | None]:
    """The words of a Markdown text, paragraphs parted by a blank line, and its first heading of the first level."""
    heading: str | None = None
    blocks: list[_Block] = []
    joining = False
    in_fence = False
    for line in _without_comments(text).split("\n"):
        if _FENCE.fullmatch(line):
            in_fence, joining = not in_fence, False
            continue
        if in_fence:
            blocks.append(_Block([line.strip()]))
            continue
        underline = _UNDERLINE.fullmatch(line)
        if underline and joining and len(blocks[-1].lines) == 1:
            if heading is None and underline[1][0] == "=":
                heading = _plain_words(blocks[-1].text())
            joining = False
            continue
        line = _QUOTE.sub("", line)
        if not line.strip() or _RULE.fullmatch(line) or _REFERENCE.fullmatch(line) or _TABLE_RULE.fullmatch(line):
            joining = False
        elif found := _HEADING.fullmatch(line):
            if heading is None and len(found[1]) == 1:
                heading = _plain_words(found[2].rstrip(" \t#"))
            blocks.append(_Block([found[2].strip().rstrip(" \t#")]))
            joining = False
        elif line.lstrip().startswith("|"):
            blocks.append(_Block([", ".join(cell.strip() for cell in line.strip().strip("|").split("|"))]))
            joining = False
        elif (item := _ITEM.match(line)) or not joining:
            blocks.append(_Block([line[item.end() if item else 0 :].strip()]))
            joining = True
        else:
            blocks[-1].lines.append(line.strip())
    paragraphs = (_plain_words(block.text()) for block in blocks)
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph), heading


def _plain_words(line: str) -> str:
    line = _FOOTNOTE.sub("", _IMAGE.sub("", line))
    line = _LINK.sub(r"\1", line)
    line = _TAG.sub("", _ADDRESS.sub(r"\1", line))
    for mark in (_CODE, _STRONG, _UNDERSCORED, _STRONG):  # strong within emphasis within strong, as people write it
        line = mark.sub(lambda found: found[found.re.groups], line)
    return " ".join(html.unescape(_ESCAPE.sub(r"\1", line)).split())


def _without_comments(text: str) -> str:
    parts: list[str] = []
    position = 0
    while (start := text.find("<!--", position)) >= 0:
        end = text.find("-->", start)
        if end < 0:
            break
        parts.append(text[position:start])
        position = end + 3
    return "".join((*parts, text[position:]))


def _front_matter(text: str, file: SourceFile) -> tuple[Known, str]:
    block = FRONT_MATTER.match(text)
    if block is None:
        return Known(), text
    fields: dict[str, str] = {}
    for line in block[2].split("\n"):
        if found := _FIELD.fullmatch(line.rstrip()):
            fields.setdefault(found[1].lower(), _unquoted(found[2].strip()))
    name = next((name for name in ("published", "publication_date", "date") if fields.get(name)), None)
    written = read_date(fields[name]) if name else None
    if written is not None and not written.readings and file.published is None:
        raise UnreadableReport(
            file.name, f"In its front matter, `{name}` is wrong: {written.problem}.", "Write it as YYYY-MM-DD."
        )
    known = Known(
        title=fields.get("title") or fields.get("headline"),
        published=written.day if written else None,
        published_problem=written.problem if written else None,
        source=fields.get("source") or fields.get("publisher"),
        language=fields.get("language") or fields.get("lang"),
    )
    return known, text[block.end() :]


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value.partition(" #")[0].strip()
