"""Every linked product brought to what the ERP says now, started by hand; goes on from where it stopped."""

from collections.abc import Sequence
from typing import Any

from homologa.sync.core.engine import Flow
from homologa.sync.core.errors import NotFound, PlatformError, Rejected
from homologa.sync.core.log import Log
from homologa.sync.core.memory import Memory
from homologa.sync.core.names import Name
from homologa.sync.core.ports import Id, ValuesMissing, ValueSource, ValueStorefront

Record = dict[str, Any]

ROWS = 200
"""The most that one call may write."""
PART = 20
"""Products that are brought up to date before others have their turn."""
REMEMBERED = 100
"""Products that were done last: any one of them that is still linked shows where the run goes on."""


def stream_of(key: str) -> str:
    """The stream whose cursor says how far a run came."""
    return f"reconciliation:{key}"


class Reconciliation(Flow):
    """Work whose key is the id of the run; it follows the order of the products, so that pages may change under it."""

    what = ""

    def __init__(self, store: ValueStorefront, values: ValueSource, erp: Name, memory: Memory, log: Log) -> None:
        self._store = store
        self._values = values
        self._erp = erp
        self._memory = memory
        self._log = log

    def run(self, key: str) -> bool:
        """Bring the next products up to date; true when there may be more.

        What differs is written before anything else may write: a value that waits would grow old.
        """
        stream = stream_of(key)
        state: Record = self._memory.cursor(stream) or {"page": 1, "written": 0}
        before = state.get("done", [])
        left, page, pages = self._left(state["page"], before)
        if not left and page >= pages:
            self._log.info(f"Reconciliação de {self.what} encerrada: {state['written']} valor(es) atualizado(s).")
            self._memory.close(stream)
            return False
        self._values.forget()
        rows, done, stopped = self._compare(left[:PART])
        written = self._write(rows)
        is_page_done = len(done) == len(left) and page < pages
        last = [*before, *(product["id"] for product in done)][-REMEMBERED:]
        self._memory.move(stream, {"page": page + is_page_done, "done": last, "written": state["written"] + written})
        if stopped is not None:
            raise stopped
        return True

    def _left(self, page: int, done: Sequence[Id]) -> tuple[list[Record], int, int]:
        """The products that come next, the page on which they are, and how many pages there are.

        What is unlinked moves the others to earlier pages: unless this page shows where the last part ended, the one
        before it is read, too.
        """
        left: list[Record] = []
        found = page
        while True:
            products, pages = self._store.linked_products(page)
            behind = _behind(products, done)
            if behind or not left:
                left, found = behind, page
            if page == 1 or len(behind) < len(products):
                return left, found, pages
            page -= 1

    def _compare(self, products: Sequence[Record]) -> tuple[list[Record], list[Record], PlatformError | None]:
        """The rows to write, the products that were compared, and what stopped it."""
        rows: list[Record] = []
        for number, product in enumerate(products):
            try:
                rows += self._differences(product)
            except (NotFound, Rejected) as error:
                self._log.warning(f"Produto {product['sku']} deixado como está: {error}.")
            except PlatformError as error:
                return rows, list(products[:number]), error
        return rows, list(products), None

    def _differences(self, product: Record) -> list[Record]:
        """The rows to write of a product and its variants."""
        bearers = [(product, self._store.link_in(product)["external_id"])]
        if product["variants"]:
            link = self._store.link_of(product["id"])
            ids = {each["variant_id"]: each["external_id"] for each in link.get("variants") or []}
            bearers += [(each, ids.get(each["id"])) for each in product["variants"]]
        found = []
        for bearer, external_id in bearers:
            row = None if external_id is None else self._row(bearer, str(external_id))
            if row is not None:
                found.append({"sku": bearer["sku"], **row})
        return found

    def _row(self, bearer: Record, external_id: str) -> Record | None:
        """What is to be written of a product or variant; None when it is equal, or cannot be had."""
        try:
            return self._value(bearer, external_id)
        except NotFound:
            self._log.warning(f"O produto do SKU {bearer['sku']} não está mais {self._erp.at}.")
            return None

    def _write(self, rows: Sequence[Record]) -> int:
        """Write what differs; answers how much of it the store took."""
        starts = range(0, len(rows), ROWS)
        verdicts = [verdict for start in starts for verdict in self._verdicts(rows[start : start + ROWS])]
        for verdict in verdicts:
            if verdict["status"] != 200:
                self._log.error(
                    f"{self.what.capitalize()} do SKU {verdict['sku']}: a loja recusou: {verdict['detail']}"
                )
        return sum(verdict["status"] == 200 for verdict in verdicts)

    def _verdicts(self, rows: Sequence[Record]) -> list[Record]:
        """What the store says of each row; a call that is refused whole stops nothing of what comes after it."""
        try:
            return self._send(rows)
        except (NotFound, Rejected) as error:
            skus = ", ".join(row["sku"] for row in rows)
            self._log.error(f"{self.what.capitalize()} dos SKUs {skus}: a loja recusou: {error}.")
            return []

    def _value(self, bearer: Record, external_id: str) -> Record | None:
        raise NotImplementedError

    def _send(self, rows: Sequence[Record]) -> list[Record]:
        raise NotImplementedError


def _behind(products: Sequence[Record], done: Sequence[Id]) -> list[Record]:
    """The products that come after the last of a page that was done."""
    places = (place for place, product in enumerate(products, start=1) if product["id"] in done)
    return list(products[max(places, default=0) :])


class StockReconciliation(Reconciliation):
    """The stock of every linked product (U3)."""

    what = "estoque"

    def _value(self, bearer: Record, external_id: str) -> Record | None:
        quantity = self._values.quantity(external_id)
        return None if quantity == bearer["stock_quantity"] else {"quantity": quantity}

    def _send(self, rows: Sequence[Record]) -> list[Record]:
        return self._store.set_stock(rows)


class PriceReconciliation(Reconciliation):
    """The prices of every linked product (U4)."""

    what = "preços"

    def _value(self, bearer: Record, external_id: str) -> Record | None:
        try:
            prices = self._values.prices(external_id)
        except ValuesMissing as missing:
            self._log.error(f"Preço do SKU {bearer['sku']} não atualizado: {missing}.")
            return None
        return None if prices is None or prices == {name: bearer[name] for name in prices} else prices

    def _send(self, rows: Sequence[Record]) -> list[Record]:
        return self._store.set_prices(rows)
