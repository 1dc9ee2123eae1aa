"""Passos sobre as notificações das plataformas no caminho: perdidas, atrasadas, repetidas, forjadas, fora de ordem."""

from __future__ import annotations

import re
from typing import Any

from pytest_bdd import given, parsers, when

from homologa.features.kit.errors import ScenarioMistake
from homologa.features.kit.occurrences import NOTIFICATIONS
from homologa.features.kit.stage import Stage
from homologa.simulators.control.client import ControlError

TWICE = 2
OWNER = re.compile(r'd([oa] [^"]+?)(?: sobre "([^"]+)")?')


@given(parsers.parse('que {qual} "{tipo}" {de_quem} chega duas vezes'))
def chega_duas_vezes(stage: Stage, qual: str, tipo: str, de_quem: str) -> None:
    """A plataforma entrega a notificação duas vezes, a segunda logo depois da primeira e igual a ela.

    Conta-se “a próxima notificação”, “a 2ª notificação”, “cada uma das próximas 3 notificações” ou “toda notificação”;
    depois da plataforma pode vir o assunto, como em: do Tiny sobre "CAN-01".

    Exemplo: Dado que a próxima notificação "erp.job.requested" da Novaoito chega duas vezes
    """
    _plan_each(stage, qual, tipo, de_quem, "duplicate", times=TWICE)


@given(parsers.parse('que {qual} "{tipo}" {de_quem} chega de novo {minutos:d} minutos depois'))
def chega_de_novo(stage: Stage, qual: str, tipo: str, de_quem: str, minutos: int) -> None:
    """A plataforma entrega a notificação na sua hora, e outra vez, igual, tantos minutos depois.

    Exemplo: Dado que a próxima notificação "estoque" do Tiny chega de novo 10 minutos depois
    """
    _plan_each(stage, qual, tipo, de_quem, "duplicate", times=TWICE, spacing=minutos * 60)


@given(parsers.parse('que {qual} "{tipo}" {de_quem} se perde'))
def se_perde(stage: Stage, qual: str, tipo: str, de_quem: str) -> None:
    """A notificação não chega, e a plataforma a dá por entregue.

    Exemplo: Dado que a próxima notificação "erp.job.requested" da Novaoito se perde
    """
    _plan_each(stage, qual, tipo, de_quem, "drop")


@given(parsers.parse('que {qual} "{tipo}" {de_quem} só chega na {tentativa:d}ª tentativa'))
def chega_na_tentativa(stage: Stage, qual: str, tipo: str, de_quem: str, tentativa: int) -> None:
    """Antes dessa tentativa a notificação não chega, e a plataforma, que o sabe, a envia de novo na sua hora.

    Exemplo: Dado que a próxima notificação "estoque" do Tiny só chega na 2ª tentativa
    """
    _plan_each(stage, qual, tipo, de_quem, "drop", **{"as": "failed", "times": tentativa - 1})


@given(parsers.parse('que {qual} "{tipo}" {de_quem} não chega em nenhuma tentativa'))
def nao_chega(stage: Stage, qual: str, tipo: str, de_quem: str) -> None:
    """A notificação não chega; a plataforma a tenta até o fim e então desiste dela.

    Exemplo: Dado que toda notificação "estoque" do Tiny não chega em nenhuma tentativa
    """
    _plan_each(stage, qual, tipo, de_quem, "drop", **{"as": "failed"})


@given(parsers.parse('que {qual} "{tipo}" {de_quem} atrasa {minutos:d} minutos'))
def atrasa(stage: Stage, qual: str, tipo: str, de_quem: str, minutos: int) -> None:
    """A notificação só sai da plataforma tantos minutos depois.

    Exemplo: Dado que a próxima notificação "erp.job.requested" da Novaoito atrasa 10 minutos
    """
    _plan_each(stage, qual, tipo, de_quem, "delay", seconds=minutos * 60)


@given(parsers.parse('que a conexão cai depois que {qual} "{tipo}" {de_quem} é recebida'))
def conexao_cai(stage: Stage, qual: str, tipo: str, de_quem: str) -> None:
    """O conector recebe a notificação, a plataforma não recebe a resposta e por isso a envia outra vez, na sua hora.

    Exemplo: Dado que a conexão cai depois que a próxima notificação "produto" do Tiny é recebida
    """
    _plan_each(stage, qual, tipo, de_quem, "cut")


