"""Quoted stretches of a text: pairs of quotation marks, paragraph by paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"[\"“”„‟«»]|''|``|[‘’']|\n")
_OPENING = frozenset(("“", "„", "«", "``"))
_CLOSING = frozenset(("”", "»"))
_SINGLE = frozenset(("‘", "’", "'"))
_ENDS = frozenset(".,?!;:…")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted stretch with its marks; open_end: its paragraph ended before the closing mark came."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed_by: str
    """The character before the closing mark: a comma there hands over to "he said"."""
    open_end: bool = False


class _Pairing:
    """One walk over the marks of a text; at most one double and one single mark are open at a time."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.out: list[Quoted] = []
        self.double: tuple[int, int] | None = None
        self.single: int | None = None

    def walk(self) -> list[Quoted]:
        for match in _MARK.finditer(self.text):
            mark, start, end = match[0], match.start(), match.end()
            if mark == "\n":
                self._end_paragraph(start)
            elif mark in _SINGLE:
                self._single(mark, start, end)
            else:
                self._double(mark, start, end)
        self._end_paragraph(len(self.text))
        return self.out

    def _double(self, mark: str, start: int, end: int) -> None:
        spaced_after = end >= len(self.text) or self.text[end].isspace()
        spaced_before = start == 0 or self.text[start - 1].isspace()
        if mark in _OPENING:
            opens = True
        elif mark in _CLOSING:
            opens = self.double is None and spaced_before and not spaced_after
        elif self.double is None:
            opens = not spaced_after
        else:
            opens = spaced_before and not spaced_after and self._long_open(start)
        if opens:
            self.double, self.single = (start, end), None
        elif self.double is not None:
            self._close(self.double, start, end)

    def _long_open(self, start: int) -> bool:
        """A straight mark that looks like an opening one closes the stretch all the same if the stretch just began."""
        return self.double is not None and start - self.double[1] > 1

    def _close(self, opening: tuple[int, int], start: int, end: int) -> None:
        if start > opening[1]:
            self._add(opening[0], end, opening[1], start)
        self.double = self.single = None

    def _single(self, mark: str, start: int, end: int) -> None:
        """‘So it is,’ – only outside double marks; an apostrophe neither opens nor closes."""
        if self.double is not None:
            return
        before = self.text[start - 1] if start else " "
        after = self.text[end] if end < len(self.text) else " "
        if (mark == "‘" or mark == "'") and (before.isspace() or before in "(—–") and after.isalnum():
            self.single = start
        elif self.single is not None and mark != "‘" and not after.isalnum() and self._ends_single(mark, before):
            if start > self.single + 1:
                self._add(self.single, end, self.single + 1, start)
            self.single = None

    def _add(self, start: int, end: int, inner_start: int, inner_end: int, *, open_end: bool = False) -> None:
        last = self.text[inner_end - 1]
        self.out.append(Quoted(start, end, inner_start, inner_end, last, open_end))

    def _ends_single(self, mark: str, before: str) -> bool:
        return before in _ENDS or (mark == "’" and before.isalnum() and before != "s")

    def _end_paragraph(self, at: int) -> None:
        if self.double is not None and at > self.double[1] and self._speech(self.double[0]):
            end = at
            while end > self.double[1] and self.text[end - 1].isspace():
                end -= 1
            self._add(self.double[0], end, self.double[1], end, open_end=True)
        self.double = self.single = None

    def _speech(self, start: int) -> bool:
        """An unclosed mark opens speech at the head of a paragraph, or after a comma or colon; elsewhere it is a stray."""
        at = start
        while at and self.text[at - 1] in " \t\xa0":
            at -= 1
        return at == 0 or self.text[at - 1] in "\n,:."


def quoted_stretches(text: str) -> list[Quoted]:
    """Quoted stretches in order and apart from each other; a mark inside another pair of marks is not paired."""
    return _Pairing(text).walk()
