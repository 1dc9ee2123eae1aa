"""Passos sobre o tempo e sobre o próprio conector."""

from __future__ import annotations

from datetime import timedelta

from pytest_bdd import parsers, when

from homologa.features.kit.stage import Stage


@when(parsers.parse("passa {minutos:d} minuto"))
@when(parsers.parse("passam {minutos:d} minutos"))
def passam_minutos(stage: Stage, minutos: int) -> None:
    """O tempo passa para as plataformas e para o conector, e o que vence no caminho acontece na sua hora.

    Exemplo: Quando passam 10 minutos
    """
    stage.advance(timedelta(minutes=minutos))


@when("o conector recomeça")
def conector_recomeca(stage: Stage) -> None:
    """O conector perde o que tinha em memória e recomeça do que guardou.

    Exemplo: Quando o conector recomeça
    """
    stage.restart_connector()
