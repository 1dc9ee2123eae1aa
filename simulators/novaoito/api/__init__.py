"""The operations of API v1, one module per noun; importing the package declares them all."""

from simulators.novaoito.api import apps, erp, products, webhooks
from simulators.novaoito.api.registry import OPERATIONS

__all__ = ["OPERATIONS", "apps", "erp", "products", "webhooks"]
