"""PDF: the text of its pages by pypdf, without running heads, lines joined to paragraphs, hyphenation mended."""

from __future__ import annotations

import io
import logging
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitroom.errors import UnreadableReport
from sitroom.intake.assemble import Known
from sitroom.intake.decoding import clean, unify_newlines
from sitroom.intake.limits import PDF_PAGE_BYTES, PDF_PAGES, PDF_SECONDS, TEXT_CHARACTERS, grouped, megabytes
from sitroom.intake.source_file import Outcome, SourceFile

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_FILE_NAMES = re.compile(r"microsoft word|untitled|\.(?:docx?|indd|qxd|pdf|tex|dvi|odt|pages)\b", re.I)
_PAGE_NUMBER = re.compile(r"(?:page\s+)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:of|/)\s*\d{1,4})?", re.I)
_HYPHENATED = re.compile(r"([^\W\d_]+)-$")
_SENTENCE_END = re.compile(r"[.!?:][\"'”’)\]]*$")
_KEPT_HYPHENS = frozenset(
    re.findall(r"\w+", "anti co counter cross ex half mid multi non post pre pro self semi so vice well")
)
"""First parts after which a hyphen at the end of a line most likely belongs to the word ("pro-government")."""

_UNLOCK = "Save a copy without encryption: qpdf --decrypt IN.pdf OUT.pdf."

_SHORT_LINE = 0.8
"""A line shorter than this part of the page's usual line, ending a sentence, ends its paragraph."""


@dataclass(frozen=True, slots=True)
class _Pages:
    texts: list[str]
    title: str | None
    created: str | None


def read_pdf(file: SourceFile) -> Iterator[Outcome]:
    """One file, one report. Raises UnreadableReport for a broken, locked, scanned or overlong one."""
    pages = _read_pages(file)
    empty = [number for number, text in enumerate(pages.texts, start=1) if not text.strip()]
    count = len(pages.texts)
    if len(empty) == count:
        problem = f"None of the PDF's {count} page(s) has text: it looks scanned."
        raise UnreadableReport(file.name, problem, "Recognise its text first, for instance: ocrmypdf IN.pdf OUT.pdf.")
    warnings: list[str] = []
    if empty:
        warnings.append(f"no text on {_numbered(empty)} of {count}: looks scanned, and is not read")
    if pages.created:
        warnings.append(f"the PDF was made on {pages.created}, which need not be the day of publication")
    yield file.report(join_pages(pages.texts), Known(title=pages.title, warnings=tuple(warnings)))


