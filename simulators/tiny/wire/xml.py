"""The XML twin of the JSON documents, both ways (tiny-api2 §1, §3)."""

import html
import re
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from xml.etree import ElementTree

SEM_EMBRULHO: Mapping[str, str] = MappingProxyType(
    {
        "retorno": "categoria",
        "nodes": "categoria",
        "registros": "registro",
        "formas_frete": "forma_frete",
        "separacoes": "separacao",
        "links": "link",
        "contas": "conta",
    }
)
"""Lists whose elements may have no name in JSON, and the name that they have here [inferred]."""
PROLOGO = '<?xml version="1.0" encoding="UTF-8"?>'
PROIBIDOS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
FORA_DE_NOME = re.compile("[^A-Za-z0-9_.À-ÖØ-öø-ÿ-]")
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
        "grupos",
        "grupos_tag",
        "contatos",
        "tipos_contato",
        "pessoas_contato",
        "itens",
        "parcelas",
        "marcadores",
        "pagamentos_integrados",
    }
)


class Cru(str):
    """Text that is XML already, and is written as it is."""

    __slots__ = ()


def escrever(retorno: Any) -> str:
    """The document `<retorno>…</retorno>` with its prolog."""
    return PROLOGO + _elemento("retorno", retorno)


def embrulhada(nome: str, lista: list[Any]) -> list[dict[str, Any]]:
    """The list of this name with a name for each of its elements that has none yet."""
    embrulho = SEM_EMBRULHO[nome]
    return [item if isinstance(item, dict) and list(item) == [embrulho] else {embrulho: item} for item in lista]


def ler(texto: str) -> dict[str, Any]:
    """The JSON twin of an XML parameter; raises ValueError when it is not well formed or declares a DTD."""
    raiz = arvore(texto)
    return {raiz.tag: _valor(raiz)}


def arvore(texto: str) -> ElementTree.Element:
    """The tree of an XML text; raises ValueError when it is not well formed or declares a DTD."""
    try:
        return ElementTree.fromstring(texto, ElementTree.XMLParser(target=_SemDtd()))
    except ElementTree.ParseError as erro:
        raise ValueError(str(erro)) from None


class _SemDtd(ElementTree.TreeBuilder):
    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        """Refuse the declaration as soon as it begins."""
        raise ValueError("DTD recusada")


def _elemento(nome: str, valor: Any) -> str:
    etiqueta = _etiqueta(nome)
    if nome in SEM_EMBRULHO and isinstance(valor, list):
        valor = embrulhada(nome, valor)
    return f"<{etiqueta}>{_conteudo(valor)}</{etiqueta}>"


def _etiqueta(nome: str) -> str:
    """The name of an element; an attribute of a grade has whatever name the merchant gave it [inferred]."""
    limpo = FORA_DE_NOME.sub("_", nome)
    return limpo if limpo[:1].isalpha() else f"_{limpo}"


def _conteudo(valor: Any) -> str:
    if isinstance(valor, dict):
        return "".join(_elemento(nome, item) for nome, item in valor.items())
    if isinstance(valor, list):
        return "".join(_conteudo(item) for item in valor)
    if valor is None:
        return ""
    if isinstance(valor, Cru):
        return valor
    if isinstance(valor, float):
        return format(Decimal(repr(valor)).normalize(), "f")
    return html.escape(PROIBIDOS.sub("", str(valor)), quote=False).replace("\r", "&#13;")


def _valor(elemento: ElementTree.Element) -> Any:
    if elemento.tag in LISTAS and not (elemento.text or "").strip():
        return [{filho.tag: _valor(filho)} for filho in elemento]
    if len(elemento):
        return {filho.tag: _valor(filho) for filho in elemento}
    return elemento.text or ""
