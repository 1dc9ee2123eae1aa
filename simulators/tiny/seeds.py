"""A believable Brazilian company with an account on Tiny, and the seed packs that fill it."""

import base64
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from simulators.kernel import catalogue
from simulators.kernel.believable import faker
from simulators.kernel.catalogue import Article
from simulators.kernel.work import Work
from simulators.tiny.rules import (
    depositos,
    estoques,
    formas_envio,
    gravacao,
    integracoes,
    listas_de_precos,
    produtos,
    settings,
    tags,
)

DEMONSTRACAO, VOLUME = 40, 1000
LOJA = "Loja física"
ATACADO, MARKETPLACE = "Atacado", "Marketplaces"
INATIVO, SEM_GTIN = 9, 12
"""Places in the catalogue of articles that a company would have to look at before it sells them."""
ITENS_DO_KIT = (0, 5)


def seed(work: Work) -> None:
    """The account: registration, token, the partner's Developer-Id and the default deposit; no product yet."""
    work.set_setting("conta", _conta(work))
    settings.gerar_token(work)
    opaco = bytes.fromhex(work.secret("developer_id"))
    work.set_setting("developer_id", base64.b64encode(opaco).decode())
    depositos.incluir(work, depositos.GERAL)
    formas_envio.semear(work)


def demonstracao(work: Work) -> None:
    """Uma empresa em funcionamento: 40 produtos, com e sem variações, e um kit, em árvore de categorias, com marca,
    NCM, EAN, peso e promoções; dois depósitos, listas de preços, tags e uma integração com a Novaoito.
    """
    depositos.incluir(work, LOJA)
    novidade, artesanal = _tags(work)
    ids = []
    for lugar, artigo in enumerate(catalogue.articles(work.source, DEMONSTRACAO)):
        registro = _registro(artigo)
        registro["tags"] = [artesanal] if lugar % 3 else [novidade, artesanal]
        if lugar == INATIVO:
            registro["situacao"] = "I"
        if lugar == SEM_GTIN:
            registro["gtin"] = ""
        ids.append(gravacao.incluir(work, registro).id)
    _abastecer_loja(work, ids)
    _kit(work, ids)
    _listas(work, ids)
    integracao = integracoes.incluir(work, "Novaoito e-commerce", "Loja Novaoito")
    integracoes.salvar(work, integracao["id"], {})


def volume(work: Work) -> None:
    """Mil produtos, para medir e para percorrer páginas."""
    for artigo in catalogue.articles(work.source, VOLUME):
        gravacao.incluir(work, _registro(artigo))


PACKS: Mapping[str, Callable[[Work], None]] = MappingProxyType({"demonstracao": demonstracao, "volume-1000": volume})


def _tags(work: Work) -> tuple[int, int]:
    grupo = tags.incluir_grupo(work, {"nome": "Vitrine"}).id
    novidade = tags.incluir(work, {"nome": "Novidade", "id_grupo": grupo}).id
    return novidade, tags.incluir(work, {"nome": "Artesanal"}).id


def _registro(artigo: Article) -> dict[str, Any]:
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


def _conta(work: Work) -> dict[str, str]:
    with faker(work.source.stream("tiny/conta").getrandbits(32)) as falso:
        empresa = f"{falso.last_name()} {falso.last_name()}"
        return {
            "razao_social": f"{empresa} Comércio Ltda",
            "cnpj_cpf": falso.cnpj(),
            "fantasia": empresa,
            "endereco": falso.street_name(),
            "numero": falso.building_number(),
            "bairro": falso.bairro(),
            "complemento": "",
            "cidade": falso.city(),
            "estado": falso.estado_sigla(),
            "cep": falso.numerify("#####-###"),
            "fone": "(11) 3333-4444",
            "email": "contato@loja.example",
            "inscricao_estadual": "",
            "regime_tributario": "Simples Nacional",
        }
