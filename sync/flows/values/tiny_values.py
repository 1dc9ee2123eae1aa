"""What Tiny says now of the stock and the prices of one product.

Notifications carry no time, so that the older of two cannot be known: they only say what to read.
"""

from decimal import Decimal
from typing import Any

from homologa.sync.clients.tiny import Tiny
from homologa.sync.memory import Memory
from homologa.sync.rules import PriceList, ProductRules, ValueRules

Record = dict[str, Any]


STOCK_KIND = "stock_kind"
"""The fact that holds the `tipoEstoque` of the newest notification."""


def stock_kind(memory: Memory) -> str:
    """Which balance the integration's stock rule sends, by the newest notification; F before the first."""
    return str(memory.get(STOCK_KIND) or "F")


class PriceListMissing(Exception):
    """The price list of the settings is not in Tiny: no price may be written at all (U4.2)."""

    def __init__(self, list_id: int) -> None:
        super().__init__(f"a lista de preços {list_id} não existe no Tiny")


class TinyValues:
    """Reads values of one Tiny account; methods may raise its errors."""

    def __init__(self, tiny: Tiny, id_ecommerce: int, products: ProductRules, price_list: int | None) -> None:
        self._tiny = tiny
        self._id_ecommerce = id_ecommerce
        self._products = products
        self._values = ValueRules()
        self._price_list = price_list
        self._known: PriceList | None = None

    def quantity(self, external_id: str, kind: str) -> float:
        """What may be sold of a product or variation; `kind` is the `tipoEstoque` of the integration."""
        return self._values.quantity(kind, self._tiny.stock(external_id))

    def prices(self, external_id: str) -> Record | None:
        """`price` and `special_price`, None when there is none to sell at; raises PriceListMissing."""
        record = self._tiny.product(external_id)
        list_ = self._list()
        exception = None if list_ is None else self._tiny.price_exception(list_.id, external_id)
        mapping = self._products.mapping_in(record, self._id_ecommerce)
        return self._values.prices(record, mapping, list_, exception)

    def _list(self) -> PriceList | None:
        if self._price_list is None or self._known is not None:
            return self._known
        for row in self._tiny.price_lists():
            if str(row["id"]) == str(self._price_list):
                self._known = PriceList(self._price_list, Decimal(str(row["acrescimo_desconto"])))
                return self._known
        raise PriceListMissing(self._price_list)
