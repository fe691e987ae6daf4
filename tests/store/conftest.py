"""Stores under test: the same tests on an SQLite file and on a PostgreSQL server, and reports of the stand-in's little language."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from sitroom.codebook.records import Reading
from sitroom.intake import report_from_text
from sitroom.reader import Reader
from sitroom.store import Store

SERVER = os.environ.get("SITROOM_TEST_POSTGRES")
"""postgresql://USER:PASSWORD@HOST/NAME of a server on which databases may be made and dropped."""


@pytest.fixture(scope="session")
def template() -> Iterator[str | None]:
    """A database with the tables in it, from which each test's is copied; None without a server."""
    if SERVER is None:
        yield None
        return
    name = f"sitroom_template_{uuid.uuid4().hex[:8]}"
    _server(f'CREATE DATABASE "{name}"')
    Store(make_url(SERVER).set(database=name).render_as_string(hide_password=False)).close()
    yield name
    _server(f'DROP DATABASE "{name}" WITH (FORCE)')


def _server(statement: str) -> None:
    assert SERVER is not None
    engine = create_engine(make_url(SERVER).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path, template: str | None) -> Iterator[str]:
    """Where a store can be made: a file that is not there yet, or an empty store on the server."""
    if request.param == "sqlite":
        yield str(tmp_path / "store.db")
        return
    if template is None or SERVER is None:
        pytest.skip("no PostgreSQL server: set SITROOM_TEST_POSTGRES=postgresql://USER:PASSWORD@HOST/NAME")
    name = f"sitroom_test_{uuid.uuid4().hex[:12]}"
    _server(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    _server(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with Store(place) as opened:
        yield opened


@pytest.fixture
def read(standin: Reader) -> Callable[..., Reading]:
    """read("Mali bombed Kenya.", "2024-05-20", "Wire") -> its reading by the stand-in."""

    def make(
        words: str, published: str | None = "2024-05-20", source: str | None = "Wire", id: str | None = None
    ) -> Reading:
        day = date.fromisoformat(published) if published else None
        return standin.read(report_from_text(words, published=day, source=source, id=id))

    return make
