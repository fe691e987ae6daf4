"""Each format gives the report's words and what is known about it, with no network at hand."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sitroom.codebook.reports import Report
from sitroom.errors import UnreadableReport
from sitroom.intake import read_file, read_paths, read_stream, report_from_text
from sitroom.intake.formats import sniff
from sitroom.intake.pdf import join_pages

pytestmark = pytest.mark.usefixtures("offline")

ReadOne = Callable[..., Report]
AUG_8 = date(2023, 8, 8)

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Junta refuses talks - The Daily</title>{head}</head><body>
<nav><a href="http://192.0.2.1/">Home</a> <a href="/world">World</a></nav>
<article><h1>Junta refuses talks</h1>{date}<p>{body}</p><p>The envoy left the country on Wednesday.</p>
<img src="http://192.0.2.1/pixel.gif"></article>
<footer>Copyright 2019 The Daily</footer></body></html>"""


# Plain text


def test_plain_text_is_kept_as_it_stands(read_one: ReadOne, body: str) -> None:
    report = read_one("niger.txt", f"Date: 8 August 2023\n\n{body}\n")
    assert report.text == f"Date: 8 August 2023\n\n{body}\n"
    assert (report.published, report.language, report.warnings) == (AUG_8, "en", ())
    assert report.origin is not None
    assert report.origin.endswith("niger.txt")


def test_windows_line_breaks_and_the_byte_order_mark_go(read_one: ReadOne, body: str) -> None:
    assert read_one("a.txt", b"\xef\xbb\xbf" + f"{body}\r\nMore.\rEnd.".encode()).text == f"{body}\nMore.\nEnd."


def test_control_characters_become_blanks_one_for_one(read_one: ReadOne, body: str) -> None:
    assert read_one("a.txt", f"{body}\x1b[31m\x85\x07.").text == f"{body} [31m  ."


def test_the_same_report_has_the_same_id_wherever_it_stands(read_one: ReadOne, body: str) -> None:
    first, second = read_one("a.txt", body), read_one("b.txt", body)
    assert first.id == second.id
    assert first.id.startswith("r-")
    assert len(first.id) == 18
    assert read_one("a.txt", body, published=AUG_8).id != first.id


# Markdown


def test_markdown_loses_its_marks_and_keeps_its_words(read_one: ReadOne) -> None:
    report = read_one(
        "report.md",
        """---
title: "Junta refuses talks"
date: 2023-08-08
publisher: The Daily
tags: [niger]
---
# Junta refuses talks

The **president** of *Niger* said that _he_ would
not [step down](https://example.org/a_(b)), `officials` told AT&amp;T\\.[^1] <!-- not
this -->

![a map](map.png)

> ECOWAS imposed __sanctions__.

- The border was closed.
- The envoy_left_early.

| State | Vote |
|-------|------|
| Mali  | no   |

***

[^1]: https://example.org
[ref]: https://example.org "A title"
""",
    )
    assert (report.title, report.published, report.source) == ("Junta refuses talks", AUG_8, "The Daily")
    assert report.body.split("\n\n") == [
        "The president of Niger said that he would not step down, officials told AT&T.",
        "ECOWAS imposed sanctions.",
        "The border was closed.",
        "The envoy_left_early.",
        "State, Vote",
        "Mali, no",
    ]


def test_the_first_heading_of_markdown_is_its_title(read_one: ReadOne, body: str) -> None:
    assert read_one("a.md", f"Talks fail\n==========\n\n8 August 2023\n\n{body}").title == "Talks fail"
    report = read_one("b.md", f"# Talks fail #\n\n8 August 2023\n\n{body}")
    assert (report.title, report.published, report.body) == ("Talks fail", AUG_8, body)


def test_toml_front_matter_is_understood(read_one: ReadOne, body: str) -> None:
    report = read_one("a.md", f"+++\ntitle = 'Talks fail'\ndate = 2023-08-08T10:00:00Z\n+++\n{body}")
    assert (report.title, report.published, report.text) == ("Talks fail", AUG_8, body)


# HTML


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2023-08-08T10:00:00Z">',
        "<meta content='8 August 2023' name='pubdate'/>",
        '<script type="application/ld+json">{"@type": "News", "datePublished": "2023-08-08T23:30:00-04:00"}</script>',
    ],
)
def test_html_gives_the_article_with_its_declared_day(read_one: ReadOne, body: str, head: str) -> None:
    site = '<meta property="og:site_name" content="The Daily">'
    report = read_one("page.html", PAGE.format(head=head + site, date="", body=body))
    assert report.title is not None
    assert report.title.startswith("Junta refuses talks")
    assert (report.published, report.source, report.warnings) == (AUG_8, "The Daily", ())
    assert report.body == f"{body}\nThe envoy left the country on Wednesday."


