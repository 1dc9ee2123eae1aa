"""What a purchase takes off the stock, and what its cancellation gives back (novaoito §5, fact 44).

A product whose stock is not managed keeps its own [inferred].
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from homologa.simulators.kernel.store import Document
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.rules import catalogue, products
from homologa.simulators.novaoito.rules.tables import PRODUCTS
from homologa.simulators.novaoito.rules.validation import refuse


def available(bearer: Mapping[str, Any]) -> float:
    """What there is to sell of a product or a variant: a negative balance is shown and sold as 0 (fact 47)."""
    quantity: float = bearer["stock_quantity"]
    return max(0, quantity)


def changed_by(product: Mapping[str, Any]) -> str:
    """Who changed the stock of a product, or of any of its variants, the last time: with its creation, its creator."""
    who: str = product.get("stock_changed_by", product["created_by"])
    return who


def take(work: Work, items: Iterable[Mapping[str, Any]]) -> list[Document]:
    """Take off the stock what is bought; each item has `sku` and `quantity`.

    Gives what was taken, by product and variant. Raises ValidationFailed for more than there is where the product is
    not sold beyond its stock, NotFound, SkuNotUnique.
    """
    wanted: Counter[str] = Counter()
    for item in items:
        wanted[item["sku"]] += item["quantity"]
    taken = [_take(work, sku, quantity) for sku, quantity in wanted.items()]
    return [each for each in taken if each is not None]


def give_back(work: Work, taken: Iterable[Document]) -> None:
    """Put back what `take` gave, but for what is no longer in the catalogue."""
    for each in taken:
        product = work.documents(PRODUCTS).get(each["product_id"])
        if product is not None:
            _move(work, product, each["variant_id"], each["quantity"])


def _take(work: Work, sku: str, quantity: int) -> Document | None:
    product, bearer = catalogue.bearer(work, sku)
    if not product["manage_stock"]:
        return None
    there = available(bearer)
    if quantity > there and not product["backorders"]:
        raise refuse("items", f"do SKU {sku} há {there:g} em estoque, e o pedido quer {quantity}")
    variant_id = None if bearer is product else bearer["id"]
    _move(work, product, variant_id, -quantity)
    return {"product_id": product["id"], "variant_id": variant_id, "quantity": quantity}


def _move(work: Work, product: Document, variant_id: int | None, by: int) -> None:
    if variant_id is None:
        products.keep(work, product, {"stock_quantity": _moved(product, by)})
        return
    variants = [
        {**each, "stock_quantity": _moved(each, by)} if each["id"] == variant_id else each
        for each in product["variants"]
    ]
    products.keep(work, product, {"variants": variants})


def _moved(bearer: Document, by: int) -> float:
    total = Decimal(str(bearer["stock_quantity"])) + by
    return int(total) if total == int(total) else float(total)
