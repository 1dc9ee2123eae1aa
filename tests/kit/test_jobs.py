"""`homologa verify -j`: the scenarios spread over processes, with the report of one."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from homologa.features.kit import commands, paths, results
from homologa.features.kit.process import started

EXAMPLE = Path(__file__).parents[2] / "examples" / "connector.py"
HOMOLOGA = Path(sys.executable).parent / "homologa"

FEATURE = """
    @NOV-07
    Funcionalidade: {title}
      Cenário: Compra
        Dado que tenho 3 produtos
        Quando compro mais um
        Então são 4 produtos

      Esquema do Cenário: Contas
        Dado que tenho <n> produtos
        Quando compro mais um
        Então são {sum} produtos

        Exemplos:
          | n |
          | 1 |
          | 2 |
          | 3 |
"""
SILENT = """
import json, os, pathlib, socket, sys
listening = socket.create_server(("127.0.0.1", 0))
print(json.dumps({"url": f"http://127.0.0.1:{listening.getsockname()[1]}"}), flush=True)
calls = [listening.accept()]
pathlib.Path(sys.argv[1]).write_text(str(os.getpid()))
while True:
    calls.append(listening.accept())
"""
"""A connector that writes its number into a file when it is called, and never answers."""
REPEATED = str(paths.PACKAGE / "novaoito" / "repetidos.feature")
NOVAOITO = str(paths.PACKAGE / "novaoito" / "pendentes.feature")


def verify(*arguments: str) -> Result:
    return CliRunner().invoke(commands.verify, list(arguments))


def without_times(text: str) -> str:
    return re.sub(r'"(seconds|date)": [^,\n]+', r'"\1": 0', text)


@pytest.fixture
def features(toy: Any) -> Any:
    for name in ("a", "b", "c"):
        toy.feature(FEATURE.format(title=name, sum="4"), f"{name}.feature")
    return toy


def test_the_report_is_that_of_one_process(features: Any) -> None:
    alone, spread = verify("cenarios", "--json"), verify("cenarios", "--json", "-j", "3")

    assert (alone.exit_code, spread.exit_code) == (1, 1)
    assert without_times(spread.stdout) == without_times(alone.stdout)
    assert json.loads(spread.stdout)["totals"]["failed"] == 6


def test_the_shipped_scenarios_too() -> None:
    alone, spread = verify(NOVAOITO, "--json"), verify(NOVAOITO, "--json", "-j", "2")

    assert alone.exit_code == 0
    assert without_times(spread.stdout) == without_times(alone.stdout)


def test_a_faulty_feature_stops_the_run(features: Any) -> None:
    features.feature("@NOV-07\nFuncionalidade: F\n  Cenário: C\n    Então nada que exista\n", "d.feature")

    alone, spread = verify("cenarios"), verify("cenarios", "-j", "2")

    assert (alone.exit_code, spread.exit_code) == (2, 2)
    assert spread.stderr == alone.stderr
    assert "nada foi executado" in spread.stderr


def test_what_keeps_a_run_from_beginning_is_told_once() -> None:
    refused = verify(NOVAOITO, "--embedded", "nada:nada", "-j", "2")

    assert refused.exit_code == 2
    assert refused.stderr.count("não foi possível carregar o conector «nada:nada»") == 1
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("jobs", ["1", "2", "3"])
def test_a_process_that_dies_is_told_and_never_a_result(features: Any, jobs: str) -> None:
    features.feature("@NOV-07\nFuncionalidade: F\n  Cenário: C\n    Então o processo morre\n", "a0.feature")

    died = verify("cenarios", "-k", "C", "-j", jobs)

    assert died.exit_code == 3
    assert "a execução terminou antes do fim" in died.stderr
    assert "Resultado" not in died.stdout


@pytest.mark.parametrize("jobs", ["0", "-1", "65", "1.5", "dois", "", "²"])
def test_a_number_of_processes_that_makes_no_sense(features: Any, jobs: str) -> None:
    refused = verify("cenarios", f"-j{jobs}" if jobs else "--jobs=")

    assert refused.exit_code == 2
    assert "-j pede um número de 1 a 64, ou auto" in refused.stderr


def test_worlds_are_kept_by_one_process(features: Any) -> None:
    refused = verify("cenarios", "-j", "2", "--keep", "mundos")

    assert refused.exit_code == 2
    assert "uma pasta de mundos é de um processo só" in refused.stderr


def test_a_connector_of_several_set_ups_is_shared() -> None:
    served = ("--command", f"{HOMOLOGA} connector --port 0 --json")
    alone, spread = verify(NOVAOITO, "--json", *served), verify(NOVAOITO, "--json", *served, "-j", "2")

    assert alone.exit_code == 0
    assert without_times(spread.stdout) == without_times(alone.stdout)


@pytest.mark.parametrize("given", ["--command", "--connector"])
def test_a_connector_of_one_set_up_is_not_shared(given: str) -> None:
    with ExitStack() as stack:
        target = f"{sys.executable} {EXAMPLE} --port 0"
        if given == "--connector":
            target = stack.enter_context(started(target, None))
        refused = verify(NOVAOITO, given, target, "-j", "2")

    assert refused.exit_code == 2
    assert refused.stderr.count("o conector atende a uma preparação por vez (sem a capacidade “several”)") == 1


def test_a_command_that_does_not_start_is_told_once() -> None:
    refused = verify(NOVAOITO, "--command", "nada-que-exista", "-j", "2")

    assert refused.exit_code == 2
    assert refused.stderr.count("o comando do conector não pôde ser iniciado") == 1


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_that_is_told_to_end_leaves_no_connector(tmp_path: Path, jobs: str) -> None:
    program, called = tmp_path / "silent.py", tmp_path / "called"
    program.write_text(SILENT)
    os.mkfifo(called)
    command = f"{sys.executable} {program} {called}"

    with subprocess.Popen([HOMOLOGA, "verify", REPEATED, "--command", command, "-j", jobs]) as run:
        connector = int(called.read_text())
        run.terminate()

    assert run.returncode == 143
    with pytest.raises(ProcessLookupError):
        os.kill(connector, 0)


@pytest.mark.parametrize("option", ["--command", "--connector", "--simulators", "--embedded"])
@pytest.mark.parametrize("value", ["", " "])
def test_an_empty_option_is_not_taken_for_none(features: Any, option: str, value: str) -> None:
    refused = verify("cenarios", option, value)

    assert refused.exit_code == 2
    assert f"{option} veio sem valor" in refused.stderr


def test_a_folder_of_reports_that_cannot_be_made_stops_before_the_run(features: Any) -> None:
    Path("taken").touch()

    refused = verify("cenarios", "--report", "taken/reports")

    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "não foi possível criar a pasta taken/reports dos relatórios" in refused.stderr


@pytest.mark.parametrize(("second", "reason"), [(("clock", "several"), None), (("several",), "rode sem -j")])
def test_a_connector_that_answers_each_process_differently_is_refused(
    tmp_path: Path, second: tuple[str, ...], reason: str | None
) -> None:
    results.ResultsWriter(tmp_path / "r").end(0)
    for number, capabilities in enumerate((("clock", "several"), second)):
        writer = results.ResultsWriter(tmp_path / f"r.gw{number}")
        writer.add(results.Connector("Ponte", "http://c", ("novaoito",), capabilities))
        writer.end(0)

    refusal = results.read(tmp_path / "r").refusal

    assert (refusal and refusal.reason.rpartition(": ")[2]) == reason