def test_a_day_only_found_on_the_page_is_marked_as_a_guess(read_one: ReadOne, body: str) -> None:
    page = PAGE.format(head="", date="", body=body).replace("<footer>", '<time datetime="2023-08-08"></time><footer>')
    report = read_one("page.html", page)
    assert report.published == AUG_8
    assert report.warnings == ("the page declares no publication date: 2023-08-08 was found on it; check it",)


def test_an_ambiguous_day_on_the_page_is_not_decided(read_one: ReadOne, body: str) -> None:
    report = read_one("page.html", PAGE.format(head="", date='<p class="date">03/04/2024</p>', body=body))
    assert report.published is None
    assert '"03/04/2024" can be 3 April 2024 or 4 March 2024' in report.warnings[0]


def test_the_year_of_a_copyright_line_is_no_date(read_one: ReadOne, body: str) -> None:
    assert read_one("page.html", PAGE.format(head="", date="", body=body)).published is None


def test_a_page_in_a_declared_encoding_is_read(read_one: ReadOne, body: str) -> None:
    page = PAGE.format(head='<meta charset="windows-1251">', date="", body=body + " «Правда» said so too.")
    assert "«Правда»" in read_one("page.html", page.encode("cp1251")).text


def test_a_fragment_of_a_page_is_read(read_one: ReadOne) -> None:
    assert read_one("a.html", "<p>The UN condemned the coup in Niger on Tuesday.</p>").text == (
        "The UN condemned the coup in Niger on Tuesday."
    )


# PDF


def test_pdf_lines_become_paragraphs(read_one: ReadOne, pdf: Callable[..., bytes]) -> None:
    pages = [
        ["The Daily 8 August 2023", "The president of Niger said on Tuesday that he would not step down as the govern-",
         "ment of a pro-western country, while demonstrators in the capital asked the pro-", "western envoy to leave.",
         "ECOWAS imposed sanctions on the country on Sunday and closed its borders, officials", "1"],
        ["The Daily 8 August 2023", "said. The envoy left.", "2"],
        ["The Daily 8 August 2023", "The United Nations condemned the coup.", "3"],
    ]  # fmt: skip
    report = read_one("a.pdf", pdf(pages, title="Junta refuses the envoy's talks"))
    assert report.text.split("\n\n") == [
        "The president of Niger said on Tuesday that he would not step down as the government of a pro-western country,"
        " while demonstrators in the capital asked the pro-western envoy to leave.",
        "ECOWAS imposed sanctions on the country on Sunday and closed its borders, officials said. The envoy left.",
        "The United Nations condemned the coup.",
    ]
    assert report.title == "Junta refuses the envoy's talks"
    assert report.published is None
    assert report.warnings[0] == "the PDF was made on 2023-08-09, which need not be the day of publication"


def test_a_page_without_text_among_others_is_named(read_one: ReadOne, pdf: Callable[..., bytes], body: str) -> None:
    report = read_one("a.pdf", pdf([[body], []]))
    assert report.text == body
    assert report.warnings[0] == "no text on page 2 of 2: looks scanned, and is not read"


def test_a_word_with_a_hyphen_of_its_own_keeps_it_at_the_end_of_a_line() -> None:
    pages = [
        "The ceasefire-monitoring mission left. The cease-\nfire held, and the ceasefire-\nmonitoring mission stayed."
    ]
    assert join_pages(pages) == (
        "The ceasefire-monitoring mission left. The ceasefire held, and the ceasefire-monitoring mission stayed."
    )


# JSON and JSON Lines


def test_a_json_object_is_a_report_and_other_fields_are_passed_over(read_one: ReadOne, body: str) -> None:
    record = {"id": 12, "text": body, "title": "Talks fail", "published": "2023-08-08", "source": "AP", "words": 3}
    report = read_one("a.json", json.dumps(record))
    assert (report.id, report.text, report.title) == ("12", body, "Talks fail")
    assert (report.published, report.source, report.warnings) == (AUG_8, "AP", ())


def test_json_text_keeps_every_offset(read_one: ReadOne) -> None:
    text = "  Cafe\u0301 owners\r\nsaid on Tuesday\u2028that the\u0000 curfew was \ud800 lifted by the army. "
    report = read_one("a.json", json.dumps({"text": text}))
    assert report.text == text.replace("\x00", " ").replace("\ud800", "\ufffd")


