"""Pure decisions of the reference connector: no network, no clock, no memory."""

from sync.rules.products import DuplicateInErp, ProductRules, Record, Refusal
from sync.rules.values import PriceList, ValueRules

__all__ = ["DuplicateInErp", "PriceList", "ProductRules", "Record", "Refusal", "ValueRules"]
