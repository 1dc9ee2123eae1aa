"""What happens to a feature file from collection to its line in the results."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from homologa.features.kit import verify
from homologa.features.kit.results import Finding, ScenarioResult

SHOP = """
    @NOV-07
    Funcionalidade: Compras
      Contexto:
        Dado que tenho 3 produtos

      Cenário: Compra simples
        Quando compro mais um
        Então são 4 produtos

      @reconstruido
      Cenário: Compra errada
        Quando compro mais um
        Então na loja são 5 produtos

      @fato-novaoito-29
      Esquema do Cenário: Compra de <n>
        Dado que tenho <n> produtos
        Quando compro mais um
        Então são <m> produtos

        Exemplos:
          | n | m |
          | 1 | 2 |

        @extra
        Exemplos:
          | n | m |
          | 5 | 6 |
"""


def one(toy: Any, *steps: str) -> ScenarioResult:
    body = "Funcionalidade: F\n  Cenário: C\n" + "\n".join(f"    {step}" for step in steps)
    toy.feature(body)
    (result,) = toy.run().scenarios
    return result


def only(toy: Any, step: str) -> Finding:
    toy.feature(f"Funcionalidade: F\n  Cenário: C\n    {step}\n    Então são 4 produtos\n")
    (finding,) = toy.run().findings
    return finding


HOUR = 3600
SLOW_ENVIRONMENT = """

from homologa.features.kit import recorder


@pytest.fixture(scope="session", autouse=True)
def homologa_environment():
    recorder.perf_counter = lambda told=recorder.perf_counter: told() + 3600
