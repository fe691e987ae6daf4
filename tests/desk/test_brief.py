"""The brief: what stands under which heading, that every line has its words, and that each form escapes them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date

import pytest
from rich.console import Console

from sitroom.desk.brief import Brief, brief_of
from sitroom.desk.brief_forms import as_html, as_markdown, print_brief
from sitroom.intake import report_from_text
from sitroom.reader import Reader
from sitroom.store import Store

REPORTS = (
    ("old", "2024-04-01", "Wire", "Mali suspended Kenya."),
    ("two", "2024-05-06", "Wire", "Ghana urged Chad by Friday."),
    ("three", "2024-05-08", "Herald", "Mali bombed Kenya on Tuesday. Chad invited Ghana."),
    (
        "four",
        "2024-05-09",
        "<b>Post</b>",
        "Snow fell. Mali bombed Kenya on Tuesday. Kenya refused <script>Mali</script>.",
    ),
    ("five", "2024-05-12", "Wire", "Mali lifted Kenya."),
)


@pytest.fixture
def filled(standin: Reader) -> Iterator[Store]:
    with Store(":memory:") as store:
        for id_, day, source, words in REPORTS:
            report = report_from_text(words, published=date.fromisoformat(day), source=source, id=id_)
            store.add(standin.read(report), reader="a")
        yield store


def headings(brief: Brief) -> dict[str, list[str]]:
    return {s.key: [line.words for line in s.lines] for s in brief.sections}


def test_what_is_told_most_stands_first_under_new(filled: Store) -> None:
    new = headings(brief_of(filled, since=date(2024, 5, 5)))["new"]
    assert new[0].startswith("ASSAULT (heavy-weapons): Mali → Kenya")
    assert not any("SANCTION" in line for line in new)


@pytest.mark.parametrize(
    ("as_of", "key", "words"),
    [
        ("2024-05-08", "in_force", "measure in force: Mali → Kenya – “suspended Kenya”"),
        ("2024-05-08", "ahead", "demand open: Ghana → Chad – “urged Chad by Friday”"),
        ("2024-05-12", "overdue", "demand lapsed: Ghana → Chad – “urged Chad by Friday”"),
        ("2024-05-12", "changed", "measure lifted: Mali → Kenya – “suspended Kenya”"),
    ],
)
def test_the_ledger_stands_under_its_headings_on_any_day(filled: Store, as_of: str, key: str, words: str) -> None:
    assert words in headings(brief_of(filled, as_of=date.fromisoformat(as_of)))[key]


def test_a_brief_about_somebody_leaves_the_others_out(filled: Store) -> None:
    lines = [w for own in headings(brief_of(filled, since=date(2024, 4, 1), about=("Chad",))).values() for w in own]
    assert lines and all("Chad" in w for w in lines)


def test_every_line_that_tells_of_words_is_footnoted_to_them(filled: Store) -> None:
    brief = brief_of(filled, since=date(2024, 4, 1))
    by_number = {n.number: n for n in brief.notes}
    assert list(by_number) == list(range(1, len(by_number) + 1))
    for section in brief.sections:
        for line in section.lines:
            assert line.notes or section.key == "unsure"
            for number in line.notes:
                note = by_number[number]
                assert note.quote in " ".join(filled.report(note.report)["text"].split())


def test_an_empty_store_has_an_empty_brief() -> None:
    with Store(":memory:") as store:
        brief = brief_of(store)
    assert (brief.sections, brief.notes) == ((), ())
    assert "Nothing in these days." in as_html(brief)


def test_html_is_one_page_that_fetches_and_runs_nothing(filled: Store) -> None:
    page = as_html(brief_of(filled, since=date(2024, 4, 1)))
    assert "<script" not in page and "<b>Post" not in page
    assert "&lt;b&gt;Post" in page
    assert "default-src 'none'" in page
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", page)
    for target in re.findall(r'href="#(\w+)"', page):
        assert f'id="{target}"' in page


def test_markdown_footnotes_meet_and_signs_are_escaped(filled: Store) -> None:
    text = as_markdown(brief_of(filled, since=date(2024, 4, 1)))
    used, told = set(re.findall(r"\[\^(\d+)\](?!:)", text)), set(re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE))
    assert used == told
    assert "<script>" not in text


def test_the_terminal_form_is_plain_in_a_pipe(filled: Store) -> None:
    out = io.StringIO()
    print_brief(Console(file=out, width=100, color_system=None), brief_of(filled, since=date(2024, 4, 1)))
    assert "\x1b" not in out.getvalue()
    assert "Changed" in out.getvalue()
