"""Formats by name, and which one a file is in: told by its content, with the ending of its name as a hint."""

from __future__ import annotations

import codecs
import re
from typing import Final, Literal

from sitroom.errors import UnreadableReport
from sitroom.intake.html import read_html
from sitroom.intake.json_lines import read_json_lines
from sitroom.intake.json_report import read_json
from sitroom.intake.markdown import FRONT_MATTER, read_markdown
from sitroom.intake.pdf import read_pdf
from sitroom.intake.plain import read_plain
from sitroom.intake.source_file import FormatReader

FormatName = Literal["text", "markdown", "html", "pdf", "json", "jsonl"]

FORMATS: Final[dict[FormatName, FormatReader]] = {
    "text": read_plain,
    "markdown": read_markdown,
    "html": read_html,
    "pdf": read_pdf,
    "json": read_json,
    "jsonl": read_json_lines,
}

_UNPACK = "Unpack it first; Sitroom opens no archives."
_EXPORT = "Export the reports as text, HTML or JSON Lines."
_SIGNATURES: Final[tuple[tuple[bytes, str, str], ...]] = (
    (b"\x1f\x8b", "gzip data", "Unpack it first: gunzip FILE; Sitroom opens no archives."),
    (
        b"PK\x03\x04",
        "a ZIP archive (as .docx, .epub, .odt and .xlsx files are)",
        "Unpack it, or save the document as text or PDF.",
    ),
    (b"BZh", "bzip2 data", _UNPACK),
    (b"\xfd7zXZ\0", "xz data", _UNPACK),
    (b"(\xb5/\xfd", "Zstandard data", _UNPACK),
    (b"7z\xbc\xaf", "a 7z archive", _UNPACK),
    (b"Rar!", "a RAR archive", _UNPACK),
    (b"\xd0\xcf\x11\xe0", "an old Microsoft Office file", "Save the document as text or PDF."),
    (b"{\\rtf", "rich text (RTF)", "Save the document as text or PDF."),
    (b"\x89PNG", "a picture (PNG)", "Recognise its text first."),
    (b"\xff\xd8\xff", "a picture (JPEG)", "Recognise its text first."),
    (b"GIF8", "a picture (GIF)", "Recognise its text first."),
    (b"SQLite format 3", "an SQLite database", _EXPORT),
    (b"PAR1", "a Parquet file", _EXPORT),
    (b"WARC/", "a web archive (WARC)", _EXPORT),
    (b"%!PS", "PostScript", "Turn it into PDF: ps2pdf FILE."),
)
_FIRST_TAG = re.compile(r"<([!/]?[a-z][\w:-]*)([^<>]*)", re.I)
_PAGE_TAGS: Final = frozenset(re.findall(r"[!\w]+", "!doctype html head body article main section div p h1 meta title"))
_TAG = re.compile(r"</?(?:p|div|br|h[1-6]|article|body|span|a)\b[^<>]*>", re.I)
_MARKED = re.compile(r"^#{1,6} \S|\]\(https?://|^\*\*\S|^> \S", re.M)

HEAD_BYTES = 16_384
"""How much of a file its format is told from."""


def sniff(data: bytes, suffix: str, where: str) -> FormatName:
    """The format of a file. suffix is the ending of its name with the dot, or "".

    Raises UnreadableReport for formats that are known and not read.
    """
    head = data[:HEAD_BYTES]
    suffix = suffix.lower()
    if b"%PDF-" in head[:1024]:
        return "pdf"
    for signature, what, remedy in _SIGNATURES:
        if head.startswith(signature):
            raise UnreadableReport(where, f"The file is {what}, not a report.", remedy)
    text = _characters(head)
    begins = text.lstrip()
    if name := _page_or_feed(text, suffix, where):
        return name
    if suffix in (".jsonl", ".ndjson"):
        return "jsonl"
    if suffix == ".json" or re.match(r"\{\s*[\"}]|\[\s*[{\]]", begins):
        return "json"
    if suffix in (".csv", ".tsv"):
        problem = "The file is a table by its name, which this version does not read."
        raise UnreadableReport(where, problem, "Write it as JSON Lines, with a field `text`.")
    if suffix == ".pdf" and begins:
        raise UnreadableReport(where, "The file is named .pdf but has no PDF header (%PDF-).", "Download it again.")
    if suffix in (".html", ".htm", ".xhtml") and "<" in text:
        return "html"
    if suffix in (".md", ".markdown") or (suffix != ".txt" and _looks_like_markdown(text)):
        return "markdown"
    return "text"


def _characters(head: bytes) -> str:
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if head.startswith(mark):
            return head[len(mark) :].decode(codec, errors="replace")
    return head.decode("latin-1")


def _page_or_feed(text: str, suffix: str, where: str) -> FormatName | None:
    """HTML by its first tag; None where the text is no markup, or markup within Markdown or plain text."""
    declared, start = _after_prolog(text)
    found = _FIRST_TAG.match(text, start)
    if found is None:
        return None
    tag, in_text = found[1].lower(), suffix in (".md", ".markdown", ".txt")
    if tag == "html" or (tag == "!doctype" and "html" in found[2].lower()):
        return "html"
    if tag in ("rss", "feed", "rdf:rdf"):
        raise UnreadableReport(where, f"The file is a feed (<{tag}>), which this version does not read.", _EXPORT)
    if tag == "!doctype" or declared or suffix == ".xml":
        raise UnreadableReport(where, f"The file is XML (<{tag}>), which this version does not read.", _EXPORT)
    if in_text:
        return None
    return "html" if tag in _PAGE_TAGS or len(_TAG.findall(text)) >= 4 else None


def _after_prolog(text: str) -> tuple[bool, int]:
    """Whether an XML declaration begins the text, and the offset after it, comments and blanks."""
    declared, position = False, 0
    while True:
        while position < len(text) and text[position].isspace():
            position += 1
        if text.startswith("<!--", position):
            end = text.find("-->", position)
        elif text.startswith("<?xml", position):
            declared, end = True, text.find("?>", position)
        else:
            return declared, position
        if end < 0:
            return declared, len(text)
        position = text.index(">", end) + 1


def _looks_like_markdown(text: str) -> bool:
    return FRONT_MATTER.match(text) is not None or (text.lstrip().startswith("# ") and len(_MARKED.findall(text)) >= 1)
