"""Values that change on the way, and products of the same SKU that are not counted."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from broken.fault import Fault
from homologa.sync.flows.products.store_products import StoreProducts
from homologa.sync.integrations.novaoito.rules import ProductRules

Record = dict[str, Any]
GRAMS = 1000
SHORT = 255


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


class CutsWhatItSends(ProductRules):
    """Sends as much of a description as a short column holds."""

    def full_record(self, product: Record, categories: Mapping[int, str]) -> Record:
        """The record with the beginning of its description."""
        text = product["description"]
        return super().full_record({**product, "description": text and text[:SHORT]}, categories)


class CutsWhatItReceives(ProductRules):
    """Keeps as much of a description as a short column holds."""

    def store_record(self, dados: Record) -> Record:
        """The record with the beginning of its description."""
        record = super().store_record(dados)
        return {**record, "description": record["description"][:SHORT]} if "description" in record else record


class SendsOneImage(ProductRules):
    """Sends the first image alone."""

    def full_record(self, product: Record, categories: Mapping[int, str]) -> Record:
        """The record with one image."""
        return super().full_record({**product, "images": product["images"][:1]}, categories)


class ReceivesOneImage(ProductRules):
    """Keeps the first image alone."""

    def store_record(self, dados: Record) -> Record:
        """The record with one image."""
        record = super().store_record(dados)
        return {**record, "images": record["images"][:1]}


class BareImages(ProductRules):
    """Takes the query of an image's address for no part of it."""

    def store_record(self, dados: Record) -> Record:
        """The record with shorter addresses."""
        record = super().store_record(dados)
        return {**record, "images": [{"url": image["url"].partition("?")[0]} for image in record["images"]]}


class ReceivesNoDebts(ProductRules):
    """Takes a balance below zero for zero when it creates a product."""

    def store_record(self, dados: Record) -> Record:
        """The record with a stock of 0 at the least."""
        record = super().store_record(dados)
        return {**record, "stock_quantity": max(0.0, record.get("stock_quantity", 0.0))}


class CollapsesBlanks(ProductRules):
    """Compares SKUs, and sends them, with single blanks."""

    def key(self, sku: Any) -> str:
        """The SKU with its blanks collapsed."""
        return " ".join(super().key(sku).split())


class NoPreOrders(ProductRules):
    """Knows no product that is to be released."""

    def full_record(self, product: Record, categories: Mapping[int, str]) -> Record:
        """The record of a product by the availabilities that it knows."""
        lead_days = product["availability"]["lead_days"]
        known = {"immediate": None, "made_to_order": lead_days}
        ahead = {**product["availability"], "lead_days": known[product["availability"]["type"]]}
        return super().full_record({**product, "availability": ahead}, categories)


class SendsPlainVariants(ProductRules):
    """Sends variants without their promotions."""

    def full_record(self, product: Record, categories: Mapping[int, str]) -> Record:
        """The record whose variations have no promotional price."""
        variants = [{**variant, "special_price": None} for variant in product["variants"]]
        return super().full_record({**product, "variants": variants}, categories)


class ReceivesWithout(ProductRules):
    """Receives variations without one of their values."""

    def __init__(self, field: str) -> None:
        super().__init__()
        self._field = field

    def _variant(self, row: Record) -> Record:
        return {name: value for name, value in super()._variant(row).items() if name != self._field}


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
    "cuts_what_it_sends": Fault(CutsWhatItSends),
    "cuts_what_it_receives": Fault(CutsWhatItReceives),
    "sends_one_image": Fault(SendsOneImage),
    "receives_one_image": Fault(ReceivesOneImage),
    "bare_images": Fault(BareImages),
    "receives_no_debts": Fault(ReceivesNoDebts),
    "collapses_blanks": Fault(CollapsesBlanks),
    "no_pre_orders": Fault(NoPreOrders),
    "sends_plain_variants": Fault(SendsPlainVariants),
    "receives_variants_without_price": Fault(partial(ReceivesWithout, "price")),
    "receives_variants_without_promotion": Fault(partial(ReceivesWithout, "special_price")),
    "receives_variants_without_stock": Fault(partial(ReceivesWithout, "stock_quantity")),
}
