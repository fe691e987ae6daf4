"""How much one file may ask of the reader. Each limit ends in one clear message, never in a hang."""

from __future__ import annotations

FILE_BYTES = 50_000_000
"""Largest file that is opened (50 MB); a larger one is refused before it is read."""

TEXT_CHARACTERS = 1_000_000
"""Longest text of one report. The longest reports in print, inquiry reports aside, stay under a tenth of it."""

WORD_CHARACTERS = 10_000
"""Longest run without a blank. Longer runs are encoded data (base64, minified code), which no reader can use."""

HTML_CHARACTERS = 5_000_000
"""Longest page. Article pages with inlined scripts measure up to 3 MB; extraction time grows with the page."""

HTML_DEPTH = 250
"""Deepest nesting of elements: libxml2 cuts a page off at 256. Real pages stay under 100."""

HTML_TAGS = 30_000
"""Most opening tags of one page. News pages have 1,000 to 5,000; extraction takes up to 0.15 ms a tag."""

PDF_PAGES = 500
"""Most pages of one PDF."""

PDF_PAGE_BYTES = 5_000_000
"""Largest page description after decompression; a full page of type needs some 50 kB."""

PDF_SECONDS = 30.0
"""Time after which reading a PDF is given up, looked at between pages."""

HEADER_CHARACTERS = 4_000
"""How far into a text a header is looked for."""

HEADER_LINES = 15
"""How many lines a header may have."""

LANGUAGE_CHARACTERS = 3_000
"""How much of the text, at its start and again at its middle, the language is told from."""


def grouped(number: int) -> str:
    """A count as messages write it: 1,000,000."""
    return f"{number:,}"


def megabytes(size: int) -> str:
    """A size in bytes as messages write it: 62.4 MB."""
    return f"{size / 1_000_000:,.1f} MB"