def join_pages(pages: list[str]) -> str:
    """The running text of the pages: running heads and page numbers gone, paragraphs parted by a blank line."""
    page_lines = [[line.strip() for line in unify_newlines(clean(page)).split("\n")] for page in pages]
    heads = _running_heads(page_lines)
    lines: list[str] = []
    for page in page_lines:
        lines += _without_heads(page, heads)
    words = set(re.findall(r"[^\W\d_]+-[^\W\d_]+", "\n".join(lines)))
    widths = sorted(len(line) for line in lines if line)
    usual = widths[len(widths) * 3 // 4] if widths else 0
    paragraphs: list[str] = []
    current = ""
    for line in lines:
        if not line:
            # A page break within a sentence leaves a blank line too; a headline is shorter than a line of type.
            if current and (_SENTENCE_END.search(current[-5:]) or len(current) <= usual):
                paragraphs.append(current)
                current = ""
            continue
        current = _joined(current, line, words)
        if len(line) < _SHORT_LINE * usual and _SENTENCE_END.search(line):
            paragraphs.append(current)
            current = ""
    return "\n\n".join(filter(None, (*paragraphs, current)))


def _joined(current: str, line: str, words: set[str]) -> str:
    """Join a line to the one before; a hyphen stays where the word is written with one elsewhere."""
    if not current:
        return line
    found = _HYPHENATED.search(current[-40:])
    if found is None or not line[:1].isalpha():
        return f"{current} {line}"
    second = re.match(r"[^\W\d_]+", line)
    whole = f"{found[1]}-{second[0]}" if second else ""
    if not line[0].islower() or whole in words or found[1].lower() in _KEPT_HYPHENS:
        return current + line
    return current[:-1] + line


def _running_heads(pages: list[list[str]]) -> set[str]:
    """First and last lines that come back, numbers aside, on at least three pages and on half of them."""
    counts: Counter[str] = Counter()
    for page in pages:
        filled = [line for line in page if line]
        counts.update({_numberless(line) for line in (*filled[:2], *filled[-2:])} - {""})
    return {line for line, count in counts.items() if count >= max(3, len(pages) / 2)}


def _without_heads(page: list[str], heads: set[str]) -> list[str]:
    edge = {index for index, line in enumerate(page) if line}
    outer = set(sorted(edge)[:2]) | set(sorted(edge)[-2:])
    return [
        line
        for index, line in enumerate(page)
        if not (index in outer and (_numberless(line) in heads or _PAGE_NUMBER.fullmatch(line)))
    ] + [""]


def _numberless(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _numbered(pages: list[int]) -> str:
    shown = ", ".join(str(page) for page in pages[:10]) + (", ..." if len(pages) > 10 else "")
    return f"page{'s' if len(pages) > 1 else ''} {shown}"


def _read_pages(file: SourceFile) -> _Pages:
    import pypdf  # here, as plain text need not wait for its import
    from pypdf.errors import DependencyError

    logging.getLogger("pypdf").addHandler(logging.NullHandler())  # its complaints are told by our own message
    try:
        reader = pypdf.PdfReader(io.BytesIO(file.data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableReport(file.name, "The PDF is encrypted and asks for a password.", _UNLOCK)
        return _texts(reader, file.name)
    except UnreadableReport:
        raise
    except DependencyError as error:  # pypdf opens AES only with the package cryptography, which Sitroom does without
        raise UnreadableReport(file.name, "The PDF is encrypted with AES, which is not opened.", _UNLOCK) from error
    except Exception as error:  # pypdf raises whatever a broken file makes it raise, RecursionError included
        problem = f"The PDF is broken ({type(error).__name__}: {_short(error)})."
        raise UnreadableReport(
            file.name, problem, "Mend it, for instance: qpdf IN.pdf OUT.pdf; or print it to PDF anew."
        ) from error


def _texts(reader: PdfReader, where: str) -> _Pages:
    count = len(reader.pages)
    if count > PDF_PAGES:
        raise UnreadableReport(
            where, f"The PDF has {grouped(count)} pages; one report can have {PDF_PAGES}.", "Split it."
        )
    if count == 0:
        raise UnreadableReport(where, "The PDF has no page.", "Save it again.")
    begun = time.monotonic()
    texts: list[str] = []
    for number, page in enumerate(reader.pages, start=1):
        if time.monotonic() - begun > PDF_SECONDS:
            problem = f"The PDF takes more than {PDF_SECONDS:.0f} s: given up at page {number} of {count}."
            raise UnreadableReport(where, problem, "Print it to PDF anew, or give its text.")
        texts.append(_page_text(page, f"{where}, page {number}"))
        if sum(map(len, texts)) > TEXT_CHARACTERS:
            problem = f"The text up to page {number} of {count} has more than {grouped(TEXT_CHARACTERS)} characters."
            raise UnreadableReport(where, problem, "Split the PDF into one file a report.")
    information = reader.metadata
    title = str(information.title).strip() if information and information.title else ""
    created = information.creation_date if information else None
    if not title or _FILE_NAMES.search(title) or len(title.split()) < 3:
        title = ""
    return _Pages(texts, title or None, created.date().isoformat() if created else None)


def _page_text(page: PageObject, where: str) -> str:
    contents = page.get_contents()
    size = len(contents.get_data()) if contents is not None else 0
    if size > PDF_PAGE_BYTES:
        problem = f"The page takes {megabytes(size)} to describe: a drawing or a map, no text."
        raise UnreadableReport(where, problem, "Take that page out, or give the text of the others.")
    return page.extract_text()


def _short(error: Exception) -> str:
    words = " ".join(str(error).split())
    return words if len(words) <= 100 else words[:97] + "..."
