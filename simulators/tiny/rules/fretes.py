"""Freight quotes for a platform: what a parcel costs, and how long it takes (tiny-api2 §5.6).

Prices follow from weight, size and distance alone, by the tables of the freight forms; the law is ours [inferred]: the
larger of weight and volume / 6000 is charged, and the distance is that between the regions that CEPs begin with.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import NaoLocalizado
from homologa.simulators.tiny.rules import formas_envio, mapeamentos, numeros, settings
from homologa.simulators.tiny.rules.formas_envio import Tabela
from homologa.simulators.tiny.rules.produtos import modelo as produtos

CUBAGEM = 6000.0
"""cm³ that count as one kg."""
PESO_MINIMO = 0.3
MEDIDAS_MINIMAS = (2.0, 11.0, 16.0)
"""kg and cm of a product that tells neither: the smallest parcel of Correios."""


@dataclass(frozen=True)
class Zona:
    """How a distance counts: the factor of the price, and more days."""

    fator: float
    dias: int


ZONAS: tuple[Zona, ...] = (Zona(1.0, 0), Zona(1.15, 1), Zona(1.35, 2), Zona(1.7, 3), Zona(2.2, 5))
"""The same sector, the same region, a neighbour region, two away, farther."""
VIZINHAS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "0": frozenset("1"),
        "1": frozenset("02378"),
        "2": frozenset("134"),
        "3": frozenset("1247"),
        "4": frozenset("23567"),
        "5": frozenset("46"),
        "6": frozenset("457"),
        "7": frozenset("13468"),
        "8": frozenset("179"),
        "9": frozenset("8"),
    }
)
"""The postal regions that border on each."""


@dataclass(frozen=True)
class Item:
    """One line of a quote: kg, cm (height, width, length) of one unit, and its days of preparation."""

    sku: str
    quantidade: int
    peso: float
    medidas: tuple[float, float, float]
    preparacao: int

    @property
    def cubado(self) -> float:
        """The kg for which the volume of one unit counts."""
        altura, largura, comprimento = self.medidas
        return altura * largura * comprimento / CUBAGEM


@dataclass(frozen=True)
class Opcoes:
    """How a platform wants its quote; what it leaves out is no [inferred]."""

    agrupado: bool = False
    com_preparacao: bool = False
    por_tipo: bool = False


def item(work: Work, id_ecommerce: int, dito: Mapping[str, Any]) -> Item:
    """The line that a platform asks for; what it leaves out of weight and size is the product's, or its
    parent's.

    Raises NaoLocalizado for a SKU that has no mapping in this integration.
    """
    mapeado = mapeamentos.por_sku(work, id_ecommerce, dito["sku"])
    if mapeado is None:
        raise NaoLocalizado(
            f"Item não encontrado: {dito['sku']}",
            hint="só se cotam itens mapeados nesta integração: envie antes o produto para o e-commerce",
        )
    produto = produtos.obter(work, mapeado["id_produto"])
    pai = produtos.obter(work, produto["id_pai"]) if produto["id_pai"] else produto
    altura, largura, comprimento = (
        dito.get(nome) or float(produto[f"{nome}_embalagem"]) or float(pai[f"{nome}_embalagem"]) or minima
        for nome, minima in zip(("altura", "largura", "comprimento"), MEDIDAS_MINIMAS, strict=True)
    )
    pesos = (dito.get("peso"), *(float(um[nome]) for um in (produto, pai) for nome in ("peso_bruto", "peso_liquido")))
    peso = next(filter(None, pesos), PESO_MINIMO)
    preparacao = numeros.inteiro(produto["dias_preparacao"]) or numeros.inteiro(pai["dias_preparacao"]) or 0
    return Item(dito["sku"], dito["quantidade"], peso, (altura, largura, comprimento), preparacao)


def cotar(work: Work, ceps: tuple[str, str], itens: Sequence[Item], opcoes: Opcoes) -> list[dict[str, Any]]:
    """The options of each line, or those of all lines as one parcel when they are grouped; CEPs are eight digits."""
    tabelas = list(_tabelas(work))
    if opcoes.agrupado:
        return _opcoes(tabelas, _zona(*ceps), itens, opcoes)
    return [{"sku": um.sku, "opcoes": _opcoes(tabelas, _zona(*ceps), [um], opcoes)} for um in itens]


def cep_da_conta(work: Work) -> str:
    """Where the account sends from, unless it is told otherwise."""
    return "".join(filter(str.isdigit, settings.conta(work)["cep"]))


def _tabelas(work: Work) -> Iterable[tuple[dict[str, Any], dict[str, Any], Tabela]]:
    for forma in formas_envio.habilitadas(work):
        for frete in forma["formas_frete"]:
            if frete["tabela"] is not None:
                yield forma, frete, Tabela(**frete["tabela"])


def _opcoes(
    tabelas: Iterable[tuple[dict[str, Any], dict[str, Any], Tabela]],
    zona: Zona,
    itens: Sequence[Item],
    opcoes: Opcoes,
) -> list[dict[str, Any]]:
    """What each freight form would take for these lines as one parcel, the cheapest first."""
    peso = sum(um.peso * um.quantidade for um in itens)
    cobrado = max(peso, sum(um.cubado * um.quantidade for um in itens))
    espera = max(um.preparacao for um in itens) if opcoes.com_preparacao else 0
    achadas = [
        {
            "tipo_entrega": frete["tipo_entrega"],
            "preco": round((tabela.base + tabela.por_kg * cobrado) * zona.fator, 2),
            "prazo": tabela.prazo + (zona.dias if tabela.prazo else 0) + espera,
            "id_forma_envio": forma["id"],
            "nome_forma_envio": forma["nome"],
            "id_forma_frete": frete["id"],
            "nome_forma_frete": frete["descricao"],
        }
        for forma, frete, tabela in tabelas
        if cobrado <= tabela.peso_maximo
    ]
    achadas.sort(key=lambda opcao: (opcao["preco"], opcao["prazo"], opcao["id_forma_frete"]))
    return _uma_por_tipo(achadas) if opcoes.por_tipo else achadas


def _uma_por_tipo(achadas: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The cheapest of each kind of delivery."""
    primeiras: dict[str, dict[str, Any]] = {}
    for opcao in achadas:
        primeiras.setdefault(opcao["tipo_entrega"], opcao)
    return list(primeiras.values())


def _zona(origem: str, destino: str) -> Zona:
    de, para = origem[:1], destino[:1]
    if origem[:3] == destino[:3]:
        return ZONAS[0]
    if de == para:
        return ZONAS[1]
    if para in VIZINHAS[de]:
        return ZONAS[2]
    return ZONAS[3] if VIZINHAS[de] & VIZINHAS[para] else ZONAS[4]
