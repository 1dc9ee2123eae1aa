"""Passos sobre o que acontece no meio do trabalho do conector, e sobre os limites que o fazem esperar."""

from __future__ import annotations

from pytest_bdd import given, parsers, when

from homologa.features.kit import tables
from homologa.features.kit.errors import NotApplicable
from homologa.features.kit.settling import STEP_WAIT
from homologa.features.kit.stage import Stage


@given("que as plataformas aplicam os seus limites de acesso")
def aplicam_os_limites(stage: Stage) -> None:
    """Daqui em diante as plataformas recusam o que passa dos limites de acesso da conta.

    Exemplo: Dado que as plataformas aplicam os seus limites de acesso
    """
    stage.require_clock()
    stage.world.set_limits("enforce")


@when(parsers.parse('{lugar}, em "{menu}", aciono "{botao}" até o conector ter de esperar:'))
def aciono_ate_esperar(stage: Stage, lugar: str, menu: str, botao: str, datatable: list[list[str]]) -> None:
    """Aciona um botão uma vez e segue o conector até que ele tenha de esperar; o passo seguinte acontece no meio.

    Exemplo: Quando no Tiny, em "Suprimentos > Controle de estoques", aciono "Balanço" até o conector ter de esperar:
    """
    (fields,) = tables.rows(datatable)
    platform = stage.platform(lugar)
    action = stage.find_action(platform, menu, botao)
    stage.require_clock()
    stage.begin(platform, action.name, **fields)
    until_it_waits(stage)


def until_it_waits(stage: Stage) -> None:
    """Follow the connector until it has to wait; raises NotApplicable when it does not."""
    watch = stage.watch()
    while True:
        quiet, state = stage.world.quiet(STEP_WAIT), stage.driver.state(STEP_WAIT)
        if state.waiting_until is not None:
            return
        if watch.is_still(quiet.last_exchange) and quiet.quiet and state.name == "idle":
            raise NotApplicable("o conector não precisou esperar no meio do trabalho")
        watch.pause()
