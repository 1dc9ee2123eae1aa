"""What Tiny shows of its products."""

from typing import Any

from homologa.sync.clients.tiny import Tiny
from homologa.sync.core.clock import Clock
from homologa.sync.flows.products.listing import Listing
from homologa.sync.rules import ProductRules

Record = dict[str, Any]


class Catalogue:
    """Searches products by SKU, in a list of them all where that takes fewer calls; may raise Tiny's errors."""

    def __init__(self, tiny: Tiny, rules: ProductRules, clock: Clock) -> None:
        self._tiny = tiny
        self._rules = rules
        self._listing = Listing(tiny.products_page, clock)
        self._listed: dict[int, list[Record]] | None = None
        self._rows: dict[str, Record] = {}

    def begin(self, wanted: int) -> None:
        """Get ready for `wanted` searches."""
        listed = self._listing.rows(wanted)
        if listed is self._listed:
            return
        self._listed = listed
        self._rows = {str(row["id"]): row for rows in (listed or {}).values() for row in rows}

    def forget(self) -> None:
        """Believe nothing that was seen before."""
        self._listing.forget()

    def learn(self, row: Record) -> None:
        """Take note of a product that was created since."""
        self._rows[str(row["id"])] = row

    def rows(self, sku: str) -> list[Record]:
        """The rows whose code contains the SKU, in whatever case, as a search would find them."""
        if self._listed is None:
            return self._tiny.search(sku)
        wanted = self._rules.key(sku).lower()
        return [row for row in self._rows.values() if wanted in str(row.get("codigo", "")).lower()]
