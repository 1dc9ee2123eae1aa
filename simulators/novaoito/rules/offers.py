"""Stock and prices of whatever bears a SKU, be it a product or a variant (novaoito §2.3 Catalogue, stock, prices).

`manage_stock`, `backorders` and the dates of a special price are the product's: written by the SKU of a variant they
hold for all of it [inferred].
"""

from collections.abc import Callable, Mapping
from typing import Any

from homologa.simulators.kernel.store import Document
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.errors import NovaoitoError
from homologa.simulators.novaoito.rules import catalogue, products, shapes

Write = Callable[[Work, str, Any], Document]
SWITCHES = ("manage_stock", "backorders")
AMOUNTS = ("price", "special_price")
PERIOD = ("special_from", "special_to")


def stock(work: Work, sku: str) -> Document:
    """The stock of the one bearer of this SKU; raises NotFound, SkuNotUnique."""
    product, bearer = catalogue.bearer(work, sku)
    return {"sku": sku, "quantity": bearer["stock_quantity"], **{name: product[name] for name in SWITCHES}}


def set_stock(work: Work, sku: str, given: Any) -> Document:
    """Write the stock of a SKU; a switch left out is kept. Raises ValidationFailed, NotFound, SkuNotUnique."""
    shapes.stock().check(given)
    _write(work, sku, {"stock_quantity": given["quantity"]}, _of(given, SWITCHES))
    return stock(work, sku)


def prices(work: Work, sku: str) -> Document:
    """The prices of the one bearer of this SKU; raises NotFound, SkuNotUnique."""
    product, bearer = catalogue.bearer(work, sku)
    return {"sku": sku, **_of(bearer, AMOUNTS), **_of(product, PERIOD)}


def set_prices(work: Work, sku: str, given: Any) -> Document:
    """Write the prices of a SKU; a date left out is kept. Raises ValidationFailed, NotFound, SkuNotUnique."""
    shapes.prices().check(given)
    _write(work, sku, _of(given, AMOUNTS), _of(given, PERIOD))
    return prices(work, sku)


def in_bulk(work: Work, given: Any, write: Write) -> tuple[list[Document], list[str]]:
    """Write up to 200 rows, each on its own: a verdict per row, and what to tell the caller of those refused.

    Raises ValidationFailed when the rows are no list, or have no SKU.
    """
    shapes.bulk().check(given)
    verdicts: list[Document] = []
    hints: list[str] = []
    for row in given["items"]:
        refusal = _refusal(work, row, write)
        verdicts.append(_verdict(row["sku"], refusal))
        if refusal is not None:
            hints.append(f"SKU {row['sku']}: {refusal.hint}")
    return verdicts, hints


def _refusal(work: Work, row: Mapping[str, Any], write: Write) -> NovaoitoError | None:
    try:
        with work.savepoint():
            write(work, row["sku"], {name: value for name, value in row.items() if name != "sku"})
    except NovaoitoError as refusal:
        return refusal
    return None


def _verdict(sku: str, refusal: NovaoitoError | None) -> Document:
    if refusal is None:
        return {"sku": sku, "status": 200, "code": None, "detail": None}
    return {"sku": sku, "status": int(refusal.status), "code": refusal.code, "detail": refusal.message}


def _write(work: Work, sku: str, own: Document, shared: Document) -> None:
    """Write fields of what bears the SKU, and fields that its whole product shares."""
    product, bearer = catalogue.bearer(work, sku)
    if bearer is product:
        products.keep(work, product, {**own, **shared})
        return
    variants = [{**each, **own} if each["id"] == bearer["id"] else each for each in product["variants"]]
    products.keep(work, product, {**shared, "variants": variants})


def _of(document: Mapping[str, Any], names: tuple[str, ...]) -> Document:
    return {name: document[name] for name in names if name in document}
