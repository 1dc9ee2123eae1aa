"""Who takes part in an NF-e, how the goods travel and how they are paid."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from homologa.simulators.tiny.rules.notas.modelo import NFE
from homologa.simulators.tiny.rules.notas.xml.elementos import (
    CURTO,
    documento,
    endereco,
    grupo,
    limpo,
    preencher,
    quantidade,
    valor,
)

ISENTO = "ISENTO"
CONTRIBUINTE, NAO_CONTRIBUINTE = "1", "9"
EXTERIOR = "EX"
FRETES: Mapping[str, str] = MappingProxyType({"R": "0", "D": "1", "T": "2", "3": "3", "4": "4", "S": "9"})
OUTROS, SEM_PAGAMENTO = "99", "90"
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
    nomes = {"xNome": conta["razao_social"][:CURTO], "xFant": conta["fantasia"][:CURTO]}
    emit = grupo(pai, "emit", **documento(conta["cnpj_cpf"]), **nomes)
    grupo(emit, "enderEmit", **endereco(conta, conta["estado"]))
    inscricao = "".join(filter(str.isdigit, conta["inscricao_estadual"])) or ISENTO
    preencher(emit, IE=inscricao, CRT=regime)


def destinatario(pai: Element, nota: Mapping[str, Any]) -> None:
    """The customer; none when an NFC-e does not name one."""
    cliente = nota["cliente"]
    if not cliente["nome"] and not cliente["cpf_cnpj"]:
        return
    quem = documento(cliente["cpf_cnpj"])
    dest = grupo(pai, "dest", **quem)
    if not quem:
        # Empty or not, it says that the customer has no Brazilian document.
        SubElement(dest, "idEstrangeiro").text = limpo(cliente["cpf_cnpj"])
    preencher(dest, xNome=cliente["nome"][:CURTO])
    if cliente["endereco"] or cliente["cidade"]:
        grupo(dest, "enderDest", **endereco(cliente, cliente["uf"] or EXTERIOR))
    inscricao = "".join(filter(str.isdigit, cliente["ie"])) if nota["modelo"] == NFE else ""
    preencher(dest, indIEDest=CONTRIBUINTE if inscricao else NAO_CONTRIBUINTE, IE=inscricao, email=cliente["email"])


def entrega(pai: Element, nota: Mapping[str, Any]) -> None:
    """Where the goods go, when it is not where the customer is."""
    onde = nota["endereco_entrega"]
    if not onde or nota["modelo"] != NFE:
        return
    quem = documento(onde["cpf_cnpj"] or nota["cliente"]["cpf_cnpj"])
    destino = endereco(onde, onde["uf"] or nota["cliente"]["uf"] or EXTERIOR)
    nome = onde["nome_destinatario"] or nota["cliente"]["nome"]
    grupo(pai, "entrega", **quem, xNome=nome[:CURTO], **destino)


def transporte(pai: Element, nota: Mapping[str, Any]) -> None:
    """Who pays for the carriage, the carrier, the vehicle and the volumes."""
    transp = grupo(pai, "transp", modFrete=FRETES.get(nota["frete_por_conta"], FRETES["S"]))
    quem = nota["transportador"]
    if quem["nome"]:
        onde = {"xEnder": quem["endereco"][:CURTO], "xMun": quem["cidade"], "UF": quem["uf"]}
        inscricao = {"IE": "".join(filter(str.isdigit, quem["ie"]))}
        grupo(transp, "transporta", **documento(quem["cpf_cnpj"]), xNome=quem["nome"][:CURTO], **inscricao, **onde)
    if nota["placa"]:
        grupo(transp, "veicTransp", placa=nota["placa"], UF=nota["uf_placa"])
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
    for lugar, parcela in enumerate(nota["parcelas"], start=1):
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
    grupo(pag, "detPag", tPag=meio, xPag=forma[:CURTO] if meio == OUTROS else "", vPag=valor(pago))


def intermediador(pai: Element, nota: Mapping[str, Any]) -> None:
    """The marketplace through which it was sold, when it is named."""
    quem = documento(nota["intermediador"].get("cnpj", ""))
    if "CNPJ" in quem:
        nome = nota["intermediador"].get("nome") or quem["CNPJ"]
        grupo(pai, "infIntermed", CNPJ=quem["CNPJ"], idCadIntTran=nome[:CURTO])


def _integrado(pag: Element, um: Mapping[str, Any]) -> None:
    meio = f"{um['tipo_pagamento']:02}"
    pago = grupo(pag, "detPag", tPag=meio, xPag="Outros" if meio == OUTROS else "", vPag=valor(um["valor"]))
    quem = documento(um["cnpj_intermediador"])
    if "CNPJ" in quem or um["codigo_autorizacao"]:
        bandeira = f"{um['codigo_bandeira']:02}" if um["codigo_bandeira"] else ""
        grupo(pago, "card", tpIntegra="1", CNPJ=quem.get("CNPJ"), tBand=bandeira, cAut=um["codigo_autorizacao"][:128])


def _peso(quilos: float) -> str | None:
    return quantidade(quilos)[:-1] if quilos else None
