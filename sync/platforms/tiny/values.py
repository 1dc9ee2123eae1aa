"""What Tiny says now of the stock and the prices of one product.

Notifications carry no time, so that the older of two cannot be known: they only say what to read.
"""

from decimal import Decimal
from typing import Any

from homologa.sync.core.memory import Memory
from homologa.sync.core.ports import ValuesMissing
from homologa.sync.platforms.tiny.client import Tiny
from homologa.sync.platforms.tiny.pricing import PriceList, ValueRules
from homologa.sync.platforms.tiny.records import mapping_in

Record = dict[str, Any]


STOCK_KIND = "stock_kind"
"""The fact that holds the `tipoEstoque` of the newest notification."""


def stock_kind(memory: Memory) -> str:
    """Which balance the integration's stock rule sends, by the newest notification; F before the first."""
    return str(memory.get(STOCK_KIND) or "F")


class TinyValues:
    """Reads values of one Tiny account; methods may raise its errors."""

    def __init__(self, tiny: Tiny, memory: Memory, id_ecommerce: int, price_list: int | None) -> None:
        self._tiny = tiny
        self._memory = memory
        self._id_ecommerce = id_ecommerce
        self._values = ValueRules()
        self._price_list = price_list
        self._known: PriceList | None = None

    def forget(self) -> None:
        """Read the percentage of the price list again: people change it in Tiny."""
        self._known = None

    def quantity(self, external_id: str) -> float:
        """What may be sold of a product or variation, by the stock rule of the integration."""
        return self._values.quantity(stock_kind(self._memory), self._tiny.stock(external_id))

    def prices(self, external_id: str) -> Record | None:
        """`price` and `special_price`, None when there is none to sell at; raises ValuesMissing."""
        record = self._tiny.product(external_id)
        list_ = self._list()
        exception = None if list_ is None else self._tiny.price_exception(list_.id, external_id)
        mapping = mapping_in(record, self._id_ecommerce)
        return self._values.prices(record, mapping, list_, exception)

    def _list(self) -> PriceList | None:
        if self._price_list is None or self._known is not None:
            return self._known
        for row in self._tiny.price_lists():
            if str(row["id"]) == str(self._price_list):
                self._known = PriceList(self._price_list, Decimal(str(row["acrescimo_desconto"])))
                return self._known
        # Without its list no price may be written at all (U4.2).
        raise ValuesMissing(f"a lista de preços {self._price_list} não existe no Tiny")
