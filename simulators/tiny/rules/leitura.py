"""Reads the record of a product as a client sends it, before anything is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from simulators.tiny.errors import ValidacaoRecusada
from simulators.tiny.rules.campos import CAMPOS, LISTAS, OBRIGATORIOS, SEO, embrulhados, falta


@dataclass(frozen=True)
class Variacao:
    """One variation of a product as sent."""

    codigo: str
    preco: Any
    preco_promocional: Any
    estoque: float
    grade: Mapping[str, str]
    mapeamentos: list[dict[str, Any]] | None


@dataclass
class Leitura:
    """What a record says: `campos` holds only the scalar fields that it names."""

    campos: dict[str, Any] = field(default_factory=dict)
    seo: dict[str, str] = field(default_factory=dict)
    listas: dict[str, list[Any]] = field(default_factory=dict)
    variacoes: list[Variacao] | None = None
    mapeamentos: list[dict[str, Any]] | None = None
    estoque: float = 0.0
    erros: list[str] = field(default_factory=list)

    def exigir(self, *, faltantes: bool) -> None:
        """Raise ValidacaoRecusada with every text gathered; `faltantes` adds the missing mandatory fields."""
        erros = list(self.erros)
        if faltantes:
            erros += [falta(campo) for campo in OBRIGATORIOS if self.campos.get(campo.nome, "") == ""]
        if erros:
            raise ValidacaoRecusada(*erros)


def ler(registro: Mapping[str, Any]) -> Leitura:
    """Read every field that the record names; texts of what is wrong are gathered in `erros`."""
    leitura = Leitura()
    for campo in CAMPOS:
        if campo.nome in registro:
            _guardar(
                leitura,
                lambda campo=campo: leitura.campos.update({campo.nome: campo.ler(registro[campo.nome])}),
            )
    _vazios_obrigatorios(leitura, registro)
    seo = registro.get("seo")
    leitura.seo = {nome: str(seo.get(nome) or "") for nome in SEO} if isinstance(seo, Mapping) else {}
    for nome, embrulho in LISTAS.items():
        if nome in registro:
            _guardar(
                leitura, lambda n=nome, e=embrulho: leitura.listas.update({n: embrulhados(registro[n], e)})
            )
    _guardar(leitura, lambda: setattr(leitura, "variacoes", _variacoes(registro)))
    _guardar(leitura, lambda: setattr(leitura, "mapeamentos", _mapeamentos(registro)))
    _guardar(
        leitura, lambda: setattr(leitura, "estoque", numero(registro.get("estoque_atual"), "estoque_atual"))
    )
    return leitura


def numero(valor: Any, nome: str) -> float:
    """A decimal number, 0 when absent; raises ValueError with the validation text."""
    if valor in (None, ""):
        return 0.0
    try:
        return float(valor)
    except (TypeError, ValueError):
        raise ValueError(f"O valor do campo {nome} é inválido") from None


def _guardar(leitura: Leitura, passo: Any) -> None:
    try:
        passo()
    except ValueError as erro:
        leitura.erros.append(str(erro))


def _vazios_obrigatorios(leitura: Leitura, registro: Mapping[str, Any]) -> None:
    for campo in OBRIGATORIOS:
        if registro.get(campo.nome) in ("", None):
            leitura.campos.pop(campo.nome, None)


def _mapeamentos(registro: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    if "mapeamentos" not in registro:
        return None
    return embrulhados(registro["mapeamentos"], "mapeamento")


def _variacoes(registro: Mapping[str, Any]) -> list[Variacao] | None:
    if "variacoes" not in registro:
        return None
    return [_variacao(dado) for dado in embrulhados(registro["variacoes"], "variacao")]


def _variacao(dado: Mapping[str, Any]) -> Variacao:
    grade = dado.get("grade") or {}
    if not isinstance(grade, Mapping):
        raise ValueError("A grade da variação é inválida")
    return Variacao(
        str(dado.get("codigo") or ""),
        numero(dado.get("preco"), "preço da variação"),
        numero(dado.get("preco_promocional"), "preço promocional da variação"),
        numero(dado.get("estoque_atual"), "estoque_atual da variação"),
        {str(nome): str(valor) for nome, valor in grade.items()},
        _mapeamentos(dado),
    )
