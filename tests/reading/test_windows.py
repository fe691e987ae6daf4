"""Sentences and windows: offsets are exact, every piece is read once for its own sake."""

from __future__ import annotations

import pytest
import sentencex
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from sitroom.reading.sentences import LONGEST, split_sentences
from sitroom.reading.windows import cut, pack


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Talks began. They failed.", ["Talks began.", "They failed."]),
        ("U.S. Secretary Ann Lee left.", ["U.S. Secretary Ann Lee left."]),
        ("It cost $1.2 bn. Payment is due.", ["It cost $1.2 bn. Payment is due."]),  # bn. never ends a sentence for us
        ("At 10 p.m. Tuesday troops moved.", ["At 10 p.m. Tuesday troops moved."]),
        ("Headline without a stop\nThe text follows.", ["Headline without a stop", "The text follows."]),
        ("Gen. Ali Baro spoke. He left.", ["Gen. Ali Baro spoke.", "He left."]),
        ("", []),
        ("\n \n", []),
    ],
)
def test_sentences_of_wire_text(text: str, sentences: list[str]) -> None:
    assert [text[a:b] for a, b in split_sentences(text)] == sentences


@given(st.text(max_size=400))
def test_sentences_are_ordered_and_lose_nothing_but_blanks(text: str) -> None:
    bounds = split_sentences(text)
    assert all(a < b for a, b in bounds)
    assert all(b <= c for (_, b), (c, _) in zip(bounds, bounds[1:], strict=False))
    kept = "".join(text[a:b] for a, b in bounds)
    assert "".join(kept.split()) == "".join(text.split())


def test_pieces_point_at_their_words(tokenizer: Tokenizer) -> None:
    text = "Côte d’Ivoire’s envoy left Niamey. Talks – “frank” ones – ended."
    sentences = split_sentences(text)
    pieces, bounds = cut(tokenizer, text, sentences)
    assert bounds[-1] == len(pieces.ids)
    assert all(text[a:b].strip() for a, b in zip(pieces.starts, pieces.ends, strict=True))
    assert sorted(pieces.starts.tolist()) == pieces.starts.tolist()


@given(st.lists(st.integers(1, 90), max_size=40), st.integers(20, 120), st.integers(0, 40))
def test_each_piece_is_owned_by_one_window(lengths: list[int], window: int, context: int) -> None:
    bounds = [0]
    for length in lengths:
        bounds.append(bounds[-1] + length)
    windows = pack(bounds, window=window, context=context)
    owned = [i for w in windows for i in range(w.own, w.end)]
    assert owned == list(range(bounds[-1]))
    assert all(w.end - w.start <= window and w.start <= w.own < w.end for w in windows)


@pytest.mark.parametrize("mark", ['"', "“", "(", "' "])
def test_a_hostile_run_of_marks_is_split_in_stretches_and_loses_nothing(
    mark: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[int] = []

    def segment(language: str, text: str) -> list[str]:
        given.append(len(text))
        return [text]

    monkeypatch.setattr(sentencex, "segment", segment)
    text = f"He said {mark * 60_000} and left. They met on Monday."
    bounds = split_sentences(text)
    assert max(given) <= LONGEST  # its time grows with the square of what it is given
    assert "".join(text[a:b] for a, b in bounds).replace(" ", "") == text.replace(" ", "")
