"""Passos sobre estoque e preços depois do vínculo."""

from __future__ import annotations

from pytest_bdd import given, parsers, when

from homologa.features.kit.errors import OperationRefused, ScenarioMistake, Unsupported
from homologa.features.kit.integrations import IDENTIFIER
from homologa.features.kit.stage import Stage

NOTICES = {"estoque": "stock", "preços": "price"}
RECONCILIATIONS = {"o estoque": "reconcile_stock", "os preços": "reconcile_prices"}


@given(parsers.parse("que o conector recebe avisos de {que} do Tiny"))
def recebe_avisos(stage: Stage, que: str) -> None:
    """Os cenários de estoque ou de preços só valem para o conector que informa o receptor desses avisos.

    Exemplo: Dado que o conector recebe avisos de estoque do Tiny
    """
    if que not in NOTICES:
        raise ScenarioMistake(f"não há avisos de “{que}”; há: {', '.join(NOTICES)}")
    if NOTICES[que] not in stage.capabilities.receivers:
        raise Unsupported(f"o conector não recebe avisos de {que}")


@given("que o Tiny envia o estoque disponível, sem o que está reservado")
def envia_o_disponivel(stage: Stage) -> None:
    """Nas regras de estoque da integração, o saldo que vai nos avisos passa a ser o disponível.

    Exemplo: Dado que o Tiny envia o estoque disponível, sem o que está reservado
    """
    stage.act("tiny", "salvar_regra_de_estoque", identificador=stage.notes[IDENTIFIER], enviar="disponível")


@given(parsers.parse("que o Tiny tem {quantas:d} listas de preços"))
def tem_muitas_listas(stage: Stage, quantas: int) -> None:
    """Inclui tantas listas de preços, com descrições próprias e sem acréscimo nem desconto.

    Exemplo: Dado que o Tiny tem 120 listas de preços
    """
    for number in range(1, quantas + 1):
        stage.world.act("tiny", "incluir_lista_de_precos", descricao=f"Lista {number}")
    stage.poll()
    stage.settle()


@when(parsers.parse("o conector reconcilia {que}"))
def reconcilia(stage: Stage, que: str) -> None:
    """Começa à mão a operação que traz para a loja o que o Tiny diz agora de cada produto vinculado.

    Exemplo: Quando o conector reconcilia o estoque
    """
    if que not in RECONCILIATIONS:
        raise ScenarioMistake(f"não se reconcilia “{que}”; há: {', '.join(RECONCILIATIONS)}")
    try:
        stage.run(RECONCILIATIONS[que])
    except OperationRefused as refused:
        raise Unsupported(f"o conector não reconcilia {que}") from refused
    stage.settle()
