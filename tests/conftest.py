"""Fixtures that several folders share: the packaged tokenizer, a stand-in reader, the real reader."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from sitroom.reader import Reader, load
from sitroom.reading.settings import Thresholds
from sitroom.reading.windows import load_tokenizer
from tests.standin import StandIn


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    return load_tokenizer(Path(str(resources.files("sitroom.reading"))) / "model" / "tokenizer.json")


@pytest.fixture(scope="session")
def standin(tokenizer: Tokenizer) -> Reader:
    """Reads a little language: four parties, a few verbs, fields of one word."""
    scorer = StandIn(
        tokenizer,
        mentions={"mali": "state", "kenya": "state", "ghana": "state", "chad": "state", "she": "person"},
        triggers={
            "condemned": ("ACCUSE", "disapprove", "actual"),
            "suspended": ("SANCTION", "discontinue", "actual"),
            "lifted": ("CONCEDE", None, "actual"),
            "urged": ("REQUEST", "change", "actual"),
            "refused": ("REJECT", "change", "actual"),
            "invited": ("REQUEST", "meet", "actual"),
            "ignored": ("REJECT", "meet", "actual"),
            "met": ("CONSULT", None, "actual"),
            "warned": ("THREATEN", "restrict", "hypothetical"),
            "promised": ("AGREE", None, "future"),
            "bombed": ("ASSAULT", "heavy-weapons", "actual"),
        },
        fields={"yesterday": "date", "tuesday": "date", "friday": "deadline", "2019": "date"},
    )
    return Reader(scorer, tokenizer, Thresholds(), "stand-in")


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The packaged model."""
    return load()


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Nothing under test reaches for the network; a test that drives a browser says so by its mark."""
    if request.node.get_closest_marker("browser"):
        return
    import socket

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a test tried to open a network connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """In a run that must not skip, a skipped test is a failure."""
    if os.environ.get("SITROOM_NO_SKIPS") and terminalreporter.stats.get("skipped"):
        terminalreporter.write_line("skipped tests are not allowed in this run")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("SITROOM_NO_SKIPS") and reporter and reporter.stats.get("skipped") and exitstatus == 0:
        session.exitstatus = 1
