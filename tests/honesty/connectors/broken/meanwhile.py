"""What comes while the same thing is being worked on is lost."""

from typing import Any

from broken.fault import Fault
from homologa.sync.flows.values import PriceChange, StockChange

Record = dict[str, Any]
INTEGRATION = "homologa.sync.integrations.novaoito.integration"


class FirstStock(StockChange):
    """Reads a balance once, and writes that one however long it takes: what is told meanwhile is the same work."""

    def _write(self, bearer: Record, external_id: str) -> None:
        name = f"read:stock:{bearer['sku']}"
        quantity = self._memory.cursor(name)
        if quantity is None:
            quantity = self._values.quantity(external_id)
            self._memory.move(name, quantity)
        self._store.set_stock([{"sku": bearer["sku"], "quantity": quantity}])
        self._memory.close(name)


class FirstPrice(PriceChange):
    """Reads prices once, and writes those however long it takes: what is told meanwhile is the same work."""

    def _write(self, bearer: Record, external_id: str) -> None:
        name = f"read:price:{bearer['sku']}"
        prices = self._memory.cursor(name)
        if prices is None:
            prices = self._values.prices(external_id)
            self._memory.move(name, prices)
        self._store.set_prices([{"sku": bearer["sku"], **prices}])
        self._memory.close(name)


FAULTS = {
    "loses_stock_told_meanwhile": Fault(instead={f"{INTEGRATION}.StockChange": FirstStock}),
    "loses_prices_told_meanwhile": Fault(instead={f"{INTEGRATION}.PriceChange": FirstPrice}),
}
