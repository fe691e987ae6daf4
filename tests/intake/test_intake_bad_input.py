"""Bad input: one clear message that names the place, what was wrong and how to mend it; the others are read."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sitroom.codebook.reports import Report
from sitroom.errors import UnreadableReport
from sitroom.intake import limits, read_file, read_paths, report_from_text

pytestmark = pytest.mark.usefixtures("offline")

FailOne = Callable[..., UnreadableReport]


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("empty.txt", b"", "The file is empty."),
        ("blank.txt", b" \n\n\t", "The file is empty."),
        ("mark.txt", b"\xef\xbb\xbf", "The text is empty."),
        ("empty.pdf", b"", "The file is empty."),
        ("binary.txt", b"\x00\x01\x02\x03report", "The file is binary: it has a zero byte at position 0."),
        ("noise.txt", bytes(range(1, 256)), "The file is not UTF-8: byte 0x80 at position 127 breaks it"),
        ("damaged.txt", "Niger’s".encode() + b" envoy\x92s talks", "and no other encoding is certain."),
        ("utf16.txt", "The envoy left.".encode("utf-16-le"), "looks like UTF-16LE text without its byte-order mark."),
        ("odd.txt", b"\xff\xfeT\x00h", "The file is marked as UTF-16 but breaks off being UTF-16 at byte 2."),
        ("a.txt.gz", b"\x1f\x8b\x08\x00", "The file is gzip data, not a report."),
        ("a.docx", b"PK\x03\x04....", "The file is a ZIP archive (as .docx, .epub, .odt and .xlsx files are)"),
        ("a.rtf", b"{\\rtf1\\ansi The envoy left.}", "The file is rich text (RTF), not a report."),
        ("a.png", b"\x89PNG\r\n\x1a\n", "The file is a picture (PNG), not a report."),
        ("a.xml", b'<?xml version="1.0"?><rss version="2.0">', "The file is a feed (<rss>), which this"),
        ("a.xml", b'<?xml version="1.0"?><nitf>', "The file is XML (<nitf>), which this version does not read."),
        ("a.csv", b"text,date\nA,2023\n", "The file is a table by its name, which this version does not read."),
        ("a.pdf", b"The envoy left.", "The file is named .pdf but has no PDF header (%PDF-)."),
        ("nav.html", b"<html><body><nav><a href='/'>Home</a> <a href='/a'>About</a></nav></body></html>",
         "The page has no article: no sentence in its main part."),
        ("empty.html", b"<html></html>", "The page has no article: no sentence in its main part."),
        ("wall.html", b"<html><body><p>We use cookies to make your visit to this site better.</p></body></html>",
         'The page has no article, only a notice ("cookies").'),
        ("deep.html", b"<html><body>" + b"<div>" * 5_000, "The page has elements nested deeper than 250"),
        ("bomb.html", b"<html><body>" + b"<b></b>" * 150_000, "The page has more than 30,000 tags"),
        ("a.json", b"[]", "The array is empty: it holds no report."),
        ("a.json", b'"The envoy left."', 'It is the string "The envoy left.", not an object.'),
        ("a.json", b'{"text": 12}', "`text` is the number 12."),
        ("a.json", b'{"text": null, "body": "x"}', "The object has no `text`; its fields are: `text`, `body`."),
        ("a.json", b'{"text": ""}', "The text is empty."),
        ("a.json", b'{"text": "The envoy left.", "title": ["a"]}', "`title` is an array."),
        ("a.json", b"[" * 100_000, "The JSON is nested too deep."),
        ("a.json", b'{"n": ' + b"1" * 5_000 + b"}", "The JSON cannot be read: Exceeds the limit"),
        ("a.json", b'{"text": "The envoy left.", "published": "31/02/2026"}',
         '`published` is wrong: "31/02/2026" is not a day of the calendar.'),
        ("a.json", b'{"text": "The envoy left.", "date": "some day"}', '`date` is wrong: "some day" is not a date.'),
        ("a.md", b"---\ndate: 31/02/2026\n---\nThe envoy left.",
         'In its front matter, `date` is wrong: "31/02/2026" is not a day of the calendar.'),
        ("base64.txt", b"The data: " + b"QUJD" * 5_000, 'a word of 20,000 characters ("QUJDQUJDQUJDQUJDQUJD...")'),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_why(fail_one: FailOne, name: str, content: bytes, problem: str) -> None:
    failure = fail_one(name, content)
    assert problem in failure.problem
    assert name in failure.where
    assert failure.remedy.endswith(".")
    assert len(str(failure).split(". ")) <= 4, "one or two sentences and a remedy"


@pytest.mark.parametrize("form", ["{}", "[{}]"])
def test_broken_json_names_line_and_column(fail_one: FailOne, form: str) -> None:
    failure = fail_one("a.json", form.replace("{}", '{\n  "text": "The envoy left."\n  "title": 1\n}'))
    assert failure.where.endswith("a.json, line 3")
    ending = "}" if form == "{}" else "}]"
    assert failure.problem == (
        f"""The JSON is broken at column 3, near `"The envoy left." "title": 1 {ending}`: Expecting ',' delimiter."""
    )


@pytest.mark.issue(2)
def test_broken_json_in_line_7_of_10_leaves_nine_reports(tmp_path: Path, body: str) -> None:
    lines = [json.dumps({"id": f"r{number}", "text": body}) for number in range(1, 11)]
    lines[6] = lines[6][:-20]
    path = tmp_path / "ten.jsonl"
    path.write_text("\n".join(lines))
    outcomes = list(read_file(path))
    assert [outcome.id for outcome in outcomes if isinstance(outcome, Report)] == [
        "r1", "r2", "r3", "r4", "r5", "r6", "r8", "r9", "r10",
    ]  # fmt: skip
    (failure,) = (outcome for outcome in outcomes if isinstance(outcome, UnreadableReport))
    assert failure.where == f"{path}, line 7"
    assert failure.problem.startswith("The JSON is broken at column ")


@pytest.mark.parametrize("name", ["three.jsonl", "three.json"])
def test_a_line_in_another_encoding_leaves_the_others_readable(tmp_path: Path, body: str, name: str) -> None:
    line = json.dumps({"text": body}).encode()
    path = tmp_path / name
    path.write_bytes(b"\n".join([line, b'{"text": "\x81\x8d"}', line]))
    first, failure, third = read_file(path)
    assert isinstance(first, Report)
    assert isinstance(third, Report)
    assert isinstance(failure, UnreadableReport)
    assert failure.where == f"{path}, line 2"
    assert failure.problem == (
        "The file is not UTF-8: byte 0x81 at position 10 breaks it, and it is not Windows-1252 either."
    )


@pytest.mark.issue(2)
def test_a_missing_file_and_a_directory_are_named_and_the_others_read(tmp_path: Path, body: str) -> None:
    good = tmp_path / "good.txt"
    good.write_text(body)
    missing, report, directory = read_paths([tmp_path / "none.txt", good, tmp_path])
    assert isinstance(report, Report)
    assert str(missing) == f"{tmp_path}/none.txt: There is no such file. Check the name and the folder."
    assert str(directory) == f"{tmp_path}: It is a directory. Name the files in it, as in {tmp_path}/*.txt."


def test_a_file_without_permission_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # the tests may run as root, whom no mode stops
    (failure,) = read_file("locked.txt")
    assert str(failure) == "locked.txt: Permission to read it is denied. Change its mode: chmod u+r FILE."


@pytest.mark.parametrize("name", ["a\0b.txt", "x" * 5_000])
def test_a_name_that_cannot_be_a_file_is_a_failure(name: str) -> None:
    (failure,) = read_file(name)
    assert isinstance(failure, UnreadableReport)


def test_a_name_that_is_no_unicode_can_be_printed(tmp_path: Path) -> None:
    (failure,) = read_file(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))
    str(failure).encode()


@pytest.mark.issue(2)
def test_a_file_of_more_than_50_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(62_400_000)
    begun = time.perf_counter()
    (failure,) = read_file(path)
    assert str(failure) == f"{path}: The file has 62.4 MB; one file can have 50.0 MB. Split it into smaller files."
    assert time.perf_counter() - begun < 0.5


def test_an_endless_device_is_read_no_further_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sitroom.intake.files.FILE_BYTES", 1_000_000)
    (failure,) = read_file("/dev/zero")
    assert isinstance(failure, UnreadableReport)
    assert failure.problem == "The file has more than 1.0 MB; one file can have 1.0 MB."


@pytest.mark.issue(2)
@pytest.mark.parametrize("name", ["words.txt", "words.md", "words.html"])
def test_a_line_of_a_million_words_ends_in_one_message(fail_one: FailOne, name: str) -> None:
    begun = time.perf_counter()
    opening = "<html><body><p>" if name.endswith("html") else ""
    failure = fail_one(name, opening + "word " * 1_000_000)
    assert "5,000,0" in failure.problem
    assert time.perf_counter() - begun < 5


def test_a_line_of_a_million_words_in_json_is_named(fail_one: FailOne) -> None:
    failure = fail_one("a.jsonl", json.dumps({"text": "word " * 1_000_000}))
    assert failure.where.endswith("a.jsonl, line 1")
    assert failure.problem == "`text` has 5,000,000 characters; one report can have 1,000,000."


@pytest.mark.parametrize(
    "content",
    [
        "[" * 900_000,
        "<!--" * 200_000,
        "*_" * 400_000,
        "`" * 900_000,
        "![](" * 200_000,
        "# " + "# " * 400_000 + "x",
        "> " * 400_000 + "x",
        "| " * 400_000,
        "&amp;" * 150_000,
        ("a" * 9_000 + " ") * 100,
    ],
)
def test_no_markdown_takes_more_than_linear_time(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(content)
    begun = time.perf_counter()
    list(read_file(path))
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize("unit", ["by in", "A-b-c,a,", "<!---->", " | ", "NIAMEY, ", "Date: ", "2023-", "a/"])
def test_no_header_takes_more_than_linear_time(unit: str) -> None:
    begun = time.perf_counter()
    for length in (40, 400, 100_000):
        try:
            report_from_text(" ".join([unit] * length) + "!\n\nx")
        except UnreadableReport:
            continue
    assert time.perf_counter() - begun < 5


# Encodings


def test_utf16_with_its_mark_is_read_with_a_warning(read_one: Callable[..., Report], body: str) -> None:
    report = read_one("a.txt", body.encode("utf-16"), published=date(2023, 8, 8))
    assert report.text == body
    assert report.warnings == ("the file is in UTF-16, not UTF-8: decoded by its byte-order mark",)


def test_windows_1252_is_read_with_a_warning(read_one: Callable[..., Report]) -> None:
    text = "The president’s envoy to São Tomé said on Tuesday that the “talks” had failed."
    report = read_one("a.txt", text.encode("cp1252"), published=date(2023, 8, 8))
    assert report.text == text
    assert report.warnings == ("the file is not UTF-8: read as Windows-1252 (byte 0x92 at 13)",)


@pytest.mark.parametrize("codec", ["mac-roman", "cp1251", "shift-jis"])
def test_other_encodings_are_not_guessed(fail_one: FailOne, codec: str) -> None:
    words = (
        "Президент сказал нет. "
        if codec == "cp1251"
        else "政府は言った "
        if codec == "shift-jis"
        else "Niger’s envoy left. "
    )
    assert "The file is not UTF-8: byte 0x" in fail_one("a.txt", (words * 5).encode(codec)).problem


# PDF


def test_a_scanned_pdf_says_so(fail_one: FailOne, pdf: Callable[..., bytes]) -> None:
    failure = fail_one("a.pdf", pdf([[], []]))
    assert failure.problem == "None of the PDF's 2 page(s) has text: it looks scanned."
    assert "ocrmypdf" in failure.remedy


@pytest.mark.parametrize("cut", [9, 60, 400])
def test_a_broken_pdf_says_so(fail_one: FailOne, pdf: Callable[..., bytes], body: str, cut: int) -> None:
    assert fail_one("a.pdf", pdf([[body]])[:cut]).problem.startswith(("The PDF is broken (", "The PDF has no page"))


def test_a_locked_pdf_says_so(fail_one: FailOne, pdf: Callable[..., bytes], body: str) -> None:
    assert fail_one("a.pdf", _locked(pdf([[body]]), "secret")).problem == (
        "The PDF is encrypted and asks for a password."
    )


def test_a_pdf_in_aes_says_so_where_nothing_can_open_it(
    fail_one: FailOne, pdf: Callable[..., bytes], body: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    def refuse(*_args: object) -> object:
        raise DependencyError("cryptography>=3.1 is required for AES algorithm")

    monkeypatch.setattr(PdfReader, "decrypt", refuse)
    failure = fail_one("a.pdf", _locked(pdf([[body]]), ""))
    assert failure.problem == "The PDF is encrypted with AES, which is not opened."


def test_a_pdf_locked_against_changes_only_is_read(
    read_one: Callable[..., Report], pdf: Callable[..., bytes], body: str
) -> None:
    assert read_one("a.pdf", _locked(pdf([[body]]), "")).text == body


def test_a_pdf_of_too_many_pages_says_so(fail_one: FailOne, pdf: Callable[..., bytes]) -> None:
    failure = fail_one("a.pdf", pdf([["A line."]] * (limits.PDF_PAGES + 1)))
    assert failure.problem == "The PDF has 501 pages; one report can have 500."


def _locked(plain: bytes, password: str) -> bytes:
    import io

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(plain)))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


# Language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le gouvernement du Niger a annoncé mardi la suspension de ses relations avec la France.", "French"),
        (
            "Verhaftet wurden Jürgen Weissmann, Prof Ulrich Strauss, Gerda Zimmermann, Heinz Schneider und Käthe Brandt.",
            "German",
        ),
        ("El gobierno de Venezuela rechazó el martes las sanciones impuestas por Estados Unidos.", "Spanish"),
        ("Die Bundesregierung hat am Dienstag die Sanktionen gegen die Putschisten verurteilt.", "German"),
        ("O governo do Brasil condenou na terça-feira o golpe de Estado no Níger.", "Portuguese"),
        ("Serikali ya Kenya imelaani mapinduzi ya kijeshi nchini Niger na kutaka utawala wa katiba.", "Swahili"),
        ("Правительство России осудило переворот в Нигере и призвало к мирному диалогу.", "Russian"),
        ("رفض قادة الانقلاب في النيجر مطالب المجموعة الاقتصادية لدول غرب أفريقيا بالإفراج عن الرئيس.", "Arabic"),
        ("尼日尔政变领导人拒绝了西非国家经济共同体的要求。联合国秘书长呼吁释放总统。", "Chinese"),
    ],
)
def test_a_text_that_is_not_english_is_refused_with_its_language(fail_one: FailOne, text: str, language: str) -> None:
    failure = fail_one("a.txt", text)
    assert failure.problem == f"The text is not in English (looks like {language})."
    assert failure.remedy == "Sitroom reads English reports: give a translation."


@pytest.mark.parametrize(
    "text",
    [
        "ECOWAS imposed sanctions on Niger.",
        "Putin meets Xi in Samarkand",
        "Nigerian fraudsters target India with new tactics, security experts warn",
        "Those detained were Jürgen Weissmann, Prof Ulrich Strauss, Gerda Zimmermann, Heinz Schneider and Prof Käthe Brandt.",
        "“Nous ne partirons pas”, Tchiani told the envoy of the United States, and he refused to meet her.",
    ],
)
def test_short_english_and_foreign_names_are_read(text: str) -> None:
    assert report_from_text(text).language in ("en", None)


def test_a_stated_language_decides_where_the_words_do_not(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"text": "Putsch: Niamey, Ouaga, Bamako", "language": "fr"}\n{"text": "Niamey: Putsch", "language": "en-GB"}'
    )
    failure, report = read_file(path)
    assert isinstance(failure, UnreadableReport)
    assert failure.problem == "The text is not in English (looks like French)."
    assert isinstance(report, Report)
    assert report.language == "en"


def test_a_failure_holds_no_frames_of_the_reader(fail_one: FailOne) -> None:
    failure = fail_one("a.json", "{")
    assert (failure.__traceback__, failure.__cause__, failure.__context__) == (None, None, None)
