"""Products as they are found and shown (novaoito §2.1, §2.3, §2.4; facts 3, 7 and 8)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from homologa.simulators.kernel.store import Document
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.errors import NoSuchSku, SkuNotUnique
from homologa.simulators.novaoito.rules import eligibility, products, shapes
from homologa.simulators.novaoito.rules.listing import Query
from homologa.simulators.novaoito.rules.pages import Rows
from homologa.simulators.novaoito.rules.tables import BEARERS, PRODUCTS

VISIBILITY_LABELS = MappingProxyType(
    {
        "not_visible": "Não visível individualmente",
        "catalog": "Disponível apenas nos catálogos",
        "search": "Disponível apenas na busca",
        "catalog_search": "Catálogo e busca",
    }
)
SORTABLE = ("id", "sku", "name", "created_at", "updated_at")
SHOWN = (
    *("id", "sku", "type", "name", "slug", "short_description", "description", "status", "visibility"),
    *("price", "special_price", "special_from", "special_to", "cost", "weight", "width", "height", "length"),
    *("gtin", "ncm", "cest", "origin", "unit", "brand", "category_ids", "manage_stock", "stock_quantity"),
    *("availability", "images", "attributes", "variants", "warnings", "created_at", "updated_at"),
)


def by_sku(work: Work, sku: str) -> Document:
    """The one product that bears this SKU, itself or in a variant; raises NoSuchSku, SkuNotUnique."""
    found = work.documents(BEARERS).find("sku = ?", (sku,))
    if not found:
        raise NoSuchSku
    if len(found) > 1:
        raise SkuNotUnique(f"Há {len(found)} produtos ou variações com o SKU {sku}.")
    return products.get(work, found[0]["product_id"])


def bearer(work: Work, sku: str) -> tuple[Document, Document]:
    """The one product with this SKU, and what of it bears it: itself or a variant; raises as `by_sku`."""
    product = by_sku(work, sku)
    return product, next(each for each in (product, *product["variants"]) if each["sku"] == sku)


def bearing(work: Work, sku: str) -> list[Document]:
    """Every product that bears this SKU, itself or in a variant, by id."""
    ids = {bearer["product_id"] for bearer in work.documents(BEARERS).find("sku = ?", (sku,))}
    documents = work.documents(PRODUCTS)
    return [product for product in map(documents.get, sorted(ids)) if product is not None]


def search(work: Work, parameters: Mapping[str, Any]) -> Rows:
    """Products by the filters of the API's query; raises ValidationFailed."""
    query = Query(parameters)
    query.chosen("status", eligibility.STATUS_LABELS)
    query.chosen("visibility", VISIBILITY_LABELS)
    condition, values = eligibility.condition(query.option("filter[erp_status][tiny]", eligibility.FILTERS))
    query.where(condition, *values)
    sku = query.text("filter[sku]", shapes.LONGEST_SKU)
    if sku is not None:
        ids = [product["id"] for product in bearing(work, sku)]
        query.where(f"id IN ({', '.join('?' * len(ids))})", *ids)
    query.moments()
    return query.rows(work.documents(PRODUCTS), SORTABLE)


def everything(work: Work) -> list[Document]:
    """Every product by id."""
    return work.documents(PRODUCTS).find()


def shown(work: Work, product: Document) -> Document:
    """A product exactly as the API shows it."""
    return {
        **{name: product[name] for name in SHOWN},
        "status_label": eligibility.STATUS_LABELS[product["status"]],
        "visibility_code": shapes.VISIBILITIES[product["visibility"]],
        "visibility_label": VISIBILITY_LABELS[product["visibility"]],
        "erp": eligibility.shown(work, product),
    }
