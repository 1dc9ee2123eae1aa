"""What a person sees on the store's screens; read by steps and console, never by a connector."""

from homologa.simulators.novaoito.views import app, integration, orders, products, store
from homologa.simulators.novaoito.views.registry import VIEWS

__all__ = ["VIEWS", "app", "integration", "orders", "products", "store"]
