"""The record in words: what people see at a terminal and in a pipe."""

from __future__ import annotations

import io

from rich.console import Console

from sitroom.desk.terminal import print_reading
from sitroom.reader import Reader


def shown(standin: Reader, text: str, **known: str) -> str:
    out = io.StringIO()
    print_reading(Console(file=out, width=120), standin.read(text, **known))  # type: ignore[arg-type]
    return out.getvalue()


def test_events_stand_in_text_order_with_their_words(standin: Reader) -> None:
    page = shown(standin, "Mali condemned Kenya. Ghana bombed Chad yesterday.", published="2024-05-20")
    assert page.index("ACCUSE (disapprove)") < page.index("ASSAULT (heavy-weapons)")
    assert "Mali (MLI" in page and "→" in page
    assert "when: 2024-05-19" in page
    assert "“Ghana bombed Chad yesterday.”" in page


def test_a_point_that_ends_no_sentence_ends_no_quotation(standin: Reader) -> None:
    page = shown(
        standin,
        "It rained. On Feb. 28 Mali condemned Kenya before U.S. envoys. It rained again.",
        published="2024-05-20",
    )
    assert "“On Feb. 28 Mali condemned Kenya before U.S. envoys.”" in page


def test_the_ledger_stands_under_its_headings(standin: Reader) -> None:
    page = shown(standin, "Mali suspended Kenya. Mali urged Kenya. Kenya refused Mali.", published="2024-05-20")
    assert page.index("In force") < page.index("Refused, lapsed or broken")
    assert "open > refused" in page


def test_what_is_not_stated_is_said_to_be_so(standin: Reader) -> None:
    page = shown(standin, "Mali condemned Kenya yesterday.")
    assert "date not stated" in page
    assert "not resolved" in page
    assert "no publication date" in page


def test_markup_in_a_report_is_shown_as_it_stands(standin: Reader) -> None:
    assert "[bold]Kenya[/bold]" in shown(standin, "Mali condemned [bold]Kenya[/bold].", published="2024-05-20")
