"""Documents, CEPs and phones: kept bare, shown masked (tiny-api2 §1.1, §1.2)."""

from collections.abc import Iterable, Mapping
from typing import Any

from homologa.simulators.kernel import tax_ids

DOCUMENTOS = frozenset({"cpf_cnpj", "cpf_pai", "cpf_mae"})
"""Fields of CPF and CNPJ; a CNPJ may have letters."""


def nus(campos: Mapping[str, Any], nomes: Iterable[str]) -> dict[str, str]:
    """These of the fields without their masks."""
    return {nome: (documento if nome in DOCUMENTOS else sem)(campos[nome]) for nome in nomes}


def documento(texto: str) -> str:
    """A CPF or CNPJ without its mask, its letters in upper case; any other text as it is [inferred]."""
    return tax_ids.bare(texto)


def sem(texto: str) -> str:
    """The text without the signs of its mask, when only digits are left; any other text stays as it is [inferred]."""
    nu = tax_ids.SIGNS.sub("", texto)
    return nu if nu.isascii() and nu.isdigit() else texto.strip()


def cpf_cnpj(texto: str) -> str:
    """A CPF `123.456.789-09` or a CNPJ `12.345.678/0001-95`; anything else as it is."""
    return tax_ids.masked(texto)


def cep(texto: str) -> str:
    """A CEP `01310-100`; anything else as it is."""
    return f"{texto[:5]}-{texto[5:]}" if _e_numero(texto, 8) else texto


def fone(texto: str) -> str:
    """A phone with its area code `(11) 98888-7777`; anything else as it is."""
    if _e_numero(texto, 10) or _e_numero(texto, 11):
        return f"({texto[:2]}) {texto[2:-4]}-{texto[-4:]}"
    return texto


def _e_numero(texto: str, digitos: int) -> bool:
    return len(texto) == digitos and texto.isascii() and texto.isdigit()
