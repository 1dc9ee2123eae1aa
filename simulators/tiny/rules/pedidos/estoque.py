"""What orders do with stock: reservation, launching and giving back (tiny-api2 §5.4, §10; IDE-19)."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import ValidacaoRecusada
from homologa.simulators.tiny.rules import estoques, settings
from homologa.simulators.tiny.rules.estoques import ENTRADA, SAIDA, Lancamento
from homologa.simulators.tiny.rules.pedidos.situacoes import CANCELADO
from homologa.simulators.tiny.rules.produtos import gravacao, kits
from homologa.simulators.tiny.rules.produtos import modelo as produtos

SEM_ORIGEM = "0"


def reservar(work: Work, pedido: dict[str, Any]) -> None:
    """Make what is reserved for an order what it should be, of a kit its parts; the caller stores the order.

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
    """Take the items of an order, of a kit its parts, out of stock; one not in the catalogue is registered (IDE-19).

    The caller stores the order. Raises ValidacaoRecusada when it is done already, or the order is cancelled
    [inferred].
    """
    if pedido["estoque_lancado"]:
        raise ValidacaoRecusada("O estoque do pedido já foi lançado")
    if pedido["situacao"] == CANCELADO:
        raise ValidacaoRecusada("O estoque de um pedido cancelado não pode ser lançado")
    for item in pedido["itens"]:
        item["id_produto"] = item["id_produto"] or cadastrar(work, item)
    pedido["itens_lancados"] = _tirar(work, pedido)
    pedido["estoque_lancado"] = True
    reservar(work, pedido)


def estornar(work: Work, pedido: dict[str, Any]) -> None:
    """Give back to stock what an order took, whatever its products are by now; the caller stores the order.

    Raises ValidacaoRecusada when nothing was taken [inferred].
    """
    if not pedido["estoque_lancado"]:
        raise ValidacaoRecusada("O estoque do pedido não foi lançado")
    _devolver(work, pedido)
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


def _tirar(work: Work, pedido: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Take the items out of the deposit of the order, and give what was moved: services have no stock.

    Of the value of a kit nothing is known part by part, so that its parts move without one [inferred].
    """
    movidos = []
    for item in pedido["itens"]:
        vendido = work.documents(produtos.PRODUTO).get(item["id_produto"])
        if vendido is None or vendido["tipo"] == "S":
            continue
        for produto, quantidade in kits.abrir(work, vendido, item["quantidade"]):
            valor = item["valor_unitario"] if produto is vendido else 0.0
            _movimentar(work, pedido, produto, SAIDA, quantidade, valor)
            movidos.append({"id_produto": produto["id"], "quantidade": quantidade, "valor_unitario": valor})
    return movidos


def _devolver(work: Work, pedido: Mapping[str, Any]) -> None:
    """Give back what was taken; what became a parent, a kit or a service has no stock to be given to [inferred]."""
    for item in pedido["itens_lancados"]:
        produto = work.documents(produtos.PRODUTO).get(item["id_produto"])
        if produto is not None and kits.tem_estoque(produto):
            _movimentar(work, pedido, produto, ENTRADA, item["quantidade"], item["valor_unitario"])


def _movimentar(
    work: Work, pedido: Mapping[str, Any], produto: dict[str, Any], tipo: str, quantidade: float, valor: float
) -> None:
    movimento = Lancamento(tipo, quantidade, pedido["deposito"], valor, f"Pedido {pedido['numero']}")
    estoques.movimentar(work, produto, movimento)


def _devidas(work: Work, pedido: Mapping[str, Any]) -> dict[str, float]:
    """What should be reserved, by the id of the product as text; services and parents have no stock."""
    if pedido["estoque_lancado"] or pedido["situacao"] == CANCELADO or not settings.ler(work, "stock_reservation"):
        return {}
    devidas: dict[str, float] = {}
    for item in pedido["itens"]:
        vendido = work.documents(produtos.PRODUTO).get(item["id_produto"]) if item["id_produto"] else None
        for produto, quantidade in kits.abrir(work, vendido, item["quantidade"]) if vendido is not None else ():
            if produto["tipo"] != "S" and produto["tipo_variacao"] != "P":
                chave = str(produto["id"])
                devidas[chave] = round(devidas.get(chave, 0.0) + quantidade, 4)
    return devidas
