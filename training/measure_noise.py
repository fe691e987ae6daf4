"""Count the events that are read in real text that is not about politics: GUM's and EWT's development parts, by genre.

    python -m training.measure_noise --data ../shared/data [--show 20] [--json]

Nobody annotated these texts with events: every event counts as false, also the few that are true (a book on atheism tells of
prison). Genres were chosen before reading, by what they are about; biographies, letters, travel guides and news, which tell of
wars and rulers, are left out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from sitroom.codebook.records import Reading
from sitroom.errors import UnreadableReport
from sitroom.reader import Reader, load
from training.sources import conllu_texts

GENRES = {
    "ud_gum": ("academic", "conversation", "essay", "fiction", "podcast", "textbook", "vlog", "whow"),
    "ud_ewt": ("answers", "email", "reviews"),
}
FEWEST_WORDS = 20
"""Shorter documents are left out."""


@dataclass(slots=True)
class Noise:
    """Texts of one genre and the events read in them."""

    genre: str
    documents: int = 0
    words: int = 0
    events: int = 0

    @property
    def rate(self) -> float:
        """Events per 1,000 words; 0.0 without words."""
        return 1000 * self.events / self.words if self.words else 0.0


def texts(data: Path) -> Iterator[tuple[str, str]]:
    """Genre and text of each document."""
    for set_, genres in GENRES.items():
        for document, sentences in conllu_texts(data / set_ / "dev.conllu.gz"):
            genre = document.split("_")[1] if set_ == "ud_gum" else document.partition("-")[0]
            text = " ".join(sentences)
            if genre in genres and len(text.split()) >= FEWEST_WORDS:
                yield f"{set_} {genre}", text


def noise(reader: Reader, documents: Iterable[tuple[str, str]]) -> tuple[list[Noise], list[tuple[str, Reading]]]:
    """The noise of each genre, and the readings with events."""
    found: dict[str, Noise] = {}
    loud = []
    for genre, text in documents:
        try:
            reading = reader.read(text)
        except UnreadableReport:
            continue
        own = found.setdefault(genre, Noise(genre))
        own.documents += 1
        own.words += len(text.split())
        own.events += len(reading.events)
        if reading.events:
            loud.append((genre, reading))
    return list(found.values()), loud


def total(parts: Iterable[Noise]) -> Noise:
    """All genres together."""
    out = Noise("all")
    for part in parts:
        out.documents, out.words, out.events = (
            out.documents + part.documents, out.words + part.words, out.events + part.events,
        )  # fmt: skip
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--show", type=int, default=0, help="so many of the events, each with its words")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    parts, loud = noise(load(), texts(args.data))
    rows = [*parts, total(parts)]
    if args.json:
        print(json.dumps([{**asdict(row), "rate": row.rate} for row in rows], indent=1))
        return
    print(f"{'genre':20} {'documents':>9} {'words':>7} {'events':>6} {'per 1,000 words':>15}")
    for row in rows:
        print(f"{row.genre:20} {row.documents:9} {row.words:7} {row.events:6} {row.rate:15.2f}")
    events = [(genre, reading.report.text, event) for genre, reading in loud for event in reading.events]
    for genre, text, event in events[: args.show]:
        at = event.trigger
        around = " ".join(text[max(0, at.start - 60) : at.end + 60].split())
        print(f"{genre}: {event.type} {event.confidence:.2f} [{at.text}] {around}")


if __name__ == "__main__":
    main()
