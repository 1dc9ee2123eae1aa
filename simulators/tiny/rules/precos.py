"""The prices of products: those in force, those of a list, and their change (tiny-api2 §5.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import ValidacaoRecusada
from homologa.simulators.tiny.rules import atualizacoes, extensoes, listas_de_precos
from homologa.simulators.tiny.rules.campos import PRECO, PRECO_PROMOCIONAL
from homologa.simulators.tiny.rules.produtos import modelo as produtos


@dataclass(frozen=True)
class Precos:
    """What a product costs; `promocional` is 0 when there is none."""

    preco: float
    promocional: float


def efetivos(work: Work, produto: Mapping[str, Any], lista: Mapping[str, Any] | None = None) -> Precos:
    """The prices in force, or those that a list makes of them.

    Without the extension "Preço promocional" no product has one [inferred]. The exception of a list comes before its
    percentage, which is applied to both prices and rounded to cents [inferred].
    """
    precos = Precos(produto["preco"], produto["preco_promocional"])
    if lista is not None:
        precos = _da_lista(work, precos, lista, produto["id"])
    com_promocional = extensoes.instalada(work, extensoes.PRECO_PROMOCIONAL)
    return precos if com_promocional else Precos(precos.preco, 0.0)


def com_efetivos(work: Work, produto: Mapping[str, Any], lista: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The same product with the prices in force in the place of those stored."""
    precos = efetivos(work, produto, lista)
    return {**produto, "preco": precos.preco, "preco_promocional": precos.promocional}


def conferir_promocional(work: Work, *valores: float) -> None:
    """Refuse a preco_promocional without its extension; none (0) passes. The text is reconstructed."""
    if any(valores) and not extensoes.instalada(work, extensoes.PRECO_PROMOCIONAL):
        raise ValidacaoRecusada(
            "O preço promocional exige a extensão Preço promocional",
            hint=f"instale a extensão “{extensoes.PRECO_PROMOCIONAL}” em Início > Extensões",
        )


def atualizar(work: Work, registro: Mapping[str, Any]) -> int:
    """Change the prices that a record of `produto.atualizar.precos` names, keep the other, and give the product's id.

    Raises ValidacaoRecusada or NaoLocalizado.
    """
    novos = _ler(registro)
    produto = produtos.localizar(work, registro["id"])
    conferir_promocional(work, novos.get(PRECO_PROMOCIONAL.nome, 0.0))
    antes = dict(produto)
    produto |= novos
    work.documents(produtos.PRODUTO).put(produto)
    if anunciar(work, antes, produto):
        atualizacoes.registrar(work, "produto", produto["id"])
    return int(produto["id"])


def anunciar(work: Work, antes: Mapping[str, Any], depois: Mapping[str, Any]) -> bool:
    """Tell that the prices of a product changed, when they did, and give whether they did."""
    mudaram = any(antes[nome] != depois[nome] for nome in (PRECO.nome, PRECO_PROMOCIONAL.nome))
    if mudaram:
        work.emit("precos_alterados", id_produto=depois["id"])
    return mudaram


def _da_lista(work: Work, precos: Precos, lista: Mapping[str, Any], id_produto: int) -> Precos:
    excecao = listas_de_precos.excecao(work, lista["id"], id_produto)
    if excecao is not None:
        return Precos(excecao["preco"], excecao["preco_promocional"])
    fator = 1 + lista["acrescimo_desconto"] / 100
    return Precos(round(precos.preco * fator, 2) + 0.0, round(precos.promocional * fator, 2) + 0.0)


def _ler(registro: Mapping[str, Any]) -> dict[str, Any]:
    """The prices that a record names; one of them it must name [inferred]."""
    novos: dict[str, Any] = {}
    erros = [] if registro.get("id") not in ("", None) else ["O id do produto deve ser informado"]
    for campo in (PRECO, PRECO_PROMOCIONAL):
        try:
            if campo.nome in registro:
                novos[campo.nome] = campo.ler(registro[campo.nome])
        except ValueError as erro:
            erros.append(str(erro))
    if registro.get(PRECO.nome, 0) in ("", None) or not (PRECO.nome in registro or PRECO_PROMOCIONAL.nome in registro):
        erros.append("O preço deve ser informado")
    if erros:
        raise ValidacaoRecusada(*erros)
    return novos
