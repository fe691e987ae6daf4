"""Stretches of text: half-open character offsets into a report's text, which never changes after intake."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """The characters [start, end) of a report's text, and the words that stand there."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Stretch:
        return cls(start, end, text[start:end])

    def overlaps(self, other: Stretch) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Stretch) -> bool:
        return self.start <= other.start and other.end <= self.end

    def to_dict(self) -> dict[str, int | str]:
        return {"start": self.start, "end": self.end, "text": self.text}
