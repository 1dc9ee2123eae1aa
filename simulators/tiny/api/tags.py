"""Services of tags and of their groups."""

from collections.abc import Callable, Mapping
from typing import Any

from homologa.simulators.kernel.errors import Fidelity
from homologa.simulators.kernel.operations import Call
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.api import lotes, parametros
from homologa.simulators.tiny.api.registry import service
from homologa.simulators.tiny.rules import tags
from homologa.simulators.tiny.rules.lotes import Gravado, gravar
from homologa.simulators.tiny.rules.paginas import Pagina
from homologa.simulators.tiny.wire import Retorno

OUTROS_EMBRULHOS = (("grupos_tag", "grupo_tag"),)
"""Names of a list and of its element that clients send in the place of `grupos` and `grupo`."""


@service("tag.pesquisa", source="§5.2", fidelity=Fidelity.CLIENT)
def tag_pesquisa(call: Call) -> Retorno:
    """Tags by part of the name, of one group when `idGrupo` names it."""
    dados: Mapping[str, str] = call.data.body
    pagina = parametros.pagina(dados.get("pagina", ""))
    achada = tags.pesquisar(call.work, dados.get("pesquisa", ""), dados.get("idGrupo", ""), pagina)
    return _pagina(achada, lambda tag: {**tag, "grupo": tags.nome_do_grupo(call.work, tag["id_grupo"])})


@service("tag.incluir", source="§5.2", fidelity=Fidelity.CLIENT, writes=True, documento="tag", batch=lotes.linhas)
def tag_incluir(call: Call) -> Retorno:
    """Create up to 20 tags."""
    return _gravar(call, "tag", tags.incluir)


@service("tag.alterar", source="§5.2", fidelity=Fidelity.CLIENT, writes=True, documento="tag", batch=lotes.linhas)
def tag_alterar(call: Call) -> Retorno:
    """Change up to 20 tags, located by `id`."""
    return _gravar(call, "tag", tags.alterar)


@service("grupo.tag.pesquisa", source="§5.2", fidelity=Fidelity.CLIENT)
def grupo_tag_pesquisa(call: Call) -> Retorno:
    """Groups of tags by part of the name."""
    dados: Mapping[str, str] = call.data.body
    pagina = parametros.pagina(dados.get("pagina", ""))
    return _pagina(tags.pesquisar_grupos(call.work, dados.get("pesquisa", ""), pagina), dict)


@service(
    "grupo.tag.incluir", source="§5.2", fidelity=Fidelity.CLIENT, writes=True, documento="grupo", batch=lotes.linhas
)
def grupo_tag_incluir(call: Call) -> Retorno:
    """Create up to 20 groups of tags."""
    return _gravar(call, "grupo", tags.incluir_grupo)


@service(
    "grupo.tag.alterar", source="§5.2", fidelity=Fidelity.CLIENT, writes=True, documento="grupo", batch=lotes.linhas
)
def grupo_tag_alterar(call: Call) -> Retorno:
    """Change the names of up to 20 groups of tags, located by `id`."""
    return _gravar(call, "grupo", tags.alterar_grupo)


def _pagina(achada: Pagina, linha: Callable[[Mapping[str, Any]], dict[str, Any]]) -> Retorno:
    linhas = [{"registro": linha(item)} for item in achada.registros]
    return Retorno({"pagina": achada.pagina, "numero_paginas": achada.paginas, "registros": linhas})


def _gravar(call: Call, um: str, regra: Callable[[Work, Mapping[str, Any]], Gravado]) -> Retorno:
    documento = call.data.documents[um]
    embrulhos = next((par for par in OUTROS_EMBRULHOS if documento.keys() & set(par)), (f"{um}s", um))
    registros = lotes.registros(documento, *embrulhos)
    return lotes.retorno(call, gravar(call.work, registros, regra))
