"""Products of the store to Tiny: send (N1) and map (N2)."""

from homologa.sync.flows.products.integration import ProductIntegration
from homologa.sync.flows.products.tools import Tools

__all__ = ["ProductIntegration", "Tools"]
