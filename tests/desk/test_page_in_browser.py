"""The page in a real browser: fields light their words by mouse and by keyboard, with scripts off and no network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sitroom.desk.page import page_of
from sitroom.reader import Reader

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

BROWSER = os.environ.get("SITROOM_BROWSER") or shutil.which("chromium") or shutil.which("chromium-browser")
LIT = "rgb(255, 241, 184)"


@pytest.fixture
def page(tmp_path: Path, standin: Reader) -> Iterator[Page]:
    """The page of a small reading, opened from its file; anything it tries to fetch is an error."""
    if not BROWSER:
        pytest.skip("no Chromium here: install Debian's chromium, or name one in SITROOM_BROWSER")
    from playwright.sync_api import sync_playwright

    path = tmp_path / "record.html"
    reading = standin.read("Mali condemned Kenya yesterday. Kenya refused Mali.", published="2024-05-20")
    path.write_text(page_of([reading]), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(java_script_enabled=False, color_scheme="light", offline=True)
        opened = context.new_page()
        fetched: list[str] = []
        opened.on("request", lambda request: fetched.append(request.url))
        opened.goto(path.as_uri())
        yield opened
        browser.close()
        assert fetched == [path.as_uri()]


def colour(page: Page, words: str) -> str:
    """The background of a marked stretch of the text."""
    found = page.get_by_label("Text of the report").locator("span", has_text=words).first
    return str(found.evaluate("e => getComputedStyle(e).backgroundColor"))


def test_hovering_a_field_lights_its_words(page: Page) -> None:
    assert colour(page, "yesterday") != LIT
    page.get_by_label("Record").get_by_text("2024-05-19").hover()
    assert colour(page, "yesterday") == LIT
    assert colour(page, "refused") != LIT


def test_the_keyboard_does_the_same(page: Page) -> None:
    page.get_by_label("Record").get_by_text("2024-05-19").focus()
    assert colour(page, "yesterday") == LIT


def test_hovering_the_text_lights_the_field(page: Page) -> None:
    page.get_by_label("Text of the report").locator("span", has_text="yesterday").first.hover()
    field = page.get_by_label("Record").get_by_text("2024-05-19")
    assert field.evaluate("e => getComputedStyle(e).backgroundColor") == LIT


def test_an_event_is_reached_from_its_number_in_the_text(page: Page) -> None:
    page.get_by_label("event 2").click()
    assert page.url.endswith("-2")
    assert page.locator("article:target").count() == 1
