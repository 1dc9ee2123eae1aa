"""The webhook `produto`: the question whose answer is the mapping (tiny-api2 §6.2)."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from homologa.simulators.kernel.events import Draft, Event
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import categorias, envios, estoques, integracoes, mapeamentos, precos
from homologa.simulators.tiny.rules.numeros import numero
from homologa.simulators.tiny.rules.produtos import modelo as produtos
from homologa.simulators.tiny.webhooks.envelope import aviso, ouve, tentativas, texto

DUAS = tentativas(2)
ENTRE_CATEGORIAS = " > "
FIM_DO_NOME = re.compile(r"\.([A-Za-z0-9]{1,5})$")
NAO_CONTAM = frozenset({"idMapeamento", "skuMapeamento", "estoqueAtual"})
"""What may change without a product being told again: mappings are answers, and stock has a webhook of its own."""


def preparar_envio(work: Work, id_produto: int, id_ecommerce: int) -> Iterator[Event]:
    """A product that a person sent to an integration."""
    yield _preparado(work, id_ecommerce, _itens(work, id_produto))


def preparar_mudanca(work: Work, id_produto: int) -> Iterator[Event]:
    """A change of a mapped product, for each integration that knows it otherwise (§6.2: "also on later updates")."""
    if not mapeamentos.ha(work):
        return
    itens = _itens(work, id_produto)
    destinos = envios.destinos(work, itens)
    resumo = _resumo(_dados(work, itens, {})) if destinos else ""
    for id_ecommerce, mapeados in destinos.items():
        novidade = {mapeamento["contado"] for mapeamento in mapeados} - {"", resumo}
        for mapeamento in mapeados:
            mapeamentos.contar(work, mapeamento, resumo)
        if novidade and ouve(work, id_ecommerce, "produto") is not None:
            yield _preparado(work, id_ecommerce, itens)


def avisado(work: Work, id_produto: int, id_ecommerce: int, ids_mapeamento: list[int]) -> Iterator[Draft]:
    """What an integration is told of a product whose mappings with it are open."""
    abertos = mapeamentos.por_produto(work, ids_mapeamento)
    dados = _dados(work, _itens(work, id_produto), abertos)
    integracao = integracoes.obter(work, id_ecommerce)
    yield aviso(work, integracao, "produto", dados, DUAS, dados["codigo"], ids_mapeamento=ids_mapeamento)


def _itens(work: Work, id_produto: int) -> list[dict[str, Any]]:
    """The product, or the parent of this variation, and its variations."""
    produto = produtos.obter(work, id_produto)
    if produto["id_pai"]:
        produto = produtos.obter(work, produto["id_pai"])
    return [produto, *(produtos.variacoes_de(work, produto["id"]) if produto["tipo_variacao"] == "P" else ())]


def _preparado(work: Work, id_ecommerce: int, itens: list[dict[str, Any]]) -> Event:
    """What is to be told, once the mappings that it asks for are open and know what it says."""
    abertos = envios.abrir(work, id_ecommerce, itens)
    resumo = _resumo(_dados(work, itens, abertos))
    for mapeamento in abertos.values():
        mapeamentos.contar(work, mapeamento, resumo)
    ids = [mapeamento["id"] for mapeamento in abertos.values()]
    return Event("produto_avisado", {"id_produto": itens[0]["id"], "id_ecommerce": id_ecommerce, "ids_mapeamento": ids})


def _resumo(dados: Mapping[str, Any]) -> str:
    """A digest of what is told of a product."""
    variacoes = [_contados(variacao) for variacao in dados["variacoes"]]
    escrito = json.dumps({**_contados(dados), "variacoes": variacoes}, sort_keys=True)
    return hashlib.sha256(escrito.encode()).hexdigest()[:16]


def _contados(dados: Mapping[str, Any]) -> dict[str, Any]:
    return {nome: valor for nome, valor in dados.items() if nome not in NAO_CONTAM}


def _dados(work: Work, itens: list[dict[str, Any]], abertos: Mapping[int, Mapping[str, Any]]) -> dict[str, Any]:
    produto, *filhas = [precos.com_efetivos(work, item) for item in itens]
    trilha = categorias.trilha(work, produto["categoria"])
    return {
        "id": str(produto["id"]),
        **_mapeamento(abertos.get(produto["id"])),
        **_escalares(produto),
        "estoqueAtual": _estoque(work, produto),
        **_categoria(trilha),
        "variacoes": [_variacao(work, filha, abertos.get(filha["id"])) for filha in filhas],
        "anexos": [_anexo(item) for nome in ("anexos", "imagens_externas") for item in produto["listas"][nome]],
        "seo": {
            "title": produto["seo"]["seo_title"],
            "description": produto["seo"]["seo_description"],
            "keywords": produto["seo"]["seo_keywords"],
            "linkVideo": produto["seo"]["link_video"],
            "slug": produto["seo"]["slug"],
        },
        "kit": [
            {"id": str(item.get("id_produto", "")), "quantidade": texto(item.get("quantidade", ""))}
            for item in produto["listas"]["kit"]
        ],
    }


ESCALARES = (
    ("nome", "nome"), ("codigo", "codigo"), ("unidade", "unidade"), ("preco", "preco"),
    ("precoPromocional", "preco_promocional"), ("ncm", "ncm"), ("origem", "origem"), ("gtin", "gtin"),
    ("gtinEmbalagem", "gtin_embalagem"), ("localizacao", "localizacao"), ("pesoLiquido", "peso_liquido"),
    ("pesoBruto", "peso_bruto"), ("estoqueMinimo", "estoque_minimo"), ("estoqueMaximo", "estoque_maximo"),
    ("idFornecedor", "id_fornecedor"), ("codigoFornecedor", "codigo_fornecedor"),
    ("codigoPeloFornecedor", "codigo_pelo_fornecedor"), ("unidadePorCaixa", "unidade_por_caixa"),
    ("precoCusto", "preco_custo"), ("precoCustoMedio", "preco_custo_medio"), ("situacao", "situacao"),
    ("descricaoComplementar", "descricao_complementar"), ("obs", "obs"), ("garantia", "garantia"), ("cest", "cest"),
    ("sobEncomenda", "sob_encomenda"), ("diasPreparacao", "dias_preparacao"), ("marca", "marca"),
    ("tipoEmbalagem", "tipo_embalagem"), ("alturaEmbalagem", "altura_embalagem"),
    ("larguraEmbalagem", "largura_embalagem"), ("comprimentoEmbalagem", "comprimento_embalagem"),
    ("diametroEmbalagem", "diametro_embalagem"), ("classeProduto", "classe_produto"),
)  # fmt: skip
"""Scalars of `dados` and the fields that they come from; all of them travel as text."""


def _escalares(produto: Mapping[str, Any]) -> dict[str, Any]:
    return {nome: texto(produto[campo]) for nome, campo in ESCALARES}


def _estoque(work: Work, produto: Mapping[str, Any]) -> float:
    return numero(estoques.saldos(work, produto).fisico)


def _categoria(trilha: list[dict[str, Any]]) -> dict[str, Any]:
    """The category and its path from the root, whose separator and idPai 0 are those of the webhook alone (fact 65)."""
    nomes = [categoria["descricao"] for categoria in trilha]
    arvore = [
        {
            "id": str(categoria["id"]),
            "idPai": str(categoria["id_pai"]) if categoria["id_pai"] else 0,
            "descricao": categoria["descricao"],
            "descricaoCompleta": ENTRE_CATEGORIAS.join(nomes[: posicao + 1]),
        }
        for posicao, categoria in enumerate(trilha)
    ]
    return {
        "idCategoria": arvore[-1]["id"] if arvore else "",
        "descricaoCategoria": nomes[-1] if nomes else "",
        "descricaoArvoreCategoria": ENTRE_CATEGORIAS.join(nomes),
        "arvoreCategoria": arvore,
    }


def _mapeamento(mapeamento: Mapping[str, Any] | None) -> dict[str, Any]:
    return {"idMapeamento": str(mapeamento["id"]), "skuMapeamento": mapeamento["sku"]} if mapeamento else {}


def _variacao(work: Work, filha: Mapping[str, Any], mapeamento: Mapping[str, Any] | None) -> dict[str, Any]:
    return {
        "id": str(filha["id"]),
        **_mapeamento(mapeamento),
        "codigo": filha["codigo"],
        "gtin": filha["gtin"],
        "preco": texto(filha["preco"]),
        "precoPromocional": texto(filha["preco_promocional"]),
        "estoqueAtual": _estoque(work, filha),
        "grade": [{"chave": chave, "valor": valor} for chave, valor in filha["grade"].items()],
        "anexos": [],
    }


def _anexo(item: Any) -> dict[str, str]:
    url = item.get("url", "") if isinstance(item, dict) else str(item)
    nome = re.split("[?#]", url)[0].rpartition("/")[2]
    return {"url": url, "nome": nome, "tipo": _tipo(nome)}


def _tipo(nome: str) -> str:
    """The kind of a file by the ending of its name, "" without one: `jpeg` is [recorded], the rule is [inferred]."""
    fim = FIM_DO_NOME.search(nome)
    tipo = fim[1].lower() if fim else ""
    return "jpeg" if tipo == "jpg" else tipo
