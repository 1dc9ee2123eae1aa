"""Markers of orders and of invoices, by id or by description (tiny-api2 §5.4)."""

from collections.abc import Sequence
from typing import Any

from homologa.simulators.kernel.store import Collection
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import DocumentoMalFormado, ValidacaoRecusada
from homologa.simulators.tiny.rules import numeros
from homologa.simulators.tiny.rules.campos import embrulhados

MARCADOR = Collection("marcador", {"chave": str}, unique=(("chave",),))
PRIMEIRO_ID = 610001
COR = "#808080"
MAIS_LONGO = 50
"""Characters of a description [inferred]."""


def ler(documento: Any) -> list[dict[str, Any]]:
    """What a list of markers names: `[{"marcador": {…}}]`, with or without `{"marcadores": …}` around it.

    Raises DocumentoMalFormado.
    """
    lista = documento["marcadores"] if isinstance(documento, dict) and "marcadores" in documento else documento
    try:
        nomeados = embrulhados(lista, "marcador")
    except ValueError:
        nomeados = []
    if not nomeados or not all(isinstance(nomeado, dict) for nomeado in nomeados):
        raise DocumentoMalFormado(hint='o parâmetro marcadores deve ser [{"marcador":{"descricao":"x"}}]')
    return nomeados


def garantir(work: Work, nomeado: dict[str, Any]) -> dict[str, Any]:
    """The marker that an id or a description names; a new description makes a marker [inferred].

    Raises ValidacaoRecusada for an unknown id, or when nothing is named.
    """
    if nomeado.get("id") not in ("", None):
        achado = work.documents(MARCADOR).get(numeros.inteiro(nomeado["id"]) or 0)
        if achado is None:
            raise ValidacaoRecusada("Marcador não localizado", hint=f"não há marcador com id {nomeado['id']!r}")
        return mostrado(achado)
    descricao = _descricao(nomeado.get("descricao"))
    chave = descricao.casefold()
    marcador = work.documents(MARCADOR).first("chave = ?", (chave,))
    if marcador is None:
        marcador = {"id": work.next_id("marcador", PRIMEIRO_ID), "descricao": descricao, "cor": COR, "chave": chave}
        work.documents(MARCADOR).add(marcador)
    return mostrado(marcador)


def com(work: Work, atuais: Sequence[dict[str, Any]], nomeados: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The markers of a record with these too, each once; raises ValidacaoRecusada."""
    novos = list(atuais)
    for nomeado in nomeados:
        marcador = garantir(work, nomeado)
        if all(outro["id"] != marcador["id"] for outro in novos):
            novos.append(marcador)
    return novos


def sem(atuais: Sequence[dict[str, Any]], nomeados: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The markers of a record without these; one that it does not have is passed over [inferred]."""
    return [marcador for marcador in atuais if not any(_e(marcador, nomeado) for nomeado in nomeados)]


def mostrado(marcador: dict[str, Any]) -> dict[str, Any]:
    """A marker as records keep it: id, descricao, cor."""
    return {nome: marcador[nome] for nome in ("id", "descricao", "cor")}


def _e(marcador: dict[str, Any], nomeado: dict[str, Any]) -> bool:
    if nomeado.get("id") not in ("", None):
        return bool(marcador["id"] == numeros.inteiro(nomeado["id"]))
    return bool(marcador["descricao"].casefold() == str(nomeado.get("descricao", "")).strip().casefold())


def _descricao(valor: Any) -> str:
    descricao = valor.strip() if isinstance(valor, str) else ""
    if not descricao:
        raise ValidacaoRecusada("A descrição do marcador deve ser informada")
    if len(descricao) > MAIS_LONGO or "|" in descricao:
        raise ValidacaoRecusada("A descrição do marcador é inválida")
    return descricao
