"""`FILE:LINE` runs the scenario that is there, and is refused in words where there is none."""

from __future__ import annotations

from typing import Any

import pytest
from click import Command
from click.testing import CliRunner

from homologa.features.kit import commands
from homologa.features.kit.verify import Suite, run

TWO = """
    @NOV-07
    Funcionalidade: F

      Cenário: Um
        Dado que tenho 3 produtos
        Então são 3 produtos

      # o segundo
      @fato-novaoito-29
      Cenário: Dois
        Dado que tenho 4 produtos
        Então são 4 produtos
"""


def names_at(toy: Any, line: int) -> list[str]:
    path = toy.feature(TWO)
    return [scenario.name for scenario in run(Suite((path,), lines=((path, line),))).scenarios]


@pytest.mark.parametrize(
    ("line", "name"), [(5, "Um"), (7, "Um"), (9, "Dois"), (10, "Dois"), (11, "Dois"), (13, "Dois")]
)
def test_a_scenario_goes_from_its_tags_to_its_last_step(toy: Any, line: int, name: str) -> None:
    assert names_at(toy, line) == [name]


@pytest.mark.parametrize(("line", "near"), [(999, 11), (14, 11), (1, 5), (3, 5)])
@pytest.mark.parametrize("command", [commands.verify, commands.check])
def test_a_line_without_a_scenario_is_refused_with_those_that_have_one(
    toy: Any, command: Command, line: int, near: int
) -> None:
    toy.feature(TWO)
    result = CliRunner().invoke(command, [f"cenarios/a.feature:{line}"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        f"homologa: não há cenário na linha {line} de «cenarios/a.feature», que tem 13 linhas: os cenários começam nas "
        f"linhas 5, 11; o mais próximo é «cenarios/a.feature:{near}».\n"
    )
