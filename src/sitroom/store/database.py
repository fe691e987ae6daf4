"""Opening a store: a path is an SQLite file, a URL a server; one writer at a time, readers beside it.

SQLite runs in WAL mode with an immediate lock for writing; PostgreSQL takes an advisory lock. What a driver complains of comes out
as StoreError in words.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from sitroom.errors import StoreError, StoreTooNew

FORMATS = ("0001",)
"""Every migration, the oldest first."""
HEAD = FORMATS[-1]
BUSY_SECONDS = 60
"""How long a writer waits for another."""
WRITER_LOCK = 7_140_423
"""Key of the advisory lock that PostgreSQL's writers take."""
SQLITE_MAGIC = b"SQLite format 3\x00"


def is_url(place: str) -> bool:
    return re.match(r"^[a-z][a-z0-9+]*://", place) is not None


def engine_of(place: str) -> Engine:
    """The engine for a path or a URL. Raises StoreError for a URL of an unknown kind or without its driver."""
    if not is_url(place):
        return _sqlite(place)
    try:
        url = make_url(place)
    except (SQLAlchemyError, ValueError) as error:
        raise StoreError(
            f"{_hidden(place)} is not a database URL. Write postgresql://USER@HOST/NAME, or give a file name."
        ) from error
    if url.get_backend_name() == "sqlite":
        return _sqlite(url.database or ":memory:")
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise StoreError(
            f"{_hidden(place)}: only SQLite files and PostgreSQL servers hold stores. Write postgresql://USER@HOST/NAME."
        )
    try:
        return create_engine(
            url.set(drivername="postgresql+psycopg"),
            connect_args={"connect_timeout": 10, "options": f"-c lock_timeout={int(BUSY_SECONDS * 1000)}"},
            pool_pre_ping=True,
        )
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise StoreError(
            "The PostgreSQL driver is not installed. Install it: pip install 'sitroom[postgres]'."
        ) from error


def _hidden(place: str) -> str:
    """A URL without its password."""
    return re.sub(r"(://[^:/@]*):.*@", r"\1:***@", place)


