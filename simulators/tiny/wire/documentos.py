"""Documents that travel as the text of a parameter: JSON or, from the old days, XML (tiny-api2 §1)."""

import json
from typing import Any, NoReturn

from simulators.tiny.wire import xml

FUNDO = 100
"""Levels of nesting that are read; no documented document has a tenth of them."""


def ler(texto: str) -> dict[str, Any]:
    """The object that a text holds, JSON or XML as it begins; raises ValueError when it is not well formed."""
    try:
        documento = xml.ler(texto) if texto.startswith("<") else json.loads(texto, parse_constant=_recusar)
    except RecursionError:
        raise ValueError("o documento é fundo demais") from None
    if not isinstance(documento, dict):
        raise ValueError("o documento deve ser um objeto")
    _conferir(documento, FUNDO)
    return documento


def _recusar(constante: str) -> NoReturn:
    raise ValueError(f"{constante} não é JSON")


def _conferir(valor: Any, fundo: int) -> None:
    """Refuse what is too deep, and text that no other document could carry: half a surrogate pair, or NUL."""
    if not fundo:
        raise ValueError("o documento é fundo demais")
    if isinstance(valor, dict):
        _conferir([*valor, *valor.values()], fundo)
    elif isinstance(valor, list):
        for item in valor:
            _conferir(item, fundo - 1)
    elif isinstance(valor, str):
        valor.encode()
        if "\0" in valor:
            raise ValueError("o documento tem o caractere NUL")
