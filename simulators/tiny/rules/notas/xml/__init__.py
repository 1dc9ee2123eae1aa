"""An invoice as the XML of the NF-e 4.00, as its layout and schema have it (tiny-api2 §5.5).

Every document says that it is of the test environment and without fiscal value. What the layout asks of a real one and
Tiny's page does not speak of, such as taxes and the QR code of an NFC-e, is left out or at zero [inferred].
"""

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from homologa.simulators.tiny.rules.notas.chave import NORMAL, Chave
from homologa.simulators.tiny.rules.notas.modelo import ENTRADA, NFCE
from homologa.simulators.tiny.rules.notas.xml import itens, partes
from homologa.simulators.tiny.rules.notas.xml.elementos import (
    EXTERIOR,
    codigo_do_municipio,
    cortado,
    grupo,
    inscricao,
    momento,
)

ESPACO = "http://www.portalfiscal.inf.br/nfe"
VERSAO = "4.00"
PROGRAMA = "Homologa"
HOMOLOGACAO = "2"
AUTORIZADO = ("100", "Autorizado o uso da NF-e")
NO_ESTADO, ENTRE_ESTADOS, COM_EXTERIOR = "1", "2", "3"
PRESENCIAL, PELA_INTERNET = "1", "2"
RETRATO, CUPOM = "1", "4"


def montar(nota: Mapping[str, Any], conta: Mapping[str, str]) -> Element:
    """The `NFe` of an invoice that has its key, with every text as it is: only the schema says whether it may be so."""
    inteira = Element("NFe", xmlns=ESPACO)
    corpo = SubElement(inteira, "infNFe", versao=VERSAO, Id=f"NFe{nota['chave_acesso']}")
    _identificar(corpo, nota, conta)
    partes.emitente(corpo, conta, nota["regime_tributario"])
    partes.destinatario(corpo, nota, conta)
    partes.entrega(corpo, nota, conta)
    itens.detalhar(corpo, nota, conta)
    itens.totalizar(corpo, nota)
    partes.transporte(corpo, nota)
    partes.cobranca(corpo, nota)
    partes.pagamento(corpo, nota)
    partes.intermediador(corpo, nota)
    partes.observacoes(corpo, nota)
    return inteira


def protocolar(inteira: str, nota: Mapping[str, Any]) -> str:
    """The text of the `nfeProc`: that of an `NFe`, signed or not, and the protocol of its authorisation."""
    protocolo = Element("protNFe", versao=VERSAO)
    codigo, texto = AUTORIZADO
    grupo(
        protocolo,
        "infProt",
        tpAmb=HOMOLOGACAO,
        verAplic=PROGRAMA,
        chNFe=nota["chave_acesso"],
        dhRecbto=momento(nota["autorizada_em"]),
        nProt=nota["protocolo"],
        cStat=codigo,
        xMotivo=texto,
    )
    protocolado = ElementTree.tostring(protocolo, encoding="unicode")
    return f'<nfeProc xmlns="{ESPACO}" versao="{VERSAO}">{inteira}{protocolado}</nfeProc>'


def _identificar(corpo: Element, nota: Mapping[str, Any], conta: Mapping[str, str]) -> None:
    chave = Chave.ler(nota["chave_acesso"])
    cupom = nota["modelo"] == NFCE
    ide = grupo(
        corpo,
        "ide",
        cUF=chave.uf,
        cNF=f"{chave.codigo:08}",
        natOp=cortado(nota["natureza_operacao"]),
        mod=nota["modelo"],
        serie=nota["serie"],
        nNF=nota["numero"],
        dhEmi=momento(nota["data_emissao"]),
        dhSaiEnt=momento(nota["data_saida"]) if nota["data_saida"] and not cupom else None,
        tpNF="0" if nota["tipo"] == ENTRADA else "1",
        idDest=_destino(partes.uf_de(nota["cliente"], conta), conta["estado"]),
        cMunFG=codigo_do_municipio(conta["cidade"], conta["estado"]),
        tpImp=CUPOM if cupom else RETRATO,
        tpEmis=NORMAL,
        cDV=nota["chave_acesso"][-1],
        tpAmb=HOMOLOGACAO,
        finNFe=nota["finalidade"],
        indFinal="0" if inscricao(nota["cliente"]["ie"]) and not cupom else "1",
        **_presenca(nota, cupom),
        procEmi="0",
        verProc=PROGRAMA,
    )
    for ref in nota["refs"]:
        grupo(ide, "NFref", refNFe=ref)


def _presenca(nota: Mapping[str, Any], cupom: bool) -> dict[str, str]:
    """Whether the customer was there, and whether the shop was somebody else's, which only a sale at distance tells."""
    intermediada = partes.tem_intermediador(nota)
    if cupom or not (nota["numero_ecommerce"] or intermediada):
        return {"indPres": PRESENCIAL}
    return {"indPres": PELA_INTERNET, "indIntermed": "1" if intermediada else "0"}


def _destino(uf: str, do_emitente: str) -> str:
    if uf == EXTERIOR:
        return COM_EXTERIOR
    return NO_ESTADO if uf == do_emitente else ENTRE_ESTADOS
