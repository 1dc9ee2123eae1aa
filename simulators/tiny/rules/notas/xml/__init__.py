"""An invoice as the XML of the NF-e 4.00: structure of the layout, without signature (tiny-api2 §5.5).

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
from homologa.simulators.tiny.rules.notas.xml.elementos import CURTO, codigo_do_municipio, grupo, momento

ESPACO = "http://www.portalfiscal.inf.br/nfe"
VERSAO = "4.00"
PROGRAMA = "Homologa"
HOMOLOGACAO = "2"
SEM_VALOR = "SEM VALOR FISCAL - DOCUMENTO GERADO POR UM SIMULADOR"
AUTORIZADO = ("100", "Autorizado o uso da NF-e")
NO_ESTADO, ENTRE_ESTADOS, COM_EXTERIOR = "1", "2", "3"
PRESENCIAL, PELA_INTERNET = "1", "2"
RETRATO, CUPOM = "1", "4"


def escrever(nota: Mapping[str, Any], conta: Mapping[str, str]) -> str:
    """The `nfeProc` of an invoice that was authorised: the invoice and its protocol."""
    processo = Element("nfeProc", xmlns=ESPACO, versao=VERSAO)
    inteira = SubElement(processo, "NFe", xmlns=ESPACO)
    corpo = SubElement(inteira, "infNFe", versao=VERSAO, Id=f"NFe{nota['chave_acesso']}")
    _identificar(corpo, nota, conta)
    partes.emitente(corpo, conta, nota["regime_tributario"])
    partes.destinatario(corpo, nota)
    partes.entrega(corpo, nota)
    itens.detalhar(corpo, nota, conta)
    itens.totalizar(corpo, nota)
    partes.transporte(corpo, nota)
    partes.cobranca(corpo, nota)
    partes.pagamento(corpo, nota)
    partes.intermediador(corpo, nota)
    grupo(corpo, "infAdic", infAdFisco=SEM_VALOR, infCpl=nota["obs"][:5000])
    _protocolar(processo, nota)
    return ElementTree.tostring(processo, encoding="unicode")


def _identificar(corpo: Element, nota: Mapping[str, Any], conta: Mapping[str, str]) -> None:
    chave = Chave.ler(nota["chave_acesso"])
    cupom = nota["modelo"] == NFCE
    presenca = PELA_INTERNET if nota["numero_ecommerce"] and not cupom else PRESENCIAL
    ide = grupo(
        corpo,
        "ide",
        cUF=chave.uf,
        cNF=f"{chave.codigo:08}",
        natOp=nota["natureza_operacao"][:CURTO],
        mod=nota["modelo"],
        serie=nota["serie"],
        nNF=nota["numero"],
        dhEmi=momento(nota["data_emissao"]),
        dhSaiEnt=momento(nota["data_saida"]) if nota["data_saida"] and not cupom else None,
        tpNF="0" if nota["tipo"] == ENTRADA else "1",
        idDest=_destino(nota["cliente"]["uf"], conta["estado"]),
        cMunFG=codigo_do_municipio(conta["cidade"], conta["estado"]),
        tpImp=CUPOM if cupom else RETRATO,
        tpEmis=NORMAL,
        cDV=nota["chave_acesso"][-1],
        tpAmb=HOMOLOGACAO,
        finNFe=nota["finalidade"],
        indFinal="0" if nota["cliente"]["ie"] and not cupom else "1",
        indPres=presenca,
        indIntermed=("1" if nota["intermediador"].get("cnpj") else "0") if presenca == PELA_INTERNET else None,
        procEmi="0",
        verProc=PROGRAMA,
    )
    for ref in nota["refs"]:
        grupo(ide, "NFref", refNFe=ref)


def _destino(uf: str, do_emitente: str) -> str:
    if uf == partes.EXTERIOR:
        return COM_EXTERIOR
    return NO_ESTADO if uf in ("", do_emitente) else ENTRE_ESTADOS


def _protocolar(processo: Element, nota: Mapping[str, Any]) -> None:
    codigo, texto = AUTORIZADO
    grupo(
        SubElement(processo, "protNFe", versao=VERSAO),
        "infProt",
        tpAmb=HOMOLOGACAO,
        verAplic=PROGRAMA,
        chNFe=nota["chave_acesso"],
        dhRecbto=momento(nota["autorizada_em"]),
        nProt=nota["protocolo"],
        cStat=codigo,
        xMotivo=texto,
    )
