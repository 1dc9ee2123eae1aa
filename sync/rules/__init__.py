"""Pure decisions of the reference connector: no network, no clock, no memory."""

from homologa.sync.rules.products import DuplicateInErp, ProductRules, Record, Refusal
from homologa.sync.rules.values import PriceList, ValueRules

__all__ = ["DuplicateInErp", "PriceList", "ProductRules", "Record", "Refusal", "ValueRules"]
