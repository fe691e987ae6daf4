"""Sentences of a text as offsets: sentencex, with a short list of joins for wire text."""

from __future__ import annotations

import re

_JOIN_AFTER = re.compile(
    r"(?:\b(?:[ap]\.m|bn|mn|tn|U\.S|U\.N|U\.K|E\.U|No|Gen|Col|Lt|Maj|Capt|Sgt|Brig|Adm|Gov|Sen|Rep|Rev|Hon|Amb|St|Mr|Mrs|Ms|Dr|Prof|"
    r"Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|vs|approx|est|Inc|Ltd|Co|Corp)\.|\b[A-Z]\.)\s*$"
)
LONGEST = 10_000
"""Characters of a paragraph given to sentencex at once: on long runs of quotation marks its time grows with the square."""
_PARAGRAPH = re.compile(r"\n\s*\n|\n")


def split_sentences(text: str, start: int = 0) -> list[tuple[int, int]]:
    """Half-open character bounds of the sentences of text[start:], blanks at their ends left out.

    Line ends part sentences: wire text and headlines put one thought a line, and PDF intake has mended hard wraps.
    """
    from sentencex import segment

    bounds: list[tuple[int, int]] = []
    at = start
    for gap in [*_PARAGRAPH.finditer(text, start), None]:
        end = gap.start() if gap else len(text)
        if end > at:
            pieces = [piece for a, b in _stretches(text, at, end) for piece in segment("en", text[a:b])]
            bounds.extend(_in_paragraph(text, at, end, pieces))
        if gap:
            at = gap.end()
    return bounds


def _stretches(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A paragraph in stretches that are not too long, cut at a blank where there is one."""
    out = []
    while end - start > LONGEST:
        blank = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = blank + 1 if blank >= 0 else start + LONGEST
        out.append((start, cut))
        start = cut
    return [*out, (start, end)]


def _in_paragraph(text: str, start: int, end: int, pieces: list[str]) -> list[tuple[int, int]]:
    cuts: list[tuple[int, int]] = []
    at = start
    for piece in pieces:
        a = text.find(piece, at, end)
        if a < 0:  # sentencex promises pieces of the text; if one is not, the rest stays one sentence
            break
        b = a + len(piece)
        if cuts and (_JOIN_AFTER.search(text[cuts[-1][0] : cuts[-1][1]]) and (b - cuts[-1][0]) < 1200):
            cuts[-1] = (cuts[-1][0], b)
        else:
            cuts.append((a, b))
        at = b
    if at < end and text[at:end].strip():
        cuts.append((at, end))
    out = []
    for a, b in cuts:
        while a < b and text[a].isspace():
            a += 1
        while b > a and text[b - 1].isspace():
            b -= 1
        if b > a:
            out.append((a, b))
    return out
