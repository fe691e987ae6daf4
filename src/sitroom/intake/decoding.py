"""From the bytes of a file to its characters: UTF-8, or another encoding where it can be told with certainty."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from sitroom.errors import UnreadableReport

_MARKS: tuple[tuple[bytes, str, str], ...] = (
    # The four-byte marks come first: UTF-32LE begins with the mark of UTF-16LE.
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)

_RESAVE = "Save the file as UTF-8 text."

# Beside ASCII, Windows-1252 text in English holds Latin letters and typographic signs. A capital or a sign between two
# small letters is another encoding read as this one: Mac OS Roman writes the apostrophe of "Niger's" as 0xD5, and its
# quotation marks as 0xD2 and 0xD3. The last two are UTF-8 read as Windows-1252.
_MISREAD = re.compile("[a-z][À-ÖØ-Þ¡-¿×÷‚ƒ„†‡ˆ‰‹›•˜™][a-z]|Ò[A-Za-z]|[a-z.,?!]Ó|Ã[\x80-¿]|â€")
_MOST_HIGH_BYTES = 0.05
"""Share of letters beyond ASCII up to which text is taken for English in Windows-1252; French has some 4 percent."""
_TYPOGRAPHIC = frozenset("‘’“”–—…\u00a0".encode("cp1252"))

_C0_AND_C1 = {code: " " for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\r"}
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file, and a warning where the encoding was not UTF-8."""

    text: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, where: str) -> Decoded:
    """Decode text by its byte-order mark, as UTF-8, or as Windows-1252 where nothing speaks against it.

    Raises UnreadableReport for anything else, with the byte that breaks UTF-8.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], codec, name, where)
    if b"\0" in data:
        raise _binary(data, where)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _decode_windows(data, error.start, where)


def clean(text: str) -> str:
    """Replace control characters by blanks and halves of surrogate pairs by U+FFFD, one for one.

    Offsets made elsewhere into the same text stay right; line breaks and tabs stay as they are.
    """
    return _SURROGATES.sub("\ufffd", text.translate(_C0_AND_C1))


def unify_newlines(text: str) -> str:
    """Turn the line breaks of Windows and old Macintosh files into "\\n"."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode_marked(data: bytes, codec: str, name: str, where: str) -> Decoded:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        problem = f"The file is marked as {name} but breaks off being {name} at byte {error.start:,}."
        raise UnreadableReport(where, problem, _RESAVE) from error
    if "\0" in text:
        raise _binary(data, where)
    return Decoded(
        text, () if name == "UTF-8" else (f"the file is in {name}, not UTF-8: decoded by its byte-order mark",)
    )


def _binary(data: bytes, where: str) -> UnreadableReport:
    sample = data[:2_000]
    pairs = max(1, len(sample) // 2)
    for name, zeros in (("UTF-16LE", sample[1::2].count(0)), ("UTF-16BE", sample[0::2].count(0))):
        if zeros > 0.8 * pairs and sample.count(0) < 1.1 * zeros:
            remedy = f"Convert it: iconv -f {name} -t UTF-8 FILE."
            return UnreadableReport(where, f"The file looks like {name} text without its byte-order mark.", remedy)
    problem = f"The file is binary: it has a zero byte at position {data.index(0) if 0 in data else 0:,}."
    return UnreadableReport(where, problem, "Give text, Markdown, HTML, PDF, JSON or JSON Lines.")


def _decode_windows(data: bytes, broken: int, where: str) -> Decoded:
    problem = f"The file is not UTF-8: byte 0x{data[broken]:02X} at position {broken:,} breaks it"
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise UnreadableReport(where, f"{problem}, and it is not Windows-1252 either.", _RESAVE) from error
    # Sequences that are right UTF-8 before the broken byte mean damaged UTF-8, which Windows-1252 would garble.
    damaged_utf8 = any(byte >= 0x80 for byte in data[:broken])
    high = sum(byte >= 0x80 and byte not in _TYPOGRAPHIC for byte in data)
    controls = sum(byte < 0x20 and byte not in b"\t\n\r\f" for byte in data)
    if damaged_utf8 or high > _MOST_HIGH_BYTES * len(data) or controls or _MISREAD.search(text):
        raise UnreadableReport(where, f"{problem}, and no other encoding is certain.", _RESAVE)
    return Decoded(text, (f"the file is not UTF-8: read as Windows-1252 (byte 0x{data[broken]:02X} at {broken:,})",))
