"""Every linked product brought to what Tiny says now, started by hand; goes on from where it stopped."""

from typing import Any

from homologa.sync.clients.novaoito import Novaoito
from homologa.sync.core.engine import Flow
from homologa.sync.core.errors import NotFound
from homologa.sync.core.log import Log
from homologa.sync.flows.values.tiny_values import PriceListMissing, TinyValues, stock_kind
from homologa.sync.memory import Memory

Record = dict[str, Any]

LINKED = {"filter[erp_status][tiny]": "linked"}


class Reconciliation(Flow):
    """Work whose key is the id of the run; pages of linked products, the values of each page written at once."""

    what = ""

    def __init__(self, store: Novaoito, values: TinyValues, memory: Memory, log: Log) -> None:
        self._store = store
        self._values = values
        self._memory = memory
        self._log = log

    def run(self, key: str) -> None:
        """Read and compare page by page."""
        name = f"reconciliation:{key}"
        state: Record = self._memory.get(name) or {"page": 1, "done": [], "rows": [], "written": 0}
        while state["page"] is not None:
            products, pages = self._store.products(state["page"], **LINKED)
            for product in products:
                if product["id"] not in state["done"]:
                    state["rows"] += self._differences(product)
                    state["done"].append(product["id"])
                    self._memory.set(**{name: state})
            self._write(state["rows"])
            following = state["page"] + 1 if state["page"] < pages else None
            state = {"page": following, "done": [], "rows": [], "written": state["written"] + len(state["rows"])}
            self._memory.set(**{name: state})
        self._log.info(f"Reconciliação de {self.what} encerrada: {state['written']} valor(es) atualizado(s).")

    def _differences(self, product: Record) -> list[Record]:
        """The rows to write of a product and its variants."""
        link = self._store.link_of(product["id"])
        ids = {each["variant_id"]: each["external_id"] for each in link.get("variants") or []}
        bearers = [(product, link["external_id"]), *((each, ids.get(each["id"])) for each in product["variants"])]
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
            self._log.warning(f"O produto do SKU {bearer['sku']} não está mais no Tiny.")
            return None

    def _value(self, bearer: Record, external_id: str) -> Record | None:
        raise NotImplementedError

    def _write(self, rows: list[Record]) -> None:
        raise NotImplementedError


class StockReconciliation(Reconciliation):
    """The stock of every linked product (U3)."""

    what = "estoque"

    def _value(self, bearer: Record, external_id: str) -> Record | None:
        quantity = self._values.quantity(external_id, stock_kind(self._memory))
        return None if quantity == bearer["stock_quantity"] else {"quantity": quantity}

    def _write(self, rows: list[Record]) -> None:
        for start in range(0, len(rows), 200):
            self._store.set_stock(rows[start : start + 200])


class PriceReconciliation(Reconciliation):
    """The prices of every linked product (U4)."""

    what = "preços"

    def _value(self, bearer: Record, external_id: str) -> Record | None:
        try:
            prices = self._values.prices(external_id)
        except PriceListMissing as missing:
            self._log.error(f"Preço do SKU {bearer['sku']} não atualizado: {missing}.")
            return None
        return None if prices is None or prices == {name: bearer[name] for name in prices} else prices

    def _write(self, rows: list[Record]) -> None:
        for start in range(0, len(rows), 200):
            self._store.set_prices(rows[start : start + 200])
