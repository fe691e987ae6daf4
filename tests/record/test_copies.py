"""Near-copies of reports are found by what they share, whatever their lead; other reports on one matter are not."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitroom.record import copies

REPORT = """\
The government of Velmora closed the Dorn crossing on Monday after shots were fired at a customs post, the interior ministry said.
Two officers were wounded and taken to a hospital in Karsk, where doctors described their condition as stable on Tuesday morning.
Foreign Minister Ana Tolvik accused the army of neighbouring Tashkur of firing first and demanded an apology by the end of the week.
Tashkur denied the charge and called for an inquiry led by the Lake States Union, which has sent observers to both sides of the river.
Lorry drivers stranded at the crossing said that they had been given neither food nor water and that prices in the markets had doubled.
The two countries fought a short war over the valley nine years ago; a truce signed in Karsk has held ever since, with a few breaches.
A spokesman for the Union said that its secretary general would travel to both capitals before Friday and ask for restraint on all sides."""
LINES = REPORT.split("\n")
OTHER = """\
Farmers in the southern plains expect the worst harvest for twenty years after a spring without rain, the chamber of agriculture said.
It put the loss at forty percent for wheat and at more than half for sunflowers, and asked the treasury to defer the repayment of loans.
The minister promised to answer within a month; the opposition called that an insult to people who had nothing left to sow in autumn.
In Belgor the mayor opened the reservoirs for three hours a day, and schools were told to send children home when the taps ran dry."""
SAME_MATTER = """\
Velmora shut its main border crossing with Tashkur on Monday, hours after gunfire hit a customs office and wounded two of its staff.
Its foreign minister blamed Tashkurian troops for the shooting, an allegation that the government there rejected out of hand.
Observers of the Lake States Union are on their way to the Dorn valley, over which both states went to war nine years ago."""


def shingles(text: str) -> set[tuple[str, ...]]:
    words = "".join(c.lower() if c.isalnum() else " " for c in text).split()
    return {tuple(words[i : i + copies.SHINGLE]) for i in range(max(1, len(words) - copies.SHINGLE + 1))}


def alike(one: str, other: str) -> float:
    return copies.similarity(copies.signature(one), copies.signature(other))


@pytest.mark.parametrize(
    ("what", "other", "is_copy"),
    [
        ("the same text", REPORT, True),
        ("other case, spacing and points", REPORT.upper().replace(". ", " .  ").replace(",", ""), True),
        ("a new lead", "\n".join(["KARSK, May 21 (Istmo) - Tensions rose on Tuesday.", *LINES[1:]]), True),
        ("two sentences replaced", "\n".join([*LINES[:2], *OTHER.split("\n")[:2], *LINES[4:]]), True),
        ("cut to its first half", "\n".join(LINES[:4]), True),
        ("longer by half", "\n".join([*LINES, *OTHER.split("\n")]), True),
        ("the same matter in other words", SAME_MATTER, False),
        ("one sentence quoted in another report", "\n".join([*OTHER.split("\n"), LINES[3]]), False),
        ("another matter", OTHER, False),
        ("no words", "...", False),
        ("nothing", "", False),
    ],
)
def test_copy_is_what_shares_most_of_the_shorter_text(what: str, other: str, is_copy: bool) -> None:
    assert (alike(REPORT, other) >= copies.COPY) is is_copy, what


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Talks collapsed.", "talks collapsed", 1.0),
        ("Talks collapsed.", "Talks resumed.", 0.0),
        ("Talks", "Talks", 1.0),
        ("", "", 0.0),
    ],
)
def test_a_text_shorter_than_a_shingle_is_a_copy_only_of_itself(one: str, other: str, likeness: float) -> None:
    assert alike(one, other) == likeness


def test_a_copy_shares_a_band_with_its_original() -> None:
    copy = copies.signature("\n".join([OTHER.split("\n")[0], *LINES[1:]]))
    assert set(copies.bands(copies.signature(REPORT))) & set(copies.bands(copy))


def test_other_reports_share_no_band() -> None:
    assert not set(copies.bands(copies.signature(REPORT))) & set(copies.bands(copies.signature(OTHER)))
    assert copies.bands(copies.signature("")) == ()


def test_a_signature_of_another_scheme_is_like_none() -> None:
    one = copies.signature(REPORT)
    other = one.copy()
    other[0] += 1
    assert copies.similarity(one, other) == 0.0


def test_a_signature_is_small_and_the_same_on_every_machine() -> None:
    """Stores keep signatures: a change here needs a new SEED."""
    one = copies.signature("The envoys met in Karsk on Monday.")
    assert (one.dtype, len(one)) == (np.uint32, 2 + copies.PERMUTATIONS)
    assert one[:5].tolist() == [20230808, 3, 1923506035, 400572337, 2738399948]
    assert copies.bands(one)[0] == "0072a65f7317e03fb1"


@given(st.integers(0, 10_000), st.floats(0.0, 1.0))
def test_the_estimate_is_near_the_exact_jaccard(seed: int, kept: float) -> None:
    rng = random.Random(seed)
    words = [f"w{rng.randrange(4000)}" for _ in range(300)]
    cut = int(kept * len(words))
    one, other = " ".join(words), " ".join([*words[:cut], *(f"x{rng.randrange(4000)}" for _ in range(300 - cut))])
    a, b = shingles(one), shingles(other)
    assert abs(copies.jaccard(copies.signature(one), copies.signature(other)) - len(a & b) / len(a | b)) < 0.2


@given(st.text(max_size=300))
def test_any_text_is_wholly_like_itself_or_has_no_words(text: str) -> None:
    assert alike(text, text) in (0.0, 1.0)
