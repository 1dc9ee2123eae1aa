"""Connectors that are started by a command come up, or it is told why they did not."""

import os
import select
import shlex
import sys
from pathlib import Path

import pytest

from homologa.features.kit import process
from homologa.features.kit.errors import Blocked

SAYS_URL = "import json, time; print(json.dumps({'url': 'http://127.0.0.1:9'}), flush=True); "


def command(code: str) -> str:
    return shlex.join([sys.executable, "-c", code])


def test_the_url_is_taken_from_what_the_command_prints() -> None:
    with process.started(command("print('olá', flush=True); " + SAYS_URL + "time.sleep(60)"), None) as url:
        assert url == "http://127.0.0.1:9"


def test_a_talkative_connector_is_not_held_up(tmp_path: Path) -> None:
    fifo = tmp_path / "fim"
    os.mkfifo(fifo)
    talk = f"[print('x' * 5000, flush=True) for _ in range(200)]; open({str(fifo)!r}, 'w').write('fim'); time.sleep(60)"
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    with process.started(command(SAYS_URL + talk), None):
        ready, _, _ = select.select([reader], [], [], 20)
    os.close(reader)
    assert ready


def test_a_command_that_ends_is_told_with_its_code_and_last_words() -> None:
    code = "import sys; print('faltou o módulo'); sys.exit(3)"
    with pytest.raises(Blocked, match=r"terminou \(código 3\).*faltou o módulo"), process.started(command(code), None):
        pass


def test_a_command_that_stays_silent_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "START_PATIENCE", 0.2)
    monkeypatch.setattr(process, "ANNOUNCE_PATIENCE", 0.1)
    silent = command("import time; time.sleep(60)")
    with pytest.raises(Blocked, match="não disse a sua URL"), process.started(silent, None):
        pass


def test_a_banner_without_a_url_is_told_soon_with_what_was_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "ANNOUNCE_PATIENCE", 2.0)
    banner = command("import time; print('Ponte 1.0 em http://127.0.0.1:9', flush=True); time.sleep(60)")
    with pytest.raises(Blocked) as told, process.started(banner, None):
        pass
    assert told.value.reason == (
        "o comando do conector não disse a sua URL em 2 s, que se espera numa linha como "
        '{"url": "http://127.0.0.1:8010"}: Ponte 1.0 em http://127.0.0.1:9'
    )


def test_a_command_that_does_not_exist_blocks() -> None:
    with pytest.raises(Blocked, match="não pôde ser iniciado"), process.started("comando-que-nao-existe", None):
        pass
