"""The XML twin of the JSON documents, both ways (tiny-api2 §1, §3)."""

import re
from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape

PROLOGO = '<?xml version="1.0" encoding="UTF-8"?>'
PROIBIDOS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LISTAS = frozenset(
    {
        "produtos",
        "variacoes",
        "mapeamentos",
        "anexos",
        "imagens_externas",
        "kit",
        "estrutura",
        "etapas",
        "tags",
    }
)


def escrever(retorno: Any) -> str:
    """The document `<retorno>…</retorno>` with its prolog."""
    return PROLOGO + _elemento("retorno", retorno)


def ler(texto: str) -> dict[str, Any]:
    """The JSON twin of an XML parameter; raises ValueError when it is not well formed or declares a DTD."""
    if "<!DOCTYPE" in texto or "<!ENTITY" in texto:
        raise ValueError("DTD recusada")
    try:
        raiz = ElementTree.fromstring(texto)
    except ElementTree.ParseError as erro:
        raise ValueError(str(erro)) from None
    return {raiz.tag: _valor(raiz)}


def _elemento(nome: str, valor: Any) -> str:
    return f"<{nome}>{_conteudo(valor)}</{nome}>"


def _conteudo(valor: Any) -> str:
    if isinstance(valor, dict):
        return "".join(_elemento(nome, item) for nome, item in valor.items())
    if isinstance(valor, list):
        return "".join(_conteudo(item) for item in valor)
    if valor is None:
        return ""
    return escape(PROIBIDOS.sub("", str(valor)))


def _valor(elemento: ElementTree.Element) -> Any:
    if elemento.tag in LISTAS:
        return [{filho.tag: _valor(filho)} for filho in elemento]
    if len(elemento):
        return {filho.tag: _valor(filho) for filho in elemento}
    return elemento.text or ""
