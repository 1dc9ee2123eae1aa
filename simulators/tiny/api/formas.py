"""The shapes in which services show products."""

from collections.abc import Mapping, Sequence
from typing import Any

from homologa.simulators.tiny.rules.campos import CAMPOS, LISTAS
from homologa.simulators.tiny.rules.datas import escrito

VISIVEIS = tuple((campo.nome, campo.saida or campo.nome) for campo in CAMPOS if campo.visivel)


def gravada(produto: Mapping[str, Any]) -> dict[str, Any]:
    """A product as a row of `produtos.pesquisa` with the recorded types: its id is text (§1.2)."""
    return {**documentada(produto), "id": str(produto["id"])}


def documentada(produto: Mapping[str, Any]) -> dict[str, Any]:
    """A product as a row of `produtos.pesquisa` and of the queue of changes: its id is a number."""
    return {
        "id": produto["id"],
        "data_criacao": escrito(produto["criado_em"]),
        **{nome: produto[nome] for nome in ("nome", "codigo", "preco", "preco_promocional", "preco_custo")},
        "preco_custo_medio": produto["preco_custo_medio"],
        "unidade": produto["unidade"],
        "gtin": produto["gtin"],
        "tipoVariacao": produto["tipo_variacao"],
        "localizacao": produto["localizacao"],
        "situacao": produto["situacao"],
    }


def cabeca(produto: Mapping[str, Any]) -> dict[str, Any]:
    """What names a product in the services that show one part of it."""
    return {"id": str(produto["id"]), "nome": produto["nome"], "codigo": produto["codigo"]}


def completo(
    produto: Mapping[str, Any],
    variacoes: Sequence[tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]],
    mapeamentos: Sequence[Mapping[str, Any]] | None,
) -> dict[str, Any]:
    """A product as `produto.obter` shows it; `mapeamentos` None leaves them out everywhere."""
    registro: dict[str, Any] = {"id": str(produto["id"]), "data_criacao": escrito(produto["criado_em"])}
    for nome, saida in VISIVEIS:
        registro[saida] = produto[nome]
    registro |= {
        "preco_custo_medio": produto["preco_custo_medio"],
        "tipoVariacao": produto["tipo_variacao"],
        "idProdutoPai": str(produto["id_pai"]) if produto["id_pai"] else "",
        "variacoes": [{"variacao": _variacao(filha, seus, mapeamentos)} for filha, seus in variacoes],
        **{nome: [{embrulho: item} for item in produto["listas"][nome]] for nome, embrulho in LISTAS.items()},
        **produto["seo"],
    }
    if produto["grade"]:
        registro["grade"] = produto["grade"]
    if mapeamentos is not None:
        registro["mapeamentos"] = [{"mapeamento": _mapeamento(item)} for item in mapeamentos]
    return registro


def _variacao(
    filha: Mapping[str, Any],
    mapeamentos: Sequence[Mapping[str, Any]],
    do_pai: Sequence[Mapping[str, Any]] | None,
) -> dict[str, Any]:
    variacao = {
        "id": str(filha["id"]),
        "codigo": filha["codigo"],
        "preco": f"{filha['preco']:.10f}",
        "preco_promocional": f"{filha['preco_promocional']:.10f}",
        "grade": filha["grade"],
    }
    if do_pai is not None:
        variacao["mapeamentos"] = [{"mapeamento": _mapeamento_de_variacao(item, do_pai)} for item in mapeamentos]
    return variacao


def _mapeamento(mapeamento: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "idEcommerce": str(mapeamento["id_ecommerce"]),
        "skuMapeamento": mapeamento["sku"],
        "idMapeamento": str(mapeamento["id"]),
    }


def _mapeamento_de_variacao(mapeamento: Mapping[str, Any], do_pai: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    pai = next((item for item in do_pai if item["id_ecommerce"] == mapeamento["id_ecommerce"]), None)
    return {
        **_mapeamento(mapeamento),
        "skuMapeamentoPai": pai["sku"] if pai else "",
        "idMapeamentoPai": str(pai["id"]) if pai else "0",
    }
