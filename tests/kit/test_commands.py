"""`homologa verify` and `check` as their users call them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click import Command
from click.testing import CliRunner, Result

from homologa.features.kit import commands

GOOD = """
    @NOV-07
    Funcionalidade: F
      Cenário: Compra
        Dado que tenho 3 produtos
        Quando compro mais um
        Então são 4 produtos
"""
PATIENT = """

def pytest_addoption(parser):
    parser.addoption("--homologa-patience")


@pytest.fixture(autouse=True)
def patient(request):
    assert request.config.getoption("homologa_patience") == "2.5"
"""
BAD = GOOD.replace("são 4", "são 5")


def verify(*arguments: str) -> Result:
    return CliRunner().invoke(commands.verify, list(arguments))


def test_all_passed(toy: Any) -> None:
    toy.feature(GOOD)
    result = verify("cenarios")
    assert result.exit_code == 0
    assert "1 cenário em" in result.stdout
    assert "1 aprovado" in result.stdout
    assert "NOV-07" in result.stdout


@pytest.mark.parametrize(
    ("step", "code"),
    [
        ("Então a conferência simples falha", 1),
        ("Então falta o que eu preciso", 1),
        ("Então preciso de tempo virtual", 1),
        ("Então não é comigo", 1),
        ("Então o kit quebra", 3),
        ("Então peço uma tela que não existe", 2),
    ],
)
def test_exit_codes(toy: Any, step: str, code: int) -> None:
    toy.feature(f"@NOV-07\nFuncionalidade: F\n  Cenário: C\n    {step}\n")
    assert verify("cenarios").exit_code == code


def test_an_own_decision_only_warns(toy: Any) -> None:
    toy.feature(BAD.replace("NOV-07", "NOV-14"))
    result = verify("cenarios")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == "Resultado: com ressalvas (1 ressalva)"


def test_warnings_can_be_accepted(toy: Any) -> None:
    toy.feature(BAD.replace("NOV-07", "NOV-14"))
    result = verify("cenarios", "--accept-warnings", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["result"] == "com ressalvas"


def test_json_is_all_that_goes_to_stdout(toy: Any) -> None:
    toy.feature(BAD)
    result = verify("cenarios", "--json", "--report", "relatorios")
    document = json.loads(result.stdout)
    assert document["totals"]["failed"] == 1
    assert document["scenarios"][0]["feature"] == "cenarios/a.feature"
    assert json.loads((toy.folder.parent / "relatorios" / "homologa.json").read_text("utf-8")) == document


def test_faulty_features_are_refused_before_anything_runs(toy: Any) -> None:
    toy.feature(GOOD)
    toy.feature("Funcionalidade: F\n  Cenário: C\n    dado que tenho 3 produtos\n", name="b.feature")
    result = verify("cenarios", "--json")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "cenarios/b.feature:4: «dado» aqui é lido como descrição" in result.stderr
    assert "nada foi executado" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["cenarios", "-t", "NOV-07 and not NOV-07"], "nenhum cenário com essas tags"),
        (["cenarios", "-t", "NOV-08 or @IDE-02"], "ainda não há cenário nestes caminhos para NOV-08, IDE-02"),
        (["cenarios", "-k", "venda"], "nenhum cenário com essas tags ou esse nome"),
        (["cenarios", "-t", "NOV-07 or"], "não entendi a expressão de tags «NOV-07 or»"),
        (["nada"], "o caminho «nada» não existe"),
        (["cenarios", "--connector", "http://x", "--command", "y"], "--connector e --command"),
        (["cenarios", "--simulators", "http://x"], "--simulators só vale com --connector ou --command"),
    ],
)
def test_usage_errors(toy: Any, arguments: list[str], words: str) -> None:
    toy.feature(GOOD)
    result = verify(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_folder_without_features_is_a_usage_error(toy: Any) -> None:
    result = verify("cenarios")
    assert result.exit_code == 2
    assert "nenhum cenário nesses caminhos" in result.stderr


def test_tags_may_carry_the_at_sign(toy: Any) -> None:
    toy.feature(GOOD)
    assert verify("cenarios", "-t", "@NOV-07 and not @reconstruido").exit_code == 0


def test_a_kit_that_cannot_load_is_an_error_of_the_kit(toy: Any) -> None:
    path = toy.feature(GOOD, name="sub/a.feature")
    path.with_name("conftest.py").write_text("import nowhere_to_be_found\n")
    result = verify("cenarios")
    assert result.exit_code == 3
    assert "nowhere_to_be_found" in result.stderr


def test_check_reads_without_running(toy: Any) -> None:
    toy.feature(BAD)
    result = CliRunner().invoke(commands.check, ["cenarios"])
    assert result.exit_code == 0
    assert result.stdout == "1 cenário em ordem.\n"


def test_check_lists_every_fault(toy: Any) -> None:
    toy.feature(BAD.replace("compro", "compre"))
    result = CliRunner().invoke(commands.check, ["cenarios"])
    assert result.exit_code == 1
    assert "cenarios/a.feature:6: passo desconhecido: «Quando compre mais um»" in result.stdout
    assert "passos parecidos: «Quando compro mais um»" in result.stdout


def test_check_without_scenarios_is_a_usage_error(toy: Any) -> None:
    result = CliRunner().invoke(commands.check, ["cenarios"])
    assert result.exit_code == 2
    assert "nenhum cenário nesses caminhos" in result.stderr


@pytest.mark.parametrize("command", [commands.check, commands.verify])
def test_scenarios_that_count_for_nothing_are_told(toy: Any, command: Command) -> None:
    toy.feature(GOOD.replace("@NOV-07", "@minha"))
    toy.feature(GOOD, name="b.feature")
    toy.feature(GOOD.replace("@NOV-07", "@fato-novaoito-29"), name="c.feature")
    result = CliRunner().invoke(command, ["cenarios"])
    assert result.exit_code == 0
    (warning,) = [line for line in result.output.splitlines() if line.startswith("aviso")]
    assert warning.startswith("aviso: cenarios/a.feature, linha 4: não conta para nenhum requisito")


def test_check_warns_of_a_requirement_whose_integration_nobody_sets_up(tmp_path: Any, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    steps = "    Então a Novaoito tem 0 produtos ao todo\n"
    tmp_path.joinpath("x.feature").write_text(
        "# language: pt\nFuncionalidade: F\n"
        f"  @NOV-06\n  Cenário: A\n    Dado a loja Novaoito integrada ao Tiny\n{steps}"
        f"  @NOV-07\n  Cenário: B\n{steps}"
        f"  @IDE-01\n  Cenário: C\n    Dado a loja Novaoito integrada ao Tiny\n{steps}"
        f"  @NOV-03 @IDE-20 @fato-novaoito-14\n  Cenário: D\n{steps}",
        encoding="utf-8",
    )
    lines = CliRunner().invoke(commands.check, ["x.feature"]).stdout.splitlines()
    assert lines == [
        "aviso: x.feature:8: não prova NOV-07: nenhum passo põe um conector nessa integração",
        "aviso: x.feature:11: não prova IDE-01: nenhum passo põe um conector nessa integração",
        "4 cenários em ordem.",
    ]


def test_only_the_requirements_asked_for_are_listed(toy: Any) -> None:
    toy.feature(GOOD)
    result = verify("cenarios")
    assert "sem cenário" not in result.stdout
    assert "113 requisitos fora da seleção." in result.stdout


def test_patience_is_passed_on(toy: Any) -> None:
    toy.feature(GOOD)
    with (toy.folder / "conftest.py").open("a", encoding="utf-8") as steps:
        steps.write(PATIENT)
    assert verify("cenarios", "--patience", "2.5").exit_code == 0
