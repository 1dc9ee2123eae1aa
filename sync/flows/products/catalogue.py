"""What the ERP shows of its products."""

from typing import Any

from homologa.sync.core.clock import Clock
from homologa.sync.core.ports import ProductSource
from homologa.sync.flows.decisions import ProductDecisions
from homologa.sync.flows.products.listing import Listing
from homologa.sync.flows.products.newcomers import Newcomers

Record = dict[str, Any]

FEW = 3
"""Products that are searched one by one, right before they are created, however short the list is."""


class Catalogue:
    """Searches products by SKU, in a list of them all where that takes fewer calls; may raise its errors."""

    def __init__(self, erp: ProductSource, rules: ProductDecisions, clock: Clock) -> None:
        self._erp = erp
        self._rules = rules
        self._clock = clock
        self._listing = Listing(erp.products_page, clock)
        self._newcomers = Newcomers(erp.products_since, rules.created_at)
        self._listed: dict[int, list[Record]] | None = None
        self._rows: dict[str, Record] = {}
        self._is_up_to_date = False

    def begin(self, wanted: int) -> None:
        """Get ready for `wanted` searches."""
        self._is_up_to_date = wanted <= FEW and not self._listing.is_whole
        listed = None if self._is_up_to_date else self._listing.rows(wanted)
        if listed is None:
            self._newcomers.begin(self._clock.now(), ())
        elif listed is not self._listed:
            self._rows = {str(row["id"]): row for rows in listed.values() for row in rows}
            self._newcomers.begin(self._listing.began, self._rows.values())
        self._listed = listed

    def forget(self) -> None:
        """Believe nothing that was seen before."""
        self._listing.forget()

    def learn(self, row: Record) -> None:
        """Add a product that was created since."""
        self._rows[str(row["id"])] = row
        self._newcomers.learn(row)

    def update(self) -> list[Record]:
        """The rows of what was created since the last reading; searches find them from now on."""
        rows = [] if self._is_up_to_date else self._newcomers.rows()
        self._rows |= {str(row["id"]): row for row in rows}
        return rows

    def rows(self, sku: str) -> list[Record]:
        """The rows whose code contains the SKU, in whatever case, as a search would find them."""
        if self._listed is None:
            return self._erp.search(sku)
        wanted = self._rules.key(sku).lower()
        return [row for row in self._rows.values() if wanted in self._rules.code(row).lower()]
