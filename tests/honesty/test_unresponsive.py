"""A connector that hangs is given up once, and the run ends by the patience that was asked for."""

import sys
from pathlib import Path

import pytest

CONNECTORS = Path(__file__).parent / "connectors"
SERVED = """
import json, sys
sys.path.insert(0, {folder!r})
from wsgiref.simple_server import WSGIRequestHandler, make_server
import {module}
class Silent(WSGIRequestHandler):
    def log_message(self, *_):
        pass
server = make_server("127.0.0.1", 0, {module}.create(None, ""), handler_class=Silent)
print(json.dumps({{"url": f"http://127.0.0.1:{{server.server_port}}"}}), flush=True)
server.serve_forever()
"""
QUIET = """# language: pt
@NOV-06
Funcionalidade: Tempo

  Cenário: O que nada pede não espera por nada
    Dado a loja Novaoito integrada ao Tiny
    Quando passam 10 minutos
    Então a Novaoito tem 0 produtos ao todo
"""


@pytest.fixture
def command(tmp_path):
    """A command that serves a connector of these tests."""

    def write(module: str) -> str:
        path = tmp_path / f"serve_{module}.py"
        path.write_text(SERVED.format(module=module, folder=str(CONNECTORS)), encoding="utf-8")
        return f"{sys.executable} {path}"

    return write


@pytest.mark.parametrize("face", ["embedded", "served"])
def test_a_connector_that_hangs_ends_by_patience(verify, command, face):
    connector = ["--embedded", "looping:create"] if face == "embedded" else ["--command", command("looping")]
    verdict = verify(*connector, "--patience", "2", "-t", "NOV-06 or NOV-03")
    assert (verdict.exit_code, verdict.report["result"]) == (1, "incompleto")
    rows = [row for row in verdict.report["scenarios"] if row["verdict"] != "passed"]
    assert len(rows) > 2
    assert {row["verdict"] for row in rows} == {"blocked"}
    assert len({row["reason"] for row in rows}) == 1


def test_one_that_calls_its_next_look_a_wait_is_blocked_in_words(verify, tmp_path):
    scenario = tmp_path / "tempo.feature"
    scenario.write_text(QUIET, encoding="utf-8")
    (row,) = verify(str(scenario), "--embedded", "polling:as_a_wait").report["scenarios"]
    assert row["verdict"] == "blocked"
    assert "a próxima consulta de quem consulta não é espera: diz-se em `wakes_at`" in row["reason"]
    (row,) = verify(str(scenario), "--embedded", "polling:beside_idle").report["scenarios"]
    assert row["verdict"] == "passed"


def test_one_that_stays_busy_is_given_up_once(verify):
    verdict = verify("--embedded", "busy:create", "--patience", "0.1", "-t", "NOV-06 or NOV-07")
    reasons = {row["reason"] for row in verdict.report["scenarios"]}
    assert reasons == {"o conector continua ocupado, e nada acontece há 0.1 s"}
