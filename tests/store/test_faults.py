"""Whatever is wrong with a store or its surroundings, one message says what, where and how to mend it, and the store is unharmed."""

from __future__ import annotations

import _socket
import os
import random
import re
import socket
import sqlite3
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import make_url

from benchmarks.kill_while_adding import add_all, contents, delays, killed_until_done, write_input
from benchmarks.store_growth import alike, varied
from sitroom.cli import main, storing
from sitroom.codebook.records import Party, Reading
from sitroom.errors import InputError, NotInStore, StoreError, StoreTooNew
from sitroom.store import Store, database

Read = Callable[..., Reading]

FIRST = "Mali bombed Kenya on Tuesday. Snow fell in the hills for the first time in years."
MORE = "Ghana condemned Chad. Prices rose at the market in the old town."


FULL_DISK = (
    "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.seq > 20 THEN "
    "RAISE EXCEPTION 'could not extend file \"base/1/2\": No space left on device' USING ERRCODE = '53100'; "
    "END IF; RETURN NEW; END $$",
    "CREATE TRIGGER full_disk BEFORE INSERT ON account FOR EACH ROW EXECUTE FUNCTION full_disk()",
)
"""A server complains so when its disk is full in the middle of a transaction."""
GO_AWAY = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@contextmanager
def engine_of(place: str) -> Iterator[Engine]:
    """A way into the database past the store."""
    url = make_url(place).set(drivername="postgresql+psycopg") if "://" in place else f"sqlite:///{place}"
    engine = create_engine(url)
    yield engine
    engine.dispose()


def run(place: str, *statements: str) -> None:
    with engine_of(place) as engine, engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def on_each_connection(store: Store, pragma: str) -> None:
    """Limit what a store's connections can do, as the machine around it would."""
    store._engine.dispose()
    event.listen(store._engine, "connect", lambda connection, record: connection.execute(pragma))


def said(error: pytest.ExceptionInfo[BaseException]) -> str:
    """The message: one line, no code, no password."""
    message = str(error.value)
    assert "\n" not in message
    assert not re.search(r"Traceback|sqlalche|psycopg|Errno|\[SQL", message, re.IGNORECASE)
    return message


@pytest.fixture
def filled(place: str, read: Read) -> str:
    """A store with one report in it."""
    with Store(place) as store:
        store.add(read(FIRST, "2024-05-22", "Wire", "one"), reader="a")
    return place