def _sqlite(path: str) -> Engine:
    if path != ":memory:":
        _check_file(Path(path))
    frozen = Path(path).exists() and not (_may_write(Path(path)) and _may_write(Path(path).absolute().parent))

    def connect() -> sqlite3.Connection:
        if frozen:
            # Without leave to write beside it, only a file that nobody changes can be read.
            return sqlite3.connect(f"{Path(path).absolute().as_uri()}?immutable=1", uri=True, check_same_thread=False)
        return sqlite3.connect(path, timeout=BUSY_SECONDS, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, record: object) -> None:
        connection.isolation_level = None  # BEGIN is ours, below
        cursor = connection.cursor()
        if not frozen:
            _write_ahead(cursor)
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA cache_size=-65536")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _write_ahead(cursor: sqlite3.Cursor) -> None:
    """Switch a file to WAL. SQLite does not wait for another process while it changes the mode of a new file: this does."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(0.02)


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _check_file(path: Path) -> None:
    """Say clearly what is wrong with a file before the driver does so darkly."""
    if path.is_dir():
        raise StoreError(f"{path} is a directory. Give a file name for the store, as in {path / 'crisis.db'}.")
    if not path.parent.exists():
        raise StoreError(f"{path}: the folder {path.parent} does not exist. Make it first, or give another place.")
    if path.exists():
        try:
            with path.open("rb") as stream:
                head = stream.read(16)
        except OSError as error:
            raise StoreError(
                f"{path}: it cannot be read ({error.strerror}). Change its mode, or give another file."
            ) from error
        if head and head != SQLITE_MAGIC:
            raise StoreError(
                f"{path} is no store: the file begins with other bytes than SQLite's. Give a new file name, or restore a backup."
            )


@contextmanager
def in_words(place: str) -> Iterator[None]:
    """Turn what a driver raises into a StoreError that says what to do."""
    try:
        yield
    except DBAPIError as error:
        raise StoreError(_words(_hidden(place), str(error.orig))) from error
    except json.JSONDecodeError as error:
        raise StoreError(_words(_hidden(place), f"a row is malformed ({error})")) from error


def _words(place: str, problem: str) -> str:
    said = " ".join(problem.split())
    for pattern, remedy in (
        (
            r"database is locked|lock timeout",
            "Another process is writing to it. Wait until it has finished, and run the command again: nothing was lost.",
        ),
        (
            r"disk (?:is )?full|No space left",
            "The disk is full. Free some space and run the command again: what was stored before is unharmed.",
        ),
        (
            r"malformed|not a database|corrupt",
            "The file is damaged. Restore a backup, or save what can be read: sqlite3 FILE .recover > dump.sql",
        ),
        (
            r"readonly|read-only|attempt to write",
            "It may not be written to. Change its mode, or copy it to a place where you may write.",
        ),
        (
            r"unable to open database file",
            "It cannot be opened. Check that the folder exists and that you may write there.",
        ),
        (
            r"password authentication|no password supplied|role .* does not exist",
            "The server refuses the user. Check user and password in the URL or in PGPASSWORD.",
        ),
        (r"database .* does not exist", "Make the database first: createdb NAME"),
        (
            r"connection (?:refused|failed|timeout|is bad)|could not (?:connect|translate)|timeout expired|"
            r"resolve|Name or service not known",
            "The server cannot be reached. Check that it runs, and host and port of the URL.",
        ),
        (
            r"server closed the connection|terminating connection|connection already closed",
            "The server went away in the middle. Run the command again: it goes on where it stopped.",
        ),
    ):
        if re.search(pattern, said, re.IGNORECASE):
            return f"{place}: {said[:200]}. {remedy}"
    return f"{place}: {said[:300]}. The store was left as it was."


def prepare(engine: Engine, place: str, *, create: bool) -> None:
    """Make or upgrade the tables. Raises StoreError for a file that is no store, StoreTooNew for a later version's."""
    if not create and not is_url(place) and not Path(place).exists():
        raise StoreError(f"{place}: there is no such store. Make one: sitroom add {place} REPORTS...")
    with in_words(place):
        version, others = _state(engine)
    if version == HEAD:
        return
    if version is None:
        if others and not set(others) <= {"spatial_ref_sys"}:
            raise StoreError(
                f"{_hidden(place)} holds other tables ({', '.join(sorted(others)[:3])}). Give the store a database of its own."
            )
        if not create:
            raise StoreError(
                f"{_hidden(place)}: there is no such store. Make one: sitroom add {_hidden(place)} REPORTS..."
            )
    elif version not in FORMATS and version < HEAD:
        raise StoreError(f"{_hidden(place)} has format {version}, which no Sitroom has written. Restore a backup.")
    elif version > HEAD:
        raise StoreTooNew(
            f"{_hidden(place)} has format {version}; this Sitroom knows formats up to {HEAD}. Update Sitroom: pip install -U sitroom"
        )
    _migrate(engine, place)


def _state(engine: Engine) -> tuple[str | None, list[str]]:
    """Format and tables at one moment: another process may be making them just now."""
    with at_one_moment(engine) as connection:
        tables = inspect(connection).get_table_names()
        if "alembic_version" not in tables:
            return None, tables
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return str(found) if found is not None else None, tables


def _migrate(engine: Engine, place: str) -> None:
    from importlib import resources

    from alembic import command
    from alembic.config import Config

    config = Config()
    with in_words(place), resources.as_file(resources.files("sitroom.store") / "migrations") as folder:
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        with writing(engine) as connection:
            # Another process may have made the tables while this one waited for the lock.
            if not inspect(connection).has_table("alembic_version") or (
                connection.execute(text("SELECT version_num FROM alembic_version")).scalar() != HEAD
            ):
                config.attributes["connection"] = connection
                command.upgrade(config, "head")


@contextmanager
def at_one_moment(engine: Engine) -> Iterator[Connection]:
    """A connection for which everything is of one moment, whoever writes meanwhile: SQLite's way, and asked of PostgreSQL."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction in which nobody else writes; all of it is kept, or nothing."""
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITER_LOCK})
        yield connection


def dialect(connection: Connection) -> Any:
    return connection.dialect.name
