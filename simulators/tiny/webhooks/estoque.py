"""The webhook `estoque`: the balance of a mapped product, physical or available (tiny-api2 §6.1)."""

from collections.abc import Iterator

from homologa.simulators.kernel.events import Draft
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import estoques
from homologa.simulators.tiny.rules.numeros import numero
from homologa.simulators.tiny.rules.produtos import modelo as produtos
from homologa.simulators.tiny.webhooks.envelope import aviso, ouvintes, sku_do_pai, tentativas

QUINZE = tentativas(15)


def mudou(work: Work, id_produto: int) -> Iterator[Draft]:
    """One notice for each integration that the product is mapped with; the stock rule tells which balance goes."""
    for mapeamento, integracao in ouvintes(work, id_produto, "estoque"):
        produto = produtos.obter(work, id_produto)
        saldos, tipo = estoques.saldos(work, produto), integracao["tipo_estoque"]
        dados = {
            "tipoEstoque": tipo,
            "saldo": numero(saldos.fisico if tipo == "F" else saldos.disponivel),
            "idProduto": id_produto,
            "sku": produto["codigo"],
            "skuMapeamento": mapeamento["sku"],
            "skuMapeamentoPai": sku_do_pai(work, id_produto, integracao["id"]),
        }
        yield aviso(work, integracao, "estoque", dados, QUINZE, produto["codigo"])
