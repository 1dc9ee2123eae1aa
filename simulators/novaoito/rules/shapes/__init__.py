"""The shapes of what may be written, one judge per operation's body (novaoito §2.3, §2.4)."""

from homologa.simulators.novaoito.rules.shapes.apps import installation, receivers, settings, subscription, test_answer
from homologa.simulators.novaoito.rules.shapes.erp import job_finish, job_report, job_request, link
from homologa.simulators.novaoito.rules.shapes.goods import bulk, category, images, prices, product, stock, variant
from homologa.simulators.novaoito.rules.shapes.orders import invoice, order, order_cancellation, order_status, shipment
from homologa.simulators.novaoito.rules.shapes.parts import (
    ADDRESS,
    AUTOMATIC,
    EVENTS,
    LONGEST_SKU,
    MAX_ID,
    MOST_VARIANTS,
    READ_ONLY,
    RECEIVERS,
    SCOPES,
    VISIBILITIES,
)

__all__ = [
    "ADDRESS",
    "AUTOMATIC",
    "EVENTS",
    "LONGEST_SKU",
    "MAX_ID",
    "MOST_VARIANTS",
    "READ_ONLY",
    "RECEIVERS",
    "SCOPES",
    "VISIBILITIES",
    "bulk",
    "category",
    "images",
    "installation",
    "invoice",
    "job_finish",
    "job_report",
    "job_request",
    "link",
    "order",
    "order_cancellation",
    "order_status",
    "prices",
    "product",
    "receivers",
    "settings",
    "shipment",
    "stock",
    "subscription",
    "test_answer",
    "variant",
]
