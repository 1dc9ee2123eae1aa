"""Products: what is written, and the SKU that has to be unique (novaoito §2.4, facts 6 to 9)."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.store import Document
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.errors import NotFound, SkuAlreadyExists, ValidationFailed
from homologa.simulators.novaoito.rules import categories, eligibility, records, shapes, vocabulary
from homologa.simulators.novaoito.rules.tables import BEARERS, LINKS, PRODUCTS, VARIANT_LINKS, moment

REQUIRED = ("sku", "name")
FIRST_ID = 1001


def create(work: Work, given: Any) -> Document:
    """Add a product; raises ValidationFailed or SkuAlreadyExists."""
    shapes.product(REQUIRED).check(given)
    product = _new(work, _written(given), work.actor)
    _check(work, product, before=None)
    _add(work, product)
    work.emit("product.created", id=product["id"], subject=product["sku"])
    return product


def load(work: Work, given: Mapping[str, Any]) -> Document:
    """Add a product of old data, whose SKU may be missing, blank or repeated; raises ValidationFailed."""
    variants = [{**variant, "sku": "-"} for variant in given.get("variants", ())]
    shapes.product(("name",)).check({**given, "sku": "-", **({"variants": variants} if variants else {})})
    product = _new(work, {"sku": None, **_written(given)}, "carga")
    _check_values(work, product)
    _add(work, product)
    return product


def replace(work: Work, product_id: int, given: Any) -> Document:
    """Write a whole product anew; what is left out takes its default. Raises as `create`, and NotFound."""
    before = get(work, product_id)
    shapes.product(REQUIRED).check(given)
    fields = _written(given)
    whole = {"slug": records.slug(fields["name"]), **records.defaults(), **fields}
    return keep(work, before, records.completed(work, whole, before["variants"]))


def change(work: Work, product_id: int, given: Any) -> Document:
    """Write some fields of a product; raises as `create`, and NotFound."""
    before = get(work, product_id)
    shapes.product().check(given)
    return keep(work, before, records.completed(work, _written(given), before["variants"]))


def replace_images(work: Work, product_id: int, given: Any) -> Document:
    """Write the whole list of images; raises NotFound, ValidationFailed."""
    before = get(work, product_id)
    shapes.images().check(given)
    return keep(work, before, records.completed(work, given))


def keep(work: Work, before: Document, fields: Document) -> Document:
    """Store complete fields over `before` and tell of what changed; what changes nothing leaves no trace [inferred].

    Raises SkuAlreadyExists, ValidationFailed.
    """
    after = {**before, **fields}
    if after == before:
        return before
    _check(work, after, before)
    stock, record = records.has_other_stock(before, after), records.has_other_record(before, after)
    after["updated_at"] = moment(work)
    if stock:
        after["stock_changed_by"] = work.actor
    eligibility.settle(after)
    work.documents(PRODUCTS).put(after)
    _forget_bearers(work, after["id"])
    _note_bearers(work, after)
    _unlink_variants(work, before, after)
    vocabulary.note(work, after)
    for event, is_due in (("stock.updated", stock), ("product.updated", record)):
        if is_due:
            work.emit(event, id=after["id"], subject=after["sku"])
    return after


def remove(work: Work, product_id: int) -> None:
    """Delete a product, and its links with it; raises NotFound."""
    product = get(work, product_id)
    _forget_bearers(work, product_id)
    for links in map(work.documents, (LINKS, VARIANT_LINKS)):
        for link in links.find("product_id = ?", (product_id,)):
            links.remove(link["id"])
    work.documents(PRODUCTS).remove(product["id"])
    work.emit("product.deleted", id=product_id, subject=product["sku"])


def get(work: Work, product_id: int) -> Document:
    """One product; raises NotFound."""
    found = work.documents(PRODUCTS).get(product_id) if 0 < product_id <= shapes.MAX_ID else None
    if found is None:
        raise NotFound("Não há este produto.")
    return found


def _written(given: Mapping[str, Any]) -> Document:
    return {name: value for name, value in given.items() if name not in shapes.READ_ONLY}


def _new(work: Work, fields: Document, created_by: str) -> Document:
    now = moment(work)
    return {
        "id": work.next_id("product", FIRST_ID),
        "slug": records.slug(fields["name"]),
        "backorders": False,
        **records.completed(work, {**records.defaults(), **fields}),
        **eligibility.UNTRIED,
        "created_by": created_by,
        "created_at": now,
        "updated_at": now,
    }


def _check(work: Work, after: Document, before: Document | None) -> None:
    _check_values(work, after)
    kept = Counter(records.skus(before) if before else ())
    for sku, times in Counter(records.skus(after)).items():
        if times > max(1, kept[sku]) or (not kept[sku] and _is_taken(work, sku, after["id"])):
            raise SkuAlreadyExists(f"Já existe um produto com o SKU {sku}.")


def _check_values(work: Work, product: Document) -> None:
    errors: dict[str, list[str]] = {}
    if product["variants"] and product["type"] != "configurable":
        errors["variants"] = ["só um produto do tipo configurable tem variações"]
    for place in categories.missing(work, product["category_ids"]):
        errors[f"category_ids.{place}"] = ["não há esta categoria"]
    if errors:
        raise ValidationFailed(errors)


def _is_taken(work: Work, sku: str, product_id: int) -> bool:
    return work.documents(BEARERS).count("sku = ? AND product_id != ?", (sku, product_id)) > 0


def _add(work: Work, product: Document) -> None:
    eligibility.settle(product)
    work.documents(PRODUCTS).add(product)
    _note_bearers(work, product)
    vocabulary.note(work, product)


def _note_bearers(work: Work, product: Document) -> None:
    bearers = work.documents(BEARERS)
    own = {"id": f"p{product['id']}", "sku": product["sku"], "product_id": product["id"]}
    bearers.add(own)
    for variant in product["variants"]:
        bearers.add({"id": f"v{variant['id']}", "sku": variant["sku"], "product_id": product["id"]})


def _forget_bearers(work: Work, product_id: int) -> None:
    bearers = work.documents(BEARERS)
    for bearer in bearers.find("product_id = ?", (product_id,)):
        bearers.remove(bearer["id"])


def _unlink_variants(work: Work, before: Document, after: Document) -> None:
    """A variant that is gone frees its link."""
    gone = {variant["id"] for variant in before["variants"]} - {variant["id"] for variant in after["variants"]}
    links = work.documents(VARIANT_LINKS)
    for link in links.find("product_id = ?", (after["id"],)) if gone else ():
        if link["variant_id"] in gone:
            links.remove(link["id"])
