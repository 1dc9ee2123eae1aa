"""`check` knows menus, buttons, fields and columns of the platforms without running anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from homologa.features.kit import commands
from homologa.features.kit.paths import PACKAGE

TEXT = """# language: pt
@NOV-03
Funcionalidade: F

  Cenário: C
    Quando na Novaoito, em "Produtos", aciono "Novo produto":
      | SKU    | nome   | preço |
      | CAN-01 | Caneca | 19,90 |
    Então na Novaoito, em "Produtos", "Produtos" mostra só:
      | SKU    | situação |
      | CAN-01 | Ativo    |
"""


ROWS = "      | a |\n      | b |\n"


def check(text: str) -> Result:
    Path("x.feature").write_text(text, encoding="utf-8")
    return CliRunner().invoke(commands.check, ["x.feature"])


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_what_is_there_is_in_order() -> None:
    assert check(TEXT).output == "1 cenário em ordem.\n"


def test_labels_nested_places_filters_and_lists_are_known() -> None:
    shown = """    E na Novaoito, em "Vendas > Pedidos", "Pedidos" de "1" mostra 1 linha em "registro.itens"
    E no Tiny, em "Vendas > Pedidos de venda", "Pedido" de "4711" mostra em "itens":
      | Código | Valor unitário |
      | A      | (maior que 10) |
    E no Tiny, em "Finanças > Contas a receber", "Contas a receber" soma 10 em "valor"
"""
    filled = """    Dado que preencho "variações" com:
      | SKU | preço | opções.Cor |
      | B   | 1,50  | Azul       |
    Quando na"""
    assert check((TEXT + shown).replace("    Quando na", filled)).output == "1 cenário em ordem.\n"


@pytest.mark.parametrize(
    ("right", "wrong", "line", "told"),
    [
        ('"Novo produto"', '"Novo"', 6, "não há «Novo» em «Produtos»; há: "),
        ('em "Produtos", aciono', 'em "Prateleira", aciono', 6, "não há «Novo produto» em «Prateleira»; telas: "),
        ("| SKU    | nome   | preço |", "| SKU    | nome   | cor |", 6, "não há o campo “cor”; há: "),
        ('"Produtos" mostra', '"Estoque" mostra', 9, "não há «Estoque» em «Produtos»; há: "),
        ("| SKU    | situação |", "| SKU    | estado |", 9, "não há o campo “estado”; há: "),
        ("na Novaoito, em", "na Tray, em", 6, "não há plataforma «na Tray»; há: "),
        ("| SKU    | nome   | preço |", "| nome   | marca | preço |", 6, "«Novo produto» exige «SKU»"),
        ('"Produtos" mostra', '"Produtos" de "A" com cor "B" mostra', 9, "não há o campo “cor”; há: "),
        ('"Produtos" mostra só', '"Produtos" mostra em "cores"', 9, "não há o campo “cores”; há: "),
        ("| situação |", "| registro.nome.cor |", 9, "não há o campo “cor” em “registro.nome.cor”; é um valor só"),
        ("19,90", "1.299", 6, "“1.299” pode ser lido de dois jeitos: escreva 1299 ou 1,299"),
        (
            "    Quando na",
            '    Dado que preencho "cor" com:\n | a |\n | b |\n    Quando na',
            9,
            "não há o campo “cor”; há: ",
        ),
        (
            "    Então na",
            '    E preencho "variações" com:\n | SKU |\n | B |\n    Então na',
            9,
            "«variações» foi preenchido",
        ),
    ],
)
def test_what_is_not_there_is_told_with_its_line(right: str, wrong: str, line: int, told: str) -> None:
    result = check(TEXT.replace(right, wrong, 1))
    assert result.exit_code == 1
    assert f"x.feature:{line}: {told}" in result.output


def test_every_shipped_scenario_is_in_order() -> None:
    result = CliRunner().invoke(commands.check, [str(PACKAGE)])
    assert result.exit_code == 0, result.output


def test_a_blank_number_of_a_button_is_told_with_the_word_for_nothing() -> None:
    output = check(TEXT.replace("| 19,90 |", "|       |")).output
    assert "x.feature:6: «preço» é um número, e uma célula está em branco; para nenhum, escreva (vazio)" in output
    assert "Como corrigir: corrija a célula" in output


def test_a_blank_number_of_a_list_is_told_of_its_button() -> None:
    filled = """    Dado que preencho "variações" com:
      | SKU | preço |
      | B   |       |
    Quando na"""
    assert "x.feature:9: «preço» é um número" in check(TEXT.replace("    Quando na", filled)).output


def test_a_blank_text_of_a_button_is_no_fault() -> None:
    assert check(TEXT.replace("| Caneca |", "|        |")).output == "1 cenário em ordem.\n"


def test_a_full_stop_that_a_name_would_swallow_is_told() -> None:
    output = check(TEXT.replace("    Quando na", "    Dado a loja Novaoito integrada ao Tiny.\n    Quando na")).output
    assert "x.feature:6: a frase termina em ponto final: «Dado a loja Novaoito integrada ao Tiny.»" in output
    assert "Como corrigir: escreva «Dado a loja Novaoito integrada ao Tiny»" in output
