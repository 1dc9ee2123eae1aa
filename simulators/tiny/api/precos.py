"""Price services."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.errors import Fidelity
from homologa.simulators.kernel.operations import Call
from homologa.simulators.tiny.api import lotes, parametros
from homologa.simulators.tiny.api.registry import service
from homologa.simulators.tiny.errors import DocumentoMalFormado, ParametroNaoInformado
from homologa.simulators.tiny.rules import listas_de_precos, numeros, precos
from homologa.simulators.tiny.rules.lotes import gravar_em_ordem
from homologa.simulators.tiny.wire import Retorno


@service("produto.atualizar.precos", source="§5.2", writes=True, documento="precos", no_corpo=True, batch=lotes.linhas)
def produto_atualizar_precos(call: Call) -> Retorno:
    """Change the prices of up to 20 products: OK, Parcial or Erro as all, some or none were written."""
    registros = call.data.documents["precos"].get("precos")
    if not isinstance(registros, list) or not registros or not all(isinstance(item, dict) for item in registros):
        raise DocumentoMalFormado(hint='o corpo deve ser {"precos":[{"id":1,"preco":"9.90"}]}')
    resultados = gravar_em_ordem(call.work, registros, precos.atualizar)
    return lotes.retorno_com(call, resultados, _sem_mais, "Parcial")


@service("listas.precos.pesquisa", source="§5.2", fidelity=Fidelity.CLIENT)
def listas_precos_pesquisa(call: Call) -> Retorno:
    """Price lists by part of the description; a negative `acrescimo_desconto` is a discount, in percent."""
    dados: Mapping[str, str] = call.data.body
    pagina = parametros.pagina(dados.get("pagina", ""))
    achada = listas_de_precos.pesquisar(call.work, dados.get("pesquisa", ""), pagina)
    linhas = [{"registro": _lista(lista)} for lista in achada.registros]
    return Retorno({"pagina": achada.pagina, "numero_paginas": achada.paginas, "registros": linhas})


@service("listas.precos.excecoes", source="§5.2", fidelity=Fidelity.CLIENT)
def listas_precos_excecoes(call: Call) -> Retorno:
    """The products that have prices of their own in a list."""
    dados: Mapping[str, str] = call.data.body
    if not dados.get("idListaPreco"):
        raise ParametroNaoInformado("O parâmetro idListaPreco deve ser informado")
    lista = listas_de_precos.localizar(call.work, dados["idListaPreco"])
    pagina = parametros.pagina(dados.get("pagina", ""))
    achada = listas_de_precos.excecoes(call.work, lista, dados.get("idProduto", ""), pagina)
    linhas = [{"registro": excecao} for excecao in achada.registros]
    return Retorno({"pagina": achada.pagina, "numero_paginas": achada.paginas, "registros": linhas})


def _sem_mais(_: int) -> Mapping[str, Any]:
    return {}


def _lista(lista: Mapping[str, Any]) -> dict[str, Any]:
    return {**lista, "acrescimo_desconto": numeros.numero(lista["acrescimo_desconto"])}
