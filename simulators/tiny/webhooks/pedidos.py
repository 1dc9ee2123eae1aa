"""The account's webhooks `inclusao_pedido` and `atualizacao_pedido` (tiny-api2 §6.3)."""

from collections.abc import Iterator, Mapping
from typing import Any

from homologa.simulators.kernel.events import Draft
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import formas_envio, integracoes, mascaras
from homologa.simulators.tiny.rules.avisos_da_conta import VENDAS
from homologa.simulators.tiny.rules.datas import escrito
from homologa.simulators.tiny.rules.pedidos import modelo
from homologa.simulators.tiny.rules.pedidos.situacoes import SITUACOES
from homologa.simulators.tiny.webhooks.conta import aviso


def incluido(work: Work, id_pedido: int) -> Iterator[Draft]:
    """An order was created."""
    return _aviso(work, "inclusao_pedido", id_pedido)


def alterado(work: Work, id_pedido: int) -> Iterator[Draft]:
    """An order was changed: its situation, its items, or anything else of it."""
    return _aviso(work, "atualizacao_pedido", id_pedido)


def _aviso(work: Work, tipo: str, id_pedido: int) -> Iterator[Draft]:
    pedido = modelo.obter(work, id_pedido)
    return aviso(work, VENDAS, tipo, _dados(work, pedido), str(pedido["numero"]))


def _dados(work: Work, pedido: Mapping[str, Any]) -> dict[str, Any]:
    id_ecommerce = pedido["id_ecommerce"]
    integracao = work.documents(integracoes.INTEGRACAO).get(id_ecommerce) if id_ecommerce else None
    return {
        "id": pedido["id"],
        "numero": pedido["numero"],
        "data": escrito(pedido["data_pedido"]),
        "idPedidoEcommerce": pedido["numero_ecommerce"],
        "codigoSituacao": pedido["situacao"],
        "descricaoSituacao": SITUACOES[pedido["situacao"]],
        "idContato": pedido["id_contato"],
        "idNotaFiscal": str(pedido["id_nota_fiscal"]),
        "nomeEcommerce": integracao["nome"] if integracao else pedido["ecommerce"],
        "formaEnvio": _forma_de_envio(work, pedido["forma_envio"]),
        "cliente": {
            "nome": pedido["cliente"]["nome"],
            "cpfCnpj": mascaras.cpf_cnpj(pedido["cliente"]["cpf_cnpj"]),
        },
    }


def _forma_de_envio(work: Work, codigo: str) -> dict[str, str]:
    forma = formas_envio.por_codigo(work, codigo)
    return {"id": str(forma["id"]) if forma else "0", "descricao": forma["nome"] if forma else ""}
