"""Make a gazetteer file: from entries, and from the packaged gazetteer with the rows of a GeoNames dump added to it.

A dump is one of GeoNames' tables as published (allCountries.txt, NE.txt, cities500.txt), or the zip file around it: 19 tab-separated
columns, among them geonameid, name, alternative names, latitude, longitude, feature class and code, country, first-level code, population.
"""

from __future__ import annotations

import io
import math
import re
import struct
import unicodedata
import zipfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import numpy as np
import numpy.typing as npt

from sitroom.errors import InputError
from sitroom.resolving.actors.tables import states
from sitroom.resolving.places.gazetteer import KINDS, MAGIC, Gazetteer, Kind, packaged_gazetteer
from sitroom.resolving.places.keys import place_key

CLASSES = "APHLTS"
"""GeoNames feature classes: regions, populated places, waters, parks and areas, mountains and islands, spots (airports, camps)."""
COLUMNS = 19
MOST_NAMES = 12
"""Other names kept of one place; GeoNames lists up to 200 in every script."""
MOST_ROWS = 1_000_000
"""Places that one build adds: some 3 GB of memory. All of GeoNames has 13 million; leave classes, countries or small towns out."""
MOST_LINE = 65_536
"""Bytes of a row; the longest of GeoNames have some 10,000 for a place's names in every script."""
_HISTORICAL = frozenset(
    {"PPLH", "PPLCH", "PPLQ", "PPLW", "ADM1H", "ADM2H", "ADM3H", "ADM4H", "ADMDH", "PCLH", "RGNH", "AREAH"}
)
NEAR_KM = 60
"""A row within so many kilometres of a packaged place of the same name, country and kind is that place."""

_KINDS: dict[str, Kind] = {"P": "city", "H": "area", "L": "area", "T": "area", "S": "point"}
_POINTS = re.compile(r"^(?:MT|PK|HLL|PASS|CAPE|ISL|WTRH|SPNG|FLLS|DAM|PRK)")
"""Feature codes of classes T, H and L that are points on a map of crises rather than stretches of land."""


@dataclass
class Entry:
    """One place as it is filed. lat, lon in degrees; names: further ones; admin1: name of its first-level region."""

    name: str
    kind: Kind
    country: str
    admin1: str
    lat: float
    lon: float
    population: int
    geonameid: int
    capital: bool = False
    names: list[str] = field(default_factory=list)


def latin(name: str) -> bool:
    letters = [c for c in name if c.isalpha()]
    return bool(letters) and all("LATIN" in unicodedata.name(c, "") for c in letters)


def other_names(names: Iterable[str], main: str, limit: int) -> list[str]:
    """Latin-script names worth filing, short ones first; codes ("NIM"), fragments and the main name are left out."""
    keep: list[str] = []
    seen = {place_key(main)}
    for name in names:
        if len(name) < 4 or len(name) > 40 or name.isupper() or not name[0].isupper() or not latin(name):
            continue
        key = place_key(name)
        if len(key) < 4 or key in seen:
            continue
        seen.add(key)
        keep.append(name)
    # The long ones are official titles that no report writes.
    keep.sort(key=lambda name: (len(name.split()), not name.isascii()))
    return keep[:limit]


def entries_of(places: Gazetteer) -> list[Entry]:
    """The entries of a gazetteer, with the keys that each is filed under as its further names."""
    filed: dict[int, list[str]] = defaultdict(list)
    for number, key in enumerate(places.keys):
        for target in places.targets[int(places.starts[number]) : int(places.starts[number + 1])].tolist():
            filed[target].append(key.decode())
    return [
        Entry(
            places.name(n),
            KINDS[int(places.kind[n])],
            places.countries[int(places.country[n])],
            places.regions[int(places.region[n])],
            float(places.lat[n]),
            float(places.lon[n]),
            round(10 ** float(places.log_population[n])) - 1,
            int(places.geonameids[n]),
            bool(places.capital[n]),
            filed[n],
        )
        for n in range(len(places.names))
    ]


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if not zipfile.is_zipfile(path):
        with path.open("rb") as plain:
            yield plain
        return
    with zipfile.ZipFile(path) as packed:
        tables = [n for n in packed.namelist() if n.endswith(".txt") and "readme" not in n.lower()]
        if len(tables) != 1:
            raise InputError(f"{path}: {len(tables)} tables inside, not one. Give a zip file as GeoNames publishes it.")
        with packed.open(tables[0]) as inner:
            yield inner


