"""What orders do with stock: reservation, launching and giving back (tiny-api2 §5.4, §10; IDE-19)."""

from collections.abc import Mapping, Sequence
from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import ValidacaoRecusada
from homologa.simulators.tiny.rules import estoques, gravacao, produtos, settings
from homologa.simulators.tiny.rules.estoques import ENTRADA, SAIDA, Lancamento
from homologa.simulators.tiny.rules.pedidos.situacoes import CANCELADO

SEM_ORIGEM = "0"


def reservar(work: Work, pedido: dict[str, Any]) -> None:
    """Make what is reserved for an order what it should be; the caller stores the order.

    Its items are reserved from its inclusion until its stock is launched or it is cancelled (TRY-24), unless the
    account does not reserve.
    """
    devidas = _devidas(work, pedido)
    atuais: dict[str, float] = pedido["reservas"]
    for chave in dict.fromkeys([*atuais, *devidas]):
        diferenca = round(devidas.get(chave, 0.0) - atuais.get(chave, 0.0), 4)
        produto = work.documents(produtos.PRODUTO).get(int(chave))
        if diferenca and produto is not None:
            estoques.reservar(work, produto, diferenca)
    pedido["reservas"] = devidas


def lancar(work: Work, pedido: dict[str, Any]) -> None:
    """Take the items of an order out of stock; an item that is not in the catalogue is registered first (IDE-19).

    The caller stores the order. Raises ValidacaoRecusada when it is done already, or the order is cancelled
    [inferred].
    """
    if pedido["estoque_lancado"]:
        raise ValidacaoRecusada("O estoque do pedido já foi lançado")
    if pedido["situacao"] == CANCELADO:
        raise ValidacaoRecusada("O estoque de um pedido cancelado não pode ser lançado")
    for item in pedido["itens"]:
        item["id_produto"] = item["id_produto"] or cadastrar(work, item)
    pedido["itens_lancados"] = _mover(work, pedido, SAIDA, pedido["itens"])
    pedido["estoque_lancado"] = True
    reservar(work, pedido)


def estornar(work: Work, pedido: dict[str, Any]) -> None:
    """Give back to stock what an order took, whatever its products are by now; the caller stores the order.

    Raises ValidacaoRecusada when nothing was taken [inferred].
    """
    if not pedido["estoque_lancado"]:
        raise ValidacaoRecusada("O estoque do pedido não foi lançado")
    _mover(work, pedido, ENTRADA, pedido["itens_lancados"])
    pedido |= {"estoque_lancado": False, "itens_lancados": []}
    reservar(work, pedido)


def cadastrar(work: Work, item: Mapping[str, Any]) -> int:
    """The product of an item that names none: that of its code by now, else a new one made of the item [inferred]."""
    achados = produtos.por_codigo(work, item["codigo"]) if item["codigo"] else []
    if achados:
        return int(achados[0]["id"])
    registro = {
        "nome": item["descricao"],
        "codigo": item["codigo"],
        "unidade": item["unidade"],
        "preco": item["valor_unitario"],
        "origem": SEM_ORIGEM,
        "situacao": "A",
        "tipo": "P",
    }
    return gravacao.incluir(work, registro).id


def _mover(
    work: Work, pedido: Mapping[str, Any], tipo: str, itens: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Move items in the deposit of the order, and give those that were moved: services have no stock.

    A product that got variations after its stock was taken has none to be given back to [inferred].
    """
    movidos = []
    for item in itens:
        produto = work.documents(produtos.PRODUTO).get(item["id_produto"])
        if produto is None or produto["tipo"] == "S" or (tipo == ENTRADA and produto["tipo_variacao"] == "P"):
            continue
        quantidade, valor = item["quantidade"], item["valor_unitario"]
        movimento = Lancamento(tipo, quantidade, pedido["deposito"], valor, f"Pedido {pedido['numero']}")
        estoques.movimentar(work, produto, movimento)
        movidos.append({"id_produto": produto["id"], "quantidade": quantidade, "valor_unitario": valor})
    return movidos


def _devidas(work: Work, pedido: Mapping[str, Any]) -> dict[str, float]:
    """What should be reserved, by the id of the product as text; services and parents have no stock."""
    if pedido["estoque_lancado"] or pedido["situacao"] == CANCELADO or not settings.ler(work, "stock_reservation"):
        return {}
    devidas: dict[str, float] = {}
    for item in pedido["itens"]:
        produto = work.documents(produtos.PRODUTO).get(item["id_produto"]) if item["id_produto"] else None
        if produto is not None and produto["tipo"] != "S" and produto["tipo_variacao"] != "P":
            chave = str(produto["id"])
            devidas[chave] = round(devidas.get(chave, 0.0) + item["quantidade"], 4)
    return devidas
