"""The structure of a manufactured product: the components that it is made of (tiny-api2 §5.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules.produtos import modelo as produtos


@dataclass(frozen=True)
class Componente:
    """One part of a product; `id` is 0 when it is no product of the account."""

    id: int
    codigo: str
    nome: str
    quantidade: float


def componentes(work: Work, produto: Mapping[str, Any]) -> list[Componente]:
    """The parts of a product, in the order in which they were given.

    Each is found by id_produto or by codigo when it is read; one that is no product of the account shows what was
    sent [inferred].
    """
    return [_componente(work, parte) for parte in produto["listas"]["estrutura"]]


def _componente(work: Work, parte: Mapping[str, Any]) -> Componente:
    produto = _produto(work, parte)
    if produto is None:
        return Componente(parte["id_produto"], parte["codigo"], parte["descricao"], parte["quantidade"])
    return Componente(produto["id"], produto["codigo"], produto["nome"], parte["quantidade"])


def _produto(work: Work, parte: Mapping[str, Any]) -> dict[str, Any] | None:
    if parte["id_produto"]:
        return work.documents(produtos.PRODUTO).get(parte["id_produto"])
    achados = produtos.por_codigo(work, parte["codigo"]) if parte["codigo"] else []
    return next(iter(achados), None)