def test_a_json_array_holds_one_report_each(tmp_path: Path, body: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"text": body, "date": "2023-08-08"}, {"title": "no text"}, {"text": body}]))
    first, second, third = read_file(path)
    assert isinstance(first, Report)
    assert isinstance(third, Report)
    assert isinstance(second, UnreadableReport)
    assert (first.published, first.origin) == (AUG_8, f"{path}, report 1")
    assert str(second) == (
        f"{path}, report 2: The object has no `text`; its fields are: `title`."
        " Give the report's words in a field `text`."
    )


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json", "a.txt"])
def test_json_lines_are_known_by_any_name(tmp_path: Path, body: str, name: str) -> None:
    path = tmp_path / name
    path.write_text(f'{{"text": "{body}", "id": "one"}}\n\n{{"text": "{body}", "id": "two"}}\n')
    reports = [outcome for outcome in read_file(path) if isinstance(outcome, Report)]
    assert [(report.id, report.origin) for report in reports] == [
        ("one", f"{path}, line 1"),
        ("two", f"{path}, line 3"),
    ]


def test_a_records_own_day_and_source_go_before_those_given_for_the_file(tmp_path: Path, body: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"text": "{body}", "date": "2023-08-08", "source": "AP"}}\n{{"text": "{body}"}}\n')
    reports = [
        outcome for outcome in read_file(path, published=date(2024, 1, 1), source="AFP") if isinstance(outcome, Report)
    ]
    assert [(report.published, report.source) for report in reports] == [(AUG_8, "AP"), (date(2024, 1, 1), "AFP")]


# Standard input, several files, and which format a file is in


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"NIAMEY (AP) - The president said no.", "text"),
        (b"[Update] The president said no.", "text"),
        (b'["We will not go," the president said.]', "text"),
        (b'{"text": "The president said no."}', "json"),
        (b'{"text": "a"}\n{"text": "b"}', "json"),
        (b"[\n  {", "json"),
        (b"  <!DOCTYPE html>\n<html>", "html"),
        (b"<!-- saved --><html><body>", "html"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" ""><html>', "html"),
        (b"<div><p>The president said no.</p></div>", "html"),
        ("<html><body>".encode("utf-16"), "html"),
        (b"%PDF-1.7\n", "pdf"),
        (b"---\ntitle: A\n---\nThe president said no.", "markdown"),
        (b"# Talks fail\n\nThe president said no.", "markdown"),
        (b"#1 in the polls, the president said no.", "text"),
    ],
)
def test_the_format_is_told_by_the_content(content: bytes, name: str) -> None:
    assert sniff(content, "", "<stdin>") == name


@pytest.mark.parametrize(
    ("content", "suffix", "name"),
    [
        (b"The president said no.", ".md", "markdown"),
        (b"# Talks fail", ".txt", "text"),
        (b"<p>The president</p> said **no**.", ".md", "markdown"),
        (b"<!DOCTYPE html><html>", ".txt", "html"),
        (b'{"text": "a"}', ".jsonl", "jsonl"),
        (b"not JSON", ".json", "json"),
        (b"No mark at all.", ".html", "text"),
    ],
)
def test_the_ending_of_the_name_is_a_hint(content: bytes, suffix: str, name: str) -> None:
    assert sniff(content, suffix, "file") == name


def test_standard_input_is_read_in_any_format(monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    stream = io.BytesIO(json.dumps({"text": body}).encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
    (report,) = read_paths(["-"])
    assert isinstance(report, Report)
    assert (report.text, report.origin) == (body, "<stdin>")


def test_a_stream_has_the_name_it_is_given(body: str) -> None:
    (report,) = read_stream(io.BytesIO(body.encode()), "mail", published=AUG_8, source="AP")
    assert isinstance(report, Report)
    assert (report.origin, report.published, report.source) == ("mail", AUG_8, "AP")


def test_a_text_in_hand_is_a_report(body: str) -> None:
    report = report_from_text(body, published=AUG_8, title="Talks\n fail", source="AP", id="one")
    assert report == Report("one", body, "Talks fail", AUG_8, "AP", "en", None, ())


def test_reading_plain_text_imports_none_of_the_heavy_libraries() -> None:
    program = (
        "import sys\n"
        "from sitroom.intake import report_from_text\n"
        "report_from_text('The president of Niger said that he would not step down before the talks.')\n"
        "print([name for name in ('trafilatura', 'lxml', 'pypdf', 'py3langid', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
