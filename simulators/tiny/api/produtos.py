"""Product services."""

import re
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
from simulators.tiny.rules import lotes, mapeamentos, numeros, produtos, settings
from simulators.tiny.wire import Retorno

PAGINA = re.compile(r"-?\d+", re.ASCII)
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
    if not lista or not all(isinstance(item, dict) and isinstance(item.get("produto"), dict) for item in lista):
        raise DocumentoMalFormado(hint='o parâmetro produto deve ser {"produtos":[{"produto":{…}}]}')
    registros = [item["produto"] for item in lista]
    if _aceita_mapeamentos(call):
        return registros
    aceitos: list[dict[str, Any]] = _sem_mapeamentos(registros)
    if aceitos != registros:
        call.findings.append(SEM_DEVELOPER_ID)
    return aceitos


def _sem_mapeamentos(valor: Any) -> Any:
    """The same without the mappings of products and variations, at whatever depth they stand."""
    if isinstance(valor, dict):
        return {nome: _sem_mapeamentos(item) for nome, item in valor.items() if nome != "mapeamentos"}
    return [_sem_mapeamentos(item) for item in valor] if isinstance(valor, list) else valor


def _aceita_mapeamentos(call: Call) -> bool:
    if not settings.ler(call.work, "developer_id_needed"):
        return True
    return call.request.headers.get("Developer-Id") == settings.developer_id(call.work)


def _id(dados: Mapping[str, str]) -> int:
    texto = dados.get("id", "")
    if not texto:
        raise ParametroNaoInformado("O parâmetro id deve ser informado")
    id_produto = numeros.inteiro(texto)
    if id_produto is None:
        raise NaoLocalizado("Produto não localizado", hint=f"o id {texto!r} não é um número de produto")
    return id_produto


def _pagina(texto: str) -> int:
    """The page asked for; 1 when it is no number [inferred]."""
    return int(texto[:10]) if PAGINA.fullmatch(texto) else 1


def _instante(texto: str) -> str:
    if not texto:
        return ""
    for forma in ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y"):
        try:
            return datetime.strptime(texto, forma).replace(tzinfo=BRASILIA).isoformat(timespec="seconds")
        except ValueError:
            continue
    raise ValidacaoRecusada("A data de criação é inválida", hint="use dd/mm/aaaa hh:mm:ss")
