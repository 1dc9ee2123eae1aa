"""Where simulators and connector are: what is wrong is one line before the first scenario; no proxy is in the way."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from homologa.features.kit import commands
from homologa.features.kit.verify import hosts_without_proxy
from homologa.simulators.server import Address, Server

ROOT = Path(__file__).parents[2]
HOMOLOGA = shlex.quote(str(Path(sys.executable).parent / "homologa"))
REFERENCE = f"{HOMOLOGA} connector --port 0 --json"
EXAMPLE = f"{shlex.quote(sys.executable)} {shlex.quote(str(ROOT / 'examples' / 'connector.py'))} --port 0"
ONE = "features/novaoito/enviar.feature:8"
NOBODY = "http://127.0.0.1:9"


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server(Address(port=0))
    made.start()
    yield made
    made.stop()


def verify(*arguments: str) -> Result:
    return CliRunner().invoke(commands.verify, [ONE, *arguments])


def test_simulators_are_named_by_the_url_that_every_command_takes(server: Server) -> None:
    for url in (server.urls["control"], f"{server.urls['control']}/", server.control_url):
        result = verify("--simulators", url, "--command", REFERENCE)
        assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "Resultado: homologado")
    assert server.site.worlds.all() == []


def test_a_platforms_own_port_is_no_control_api(server: Server) -> None:
    result = verify("--simulators", server.urls["tiny"], "--command", REFERENCE)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "não é o controle dos simuladores" in result.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--connector", NOBODY], f"ninguém responde em {NOBODY}"),
        (["--connector", "127.0.0.1:8010"], "não é um endereço"),
        (["--connector", "http://[::1"], "não é um endereço"),
        (["--command", "comando-que-nao-existe"], "não pôde ser iniciado"),
        (
            ["--command", f"{shlex.quote(sys.executable)} -c \"print('Ponte 1.0')\""],
            "sem dizer a sua URL, que se espera",
        ),
        (["--simulators", NOBODY, "--command", REFERENCE], f"ninguém responde em {NOBODY}"),
        (["--simulators", "127.0.0.1:8000", "--command", REFERENCE], "não é um endereço"),
        (["--embedded", "nada:fabrica"], "não foi possível carregar o conector «nada:fabrica»"),
    ],
)
def test_what_can_be_seen_before_the_first_scenario_is_one_line(options: list[str], words: str) -> None:
    result = verify(*options)
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("homologa: ")]
    assert words in line
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("command", [REFERENCE, EXAMPLE], ids=["reference", "example"])
def test_a_proxy_in_the_environment_does_not_stand_before_this_machine(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, NOBODY)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    assert verify("--command", command).exit_code == 0


def test_what_the_environment_spares_from_the_proxy_stays_spared() -> None:
    assert hosts_without_proxy({"NO_PROXY": "a.example,127.0.0.1"}) == "a.example,127.0.0.1,localhost,::1"


def test_simulators_that_stop_answering_block(toy: Any) -> None:
    toy.feature("@NOV-07\nFuncionalidade: F\n  Cenário: C\n    Então os simuladores somem\n")
    (result,) = toy.run().scenarios
    assert result.verdict == "blocked"
    assert result.reason == "os simuladores deixaram de responder (ConnectError)"
