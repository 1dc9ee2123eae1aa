"""Products of the store to the ERP: send (N1) and map (N2)."""

from homologa.sync.flows.products.integration import ProductIntegration
from homologa.sync.flows.products.services import Services

__all__ = ["ProductIntegration", "Services"]
