"""Products as they are found and shown (novaoito §2.1, §2.3, §2.4; facts 3, 7 and 8)."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from simulators.kernel.clock import BRASILIA
from simulators.kernel.store import Document
from simulators.kernel.work import Work
from simulators.novaoito.errors import NotFound, SkuNotUnique, ValidationFailed
from simulators.novaoito.rules import eligibility, products, shapes
from simulators.novaoito.rules.pages import Page, Rows
from simulators.novaoito.rules.tables import BEARERS, PRODUCTS

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
    """The one product that bears this SKU, itself or in a variant; raises NotFound, SkuNotUnique."""
    found = work.documents(BEARERS).find("sku = ?", (sku,))
    if not found:
        raise NotFound("Não há produto com este SKU.")
    if len(found) > 1:
        raise SkuNotUnique(f"Há {len(found)} produtos ou variações com o SKU {sku}.")
    return products.get(work, found[0]["product_id"])


def bearing(work: Work, sku: str) -> list[Document]:
    """Every product that bears this SKU, itself or in a variant, by id."""
    ids = {bearer["product_id"] for bearer in work.documents(BEARERS).find("sku = ?", (sku,))}
    documents = work.documents(PRODUCTS)
    return [product for product in map(documents.get, sorted(ids)) if product is not None]


def search(work: Work, parameters: Mapping[str, Any]) -> Rows:
    """Products by the filters of the API's query; raises ValidationFailed."""
    errors: dict[str, list[str]] = {}
    conditions = _chosen(work, parameters, errors) + _moments(parameters, errors)
    order = _order(str(parameters.get("sort", "id")), errors)
    if errors:
        raise ValidationFailed(errors)
    where = " AND ".join(condition for condition, _ in conditions) or "1"
    params = [value for _, values in conditions for value in values]
    return Page.asked(parameters).of(work.documents(PRODUCTS), where, params, order=order)


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


Condition = tuple[str, tuple[object, ...]]


def _chosen(work: Work, parameters: Mapping[str, Any], errors: dict[str, list[str]]) -> list[Condition]:
    found: list[Condition] = []
    for field, options in (("status", eligibility.STATUS_LABELS), ("visibility", VISIBILITY_LABELS)):
        value = _option(parameters, f"filter[{field}]", tuple(options), errors)
        if value is not None:
            found.append((f"{field} = ?", (value,)))
    erp = _option(parameters, "filter[erp_status][tiny]", eligibility.FILTERS, errors)
    found.append(eligibility.condition(erp))
    sku = parameters.get("filter[sku]")
    if sku is not None and len(sku) > shapes.LONGEST_SKU:
        errors["filter[sku]"] = [f"deve ter no máximo {shapes.LONGEST_SKU} caracteres"]
    elif sku is not None:
        ids = [product["id"] for product in bearing(work, sku)]
        found.append((f"id IN ({', '.join('?' * len(ids))})", tuple(ids)))
    return found


def _option(
    parameters: Mapping[str, Any], name: str, options: tuple[str, ...], errors: dict[str, list[str]]
) -> str | None:
    value = parameters.get(name)
    if value is None or value in options:
        return value
    errors[name] = [f"deve ser um destes valores: {', '.join(options)}"]
    return None


def _moments(parameters: Mapping[str, Any], errors: dict[str, list[str]]) -> list[Condition]:
    found: list[Condition] = []
    for name, comparison in (("updated_at_min", ">="), ("updated_at_max", "<=")):
        if name not in parameters:
            continue
        try:
            # In a query a plus sign that was not escaped arrives as a blank.
            given = datetime.fromisoformat(parameters[name].replace(" ", "+"))
        except ValueError:
            errors[name] = ["deve ser um momento ISO 8601 com fuso horário"]
            continue
        if given.tzinfo is None:
            errors[name] = ["falta o fuso horário, como em 2026-11-03T09:00:00-03:00"]
        else:
            found.append((f"updated_at {comparison} ?", (_in_brasilia(given).isoformat(),)))
    return found


def _in_brasilia(moment: datetime) -> datetime:
    try:
        return moment.astimezone(BRASILIA)
    except OverflowError:
        # Within hours of either end of the calendar, where nothing was ever updated.
        return moment.replace(tzinfo=BRASILIA)


def _order(sort: str, errors: dict[str, list[str]]) -> str:
    field = sort.removeprefix("-")
    if field not in SORTABLE:
        errors["sort"] = [f"deve ser um destes campos, com “-” para a ordem decrescente: {', '.join(SORTABLE)}"]
    return f"{field} {'DESC' if sort.startswith('-') else 'ASC'}, id" if not errors else "id"
