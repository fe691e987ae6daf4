"""Where: a name and the names around it point to one gazetteer entry, or to none."""

from __future__ import annotations

import csv
from importlib import resources

import pytest

from sitroom.errors import InputError
from sitroom.resolving.places import resolve_place
from sitroom.resolving.places.gazetteer import gazetteer, read_gazetteer
from sitroom.resolving.places.keys import place_key


@pytest.mark.parametrize(
    ("name", "near", "country", "precision"),
    [
        ("Goma", ["Rwanda"], "COD", "city"),
        ("Goma", [], "COD", "city"),
        ("Goma, Congo", [], "COD", "city"),
        ("Tripoli", [], "LBY", "city"),
        ("Tripoli", ["Lebanon"], "LBN", "city"),
        ("Tripoli", ["LBN"], "LBN", "city"),
        ("Georgia", [], "GEO", "country"),
        ("Georgia", ["Atlanta"], "USA", "region"),
        ("Georgia", ["Tbilisi"], "GEO", "country"),
        ("Valencia", ["Venezuela"], "VEN", "city"),
        ("Hyderabad", ["Pakistan"], "PAK", "city"),
        ("Hyderabad", [], "IND", "city"),
        ("San Jose", ["Costa Rica"], "CRI", "city"),
        ("San Jose", ["California"], "USA", "city"),
        ("Paris", [], "FRA", "city"),
        ("Paris", ["Texas", "Dallas"], "USA", "city"),
        ("Cambridge", ["Massachusetts"], "USA", "city"),
        ("Cambridge", ["London"], "GBR", "city"),
        ("Birmingham", ["Alabama"], "USA", "city"),
        ("Niamey", [], "NER", "city"),
        ("Agadez", ["Niger"], "NER", "city"),
        ("Niger", [], "NER", "country"),
        ("Nigeria", [], "NGA", "country"),
        ("the Netherlands", [], "NLD", "country"),
        ("U.S.", [], "USA", "country"),
        ("Burma", [], "MMR", "country"),
        ("Ivory Coast", [], "CIV", "country"),
        ("Kosovo", [], "XKX", "country"),
        ("Taiwan", [], "TWN", "country"),
        ("Kherson", [], "UKR", "city"),
        ("Kherson region", [], "UKR", "region"),
        ("Idlib province", [], "SYR", "region"),
        ("Donbas", [], "UKR", "region"),
        ("Gaza", [], "PSE", "region"),
        ("Gaza Strip", [], "PSE", "region"),
        ("the West Bank", [], "PSE", "region"),
        ("Darfur", [], "SDN", "region"),
        ("Tigray", [], "ETH", "region"),
        ("North Kivu", [], "COD", "region"),
        ("Crimea", [], "UKR", "region"),
        ("Artsakh", [], "AZE", "region"),
        ("Xinjiang", [], "CHN", "region"),
        ("Rakhine State", [], "MMR", "region"),
        ("Cabo Delgado", [], "MOZ", "region"),
        ("Calif.", [], "USA", "region"),
        ("W.Va.", [], "USA", "region"),
    ],
)
def test_a_name_is_placed_by_the_names_around_it(name: str, near: list[str], country: str, precision: str) -> None:
    place = resolve_place(name, near=near)
    assert place is not None
    assert (place.country, place.precision) == (country, precision)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Kiev", "Kyiv"),
        ("Rangoon", "Yangon"),
        ("Bombay", "Mumbai"),
        ("Peking", "Beijing"),
        ("Saigon", "Ho Chi Minh City"),
        ("Stepanakert", "Khankendi"),
    ],
)
def test_a_former_name_leads_to_the_place_of_today(old: str, new: str) -> None:
    one, other = resolve_place(old), resolve_place(new)
    assert one is not None
    assert other is not None
    assert (one.lat, one.lon) == (other.lat, other.lon)


@pytest.mark.parametrize(
    "name", ["the Black Sea", "the Sahel", "Strait of Hormuz", "South China Sea", "the Middle East"]
)
def test_an_area_of_several_states_has_no_country(name: str) -> None:
    place = resolve_place(name)
    assert place is not None
    assert (place.country, place.precision) == (None, "region")


