"""How the layout of the NF-e writes values: texts without control characters, amounts, documents, places."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from homologa.simulators.kernel import tax_ids
from homologa.simulators.tiny.rules import municipios
from homologa.simulators.tiny.rules.notas.chave import codigo_da_uf

PROIBIDOS = re.compile("[\x00-\x1f\ufffe\uffff]")
LONGO, CURTO = 120, 60
"""Characters of a product's description, and of nearly any other text."""
FUSO = "-03:00"
SEM_NUMERO, SEM_BAIRRO = "S/N", "Não informado"
BRASIL, NOME_DO_BRASIL = "1058", "Brasil"


def grupo(pai: Element, nome: str, **campos: Any) -> Element:
    """A new element of `pai` with the fields that say something, in this order."""
    novo = ElementTree.SubElement(pai, nome)
    preencher(novo, **campos)
    return novo


def preencher(pai: Element, **campos: Any) -> None:
    """Add the fields that say something, in this order."""
    for nome, valor in campos.items():
        escrito = limpo(valor)
        if escrito:
            ElementTree.SubElement(pai, nome).text = escrito


def limpo(texto: Any) -> str:
    """A value as text that XML can carry, without blanks around it; None says nothing."""
    return "" if texto is None else PROIBIDOS.sub(" ", str(texto)).strip()


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


def documento(cpf_cnpj: str) -> dict[str, str]:
    """The field that tells who somebody is: CNPJ, CPF, or the document of a foreigner, even when it is empty."""
    numero = tax_ids.bare(cpf_cnpj)
    if tax_ids.is_cnpj(numero):
        return {"CNPJ": numero}
    return {"CPF": numero} if tax_ids.is_cpf(numero) else {}


def codigo_do_municipio(cidade: str, uf: str) -> str:
    """The code of a city at IBGE; for one that the table does not have, that of its state and zeros [inferred]."""
    achado = municipios.localizar(cidade, uf)
    return achado.codigo if achado else f"{codigo_da_uf(uf)}00000"


def endereco(dados: Mapping[str, Any], uf: str) -> dict[str, Any]:
    """The fields of an address, in the order of the layout; what it cannot do without is filled in [inferred]."""
    return {
        "xLgr": dados["endereco"][:CURTO] or SEM_BAIRRO,
        "nro": dados["numero"] or SEM_NUMERO,
        "xCpl": dados["complemento"],
        "xBairro": dados["bairro"] or SEM_BAIRRO,
        "cMun": codigo_do_municipio(dados["cidade"], uf),
        "xMun": dados["cidade"] or SEM_BAIRRO,
        "UF": uf,
        "CEP": "".join(filter(str.isdigit, dados["cep"])),
        "cPais": BRASIL,
        "xPais": NOME_DO_BRASIL,
        "fone": "".join(filter(str.isdigit, dados["fone"])),
    }
