"""The commands over simulators in this process, with no sockets."""

import json
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from homologa.simulators.cli import main
from homologa.simulators.control.client import Control
from homologa.simulators.site import CONTROL_URL, build


class Heard(httpx.BaseTransport):
    """Passes requests on and keeps what they asked for; whoever follows the journal is stopped as by Ctrl+C."""

    def __init__(self, inner: httpx.BaseTransport) -> None:
        self._inner = inner
        self.calls: list[tuple[str, str]] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.calls.append((request.method, request.url.path))
        if request.url.path.endswith("/journal/stream"):
            raise KeyboardInterrupt
        return self._inner.handle_request(request)


@pytest.fixture
def site():
    made = build()
    yield made
    made.worlds.close()


@pytest.fixture
def heard(site):
    return Heard(site.transport)


@pytest.fixture
def world(site):
    return Control(CONTROL_URL, site.transport).create_world(id="um", now="2026-11-03T09:00:00-03:00")


@pytest.fixture
def call(heard):
    """Runs `homologa …` as a shell would; gives its whole result."""

    def begin(*words: str, transport: httpx.BaseTransport | None = None, url: str = CONTROL_URL) -> Any:
        env = {"HOMOLOGA_SIMULATORS": url, "HOMOLOGA_WORLD": None}
        return CliRunner().invoke(main, words, obj=transport or heard, env=env, catch_exceptions=False)

    return begin


@pytest.fixture
def homologa(call):
    """Runs a command that ends well; gives what it printed."""

    def begin(*words: str) -> str:
        ended = call(*words)
        assert (ended.exit_code, ended.stderr) == (0, "")
        return ended.stdout

    return begin


@pytest.fixture
def answer(homologa):
    """Runs a command with --json; gives the document."""
    return lambda *words: json.loads(homologa(*words, "--json"))
