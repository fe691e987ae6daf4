"""Near-copies of reports: wire copies, updates, reprints with a new lead. MinHash over shingles of five words.

    text -> signature -> bands (keys to look candidates up by) -> similarity of two signatures >= COPY

A signature is uint32 [2 + PERMUTATIONS]: SEED, the number of distinct shingles, and the least hash under each
permutation. It holds all that is compared, so that a store needs no text.
"""

from __future__ import annotations

import re
import zlib
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

Signature = NDArray[np.uint32]

SHINGLE = 5
"""Words a shingle."""
PERMUTATIONS = 128
SEED = 20_230_808
"""The permutations follow from it. It stands in every signature, so that none is compared with one of another scheme."""
ROWS = 2
BANDS = 24
"""Keys a report, of ROWS minima each. Of copies with a new lead and 30 % of their sentences replaced 96 % share one, of those cut
to half their length 98 %, of those with a word changed in every sentence all."""
COPY = 0.4
"""Similarity from which two reports count as near-copies.

Measured on the train part of ECB+, by exact shingles: of 6,685 pairs of reports on one matter 93 % share less than 0.05 and 98 %
less than 0.2, so that what shares more was not written independently; 84 pairs reach 0.4. Of copies made from them with a new
lead and 20 %, 30 %, 40 % of their sentences replaced 99.8 %, 97.5 %, 87 % reach it.
"""
LEAST_SHARE = 0.2
"""A text with fewer shingles than this share of the other's is a quotation, not a copy: its similarity fades to 0."""

_WORD = re.compile(r"[^\W_]+")
_HEAD = 2


def signature(text: str) -> Signature:
    """The signature of a text. Case, punctuation and spacing do not count; a text without words has no shingle."""
    hashes = _shingles(text)
    out = np.full(_HEAD + PERMUTATIONS, np.iinfo(np.uint32).max, np.uint32)
    out[0] = SEED
    out[1] = len(hashes)
    if len(hashes):
        factors, offsets = _permutations()
        mixed = np.multiply.outer(factors, hashes)  # uint64 [permutations, shingles], wraps
        mixed += offsets[:, None]
        out[_HEAD:] = mixed.min(axis=1) >> np.uint64(32)
    return out


def bands(signature: Signature) -> tuple[str, ...]:
    """BANDS keys of which near-copies share at least one, nearly always; none for a text without words."""
    if not signature[1]:
        return ()
    minima = signature[_HEAD : _HEAD + BANDS * ROWS].reshape(BANDS, ROWS)
    return tuple(f"{i:02d}{row.astype('>u4').tobytes().hex()}" for i, row in enumerate(minima))


def jaccard(a: Signature, b: Signature) -> float:
    """Shared shingles over all shingles of both texts, 0 to 1, estimated with a standard error of at most 0.045."""
    if a[0] != b[0] or len(a) != len(b) or not a[1] or not b[1]:
        return 0.0
    return float((a[_HEAD:] == b[_HEAD:]).mean())


def similarity(a: Signature, b: Signature) -> float:
    """Share of the shorter text's shingles that stand in the other too, 0 to 1, estimated.

    So a copy with a new lead, or cut at its end, is as like as a whole one.
    """
    shared = jaccard(a, b)
    if not shared:
        return 0.0
    short, long = sorted((int(a[1]), int(b[1])))
    held = min(1.0, shared / (1 + shared) * (short + long) / short)
    return held * min(1.0, short / long / LEAST_SHARE)


def _shingles(text: str) -> NDArray[np.uint64]:
    """Hashes of the distinct shingles. A text shorter than a shingle is one shingle."""
    words = _WORD.findall(text.lower())
    if not words:
        return np.zeros(0, np.uint64)
    codes = np.fromiter(map(_word_hash, words), np.uint64, len(words))
    width = min(SHINGLE, len(codes))
    mixed = np.zeros(len(codes) - width + 1, np.uint64)
    for i in range(width):
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + codes[i : i + len(mixed)]
        mixed ^= mixed >> np.uint64(29)
    return np.unique(mixed)


@lru_cache(maxsize=100_000)
def _word_hash(word: str) -> int:
    return zlib.crc32(word.encode()) + 1


@cache
def _permutations() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Odd factors and offsets, uint64 [PERMUTATIONS] each: multiply-shift hashing. By SplitMix64, since numpy's may change."""
    state, drawn = SEED, []
    for _ in range(2 * PERMUTATIONS):
        state = (state + 0x9E3779B97F4A7C15) % 2**64
        mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB % 2**64
        drawn.append(mixed ^ (mixed >> 31))
    return np.array(drawn[:PERMUTATIONS], np.uint64) | np.uint64(1), np.array(drawn[PERMUTATIONS:], np.uint64)
