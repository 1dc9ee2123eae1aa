"""What orders do with stock: reservation, launching and giving back (tiny-api2 §5.4, §10; IDE-19)."""

from collections.abc import Mapping
from typing import Any

from simulators.kernel.work import Work
from simulators.tiny.errors import ValidacaoRecusada
from simulators.tiny.rules import estoques, gravacao, produtos, settings
from simulators.tiny.rules.estoques import ENTRADA, SAIDA, Lancamento
from simulators.tiny.rules.pedidos.situacoes import CANCELADO

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
    _mover(work, pedido, SAIDA)
    pedido["estoque_lancado"] = True
    reservar(work, pedido)


def estornar(work: Work, pedido: dict[str, Any]) -> None:
    """Give the items of an order back to stock; the caller stores the order.

    Raises ValidacaoRecusada when they were not taken [inferred].
    """
    if not pedido["estoque_lancado"]:
        raise ValidacaoRecusada("O estoque do pedido não foi lançado")
    _mover(work, pedido, ENTRADA)
    pedido["estoque_lancado"] = False
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


def _mover(work: Work, pedido: Mapping[str, Any], tipo: str) -> None:
    observacoes = f"Pedido {pedido['numero']}"
    for item in pedido["itens"]:
        produto = work.documents(produtos.PRODUTO).get(item["id_produto"])
        if produto is not None and produto["tipo"] != "S":
            movimento = Lancamento(tipo, item["quantidade"], pedido["deposito"], item["valor_unitario"], observacoes)
            estoques.movimentar(work, produto, movimento)


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
