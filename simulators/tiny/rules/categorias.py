"""The category tree: a path "Pai >> Filha" is created when it is missing."""

from typing import Any

from simulators.kernel.store import Collection
from simulators.kernel.work import Work

CATEGORIA = Collection("categoria", {"descricao": str, "id_pai": int}, indexes=(("id_pai", "descricao"),))
SEPARADOR = ">>"
PRIMEIRO_ID = 900001


def partes(caminho: str) -> list[str]:
    """The names of a path, blanks trimmed and empty ones dropped."""
    return [parte.strip() for parte in caminho.split(SEPARADOR) if parte.strip()]


def garantir(work: Work, caminho: str) -> list[dict[str, Any]]:
    """The categories of a path from the root down, created when missing."""
    trilha: list[dict[str, Any]] = []
    for descricao in partes(caminho):
        trilha.append(_garantir(work, descricao, trilha[-1]["id"] if trilha else 0))
    return trilha


def _garantir(work: Work, descricao: str, id_pai: int) -> dict[str, Any]:
    categorias = work.documents(CATEGORIA)
    achada = categorias.first("id_pai = ? AND descricao = ?", (id_pai, descricao))
    if achada is None:
        achada = {"id": work.next_id("categoria", PRIMEIRO_ID), "descricao": descricao, "id_pai": id_pai}
        categorias.add(achada)
    return achada
