"""Whatever the bytes, the intake gives reports and failures, and never another exception."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sitroom.codebook.reports import Report
from sitroom.errors import UnreadableReport
from sitroom.intake import read_stream
from sitroom.intake.formats import FORMATS
from sitroom.intake.header import understand
from sitroom.intake.markdown import strip_marks
from sitroom.intake.source_file import SourceFile
from sitroom.intake.written_dates import read_date

BOUNDED = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow], derandomize=True)

OPENINGS = [
    b"",
    b"%PDF-1.4\n",
    b"<html><body><p>",
    b"<?xml",
    b'{"text": "',
    b"[{",
    b"---\n",
    b"\xff\xfe",
    b"# ",
    b"Date: ",
]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
records = st.dictionaries(
    st.sampled_from(["text", "title", "published", "date", "source", "id", "language"]), json_values, max_size=7
)


def check(data: bytes) -> None:
    for outcome in read_stream(io.BytesIO(data)):
        if isinstance(outcome, Report):
            assert outcome.text.strip()
            assert 0 <= outcome.body_start < len(outcome.text)
            assert outcome.body.strip()
            json.dumps([outcome.text, outcome.title, outcome.source]).encode()
            outcome.text.encode()
        else:
            assert isinstance(outcome, UnreadableReport)
            assert outcome.where
            assert outcome.problem
            assert outcome.remedy


@BOUNDED
@given(opening=st.sampled_from(OPENINGS), rest=st.binary(max_size=400))
def test_any_bytes_give_reports_or_failures(opening: bytes, rest: bytes) -> None:
    check(opening + rest)


@BOUNDED
@given(opening=st.sampled_from(OPENINGS), rest=st.text(max_size=400))
def test_any_text_gives_reports_or_failures(opening: bytes, rest: str) -> None:
    check(opening + rest.encode("utf-8", "surrogatepass"))


@BOUNDED
@given(st.lists(records, max_size=4))
def test_any_records_give_reports_or_failures(values: list[dict[str, object]]) -> None:
    check(json.dumps(values).encode())
    check("\n".join(json.dumps(value) for value in values).encode())


@BOUNDED
@given(st.data())
def test_any_damage_to_a_pdf_gives_a_report_or_a_failure(pdf: Callable[..., bytes], data: st.DataObject) -> None:
    damaged = bytearray(pdf([["The envoy left the country on Tuesday."], ["The talks had failed."]], title="A b c"))
    for _ in range(data.draw(st.integers(0, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    check(bytes(damaged))


@BOUNDED
@given(st.binary(max_size=200), st.sampled_from(sorted(FORMATS)))
def test_any_bytes_taken_for_any_format_give_reports_or_failures(data: bytes, name: str) -> None:
    try:
        for outcome in FORMATS[name](SourceFile("file", data)):  # type: ignore[index]
            assert isinstance(outcome, Report | UnreadableReport)
    except UnreadableReport:
        pass


@BOUNDED
@given(st.text(alphabet=st.sampled_from("NIAMEY, Aug8(Reuters)-—\n:./2023Dateby|"), max_size=120))
def test_a_header_ends_within_its_text(text: str) -> None:
    found = understand(text)
    assert found.body_start == 0 or text[found.body_start :].strip()


@BOUNDED
@given(st.text(alphabet=st.sampled_from("*_`#[]()!<>-|=~\\ \nab1.&"), max_size=120))
def test_markdown_of_any_shape_has_words_or_none(text: str) -> None:
    plain, _heading = strip_marks(text)
    assert "\n\n\n" not in plain


@BOUNDED
@given(st.dates(min_value=date(1000, 1, 1)))
@example(date(2024, 2, 29))
def test_a_day_written_out_is_read_back(day: date) -> None:
    for form in (
        "%Y-%m-%d",
        "%Y%m%d" if 1900 <= day.year < 2100 else "%Y/%m/%d",
        "%d %B %Y",
        "%b %d, %Y",
        "%A, %d %b %Y",
    ):
        assert read_date(day.strftime(form)).day == day
