"""What the store shows of its products."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from homologa.sync.core.clock import Clock
from homologa.sync.core.errors import NotFound, Rejected
from homologa.sync.core.ports import Id, StorefrontProducts
from homologa.sync.flows.decisions import Matching
from homologa.sync.flows.products.listing import Listing

Record = dict[str, Any]


class StoreProducts:
    """Looks products up, by pages where that takes fewer calls; every method may raise the store's errors."""

    def __init__(self, store: StorefrontProducts, rules: Matching, clock: Clock) -> None:
        self._store = store
        self._rules = rules
        self._listing = Listing(store.products, clock)
        self._listed: dict[int, list[Record]] | None = None
        self._pages: dict[Id, int] = {}
        self._bearers: Counter[str] = Counter()

    def forget(self) -> None:
        """Read the list anew when it is wanted next."""
        self._listing.forget()

    def begin(self, wanted: int) -> None:
        """Get ready to look `wanted` products up."""
        listed = self._listing.rows(wanted)
        if listed is self._listed:
            return
        self._listed = listed
        self._pages = {row["id"]: page for page, rows in (listed or {}).items() for row in rows}
        once = {row["id"]: row for rows in (listed or {}).values() for row in rows}
        skus = (bearer["sku"] for row in once.values() for bearer in (row, *row["variants"]))
        self._bearers = Counter(map(self._rules.key, skus))

    def products(self, ids: Sequence[Id]) -> dict[Id, Record]:
        """The products as they are now; those that are gone are left out."""
        found: dict[Id, Record] = {}
        for page, standing in self._by_page(ids).items():
            if len(standing) > 1:
                found |= {row["id"]: row for row in self._store.products(page)[0] if row["id"] in standing}
        for product_id in ids:
            if product_id not in found:
                found |= self._one(product_id)
        return found

    def is_repeated(self, product: Mapping[str, Any], sku: str) -> bool:
        """Whether another product or variant of the store bears the SKU, blanks around it apart."""
        if self._listed is not None:
            return self._bearers[self._rules.key(sku)] > 1
        return any(self._is_anothers(product["id"], spelling) for spelling in self._spellings(product, sku))

    def _by_page(self, ids: Iterable[Id]) -> dict[int, set[Id]]:
        pages: dict[int, set[Id]] = defaultdict(set)
        for product_id in ids:
            if product_id in self._pages:
                pages[self._pages[product_id]].add(product_id)
        return pages

    def _one(self, product_id: Id) -> dict[Id, Record]:
        try:
            return {product_id: self._store.product(product_id)}
        except NotFound:
            return {}

    def _spellings(self, product: Mapping[str, Any], sku: str) -> set[str]:
        own = (bearer["sku"] for bearer in (product, *product["variants"]))
        return {sku, *(spelling for spelling in own if self._rules.key(spelling) == sku)}

    def _is_anothers(self, product_id: Id, sku: str) -> bool:
        try:
            return bool(self._store.product_by_sku(sku)["id"] != product_id)
        except NotFound:
            return False
        except Rejected as error:
            if error.code == "sku_not_unique":
                return True
            raise
