"""Passos sobre o que acontece no meio de uma integração de produtos pedida na loja."""

from __future__ import annotations

from pytest_bdd import parsers, then, when

from homologa.features.kit.errors import Divergence
from homologa.features.kit.stage import Stage
from homologa.features.kit.text import count
from homologa.features.steps.interrupcoes import until_it_waits
from homologa.features.steps.novaoito.integracao import integrate_pending


@when(parsers.parse('começo a integrar os produtos pendentes com a operação "{operacao}"'))
def comeco_a_integrar(stage: Stage, operacao: str) -> None:
    """Pede a integração e segue o conector até que ele tenha de esperar; o passo seguinte acontece no meio.

    Exemplo: Quando começo a integrar os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    """
    stage.require_clock()
    integrate_pending(operacao, stage, stage.begin)
    until_it_waits(stage)


@then(parsers.parse("{quantos:d} produto é pendente"))
@then(parsers.parse("{quantos:d} produtos são pendentes"))
def quantos_pendentes(stage: Stage, quantos: int) -> None:
    """Conta os produtos pendentes de integração.

    Exemplo: Então 5 produtos são pendentes
    """
    found = len(stage.world.view("novaoito", "pendentes"))
    if found != quantos:
        text = count(found, "produto é pendente", "produtos são pendentes")
        raise Divergence(text, platform="novaoito", expected=quantos, found=found)
