"""The variants of a product, one by one (novaoito §2.3 Catalogue, §2.4)."""

from typing import Any

from homologa.simulators.kernel.store import Document
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.errors import NotFound
from homologa.simulators.novaoito.rules import products, records, shapes
from homologa.simulators.novaoito.rules.validation import refuse


def everything(work: Work, product_id: int) -> list[Document]:
    """The variants of a product in its own order; raises NotFound."""
    found: list[Document] = products.get(work, product_id)["variants"]
    return found


def get(work: Work, product_id: int, variant_id: int) -> Document:
    """One variant; raises NotFound."""
    found = next((each for each in everything(work, product_id) if each["id"] == variant_id), None)
    if found is None:
        raise NotFound("Não há esta variação no produto.")
    return found


def create(work: Work, product_id: int, given: Any) -> Document:
    """Add a variant to a configurable product; raises NotFound, ValidationFailed, SkuAlreadyExists."""
    product = products.get(work, product_id)
    shapes.variant().check(given)
    if len(product["variants"]) >= shapes.MOST_VARIANTS:
        raise refuse("body", f"o produto já tem {shapes.MOST_VARIANTS} variações")
    made = records.variant(work, given)
    products.keep(work, product, {"variants": [*product["variants"], made]})
    return made


def replace(work: Work, product_id: int, variant_id: int, given: Any) -> Document:
    """Write a variant anew, also with another SKU; what is left out takes its default. Raises as `create`."""
    get(work, product_id, variant_id)
    shapes.variant().check(given)
    product = products.get(work, product_id)
    written = {**records.VARIANT, **given, "id": variant_id}
    variants = [written if each["id"] == variant_id else each for each in product["variants"]]
    products.keep(work, product, {"variants": variants})
    return written


def remove(work: Work, product_id: int, variant_id: int) -> None:
    """Delete a variant, and its link with it; raises NotFound."""
    get(work, product_id, variant_id)
    product = products.get(work, product_id)
    left = [each for each in product["variants"] if each["id"] != variant_id]
    products.keep(work, product, {"variants": left})
