"""Fixtures of the intake tests: small PDFs, written by hand as the format's own text, and blocked sockets."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sitroom.codebook.reports import Report
from sitroom.errors import UnreadableReport
from sitroom.intake import read_file

BODY = (
    "The president of Niger said on Tuesday that he would not step down. "
    "ECOWAS imposed sanctions on the country and closed its borders, officials said."
)
"""Two sentences of a report, for inputs where the words do not matter."""


@pytest.fixture
def body() -> str:
    return BODY


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No socket can be made and no name looked up."""

    def refuse(*_args: object, **_options: object) -> object:
        raise AssertionError("the intake tried to reach the network")

    # Not the class itself: a library first imported meanwhile would keep a subclass of the stand-in.
    monkeypatch.setattr(socket.socket, "__init__", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    yield


@pytest.fixture
def read_one(tmp_path: Path) -> Callable[..., Report]:
    """Write a file, read it, and return the one report that it has to give."""

    def read(name: str, content: str | bytes, **options: object) -> Report:
        outcomes = _written_and_read(tmp_path / name, content, options)
        assert len(outcomes) == 1
        assert isinstance(outcomes[0], Report), outcomes[0]
        return outcomes[0]

    return read


@pytest.fixture
def fail_one(tmp_path: Path) -> Callable[..., UnreadableReport]:
    """Write a file, read it, and return the one failure that it has to give."""

    def read(name: str, content: str | bytes, **options: object) -> UnreadableReport:
        outcomes = _written_and_read(tmp_path / name, content, options)
        assert len(outcomes) == 1
        assert isinstance(outcomes[0], UnreadableReport), outcomes[0]
        return outcomes[0]

    return read


def _written_and_read(path: Path, content: str | bytes, options: dict[str, object]) -> list[Report | UnreadableReport]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_file(path, **options))  # type: ignore[arg-type]


def make_pdf(pages: list[list[str]], *, title: str | None = None) -> bytes:
    """A PDF with one line of Helvetica for each string; a page without lines is blank, as a scanned one is."""
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for index, lines in enumerate(pages):
        shown = " ".join(f"({_escaped(line)}) Tj T*" for line in lines)
        stream = f"BT /F1 11 Tf 72 770 Td 14 TL {shown} ET"
        resources = "/Resources << /Font << /F1 3 0 R >> >> /MediaBox [0 0 595 842]"
        objects.append(f"<< /Type /Page /Parent 2 0 R {resources} /Contents {5 + 2 * index} 0 R >>")
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    if title is not None:
        objects.append(f"<< /Title ({_escaped(title)}) /CreationDate (D:20230809101112Z) >>")
    parts, offsets = ["%PDF-1.4\n"], []
    for number, content in enumerate(objects, start=1):
        offsets.append(sum(map(len, parts)))
        parts.append(f"{number} 0 obj\n{content}\nendobj\n")
    table = sum(map(len, parts))
    parts.append(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n")
    parts += [f"{offset:010d} 00000 n \n" for offset in offsets]
    information = f"/Info {len(objects)} 0 R " if title is not None else ""
    parts.append(f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {information}>>\nstartxref\n{table}\n%%EOF\n")
    return "".join(parts).encode("latin-1")


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


@pytest.fixture(scope="session")
def pdf() -> Callable[..., bytes]:
    return make_pdf
