"""Stock services."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.operations import Call
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.api import formas, lotes, parametros
from homologa.simulators.tiny.api.registry import service
from homologa.simulators.tiny.errors import DocumentoMalFormado
from homologa.simulators.tiny.rules import estoques, lancamentos, numeros
from homologa.simulators.tiny.rules.estoques import SaldoNoDeposito
from homologa.simulators.tiny.rules.lotes import um
from homologa.simulators.tiny.rules.produtos import modelo as produtos
from homologa.simulators.tiny.wire import Retorno


@service("produto.obter.estoque", source="§5.2", estado_em_texto=True)
def produto_obter_estoque(call: Call) -> Retorno:
    """The balances of one product, by deposit; `saldo` leaves out those "desconsiderar"."""
    produto = produtos.obter(call.work, parametros.id_do_produto(call.data.body))
    saldos = estoques.saldos(call.work, produto)
    registro = {
        **formas.cabeca(produto),
        "unidade": produto["unidade"],
        "saldo": numeros.numero(saldos.fisico),
        "saldoReservado": numeros.numero(saldos.reservado),
        "depositos": [{"deposito": _deposito(linha)} for linha in saldos.depositos],
    }
    return Retorno({"produto": registro})


@service("produto.atualizar.estoque", source="§5.2", writes=True, documento="estoque")
def produto_atualizar_estoque(call: Call) -> Retorno:
    """Move the stock of one product.

    `registros` is an object when it is done, and a list when it is refused, as in `pedido.incluir` [inferred].
    """
    registro = call.data.documents["estoque"].get("estoque")
    if not isinstance(registro, dict):
        raise DocumentoMalFormado(hint='o parâmetro estoque deve ser {"estoque":{…}}')
    resultado = um(call.work, registro, "1", lancamentos.lancar)
    return lotes.retorno_de_um(call, resultado, lambda movimento: _movimento(call.work, movimento))


def _deposito(linha: SaldoNoDeposito) -> dict[str, Any]:
    return {
        "nome": linha.nome,
        "desconsiderar": "S" if linha.desconsiderar else "N",
        "saldo": numeros.numero(linha.saldo),
        "empresa": linha.empresa,
    }


def _movimento(work: Work, movimento: Mapping[str, Any]) -> dict[str, Any]:
    """What was done; `saldoEstoque` is the balance of the product, `saldoReservado` null when none is [inferred]."""
    saldos = estoques.saldos(work, produtos.obter(work, movimento["id_produto"]))
    return {
        "id": str(movimento["id"]),
        "saldoEstoque": numeros.numero(saldos.fisico),
        "saldoReservado": numeros.numero(saldos.reservado) if saldos.reservado else None,
        "registroCriado": True,
    }
