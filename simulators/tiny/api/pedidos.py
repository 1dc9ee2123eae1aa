"""Order services: search, reading, inclusion and change."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.operations import Call
from homologa.simulators.tiny.api import formas_do_pedido, lotes, parametros
from homologa.simulators.tiny.api.registry import service
from homologa.simulators.tiny.errors import DocumentoMalFormado, ParametroNaoInformado, ValidacaoRecusada
from homologa.simulators.tiny.rules import settings
from homologa.simulators.tiny.rules.lotes import um
from homologa.simulators.tiny.rules.pedidos import alteracao, inclusao, modelo, mudancas, pesquisa, situacoes
from homologa.simulators.tiny.wire import Retorno

AUSENTE = "Pedido não localizado"


@service("pedidos.pesquisa", source="§5.4, §1.2", estado_gravado=True)
def pedidos_pesquisa(call: Call) -> Retorno:
    """Orders by at least one filter; rows carry no items."""
    achada = pesquisa.pesquisar(call.work, _filtro(call.data.body))
    forma = formas_do_pedido.gravada if settings.tipos_gravados(call.work) else formas_do_pedido.documentada
    linhas = [{"pedido": forma(pedido)} for pedido in achada.registros]
    return Retorno({"pagina": achada.pagina, "numero_paginas": achada.paginas, "pedidos": linhas})


@service("pedido.obter", source="§5.4", estado_em_texto=True)
def pedido_obter(call: Call) -> Retorno:
    """One order, whole."""
    pedido = pedido_do_parametro(call)
    return Retorno({"pedido": formas_do_pedido.completo(call.work, pedido)})


@service("pedido.incluir", source="§5.4", writes=True, documento="pedido")
def pedido_incluir(call: Call) -> Retorno:
    """Create one order; the bare object is taken too [inferred]."""
    documento = call.data.documents["pedido"]
    registro = documento.get("pedido", documento)
    if not isinstance(registro, dict):
        raise DocumentoMalFormado(hint='o parâmetro pedido deve ser {"pedido":{…}}')
    resultado = um(call.work, registro, "1", inclusao.incluir)
    return lotes.retorno_de_um(call, resultado, _incluido)


@service("pedido.alterar", source="§5.4", writes=True, documento="dados_pedido", no_corpo=True, estado_em_texto=True)
def pedido_alterar(call: Call) -> Retorno:
    """Change dates, observations, parcels and payments of an order; items and client are never altered."""
    documento = call.data.documents["dados_pedido"]
    dados = documento.get("dados_pedido", documento)
    if not isinstance(dados, dict):
        raise DocumentoMalFormado(hint='o corpo deve ser {"dados_pedido":{…}}')
    alteracao.alterar(call.work, pedido_do_parametro(call), dados)
    return Retorno({})


@service("pedido.alterar.situacao", source="§5.4", writes=True, estado_em_texto=True)
def pedido_alterar_situacao(call: Call) -> Retorno:
    """Bring an order to the situation of a code; the order is looked for first [inferred]."""
    pedido = pedido_do_parametro(call)
    enviada = call.data.parameters.get("situacao", "")
    if not enviada:
        raise ParametroNaoInformado("O parâmetro situacao deve ser informado")
    codigo = situacoes.por_codigo(enviada)
    if codigo is None:
        codigos = ", ".join(situacoes.CODIGOS)
        raise ValidacaoRecusada("A situação é inválida", hint=f"{enviada!r} não é um destes códigos: {codigos}")
    mudancas.mudar_situacao(call.work, pedido, codigo)
    return Retorno({})


def pedido_do_parametro(call: Call) -> dict[str, Any]:
    """The order that the parameter `id` names; raises ParametroNaoInformado or NaoLocalizado."""
    return modelo.obter(call.work, parametros.id_de(call.data.parameters, AUSENTE))


def _incluido(pedido: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"id": str(pedido["id"]), "numero": str(pedido["numero"])}


def _filtro(dados: Mapping[str, str]) -> pesquisa.Filtro:
    return pesquisa.Filtro(
        numero=dados.get("numero", ""),
        cliente=dados.get("cliente", ""),
        cpf_cnpj=dados.get("cpf_cnpj", ""),
        data_inicial=parametros.dia(dados, "dataInicial"),
        data_final=parametros.dia(dados, "dataFinal"),
        alterado_desde=parametros.instante(dados, "dataAtualizacao"),
        situacao=dados.get("situacao", ""),
        numero_ecommerce=dados.get("numeroEcommerce", ""),
        id_vendedor=dados.get("idVendedor", ""),
        nome_vendedor=dados.get("nomeVendedor", ""),
        marcador=dados.get("marcador", ""),
        ocorrencia=pesquisa.Ocorrencia(
            parametros.dia(dados, "dataInicialOcorrencia"),
            parametros.dia(dados, "dataFinalOcorrencia"),
            dados.get("situacaoOcorrencia", ""),
        ),
        ordem=dados.get("sort", "").upper() or "ASC",
        pagina=parametros.pagina(dados.get("pagina", "")),
    )
