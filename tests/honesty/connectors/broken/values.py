"""Stock and prices that reach the wrong place, or that keep what is over."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from broken.fault import Fault
from homologa.sync.core.rules.money import CENT
from homologa.sync.flows.values import PriceChange, StockChange
from homologa.sync.flows.values.change import Change
from homologa.sync.platforms.novaoito import Novaoito
from homologa.sync.platforms.tiny.client import RECORDS, Tiny
from homologa.sync.platforms.tiny.notifications import ValueNotice, parse_value_notice
from homologa.sync.platforms.tiny.pricing import PriceList, ValueRules
from homologa.sync.platforms.tiny.values import TinyValues

Record = dict[str, Any]
INTEGRATION = "homologa.sync.integrations.novaoito.integration"
VALUES = "homologa.sync.platforms.tiny.values.ValueRules"


class OfProductsAlone(Change):
    """Knows products, and no variants."""

    def _bearer(self, sku: str) -> Record | None:
        bearer = super()._bearer(sku)
        return bearer if bearer is not None and "variants" in bearer else None


class OfTheParent(Change):
    """Writes to the product what is told of its variant."""

    def _bearer(self, sku: str) -> Record | None:
        bearer = super()._bearer(sku)
        if bearer is None or "variants" in bearer:
            return bearer
        return {**self._store.product_by_sku(sku), "external_id": bearer["external_id"]}


class OfProductsOnSale(Change):
    """Follows what is on sale alone."""

    def _bearer(self, sku: str) -> Record | None:
        bearer = super()._bearer(sku)
        return bearer if bearer is not None and bearer.get("status") == "active" else None


class ReconcilesWhatIsOnSale(Novaoito):
    """Looks through what is on sale alone."""

    def linked_products(self, page: int) -> tuple[list[Record], int]:
        """A page without the products that are not on sale."""
        products, pages = super().linked_products(page)
        return [product for product in products if product["status"] == "active"], pages


def instead(kind: type[Change]) -> Mapping[str, type[Change]]:
    """Changes of stock and prices of this kind."""
    stock, price = type("Stock", (kind, StockChange), {}), type("Price", (kind, PriceChange), {})
    return {f"{INTEGRATION}.StockChange": stock, f"{INTEGRATION}.PriceChange": price}


class AnyPromotion(ValueRules):
    """Writes a promotional price that is no lower than the price."""

    def prices(
        self, record: Mapping[str, Any], mapping: Mapping[str, Any], list_: PriceList | None, exception: Record | None
    ) -> Record | None:
        """The prices as Tiny has them."""
        found = super().prices(record, mapping, list_, exception)
        return found and {**found, "special_price": float(record["preco_promocional"] or 0) or None}


class WholeUnits(ValueRules):
    """Sells whole units alone."""

    def quantity(self, kind: str, balance: Record) -> float:
        """The balance without its fraction."""
        return float(int(super().quantity(kind, balance)))


class NoDebts(ValueRules):
    """Takes what is below zero for zero."""

    def quantity(self, kind: str, balance: Record) -> float:
        """The balance, 0 at the least."""
        return max(0.0, super().quantity(kind, balance))


class FirstDeposit(ValueRules):
    """Takes what lies in one deposit for all there is."""

    def quantity(self, kind: str, balance: Record) -> float:
        """The balance of the first deposit."""
        first = balance["depositos"][0]["deposito"]
        return super().quantity(kind, {**balance, "saldo": first["saldo"]})


class ExceptionOfAnyone(Tiny):
    """Takes an exception of the price list for that of every product."""

    def price_exception(self, list_id: int, product_id: str) -> Record | None:
        """The first exception of the list."""
        rows, _ = self._page("listas.precos.excecoes.php", RECORDS, 1, idListaPreco=str(list_id))
        return next(iter(rows), None)


class Resurrects(StockChange):
    """Registers whatever the store has not and a stock notice is about."""

    def run(self, key: str) -> None:
        """Create the product first when it is gone."""
        if self._bearer(key) is None:
            self._store.create_product({"sku": key, "name": key, "price": 1})


def by_code(kind: str, dados: Mapping[str, Any]) -> ValueNotice:
    """What a notice is about, by Tiny's own code."""
    return parse_value_notice(kind, {name: value for name, value in dados.items() if name != "skuMapeamento"})


def half_even(value: Decimal) -> Decimal:
    """An amount to the cent, as banks of other countries round."""
    return value.quantize(CENT, ROUND_HALF_EVEN)


class KeepsThePromotion(PriceChange):
    """Never ends a promotion."""

    def _write(self, bearer: Record, external_id: str) -> None:
        prices = self._values.prices(external_id)
        if prices is not None:
            kept = {name: value for name, value in prices.items() if value is not None}
            self._store.set_prices([{"sku": bearer["sku"], **kept}])


class KnowsItsList(TinyValues):
    """Takes the percentage of a price list for what it was at first."""

    def forget(self) -> None:
        """Nothing."""


class ResetsHowItSells(Novaoito):
    """Writes how the merchant sells along with each balance."""

    def set_stock(self, rows: Sequence[Record]) -> list[Record]:
        """Write balances of what is counted and never sold beyond it."""
        return super().set_stock([{**row, "manage_stock": True, "backorders": False} for row in rows])


class OncePerSku(Change):
    """Takes the second notice of a SKU for the first, which came again."""

    def run(self, key: str) -> None:
        """Do nothing for a SKU of which it was told before."""
        name = f"seen:{type(self).__name__}:{key}"
        if self._memory.get(name) is None:
            super().run(key)
            self._memory.set(**{name: True})


class WholeRecord(Novaoito):
    """Writes prices as a record of the product that has nothing else."""

    def set_prices(self, rows: Sequence[Record]) -> list[Record]:
        """Put each product anew."""
        for row in rows:
            product = self.product_by_sku(row["sku"])
            self._object("PUT", f"/products/{product['id']}", json={"name": product["name"], **row})
        return [{**row, "status": 200} for row in rows]


FAULTS = {
    "once_a_sku": Fault(instead=instead(OncePerSku)),
    "values_of_products_alone": Fault(instead=instead(OfProductsAlone)),
    "values_of_the_parent": Fault(instead=instead(OfTheParent)),
    "any_promotion": Fault(instead={VALUES: AnyPromotion}),
    "no_debts": Fault(instead={VALUES: NoDebts}),
    "prices_as_a_record": Fault(instead={f"{INTEGRATION}.Novaoito": WholeRecord}),
    "exception_of_anyone": Fault(instead={f"{INTEGRATION}.Tiny": ExceptionOfAnyone}),
    "first_deposit": Fault(instead={VALUES: FirstDeposit}),
    "resurrects": Fault(instead={f"{INTEGRATION}.StockChange": Resurrects}),
    "rounds_half_even": Fault(instead={"homologa.sync.platforms.tiny.pricing.to_cents": half_even}),
    "reconciles_what_is_on_sale": Fault(instead={f"{INTEGRATION}.Novaoito": ReconcilesWhatIsOnSale}),
    "values_of_what_is_on_sale": Fault(instead=instead(OfProductsOnSale)),
    "values_by_code": Fault(instead={f"{INTEGRATION}.parse_value_notice": by_code}),
    "knows_its_list": Fault(instead={f"{INTEGRATION}.TinyValues": KnowsItsList}),
    "resets_how_it_sells": Fault(instead={f"{INTEGRATION}.Novaoito": ResetsHowItSells}),
    "whole_units": Fault(instead={VALUES: WholeUnits}),
    "keeps_the_promotion": Fault(instead={f"{INTEGRATION}.PriceChange": KeepsThePromotion}),
}
