"""Passos sobre as URLs do conector que o Tiny notifica."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import httpx
from pytest_bdd import given, parsers, then, when

from homologa.features.kit.errors import Blocked, Divergence, ScenarioMistake
from homologa.features.kit.integrations import IDENTIFIER
from homologa.features.kit.settling import STEP_WAIT
from homologa.features.kit.stage import Stage
from homologa.features.steps.avisos import demand_status, last_answer, notices
from homologa.simulators.control.client import ScreenRefused, WorldClient

ANSWER = "resposta do receptor"
OTHER_SEED = 2
"""Makes another company, with another CNPJ, than worlds have by themselves."""
WRONG = "chave-errada"
PAIR = 2


@when("no Tiny a URL de produtos é salva com outra chave")
def outra_chave(stage: Stage) -> None:
    """A URL do conector é colada com um engano na parte que só ele e o Tiny conhecem.

    Exemplo: Quando no Tiny a URL de produtos é salva com outra chave
    """
    url = with_another_key(_receiver(stage))
    stage.act("tiny", "salvar_integracao", identificador=stage.notes[IDENTIFIER], url_produtos=url)


@given("que a URL de produtos do Tiny é de quem só confirma o recebimento")
def so_confirma(stage: Stage) -> None:
    """A URL de produtos passa a ser a de um serviço que responde com sucesso a tudo e não informa mapeamento nenhum.

    Exemplo: Dado que a URL de produtos do Tiny é de quem só confirma o recebimento
    """
    url = f"{stage.world.data['platforms']['tiny']['url']}/api2/info.php"
    stage.act("tiny", "salvar_integracao", identificador=stage.notes[IDENTIFIER], url_produtos=url)


@when(parsers.parse('outra integração do mesmo Tiny envia o produto "{sku}" à URL do conector'))
def outra_integracao(stage: Stage, sku: str) -> None:
    """Uma segunda integração da mesma conta do Tiny usa a URL de produtos da primeira, que fica inativa.

    Exemplo: Quando outra integração do mesmo Tiny envia o produto "CAN-01" à URL do conector
    """
    _act(stage.world, "inativar_integracao", identificador=stage.notes[IDENTIFIER])
    _send_from(stage, stage.world, sku)


@when(parsers.parse('outra conta do Tiny envia o produto "{sku}" à URL do conector'))
def outra_conta(stage: Stage, sku: str) -> None:
    """Uma empresa que nada tem com a loja cola na sua integração a URL de produtos do conector.

    Exemplo: Quando outra conta do Tiny envia o produto "CAN-01" à URL do conector
    """
    world = stage.control.create_world(seed=OTHER_SEED, limits="off")
    try:
        world.act("tiny", "incluir_produto", nome="Produto de outra empresa", codigo=sku, preco=10)
        _send_from(stage, world, sku)
    finally:
        world.delete()


@when("os produtos das notificações perdidas do Tiny chegam numa só")
def chegam_numa_so(stage: Stage) -> None:
    """O conector recebe uma notificação do Tiny que traz em `dados` a lista dos produtos das que se perderam.

    Exemplo: Quando os produtos das notificações perdidas do Tiny chegam numa só
    """
    bodies = [json.loads(notice["body"]) for notice in notices(stage.world, "tiny", "produto")]
    if len(bodies) < PAIR:
        raise ScenarioMistake("faltam notificações “produto” do Tiny que possam chegar numa só")
    access = stage.handover.accesses()["platforms"]["tiny"]["credentials"]
    joined = {**bodies[0], "cnpj": access["cnpj"], "dados": [body["dados"] for body in bodies]}
    with stage.client() as client:
        client.post(_receiver(stage), json=joined)
    stage.settle()


@then(parsers.parse("o conector recusa a notificação com o status {status:d}"))
def recusa_a_notificacao(stage: Stage, status: int) -> None:
    """A notificação do passo anterior foi recebida e recusada.

    Exemplo: Então o conector recusa a notificação com o status 403
    """
    if ANSWER not in stage.notes:
        raise ScenarioMistake("nenhum passo anterior enviou uma notificação de outra conta ou integração")
    demand_status("tiny", stage.notes[ANSWER], status)


def with_another_key(url: str) -> str:
    """The URL with another secret: the values of its query or, when there is none, its longest part."""
    parts = httpx.URL(url)
    if parts.query:
        return str(parts.copy_with(query=urlencode(dict.fromkeys(parts.params, WRONG)).encode()))
    longest = max(parts.path.split("/"), key=len)
    return str(parts.copy_with(path=parts.path.replace(longest, WRONG)))


def _receiver(stage: Stage) -> str:
    if "product" not in stage.capabilities.receivers:
        raise Blocked("o conector não informou o receptor “product” na resposta ao /setup")
    return stage.capabilities.receivers["product"]


def _send_from(stage: Stage, world: WorldClient, sku: str) -> None:
    """Send a product by a new integration of this world; the answer is noted."""
    listed_as = stage.handover.integration.listed_as
    number = world.act("tiny", "incluir_integracao", plataforma=listed_as, nome="Outra loja")["identificador"]
    world.act("tiny", "salvar_integracao", identificador=number, url_produtos=_receiver(stage))
    world.quiet(STEP_WAIT)
    _act(world, "enviar_para_o_ecommerce", plataforma=listed_as, produtos=sku)
    world.quiet(STEP_WAIT)
    stage.poll()
    stage.settle()
    stage.notes[ANSWER] = last_answer(stage, world, "tiny", "produto")


def _act(world: WorldClient, action: str, **fields: Any) -> None:
    """Act on a screen of Tiny that refuses when the integration is not Ativa, which is the connector's doing."""
    try:
        world.act("tiny", action, **fields)
    except ScreenRefused as refused:
        text = f"a tela recusou: {refused.detail}"
        raise Divergence(text, platform="tiny", expected="aceito", found=refused.detail) from refused
