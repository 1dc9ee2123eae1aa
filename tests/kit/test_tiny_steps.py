"""The steps about Tiny's account tell what they found, and fail when it is not what was said."""

import pytest

from homologa.features.kit.driver import Capabilities
from homologa.features.kit.errors import Divergence, ScenarioMistake
from homologa.features.kit.stage import Stage
from homologa.features.steps import tiny


@pytest.fixture
def stage(homologa_control, homologa_world) -> Stage:
    return Stage(homologa_control, None, homologa_world, Capabilities())


@pytest.fixture
def paid(stage) -> Stage:
    """An order of Ideris whose approval was told to it, and to the account."""
    tiny.recebe_todos_os_avisos(stage, "Uplaces")
    tiny.recebe_todos_os_avisos(stage, "Ideris")
    tiny.conta_tem_quem_receba(stage, "aceite")
    order = {"cliente": "Ana", "itens": [{"codigo": "CAN-01", "valor": 10}], "numero_ecommerce": "IDE-1"}
    stage.act("tiny", "incluir_pedido", identificador=21408, **order)
    stage.act("tiny", "mudar_situacao_do_pedido", pedido=4711, situacao="Aprovado")
    return stage


def test_notices_are_counted_for_whom_they_were(paid):
    tiny.integracao_teve_avisos(paid, "Ideris", 1, "situacao_pedido")
    tiny.integracao_teve_avisos(paid, "Uplaces", 0, "situacao_pedido")
    tiny.conta_teve_avisos(paid, 1, "atualizacao_pedido")

    with pytest.raises(Divergence, match="“Uplaces” teve 0 avisos"):
        tiny.integracao_teve_avisos(paid, "Uplaces", 1, "situacao_pedido")
    with pytest.raises(Divergence, match="a conta teve 0 avisos"):
        tiny.conta_teve_avisos(paid, 1, "situacao_pedido")


def test_the_answer_to_a_client_is_told(stage):
    tiny.chama(stage, "info.php")

    tiny.responde_com_sucesso(stage)
    tiny.informa_o_limite(stage, 60)
    with pytest.raises(Divergence, match="outro limite"):
        tiny.informa_o_limite(stage, 30)
    with pytest.raises(Divergence, match="é outra"):
        tiny.responde_com_o_codigo(stage, 6)


def test_the_refusal_of_a_client_is_told(stage):
    tiny.chama(stage, "produto.obter.php", [["id"], ["7"]])

    tiny.responde_com_o_codigo(stage, 32)
    with pytest.raises(Divergence, match="recusou a chamada"):
        tiny.responde_com_sucesso(stage)
    with pytest.raises(Divergence, match="mensagem"):
        tiny.explica_o_erro(stage, "Bloqueada")


def test_an_answer_in_xml_is_told_as_well(stage):
    tiny.chama(stage, "info.php", [["formato"], ["xml"]])
    tiny.responde_com_sucesso(stage)

    tiny.chama(stage, "nota.fiscal.obter.xml.php", [["id", "formato"], ["7", "xml"]])
    tiny.responde_com_o_codigo(stage, 32)
    tiny.explica_o_erro(stage, "não localizad")
    with pytest.raises(Divergence, match="recusou a chamada"):
        tiny.responde_com_sucesso(stage)


def test_what_is_neither_json_nor_xml_is_told(stage):
    tiny.chama(stage, "nada.que.exista")
    with pytest.raises(Divergence, match="nem em XML"):
        tiny.responde_com_sucesso(stage)


@pytest.mark.parametrize(
    "step",
    [
        tiny.responde_com_sucesso,
        lambda stage: tiny.integracao_teve_avisos(stage, "Ideris", 1, "estoque"),
        lambda stage: tiny.conta_tem_quem_receba(stage, "leia"),
    ],
)
def test_what_no_step_before_prepared_is_a_mistake(stage, step):
    with pytest.raises(ScenarioMistake):
        step(stage)
