"""Passos sobre o que acontece no meio do trabalho do conector."""

from __future__ import annotations

from typing import Any

from pytest_bdd import given, parsers, then, when

from homologa.features.kit import tables
from homologa.features.kit.errors import Divergence, NotApplicable, Unsupported
from homologa.features.kit.stage import NO_VIRTUAL_TIME, STEP_WAIT, Stage
from homologa.features.kit.text import count
from homologa.features.steps.novaoito import configure, integrate_pending, store_access, tiny_access


@given("que as plataformas aplicam os seus limites de acesso")
def aplicam_os_limites(stage: Stage) -> None:
    """Daqui em diante as plataformas recusam o que passa dos limites de acesso da conta.

    Exemplo: Dado que as plataformas aplicam os seus limites de acesso
    """
    _demand_clock(stage)
    stage.world.set_limits("enforce")


@when(parsers.parse('começo a integrar os produtos pendentes com a operação "{operacao}"'))
def comeco_a_integrar(stage: Stage, operacao: str) -> None:
    """Pede a integração e segue o conector até que ele tenha de esperar; o passo seguinte acontece no meio.

    Exemplo: Quando começo a integrar os produtos pendentes com a operação "Mapear produtos da loja com o ERP"
    """
    _demand_clock(stage)
    integrate_pending(operacao, stage, stage.world.act)
    stage.poll()
    _until_it_waits(stage)


@when(parsers.parse('{lugar}, em "{menu}", aciono "{botao}" até o conector ter de esperar:'))
def aciono_ate_esperar(stage: Stage, lugar: str, menu: str, botao: str, datatable: list[list[str]]) -> None:
    """Aciona um botão uma vez e segue o conector até que ele tenha de esperar; o passo seguinte acontece no meio.

    Exemplo: Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço" até o conector ter de esperar:
    """
    (fields,) = tables.rows(datatable)
    platform = stage.platform(lugar)
    action = stage.find_action(platform, menu, botao)
    _demand_clock(stage)
    stage.world.act(platform, action.name, **fields)
    stage.poll()
    _until_it_waits(stage)


@when("a loja passa a usar o novo token do Tiny")
def novo_token(stage: Stage) -> None:
    """O token que o Tiny gerou vai para a configuração do aplicativo e para o conector.

    Exemplo: Quando a loja passa a usar o novo token do Tiny
    """
    configure(stage)
    _hand_over(stage, tiny=tiny_access(stage))


@when("os acessos são entregues outra vez ao conector")
def acessos_outra_vez(stage: Stage) -> None:
    """O conector recebe de novo, como estão agora, os acessos às duas plataformas, e não esquece nada.

    Exemplo: Quando os acessos são entregues outra vez ao conector
    """
    _hand_over(stage, tiny=tiny_access(stage), novaoito=store_access(stage))


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


def _hand_over(stage: Stage, **accesses: dict[str, Any]) -> None:
    """Change the connector's access to platforms."""
    known = stage.world.data["platforms"]
    platforms = {name: {"url": known[name]["url"], "credentials": access} for name, access in accesses.items()}
    stage.driver.change({"platforms": platforms})
    stage.settle()


def _demand_clock(stage: Stage) -> None:
    """In real time a limit would take minutes, and what happens in the middle of a wait could come too late."""
    if "clock" not in stage.capabilities:
        raise Unsupported(NO_VIRTUAL_TIME)


def _until_it_waits(stage: Stage) -> None:
    watch = stage.watch()
    while True:
        quiet, state = stage.world.quiet(STEP_WAIT), stage.driver.state(STEP_WAIT)
        if state.waiting_until is not None:
            return
        if watch.is_still(quiet.last_exchange) and quiet.quiet and state.name == "idle":
            raise NotApplicable("o conector não precisou esperar no meio do trabalho")
        watch.pause()