@pytest.fixture
def file(tmp_path: Path, read: Read) -> Path:
    """The same as a file, for what can only befall files."""
    path = tmp_path / "store.db"
    with Store(path) as store:
        store.add(read(FIRST, "2024-05-22", "Wire", "one"), reader="a")
    return path


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Children are forked from a server of processes, which is asked by way of a file: that is no network."""
    monkeypatch.setattr(socket.socket, "connect", _socket.socket.connect)


# --- opening


def test_a_store_of_a_newer_version_asks_for_a_newer_sitroom(filled: str) -> None:
    before = contents(filled)
    run(filled, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreTooNew) as error:
        Store(filled)
    assert "format 9999; this Sitroom knows formats up to" in said(error)
    assert "pip install -U sitroom" in said(error)
    run(filled, f"UPDATE alembic_version SET version_num = '{database.HEAD}'")
    assert contents(filled) == before


def test_a_version_that_nobody_wrote_is_told(filled: str) -> None:
    run(filled, "UPDATE alembic_version SET version_num = '0000'")
    with pytest.raises(StoreError, match="format 0000, which no Sitroom has written"):
        Store(filled)


@pytest.mark.parametrize(
    ("bytes_", "message"),
    [
        (b"date 2023-11-08\nThe envoy met the junta.\n", "the file begins with other bytes than SQLite's"),
        (b"%PDF-1.7", "the file begins with other bytes than SQLite's"),
        (b"SQLite format 3\x00" + b"\xff" * 4000, "The file is damaged. Restore a backup"),
        (b"SQLite format 3\x00", "The file is damaged. Restore a backup"),
    ],
)
def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path, bytes_: bytes, message: str) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(bytes_)
    with pytest.raises(StoreError) as error:
        Store(path)
    assert str(path) in said(error) and message in said(error)
    assert path.read_bytes() == bytes_
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["niger?2023.db", "50% #2.db", "Élysée.db", "a b:c@d.db"])
def test_a_file_may_be_named_as_one_likes(tmp_path: Path, read: Read, name: str) -> None:
    with Store(tmp_path / name) as store:
        store.add(read(FIRST), reader="a")
    with Store(tmp_path / name, create=False) as store:
        assert store.counts()["reports"] == 1
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_directory_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as error:
        Store(tmp_path)
    assert said(error) == f"{tmp_path} is a directory. Give a file name for the store, as in {tmp_path / 'crisis.db'}."


def test_a_missing_folder_is_named_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as error:
        Store(tmp_path / "no" / "store.db")
    assert f"the folder {tmp_path / 'no'} does not exist. Make it first" in said(error)
    assert not (tmp_path / "no").exists()


def test_asking_a_store_that_is_not_there_makes_none(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as error:
        Store(tmp_path / "crsis.db", create=False)
    assert "there is no such store. Make one: sitroom add" in said(error)
    assert list(tmp_path.iterdir()) == []


def test_a_database_with_other_tables_is_not_written_to(tmp_path: Path, place: str) -> None:
    own = place
    if "://" in place:
        run(place, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
    run(own, "CREATE TABLE invoices (n INTEGER)", "INSERT INTO invoices VALUES (7)")
    with pytest.raises(StoreError) as error:
        Store(own)
    assert "holds other tables (invoices). Give the store a database of its own." in said(error)
    with engine_of(own) as engine, engine.connect() as connection:
        assert connection.execute(text("SELECT n FROM invoices")).scalars().all() == [7]
        assert not engine.dialect.has_table(connection, "report")


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("postgresql://u:secret@127.0.0.1:1/x", "The server cannot be reached. Check that it runs"),
        ("postgresql://u:sec@ret:secret@127.0.0.1:1/x", "is not a database URL. Write postgresql://USER@HOST/NAME"),
        ("mysql://u:secret@127.0.0.1/x", "only SQLite files and PostgreSQL servers hold stores"),
        ("postgresql://u:secret@127.0.0.1:port/x", "is not a database URL. Write postgresql://USER@HOST/NAME"),
    ],
)
def test_a_server_that_cannot_be_asked_is_named_without_its_password(url: str, message: str) -> None:
    with pytest.raises(StoreError) as error:
        Store(url)
    assert message in said(error)
    assert "u:***@" in said(error) and "sec" not in said(error)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"password": "wr0ng"}, "Check user and password in the URL or in PGPASSWORD."),
        ({"username": "nobody_of_that_name"}, "Check user and password in the URL or in PGPASSWORD."),
        ({"database": "no_such_database"}, "Make the database first: createdb NAME"),
    ],
)
def test_a_server_that_refuses_says_why(place: str, change: dict[str, str], message: str) -> None:
    if "://" not in place:
        return  # a file asks for no password
    with pytest.raises(StoreError) as error:
        Store(make_url(place).set(**change).render_as_string(hide_password=False))  # type: ignore[arg-type]
    assert message in said(error)
    assert "wr0ng" not in said(error)


# --- damage


DAMAGES: dict[str, Callable[[bytearray], None]] = {
    "cut in half": lambda data: data.__delitem__(slice(len(data) // 2, None)),
    "cut to a page": lambda data: data.__delitem__(slice(4096, None)),
    "the list of tables": lambda data: data.__setitem__(slice(100, 4096), b"\x07" * 3996),
    "every page but the first": lambda data: data.__setitem__(slice(4096, None), b"\x07" * (len(data) - 4096)),
    "no page but zeros": lambda data: data.__setitem__(slice(4096, None), bytes(len(data) - 4096)),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_told_from_every_side_and_made_no_worse(file: Path, read: Read, damage: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(file.read_bytes())
    DAMAGES[damage](data)
    file.write_bytes(data)

    def ask() -> None:
        with Store(file, create=False) as store:
            list(store.events()), list(store.ledger()), store.report("one"), store.search("snow")

    def add() -> None:
        with Store(file) as store:
            store.add(read(MORE), reader="a")

    for doing in (ask, add):
        with pytest.raises(StoreError) as error:
            doing()
        assert str(file) in said(error)
        assert "The file is damaged. Restore a backup, or save what can be read: sqlite3 FILE .recover" in said(error)
    assert file.read_bytes() == data


@pytest.mark.parametrize("table", ["event", "account", "entry", "report", "reading"])
def test_rows_whose_words_are_garbled_are_told(file: Path, table: str) -> None:
    """A document that a bad sector or a careless hand has cut short."""
    with Store(file) as store:
        store.add(list(varied(24)), reader="invented")
    column = "warnings" if table == "report" else "document"
    run(str(file), f"UPDATE {table} SET {column} = substr({column}, 1, length({column}) / 2) || 'x'")
    with Store(file) as store, pytest.raises(StoreError) as error:
        list(store.events()), list(store.ledger()), store.report("one")
    assert str(file) in said(error)
    assert "The file is damaged. Restore a backup" in said(error)


# --- writing


def test_a_store_that_another_process_writes_to_is_waited_for_and_then_told(
    filled: str, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 1)
    before = contents(filled)
    with Store(filled) as first, Store(filled) as second:
        with first._write() as writer:
            writer.add(read(MORE), "a")
            assert list(second.events())  # reading goes on
            with pytest.raises(StoreError) as error:
                second.add(read(MORE + " It rained."), reader="a")
            assert "Another process is writing to it. Wait until it has finished" in said(error)
            writer.connection.rollback()
        assert contents(filled) == before
        second.add(read(MORE + " It rained."), reader="a")
        assert second.counts()["reports"] == 2


def test_a_file_that_another_program_locks_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=DELETE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="Another process is writing to it"):
            Store(file)
        other.execute("ROLLBACK")
    assert Store(file).counts()["reports"] == 1


def test_a_new_file_that_another_process_is_making_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")  # SQLite itself refuses to change the mode at once, whatever the timeout
        finished = threading.Timer(0.3, other.execute, ["COMMIT"])
        finished.start()
        assert Store(path).counts()["reports"] == 0
        finished.join()


def test_a_full_disk_costs_nothing_that_was_stored(filled: str) -> None:
    readings = list(varied(64))
    before = contents(filled)
    with Store(filled) as store:
        if "://" in filled:
            run(filled, *FULL_DISK)
        else:
            with store.reading() as connection:
                pages = connection.execute(text("PRAGMA page_count")).scalar_one()
            on_each_connection(store, f"PRAGMA max_page_count = {pages + 20}")
        with pytest.raises(StoreError) as error:
            store.add(readings, reader="invented")
        assert "The disk is full. Free some space and run the command again" in said(error)
        assert contents(filled) == before
    if "://" in filled:
        run(filled, "DROP TRIGGER full_disk ON account")
    with Store(filled) as store:
        store.add(readings, reader="invented")
        assert store.counts()["reports"] == 65


def test_a_new_store_that_does_not_fit_on_the_disk_can_be_made_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "store.db"
    real = database.engine_of

    def small(place: str) -> Engine:
        engine = real(place)
        event.listen(engine, "connect", lambda connection, record: connection.execute("PRAGMA max_page_count = 10"))
        return engine

    monkeypatch.setattr("sitroom.store.store.engine_of", small)
    with pytest.raises(StoreError, match="The disk is full"):
        Store(path)
    monkeypatch.undo()
    with Store(path) as store:
        assert store.counts()["reports"] == 0


def test_a_read_only_file_is_read_and_not_written_to(read: Read) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.db"
        with Store(path) as store:
            store.add(read(FIRST, "2024-05-22", "Wire", "one"), reader="a")
        before = path.read_bytes()
        path.chmod(0o444)
        Path(folder).chmod(0o555)
        with unprivileged(), Store(path) as store:
            assert [e["type"] for e in store.events()] == ["ASSAULT"]
            with pytest.raises(StoreError) as error:
                store.add(read(MORE), reader="a")
        assert "It may not be written to. Change its mode" in said(error)
        assert path.read_bytes() == before
        Path(folder).chmod(0o755)


def test_a_file_that_may_not_be_read_is_told(read: Read) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        path = Path(folder) / "store.db"
        Store(path).close()
        path.chmod(0)
        with unprivileged(), pytest.raises(StoreError) as error:
            Store(path)
        assert "it cannot be read (Permission denied). Change its mode, or give another file." in said(error)


@contextmanager
def unprivileged() -> Iterator[None]:
    """As a user whom file modes bind: root may do everything."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(before)


