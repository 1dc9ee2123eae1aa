"""The category tree: a path "Pai >> Filha" is created when it is missing."""

from typing import Any

from homologa.simulators.kernel.store import Collection
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import ValidacaoRecusada

CATEGORIA = Collection("categoria", {"descricao": str, "id_pai": int}, indexes=(("id_pai", "descricao"),))
SEPARADOR = ">>"
PRIMEIRO_ID = 900001
MAIS_FUNDO = 50
"""Levels of a tree that any reader of nested documents can follow [inferred]."""


def partes(caminho: str) -> list[str]:
    """The names of a path, blanks trimmed and empty ones dropped; raises ValidacaoRecusada past MAIS_FUNDO."""
    nomes = [parte.strip() for parte in caminho.split(SEPARADOR) if parte.strip()]
    if len(nomes) > MAIS_FUNDO:
        raise ValidacaoRecusada(f"A categoria tem mais de {MAIS_FUNDO} níveis")
    return nomes


def garantir(work: Work, caminho: str) -> list[dict[str, Any]]:
    """The categories of a path from the root down, created when missing."""
    trilha: list[dict[str, Any]] = []
    for descricao in partes(caminho):
        trilha.append(_garantir(work, descricao, trilha[-1]["id"] if trilha else 0))
    return trilha


def trilha(work: Work, caminho: str) -> list[dict[str, Any]]:
    """The categories of a path from the root down, as far as they are there."""
    achadas: list[dict[str, Any]] = []
    for descricao in partes(caminho):
        achada = _localizar(work, descricao, achadas[-1]["id"] if achadas else 0)
        if achada is None:
            break
        achadas.append(achada)
    return achadas


def arvore(work: Work) -> list[dict[str, Any]]:
    """The whole tree: each category with its children in `nodes`, in the order in which they were made."""
    raizes: list[dict[str, Any]] = []
    filhas: dict[int, list[dict[str, Any]]] = {0: raizes}
    for categoria in work.documents(CATEGORIA).find():
        filhas[categoria["id"]] = []
        ramo = {"id": str(categoria["id"]), "descricao": categoria["descricao"], "nodes": filhas[categoria["id"]]}
        filhas[categoria["id_pai"]].append(ramo)
    return raizes


def _garantir(work: Work, descricao: str, id_pai: int) -> dict[str, Any]:
    achada = _localizar(work, descricao, id_pai)
    if achada is None:
        achada = {"id": work.next_id("categoria", PRIMEIRO_ID), "descricao": descricao, "id_pai": id_pai}
        work.documents(CATEGORIA).add(achada)
    return achada


def _localizar(work: Work, descricao: str, id_pai: int) -> dict[str, Any] | None:
    return work.documents(CATEGORIA).first("id_pai = ? AND descricao = ?", (id_pai, descricao))
