"""Stock and prices of Tiny to the store (N4): one SKU of a notification, or everything that is linked."""

from homologa.sync.flows.values.change import PriceChange, StockChange
from homologa.sync.flows.values.reconciliation import PriceReconciliation, StockReconciliation
from homologa.sync.flows.values.tiny_values import STOCK_KIND, TinyValues

__all__ = ["STOCK_KIND", "PriceChange", "PriceReconciliation", "StockChange", "StockReconciliation", "TinyValues"]
