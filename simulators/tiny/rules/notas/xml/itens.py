"""The items of an NF-e with their taxes, and the totals that they add up to."""

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from homologa.simulators.tiny.rules.notas.xml.elementos import (
    LONGO,
    codigo_do_municipio,
    cortado,
    grupo,
    preencher,
    quantidade,
    unitario,
    valor,
)

SEM_GTIN, SEM_NCM, SEM_ORIGEM, SERVICO_SEM_CODIGO = "SEM GTIN", "00000000", "0", "00.00"
SIMPLES = 1
MAIS_LONGO, PEDIDO = 500, 15
"""Characters of what is told of an item, and of the number of an order."""
ZERO = valor(0.0)
COM_IMPOSTO = ("vBC", "vICMS", "vICMSDeson", "vFCP", "vBCST", "vST", "vFCPST", "vFCPSTRet")
"""Totals that a simulator without taxes leaves at zero, as are those of DEPOIS_DO_DESCONTO."""
DEPOIS_DO_DESCONTO = ("vII", "vIPI", "vIPIDevol", "vPIS", "vCOFINS")


def detalhar(pai: Element, nota: Mapping[str, Any], conta: Mapping[str, str]) -> None:
    """One `det` for each item, numbered from 1."""
    for lugar, item in enumerate(nota["itens"], start=1):
        detalhe = SubElement(pai, "det", nItem=str(lugar))
        _produto(detalhe, item, nota["numero_ecommerce"])
        imposto = SubElement(detalhe, "imposto")
        if item["tipo"] == "S":
            _servico(imposto, item, codigo_do_municipio(conta["cidade"], conta["estado"]))
        else:
            _icms(imposto, item, nota["regime_tributario"])
        grupo(SubElement(imposto, "PIS"), "PISNT", CST="07")
        grupo(SubElement(imposto, "COFINS"), "COFINSNT", CST="07")
        preencher(detalhe, infAdProd=cortado(item["info_adicional"], MAIS_LONGO))


def totalizar(pai: Element, nota: Mapping[str, Any]) -> None:
    """The group `total`; services have one of their own, and count in the value of the invoice."""
    total = SubElement(pai, "total")
    grupo(
        total,
        "ICMSTot",
        **dict.fromkeys(COM_IMPOSTO, ZERO),
        vProd=valor(nota["valor_produtos"]),
        vFrete=valor(nota["valor_frete"]),
        vSeg=valor(nota["valor_seguro"]),
        vDesc=valor(nota["valor_desconto"]),
        **dict.fromkeys(DEPOIS_DO_DESCONTO, ZERO),
        vOutro=valor(nota["valor_outras"]),
        vNF=valor(nota["valor_nota"]),
    )
    if nota["valor_servicos"]:
        dia = nota["data_emissao"][:10]
        grupo(total, "ISSQNtot", vServ=valor(nota["valor_servicos"]), dCompet=dia)


def _produto(detalhe: Element, item: Mapping[str, Any], pedido: str) -> None:
    gtin = item["gtin"] or SEM_GTIN
    grupo(
        detalhe,
        "prod",
        cProd=item["codigo"] or f"CFOP{item['cfop']}",
        cEAN=gtin,
        xProd=cortado(item["descricao"], LONGO),
        NCM=_sem_pontos(item["ncm"]) or SEM_NCM,
        CEST=_sem_pontos(item["cest"]),
        CFOP=item["cfop"],
        uCom=item["unidade"],
        qCom=quantidade(item["quantidade"]),
        vUnCom=unitario(item["valor_unitario"]),
        vProd=valor(item["valor_total"]),
        cEANTrib=gtin,
        uTrib=item["unidade"],
        qTrib=quantidade(item["quantidade"]),
        vUnTrib=unitario(item["valor_unitario"]),
        **{nome: valor(item[campo]) for nome, campo in PARTES.items() if item[campo]},
        indTot="1",
        xPed=cortado(pedido, PEDIDO),
    )


PARTES: Mapping[str, str] = {
    "vFrete": "valor_frete",
    "vSeg": "valor_seguro",
    "vDesc": "valor_desconto",
    "vOutro": "valor_outras",
}


def _sem_pontos(codigo: str) -> str:
    """A code of a table as the layout has it: `6912.00.00` is 69120000."""
    return codigo.strip(" ").replace(".", "")


def _icms(imposto: Element, item: Mapping[str, Any], regime: int) -> None:
    """Of the Simples Nacional without credit, else not taxed: no tax is charged here [inferred]."""
    icms, origem = SubElement(imposto, "ICMS"), item["origem"] or SEM_ORIGEM
    if regime == SIMPLES:
        grupo(icms, "ICMSSN102", orig=origem, CSOSN="102")
    else:
        grupo(icms, "ICMS40", orig=origem, CST="41")


def _servico(imposto: Element, item: Mapping[str, Any], municipio: str) -> None:
    grupo(
        imposto,
        "ISSQN",
        vBC=ZERO,
        vAliq=ZERO,
        vISSQN=ZERO,
        cMunFG=municipio,
        cListServ=item["codigo_do_servico"] or SERVICO_SEM_CODIGO,
        indISS="1",
        indIncentivo="2",
    )