"""
"""It takes an hour, of which pytest knows nothing."""


def test_each_scenario_and_each_row_leaves_one_result(toy: Any) -> None:
    toy.feature(SHOP)
    run = toy.run()
    assert [(result.where, result.name, result.verdict) for result in run.scenarios] == [
        ("cenarios/a.feature:7", "Compra simples", "passed"),
        ("cenarios/a.feature:12", "Compra errada", "failed"),
        ("cenarios/a.feature:24", "Compra de 1", "passed"),
        ("cenarios/a.feature:29", "Compra de 5", "passed"),
    ]
    assert run.scenarios[3].tags == ("NOV-07", "fato-novaoito-29", "extra")
    assert run.exit_status == pytest.ExitCode.TESTS_FAILED


def test_a_failure_tells_step_platform_expected_found_and_exchanges(toy: Any) -> None:
    toy.feature(SHOP)
    failed = toy.run(name="errada").scenarios[0]
    assert (failed.step, failed.step_line) == ("Então na loja são 5 produtos", 14)
    assert (failed.platform, failed.expected, failed.found) == ("novaoito", "5", "4")
    assert failed.message == "quantidade errada"
    assert failed.exchanges[0]["hint"] == "use o SKU"


@pytest.mark.parametrize(
    ("step", "verdict", "text"),
    [
        ("Então a conferência simples falha", "failed", "AssertionError: assert 1 == 2"),
        ("Então o kit quebra", "error", "KeyError: 'x'"),
        ("Então peço uma tela que não existe", "error", "não há “Estoque”"),
        ("Então falta o que eu preciso", "blocked", "o conector não respondeu"),
        ("Então preciso de tempo virtual", "skipped", "sem tempo virtual"),
        ("Então não é comigo", "not applicable", "o conector não importa pedidos"),
    ],
)
def test_the_verdict_follows_what_the_step_raised(toy: Any, step: str, verdict: str, text: str) -> None:
    result = one(toy, step)
    assert result.verdict == verdict
    assert (result.message or result.reason) == text
    assert result.step == step


def test_a_file_with_a_byte_order_mark_runs(toy: Any) -> None:
    path = toy.feature(SHOP)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(toy.run().scenarios) == 4


def test_a_mistake_of_the_scenario_leaves_no_trace_of_python(toy: Any) -> None:
    assert one(toy, "Então peço uma tela que não existe").trace is None
    assert one(toy, "Então o kit quebra").trace is not None


def test_the_stage_is_told_each_step_that_begins(toy: Any) -> None:
    result = one(toy, "Então o palco sabe do passo")
    assert result.verdict == "passed"


def test_a_broken_invariant_fails_a_scenario_whose_steps_passed(toy: Any) -> None:
    result = one(toy, "Então o estoque fica negativo")
    assert result.verdict == "failed"
    assert result.message == "Invariante violada: estoque nunca negativo: AB-1, ‹oculto›, ficou em -1"
    assert result.platform == "tiny"
    assert result.step is None
    assert result.invariants == ("estoque nunca negativo", "pedido único")
    assert [(found.name, found.detail) for found in result.violations] == [
        ("estoque nunca negativo", "AB-1, ‹oculto›, ficou em -1")
    ]


def test_a_simulator_that_breaks_its_contract_is_an_error_even_when_a_step_failed(toy: Any) -> None:
    passed = one(toy, "Então o simulador se contradiz")
    failed = one(toy, "Dado que tenho 1 produtos", "Então o simulador se contradiz", "Então são 9 produtos")
    for result in (passed, failed):
        assert result.verdict == "error"
        assert result.message == "o simulador quebrou o próprio contrato: GET /produtos sem o campo id"


def test_an_error_keeps_its_trace(toy: Any) -> None:
    result = one(toy, "Então o kit quebra")
    assert result.trace is not None
    assert 'raise KeyError("x")' in result.trace


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({"tags": "NOV-07 and not reconstruido"}, ["Compra simples", "Compra de 1", "Compra de 5"]),
        ({"tags": "extra or reconstruido"}, ["Compra errada", "Compra de 5"]),
        ({"name": "SIMPLÉS"}, ["Compra simples"]),
        ({"tags": "fato-novaoito-29", "name": "de 5"}, ["Compra de 5"]),
    ],
)
def test_selection_by_tags_and_by_word(toy: Any, wanted: dict[str, str], names: list[str]) -> None:
    toy.feature(SHOP)
    run = toy.run(**wanted)
    assert [result.name for result in run.scenarios] == names
    assert len(run.collected) == 4


def test_faults_of_all_files_are_found_and_nothing_runs(toy: Any) -> None:
    toy.feature(SHOP)
    toy.feature("Funcionalidade: F\n  Cenário: C\n    Então são um produtos\n", name="sub/b.feature")
    toy.feature("Funcionalidade: F\n", name="c.feature")
    run = toy.run()
    assert run.scenarios == []
    assert {(finding.path, finding.line) for finding in run.findings} == {
        ("cenarios/sub/b.feature", 4),
        ("cenarios/c.feature", 1),
    }


def test_an_unknown_step_comes_with_the_nearest_ones(toy: Any) -> None:
    finding = only(toy, "Dado que tenha 2 produtos")
    assert finding.message == "passo desconhecido: «Dado que tenha 2 produtos»"
    assert finding.fix.startswith("passos parecidos: «Dado que tenho 3 produtos»")


def test_a_near_step_without_an_example_is_shown_in_words(toy: Any) -> None:
    assert only(toy, "Então eram 4 produtos").fix.startswith("passos parecidos: «Então são «número» produtos»")


@pytest.mark.parametrize(
    ("step", "fix"),
    [
        ("Dado que tenho 3 produtos.", "escreva «Dado que tenho 3 produtos»: sem ponto final"),
        ("Quando Compro mais um", "escreva «Quando compro mais um»: maiúsculas e minúsculas contam"),
        ("Quando cómpro mais um", "escreva «Quando compro mais um»: acentos contam"),
    ],
)
def test_a_trifle_of_difference_is_named(toy: Any, step: str, fix: str) -> None:
    assert only(toy, step).fix == fix


def test_a_step_under_the_wrong_keyword_says_which_is_right(toy: Any) -> None:
    assert (
        only(toy, "Dado compro mais um").fix
        == "este passo existe com outra palavra-chave: escreva «Quando compro mais um»"
    )


@pytest.mark.parametrize(
    ("steps", "right"),
    [
        (("Dado que tenho 3 produtos", "E tenho 3 produtos"), "E que tenho 3 produtos"),
        (("Quando compro mais um", "E que compro mais um"), "E compro mais um"),
    ],
)
def test_a_step_that_lacks_or_has_a_que_too_many_says_so(toy: Any, steps: tuple[str, str], right: str) -> None:
    finding = only(toy, "\n    ".join(steps))
    assert finding.fix.startswith(f"escreva «{right}»: depois de «Dado»")


def test_a_step_unlike_any_other_points_to_the_catalogue(toy: Any) -> None:
    assert "homologa steps" in only(toy, "Dado xyz").fix


def test_a_sentence_of_two_definitions_is_ambiguous(toy: Any) -> None:
    with (toy.folder / "conftest.py").open("a", encoding="utf-8") as steps:
        steps.write('\n\n@given(parsers.parse("que tenho {coisa}"))\ndef _(coisa):\n    pass\n')
    finding = only(toy, "Dado que tenho 2 produtos")
    assert finding.message.startswith("passo ambíguo: «que tenho 2 produtos» serve a 2 definições")
    assert "«Dado que tenho «coisa»»" in finding.message


def test_a_nearer_conftest_overrides_a_step_of_the_same_pattern(toy: Any) -> None:
    toy.feature(SHOP, name="sub/a.feature")
    (toy.folder / "sub" / "conftest.py").write_text(
        'from pytest_bdd import when\n\n\n@when("compro mais um")\ndef _(shelf):\n    shelf["n"] += 2\n',
        encoding="utf-8",
    )
    run = toy.run()
    assert run.findings == []
    assert [result.verdict for result in run.scenarios] == ["failed", "passed", "failed", "failed"]


def test_what_is_stood_up_for_all_scenarios_is_not_time_of_the_first(toy: Any) -> None:
    with (toy.folder / "conftest.py").open("a", encoding="utf-8") as steps:
        steps.write(SLOW_ENVIRONMENT)
    toy.feature(SHOP)
    first, *others = (result.seconds for result in toy.run().scenarios)
    assert round(first) == -HOUR
    assert all(seconds >= 0 for seconds in others)


def test_a_conftest_above_the_file_asked_for_is_found(toy: Any) -> None:
    path = toy.feature(SHOP, name="sub/a.feature")
    assert len(toy.run(paths=(path,)).scenarios) == 4


def test_the_tests_of_a_project_around_the_features_are_left_alone(toy: Any) -> None:
    toy.feature(SHOP)
    toy.folder.parent.joinpath("pyproject.toml").write_text("[tool.pytest.ini_options]\naddopts = '--none'\n")
    toy.folder.parent.joinpath("conftest.py").write_text("raise RuntimeError('not mine')\n")
    (toy.folder / "test_x.py").write_text("def test_x():\n    raise RuntimeError\n")
    assert len(toy.run().scenarios) == 4


def test_a_package_named_features_in_the_working_directory_is_not_taken_for_ours(toy: Any) -> None:
    toy.feature(SHOP)
    toy.folder.parent.joinpath("features").mkdir()
    toy.folder.parent.joinpath("features", "__init__.py").write_text("raise RuntimeError('not mine')\n")
    assert len(toy.run().scenarios) == 4


def test_modules_of_the_working_directory_can_be_imported(toy: Any) -> None:
    toy.feature(SHOP)
    toy.folder.parent.joinpath("meu_conector.py").write_text("def fabrica():\n    return None\n")
    with (toy.folder / "conftest.py").open("a", encoding="utf-8") as steps:
        steps.write("\n\nimport meu_conector\n")
    assert len(toy.run().scenarios) == 4


def test_a_conftest_that_cannot_be_loaded_stops_the_run(toy: Any) -> None:
    toy.feature(SHOP, name="sub/a.feature")
    (toy.folder / "sub" / "conftest.py").write_text("import nowhere_to_be_found\n", encoding="utf-8")
    with pytest.raises(verify.SuiteDied) as stop:
        toy.run()
    assert "nowhere_to_be_found" in stop.value.output


def test_a_run_that_dies_is_no_result(toy: Any) -> None:
    with (toy.folder / "conftest.py").open("a", encoding="utf-8") as steps:
        steps.write('\n\n@then("o processo sai com 9")\ndef _():\n    import os\n\n    os._exit(9)\n')
    toy.feature("Funcionalidade: F\n  Cenário: C\n    Então o processo sai com 9\n")
    with pytest.raises(verify.SuiteDied, match="pytest saiu com 9"):
        toy.run()


def test_a_tag_expression_that_makes_no_sense_is_refused(toy: Any) -> None:
    toy.feature(SHOP)
    with pytest.raises(verify.SuiteRefused):
        toy.run(tags="NOV-07 or or")


def test_decomposed_accents_reach_their_step(toy: Any) -> None:
    path = toy.feature("Funcionalidade: F\n  Cenário: Não some\n    Então são 0 produtos\n    E não é comigo\n")
    path.write_text(unicodedata.normalize("NFD", path.read_text("utf-8")), encoding="utf-8")
    (result,) = toy.run().scenarios
    assert (result.name, result.verdict) == ("Não some", "not applicable")
