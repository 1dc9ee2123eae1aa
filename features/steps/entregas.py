"""Passos sobre as notificações das plataformas: perdidas, atrasadas, repetidas, fora de ordem."""

from __future__ import annotations

from typing import Any

from pytest_bdd import given, parsers, when

from homologa.features.kit.errors import ScenarioMistake
from homologa.features.kit.stage import Stage
from homologa.simulators.control.client import ControlError

TWICE = 2


@given(parsers.parse('que a próxima notificação "{tipo}" {de_quem} chega duas vezes'))
def chega_duas_vezes(stage: Stage, tipo: str, de_quem: str) -> None:
    """A plataforma entrega a notificação duas vezes, a segunda logo depois da primeira e igual a ela.

    Exemplo: Dado que a próxima notificação "erp.job.requested" da Novaoito chega duas vezes
    """
    _plan(stage, tipo, de_quem, "duplicate", times=TWICE)


@given(parsers.parse('que a próxima notificação "{tipo}" {de_quem} se perde'))
def se_perde(stage: Stage, tipo: str, de_quem: str) -> None:
    """A notificação não chega, e a plataforma a dá por entregue.

    Exemplo: Dado que a próxima notificação "erp.job.requested" da Novaoito se perde
    """
    _plan(stage, tipo, de_quem, "drop")


@given(parsers.parse('que a próxima notificação "{tipo}" {de_quem} atrasa {minutos:d} minutos'))
def atrasa(stage: Stage, tipo: str, de_quem: str, minutos: int) -> None:
    """A notificação só sai da plataforma tantos minutos depois.

    Exemplo: Dado que a próxima notificação "erp.job.requested" da Novaoito atrasa 10 minutos
    """
    _plan(stage, tipo, de_quem, "delay", seconds=minutos * 60)


@given(parsers.parse('que a conexão cai depois que a próxima notificação "{tipo}" {de_quem} é recebida'))
def conexao_cai(stage: Stage, tipo: str, de_quem: str) -> None:
    """O conector recebe a notificação, a plataforma não recebe a resposta e por isso a envia outra vez, na sua hora.

    Exemplo: Dado que a conexão cai depois que a próxima notificação "produto" do Tiny é recebida
    """
    _plan(stage, tipo, de_quem, "cut")


@given(parsers.parse('que as próximas {quantas:d} notificações "{tipo}" {de_quem} chegam em ordem inversa'))
def em_ordem_inversa(stage: Stage, quantas: int, tipo: str, de_quem: str) -> None:
    """As notificações esperam até haver tantas, e então chegam da última à primeira.

    Exemplo: Dado que as próximas 3 notificações "produto" do Tiny chegam em ordem inversa
    """
    _plan(stage, tipo, de_quem, "reorder", count=quantas)


@given(parsers.parse('que as próximas {quantas:d} notificações "{tipo}" {de_quem} chegam todas de uma vez'))
def todas_de_uma_vez(stage: Stage, quantas: int, tipo: str, de_quem: str) -> None:
    """As notificações esperam até haver tantas, e então chegam uma logo depois da outra.

    Exemplo: Dado que as próximas 3 notificações "produto" do Tiny chegam todas de uma vez
    """
    _plan(stage, tipo, de_quem, "burst", count=quantas)


@given(
    parsers.parse('que a próxima notificação "{tipo}" {de_quem} chega logo depois da {chamada:d}ª chamada do conector')
)
def depois_da_chamada(stage: Stage, tipo: str, de_quem: str, chamada: int) -> None:
    """A notificação espera até que o conector tenha feito tantas chamadas às plataformas a partir deste passo.

    Exemplo: Dado que a próxima notificação "produto" do Tiny chega logo depois da 2ª chamada do conector
    """
    _plan(stage, tipo, de_quem, "interleave", call=chamada)


@when("todas as notificações são entregues outra vez")
def outra_vez(stage: Stage) -> None:
    """Cada notificação já entregue, ou perdida no caminho, chega de novo, igual e na mesma ordem.

    Exemplo: Quando todas as notificações são entregues outra vez
    """
    stage.world.deliveries.replay_all()
    stage.settle()


@when("as notificações retidas são liberadas")
def liberadas(stage: Stage) -> None:
    """As notificações que um passo anterior retém chegam agora, na ordem em que ele as entregaria.

    Exemplo: Quando as notificações retidas são liberadas
    """
    stage.world.plans.clear()
    stage.settle()


def _plan(stage: Stage, kind: str, whose: str, effect: str, **settings: Any) -> None:
    """Plan it for a platform that a sentence calls `do Tiny` or `da Novaoito`; raises ScenarioMistake."""
    platform = stage.owner(whose.removeprefix("d"))
    try:
        stage.world.plans.add(effect, platform=platform, kind=kind, **settings)
    except ControlError as refused:
        raise ScenarioMistake(refused.detail) from refused
