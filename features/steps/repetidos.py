"""O passo que repete o que outro cenário faz."""

from __future__ import annotations

from pytest_bdd import given, parsers

from homologa.features.kit.errors import ScenarioMistake


@given(parsers.parse('que já aconteceu o cenário "{cenario}"'))
def ja_aconteceu(cenario: str) -> None:
    """Faz o que o outro cenário do mesmo arquivo faz, todos os seus Dado e Quando, sem exigir o que ele exige.

    Exemplo: Dado que já aconteceu o cenário "Um pedido com dois itens"
    """
    raise ScenarioMistake(f"não há neste arquivo o cenário “{cenario}”")
