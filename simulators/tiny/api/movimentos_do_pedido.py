"""Services that move an order on: stock, accounts, markers, dispatch, production."""

from typing import Any

from homologa.simulators.kernel.errors import Fidelity
from homologa.simulators.kernel.operations import Call
from homologa.simulators.tiny.api import parametros
from homologa.simulators.tiny.api.pedidos import AUSENTE, pedido_do_parametro
from homologa.simulators.tiny.api.registry import service
from homologa.simulators.tiny.rules import marcadores
from homologa.simulators.tiny.rules.pedidos import despacho, modelo, mudancas
from homologa.simulators.tiny.wire import Retorno


@service("pedido.lancar.estoque", source="§5.4, §10", writes=True)
def pedido_lancar_estoque(call: Call) -> Retorno:
    """Take the items of an order out of stock."""
    mudancas.lancar_estoque(call.work, pedido_do_parametro(call))
    return Retorno({})


@service("pedido.estornar.estoque", source="§5.4, §10", writes=True)
def pedido_estornar_estoque(call: Call) -> Retorno:
    """Give the items of an order back to stock."""
    mudancas.estornar_estoque(call.work, pedido_do_parametro(call))
    return Retorno({})


@service("pedido.lancar.contas", source="§5.4", writes=True)
def pedido_lancar_contas(call: Call) -> Retorno:
    """Make the accounts to be received of an order."""
    mudancas.lancar_contas(call.work, pedido_do_parametro(call))
    return Retorno({})


@service("pedido.estornar.contas", source="§5.4", writes=True)
def pedido_estornar_contas(call: Call) -> Retorno:
    """Take the accounts of an order away."""
    mudancas.estornar_contas(call.work, pedido_do_parametro(call))
    return Retorno({})


@service(
    "pedido.marcadores.incluir",
    source="§5.4, §9 Q11",
    fidelity=Fidelity.CLIENT,
    writes=True,
    documento="marcadores",
    no_corpo=True,
    lista=True,
)
def pedido_marcadores_incluir(call: Call) -> Retorno:
    """Put markers on an order."""
    mudancas.incluir_marcadores(call.work, _marcado(call), marcadores.ler(call.data.documents["marcadores"]))
    return Retorno({})


@service(
    "pedido.marcadores.remover",
    source="§5.4, §9 Q11",
    fidelity=Fidelity.CLIENT,
    writes=True,
    documento="marcadores",
    no_corpo=True,
    lista=True,
)
def pedido_marcadores_remover(call: Call) -> Retorno:
    """Take markers off an order."""
    mudancas.remover_marcadores(call.work, _marcado(call), marcadores.ler(call.data.documents["marcadores"]))
    return Retorno({})


@service("cadastrar.codigo.rastreamento.pedido", source="§5.4", writes=True)
def cadastrar_codigo_rastreamento_pedido(call: Call) -> Retorno:
    """Store the dispatch information of an order."""
    despacho.cadastrar(call.work, pedido_do_parametro(call), call.data.parameters)
    return Retorno({})


@service("gerar.ordem.producao.pedido", source="§5.4", writes=True)
def gerar_ordem_producao_pedido(call: Call) -> Retorno:
    """Take the request for production of a known order; production orders are not simulated."""
    pedido_do_parametro(call)
    return Retorno({})


def _marcado(call: Call) -> dict[str, Any]:
    """The order that `idPedido` names; a JSON body may carry it beside its markers [inferred]."""
    documento = call.data.documents["marcadores"]
    no_corpo = {"idPedido": str(documento["idPedido"])} if "idPedido" in documento else {}
    return modelo.obter(call.work, parametros.id_de({**no_corpo, **call.data.parameters}, AUSENTE, "idPedido"))
