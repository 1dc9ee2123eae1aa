"""Documents that travel as the text of a parameter: JSON or, from the old days, XML (tiny-api2 §1)."""

import json
import re
from typing import Any, NoReturn

from homologa.simulators.tiny.wire import xml

FUNDO = 100
"""Levels of nesting that are read; no documented document has a tenth of them."""
SUSPEITO = re.compile(r"\\u(?:0000|[dD][89a-fA-F])|[\0\ud800-\udfff]")
"""What NUL and halves of surrogate pairs look like in JSON; texts without it need no second look."""


def ler(texto: str, lista: str = "") -> dict[str, Any]:
    """The object that a text holds, JSON or XML as it begins; raises ValueError when it is not well formed.

    With `lista` a bare JSON list is taken too, and comes under this name.
    """
    try:
        documento = xml.ler(texto) if texto.startswith("<") else JSON.decode(texto)
    except RecursionError:
        raise ValueError("o documento é fundo demais") from None
    if lista and isinstance(documento, list):
        documento = {lista: documento}
    if not isinstance(documento, dict):
        raise ValueError("o documento deve ser um objeto")
    if SUSPEITO.search(texto) or texto.count("{") + texto.count("[") >= FUNDO or texto.startswith("<"):
        _conferir(documento, FUNDO)
    return documento


def _recusar(constante: str) -> NoReturn:
    raise ValueError(f"{constante} não é JSON")


JSON = json.JSONDecoder(parse_constant=_recusar)


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
