"""The webhook `nota_fiscal`: an invoice was authorised (tiny-api2 §6.1, §6.3; IDE-18, IDE-24)."""

from collections.abc import Iterator, Mapping
from typing import Any

from homologa.simulators.kernel.events import Draft
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules.avisos_da_conta import NOTAS
from homologa.simulators.tiny.rules.notas import modelo
from homologa.simulators.tiny.rules.notas.emissao import link
from homologa.simulators.tiny.rules.numeros import numero
from homologa.simulators.tiny.rules.pedidos.modelo import PEDIDO
from homologa.simulators.tiny.webhooks import conta
from homologa.simulators.tiny.webhooks.envelope import aviso, ouve, tentativas

TIPO = "nota_fiscal"
DUAS = tentativas(2)


def autorizada(work: Work, id_nota: int) -> Iterator[Draft]:
    """One notice to the integration that its order came from and to no other; none for an invoice of no order."""
    nota = modelo.obter(work, id_nota)
    pedido = work.documents(PEDIDO).get(nota["id_venda"]) if nota["id_venda"] else None
    integracao = ouve(work, pedido["id_ecommerce"], TIPO) if pedido is not None else None
    if integracao is not None:
        yield aviso(work, integracao, TIPO, _dados(nota), DUAS, modelo.numero_escrito(nota))


def autorizada_na_conta(work: Work, id_nota: int) -> Iterator[Draft]:
    """One notice to the account's own URL, for any order and for none."""
    nota = modelo.obter(work, id_nota)
    return conta.aviso(work, NOTAS, TIPO, _dados(nota), modelo.numero_escrito(nota))


def _dados(nota: Mapping[str, Any]) -> dict[str, Any]:
    """What is told; the moment of issue is written as `YYYY-MM-DD HH:MM:SS` [inferred]."""
    return {
        "chaveAcesso": nota["chave_acesso"],
        "numero": nota["numero"],
        "serie": nota["serie"],
        "urlDanfe": link(nota),
        "idPedidoEcommerce": nota["numero_ecommerce"],
        "dataEmissao": nota["data_emissao"],
        "valorNota": numero(nota["valor_nota"]),
        "idNotaFiscalTiny": nota["id"],
    }
