"""Invoice services: making, reading, searching and issuing (tiny-api2 §5.5)."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.errors import Fidelity
from homologa.simulators.kernel.operations import Call
from homologa.simulators.tiny.api import formas_da_nota, lotes, parametros
from homologa.simulators.tiny.api.pedidos import pedido_do_parametro
from homologa.simulators.tiny.api.registry import service
from homologa.simulators.tiny.errors import DocumentoMalFormado, ParametroNaoInformado
from homologa.simulators.tiny.rules import settings
from homologa.simulators.tiny.rules.lotes import um
from homologa.simulators.tiny.rules.notas import emissao, geracao, leitura, modelo, pesquisa, situacoes
from homologa.simulators.tiny.rules.notas.apresentacao import CDATA, ESCAPADO, forma_do_xml
from homologa.simulators.tiny.wire import Retorno


@service("gerar.nota.fiscal.pedido", source="§5.4", writes=True)
def gerar_nota_fiscal_pedido(call: Call) -> Retorno:
    """Make the invoice of an order; a refusal stands at the top [inferred]."""
    pedido = pedido_do_parametro(call)
    nota = geracao.gerar(call.work, pedido, geracao.modelo_de(call.data.parameters.get("modelo", "")))
    registro = {"idNotaFiscal": str(nota["id"]), **_numerada(nota)}
    return Retorno({"registros": {"registro": registro}})


@service("nota.fiscal.incluir", source="§5.5", writes=True, documento="nota", fidelity=Fidelity.CLIENT)
def nota_fiscal_incluir(call: Call) -> Retorno:
    """Create one NF-e from a document."""
    return _incluir(call, modelo.NFE)


@service(
    "nota.fiscal.consumidor.incluir", source="§5.5", writes=True, documento="nota", fidelity=Fidelity.RECONSTRUCTED
)
def nota_fiscal_consumidor_incluir(call: Call) -> Retorno:
    """Create one NFC-e from a document like that of `nota.fiscal.incluir` [inferred]: only the name is known."""
    return _incluir(call, modelo.NFCE)


@service("nota.fiscal.obter", source="§5.5", estado_em_texto=True)
def nota_fiscal_obter(call: Call) -> Retorno:
    """One invoice, whole."""
    return Retorno({"nota_fiscal": formas_da_nota.completa(call.work, nota_do_parametro(call))})


@service("notas.fiscais.pesquisa", source="§5.5, §1.2", estado_gravado=True)
def notas_fiscais_pesquisa(call: Call) -> Retorno:
    """Invoices by at least one filter."""
    achada = pesquisa.pesquisar(call.work, _filtro(call.data.body))
    forma = formas_da_nota.gravada if settings.tipos_gravados(call.work) else formas_da_nota.documentada
    linhas = [{"nota_fiscal": forma(call.work, nota)} for nota in achada.registros]
    return Retorno({"pagina": achada.pagina, "numero_paginas": achada.paginas, "notas_fiscais": linhas})


@service("nota.fiscal.emitir", source="§5.5", writes=True)
def nota_fiscal_emitir(call: Call) -> Retorno:
    """Send one invoice, by id or by series and number, to the authority, whose refusal is a situation [inferred]."""
    dados: Mapping[str, str] = call.data.parameters
    if not dados.get("id") and dados.get("serie") and dados.get("numero"):
        nota = modelo.por_serie_e_numero(call.work, dados["serie"], dados["numero"])
    elif not dados.get("id"):
        raise ParametroNaoInformado("O parâmetro id, ou serie e numero, deve ser informado")
    else:
        nota = nota_do_parametro(call)
    emissao.emitir(call.work, nota, enviar_email=dados.get("enviarEmail", "").strip().upper() == "S")
    if nota["motivo"]:
        call.findings.append(f"nota {modelo.numero_escrito(nota)}: {nota['motivo']}")
    texto = emissao.texto_xml(call.work, nota) if nota["situacao"] in situacoes.COM_XML else ""
    return Retorno({"nota_fiscal": formas_da_nota.emitida(nota, texto)})


@service("nota.fiscal.obter.xml", source="§5.5, §9 Q8", estado_em_texto=True, sempre_xml=True, fidelity=Fidelity.CLIENT)
def nota_fiscal_obter_xml(call: Call) -> Retorno:
    """The XML of an authorised invoice, in XML whatever the `formato`; only a refusal keeps to it."""
    texto = emissao.texto_xml(call.work, nota_do_parametro(call))
    forma = forma_do_xml(call.work)
    if forma == CDATA:
        texto = f"<![CDATA[{texto.replace(']]>', ']]]]><![CDATA[>')}]]>"
    return Retorno({"xml_nfe": texto}, crus=() if forma == ESCAPADO else ("xml_nfe",))


@service("nota.fiscal.obter.link", source="§5.5", estado_em_texto=True)
def nota_fiscal_obter_link(call: Call) -> Retorno:
    """The address of the page of an invoice; before it was authorised there is none (34 [inferred])."""
    nota = nota_do_parametro(call)
    situacoes.exigir_autorizada(nota)
    return Retorno({"link_nfe": emissao.link(nota)})


def nota_do_parametro(call: Call, nome: str = "id") -> dict[str, Any]:
    """The invoice that a plain parameter names; raises ParametroNaoInformado or NaoLocalizado."""
    return modelo.obter(call.work, parametros.id_de(call.data.parameters, modelo.AUSENTE, nome))


def incluida(nota: Mapping[str, Any]) -> Mapping[str, Any]:
    """What an answer tells of an invoice that was created."""
    return {"id": str(nota["id"]), **_numerada(nota)}


def _numerada(nota: Mapping[str, Any]) -> dict[str, str]:
    return {"numero": modelo.numero_escrito(nota), "serie": str(nota["serie"])}


def _incluir(call: Call, qual: str) -> Retorno:
    registro = call.data.documents["nota"].get("nota_fiscal")
    if not isinstance(registro, dict):
        raise DocumentoMalFormado(hint='o parâmetro nota deve ser {"nota_fiscal":{…}}')
    resultado = um(call.work, registro, "1", lambda work, enviado: leitura.incluir(work, enviado, qual))
    return lotes.retorno_de_um(call, resultado, incluida)


def _filtro(dados: Mapping[str, str]) -> pesquisa.Filtro:
    return pesquisa.Filtro(
        tipo=dados.get("tipoNota", ""),
        numero=dados.get("numero", ""),
        cliente=dados.get("cliente", ""),
        cpf_cnpj=dados.get("cpf_cnpj", ""),
        data_inicial=parametros.dia(dados, "dataInicial"),
        data_final=parametros.dia(dados, "dataFinal"),
        situacao=dados.get("situacao", ""),
        numero_ecommerce=dados.get("numeroEcommerce", ""),
        serie=dados.get("serie", ""),
        id_vendedor=dados.get("idVendedor", ""),
        nome_vendedor=dados.get("nomeVendedor", ""),
        id_forma_envio=dados.get("idFormaEnvio", ""),
        pagina=parametros.pagina(dados.get("pagina", "")),
    )
