"""The packaged gazetteer: names, points and sizes of some 160,000 places in numpy arrays, loaded on first use.

File layout (written by `building.packed`): the magic line, the number of blocks, then for each block its name (12 bytes),
packed and plain size (little-endian uint32) and the zlib-packed bytes. Integer blocks lie byte plane by byte plane.
Entries: countries first, then regions, districts, areas, points, continents, cities. Keys are sorted bytes, so that a lookup is a
binary search; `starts` and `targets` lead from a key to its entries.
"""

from __future__ import annotations

import struct
import zlib
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from sitroom.errors import InputError
from sitroom.resolving.own_tables import OWN
from sitroom.resolving.places.keys import place_key

MAGIC = b"SITGAZ1\n"
Kind = Literal["country", "region", "district", "city", "area", "point", "continent"]
KINDS: tuple[Kind, ...] = ("country", "region", "district", "city", "area", "point", "continent")


class _Lines(Sequence[bytes]):
    """Lines of a newline-separated blob, cut out only when asked for."""

    def __init__(self, blob: bytes) -> None:
        self._blob = blob
        breaks = np.flatnonzero(np.frombuffer(blob, dtype=np.uint8) == 10).astype(np.int32)
        self._ends = np.append(breaks, np.int32(len(blob)))

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> bytes:  # type: ignore[override]
        start = int(self._ends[number - 1]) + 1 if number else 0
        return self._blob[start : int(self._ends[number])]


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """lat, lon: float32 [entries] in degrees; log_population: float32 [entries], base 10; kind: uint8 [entries]."""

    countries: tuple[str, ...]
    regions: tuple[str, ...]
    names: _Lines
    keys: _Lines
    starts: npt.NDArray[np.int32]
    targets: npt.NDArray[np.int32]
    geonameids: npt.NDArray[np.int32]
    country: npt.NDArray[np.uint8]
    region: npt.NDArray[np.uint16]
    lat: npt.NDArray[np.float32]
    lon: npt.NDArray[np.float32]
    log_population: npt.NDArray[np.float32]
    kind: npt.NDArray[np.uint8]
    capital: npt.NDArray[np.bool_]

    def find(self, name: str) -> npt.NDArray[np.int32]:
        """Numbers of the entries filed under a name, in any spelling that place_key equates; empty if there is none."""
        return self.find_key(place_key(name))

    def find_key(self, key: str) -> npt.NDArray[np.int32]:
        wanted = key.encode()
        at = bisect_left(self.keys, wanted)
        if not wanted or at == len(self.keys) or self.keys[at] != wanted:
            return self.targets[:0]
        return self.targets[int(self.starts[at]) : int(self.starts[at + 1])]

    def name(self, entry: int) -> str:
        return self.names[entry].decode()

    def country_of(self, entry: int) -> str | None:
        return self.countries[int(self.country[entry])] or None

    def region_of(self, entry: int) -> str | None:
        return self.regions[int(self.region[entry])] or None


def _integers(block: bytes, kind: type[np.generic], width: int) -> npt.NDArray[np.generic]:
    planes = np.frombuffer(block, dtype=np.uint8).reshape(width, -1)
    return np.ascontiguousarray(planes.T).view(kind).reshape(-1)


def read_gazetteer(data: bytes, where: str) -> Gazetteer:
    """Unpack a gazetteer file. Raises InputError when the bytes are no gazetteer of this version."""
    if not data.startswith(MAGIC):
        raise InputError(
            f"{where}: this is no gazetteer of this version. Build it with: sitroom gazetteer DUMP --out FILE"
        )
    try:
        return _unpacked(_blocks(data))
    except (struct.error, zlib.error, KeyError, ValueError, IndexError, UnicodeDecodeError) as error:
        raise InputError(
            f"{where}: the gazetteer is damaged ({error}). Build it again with: sitroom gazetteer DUMP --out FILE"
        ) from None


MOST_BLOCKS = 64
MOST_BYTES = 1_000_000_000
"""Of one block when it is unpacked: no more is taken than its header says, and never more than this."""


def _blocks(data: bytes) -> dict[str, bytes]:
    """The blocks of a file by their names. Raises ValueError where they are not as long as said."""
    at = len(MAGIC) + 4
    blocks: dict[str, bytes] = {}
    (count,) = struct.unpack_from("<I", data, len(MAGIC))
    if count > MOST_BLOCKS:
        raise ValueError(f"{count} blocks")
    for _ in range(count):
        title, packed, plain = struct.unpack_from("<12sII", data, at)
        at += 20
        if plain > MOST_BYTES:
            raise ValueError(f"a block of {plain} bytes")
        opener = zlib.decompressobj()
        block = opener.decompress(data[at : at + packed], plain + 1)
        if len(block) != plain:
            raise ValueError("a block is not as long as its header says")
        blocks[title.rstrip(b"\0").decode()] = block
        at += packed
    return blocks


def _unpacked(blocks: dict[str, bytes]) -> Gazetteer:
    counts = _integers(blocks["counts"], np.uint16, 2).astype(np.int32)
    kinds = np.frombuffer(blocks["kind"], dtype=np.uint8)
    deltas = _integers(blocks["geonameids"], np.int32, 4).astype(np.int64)
    return Gazetteer(
        countries=tuple(blocks["countries"].decode().split("\n")),
        regions=tuple(blocks["regions"].decode().split("\n")),
        names=_Lines(blocks["names"]),
        keys=_Lines(blocks["keys"]),
        starts=np.concatenate([np.zeros(1, np.int32), np.cumsum(counts, dtype=np.int32)]),
        targets=_integers(blocks["targets"], np.int32, 4).astype(np.int32),
        geonameids=np.cumsum(deltas).astype(np.int32),
        country=np.frombuffer(blocks["country"], dtype=np.uint8),
        region=_integers(blocks["region"], np.uint16, 2).astype(np.uint16),
        lat=_integers(blocks["lat"], np.int16, 2).astype(np.float32) / np.float32(100),
        lon=_integers(blocks["lon"], np.int16, 2).astype(np.float32) / np.float32(100),
        log_population=np.frombuffer(blocks["population"], dtype=np.uint8).astype(np.float32) / np.float32(25),
        kind=kinds & np.uint8(127),
        capital=kinds >= 128,
    )


def gazetteer() -> Gazetteer:
    """The packaged gazetteer, or the one that the user gave (`sitroom.use_tables`); loaded once per process."""
    OWN.in_use = True
    return packaged_gazetteer() if OWN.gazetteer is None else read_gazetteer_file(OWN.gazetteer)


@cache
def packaged_gazetteer() -> Gazetteer:
    source = resources.files("sitroom.resolving.places").joinpath("data/gazetteer.bin")
    return read_gazetteer(source.read_bytes(), "gazetteer.bin")


@cache
def read_gazetteer_file(path: Path) -> Gazetteer:
    """A gazetteer made by `sitroom gazetteer`. Raises InputError if there is none of this version."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: the gazetteer cannot be read: {error.strerror}.") from None
    return read_gazetteer(data, str(path))
