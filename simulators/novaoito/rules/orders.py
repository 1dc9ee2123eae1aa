"""Orders: placed by shoppers, kept and shown by the store (novaoito §2.4 Order, §5 fact 44)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from homologa.simulators.kernel.store import Document
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.errors import NotFound
from homologa.simulators.novaoito.rules import customers, inventory, shapes, storefront
from homologa.simulators.novaoito.rules.labels import ORDER_STATUSES
from homologa.simulators.novaoito.rules.listing import Query
from homologa.simulators.novaoito.rules.pages import Rows
from homologa.simulators.novaoito.rules.tables import ORDERS, moment
from homologa.simulators.novaoito.rules.validation import refuse

FIRST_ID, FIRST_NUMBER = 5001, 100001
SORTABLE = ("id", "number", "placed_at", "updated_at")
SHOWN = (
    *("id", "number", "status", "customer", "items", "totals", "payment", "shipping", "invoices", "erp", "comments"),
    *("placed_at", "updated_at"),
)


def search(work: Work, parameters: Mapping[str, Any]) -> Rows:
    """Orders by the filters of the API's query; raises ValidationFailed."""
    query = Query(parameters)
    query.chosen("status", ORDER_STATUSES)
    query.same("number", 20)
    query.referred("customer_id")
    query.moments()
    return query.rows(work.documents(ORDERS), SORTABLE)


def everything(work: Work) -> list[Document]:
    """Every order by id."""
    return work.documents(ORDERS).find()


def get(work: Work, order_id: int) -> Document:
    """One order; raises NotFound."""
    found = work.documents(ORDERS).get(order_id) if 0 < order_id <= shapes.MAX_ID else None
    if found is None:
        raise NotFound("Não há este pedido.")
    return found


def numbered(work: Work, number: str) -> Document:
    """The order with this number; raises NotFound."""
    found = work.documents(ORDERS).first("number = ?", (number,))
    if found is None:
        raise NotFound(f"Não há o pedido {number}.")
    return found


def place(work: Work, given: Mapping[str, Any]) -> Document:
    """A shopper's order, at the prices of this moment, which takes what it wants off the stock at once.

    Raises ValidationFailed, NotFound, SkuNotUnique.
    """
    shapes.order().check(given)
    items = [_item(work, wanted) for wanted in given["items"]]
    totals = _totals(items, given["shipping"]["price"], given["discount"])
    address = given["shipping"]["address"]
    customer = customers.reach(work, given["customer"], address)
    taken = inventory.take(work, given["items"])
    now = moment(work)
    order = {
        "id": work.next_id("order", FIRST_ID),
        "number": str(work.next_id("order-number", FIRST_NUMBER)),
        "status": "pending_payment",
        "customer_id": customer["id"],
        "customer": {name: customer[name] for name in ("id", "name", "email", "document", "phone")},
        "items": items,
        "totals": totals,
        "payment": {**given["payment"], "status": "pending", "paid_at": None},
        "shipping": {"method": given["shipping"]["method"], "carrier": None, "address": address, "tracking": []},
        "invoices": [],
        "erp": {"tiny": dict.fromkeys(("external_id", "number", "status"))},
        "comments": [],
        "taken": taken,
        "placed_at": now,
        "updated_at": now,
    }
    work.documents(ORDERS).add(order)
    work.emit("order.created", id=order["id"], subject=order["number"])
    return order


def shown(order: Document) -> Document:
    """An order as the API shows it."""
    return {**{name: order[name] for name in SHOWN}, "status_label": ORDER_STATUSES[order["status"]]}


def _item(work: Work, wanted: Mapping[str, Any]) -> Document:
    product, bearer = storefront.for_sale(work, wanted["sku"])
    unit = storefront.unit_price(product, bearer, work.now)
    return {
        "id": work.next_id("order-item"),
        "sku": wanted["sku"],
        "name": product["name"],
        "quantity": wanted["quantity"],
        "price": unit,
        "discount": 0,
        "total": float(_cents(unit) * wanted["quantity"]),
        "product_id": product["id"],
    }


def _totals(items: list[Document], shipping: float, discount: float) -> Document:
    subtotal = sum((_cents(item["total"]) for item in items), Decimal(0))
    if _cents(discount) > subtotal:
        raise refuse("discount", f"não pode passar do subtotal, que é {subtotal}")
    return {
        "subtotal": float(subtotal),
        "discount": float(_cents(discount)),
        "shipping": float(_cents(shipping)),
        "tax": 0,
        "grand_total": float(subtotal - _cents(discount) + _cents(shipping)),
    }


def _cents(amount: Any) -> Decimal:
    return Decimal(str(amount)).quantize(Decimal("0.01"))