def test_part_of_a_state_is_answered_with_the_state_and_says_so() -> None:
    place = resolve_place("northern Mali")
    assert place is not None
    assert (place.name, place.precision) == ("Mali", "country")
    assert "northern" in place.reason


@pytest.mark.parametrize("name", ["", "Xyzzyville", "Bazoum", "monday", "the president", "Niameyville", "12", "中国"])
def test_what_no_table_holds_is_not_placed(name: str) -> None:
    assert resolve_place(name) is None


def test_an_answer_carries_point_score_and_reason() -> None:
    place = resolve_place("Niamey", near=["Niger"])
    assert place is not None
    assert place.geonameid == 2440485
    assert place.lat == pytest.approx(13.51, abs=0.05)
    assert place.lon == pytest.approx(2.11, abs=0.05)
    assert 0.9 < place.score <= 1
    assert place.reason


def test_the_order_of_the_context_changes_nothing() -> None:
    near = ["Mali", "Gao", "Niger", "Lagos", "Paris"]
    assert resolve_place("Tillaberi", near=near) == resolve_place("Tillaberi", near=near[::-1])


@pytest.mark.parametrize(
    ("one", "other"),
    [("N’Djamena", "N'Djamena"), ("Saint-Louis", "St. Louis"), ("São Tomé", "Sao Tome"), ("PORT SUDAN", "Port Sudan")],
)
def test_a_key_is_free_of_spelling(one: str, other: str) -> None:
    assert place_key(one) == place_key(other)


def test_every_key_leads_to_entries_and_back() -> None:
    places = gazetteer()
    assert len(places.keys) + 1 == len(places.starts)
    assert int(places.starts[-1]) == len(places.targets)
    assert int(places.targets.max()) < len(places.names) == len(places.lat)
    for number in range(0, len(places.keys), 20_011):
        assert len(places.find_key(places.keys[number].decode()))


def test_points_lie_on_the_globe() -> None:
    places = gazetteer()
    assert float(abs(places.lat).max()) <= 90
    assert float(abs(places.lon).max()) <= 180


@pytest.mark.parametrize("table", ["overlay.tsv", "admin1.tsv", "countries.tsv"])
def test_own_tables_are_consistent(table: str) -> None:
    text = resources.files("sitroom.resolving.places").joinpath("data", table).read_text("utf-8")
    rows = list(csv.DictReader((line for line in text.splitlines() if line and line[0] != "#"), delimiter="\t"))
    keys = [tuple(row[c] for c in ("iso3", "iso2", "code", "name", "country") if c in row) for row in rows]
    assert len(set(keys)) == len(keys)
    known = set(gazetteer().countries) | {""}
    for row in rows:
        assert -90 <= float(row["lat"]) <= 90
        assert -180 <= float(row["lon"]) <= 180
        assert row.get("country", "") in known
        assert row.get("kind", "city") in {"region", "area", "city", "point", "continent"}


def test_a_foreign_file_is_refused_with_its_name() -> None:
    with pytest.raises(InputError, match=r"towns\.bin"):
        read_gazetteer(b"not a gazetteer", "towns.bin")


def test_an_obscure_place_that_nothing_speaks_for_is_not_named() -> None:
    """A Pineville beside a Lakeview and a street is none of the towns of these names that the gazetteer happens to have."""
    assert resolve_place("Pineville") is not None
    assert resolve_place("Pineville", near=["Harrison", "Lakeview", "Shamrock Street"]) is None


def test_a_large_namesake_is_named_where_a_small_one_is_not_believed() -> None:
    found = resolve_place("Middle East", near=["Israel", "Gaza", "Egypt", "Iran", "Syria"])
    assert found is not None
    assert found.country is None


def test_company_makes_a_town_believed_however_many_names_there_are() -> None:
    around = ["Niger", *(f"Nowhere {n}" for n in range(300))]
    for town in ("Diffa", "Tillaberi", "Tera"):
        assert resolve_place(town, near=around) is not None, town
