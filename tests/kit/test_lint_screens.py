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


def check(text: str) -> Result:
    Path("x.feature").write_text(text, encoding="utf-8")
    return CliRunner().invoke(commands.check, ["x.feature"])


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_what_is_there_is_in_order() -> None:
    assert check(TEXT).output == "1 cenário em ordem.\n"


@pytest.mark.parametrize(
    ("right", "wrong", "line", "told"),
    [
        ('"Novo produto"', '"Novo"', 6, "não há «Novo» em «Produtos»; há: "),
        ('em "Produtos", aciono', 'em "Prateleira", aciono', 6, "não há «Novo produto» em «Prateleira»; telas: "),
        ("| SKU    | nome   | preço |", "| SKU    | nome   | cor |", 6, "«Novo produto» não tem «cor»; tem: "),
        ('"Produtos" mostra', '"Estoque" mostra', 9, "não há «Estoque» em «Produtos»; há: "),
        ("| SKU    | situação |", "| SKU    | estado |", 9, "«Produtos» não tem «estado»; tem: "),
        ("na Novaoito, em", "na Tray, em", 6, "não há plataforma «na Tray»; há: "),
    ],
)
def test_what_is_not_there_is_told_with_its_line(right: str, wrong: str, line: int, told: str) -> None:
    result = check(TEXT.replace(right, wrong, 1))
    assert result.exit_code == 1
    assert f"x.feature:{line}: {told}" in result.output


def test_every_shipped_scenario_is_in_order() -> None:
    result = CliRunner().invoke(commands.check, [str(PACKAGE)])
    assert result.exit_code == 0, result.output
