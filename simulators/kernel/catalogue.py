"""What a believable Brazilian shop sells, told in no platform's terms and the same for the same seed."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from random import Random
from typing import TYPE_CHECKING

from homologa.simulators.kernel.fake_data import brazilian_faker
from homologa.simulators.kernel.ids import Source

if TYPE_CHECKING:
    from faker import Faker

STREAM = "catálogo"
BRAZILIAN_PREFIXES = ("789", "790")
"""GS1 Brasil's own, at the beginning of an EAN-13."""
MODELS = 3
"""Of each family."""
PROMOTED = 0.2
COLOURS, SIZES = ("Azul", "Cru", "Terracota"), ("P", "M", "G")


@dataclass(frozen=True)
class Variant:
    """One of the forms in which an article comes."""

    sku: str
    options: Mapping[str, str]
    gtin: str
    stock: int


@dataclass(frozen=True)
class Article:
    """One thing that is sold: money in R$, weight in kg, height, width and length in cm.

    `promotional` is 0 without a promotion; an article with variants has no stock of its own.
    """

    sku: str
    name: str
    brand: str
    category: tuple[str, ...]
    description: str
    price: float
    promotional: float
    cost: float
    weight: float
    size: tuple[float, float, float]
    ncm: str
    gtin: str
    stock: int
    variants: tuple[Variant, ...] = ()


@dataclass(frozen=True)
class Family:
    """Articles that differ by model alone; `options` are those by which each comes in variants."""

    code: str
    name: str
    brand: str
    category: tuple[str, ...]
    ncm: str
    price: float
    weight: float
    size: tuple[float, float, float]
    models: tuple[str, ...]
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


KITCHEN, TABLE = ("Casa", "Cozinha"), ("Casa", "Mesa posta")
FAMILIES = (
    Family("CAN", "Caneca de ágata", "Serra Azul", TABLE, "7323.94.00", 39.9, 0.28, (9, 12, 9),
           ("Lisa 350 ml", "Poá 350 ml", "Borda colorida 500 ml")),
    Family("CNC", "Caneca de cerâmica", "Ateliê Lume", TABLE, "6912.00.00", 54.9, 0.42, (10, 13, 9),
           ("Cumbuca", "Jardim", "Bom dia"), {"Cor": COLOURS}),
    Family("PAN", "Panela de ferro", "Casa Ipê", KITCHEN, "7323.91.00", 249.0, 3.8, (16, 32, 26),
           ("2 litros", "4 litros", "Rasa 28 cm")),
    Family("COL", "Colher de pau", "Casa Ipê", KITCHEN, "4419.90.00", 24.9, 0.09, (3, 7, 33),
           ("Clássica", "Com furo", "De angu")),
    Family("GAR", "Garrafa térmica", "Vento Norte", KITCHEN, "9617.00.10", 119.0, 0.61, (33, 12, 12),
           ("500 ml", "1 litro", "Chimarrão 1,2 litro")),
    Family("CAF", "Café torrado em grãos", "Sítio Mantiqueira", ("Mercearia", "Cafés"), "0901.21.00", 46.5, 0.52,
           (22, 12, 8), ("Clássico 500 g", "Frutado 500 g", "Descafeinado 250 g")),
    Family("TOA", "Toalha de banho", "Trama Viva", ("Casa", "Banho"), "6302.60.00", 69.9, 0.55, (8, 30, 38),
           ("Felpuda", "Fio penteado", "Praia"), {"Cor": COLOURS}),
    Family("ALM", "Almofada bordada", "Trama Viva", ("Casa", "Sala"), "9404.90.00", 89.9, 0.48, (15, 45, 45),
           ("Folhas", "Cordel", "Geométrica")),
    Family("LUM", "Luminária de mesa", "Ateliê Lume", ("Casa", "Iluminação"), "9405.21.00", 189.0, 1.1, (42, 22, 22),
           ("Palha", "Cobre", "Madeira")),
    Family("VEL", "Vela aromática", "Ateliê Lume", ("Casa", "Sala"), "3406.00.00", 58.0, 0.33, (10, 8, 8),
           ("Capim-limão", "Alecrim", "Flor de laranjeira")),
    Family("CAM", "Camiseta de algodão", "Boa Prosa", ("Moda", "Camisetas"), "6109.10.00", 79.9, 0.19, (3, 25, 30),
           ("Básica", "Listrada", "Estampa Sertão"), {"Tamanho": SIZES, "Cor": COLOURS[:2]}),
    Family("BOL", "Bolsa de lona", "Boa Prosa", ("Moda", "Bolsas"), "4202.22.20", 134.0, 0.4, (38, 36, 10),
           ("Feira", "Praia", "Trabalho")),
    Family("CAD", "Caderno costurado", "Papel Miúdo", ("Papelaria", "Cadernos"), "4820.20.00", 44.0, 0.27,
           (21, 15, 2), ("Pautado", "Quadriculado", "Sem pauta")),
    Family("BRI", "Brinquedo de madeira", "Quintal", ("Infantil", "Brinquedos"), "9503.00.99", 74.5, 0.36,
           (12, 18, 8), ("Trenzinho", "Pião", "Quebra-cabeça Bichos")),
)  # fmt: skip


def articles(source: Source, number: int) -> list[Article]:
    """So many articles: one of each family in turn, model by model, in further editions when there are more."""
    return list(_draw(source.seed, number))


@functools.lru_cache(maxsize=4)
def _draw(seed: int, number: int) -> tuple[Article, ...]:
    # Each platform of a world asks for the same.
    chance = Source("", seed).stream(STREAM)
    models = [(family, family.models[place]) for place in range(MODELS) for family in FAMILIES]
    with brazilian_faker(chance.getrandbits(32)) as fake:
        fake.unique.clear()
        return tuple(_article(*models[place % len(models)], place, chance, fake) for place in range(number))


def _article(family: Family, model: str, place: int, chance: Random, fake: "Faker") -> Article:
    edition = place // (MODELS * len(FAMILIES)) + 1
    sku = f"{family.code}-{place + 1:03}"
    price = round(family.price * chance.uniform(0.85, 1.25), 1) - 0.01
    name = f"{family.name} {model}" + (f", edição {edition}" if edition > 1 else "")
    stock = chance.choice((0, 3, 12, 25, 40, 120))
    article = Article(
        sku=sku,
        name=name,
        brand=family.brand,
        category=family.category,
        description=f"{name}. Feita no Brasil por {family.brand}.",
        price=round(price, 2),
        promotional=round(price * 0.85, 2) if chance.random() < PROMOTED else 0.0,
        cost=round(price * chance.uniform(0.4, 0.6), 2),
        weight=family.weight,
        size=family.size,
        ncm=family.ncm,
        gtin=fake.unique.ean13(prefixes=BRAZILIAN_PREFIXES),
        stock=0 if family.options else stock,
    )
    return replace(article, variants=_variants(sku, family, chance, fake))


def _variants(sku: str, family: Family, chance: Random, fake: "Faker") -> tuple[Variant, ...]:
    chosen = product(*family.options.values()) if family.options else ()
    return tuple(
        Variant(
            "-".join((sku, *(value[:3].upper() for value in values))),
            dict(zip(family.options, values, strict=True)),
            fake.unique.ean13(prefixes=BRAZILIAN_PREFIXES),
            chance.choice((0, 2, 8, 15)),
        )
        for values in chosen
    )
