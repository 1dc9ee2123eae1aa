"""Values that change on the way, and products of the same SKU that are not counted."""

from collections.abc import Mapping, Sequence
from typing import Any

from broken.fault import Fault
from homologa.sync.flows.products.store_products import StoreProducts
from homologa.sync.integrations.novaoito.rules import ProductRules

Record = dict[str, Any]
GRAMS = 1000


class AlwaysAPromotion(ProductRules):
    """Writes the promotional price that Tiny does not have as 0."""

    def store_record(self, dados: Record) -> Record:
        """The record with a promotion always."""
        return {"special_price": 0.0, **super().store_record(dados)}


class SendsGrams(ProductRules):
    """Takes kilograms for grams on the way to Tiny."""

    def full_record(self, product: Record, categories: Mapping[int, str]) -> Record:
        """The record of a product a thousand times as heavy."""
        weight = product["weight"]
        return super().full_record({**product, "weight": weight and weight * GRAMS}, categories)


class ReceivesGrams(ProductRules):
    """Takes kilograms for grams on the way to the store."""

    def store_record(self, dados: Record) -> Record:
        """The record of a product a thousand times as heavy."""
        record = super().store_record(dados)
        return {**record, "weight": record["weight"] * GRAMS} if "weight" in record else record


class DropsFractions(ProductRules):
    """Rounds what Tiny says to whole units."""

    def store_record(self, dados: Record) -> Record:
        """The record without fractions of its stock and price."""
        record = super().store_record(dados)
        return record | {name: float(int(record[name])) for name in ("price", "stock_quantity") if name in record}


class OnlyActiveOfTheStore(StoreProducts):
    """Counts the products on sale alone when it looks for a SKU twice."""

    def is_repeated(self, product: Mapping[str, Any], sku: str) -> bool:
        """Whether another active product bears the SKU."""
        active = self._store.products(1, **{"filter[status]": "active"})[0]
        bearers = [each["id"] for row in active for each in (row, *row["variants"]) if each["sku"] == sku]
        return len(bearers) > 1


class OnlyActiveOfTheErp(ProductRules):
    """Takes an inactive product of Tiny into account only when there is no other."""

    def choose(self, matches: Sequence[Record]) -> Record | None:
        """The one active match or, without any, what it would choose."""
        active = [row for row in matches if row.get("situacao") == "A"]
        return super().choose(active or matches)


class CodesAsNumbers(ProductRules):
    """Reads codes as numbers, and so drops the zeros before them."""

    def full_record(self, product: Record, categories: Mapping[int, str]) -> Record:
        """The record with shorter codes."""
        gtin = product["gtin"]
        return super().full_record({**product, "gtin": gtin and str(int(gtin))}, categories)


class EscapesTexts(ProductRules):
    """Writes texts as if they were HTML."""

    def full_record(self, product: Record, categories: Mapping[int, str]) -> Record:
        """The record with its name and description escaped."""
        texts = {name: _escaped(product[name]) for name in ("name", "description")}
        return super().full_record({**product, **texts}, categories)


class StripsMarkup(ProductRules):
    """Takes the tags out of texts of Tiny."""

    def store_record(self, dados: Record) -> Record:
        """The record with no marks."""
        record = super().store_record(dados)
        return record | {name: record[name].replace("<", "").replace(">", "") for name in ("name",)}


class TidiesTextsUp(ProductRules):
    """Tidies texts up while it maps."""

    def echo(self, record: Record) -> Record:
        """The record with its texts collapsed."""
        echoed = super().echo(record)
        return {name: " ".join(value.split()) if isinstance(value, str) else value for name, value in echoed.items()}


class RoundsTheStock(ProductRules):
    """Sends whole units alone."""

    def full_record(self, product: Record, categories: Mapping[int, str]) -> Record:
        """The record with its stock rounded."""
        return super().full_record({**product, "stock_quantity": round(product["stock_quantity"])}, categories)


class JoinsCategories(ProductRules):
    """Sends all categories of a product as one."""

    def full_record(self, product: Record, categories: Mapping[int, str]) -> Record:
        """The record with a category that the store has not."""
        paths = [categories[key] for key in product["category_ids"]]
        return super().full_record(product, categories) | ({"categoria": " >> ".join(paths)} if paths else {})


class ReceivesCodesAsNumbers(ProductRules):
    """Reads codes of Tiny as numbers, and so drops the zeros before them."""

    def store_record(self, dados: Record) -> Record:
        """The record with shorter codes."""
        record = super().store_record(dados)
        return {**record, "gtin": str(int(record["gtin"]))} if "gtin" in record else record


class RoundsTheCost(ProductRules):
    """Takes the cost in whole reais."""

    def store_record(self, dados: Record) -> Record:
        """The record with a rounded cost."""
        record = super().store_record(dados)
        return {**record, "cost": float(round(record["cost"]))} if "cost" in record else record


class PlainBrands(ProductRules):
    """Takes of a brand what ASCII has."""

    def store_record(self, dados: Record) -> Record:
        """The record with a poorer brand."""
        record = super().store_record(dados)
        brand = record.get("brand", "").encode("ascii", "ignore").decode()
        return {**record, "brand": brand} if brand else record


def _escaped(text: str | None) -> str | None:
    return text and text.replace("&", "&amp;").replace("<", "&lt;")


FAULTS = {
    "always_a_promotion": Fault(AlwaysAPromotion),
    "sends_grams": Fault(SendsGrams),
    "receives_grams": Fault(ReceivesGrams),
    "drops_fractions": Fault(DropsFractions),
    "only_active_of_the_store": Fault(
        instead={"homologa.sync.flows.products.examining.StoreProducts": OnlyActiveOfTheStore}
    ),
    "only_active_of_the_erp": Fault(OnlyActiveOfTheErp),
    "codes_as_numbers": Fault(CodesAsNumbers),
    "escapes_texts": Fault(EscapesTexts),
    "strips_markup": Fault(StripsMarkup),
    "tidies_texts_up": Fault(TidiesTextsUp),
    "rounds_the_stock": Fault(RoundsTheStock),
    "joins_categories": Fault(JoinsCategories),
    "receives_codes_as_numbers": Fault(ReceivesCodesAsNumbers),
    "rounds_the_cost": Fault(RoundsTheCost),
    "plain_brands": Fault(PlainBrands),
}