def test_a_server_that_goes_away_in_the_middle_costs_nothing_that_was_stored(filled: str, read: Read) -> None:
    if "://" not in filled:
        return  # a file does not go away
    before = contents(filled)
    with Store(filled) as store:

        def readings() -> Iterator[Reading]:
            yield read(MORE)
            run(filled, GO_AWAY)
            yield read(MORE + " It rained.")

        with pytest.raises(StoreError) as error:
            store.add(readings(), reader="a")
        assert "The server went away in the middle. Run the command again" in said(error)
        assert contents(filled) == before
        store.add([read(MORE), read(MORE + " It rained.")], reader="a")
        assert store.counts()["reports"] == 3


def test_names_of_any_length_are_stored(place: str) -> None:
    (reading,) = varied(1)
    long = {
        p.name: f"Union of {p.name} and " + "the Associated Free Cantons " * 9 for e in reading.events for p in e.actors
    }

    def renamed(side: tuple[Party, ...]) -> tuple[Party, ...]:
        return tuple(replace(p, name=long.get(p.name, p.name), country=None) for p in side)

    events = tuple(replace(e, actors=renamed(e.actors), recipients=renamed(e.recipients)) for e in reading.events)
    entities = tuple(
        replace(e, name=long.get(e.name, e.name), kind="other", country=None, reference=None) for e in reading.entities
    )
    with Store(place) as store:
        store.add(replace(reading, events=events, entities=entities), reader="invented")
        assert {p["name"] for e in store.events() for p in e["actors"]} == set(long.values())


