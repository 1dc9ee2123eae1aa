"""The account with which a world begins, an empty store with nothing installed, and the seed packs that fill it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from homologa.simulators.kernel import catalogue
from homologa.simulators.kernel.catalogue import Article
from homologa.simulators.kernel.fake_data import brazilian_faker
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.rules import categories, products, settings

CATALOGUE, SHARED, VOLUME = 48, 30, 1000
"""Articles that are drawn; the first ones are those that a company on an ERP has too, and the last are the store's."""
FIRST_OWN = 40
HIDDEN, SEARCH_ONLY, INACTIVE = (4, 17), (21,), (9, 26)
"""Places in the catalogue."""
OTHER_PRICE, OTHER_NAME = 5, 7
"""Of so many shared products one has a price, or a name, of the store's own."""


def seed(work: Work) -> None:
    """Open the store with a believable Brazilian name; it is born with its id and its token."""
    with brazilian_faker(work.stream().getrandbits(64)) as fake:
        company = fake.company()
    settings.open_store(work, company)


def demonstration(work: Work) -> None:
    """A store at work: products that the company of the ERP's pack has too, and others that are the store's alone."""
    drawn = catalogue.articles(work.source, CATALOGUE)
    for place, article in enumerate(drawn):
        if place < SHARED or place >= FIRST_OWN:
            products.create(work, {**_record(work, article), **_own(place, article)})


def volume(work: Work) -> None:
    """The thousand products of the ERP's pack."""
    for article in catalogue.articles(work.source, VOLUME):
        products.create(work, _record(work, article))


PACKS: Mapping[str, Callable[[Work], None]] = MappingProxyType({"demonstracao": demonstration, "volume-1000": volume})


def _own(place: int, article: Article) -> dict[str, Any]:
    """What the store says of an article otherwise than others do."""
    own: dict[str, Any] = {}
    if place in HIDDEN:
        own["visibility"] = "not_visible"
    if place in SEARCH_ONLY:
        own["visibility"] = "search"
    if place in INACTIVE:
        own["status"] = "inactive"
    if place % OTHER_PRICE == 1:
        own["price"] = round(article.price + 10, 2)
    if place % OTHER_NAME == 2:
        own["name"] = f"{article.name} – {article.brand}"
    return own


def _record(work: Work, article: Article) -> dict[str, Any]:
    height, width, length = article.size
    return {
        "sku": article.sku,
        "name": article.name,
        "type": "configurable" if article.variants else "simple",
        "description": article.description,
        "price": article.price,
        "special_price": article.promotional or None,
        "cost": article.cost,
        "weight": article.weight,
        "height": height,
        "width": width,
        "length": length,
        "gtin": article.gtin,
        "ncm": article.ncm,
        "origin": 0,
        "unit": "UN",
        "brand": article.brand,
        "stock_quantity": article.stock,
        "category_ids": [categories.reach(work, " > ".join(article.category))["id"]],
        "images": [{"url": f"https://imagens.loja.example/{article.sku.lower()}.jpg"}],
        "variants": [_variant(variant) for variant in article.variants],
    }


def _variant(variant: catalogue.Variant) -> dict[str, Any]:
    return {
        "sku": variant.sku,
        "gtin": variant.gtin,
        "stock_quantity": variant.stock,
        "options": [{"name": name, "value": value} for name, value in variant.options.items()],
    }
