"""The operations of API v1 and of the storefront, one module per noun; importing the package declares them all."""

from homologa.simulators.novaoito.api import apps, erp, offers, orders, products, variants, webhooks
from homologa.simulators.novaoito.api.registry import OPERATIONS
from homologa.simulators.novaoito.api.storefront import STOREFRONT

__all__ = ["OPERATIONS", "STOREFRONT", "apps", "erp", "offers", "orders", "products", "variants", "webhooks"]
