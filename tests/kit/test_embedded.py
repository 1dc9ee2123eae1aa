"""What is stood up in this process is closed at the end of the run."""

import gc
import sqlite3
import sys
import threading
from types import SimpleNamespace

import httpx
import pytest

from homologa.features.kit import embedded
from homologa.features.kit.watched import WatchedTransport


def open_databases() -> set[int]:
    return {id(held) for held in gc.get_objects() if isinstance(held, sqlite3.Connection) and _answers(held)}


def _answers(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("SELECT 1")
    except sqlite3.ProgrammingError:
        return False
    return True


def test_a_run_leaves_no_database_open() -> None:
    before = open_databases()
    place = embedded.in_process()
    place.control.create_world()
    during = open_databases()
    place.driver.close()
    place.close()
    assert len(during - before) >= 3
    assert open_databases() - before == set()


@pytest.mark.parametrize("closes", [True, False])
def test_the_connector_is_closed_when_it_can_be(monkeypatch: pytest.MonkeyPatch, closes: bool) -> None:
    closed: list[bool] = []
    connector = SimpleNamespace(close=lambda: closed.append(True)) if closes else SimpleNamespace()
    factory = SimpleNamespace(create=lambda transport, base_url: connector)
    monkeypatch.setitem(sys.modules, "conector_alheio", factory)
    embedded.in_process("conector_alheio:create").close()
    assert closed == [True] * closes


@pytest.mark.parametrize(
    ("method", "url", "is_direct"),
    [
        ("GET", "https://localhost/_homologa/v1/worlds/w/views/tiny/pedidos", True),
        ("GET", "https://localhost/_homologa/v1/worlds/w/quiet", False),
        ("POST", "https://localhost/_homologa/v1/worlds/w/pump", False),
        ("GET", "https://conector.example/state", False),
    ],
)
def test_only_what_cannot_reach_the_connector_is_called_in_the_thread_of_the_caller(
    method: str, url: str, is_direct: bool
) -> None:
    threads: list[threading.Thread] = []
    inner = httpx.MockTransport(lambda _: threads.append(threading.current_thread()) or httpx.Response(200))
    watched = WatchedTransport(inner, lambda: 0, is_harmless=embedded.only_looks)

    watched.handle_request(httpx.Request(method, url))

    assert (threads == [threading.current_thread()]) is is_direct
