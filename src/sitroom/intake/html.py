"""HTML pages: the article by trafilatura, title, day and site from what the page declares. Nothing is fetched."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from sitroom.errors import UnreadableReport
from sitroom.intake.assemble import Known
from sitroom.intake.decoding import Decoded, decode, unify_newlines
from sitroom.intake.header import understand
from sitroom.intake.limits import HTML_CHARACTERS, HTML_DEPTH, HTML_TAGS, grouped
from sitroom.intake.source_file import Outcome, SourceFile
from sitroom.intake.written_dates import WrittenDate, read_date

_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,30})", re.I)
_TEXT_CODECS = re.compile(
    r"(?:iso-?8859-\d{1,2}|latin-?\d|windows-125\d|cp125\d|koi8-[ru]|us-ascii|ascii|gb2312|gbk|gb18030|big5|shift_?jis|euc-(?:jp|kr)"
    r"|macintosh|mac-?roman|iso-2022-jp)",
    re.I,
)
_META = re.compile(r"<meta\s([^<>]{1,2000})>", re.I)
_ATTRIBUTE = re.compile(r"([a-z:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.I)
_DATE_METAS = (
    *("article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date"),
    *(
        "sailthru.date",
        "pubdate",
        "publishdate",
        "publish-date",
        "publication_date",
        "publication-date",
        "dc.date.issued",
    ),
    *(
        "dcterms.issued",
        "dcterms.created",
        "dc.date",
        "dcterms.date",
        "dc.created",
        "citation_publication_date",
        "cxenseparse:recs:publishtime",
    ),
    *("article.published", "published", "date"),
)
_DATE_PUBLISHED = re.compile(r"\"datePublished\"\s*:\s*(\"(?:[^\"\\\n]|\\.){1,60}\")")
_NESTING = re.compile(r"<(/?)([a-z][a-z0-9]*)\b([^<>]*)>", re.I)
_NEVER_NESTED = frozenset(
    re.findall(
        r"\w+",
        "area base br col embed hr img input link meta param source track wbr p li dt dd option tr td th tbody thead"
        " tfoot colgroup rt rp html body head",
    )
)
_NOTICE = re.compile(
    r"\b(?:cookies?|enable javascript|javascript is (?:disabled|required)|page (?:was |is )?not found|access denied"
    r"|are you a robot|captcha|log in to|sign in to|subscribe to (?:read|continue)|403 forbidden|404)\b",
    re.I,
)
_SENTENCE_WORDS = 5
_NOTICE_WORDS = 80
"""A page with fewer words that speaks of cookies, logging in or a missing page is a notice, not an article."""

_REMEDY = "Save the article's own page, or give its text."


@dataclass(frozen=True, slots=True)
class _Article:
    text: str
    title: str | None
    site: str | None
    guessed_date: str | None


def read_html(file: SourceFile) -> Iterator[Outcome]:
    """One page, one report. Raises UnreadableReport for a page without an article, too large, or nested too deep."""
    decoded = _decode_page(file)
    page = decoded.text
    _check_size(page, file.name)
    article = _extract(page, file.name)
    if article is None or not _has_a_sentence(article.text):
        raise UnreadableReport(file.name, "The page has no article: no sentence in its main part.", _REMEDY)
    if len(article.text.split()) < _NOTICE_WORDS and (notice := _NOTICE.search(article.text)):
        problem = f'The page has no article, only a notice ("{notice[0]}").'
        raise UnreadableReport(file.name, problem, _REMEDY)
    declared = _declared_date(page)
    published = declared.day if declared else None
    warnings = decoded.warnings
    if published is None and (guess := _guessed_date(article, declared)):
        published = guess.day
        warnings = (*warnings, f"the page declares no publication date: {guess.text} was found on it; check it")
    yield file.report(
        article.text,
        Known(
            title=article.title,
            published=published,
            published_problem=declared.problem if declared else None,
            source=article.site,
            warnings=warnings,
        ),
    )


def _has_a_sentence(text: str) -> bool:
    """Whether five words in a row end as a sentence does; menus and link lists have no such line."""
    for line in text.split("\n"):
        run = 0
        for word in line.split():
            run += 1
            if word.rstrip("\"'”’)]»").endswith((".", "!", "?", "…")):
                if run >= _SENTENCE_WORDS:
                    return True
                run = 0
    return False


def _decode_page(file: SourceFile) -> Decoded:
    """Decode as UTF-8 where the bytes are, then as the page declares, and only then as any other text."""
    data = file.data
    found = _CHARSET.search(data[:4_000])
    name = found[1].decode("ascii").lower() if found else ""
    # Other codecs of Python ("unicode_escape", "utf-7") run instructions in the data or take quadratic time.
    if b"\0" in data or not _TEXT_CODECS.fullmatch(name) or _is_utf8(data):
        return decode(data, file.name)
    # Browsers take these names for Windows-1252 as well, which has letters where they have control characters.
    codec = "cp1252" if name in ("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii") else name
    try:
        return Decoded(data.decode(codec))
    except (UnicodeDecodeError, LookupError):
        problem = f'The page says that it is in "{name}", and is not.'
        raise UnreadableReport(file.name, problem, "Save the page as UTF-8.") from None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _check_size(page: str, where: str) -> None:
    if len(page) > HTML_CHARACTERS:
        problem = f"The page has {grouped(len(page))} characters; a page can have {grouped(HTML_CHARACTERS)}."
        raise UnreadableReport(where, problem, _REMEDY)
    depth = tags = 0
    for found in _NESTING.finditer(page):
        closing, name, attributes = found.groups()
        tags += not closing
        if name.lower() not in _NEVER_NESTED and not attributes.endswith("/"):
            depth = max(0, depth - 1) if closing else depth + 1
        if depth > HTML_DEPTH or tags > HTML_TAGS:
            what = (
                f"elements nested deeper than {HTML_DEPTH}"
                if depth > HTML_DEPTH
                else f"more than {grouped(HTML_TAGS)} tags"
            )
            raise UnreadableReport(where, f"The page has {what}: no news page, or a broken one.", _REMEDY)


def _extract(page: str, where: str) -> _Article | None:
    if "<body" not in page[:200_000].lower():  # trafilatura takes fragments only with something around them
        page = f"<html><body>{page}</body></html>"
    import trafilatura  # here, as it takes 0.25 to 0.8 s to import, which plain text need not wait for

    for name in ("trafilatura", "htmldate", "justext", "courlan"):
        # Their complaints about a page are told by our own message; without a handler Python would print them.
        logging.getLogger(name).addHandler(logging.NullHandler())
    # A fast search takes the date from marked-up places only; the extensive one also takes years out of footers.
    dates: dict[str, object] = {"extensive_search": False, "original_date": True}
    try:
        found = trafilatura.bare_extraction(
            page, with_metadata=True, include_comments=False, date_extraction_params=dates
        )
    except Exception as error:  # the parsers below raise whatever a hostile page makes them raise
        problem = f"The page cannot be taken apart ({type(error).__name__})."
        raise UnreadableReport(where, problem, _REMEDY) from error
    if found is None or isinstance(found, dict) or not found.text:
        return None
    text = unify_newlines(str(found.text))
    return _Article(text, found.title or None, found.sitename or None, found.date or None)


def _declared_date(page: str) -> WrittenDate | None:
    """The date in the page's metadata or linked data: the first that is certain, else the first."""
    stated: dict[str, str] = {}
    for meta in _META.finditer(page):
        attributes = {
            found[1].lower(): found[2] or found[3] or found[4] or "" for found in _ATTRIBUTE.finditer(meta[1])
        }
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        stated.setdefault(name.lower(), unescape(attributes.get("content", "")))
    values = [stated[name] for name in _DATE_METAS if stated.get(name)]
    for found in _DATE_PUBLISHED.finditer(page):
        try:
            values.insert(0, str(json.loads(found[1])))
        except ValueError:
            continue
    written = [read_date(value) for value in values[:20]]
    return next((date for date in written if date.day), written[0] if written else None)


def _guessed_date(article: _Article, declared: WrittenDate | None) -> WrittenDate | None:
    """trafilatura's date, where neither metadata nor the article's header say one, be it an ambiguous one."""
    header = understand(article.text, title=article.title)
    if article.guessed_date is None or declared is not None or header.published:
        return None
    if header.problem is not None and header.dateline_day is None:
        return None
    guess = read_date(article.guessed_date)
    return guess if guess.day else None
