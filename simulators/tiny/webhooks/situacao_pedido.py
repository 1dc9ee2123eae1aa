"""The webhook `situacao_pedido`: an order of an integration came to another situation (tiny-api2 §6.1)."""

from collections.abc import Iterator

from homologa.simulators.kernel.events import Draft
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules.pedidos import modelo
from homologa.simulators.tiny.rules.pedidos.situacoes import SITUACOES
from homologa.simulators.tiny.webhooks.envelope import aviso, ouve, tentativas

QUINZE = tentativas(15)


def mudou(work: Work, id_pedido: int, de: str, para: str) -> Iterator[Draft]:
    """One notice to the integration that the order came from, and to no other."""
    pedido = modelo.obter(work, id_pedido)
    integracao = ouve(work, pedido["id_ecommerce"], "situacao_pedido")
    if integracao is not None:
        dados = {
            "idPedidoEcommerce": pedido["numero_ecommerce"],
            "idVendaTiny": id_pedido,
            "situacao": para,
            "descricaoSituacao": SITUACOES[para],
        }
        yield aviso(work, integracao, "situacao_pedido", dados, QUINZE, str(pedido["numero"]), de=de)
