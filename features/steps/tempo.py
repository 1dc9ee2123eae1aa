"""Passos sobre o tempo e sobre o próprio conector."""

from __future__ import annotations

from datetime import datetime, timedelta

from pytest_bdd import parsers, when

from homologa.features.kit.cells import BRASILIA
from homologa.features.kit.errors import ScenarioMistake
from homologa.features.kit.stage import Stage


@when(parsers.parse("passa {minutos:d} minuto"))
@when(parsers.parse("passam {minutos:d} minutos"))
def passam_minutos(stage: Stage, minutos: int) -> None:
    """O tempo passa para as plataformas e para o conector, e o que vence no caminho acontece na sua hora.

    Exemplo: Quando passam 10 minutos
    """
    _pass(stage, timedelta(minutes=minutos))


@when(parsers.parse("passa {horas:d} hora"))
@when(parsers.parse("passam {horas:d} horas"))
def passam_horas(stage: Stage, horas: int) -> None:
    """O tempo passa como nos minutos: o que vence no caminho acontece na sua hora.

    Exemplo: Quando passam 2 horas
    """
    _pass(stage, timedelta(hours=horas))


@when(parsers.parse("passa {dias:d} dia"))
@when(parsers.parse("passam {dias:d} dias"))
def passam_dias(stage: Stage, dias: int) -> None:
    """O tempo passa como nos minutos, um dia depois do outro.

    Exemplo: Quando passam 3 dias
    """
    _pass(stage, timedelta(days=dias))


@when(parsers.parse("chega o dia {data} às {hora}"))
def chega_o_dia(stage: Stage, data: str, hora: str) -> None:
    """O tempo passa até este momento, no horário de Brasília; o mundo do cenário começa em 03/11/2026 às 09:00.

    Exemplo: Quando chega o dia 04/11/2026 às 08:00
    """
    try:
        moment = datetime.strptime(f"{data} {hora}", "%d/%m/%Y %H:%M").replace(tzinfo=BRASILIA)
    except ValueError:
        raise ScenarioMistake(f"“{data} às {hora}” não é um momento; escreva 31/12/2026 às 08:00") from None
    now = stage.world.now()
    if moment <= now:
        raise ScenarioMistake(f"{data} às {hora} já passou: agora são {now.astimezone(BRASILIA):%d/%m/%Y às %H:%M}")
    _pass(stage, moment - now)


@when("o conector recomeça")
def conector_recomeca(stage: Stage) -> None:
    """O conector perde o que tinha em memória e recomeça do que guardou.

    Exemplo: Quando o conector recomeça
    """
    stage.restart_connector()


def _pass(stage: Stage, span: timedelta) -> None:
    """Let time pass for platforms and connector, or for the platforms alone where there is no connector."""
    if stage.connected:
        stage.advance(span)
        return
    stage.world.advance(seconds=span.total_seconds())
    stage.settle()
