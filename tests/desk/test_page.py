"""The page: self-contained, escaped, and tied to the text without a script."""

from __future__ import annotations

import re

from sitroom.codebook.reports import Report
from sitroom.desk.page import page_of, sheet_of
from sitroom.reader import Reader

TEXT = "Mali condemned Kenya yesterday. Kenya refused Mali."


def test_the_page_fetches_nothing_and_runs_nothing(standin: Reader) -> None:
    page = page_of([standin.read(TEXT, published="2024-05-20")])
    assert "<script" not in page
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", page)
    assert "default-src 'none'" in page


def test_what_a_report_says_is_escaped(standin: Reader) -> None:
    hostile = 'Mali condemned Kenya <script>alert(1)</script> "><img src=x onerror=alert(1)> &amp; yesterday.'
    report = Report("<b>id</b>", hostile, "<i>title</i>", None, "<u>source</u>", "en", None, ("<s>warning</s>",))
    page = page_of([standin.read(report)])
    for tag in ("<script>alert", "<img", "<b>id", "<i>title", "<u>source", "<s>warning"):
        assert tag not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_every_field_lights_its_words(standin: Reader) -> None:
    sheet = sheet_of(standin.read(TEXT, published="2024-05-20"), "r1")
    marked = {key for piece in sheet.pieces for key in (m.key for m in piece.marks)}
    for card in sheet.cards:
        assert card.key in marked
        assert {row.key for row in card.rows if row.value != "not stated"} <= marked


def test_the_pieces_make_the_text(standin: Reader) -> None:
    sheet = sheet_of(standin.read(TEXT, published="2024-05-20"), "r1")
    assert "".join(p.text for p in sheet.pieces) == TEXT


def test_overlapping_marks_lie_on_lines_of_their_own(standin: Reader) -> None:
    sheet = sheet_of(standin.read(TEXT, published="2024-05-20"), "r1")
    for piece in sheet.pieces:
        lanes = [m.lane for m in piece.marks]
        assert len(lanes) == len(set(lanes))


def test_a_report_without_events_says_so(standin: Reader) -> None:
    assert "No events of the 16 types found." in page_of([standin.read("It rained.", published="2024-05-20")])
