"""Products: what is written, and the SKU that has to be unique (novaoito §2.4, facts 6 to 9)."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from simulators.kernel.store import Document
from simulators.kernel.work import Work
from simulators.novaoito.errors import NotFound, SkuAlreadyExists, ValidationFailed
from simulators.novaoito.rules import categories, eligibility, shapes
from simulators.novaoito.rules.tables import BEARERS, LINKS, PRODUCTS, moment

REQUIRED = ("sku", "name")
FIRST_ID = 1001
UNREACHABLE = ".invalid"
"""Hosts under this domain never exist (RFC 2606): their images cannot be downloaded."""


def create(work: Work, given: Any) -> Document:
    """Add a product; raises ValidationFailed or SkuAlreadyExists."""
    shapes.product(REQUIRED).check(given)
    product = _new(work, _written(given), work.actor)
    _check(work, product, before=None)
    _add(work, product)
    work.emit("product.created", id=product["id"])
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
    return _rewrite(work, before, {"slug": slug(fields["name"]), **defaults(), **fields})


def change(work: Work, product_id: int, given: Any) -> Document:
    """Write some fields of a product; raises as `create`, and NotFound."""
    before = get(work, product_id)
    shapes.product().check(given)
    return _rewrite(work, before, _written(given))


def remove(work: Work, product_id: int) -> None:
    """Delete a product, and its link with it; raises NotFound."""
    product = get(work, product_id)
    _forget_bearers(work, product_id)
    for link in work.documents(LINKS).find("product_id = ?", (product_id,)):
        work.documents(LINKS).remove(link["id"])
    work.documents(PRODUCTS).remove(product["id"])
    work.emit("product.deleted", id=product_id)


def get(work: Work, product_id: int) -> Document:
    """One product; raises NotFound."""
    found = work.documents(PRODUCTS).get(product_id) if 0 < product_id <= shapes.MAX_ID else None
    if found is None:
        raise NotFound("Não há este produto.")
    return found


def defaults() -> Document:
    """The fields of a product of which nothing else is known."""
    absent = (
        *("short_description", "description", "price", "special_price", "special_from", "special_to", "cost"),
        *("weight", "width", "height", "length", "gtin", "ncm", "cest", "origin", "unit", "brand"),
    )
    return {
        **dict.fromkeys(absent),
        "type": "simple",
        "status": "active",
        "visibility": "catalog_search",
        "category_ids": [],
        "manage_stock": True,
        "stock_quantity": 0,
        "availability": {"type": "immediate"},
        "images": [],
        "attributes": [],
        "variants": [],
    }


def slug(name: str) -> str:
    """A name as it stands in an address: `Camiseta Básica` becomes `camiseta-basica`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "produto"


def _written(given: Mapping[str, Any]) -> Document:
    return {name: value for name, value in given.items() if name not in shapes.READ_ONLY}


def _new(work: Work, fields: Document, created_by: str) -> Document:
    now = moment(work)
    product = {
        "id": work.next_id("product", FIRST_ID),
        "slug": slug(fields["name"]),
        **defaults(),
        **fields,
        **eligibility.UNTRIED,
        "created_by": created_by,
        "created_at": now,
        "updated_at": now,
    }
    return _completed(work, product, {})


def _rewrite(work: Work, before: Document, fields: Document) -> Document:
    known = {variant["sku"]: variant["id"] for variant in before["variants"]}
    after = _completed(work, {**before, **fields, "updated_at": moment(work)}, known)
    _check(work, after, before)
    eligibility.settle(after)
    work.documents(PRODUCTS).put(after)
    _forget_bearers(work, after["id"])
    _note_bearers(work, after)
    work.emit("product.updated", id=after["id"])
    return after


def _completed(work: Work, product: Document, variant_ids: Mapping[str | None, int]) -> Document:
    reachable = [image for image in product["images"] if not _is_unreachable(image["url"])]
    lost = [image["url"] for image in product["images"] if _is_unreachable(image["url"])]
    return {
        **product,
        "availability": {"lead_days": None, "release_date": None, **product["availability"]},
        "images": reachable,
        "warnings": [f"A imagem {url} não pôde ser baixada." for url in lost],
        "variants": [_variant(work, variant, variant_ids) for variant in product["variants"]],
    }


def _variant(work: Work, given: Document, ids: Mapping[str | None, int]) -> Document:
    usual = {"price": None, "special_price": None, "stock_quantity": 0, "gtin": None, "status": "active"}
    known = ids.get(given["sku"])
    return {**usual, **given, "id": work.next_id("variant") if known is None else known}


def _is_unreachable(url: str) -> bool:
    return (urlsplit(url).hostname or "").endswith(UNREACHABLE)


def _check(work: Work, after: Document, before: Document | None) -> None:
    _check_values(work, after)
    kept = Counter(_skus(before) if before else ())
    for sku, times in Counter(_skus(after)).items():
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


def _skus(product: Document) -> list[str]:
    return [bearer["sku"] for bearer in (product, *product["variants"]) if bearer["sku"] is not None]


def _is_taken(work: Work, sku: str, product_id: int) -> bool:
    return work.documents(BEARERS).count("sku = ? AND product_id != ?", (sku, product_id)) > 0


def _add(work: Work, product: Document) -> None:
    eligibility.settle(product)
    work.documents(PRODUCTS).add(product)
    _note_bearers(work, product)


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
