"""The webhook `precos`: the prices of a mapped product (tiny-api2 §6.1)."""

from collections.abc import Iterator

from homologa.simulators.kernel.events import Draft
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import precos
from homologa.simulators.tiny.rules.produtos import modelo as produtos
from homologa.simulators.tiny.webhooks.envelope import aviso, ouvintes, sku_do_pai, tentativas, texto

DUAS = tentativas(2)


def mudaram(work: Work, id_produto: int) -> Iterator[Draft]:
    """One notice for each integration that the product is mapped with; prices are decimal text, "0" for none."""
    for mapeamento, integracao in ouvintes(work, id_produto, "precos"):
        produto = precos.com_efetivos(work, produtos.obter(work, id_produto))
        dados = {
            "idMapeamento": str(mapeamento["id"]),
            "skuMapeamento": mapeamento["sku"],
            "skuMapeamentoPai": sku_do_pai(work, id_produto, integracao["id"]),
            "nome": produto["nome"],
            "codigo": produto["codigo"],
            "preco": texto(produto["preco"]),
            "precoPromocional": texto(produto["preco_promocional"]),
        }
        yield aviso(work, integracao, "precos", dados, DUAS, produto["codigo"])
