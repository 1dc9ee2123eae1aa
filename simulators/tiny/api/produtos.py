"""Product services."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.operations import Call
from homologa.simulators.tiny.api import formas, lotes, parametros
from homologa.simulators.tiny.api.registry import service
from homologa.simulators.tiny.errors import ValidacaoRecusada
from homologa.simulators.tiny.rules import listas_de_precos, mapeamentos, numeros, precos, settings, tags
from homologa.simulators.tiny.rules.lotes import gravar
from homologa.simulators.tiny.rules.produtos import estruturas, gravacao
from homologa.simulators.tiny.rules.produtos import modelo as produtos
from homologa.simulators.tiny.wire import Retorno

SO_UM = "1"
"""The sequencia of the single form, which needs none (fact 60); that the answer has it is [inferred]."""
SEM_DEVELOPER_ID = "mapeamentos ignorados: a escrita exige o cabeçalho Developer-Id do parceiro"


@service("produtos.pesquisa", source="§5.2, §1.2")
def produtos_pesquisa(call: Call) -> Retorno:
    """Search by part of name or code; the caller picks the row whose `codigo` is equal."""
    dados: Mapping[str, str] = call.data.body
    id_lista = dados.get("idListaPreco", "")
    lista = listas_de_precos.localizar(call.work, id_lista) if id_lista else None
    filtro = produtos.Filtro(
        dados.get("pesquisa", ""),
        dados.get("situacao", "").upper(),
        dados.get("gtin", ""),
        _instante(dados.get("dataCriacao", "")),
        dados.get("idTag", ""),
        parametros.pagina(dados.get("pagina", "")),
    )
    achada = produtos.pesquisar(call.work, filtro)
    forma = formas.gravada if settings.tipos_gravados(call.work) else formas.documentada
    linhas = [{"produto": forma(precos.com_efetivos(call.work, item, lista))} for item in achada.registros]
    return Retorno({"pagina": achada.pagina, "numero_paginas": achada.paginas, "produtos": linhas})


@service("produto.obter", source="§5.2", estado_em_texto=True)
def produto_obter(call: Call) -> Retorno:
    """One product, whole; `mapeamentos` only with the partner's Developer-Id."""
    produto = produtos.obter(call.work, parametros.id_do_produto(call.data.body))
    mostra = _aceita_mapeamentos(call)
    seus = mapeamentos.do_produto(call.work, produto["id"]) if mostra else None
    variacoes = [
        (precos.com_efetivos(call.work, filha), mapeamentos.do_produto(call.work, filha["id"]) if mostra else [])
        for filha in produtos.variacoes_de(call.work, produto["id"])
    ]
    return Retorno({"produto": formas.completo(precos.com_efetivos(call.work, produto), variacoes, seus)})


@service("produto.obter.tags", source="§5.2", estado_em_texto=True)
def produto_obter_tags(call: Call) -> Retorno:
    """The tags of one product."""
    produto = produtos.obter(call.work, parametros.id_do_produto(call.data.body))
    suas = [{"tag": {"id_tag": str(tag["id"]), "nome_tag": tag["nome"]}} for tag in tags.do_produto(call.work, produto)]
    return Retorno({"produto": {**formas.cabeca(produto), "tags": suas}})


@service("produto.obter.estrutura", source="§5.2", estado_em_texto=True)
def produto_obter_estrutura(call: Call) -> Retorno:
    """The components of a manufactured product."""
    produto = produtos.obter(call.work, parametros.id_do_produto(call.data.body))
    itens = [
        {
            "item": {
                "id_componente": str(componente.id),
                "codigo": componente.codigo,
                "nome": componente.nome,
                "quantidade": numeros.numero(componente.quantidade),
            }
        }
        for componente in estruturas.componentes(call.work, produto)
    ]
    return Retorno({"produto": {**formas.cabeca(produto), "estrutura": itens}})


@service("produto.incluir", source="§5.2", writes=True, documento="produto", batch=lotes.linhas)
def produto_incluir(call: Call) -> Retorno:
    """Create up to 20 products."""
    return lotes.retorno(call, gravar(call.work, _registros(call), gravacao.incluir))


@service("produto.alterar", source="§5.2, §9 Q13", writes=True, documento="produto", batch=lotes.linhas)
def produto_alterar(call: Call) -> Retorno:
    """Change up to 20 products; every scalar left out of a record is reset."""
    return lotes.retorno(call, gravar(call.work, _registros(call), gravacao.alterar))


def _registros(call: Call) -> list[dict[str, Any]]:
    documento = call.data.documents["produto"]
    registros = lotes.registros(documento, "produtos", "produto")
    if "produtos" not in documento:
        registros = [{"sequencia": SO_UM, **registros[0]}]
    if _aceita_mapeamentos(call):
        return registros
    aceitos: list[dict[str, Any]] = _sem_mapeamentos(registros)
    if aceitos != registros:
        call.findings.append(SEM_DEVELOPER_ID)
    return aceitos


def _sem_mapeamentos(valor: Any) -> Any:
    """The same without the mappings of products and variations, at whatever depth they stand."""
    if isinstance(valor, dict):
        return {
            nome: _sem_mapeamentos(item) if isinstance(item, dict | list) else item
            for nome, item in valor.items()
            if nome != "mapeamentos"
        }
    return [_sem_mapeamentos(item) for item in valor] if isinstance(valor, list) else valor


def _aceita_mapeamentos(call: Call) -> bool:
    if not settings.ler(call.work, "developer_id_needed"):
        return True
    return call.request.headers.get("Developer-Id") == settings.developer_id(call.work)


def _instante(texto: str) -> str:
    """The ISO moment of `dataCriacao`, "" for none; raises ValidacaoRecusada."""
    if not texto:
        return ""
    momento = parametros.momento(texto)
    if momento is None:
        raise ValidacaoRecusada("A data de criação é inválida", hint="use dd/mm/aaaa hh:mm:ss")
    return momento.isoformat(timespec="seconds")
