"""The city table: the Brazilian municipalities of IBGE (public facts), with code, UF and area code."""

import csv
import functools
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

SEM_SINAIS = str.maketrans("-'’`", "    ")


@dataclass(frozen=True)
class Municipio:
    """One municipality; `codigo` is that of IBGE, seven digits, as an NF-e names it."""

    codigo: str
    nome: str
    uf: str
    ddd: str


def localizar(nome: str, uf: str = "") -> Municipio | None:
    """The municipality of this name, in this UF when it is one; None for none.

    Case, accents, hyphens and apostrophes do not matter. A text that is no UF does not narrow the search [inferred].
    """
    achados = _por_nome().get(dobrado(nome), ())
    procurada = uf.strip().upper()
    if procurada in ufs():
        return next((achado for achado in achados if achado.uf == procurada), None)
    return next(iter(achados), None)


@functools.cache
def todos() -> tuple[Municipio, ...]:
    """Every municipality, in the order of their codes."""
    with files("homologa.simulators.tiny").joinpath("data/municipios.csv").open(encoding="utf-8") as linhas:
        return tuple(
            Municipio(linha["codigo_ibge"], linha["nome"], linha["uf"], linha["ddd"])
            for linha in csv.DictReader(linhas)
        )


@functools.cache
def ufs() -> frozenset[str]:
    """The abbreviations of the states."""
    return frozenset(municipio.uf for municipio in todos())


def dobrado(texto: str) -> str:
    """A name as names are compared: without case, accents, hyphens, apostrophes or blanks to spare."""
    sem_acentos = unicodedata.normalize("NFKD", texto.translate(SEM_SINAIS)).encode("ascii", "ignore").decode()
    return " ".join(sem_acentos.lower().split())


@functools.cache
def _por_nome() -> Mapping[str, tuple[Municipio, ...]]:
    achados: dict[str, tuple[Municipio, ...]] = {}
    for municipio in todos():
        chave = dobrado(municipio.nome)
        achados[chave] = (*achados.get(chave, ()), municipio)
    return MappingProxyType(achados)
