"""Kits: the products that one is sold as (tiny-api2 §5.2, fact 64)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules.produtos import modelo as produtos

KIT = "K"


@dataclass(frozen=True)
class Parte:
    """So many units of a product in one kit; `produto` is None for one that cannot be had.

    That is one that is not in the catalogue, and, as kits are opened one level, a kit; also a parent [inferred].
    """

    produto: dict[str, Any] | None
    quantidade: float


def e_kit(produto: Mapping[str, Any]) -> bool:
    """Whether a product is a kit."""
    return bool(produto["classe_produto"] == KIT)


def partes(work: Work, kit: Mapping[str, Any]) -> list[Parte]:
    """The parts of a kit, each product once; services, which have no stock, are left out [inferred]."""
    quantidades: dict[str, float] = {}
    for item in kit["listas"]["kit"]:
        quantidades[item["id_produto"]] = quantidades.get(item["id_produto"], 0.0) + item["quantidade"]
    achadas = ((work.documents(produtos.PRODUTO).get(int(id_)), quantos) for id_, quantos in quantidades.items())
    return [
        Parte(produto if _pode_sair(produto) else None, quantidade)
        for produto, quantidade in achadas
        if quantidade > 0 and (produto is None or produto["tipo"] != "S")
    ]


def tem_estoque(produto: Mapping[str, Any]) -> bool:
    """Whether a product has a stock of its own: it is no service, no parent and no kit."""
    return bool(produto["tipo"] != "S" and produto["tipo_variacao"] != "P") and not e_kit(produto)


def abrir(work: Work, produto: dict[str, Any], quantidade: float) -> list[tuple[dict[str, Any], float]]:
    """What moves when so much of a product does: the parts of a kit that can, and any other product itself."""
    if not e_kit(produto):
        return [(produto, quantidade)]
    return [
        (parte.produto, round(parte.quantidade * quantidade, 10))
        for parte in partes(work, produto)
        if parte.produto is not None
    ]


def com(work: Work, *ids: int) -> list[int]:
    """The ids of the kits that have one of these products as a part."""
    achados: dict[int, None] = {}
    for id_ in ids:
        condicao = "partes IS NOT NULL AND instr(partes, ?) AND situacao != ?"
        for kit in work.documents(produtos.PRODUTO).find(condicao, (f"|{id_}|", produtos.EXCLUIDO)):
            achados[kit["id"]] = None
    return list(achados)


def _pode_sair(produto: Mapping[str, Any] | None) -> bool:
    return produto is not None and produto["situacao"] != produtos.EXCLUIDO and tem_estoque(produto)
