"""One SKU whose stock or price changed in the ERP."""

from collections.abc import Sequence
from typing import Any

from homologa.sync.core.engine import Flow
from homologa.sync.core.errors import NotFound, Rejected
from homologa.sync.core.log import Log
from homologa.sync.core.memory import Memory
from homologa.sync.core.names import Name
from homologa.sync.core.ports import ValuesMissing, ValueSource, ValueStorefront

Record = dict[str, Any]


class Change(Flow):
    """Work whose key is the SKU of the mapping; the same change may be announced any number of times."""

    def __init__(self, store: ValueStorefront, values: ValueSource, erp: Name, memory: Memory, log: Log) -> None:
        self._store = store
        self._values = values
        self._erp = erp
        self._memory = memory
        self._log = log

    def run(self, key: str) -> None:
        """Read the present value, and write it in the store if it is another."""
        bearer = self._bearer(key)
        if bearer is None:
            self._log.warning(f"O SKU {key} não está vinculado {self._erp.to}: aviso ignorado.")
            return
        try:
            self._write(bearer, str(bearer["external_id"]))
        except NotFound:
            self._log.warning(f"O produto do SKU {key} não está mais em um dos lados.")

    def _write(self, bearer: Record, external_id: str) -> None:
        raise NotImplementedError

    def _bearer(self, sku: str) -> Record | None:
        """The product or variant that bears the SKU, with the ERP's id; None when it is not linked."""
        try:
            product = self._store.product_by_sku(sku)
            link = self._store.link_in(product)
            if not link["active"]:
                return None
            if product["sku"] == sku:
                return {**product, "external_id": link["external_id"]}
            link = self._store.link_of(product["id"])
        except NotFound:
            return None
        variant = next((each for each in product["variants"] if each["sku"] == sku), None)
        ids = {each["variant_id"]: each["external_id"] for each in link.get("variants") or []}
        if variant is None or ids.get(variant["id"]) is None:
            return None
        return {**variant, "external_id": ids[variant["id"]]}


class StockChange(Change):
    """The stock of a SKU (U3)."""

    def _write(self, bearer: Record, external_id: str) -> None:
        quantity = self._values.quantity(external_id)
        if quantity != bearer["stock_quantity"]:
            _demand(self._store.set_stock([{"sku": bearer["sku"], "quantity": quantity}]))
            self._log.info(f"Estoque do SKU {bearer['sku']}: {quantity:g}.")


class PriceChange(Change):
    """The prices of a SKU (U4)."""

    def _write(self, bearer: Record, external_id: str) -> None:
        self._values.forget()
        try:
            prices = self._values.prices(external_id)
        except ValuesMissing as missing:
            self._log.error(f"Preço do SKU {bearer['sku']} não atualizado: {missing}.")
            return
        if prices is None:
            self._log.warning(f"O preço do SKU {bearer['sku']} {self._erp.at} não é válido; o da loja fica.")
        elif prices != {name: bearer[name] for name in prices}:
            _demand(self._store.set_prices([{"sku": bearer["sku"], **prices}]))
            self._log.info(f"Preço do SKU {bearer['sku']}: {prices['price']:.2f}.")


def _demand(verdicts: Sequence[Record]) -> None:
    """Raise Rejected when the store refused a row."""
    for verdict in verdicts:
        if verdict["status"] != 200:
            raise Rejected(str(verdict["code"]), [f"{verdict['sku']}: {verdict['detail']}"])
