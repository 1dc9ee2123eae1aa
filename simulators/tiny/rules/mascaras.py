"""Documents, CEPs and phones: kept bare, shown masked (tiny-api2 §1.1)."""

import re

SINAIS = re.compile(r"[\s.,/()-]+")
"""What masks are made of."""


def sem(texto: str) -> str:
    """The text without the signs of its mask, when only digits are left; any other text stays as it is [inferred]."""
    nu = SINAIS.sub("", texto)
    return nu if nu.isascii() and nu.isdigit() else texto.strip()


def cpf_cnpj(texto: str) -> str:
    """A CPF `123.456.789-09` or a CNPJ `12.345.678/0001-95`; anything else as it is."""
    if _e_numero(texto, 11):
        return f"{texto[:3]}.{texto[3:6]}.{texto[6:9]}-{texto[9:]}"
    if _e_numero(texto, 14):
        return f"{texto[:2]}.{texto[2:5]}.{texto[5:8]}/{texto[8:12]}-{texto[12:]}"
    return texto


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