def dump_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Line numbers and cells of a dump. Raises InputError with the file and line where it is no such table."""
    try:
        with _opened(path) as lines:
            number = 0
            while raw := lines.readline(MOST_LINE):
                number += 1
                if len(raw) == MOST_LINE:
                    raise InputError(f"{path}, line {number}: longer than {MOST_LINE:,} bytes; no row of GeoNames is.")
                line = raw.decode("utf-8").rstrip("\r\n")
                if not line:
                    continue
                cells = line.split("\t")
                if len(cells) != COLUMNS or not (cells[0].isascii() and cells[0].isdigit()):
                    raise InputError(
                        f"{path}, line {number}: {len(cells)} columns, the first {cells[0][:20]!r}; "
                        f"a GeoNames dump has {COLUMNS}, and a number in the first."
                    )
                yield number, cells
    except OSError as error:
        raise InputError(f"{path}: the dump cannot be read: {error.strerror or error}.") from None
    except (UnicodeDecodeError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError) as error:
        raise InputError(f"{path}: the dump is damaged or no UTF-8 text: {error}.") from None


def with_dump(
    dumps: Iterable[Path], *, classes: str = CLASSES, countries: Iterable[str] = (), min_population: int = 0
) -> list[Entry]:
    """The packaged entries and those of the dumps that they lack, in the order of a file.

    classes: feature classes to take; countries: ISO alpha-3 codes, none for all; min_population: of populated places. A place that
    the packaged gazetteer has keeps its entry there, with the dump's names added. Raises InputError.
    """
    found = entries_of(packaged_gazetteer())
    known = {e.geonameid: e for e in found if e.geonameid}
    nameless = _by_name(e for e in found if not e.geonameid)
    alpha3 = {s.iso2: s.iso3 for s in states() if s.iso2 and s.iso3}
    wanted = frozenset(countries)
    strange = sorted(wanted - set(alpha3.values()))
    if strange:
        raise InputError(
            f"{strange[0]!r} is the ISO alpha-3 code of no state that the tables have. Write NER for Niger."
        )
    titles: dict[tuple[str, str], str] = {}
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    taken: list[tuple[Entry, str]] = []
    for path in dumps:
        for number, cells in dump_rows(path):
            country = alpha3.get(cells[8], "")
            if not country or (wanted and country not in wanted) or cells[6] not in classes:
                continue
            own = known.get(int(cells[0]))
            if own is not None:
                if own.admin1:
                    votes[country, cells[10]][own.admin1] += 1
                own.names += other_names(cells[3].split(","), own.name, MOST_NAMES)
                continue
            if cells[6] == "A" and cells[7] == "ADM1":
                titles[country, cells[10]] = cells[1]
            entry = _of_dump(cells, country, f"{path}, line {number}")
            same = _same_place(entry, nameless) if entry is not None else None
            if same is not None and entry is not None:
                same.geonameid = entry.geonameid
                same.names += entry.names
                known[same.geonameid] = same
                continue
            if entry is None or (entry.kind == "city" and entry.population < min_population):
                continue
            known[entry.geonameid] = entry
            taken.append((entry, cells[10]))
            if len(taken) > MOST_ROWS:
                raise InputError(
                    f"{path}: more than {MOST_ROWS:,} places. Leave out classes, countries or small towns."
                )
    regions = {(e.country, key) for e in found if e.kind == "region" for key in (place_key(e.name), *e.names)}
    for entry, code in taken:
        if entry.kind == "region":
            if (entry.country, place_key(entry.name)) in regions:
                continue  # the packaged entry of the same region has no GeoNames number
            entry.admin1 = entry.name
        else:
            voted = votes.get((entry.country, code))
            entry.admin1 = voted.most_common(1)[0][0] if voted else titles.get((entry.country, code), "")
        found.append(entry)
    return in_order(found)


def _by_name(entries: Iterable[Entry]) -> dict[tuple[str, str], list[Entry]]:
    out: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in {place_key(entry.name), *entry.names}:
            out[entry.country, key].append(entry)
    return out


def _same_place(entry: Entry, known: dict[tuple[str, str], list[Entry]]) -> Entry | None:
    """The packaged place without a GeoNames number that a row tells of: a stretch of land or water anywhere near, a town close by."""
    key = place_key(entry.name)
    namesakes: list[Entry] = [*known.get((entry.country, key), []), *known.get(("", key), [])]
    for other in namesakes:
        wide = {entry.kind, other.kind} <= {"area", "region", "district", "point"}
        apart = math.hypot(entry.lat - other.lat, (entry.lon - other.lon) * math.cos(math.radians(entry.lat))) * 111
        if (
            other.geonameid in (0, entry.geonameid)
            and (wide or entry.kind == other.kind)
            and apart <= (500 if wide else NEAR_KM)
        ):
            return other
    return None


def _of_dump(cells: list[str], country: str, where: str) -> Entry | None:
    """The entry of a row, None for what is no place that reports name (streets, seabeds, former places)."""
    kind: Kind | None = _KINDS.get(cells[6])
    if cells[6] == "A":
        kind = {"ADM1": "region", "ADM2": "district", "ADM3": "district"}.get(cells[7])  # type: ignore[assignment]
    elif kind == "area" and _POINTS.match(cells[7]):
        kind = "point"
    if kind is None or cells[7] in _HISTORICAL or not place_key(cells[1]):
        return None
    try:
        lat, lon, population, number = float(cells[4]), float(cells[5]), int(cells[14] or 0), int(cells[0])
        if not (-90 <= lat <= 90 and -180 <= lon <= 180 and 0 < number < 2**31 and population < 10**10):
            raise ValueError
    except ValueError:
        raise InputError(f"{where}: latitude, longitude, population or geonameid is no number on this earth.") from None
    names = other_names(cells[3].split(","), cells[1], MOST_NAMES)
    return Entry(cells[1], kind, country, "", lat, lon, max(0, population), number, False, names)


def in_order(found: list[Entry]) -> list[Entry]:
    """The order of a file: countries first, cities last."""
    return sorted(
        found, key=lambda e: (KINDS.index(e.kind) if e.kind != "city" else 99, e.geonameid, e.country, e.name)
    )


def _planes(array: npt.NDArray[np.generic]) -> bytes:
    """Bytes of one significance together: equal high bytes then compress to almost nothing."""
    return np.ascontiguousarray(array).view(np.uint8).reshape(-1, array.itemsize).T.tobytes()


def packed(found: list[Entry]) -> bytes:
    """The bytes of a gazetteer file (layout: `sitroom.resolving.places.gazetteer`)."""
    countries = sorted({e.country for e in found})
    regions = sorted({e.admin1 for e in found})
    country_index = {name: number for number, name in enumerate(countries)}
    region_index = {name: number for number, name in enumerate(regions)}
    filed: dict[str, set[int]] = defaultdict(set)
    for number, entry in enumerate(found):
        for name in (entry.name, *entry.names):
            if key := place_key(name):
                filed[key].add(number)
    keys = sorted(filed, key=lambda key: key.encode())
    pairs = [sorted(filed[key])[: np.iinfo(np.uint16).max] for key in keys]
    ids = np.array([e.geonameid for e in found], dtype=np.int32)
    blocks = {
        "countries": "\n".join(countries).encode(),
        "regions": "\n".join(regions).encode(),
        "names": "\n".join(e.name for e in found).encode(),
        "keys": "\n".join(keys).encode(),
        "counts": _planes(np.array([len(p) for p in pairs], dtype=np.uint16)),
        "targets": _planes(np.array([n for p in pairs for n in p], dtype=np.int32)),
        "geonameids": _planes(np.diff(ids, prepend=np.int32(0)).astype(np.int32)),
        "country": np.array([country_index[e.country] for e in found], dtype=np.uint8).tobytes(),
        "region": _planes(np.array([region_index[e.admin1] for e in found], dtype=np.uint16)),
        "lat": _planes(np.array([round(e.lat * 100) for e in found], dtype=np.int16)),
        "lon": _planes(np.array([round(e.lon * 100) for e in found], dtype=np.int16)),
        "population": np.array([min(255, round(25 * math.log10(e.population + 1))) for e in found], np.uint8).tobytes(),
        "kind": np.array([KINDS.index(e.kind) + (128 if e.capital else 0) for e in found], dtype=np.uint8).tobytes(),
    }
    stream = io.BytesIO()
    stream.write(MAGIC)
    stream.write(struct.pack("<I", len(blocks)))
    for name, block in blocks.items():
        small = zlib.compress(block, 9)
        stream.write(struct.pack("<12sII", name.encode(), len(small), len(block)))
        stream.write(small)
    return stream.getvalue()
