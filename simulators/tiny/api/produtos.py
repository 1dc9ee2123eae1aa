"""Product services."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from simulators.kernel.clock import BRASILIA
from simulators.kernel.operations import Call
from simulators.tiny.api import formas
from simulators.tiny.api.registry import service
from simulators.tiny.errors import (
    DocumentoMalFormado,
    NaoLocalizado,
    ParametroNaoInformado,
    ValidacaoRecusada,
)
from simulators.tiny.rules import lotes, mapeamentos, produtos, settings
from simulators.tiny.wire import Retorno

SEM_DEVELOPER_ID = "mapeamentos ignorados: a escrita exige o cabeçalho Developer-Id do parceiro"


@service("produtos.pesquisa", source="§5.2")
def produtos_pesquisa(call: Call) -> Retorno:
    """Search by part of name or code; the caller picks the row whose `codigo` is equal."""
    dados: Mapping[str, str] = call.data.body
    filtro = produtos.Filtro(
        dados.get("pesquisa", ""),
        dados.get("situacao", "").upper(),
        dados.get("gtin", ""),
        _instante(dados.get("dataCriacao", "")),
        _pagina(dados.get("pagina", "")),
    )
    achada = produtos.pesquisar(call.work, filtro)
    linhas = [{"produto": formas.linha(produto)} for produto in achada.produtos]
    return Retorno({"pagina": achada.pagina, "numero_paginas": achada.paginas, "produtos": linhas})


@service("produto.obter", source="§5.2", estado_em_texto=True)
def produto_obter(call: Call) -> Retorno:
    """One product, whole; `mapeamentos` only with the partner's Developer-Id."""
    produto = produtos.obter(call.work, _id(call.data.body))
    mostra = _aceita_mapeamentos(call)
    seus = mapeamentos.do_produto(call.work, produto["id"]) if mostra else None
    variacoes = [
        (filha, mapeamentos.do_produto(call.work, filha["id"]) if mostra else [])
        for filha in produtos.variacoes_de(call.work, produto["id"])
    ]
    return Retorno({"produto": formas.completo(produto, variacoes, seus)})


@service("produto.incluir", source="§5.2", writes=True, documento="produto")
def produto_incluir(call: Call) -> Retorno:
    """Create up to 20 products."""
    return formas.retorno_de_lote(lotes.gravar(call.work, _registros(call), produtos.incluir))


@service("produto.alterar", source="§5.2, §9 Q13", writes=True, documento="produto")
def produto_alterar(call: Call) -> Retorno:
    """Change up to 20 products; every scalar left out of a record is reset."""
    return formas.retorno_de_lote(lotes.gravar(call.work, _registros(call), produtos.alterar))


def _registros(call: Call) -> list[dict[str, Any]]:
    documento = call.data.documents["produto"]
    lista = documento.get("produtos", [documento])
    lista = lista if isinstance(lista, list) else [lista]
    if not lista or not all(
        isinstance(item, dict) and isinstance(item.get("produto"), dict) for item in lista
    ):
        raise DocumentoMalFormado(hint='o parâmetro produto deve ser {"produtos":[{"produto":{…}}]}')
    registros = [dict(item["produto"]) for item in lista]
    return registros if _aceita_mapeamentos(call) else [_sem_mapeamentos(call, item) for item in registros]


def _sem_mapeamentos(call: Call, registro: dict[str, Any]) -> dict[str, Any]:
    if registro.pop("mapeamentos", None) is not None and SEM_DEVELOPER_ID not in call.findings:
        call.findings.append(SEM_DEVELOPER_ID)
    return registro


def _aceita_mapeamentos(call: Call) -> bool:
    if not settings.ler(call.work, "developer_id_needed"):
        return True
    return call.request.headers.get("Developer-Id") == settings.developer_id(call.work)


def _id(dados: Mapping[str, str]) -> int:
    texto = dados.get("id", "")
    if not texto:
        raise ParametroNaoInformado("O parâmetro id deve ser informado")
    if not (texto.isascii() and texto.isdigit() and len(texto) < 16):
        raise NaoLocalizado("Produto não localizado", hint=f"o id {texto!r} não é um número de produto")
    return int(texto)


def _pagina(texto: str) -> int:
    return int(texto) if texto.isascii() and texto.isdigit() and len(texto) < 10 else 1


def _instante(texto: str) -> str:
    if not texto:
        return ""
    for forma in ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y"):
        try:
            return datetime.strptime(texto, forma).replace(tzinfo=BRASILIA).isoformat(timespec="seconds")
        except ValueError:
            continue
    raise ValidacaoRecusada("A data de criação é inválida", hint="use dd/mm/aaaa hh:mm:ss")
