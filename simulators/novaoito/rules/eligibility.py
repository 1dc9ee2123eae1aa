"""Where a product stands in the integration, and the list "ERP & CRM > Produtos" (novaoito §3 N0)."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from homologa.simulators.kernel.store import Document
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.rules.listing import Query
from homologa.simulators.novaoito.rules.pages import Rows
from homologa.simulators.novaoito.rules.tables import LINKS, PRODUCTS, VARIANT_LINKS, moment

PENDING, LINKED, NOT_ELIGIBLE = "pending", "linked", "not_eligible"
FAILING = "error"
FILTERS = (PENDING, LINKED, FAILING, NOT_ELIGIBLE)
SYSTEMS = ("tiny",)
SORTABLE = ("id", "sku", "name", "created_at", "updated_at")
STATUS_LABELS = MappingProxyType({"active": "Ativo", "inactive": "Inativo"})
UNTRIED = MappingProxyType({"linked": False, "attempts": 0, "last_error": None})
"""The integration's own part of a product that was never in a job."""


def settle(product: Document) -> None:
    """Bring the state in line with the product's status and link."""
    if product["linked"]:
        product["erp_status"] = LINKED
    else:
        product["erp_status"] = PENDING if product["status"] == "active" else NOT_ELIGIBLE
    product["failing"] = int(product["erp_status"] == PENDING and product["last_error"] is not None)


def condition(status: str | None) -> tuple[str, tuple[object, ...]]:
    """An SQL condition over products for one of FILTERS, or for all of them."""
    if status is None:
        return "1", ()
    if status == FAILING:
        return "failing = 1", ()
    return "erp_status = ?", (status,)


def pending(work: Work, among: Sequence[int] | None = None) -> list[Document]:
    """The pending products by id: all of them, or those among the given ids."""
    found = work.documents(PRODUCTS).find("erp_status = ?", (PENDING,))
    chosen = None if among is None else set(among)
    return [product for product in found if chosen is None or product["id"] in chosen]


def search(work: Work, parameters: Mapping[str, Any]) -> Rows:
    """The list "ERP & CRM > Produtos" by `system`, `status`, `sort` and page; raises ValidationFailed."""
    query = Query(parameters)
    query.option("system", SYSTEMS)
    sql, values = condition(query.option("status", FILTERS))
    query.where(sql, *values)
    return query.rows(work.documents(PRODUCTS), SORTABLE)


def row(work: Work, product: Document) -> Document:
    """A product as the list shows it."""
    link = link_of(work, product["id"])
    return {
        "product_id": product["id"],
        "sku": product["sku"],
        "name": product["name"],
        "type": product["type"],
        "status": product["status"],
        "status_label": STATUS_LABELS[product["status"]],
        "erp": {
            "status": product["erp_status"],
            "external_id": link["external_id"] if link else None,
            "linked_at": link["linked_at"] if link else None,
            "active": link["active"] if link else None,
            "last_error": product["last_error"],
            "attempts": product["attempts"],
        },
        "variants_pending": variants_pending(work, product),
    }


def variants_pending(work: Work, product: Document) -> list[str | None]:
    """The SKUs of a linked product's variants that have no link of their own (N2)."""
    if not product["linked"] or not product["variants"]:
        return []
    linked = {link["variant_id"] for link in variant_links(work, product["id"])}
    return [variant["sku"] for variant in product["variants"] if variant["id"] not in linked]


def variant_links(work: Work, product_id: int) -> list[Document]:
    """The links to Tiny of the product's variants."""
    return work.documents(VARIANT_LINKS).find("system = 'tiny' AND product_id = ?", (product_id,))


def shown(work: Work, product: Document) -> Document:
    """The product's own field `erp`."""
    link: dict[str, Any] = link_of(work, product["id"]) or {}
    fields = ("external_id", "mapping_id", "linked_at", "active")
    return {"tiny": {"status": product["erp_status"], **{name: link.get(name) for name in fields}}}


def link_of(work: Work, product_id: int) -> Document | None:
    """The product's link to Tiny, if it has one; after the app was uninstalled it is a former one, `active` False."""
    return work.documents(LINKS).first("system = 'tiny' AND product_id = ?", (product_id,))


def mark(work: Work, product: Document, linked: bool) -> None:
    """Note that the product was linked, which heals its last error, or unlinked."""
    changed = {**product, "linked": linked, "last_error": None if linked else product["last_error"]}
    settle(changed)
    work.documents(PRODUCTS).put(changed)


def note_attempt(work: Work, product_id: int, error: Document | None) -> None:
    """Count a try that did not link; `error` has `code` and `message` when it failed."""
    product = work.documents(PRODUCTS).get(product_id)
    if product is None:
        return
    product["attempts"] += 1
    if error is not None:
        product["last_error"] = {**error, "at": moment(work)}
    settle(product)
    work.documents(PRODUCTS).put(product)
