"""Customers and orders (novaoito §2.3 Customers and orders, §2.4)."""

from homologa.simulators.kernel.operations import Call
from homologa.simulators.kernel.store import Document
from homologa.simulators.novaoito.api.registry import operation, paged
from homologa.simulators.novaoito.rules import customers, fulfilment, orders
from homologa.simulators.novaoito.wire import Answer

SOURCE = "§2.3 Customers and orders, §2.4"
READ, WRITE, CUSTOMERS = "orders:read", "orders:write", "customers:read"
ONE = "/orders/<int:id>"


@operation("customers.list", "GET", "/customers", source=SOURCE, scope=CUSTOMERS)
def list_customers(call: Call) -> Answer:
    """Customers, filtered and sorted."""
    return paged(call, customers.search(call.work, call.data.parameters), dict)


@operation("customers.get", "GET", "/customers/<int:id>", source=SOURCE, scope=CUSTOMERS)
def get_customer(call: Call) -> Answer:
    """One customer."""
    return Answer(200, customers.get(call.work, _id(call)))


@operation("orders.list", "GET", "/orders", source=SOURCE, scope=READ)
def list_orders(call: Call) -> Answer:
    """Orders, filtered and sorted."""
    return paged(call, orders.search(call.work, call.data.parameters), orders.shown)


@operation("orders.get", "GET", ONE, source=SOURCE, scope=READ)
def get_order(call: Call) -> Answer:
    """One order."""
    return _shown(call, orders.get(call.work, _id(call)))


@operation("orders.status", "POST", f"{ONE}/status", source=SOURCE, scope=WRITE, body="required")
def set_status(call: Call) -> Answer:
    """Set the status of an order."""
    return _shown(call, fulfilment.move(call.work, _id(call), call.data.body))


@operation("orders.invoices", "POST", f"{ONE}/invoices", source=SOURCE, scope=WRITE, body="required")
def add_invoice(call: Call) -> Answer:
    """Keep a nota fiscal of an order: 201, or 200 when it was known."""
    order, is_new = fulfilment.add_invoice(call.work, _id(call), call.data.body)
    return _shown(call, order, 201 if is_new else 200)


@operation("orders.shipments", "POST", f"{ONE}/shipments", source=SOURCE, scope=WRITE, body="required")
def add_shipment(call: Call) -> Answer:
    """Keep a shipment of an order: 201, or 200 when it was known."""
    order, is_new = fulfilment.add_shipment(call.work, _id(call), call.data.body)
    return _shown(call, order, 201 if is_new else 200)


@operation("orders.cancel", "POST", f"{ONE}/cancel", source=SOURCE, scope=WRITE, body="optional")
def cancel_order(call: Call) -> Answer:
    """Cancel an order."""
    return _shown(call, fulfilment.cancel(call.work, _id(call), call.data.body))


def _id(call: Call) -> int:
    return int(call.request.arguments["id"])


def _shown(call: Call, order: Document, status: int = 200) -> Answer:
    call.subject = order["number"]
    return Answer(status, orders.shown(order))
