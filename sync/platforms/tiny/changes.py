"""Tiny's queues of changed stock and products, which empty on read (tiny-api2, 5.2 and Q15)."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from homologa.sync.core.clock import Clock
from homologa.sync.core.errors import NotFound
from homologa.sync.platforms.tiny.client import Record, Tiny
from homologa.sync.platforms.tiny.fields import text
from homologa.sync.platforms.tiny.records import mapping_in

WINDOW = timedelta(days=29)
"""How far back a queue is read; it refuses 30 days (tiny-api2, 3.3)."""


class TinyChanges:
    """The products in a queue of the client, one that `read` reads; may raise its errors.

    A row bears Tiny's own code and no mapping: the store's SKU is another call, for each product.
    """

    def __init__(
        self, tiny: Tiny, read: Callable[[datetime], tuple[list[Record], int]], id_ecommerce: int, clock: Clock
    ) -> None:
        self._tiny = tiny
        self._read = read
        self._id_ecommerce = id_ecommerce
        self._clock = clock

    def read(self) -> tuple[Sequence[str], bool]:
        """The next ids, and whether there may be more."""
        rows, pages = self._read(self._clock.now() - WINDOW)
        return [str(row["id"]) for row in rows], pages > 1

    def sku_of(self, product_id: str) -> str:
        """The store's SKU of a product or variation; "" when this integration has no mapping of it."""
        try:
            record = self._tiny.product(product_id)
        except NotFound:
            return ""
        return text(mapping_in(record, self._id_ecommerce).get("skuMapeamento"))
