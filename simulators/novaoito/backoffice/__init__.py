"""What a person does on the store's screens; importing the package declares every action."""

from homologa.simulators.novaoito.backoffice import app, integration, orders, products, store
from homologa.simulators.novaoito.backoffice.registry import ACTIONS

__all__ = ["ACTIONS", "app", "integration", "orders", "products", "store"]
