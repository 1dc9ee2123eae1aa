"""What the company sells: products of the shared catalogue, a kit, tags, a second deposit and price lists."""

from typing import Any

from homologa.simulators.kernel import catalogue
from homologa.simulators.kernel.catalogue import Article
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import depositos, estoques, listas_de_precos, tags
from homologa.simulators.tiny.rules.produtos import gravacao
from homologa.simulators.tiny.rules.produtos import modelo as produtos

LOJA = "Loja física"
ATACADO, MARKETPLACE = "Atacado", "Marketplaces"
INATIVO, SEM_GTIN = 9, 12
"""Places in the catalogue of articles that a company would have to look at before it sells them."""
ITENS_DO_KIT = (0, 5)
BASTANTE = 12
"""Units in stock of what orders take, so that no sale leaves less than nothing."""


def semear(work: Work, quantos: int) -> list[int]:
    """So many products of the catalogue and what goes with them; gives the ids of the products, parents only."""
    depositos.incluir(work, LOJA)
    novidade, artesanal = _tags(work)
    ids = []
    for lugar, artigo in enumerate(catalogue.articles(work.source, quantos)):
        dados = registro(artigo)
        dados["tags"] = [artesanal] if lugar % 3 else [novidade, artesanal]
        if lugar == INATIVO:
            dados["situacao"] = "I"
        if lugar == SEM_GTIN:
            dados["gtin"] = ""
        ids.append(gravacao.incluir(work, dados).id)
    _abastecer_loja(work, ids)
    _kit(work, ids)
    _listas(work, ids)
    return ids


def a_venda(work: Work, ids: list[int]) -> list[dict[str, Any]]:
    """The active products without variations of which there is enough in stock."""
    achados = (produtos.obter(work, id_produto) for id_produto in ids)
    simples = (produto for produto in achados if produto["situacao"] == "A" and produto["tipo_variacao"] == "N")
    return [produto for produto in simples if estoques.saldos(work, produto).fisico >= BASTANTE]


def registro(artigo: Article) -> dict[str, Any]:
    """An article as `produto.incluir` takes it."""
    altura, largura, comprimento = artigo.size
    return {
        "codigo": artigo.sku,
        "nome": artigo.name,
        "unidade": "UN",
        "preco": artigo.price,
        "preco_promocional": artigo.promotional,
        "preco_custo": artigo.cost,
        "ncm": artigo.ncm,
        "origem": "0",
        "gtin": artigo.gtin,
        "situacao": "A",
        "tipo": "P",
        "marca": artigo.brand,
        "categoria": " >> ".join(artigo.category),
        "descricao_complementar": artigo.description,
        "garantia": "90 dias",
        "peso_liquido": artigo.weight,
        "peso_bruto": round(artigo.weight * 1.1, 3),
        "altura_embalagem": altura,
        "largura_embalagem": largura,
        "comprimento_embalagem": comprimento,
        "tipo_embalagem": "2",
        "estoque_atual": artigo.stock,
        "imagens_externas": [{"imagem_externa": {"url": f"https://imagens.loja.example/{artigo.sku.lower()}.jpg"}}],
        "variacoes": [{"variacao": _variacao(artigo, forma)} for forma in artigo.variants],
    }


def _tags(work: Work) -> tuple[int, int]:
    grupo = tags.incluir_grupo(work, {"nome": "Vitrine"}).id
    novidade = tags.incluir(work, {"nome": "Novidade", "id_grupo": grupo}).id
    return novidade, tags.incluir(work, {"nome": "Artesanal"}).id


def _variacao(artigo: Article, forma: catalogue.Variant) -> dict[str, Any]:
    return {
        "codigo": forma.sku,
        "preco": artigo.price,
        "preco_promocional": artigo.promotional,
        "estoque_atual": forma.stock,
        "grade": dict(forma.options),
    }


def _abastecer_loja(work: Work, ids: list[int]) -> None:
    for id_produto in ids[::4]:
        produto = produtos.obter(work, id_produto)
        for item in produtos.variacoes_de(work, id_produto) or [produto]:
            estoques.movimentar(work, item, estoques.Lancamento("E", 4.0, deposito=LOJA))


def _kit(work: Work, ids: list[int]) -> None:
    itens = [{"item": {"id_produto": ids[lugar], "quantidade": 2 - ordem}} for ordem, lugar in enumerate(ITENS_DO_KIT)]
    kit = {"codigo": "KIT-CAFE", "nome": "Kit café da manhã", "unidade": "UN", "preco": 119.9, "origem": "0"}
    gravacao.incluir(work, {**kit, "situacao": "A", "tipo": "P", "classe_produto": "K", "kit": itens})


def _listas(work: Work, ids: list[int]) -> None:
    listas_de_precos.incluir(work, ATACADO, -15.0)
    lista = listas_de_precos.incluir(work, MARKETPLACE, 12.0)
    produto = produtos.obter(work, ids[0])
    listas_de_precos.gravar_excecao(work, lista, ids[0], round(produto["preco"] * 1.2, 2), 0.0)
