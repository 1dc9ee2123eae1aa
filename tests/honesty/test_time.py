"""Scenarios in which time passes, or the connector starts again, run where they can and are skipped where not."""

import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "connector.py"
SCENARIO = """# language: pt
@NOV-06
Funcionalidade: Tempo

  Cenário: {name}
    Dado a loja Novaoito integrada ao Tiny
    Quando {step}
    Dado que a Novaoito tem os produtos:
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    Quando integro os produtos pendentes com a operação "Enviar produtos da loja para o ERP"
    Então o Tiny tem 1 produto com o SKU "CAN-01"
"""


@pytest.fixture(params=["passam 10 minutos", "o conector recomeça"])
def scenario(request, tmp_path) -> str:
    path = tmp_path / "tempo.feature"
    path.write_text(SCENARIO.format(name=request.param, step=request.param), encoding="utf-8")
    return str(path)


def test_the_reference_connector_lives_in_virtual_time_and_starts_again(verify, scenario):
    verdict = verify(scenario)
    assert verdict.exit_code == 0
    assert set(verdict.scenarios().values()) == {"passed"}


def test_a_connector_without_the_capability_is_skipped_with_the_reason(verify, scenario):
    verdict = verify(scenario, "--command", f"{sys.executable} {EXAMPLE} --port 0")
    assert set(verdict.scenarios().values()) == {"skipped"}
    assert verdict.report["scenarios"][0]["reason"] in ("sem tempo virtual", "o conector não sabe recomeçar")
