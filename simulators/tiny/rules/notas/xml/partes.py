"""Who takes part in an NF-e, how the goods travel and how they are paid."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from homologa.simulators.kernel import tax_ids
from homologa.simulators.tiny.rules.notas.modelo import NFE
from homologa.simulators.tiny.rules.notas.xml.elementos import (
    algarismos,
    cortado,
    documento,
    endereco,
    grupo,
    inscricao,
    preencher,
    quantidade,
    valor,
)

ISENTO = "ISENTO"
CONTRIBUINTE, CONTRIBUINTE_ISENTO, NAO_CONTRIBUINTE = "1", "2", "9"
AUTORIZACAO, OBSERVACOES = 128, 5000
"""Characters of the authorisation of a payment, and of the remarks of an invoice."""
FRETES: Mapping[str, str] = MappingProxyType({"R": "0", "D": "1", "T": "2", "3": "3", "4": "4", "S": "9"})
OUTROS, SEM_PAGAMENTO = "99", "90"
SEM_VALOR = "SEM VALOR FISCAL - DOCUMENTO GERADO POR UM SIMULADOR"
PAGAMENTOS: Mapping[str, str] = MappingProxyType(
    {
        "dinheiro": "01",
        "cheque": "02",
        "credito": "03",
        "debito": "04",
        "crediario": "05",
        "duplicata_mercantil": "14",
        "boleto": "15",
        "deposito": "16",
        "pix": "17",
    }
)
"""The means of payment of the layout by forma_pagamento (§4.4); any other is "outros"."""


def emitente(pai: Element, conta: Mapping[str, str], regime: int) -> None:
    """The account, which issues the invoice."""
    nomes = {"xNome": cortado(conta["razao_social"]), "xFant": cortado(conta["fantasia"])}
    emit = grupo(pai, "emit", **documento(conta["cnpj_cpf"]), **nomes)
    grupo(emit, "enderEmit", **endereco(conta, conta["estado"]))
    preencher(emit, IE=algarismos(conta["inscricao_estadual"]) or ISENTO, CRT=regime)


def destinatario(pai: Element, nota: Mapping[str, Any], conta: Mapping[str, str]) -> None:
    """The customer; none when an NFC-e does not name one."""
    cliente = nota["cliente"]
    if not cliente["nome"] and not cliente["cpf_cnpj"]:
        return
    quem = documento(cliente["cpf_cnpj"], cliente["tipo_pessoa"])
    dest = grupo(pai, "dest", **quem)
    if not quem:
        # Empty or not, it says that the customer has no Brazilian document.
        SubElement(dest, "idEstrangeiro").text = cliente["cpf_cnpj"]
    preencher(dest, xNome=cortado(cliente["nome"]))
    if cliente["endereco"] or cliente["cidade"]:
        grupo(dest, "enderDest", **endereco(cliente, uf_de(cliente, conta)))
    preencher(dest, **_inscricao(nota), email=cliente["email"])


def entrega(pai: Element, nota: Mapping[str, Any], conta: Mapping[str, str]) -> None:
    """Where the goods go, when it is not where the customer is; its document may be empty."""
    onde, cliente = nota["endereco_entrega"], nota["cliente"]
    if not onde or nota["modelo"] != NFE:
        return
    de_quem = onde if onde["cpf_cnpj"] else cliente
    quem = documento(de_quem["cpf_cnpj"], de_quem["tipo_pessoa"])
    destino = endereco(onde, uf_de(onde, conta) if onde["uf"] else uf_de(cliente, conta))
    local = SubElement(pai, "entrega")
    for campo, numero in (quem or {"CNPJ": ""}).items():
        SubElement(local, campo).text = numero
    preencher(local, xNome=cortado(onde["nome_destinatario"] or cliente["nome"]), **destino)


def uf_de(pessoa: Mapping[str, Any], conta: Mapping[str, str]) -> str:
    """The state of an address; that of the account for one that does not say it [inferred]."""
    return str(pessoa["uf"]).upper() or conta["estado"]


def transporte(pai: Element, nota: Mapping[str, Any]) -> None:
    """Who pays for the carriage, the carrier, the vehicle and the volumes."""
    transp = grupo(pai, "transp", modFrete=FRETES.get(nota["frete_por_conta"], FRETES["S"]))
    quem = nota["transportador"]
    if quem["nome"]:
        onde = {"xEnder": cortado(quem["endereco"]), "xMun": cortado(quem["cidade"]), "UF": quem["uf"].upper()}
        nome = {"xNome": cortado(quem["nome"]), "IE": inscricao(quem["ie"])}
        grupo(transp, "transporta", **documento(quem["cpf_cnpj"]), **nome, **onde)
    if nota["placa"]:
        placa = nota["placa"].replace("-", "").replace(" ", "").upper()
        grupo(transp, "veicTransp", placa=placa, UF=nota["uf_placa"].upper())
    volumes = {
        "qVol": nota["quantidade_volumes"] or None,
        "esp": nota["especie_volumes"],
        "marca": nota["marca_volumes"],
        "nVol": nota["numero_volumes"],
        "pesoL": _peso(nota["peso_liquido"]),
        "pesoB": _peso(nota["peso_bruto"]),
    }
    if any(volumes.values()):
        grupo(transp, "vol", **volumes)


def cobranca(pai: Element, nota: Mapping[str, Any]) -> None:
    """The bill and its parcels, of an NF-e that has any."""
    if nota["modelo"] != NFE or not nota["parcelas"]:
        return
    cobr = SubElement(pai, "cobr")
    inteiro = valor(nota["valor_nota"])
    grupo(cobr, "fat", nFat=str(nota["numero"]), vOrig=inteiro, vDesc=valor(0.0), vLiq=inteiro)
    cobradas = (parcela for parcela in nota["parcelas"] if parcela["valor"])
    for lugar, parcela in enumerate(cobradas, start=1):
        vencimento = (parcela["data"] or nota["data_emissao"])[:10]
        grupo(cobr, "dup", nDup=f"{lugar:03}", dVenc=vencimento, vDup=valor(parcela["valor"]))


def pagamento(pai: Element, nota: Mapping[str, Any]) -> None:
    """The means of payment: the integrated ones when they pay the whole, else the one of the invoice."""
    pag = SubElement(pai, "pag")
    integrados = nota["pagamentos_integrados"]
    if integrados and valor(sum(um["valor"] for um in integrados)) == valor(nota["valor_nota"]):
        for um in integrados:
            _integrado(pag, um)
        return
    forma = nota["forma_pagamento"]
    meio = PAGAMENTOS.get(forma, OUTROS if forma else SEM_PAGAMENTO)
    pago = 0.0 if meio == SEM_PAGAMENTO else nota["valor_nota"]
    grupo(pag, "detPag", tPag=meio, xPag=cortado(forma) if meio == OUTROS else "", vPag=valor(pago))


def intermediador(pai: Element, nota: Mapping[str, Any]) -> None:
    """The marketplace through which it was sold, when it is named."""
    if tem_intermediador(nota):
        cnpj = tax_ids.bare(nota["intermediador"]["cnpj"])
        grupo(pai, "infIntermed", CNPJ=cnpj, idCadIntTran=cortado(nota["intermediador"].get("nome") or cnpj))


def tem_intermediador(nota: Mapping[str, Any]) -> bool:
    """Whether it was sold through a marketplace; an NFC-e never is [inferred]."""
    return nota["modelo"] == NFE and tax_ids.is_cnpj(tax_ids.bare(nota["intermediador"].get("cnpj", "")))


def observacoes(pai: Element, nota: Mapping[str, Any]) -> None:
    """What is said to whoever reads the invoice, and that it has no fiscal value."""
    grupo(pai, "infAdic", infAdFisco=SEM_VALOR, infCpl=cortado(nota["obs"], OBSERVACOES))


def _inscricao(nota: Mapping[str, Any]) -> dict[str, str]:
    """Whether the customer pays ICMS, and his registration; that of an NFC-e never does."""
    ie = nota["cliente"]["ie"] if nota["modelo"] == NFE else ""
    if ie.strip().upper() == ISENTO:
        return {"indIEDest": CONTRIBUINTE_ISENTO}
    numero = inscricao(ie)
    return {"indIEDest": CONTRIBUINTE if numero else NAO_CONTRIBUINTE, "IE": numero}


def _integrado(pag: Element, um: Mapping[str, Any]) -> None:
    meio = f"{um['tipo_pagamento']:02}"
    pago = grupo(pag, "detPag", tPag=meio, xPag="Outros" if meio == OUTROS else "", vPag=valor(um["valor"]))
    quem = documento(um["cnpj_intermediador"])
    if "CNPJ" in quem or um["codigo_autorizacao"]:
        bandeira = f"{um['codigo_bandeira']:02}" if um["codigo_bandeira"] else ""
        grupo(
            pago,
            "card",
            tpIntegra="1",
            CNPJ=quem.get("CNPJ"),
            tBand=bandeira,
            cAut=cortado(um["codigo_autorizacao"], AUTORIZACAO),
        )


def _peso(quilos: float) -> str | None:
    return quantidade(quilos)[:-1] if quilos else None
