"""Passos que põem o conector a trabalhar numa integração, seja ela qual for, e os que lhe trocam os acessos."""

from __future__ import annotations

from pytest_bdd import given, parsers, when

from homologa.features.kit import integrations, onboarding
from homologa.features.kit.errors import ScenarioMistake
from homologa.features.kit.integrations import sets_up
from homologa.features.kit.stage import Stage


def _named(loja: str, erp: str) -> str | None:
    try:
        return integrations.between(loja, erp).name
    except ScenarioMistake:
        return None


@given(parsers.parse("a loja {loja} integrada ao {erp}"))
@sets_up(_named)
def loja_integrada(stage: Stage, loja: str, erp: str) -> None:
    """Instala e configura a integração nas duas plataformas, entrega tudo ao conector e cola os receptores dele.

    Exemplo: Dado a loja Novaoito integrada ao Tiny
    """
    integration = integrations.between(loja, erp)
    onboarding.prepare(stage, integration)
    onboarding.connect(stage, integration)
    stage.begin_work()


@when("a loja passa a usar o novo token do Tiny")
def novo_token(stage: Stage) -> None:
    """O token que o Tiny gerou vai para a configuração da integração na loja e, com ela, para o conector.

    Exemplo: Quando a loja passa a usar o novo token do Tiny
    """
    onboarding.configure(stage, stage.handover.integration)


@when("os acessos são entregues outra vez ao conector")
def acessos_outra_vez(stage: Stage) -> None:
    """O conector recebe de novo, como estão agora, os acessos às plataformas, e não esquece nada.

    Exemplo: Quando os acessos são entregues outra vez ao conector
    """
    stage.hand_over_again()
