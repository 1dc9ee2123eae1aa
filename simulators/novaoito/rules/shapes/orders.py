"""What may be written of orders; where the page is silent the fields are [inferred]."""

import functools

from homologa.simulators.novaoito.rules.labels import ORDER_STATUSES, PAYMENT_METHODS
from homologa.simulators.novaoito.rules.shapes.parts import (
    ADDRESS,
    MOMENT,
    amount,
    document,
    email,
    filled,
    record,
    remark,
    sku,
    text,
    url,
)
from homologa.simulators.novaoito.rules.validation import Judge


@functools.cache
def order() -> Judge:
    """A shopper's order, as the storefront's checkout hands it over."""
    person = {"name": filled(120), "email": email(), "document": document(), "phone": text(30)}
    address = {name: text(120) for name in ADDRESS}
    item = {"sku": sku(), "quantity": {"type": "integer", "minimum": 1, "maximum": 99_999}}
    shipping = {"method": filled(120), "price": amount(), "address": record(address, ADDRESS)}
    installments = {"type": "integer", "minimum": 1, "maximum": 24}
    payment = {"method": {"enum": list(PAYMENT_METHODS)}, "installments": installments}
    items = record(item, ("sku", "quantity"))
    fields = {
        "customer": record(person, tuple(person)),
        "items": {"type": "array", "minItems": 1, "maxItems": 100, "items": items},
        "shipping": record(shipping, tuple(shipping)),
        "payment": record(payment, tuple(payment)),
        "discount": amount(),
    }
    return Judge(record(fields, tuple(fields)))


@functools.cache
def order_status() -> Judge:
    """A new status of an order."""
    return Judge(record({"status": {"enum": list(ORDER_STATUSES)}, **remark()}, ("status",)))


@functools.cache
def order_cancellation() -> Judge:
    """The cancellation of an order."""
    return Judge(record(remark()))


@functools.cache
def invoice() -> Judge:
    """A nota fiscal of an order; its fields are [inferred]."""
    fields = {
        "number": filled(20),
        "series": filled(5),
        "access_key": {"type": "string", "pattern": "^[0-9]{44}$"},
        "issued_at": {**MOMENT, "type": "string"},
        "total": amount(),
        **dict.fromkeys(("danfe_url", "xml_url"), url()),
    }
    return Judge(record(fields, ("number", "series", "access_key", "issued_at", "total")))


@functools.cache
def shipment() -> Judge:
    """A shipment of an order."""
    texts = dict.fromkeys(("method", "tracking_number"), text(120))
    moment = {**MOMENT, "type": "string"}
    return Judge(record({"carrier": filled(120), **texts, "tracking_url": url(), "shipped_at": moment}, ("carrier",)))
