"""What is stood up in this process is closed at the end of the run."""

import gc
import sqlite3
import sys
from types import SimpleNamespace

import pytest

from homologa.features.kit import embedded


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
