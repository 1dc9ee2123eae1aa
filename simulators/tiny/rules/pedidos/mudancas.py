"""The life of an order: its situation, stock, accounts, markers and dispatch (tiny-api2 §5.4, §10).

Each rule takes an order, changes it and stores it once.
"""

from collections.abc import Sequence
from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import ValidacaoRecusada
from homologa.simulators.tiny.rules import contas, marcadores
from homologa.simulators.tiny.rules.pedidos import estoque, ocorrencias
from homologa.simulators.tiny.rules.pedidos.modelo import PEDIDO, gravar
from homologa.simulators.tiny.rules.pedidos.situacoes import CANCELADO


def mudar_situacao(work: Work, pedido: dict[str, Any], para: str) -> None:
    """Bring an order to a situation; any may follow any [inferred], and the one that it has changes nothing.

    A cancelled order gives back the stock that was launched and its reservation, and loses the accounts that are
    still open; one that comes back from there is reserved anew, and nothing is launched [inferred].
    """
    de = pedido["situacao"]
    if de == para:
        return
    if para == CANCELADO:
        _desfazer(work, pedido)
    pedido["situacao"] = para
    ocorrencias.registrar(work, pedido)
    estoque.reservar(work, pedido)
    gravar(work, pedido)
    work.emit("situacao_mudou", id_pedido=pedido["id"], de=de, para=para)


def lancar_estoque(work: Work, pedido: dict[str, Any]) -> None:
    """Take the items out of stock, registering those that are not in the catalogue; raises ValidacaoRecusada."""
    estoque.lancar(work, pedido)
    gravar(work, pedido)


def estornar_estoque(work: Work, pedido: dict[str, Any]) -> None:
    """Give the items back to stock; raises ValidacaoRecusada."""
    estoque.estornar(work, pedido)
    gravar(work, pedido)


def lancar_contas(work: Work, pedido: dict[str, Any]) -> None:
    """Make the accounts to be received; raises ValidacaoRecusada."""
    contas.lancar_do_pedido(work, pedido)
    pedido["contas_lancadas"] = True
    gravar(work, pedido)


def estornar_contas(work: Work, pedido: dict[str, Any]) -> None:
    """Take the accounts away; raises ValidacaoRecusada."""
    contas.estornar_do_pedido(work, pedido)
    pedido["contas_lancadas"] = False
    gravar(work, pedido)


def incluir_marcadores(work: Work, pedido: dict[str, Any], nomeados: Sequence[dict[str, Any]]) -> None:
    """Put markers on an order; raises ValidacaoRecusada."""
    pedido["marcadores"] = marcadores.com(work, pedido["marcadores"], nomeados)
    gravar(work, pedido)


def remover_marcadores(work: Work, pedido: dict[str, Any], nomeados: Sequence[dict[str, Any]]) -> None:
    """Take markers off an order."""
    pedido["marcadores"] = marcadores.sem(pedido["marcadores"], nomeados)
    gravar(work, pedido)


def excluir(work: Work, pedido: dict[str, Any]) -> None:
    """Delete an order, which no webhook tells (§6.1); what it launched and reserved is undone [inferred].

    Raises ValidacaoRecusada for one that has a nota fiscal [inferred].
    """
    if pedido["id_nota_fiscal"]:
        raise ValidacaoRecusada("O pedido tem nota fiscal e não pode ser excluído")
    _desfazer(work, pedido)
    estoque.reservar(work, {**pedido, "situacao": CANCELADO})
    for ocorrencia in ocorrencias.do_pedido(work, pedido["id"]):
        work.documents(ocorrencias.OCORRENCIA).remove(ocorrencia["id"])
    work.documents(PEDIDO).remove(pedido["id"])


def _desfazer(work: Work, pedido: dict[str, Any]) -> None:
    if pedido["estoque_lancado"]:
        estoque.estornar(work, pedido)
    pedido["contas_lancadas"] = contas.retirar_abertas(work, pedido["id"])
