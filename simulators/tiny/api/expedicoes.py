"""Services of expedition and of its groupings."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.errors import Fidelity
from homologa.simulators.kernel.operations import Call
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.api import parametros
from homologa.simulators.tiny.api.registry import service
from homologa.simulators.tiny.errors import DocumentoMalFormado, NaoLocalizado, ParametroNaoInformado, ValidacaoRecusada
from homologa.simulators.tiny.rules import formas_envio, mascaras, numeros
from homologa.simulators.tiny.rules.datas import escrito
from homologa.simulators.tiny.rules.expedicoes import (
    agrupamentos,
    alteracao,
    codigos,
    conclusao,
    leitura,
    modelo,
    objetos,
)
from homologa.simulators.tiny.wire import Retorno

AGRUPAMENTO = "Agrupamento não localizado"
IMPRESSAO = "https://erp.tiny.com.br/doc.expedicao.php?id="
"""Where what is printed opens; the address is [inferred]."""


@service("expedicao.liberar.objetos", source="§5.6", fidelity=Fidelity.CLIENT, writes=True)
def expedicao_liberar_objetos(call: Call) -> Retorno:
    """Send orders (`venda`) or invoices (`notafiscal`) to expedition."""
    dados: Mapping[str, str] = call.data.body
    tipo = _exigido(dados, "tipoObjetos").strip().lower()
    objetos.liberar(call.work, tipo, _ids(dados, "idObjetos"))
    return Retorno({})


@service("expedicao.pesquisa", source="§5.6")
def expedicao_pesquisa(call: Call) -> Retorno:
    """Expeditions of a shipping method by their day of issue, a hundred a page.

    Those without a shipping method, and those that are in a grouping, only when they are asked for.
    """
    dados: Mapping[str, str] = call.data.body
    filtro = leitura.Filtro(
        _forma_envio(dados),
        parametros.dia(dados, "dataInicial"),
        parametros.dia(dados, "dataFinal"),
        _sim(dados, "incluirNaoDefinidas"),
        _sim(dados, "incluirAgrupadas"),
        parametros.pagina(dados.get("pagina", "")),
    )
    achada = leitura.pesquisar(call.work, filtro)
    linhas = [{"expedicao": _expedicao(call.work, expedicao)} for expedicao in achada.registros]
    return Retorno({"pagina": achada.pagina, "numero_paginas": achada.paginas, "expedicoes": linhas})


@service("expedicao.obter", source="§5.6", estado_em_texto=True)
def expedicao_obter(call: Call) -> Retorno:
    """One expedition, by its id or by that of its order or invoice."""
    expedicao = _localizada(call.work, call.data.body)
    linha = _expedicao(call.work, expedicao)
    ids = {nome: str(linha[nome]) for nome in ("id", "idObjeto", "idAgrupamento")}
    return Retorno({"expedicao": {**linha, **ids}})


@service("expedicao.alterar", source="§5.6", writes=True, documento="expedicao")
def expedicao_alterar(call: Call) -> Retorno:
    """Change the fields of an expedition that are sent, and keep the others [inferred]."""
    registro = call.data.documents["expedicao"].get("expedicao")
    if not isinstance(registro, dict):
        raise DocumentoMalFormado(hint='o parâmetro expedicao deve ser {"expedicao":{…}}')
    codigo = alteracao.alterar(call.work, registro)["codigo_rastreamento"]
    if codigos.CODIGO.fullmatch(codigo) and not codigos.e_valido(codigo):
        call.findings.append(f"o dígito verificador do código de rastreio {codigo} está errado")
    return Retorno({})


@service("expedicao.incluir.agrupamento", source="§5.6", fidelity=Fidelity.CLIENT, writes=True)
def expedicao_incluir_agrupamento(call: Call) -> Retorno:
    """Group expeditions of one shipping method: a PLP for Correios, a Coleta for a carrier."""
    agrupamento = agrupamentos.incluir(call.work, _ids(call.data.body, "idsExpedicao"))
    return Retorno({"idAgrupamento": agrupamento["id"]})


@service("expedicao.pesquisar.agrupamentos", source="§5.6", fidelity=Fidelity.CLIENT)
def expedicao_pesquisar_agrupamentos(call: Call) -> Retorno:
    """The groupings of a shipping method by the day on which they were made; the shape of a row is [inferred]."""
    dados: Mapping[str, str] = call.data.body
    dias = parametros.dia(dados, "dataInicial"), parametros.dia(dados, "dataFinal")
    pagina = parametros.pagina(dados.get("pagina", ""))
    achada = agrupamentos.pesquisar(call.work, _forma_envio(dados), dias, pagina)
    linhas = [{"agrupamento": _agrupamento(call.work, um)} for um in achada.registros]
    return Retorno({"pagina": achada.pagina, "numero_paginas": achada.paginas, "agrupamentos": linhas})


@service("expedicao.concluir.agrupamento", source="§5.6", fidelity=Fidelity.CLIENT, writes=True)
def expedicao_concluir_agrupamento(call: Call) -> Retorno:
    """Conclude a grouping: its expeditions have left."""
    conclusao.concluir(call.work, parametros.id_de(call.data.body, AGRUPAMENTO, "idAgrupamento"))
    return Retorno({})


@service("expedicao.obter.agrupamento.impressao", source="§5.6", fidelity=Fidelity.CLIENT, estado_em_texto=True)
def expedicao_obter_agrupamento_impressao(call: Call) -> Retorno:
    """The link to the list of a grouping that is signed at the pick-up; the shape is [inferred]."""
    return Retorno({"link": f"{IMPRESSAO}{_agrupado(call)['pagina']}"})


@service("expedicao.obter.etiquetas.impressao", source="§5.6", fidelity=Fidelity.CLIENT, estado_em_texto=True)
def expedicao_obter_etiquetas_impressao(call: Call) -> Retorno:
    """The links to the labels of a grouping, one per expedition; the shape is [inferred]."""
    expedicoes = modelo.do_agrupamento(call.work, _agrupado(call)["id"])
    return Retorno({"links": [f"{IMPRESSAO}{expedicao['pagina']}" for expedicao in expedicoes]})


def _agrupado(call: Call) -> dict[str, Any]:
    return modelo.agrupamento(call.work, parametros.id_de(call.data.body, AGRUPAMENTO, "idAgrupamento"))


def _localizada(work: Work, dados: Mapping[str, str]) -> dict[str, Any]:
    if dados.get("idExpedicao") or not dados.get("idObjeto"):
        return modelo.obter(work, parametros.id_de(dados, modelo.AUSENTE, "idExpedicao"))
    tipo = _exigido(dados, "tipoObjeto").strip().lower()
    achada = modelo.do_objeto(work, tipo, parametros.id_de(dados, modelo.AUSENTE, "idObjeto"))
    if achada is None:
        raise NaoLocalizado(modelo.AUSENTE, hint="libere antes o objeto com expedicao.liberar.objetos")
    return achada


def _exigido(dados: Mapping[str, str], nome: str) -> str:
    if not dados.get(nome, "").strip():
        raise ParametroNaoInformado(f"O parâmetro {nome} deve ser informado")
    return dados[nome]


def _forma_envio(dados: Mapping[str, str]) -> str:
    try:
        return formas_envio.codigo(_exigido(dados, "formaEnvio"))
    except ValueError as erro:
        raise ValidacaoRecusada(str(erro), hint=f"use um destes: {', '.join(formas_envio.CODIGOS)}") from None


def _sim(dados: Mapping[str, str], nome: str) -> bool:
    return dados.get(nome, "").strip().upper() == "S"


def _ids(dados: Mapping[str, str], nome: str) -> list[int]:
    """The ids of `1,2`; raises ParametroNaoInformado, or ValidacaoRecusada for what is no id."""
    lidos = [numeros.inteiro(parte) for parte in _exigido(dados, nome).split(",")]
    ids = [lido for lido in lidos if lido is not None]
    if len(ids) < len(lidos):
        raise ValidacaoRecusada(f"O parâmetro {nome} é inválido", hint="mande os ids separados por vírgulas: 1,2")
    return ids


def _expedicao(work: Work, gravada: Mapping[str, Any]) -> dict[str, Any]:
    expedicao = objetos.com_rastreio(work, gravada)
    frete, transportadora = expedicao["forma_frete"], expedicao["transportadora"]
    destinatario = expedicao["destinatario"]
    return {
        "id": expedicao["id"],
        "idObjeto": expedicao["id_objeto"],
        "tipoObjeto": expedicao["tipo_objeto"],
        "idAgrupamento": expedicao["id_agrupamento"],
        "identificacao": expedicao["identificacao"],
        "dataEmissao": escrito(expedicao["data_emissao"]),
        "formaEnvio": expedicao["forma_envio"],
        "qtdVolumes": expedicao["qtd_volumes"],
        "pesoBruto": f"{expedicao['peso_bruto']:.3f}",
        "codigoRastreamento": expedicao["codigo_rastreamento"],
        "urlRastreamento": expedicao["url_rastreamento"],
        "possuiValorDeclarado": expedicao["possui_valor_declarado"],
        "valorDeclarado": f"{expedicao['valor_declarado']:.2f}",
        "possuiAR": expedicao["possui_ar"],
        "embalagem": {nome: _medida(valor) for nome, valor in expedicao["embalagem"].items()},
        "formaFrete": {"id": str(frete["id"]), "descricao": frete["descricao"]},
        "transportadora": {"id": str(transportadora["id"]), "nome": transportadora["nome"]},
        "destinatario": {**destinatario, "cep": mascaras.cep(destinatario["cep"])},
    }


def _medida(valor: str | float) -> str:
    return valor if isinstance(valor, str) else numeros.texto_decimal(valor)


def _agrupamento(work: Work, agrupamento: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": agrupamento["id"],
        "formaEnvio": agrupamento["forma_envio"],
        "situacao": agrupamento["situacao"],
        "dataCriacao": escrito(agrupamento["criado_em"]),
        "dataConclusao": escrito(agrupamento["concluido_em"]),
        "qtdExpedicoes": len(modelo.do_agrupamento(work, agrupamento["id"])),
    }
