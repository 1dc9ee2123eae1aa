"""The operations of API v1 and of the storefront, one module per noun; importing the package declares them all."""

from simulators.novaoito.api import apps, erp, offers, orders, products, variants, webhooks
from simulators.novaoito.api.registry import OPERATIONS
from simulators.novaoito.api.storefront import STOREFRONT

__all__ = ["OPERATIONS", "STOREFRONT", "apps", "erp", "offers", "orders", "products", "variants", "webhooks"]
