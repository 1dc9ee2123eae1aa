"""How an order goes on: status, invoices, shipments, cancellation (novaoito §2.3, §2.4).

The page leaves the rule behind `invalid_transition` open; ours is [inferred]: never to a lower rank; `canceled` only
before the shipment, `refunded` only once paid, and both are the end. What is canceled goes back into the stock;
what is refunded does not, for nobody says that it came back.
"""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from homologa.simulators.kernel.store import Document
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.errors import InvalidTransition
from homologa.simulators.novaoito.rules import inventory, orders, shapes
from homologa.simulators.novaoito.rules.labels import ORDER_STATUSES
from homologa.simulators.novaoito.rules.tables import ORDERS, moment

RANKS = MappingProxyType(
    {
        "pending_payment": 10,
        "payment_review": 15,
        "paid": 20,
        "processing": 30,
        "invoiced": 40,
        "shipped": 50,
        "delivered": 60,
        "refunded": 98,
        "canceled": 99,
    }
)
PAID, SHIPPED = RANKS["paid"], RANKS["shipped"]
FINAL = ("refunded", "canceled")


def move(work: Work, order_id: int, given: Any) -> Document:
    """Set the status; the present one again changes nothing. Raises NotFound, ValidationFailed, InvalidTransition."""
    order = orders.get(work, order_id)
    shapes.order_status().check(given)
    return _keep(work, order, _commented(work, _moved(work, order, given["status"]), given))


def cancel(work: Work, order_id: int, given: Any) -> Document:
    """Cancel; again it changes nothing. Raises NotFound, ValidationFailed, InvalidTransition."""
    order = orders.get(work, order_id)
    shapes.order_cancellation().check(given)
    return _keep(work, order, _commented(work, _moved(work, order, "canceled"), given))


def add_invoice(work: Work, order_id: int, given: Any) -> tuple[Document, bool]:
    """Keep a nota fiscal and say whether it is new; the same access key again changes nothing.

    An order that is not invoiced yet is so from now on. Raises NotFound, ValidationFailed, InvalidTransition.
    """
    order = orders.get(work, order_id)
    shapes.invoice().check(given)
    if any(invoice["access_key"] == given["access_key"] for invoice in order["invoices"]):
        return order, False
    whole = {"danfe_url": None, "xml_url": None, **given}
    return _keep(work, order, {**_reached(work, order, "invoiced"), "invoices": [*order["invoices"], whole]}), True


def add_shipment(work: Work, order_id: int, given: Any) -> tuple[Document, bool]:
    """Keep a shipment and say whether it is new; the same carrier and tracking number again change nothing.

    An order that is not shipped yet is so from now on. Raises NotFound, ValidationFailed, InvalidTransition.
    """
    order = orders.get(work, order_id)
    shapes.shipment().check(given)
    whole = {"method": None, "tracking_number": None, "tracking_url": None, "shipped_at": moment(work), **given}
    if any(_is_same_shipment(known, whole) for known in order["shipping"]["tracking"]):
        return order, False
    after = _reached(work, order, "shipped")
    shipping = {**order["shipping"], "carrier": whole["carrier"], "tracking": [*order["shipping"]["tracking"], whole]}
    return _keep(work, order, {**after, "shipping": shipping}), True


def _is_same_shipment(known: Document, given: Document) -> bool:
    return all(known[name] == given[name] for name in ("carrier", "tracking_number"))


def _reached(work: Work, order: Document, status: str) -> Document:
    """The order moved to a status, or as it is when it is further on."""
    if order["status"] not in FINAL and RANKS[order["status"]] >= RANKS[status]:
        return order
    return _moved(work, order, status)


def _moved(work: Work, order: Document, status: str) -> Document:
    if status == order["status"]:
        return order
    _check(order["status"], status)
    return {**order, "status": status, "payment": _paid(work, order["payment"], status)}


def _check(before: str, after: str) -> None:
    refusal = f"O pedido está {ORDER_STATUSES[before]} e não pode passar a {ORDER_STATUSES[after]}."
    if before in FINAL:
        raise InvalidTransition(refusal, hint=f"o pedido terminou como {before}; não o mude mais")
    if after == "canceled" and RANKS[before] >= SHIPPED:
        raise InvalidTransition(refusal, hint="o que já foi enviado não se cancela: use a situação refunded")
    if after == "refunded" and RANKS[before] < PAID:
        raise InvalidTransition(refusal, hint="o que não foi pago não se devolve: cancele com POST /orders/{id}/cancel")
    if RANKS[after] < RANKS[before]:
        further = [status for status in RANKS if RANKS[status] > RANKS[before]]
        raise InvalidTransition(refusal, hint=f"a situação só avança; depois de {before} vem: {', '.join(further)}")


def _paid(work: Work, payment: Document, status: str) -> Document:
    """The payment as the order's new status has it; whatever comes after `paid` has been paid [inferred]."""
    was_paid = payment["paid_at"] is not None
    if status in FINAL:
        return {**payment, "status": "refunded" if was_paid else "canceled"}
    if RANKS[status] >= PAID and not was_paid:
        return {**payment, "status": "approved", "paid_at": moment(work)}
    return payment


def _commented(work: Work, order: Document, given: Any) -> Document:
    if not given.get("comment"):
        return order
    comment = {
        "status": order["status"],
        "comment": given["comment"],
        "notify_customer": given.get("notify_customer", False),
        "created_at": moment(work),
    }
    return {**order, "comments": [*order["comments"], comment]}


def _keep(work: Work, before: Document, after: Document) -> Document:
    if after == before:
        return before
    changed = {**after, "updated_at": moment(work)}
    if after["status"] == "canceled" != before["status"]:
        inventory.give_back(work, changed.pop("taken", ()))
    work.documents(ORDERS).put(changed)
    for event in _events(before, changed):
        work.emit(event, id=changed["id"], subject=changed["number"])
    return changed


def _events(before: Document, after: Document) -> Iterator[str]:
    """Every change is told, and three of them by a name of their own as well [inferred]."""
    yield "order.updated"
    if before["payment"]["paid_at"] is None and after["payment"]["paid_at"] is not None:
        yield "order.paid"
    if RANKS[before["status"]] < SHIPPED <= RANKS[after["status"]] and after["status"] not in FINAL:
        yield "order.shipped"
    if after["status"] == "canceled" != before["status"]:
        yield "order.canceled"
