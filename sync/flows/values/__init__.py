"""Stock and prices of the ERP to the store (N4): one SKU of a notification, or everything that is linked."""

from homologa.sync.flows.values.change import PriceChange, StockChange
from homologa.sync.flows.values.reconciliation import PriceReconciliation, StockReconciliation

__all__ = ["PriceChange", "PriceReconciliation", "StockChange", "StockReconciliation"]