@given(parsers.parse('que {qual} "{tipo}" {de_quem} chega sem assinatura'))
def sem_assinatura(stage: Stage, qual: str, tipo: str, de_quem: str) -> None:
    """Na primeira tentativa falta o que prova quem a enviou; nas seguintes, se houver, está tudo certo.

    Só vale para a plataforma que assina as suas notificações.

    Exemplo: Dado que a próxima notificação "erp.job.requested" da Novaoito chega sem assinatura
    """
    _plan_each(stage, qual, tipo, de_quem, "forge", signature="missing")


@given(parsers.parse('que {qual} "{tipo}" {de_quem} chega com a assinatura errada'))
def assinatura_errada(stage: Stage, qual: str, tipo: str, de_quem: str) -> None:
    """Na primeira tentativa a assinatura é a de outro segredo; nas seguintes, se houver, é a certa.

    Exemplo: Dado que a próxima notificação "erp.job.requested" da Novaoito chega com a assinatura errada
    """
    _plan_each(stage, qual, tipo, de_quem, "forge", signature="wrong")


@given(parsers.parse('que {qual} "{tipo}" {de_quem} chega com uma assinatura de {minutos:d} minutos antes'))
def assinatura_antiga(stage: Stage, qual: str, tipo: str, de_quem: str, minutos: int) -> None:
    """Na primeira tentativa a assinatura é certa e velha, como a de uma cópia; nas seguintes, se houver, é nova.

    Exemplo: Dado que a próxima notificação "erp.job.requested" da Novaoito chega com uma assinatura de 10 minutos antes
    """
    _plan_each(stage, qual, tipo, de_quem, "forge", signature="old", seconds=minutos * 60)


@given(parsers.parse('que {qual} "{tipo}" {de_quem} chega com uma assinatura de {segundos:d} segundos antes'))
def assinatura_de_segundos(stage: Stage, qual: str, tipo: str, de_quem: str, segundos: int) -> None:
    """Como a de minutos antes, mas exata até o segundo: só vale para o conector que segue o relógio da suíte.

    Exemplo: Dado que toda notificação "app.test.requested" da Novaoito chega com uma assinatura de 301 segundos antes
    """
    stage.require_clock()
    _plan_each(stage, qual, tipo, de_quem, "forge", signature="old", seconds=segundos)


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


@given(parsers.parse('que {qual} "{tipo}" {de_quem} chega logo depois da {chamada:d}ª chamada do conector'))
def depois_da_chamada(stage: Stage, qual: str, tipo: str, de_quem: str, chamada: int) -> None:
    """A notificação espera até que o conector tenha feito tantas chamadas às plataformas a partir deste passo.

    Exemplo: Dado que a próxima notificação "produto" do Tiny chega logo depois da 2ª chamada do conector
    """
    _plan_each(stage, qual, tipo, de_quem, "interleave", call=chamada)


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

    O que esses passos planejam deixa de valer: as notificações seguintes chegam na sua hora.

    Exemplo: Quando as notificações retidas são liberadas
    """
    stage.world.plans.clear()
    stage.settle()


def _plan_each(stage: Stage, which: str, kind: str, whose: str, effect: str, **settings: Any) -> None:
    _plan(stage, kind, whose, effect, **NOTIFICATIONS.occurrence(which), **settings)


def _plan(stage: Stage, kind: str, whose: str, effect: str, **how: Any) -> None:
    """Plan it for a platform that a sentence calls `do Tiny` or `da Novaoito`; raises ScenarioMistake."""
    owner = OWNER.fullmatch(whose)
    if owner is None:
        raise ScenarioMistake(f"não entendi “{whose}”; diga de que plataforma é a notificação, como em: do Tiny")
    try:
        stage.world.plans.add(effect, platform=stage.owner(owner[1]), kind=kind, subject=owner[2], **how)
    except ControlError as refused:
        raise ScenarioMistake(refused.detail) from refused
