"""What a scenario does can be done again in another."""

from __future__ import annotations

import pytest

from homologa.features.kit import gherkin, lint_structure

TEXT = """# language: pt
@NOV-06
Funcionalidade: F

  Cenário: A
    Dado que tenho 1 produtos
    E que tenho 2 produtos
    Quando compro mais um
    Então são 3 produtos
    Quando compro mais um
    Então são 4 produtos

  Cenário: B
    Dado que já aconteceu o cenário "A"
    E que tenho 5 produtos
    Então são 5 produtos

  Cenário: C
    Dado que já aconteceu o cenário "B"
    Quando compro mais um
    Então são 6 produtos
"""


def steps(text: str, name: str) -> list[tuple[str | None, str]]:
    scenario = next(one for one in gherkin.parse(text).scenarios if one.name == name)
    return [(step.type, step.text) for step in scenario.steps]


def faults(text: str) -> list[tuple[int, str]]:
    return [(line, message) for line, message, _ in lint_structure.faults(gherkin.parse(text))]


def test_what_a_scenario_does_comes_first_without_what_it_demands() -> None:
    done = [
        ("given", "que tenho 1 produtos"),
        ("given", "que tenho 2 produtos"),
        ("when", "compro mais um"),
        ("when", "compro mais um"),
        ("given", "que tenho 5 produtos"),
    ]

    assert steps(TEXT, "B") == [*done, ("then", "são 5 produtos")]
    assert steps(TEXT, "C") == [*done, ("when", "compro mais um"), ("then", "são 6 produtos")]
    assert faults(TEXT) == []


@pytest.mark.parametrize("name", ["B", "C", "Nenhum"])
def test_a_scenario_that_cannot_be_done_again_is_told_with_its_line(name: str) -> None:
    wrong = TEXT.replace('o cenário "A"', f'o cenário "{name}"')

    assert (14, f"não há neste arquivo o cenário «{name}» que se possa repetir") in faults(wrong)
