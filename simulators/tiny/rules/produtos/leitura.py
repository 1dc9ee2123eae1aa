"""Reads the record of a product as a client sends it, before anything is stored."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from homologa.simulators.tiny.errors import ValidacaoRecusada
from homologa.simulators.tiny.rules import numeros
from homologa.simulators.tiny.rules.campos import (
    CAMPOS,
    LISTAS,
    NA_ALTERACAO,
    OBRIGATORIOS,
    OCULTAS,
    SEO,
    Campo,
    embrulhados,
    falta,
    texto,
)

CODIGO_DA_VARIACAO = Campo("codigo", maximo=30, titulo="código da variação")
EMBRULHOS = {**LISTAS, **OCULTAS}
POR_NOME: Mapping[str, Campo] = MappingProxyType({campo.nome: campo for campo in CAMPOS})
EXIGIDOS = frozenset(campo.nome for campo in (*OBRIGATORIOS, *NA_ALTERACAO))


@dataclass(frozen=True)
class Variacao:
    """One variation of a product as sent; `id` is 0 when it does not say which of the stored ones it is."""

    id: int
    codigo: str
    preco: float
    preco_promocional: float
    estoque: float
    grade: Mapping[str, str]
    mapeamentos: list[dict[str, Any]] | None


@dataclass
class Leitura:
    """What a record says: `campos` holds only the scalar fields that it names, `recusados` names the bad ones."""

    campos: dict[str, Any] = field(default_factory=dict)
    seo: dict[str, str] = field(default_factory=dict)
    listas: dict[str, list[Any]] = field(default_factory=dict)
    variacoes: list[Variacao] | None = None
    grade: Mapping[str, str] | None = None
    mapeamentos: list[dict[str, Any]] | None = None
    tags: list[int] | None = None
    estoque: float = 0.0
    erros: list[str] = field(default_factory=list)
    recusados: set[str] = field(default_factory=set)

    def exigir(self, obrigatorios: Sequence[Campo] = ()) -> None:
        """Raise ValidacaoRecusada with every text gathered and one for each mandatory field that is missing."""
        erros = list(self.erros)
        ausentes = [campo for campo in obrigatorios if self.campos.get(campo.nome, "") == ""]
        erros += [falta(campo) for campo in ausentes if campo.nome not in self.recusados]
        if erros:
            raise ValidacaoRecusada(*erros)


def ler(registro: Mapping[str, Any]) -> Leitura:
    """Read every field that the record names; texts of what is wrong are gathered in `erros`."""
    leitura = Leitura()
    for nome, campo in POR_NOME.items():
        if nome in registro:
            _guardar_campo(leitura, campo, registro[nome])
    _vazios_obrigatorios(leitura, registro)
    for nome in EMBRULHOS:
        if nome in registro:
            _guardar(leitura, lambda nome=nome: leitura.listas.update({nome: _lista(registro, nome)}))
    for nome, parte in PARTES.items():
        if nome in registro:
            _guardar(leitura, lambda nome=nome, parte=parte: setattr(leitura, nome, parte(registro)))
    if "estoque_atual" in registro:
        _guardar(leitura, lambda: setattr(leitura, "estoque", _estoque(registro)))
    return leitura


def _guardar(leitura: Leitura, passo: Any) -> None:
    try:
        passo()
    except ValueError as erro:
        leitura.erros.append(str(erro))


def _guardar_campo(leitura: Leitura, campo: Campo, valor: Any) -> None:
    try:
        leitura.campos[campo.nome] = campo.ler(valor)
    except ValueError as erro:
        leitura.recusados.add(campo.nome)
        leitura.erros.append(str(erro))


def _vazios_obrigatorios(leitura: Leitura, registro: Mapping[str, Any]) -> None:
    for nome in EXIGIDOS:
        if registro.get(nome) in ("", None):
            leitura.campos.pop(nome, None)


def _lista(registro: Mapping[str, Any], nome: str) -> list[Any]:
    return [ITENS[nome](item) for item in embrulhados(registro[nome], EMBRULHOS[nome])]


def _imagem(item: Any) -> dict[str, str]:
    return {"url": texto(_objeto(item, "imagem_externa").get("url"), "url da imagem_externa")}


def _componente(item: Any) -> dict[str, Any]:
    componente = _objeto(item, "item do kit")
    id_produto = numeros.inteiro(componente.get("id_produto"))
    if id_produto is None:
        raise ValueError("O id_produto do item do kit é inválido")
    quantidade = numeros.decimal(componente.get("quantidade"), "quantidade do item do kit")
    return {"id_produto": str(id_produto), "quantidade": quantidade}


def _parte_da_estrutura(item: Any) -> dict[str, Any]:
    parte = _objeto(item, "item da estrutura")
    id_produto = parte.get("id_produto")
    if id_produto not in ("", None) and numeros.inteiro(id_produto) is None:
        raise ValueError("O id_produto do item da estrutura é inválido")
    return {
        "id_produto": numeros.inteiro(id_produto) or 0,
        "codigo": texto(parte.get("codigo"), "codigo do item da estrutura"),
        "descricao": texto(parte.get("descricao"), "descricao do item da estrutura"),
        "quantidade": numeros.decimal(parte.get("quantidade"), "quantidade do item da estrutura"),
    }


def _etapa(item: Any) -> dict[str, str]:
    return {"nome": texto(_objeto(item, "etapa").get("nome"), "nome da etapa")}


ITENS: Mapping[str, Callable[[Any], Any]] = {
    "anexos": lambda item: texto(item, "anexo"),
    "imagens_externas": _imagem,
    "kit": _componente,
    "estrutura": _parte_da_estrutura,
    "etapas": _etapa,
}


def _seo(registro: Mapping[str, Any]) -> dict[str, str]:
    seo = _objeto(registro["seo"] or {}, "seo")
    return {nome: texto(seo.get(nome), nome) for nome in SEO}


def _mapeamentos(registro: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [_objeto(dado, "mapeamento") for dado in embrulhados(registro["mapeamentos"], "mapeamento")]


def _tags(registro: Mapping[str, Any]) -> list[int]:
    """Ids of tags, bare or, as their XML twin has them, wrapped; each once."""
    valor = registro["tags"]
    itens = valor if isinstance(valor, list) else [] if valor in ("", None) else [valor]
    ids = [numeros.inteiro(item.get("tag") if isinstance(item, dict) else item) for item in itens]
    if None in ids:
        raise ValueError("A lista de tags é inválida")
    return list(dict.fromkeys(id_tag for id_tag in ids if id_tag is not None))


def _variacoes(registro: Mapping[str, Any]) -> list[Variacao]:
    return [_variacao(_objeto(dado, "variacao")) for dado in embrulhados(registro["variacoes"], "variacao")]


def _variacao(dado: dict[str, Any]) -> Variacao:
    return Variacao(
        numeros.inteiro(dado.get("id")) or 0,
        str(CODIGO_DA_VARIACAO.ler(dado.get("codigo"))),
        numeros.decimal(dado.get("preco"), "preço da variação"),
        numeros.decimal(dado.get("preco_promocional"), "preço promocional da variação"),
        _estoque(dado),
        _grade(dado),
        _mapeamentos(dado) if "mapeamentos" in dado else None,
    )


def _grade(dado: Mapping[str, Any]) -> dict[str, str]:
    return {nome: texto(valor, nome) for nome, valor in _objeto(dado.get("grade") or {}, "grade").items()}


def _estoque(dado: Mapping[str, Any]) -> float:
    return numeros.decimal(dado.get("estoque_atual"), "estoque_atual")


def _objeto(valor: Any, nome: str) -> dict[str, Any]:
    if not isinstance(valor, dict):
        raise ValueError(f"O valor do campo {nome} é inválido")
    return valor


PARTES: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "seo": _seo,
    "variacoes": _variacoes,
    "grade": _grade,
    "mapeamentos": _mapeamentos,
    "tags": _tags,
}
"""Parts of a record that are neither scalars nor lists, by their name in it and in `Leitura`."""