# --- correcting


def test_corrections_to_what_is_not_there_change_nothing(filled: str, read: Read) -> None:
    with Store(filled) as store:
        store.add(read(MORE, "2024-05-22", "Herald", "two"), reader="a")
        one, two = (e["id"] for e in store.events())
        with store.correcting(by="AK") as corrector:
            corrector.merge(one, [two])
        before = contents(filled)
        calls: list[tuple[Callable[[Any], object], str]] = [
            (lambda c: c.set("e-0000000000000000", {"status": "actual"}), "List them: sitroom events STORE --json"),
            (lambda c: c.set(two, {"status": "future"}), f"'{two}' was withdrawn.*Correct {one} instead"),
            (lambda c: c.drop(two), f"'{two}' was withdrawn.*Correct {one} instead"),
            (lambda c: c.merge(one, [two]), f"'{two}' was withdrawn.*Correct {one} instead"),
            (lambda c: c.merge(two, [one]), f"'{two}' was withdrawn.*Correct {one} instead"),
            (lambda c: c.split(two, ["two"]), f"'{two}' was withdrawn.*Correct {one} instead"),
            (lambda c: c.undo(77), "no revision 77. List them: sitroom correct STORE list"),
            (lambda c: c.status("l-0000000000000000", "lifted", None), "List them: sitroom ledger STORE --json"),
        ]
        for call, message in calls:
            with (
                pytest.raises((NotInStore, InputError), match=message) as error,
                store.correcting(by="AK") as corrector,
            ):
                call(corrector)
            said(error)
            assert contents(filled) == before


def test_a_vanished_entry_is_told_as_such(filled: str) -> None:
    with Store(filled) as store:
        store.add(list(varied(12)), reader="invented")
        entry = next(iter(store.ledger()))
        with store.correcting(by="AK") as corrector:
            for event_id in entry["events"]:
                corrector.drop(event_id)
        before = contents(filled)
        with pytest.raises(NotInStore, match=f"'{entry['id']}' was withdrawn"), store.correcting(by="AK") as corrector:
            corrector.status(entry["id"], entry["status"], None)
        assert contents(filled) == before


@pytest.mark.parametrize(
    "words",
    [
        ("events", "{folder}"),
        ("add", "{folder}/no/store.db", "{folder}/report.txt"),
        ("ledger", "{folder}/report.txt"),
        ("brief", "{folder}/none.db"),
        ("correct", "{store}", "drop", "e-0000000000000000", "--by", "AK"),
        ("correct", "{store}", "undo", "5", "--by", "AK"),
        ("export", "postgresql://u:secret@127.0.0.1:1/x", "--format", "csv"),
    ],
)
def test_a_command_prints_one_message_and_ends_with_a_status(
    file: Path,
    tmp_path: Path,
    words: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "report.txt").write_text("date 2023-11-08\nThe envoy met the junta.\n", encoding="utf-8")
    given = [w.format(folder=tmp_path, store=file) for w in words]
    monkeypatch.setattr(sys, "argv", ["sitroom", *given])
    with pytest.raises(SystemExit) as ended:
        main()
    out = capsys.readouterr()
    assert ended.value.code == 2
    assert out.out == "" and out.err.startswith("sitroom: ") and out.err.count("\n") == 1
    assert "secret" not in out.err


# --- killed


@pytest.mark.usefixtures("processes")
def test_killed_at_random_moments(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """benchmarks/kill_while_adding.py does it a hundred times."""
    monkeypatch.setattr(storing, "_readings", None)  # put back after add_all
    path = write_input([*varied(70), *alike(20)], tmp_path)
    reference = str(tmp_path / "reference.db")
    killed_until_done(reference, path, lambda: 600.0, 0)
    expected = contents(reference)
    kills, starts = killed_until_done(place, path, delays(random.Random(place[-4:]), 0.3, 1.2), 8)
    assert kills > 0 and starts == kills + 1
    assert contents(place) == expected
    add_all(place, str(path))  # once more: everything is known
    assert contents(place) == expected
