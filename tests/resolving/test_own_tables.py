"""The user's own entities win over the packaged ones, and a GeoNames dump adds places (docs/own-tables.md)."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from sitroom.errors import InputError
from sitroom.resolving import own_tables
from sitroom.resolving.actors.knowledge import knowledge_with
from sitroom.resolving.actors.own_entities import read_own_entities
from sitroom.resolving.own_tables import use_tables
from sitroom.resolving.places.building import entries_of, in_order, packed, with_dump
from sitroom.resolving.places.gazetteer import packaged_gazetteer, read_gazetteer

HEADER = "name\taliases\tkind\tcountry\tsectors\tfrom\tto\toffice\tof\n"
TABLE = (
    "# Exercise Blue Basin\n"
    + HEADER
    + "Belanga\tBelangan|Republic of Belanga\tstate\t\t\t\t\t\t\n"
    + "River Front\tRF\tarmed group\tNER\tREB\t2023\t\t\t\n"
    + "Ruth Olembe\tOlembe\tperson\t\tGOV\t2027-01\t\tforeign minister\tBelanga\n"
    + "Jane Newhead\t\tperson\tFRA\tGOV\t2015-02-01\t\tpresident\t\n"
    + "Hamas\t\tparty\tPSE\tPTY\t\t\t\t\n"
)


def resolved(table: Path, *asked: tuple[str, str]) -> list[dict[str, object] | None]:
    """What a process of its own resolves with the table."""
    program = (
        "import dataclasses, json, sys, sitroom\n"
        "sitroom.use_tables(entities=sys.argv[1])\n"
        "for phrase, on in json.loads(sys.argv[2]):\n"
        "    found = sitroom.resolve_entity(phrase, on=on)\n"
        "    print(json.dumps(found and dataclasses.asdict(found)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(table), json.dumps(asked)], capture_output=True, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_own_bodies_persons_and_offices_are_known_and_win(tmp_path: Path) -> None:
    table = written(tmp_path / "own.tsv", TABLE)
    group, minister, before, since, hamas = resolved(
        table,
        ("RF", "2024-01-01"),
        ("Belanga's foreign minister", "2027-04-01"),
        ("the French president", "2015-01-01"),
        ("the French president", "2015-03-01"),
        ("Hamas", "2024-01-01"),
    )
    assert group and (group["name"], group["country"], group["sectors"]) == ("River Front", "NER", ["REB"])
    assert minister and minister["name"] == "Ruth Olembe"
    assert before and before["name"] == "Francois Hollande"
    assert since and since["name"] == "Jane Newhead"
    assert hamas and hamas["kind"] == "party"


def test_an_own_row_holds_only_between_its_days(tmp_path: Path) -> None:
    before, while_it_holds = resolved(
        written(tmp_path / "own.tsv", TABLE), ("Olembe", "2026-06-01"), ("Olembe", "2027-06-01")
    )
    assert before and before["sectors"] == []
    assert while_it_holds and while_it_holds["sectors"] == ["GOV"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("name\tkindd\nX\tstate\n", "line 1: the columns are name, kindd"),
        ("name\tkind\nX\tkingdom\n", "line 2: kind 'kingdom' is none of"),
        ("name\tcountry\nX\tNiger\n", "line 2: country 'Niger' is no ISO alpha-3"),
        ("name\tsectors\nX\tGOVT\n", "line 2: sector 'GOVT'"),
        ("name\tfrom\nX\tlast year\n", "line 2: from 'last year' is no day"),
        ("name\tfrom\tto\nX\t2024\t2023\n", "line 2: to 2023 lies before from 2024"),
        ("name\tkind\toffice\nX\tparty\tleader\n", "line 2: an office of a party"),
        ("name\nX\ta\tb\n", "line 2: 3 cells for 1 columns"),
        ("name\tkind\n\tstate\nY\tstat\n", "line 2: no name; line 3: kind 'stat'"),
    ],
)
def test_a_wrong_table_names_its_lines(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError, match=r"own\.tsv") as raised:
        read_own_entities(written(tmp_path / "own.tsv", text))
    assert said in str(raised.value)


def test_an_office_of_nobody_known_names_its_line(tmp_path: Path) -> None:
    table = written(tmp_path / "own.tsv", HEADER + "X\t\tperson\t\tGOV\t\t\tpresident\tNowhereland\n")
    with pytest.raises(InputError, match=r"own\.tsv, line 2: no table has 'Nowhereland'"):
        knowledge_with(table)


def test_tables_are_refused_once_others_are_in_use(tmp_path: Path) -> None:
    knowledge_with(None)
    own_tables.OWN.in_use = True
    with pytest.raises(InputError, match="came too late"):
        use_tables(entities=written(tmp_path / "own.tsv", TABLE))


def test_the_command_takes_own_entities(tmp_path: Path) -> None:
    table = written(tmp_path / "own.tsv", TABLE)
    report = written(
        tmp_path / "report.txt", "The River Front attacked an army post near Agadez on Monday, killing four soldiers."
    )
    command = [sys.executable, "-m", "sitroom", "--entities", str(table), "read", str(report), "--json"]
    done = subprocess.run([*command, "--published", "2024-03-14"], capture_output=True, text=True, check=True)
    entities = json.loads(done.stdout)["entities"]
    assert any(e["reference"] == "own:river-front" and e["country"] == "NER" for e in entities)
    broken = subprocess.run(
        [*command[:3], "--entities", str(tmp_path / "none.tsv"), "read", str(report)], capture_output=True, text=True
    )
    assert broken.returncode != 0
    assert "none.tsv: the table of entities cannot be read" in broken.stderr
    assert "Traceback" not in broken.stderr


DUMP = (
    "2440485\tNiamey\tNiamey\tNiami,Testniamey\t13.51366\t2.1098\tP\tPPLC\tNE\t\t08\t\t\t\t774235\t\t207\tAfrica/Niamey\t2019\n"
    "9990001\tKoira Test\tKoira Test\tKoyra Tegui,KTX\t13.6\t2.3\tP\tPPL\tNE\t\t08\t\t\t\t0\t\t\tAfrica/Niamey\t2019\n"
    "9990002\tTestbase Airport\tTestbase Airport\t\t13.4\t2.2\tS\tAIRP\tNE\t\t08\t\t\t\t0\t\t\tAfrica/Niamey\t2019\n"
    "9990003\tOld Test\tOld Test\t\t13.4\t2.2\tP\tPPLH\tNE\t\t08\t\t\t\t0\t\t\tAfrica/Niamey\t2019\n"
    "9990004\tElsewhere Test\tElsewhere Test\t\t9.0\t7.0\tP\tPPL\tNG\t\t11\t\t\t\t900\t\t\tAfrica/Lagos\t2019\n"
)


def test_a_dump_adds_its_places_to_the_packaged_ones(tmp_path: Path) -> None:
    found = with_dump([written(tmp_path / "NE.txt", DUMP)], countries=["NER"])
    places = read_gazetteer(packed(found), "built")
    assert len(places.names) == len(packaged_gazetteer().names) + 2
    (village,) = places.find("Koyra Tegui")
    assert places.name(int(village)) == "Koira Test"
    assert (places.country_of(int(village)), places.region_of(int(village))) == ("NER", "Niamey")
    (capital,) = places.find("Testniamey")
    assert places.capital[capital]
    assert not len(places.find("KTX"))
    assert not len(places.find("Old Test"))
    assert not len(places.find("Elsewhere Test"))


def test_a_zipped_dump_reads_the_same_and_population_is_a_limit(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "NE.zip", "w") as packed_dump:
        packed_dump.writestr("readme.txt", "read me")
        packed_dump.writestr("NE.txt", DUMP)
    names = {e.name for e in with_dump([tmp_path / "NE.zip"], min_population=500)}
    assert {"Elsewhere Test", "Testbase Airport"} <= names
    assert "Koira Test" not in names


def test_the_packaged_gazetteer_survives_being_packed_again() -> None:
    ours = packaged_gazetteer()
    again = read_gazetteer(packed(in_order(entries_of(ours))), "again")
    assert list(again.keys) == list(ours.keys)
    assert np.array_equal(again.targets, ours.targets)
    assert np.array_equal(again.lat, ours.lat)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name\tcountry\nNiamey\tNE\n", "line 1: 2 columns"),
        (DUMP.replace("13.6", "north"), "line 2: latitude"),
        (DUMP.replace("13.6", "nan"), "line 2: latitude"),
        (DUMP.replace("9990001", "99900010001"), "line 2: latitude, longitude, population or geonameid"),
    ],
)
def test_what_is_no_dump_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError, match=r"NE\.txt") as raised:
        with_dump([written(tmp_path / "NE.txt", text)])
    assert said in str(raised.value)


def test_the_command_builds_a_gazetteer_and_reads_with_it(tmp_path: Path) -> None:
    dump, out = written(tmp_path / "NE.txt", DUMP), tmp_path / "own.gaz"
    run = [sys.executable, "-m", "sitroom"]
    done = subprocess.run(
        [*run, "gazetteer", str(dump), "--out", str(out), "--json"], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout)["new"] == 3
    program = (
        f"import sitroom as s; s.use_tables(gazetteer={str(out)!r}); print(s.resolve_place('Koira Test').geonameid)"
    )
    assert (
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip()
        == "9990001"
    )
    bad = subprocess.run([*run, "gazetteer", str(out), "--out", str(out)], capture_output=True, text=True)
    assert bad.returncode != 0
    assert "Traceback" not in bad.stderr


def test_a_code_that_no_state_has_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="'GER' is the ISO alpha-3 code of no state"):
        with_dump([written(tmp_path / "NE.txt", DUMP)], countries=["GER"])


def test_a_packaged_place_without_a_number_takes_that_of_the_dump(tmp_path: Path) -> None:
    row = "2434599\tLake Chad\tLake Chad\tLac Tchad\t13.0\t14.2\tH\tLK\tTD\t\t\t\t\t\t0\t\t\t\t2019\n"
    found = [e for e in with_dump([written(tmp_path / "TD.txt", row)]) if e.name == "Lake Chad"]
    assert [e.geonameid for e in found] == [2434599]


@pytest.mark.parametrize("kept", [12, 400, -200])
def test_a_damaged_gazetteer_is_refused_with_its_name(kept: int) -> None:
    data = packed(in_order(entries_of(packaged_gazetteer())[:300]))
    with pytest.raises(InputError, match=r"own\.gaz: the gazetteer is damaged"):
        read_gazetteer(data[:kept], "own.gaz")


def test_an_open_office_of_the_user_s_goes_on_and_replaces_those_that_began_since(tmp_path: Path) -> None:
    (later,) = resolved(written(tmp_path / "own.tsv", TABLE), ("the French president", "2018-01-01"))
    assert later and later["name"] == "Jane Newhead"


def test_a_person_s_rows_share_their_aliases_and_bodies_take_no_country_from_officials(tmp_path: Path) -> None:
    rows = (
        "Belanga\t\tstate\t\t\t\t\t\t\n"
        "Ruth Olembe\t\tperson\tNER\tGOV\t2026\t2027\tforeign minister\tBelanga\n"
        "Ruth Olembe\tIron Ruth\tperson\t\tGOV\t2027\t\tpresident\tBelanga\n"
        "Sahel Alliance\t\tinternational organisation\t\t\t\t\t\t\n"
        "Ali Ka\t\tperson\t\tGOV\t2026\t\tsecretary general\tSahel Alliance\n"
    )
    asked = ("Iron Ruth", "2027-06-01"), ("Belanga", "2027-06-01"), ("Ali Ka", "2027-06-01")
    iron, body, official = resolved(written(tmp_path / "own.tsv", HEADER + rows), *asked)
    assert iron and (iron["name"], iron["sectors"], iron["country"]) == ("Ruth Olembe", ["GOV"], None)
    assert body and body["country"] is None
    assert official and official["sectors"] == []


def test_a_table_that_cannot_be_used_is_refused_at_once_and_another_may_follow(tmp_path: Path) -> None:
    bad = written(tmp_path / "bad.tsv", HEADER + "X\t\tperson\t\tGOV\t\t\tpresident\tNowhereland\n")
    program = (
        "import sys, sitroom\n"
        "try:\n    sitroom.use_tables(entities=sys.argv[1])\nexcept sitroom.InputError as error:\n    print(error)\n"
        "sitroom.use_tables(entities=sys.argv[2])\nprint(sitroom.resolve_entity('RF').name)\n"
    )
    command = [sys.executable, "-c", program, str(bad), str(written(tmp_path / "own.tsv", TABLE))]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert "line 2: no table has 'Nowhereland'" in said[0]
    assert said[-1] == "River Front"
