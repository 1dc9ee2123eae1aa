"""How the layout of the NF-e writes values: texts, amounts, documents, places."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from homologa.simulators.kernel import tax_ids
from homologa.simulators.tiny.rules import mascaras, municipios
from homologa.simulators.tiny.rules.notas.chave import codigo_da_uf

PROIBIDOS = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")
LONGO, CURTO = 120, 60
"""Characters of a product's description, and of nearly any other text."""
FUSO = "-03:00"
SEM_NUMERO, SEM_BAIRRO = "S/N", "Não informado"
BRASIL, NOME_DO_BRASIL = "1058", "Brasil"
EXTERIOR, CIDADE_DO_EXTERIOR, MUNICIPIO_DO_EXTERIOR = "EX", "EXTERIOR", "9999999"
ESTRANGEIRO, FISICA, JURIDICA = "E", "F", "J"
FONE = range(6, 15)
"""Digits of a telephone."""
INSCRICAO = range(2, 15)
"""Digits of a state registration."""


def grupo(pai: Element, nome: str, **campos: Any) -> Element:
    """A new element of `pai` with the fields that say something, in this order."""
    novo = ElementTree.SubElement(pai, nome)
    preencher(novo, **campos)
    return novo


def preencher(pai: Element, **campos: Any) -> None:
    """Add the fields that say something, in this order and as they are."""
    for nome, valor in campos.items():
        if valor not in ("", None):
            ElementTree.SubElement(pai, nome).text = str(valor)


def limpar(raiz: Element) -> None:
    """Make every text one that XML can carry, without blanks around it; what then says nothing goes."""
    for pai in list(raiz.iter()):
        for campo in list(pai):
            if campo.text:
                campo.text = PROIBIDOS.sub(" ", campo.text).strip(" ")
                if not campo.text:
                    pai.remove(campo)


def cortado(texto: str, maior: int = CURTO) -> str:
    """The text, cut where it is longer than its field; the cut leaves no blank at its end."""
    return texto if len(texto) <= maior else texto[:maior].rstrip(" ")


def algarismos(texto: str) -> str:
    """The digits of a text."""
    return "".join(letra for letra in texto if letra in "0123456789")


def valor(quantia: float) -> str:
    """An amount: `57.90`."""
    return f"{Decimal(repr(quantia)):.2f}"


def quantidade(medida: float) -> str:
    """A quantity, with four decimals."""
    return f"{Decimal(repr(medida)):.4f}"


def unitario(preco: float) -> str:
    """A price of one unit, with ten decimals."""
    return f"{Decimal(repr(preco)):.10f}"


def momento(iso: str) -> str:
    """An ISO moment without zone as the layout has it, in the time of Brasília."""
    return f"{iso[:10]}T{iso[11:19] or '00:00:00'}{FUSO}"


def documento(cpf_cnpj: str, tipo_pessoa: str = "") -> dict[str, str]:
    """The field that tells who somebody is, CNPJ or CPF; {} for a foreigner, and for whoever has none of them.

    What a person or a company of Brazil says goes out even when it is no document: the schema refuses it.
    """
    numero = tax_ids.bare(cpf_cnpj)
    if tipo_pessoa == ESTRANGEIRO:
        return {}
    if tax_ids.is_cnpj(numero):
        return {"CNPJ": numero}
    if tax_ids.is_cpf(numero):
        return {"CPF": numero}
    nome = {FISICA: "CPF", JURIDICA: "CNPJ"}.get(tipo_pessoa)
    return {nome: cpf_cnpj} if nome and cpf_cnpj else {}


def inscricao(ie: str) -> str:
    """A state registration by its digits; "" for what is none [inferred]."""
    numero = algarismos(ie)
    return numero if len(numero) in INSCRICAO else ""


def codigo_do_municipio(cidade: str, uf: str) -> str:
    """The code of a city at IBGE; for one that the table does not have, that of its state and zeros [inferred]."""
    achado = municipios.localizar(cidade, uf)
    return achado.codigo if achado else f"{codigo_da_uf(uf)}00000"


def endereco(dados: Mapping[str, Any], uf: str) -> dict[str, Any]:
    """The fields of an address, in the order of the layout; what it cannot do without is filled in [inferred].

    A telephone goes out only where it has as many digits as the layout wants [inferred].
    """
    fone = algarismos(dados["fone"])
    return {
        "xLgr": cortado(dados["endereco"]) or SEM_BAIRRO,
        "nro": dados["numero"] or SEM_NUMERO,
        "xCpl": dados["complemento"],
        "xBairro": cortado(dados["bairro"]) or SEM_BAIRRO,
        **(_no_exterior(dados) if uf == EXTERIOR else _no_brasil(dados, uf)),
        "fone": fone if len(fone) in FONE else "",
    }


def _no_brasil(dados: Mapping[str, Any], uf: str) -> dict[str, str]:
    return {
        "cMun": codigo_do_municipio(dados["cidade"], uf),
        "xMun": cortado(dados["cidade"]) or SEM_BAIRRO,
        "UF": uf,
        "CEP": mascaras.sem(dados["cep"]),
        "cPais": BRASIL,
        "xPais": NOME_DO_BRASIL,
    }


def _no_exterior(dados: Mapping[str, Any]) -> dict[str, str]:
    return {
        "cMun": MUNICIPIO_DO_EXTERIOR,
        "xMun": CIDADE_DO_EXTERIOR,
        "UF": EXTERIOR,
        "xPais": cortado(dados.get("pais", "")),
    }
