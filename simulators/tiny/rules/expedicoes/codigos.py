"""Tracking codes of Correios, after the standard S10 of the Universal Postal Union: `PN438172059BR`."""

import re

CODIGO = re.compile(r"[A-Z]{2}\d{9}[A-Z]{2}", re.ASCII)
PESOS = (8, 6, 4, 2, 3, 5, 9, 7)
MAIOR = 10**8
PAIS = "BR"


def codigo(servico: str, numero: int) -> str:
    """The code of a service (two letters) and a number of up to eight digits, with its check digit."""
    corpo = f"{numero % MAIOR:08}"
    return f"{servico}{corpo}{digito(corpo)}{PAIS}"


def digito(corpo: str) -> str:
    """The check digit of eight digits: eleven less the weighted sum modulo eleven, where 10 is 0 and 11 is 5."""
    resto = 11 - sum(int(algarismo) * peso for algarismo, peso in zip(corpo, PESOS, strict=True)) % 11
    return {10: "0", 11: "5"}.get(resto, str(resto))


def e_valido(texto: str) -> bool:
    """Whether a text is a code of this kind whose check digit is right."""
    return bool(CODIGO.fullmatch(texto)) and texto[10] == digito(texto[2:10])


def url(texto: str) -> str:
    """Where Correios shows where an object is."""
    return f"https://rastreamento.correios.com.br/app/index.php?objetos={texto}"
