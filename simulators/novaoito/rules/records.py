"""What a product's document consists of, before anything is stored (novaoito §2.4)."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from homologa.simulators.kernel.store import Document
from homologa.simulators.kernel.work import Work

UNREACHABLE = ".invalid"
"""Hosts under this domain never exist (RFC 2606): their images cannot be downloaded."""
VARIANT = MappingProxyType(
    {"price": None, "special_price": None, "stock_quantity": 0, "gtin": None, "status": "active"}
)
"""A variant of which nothing else is known."""
STOCK = ("stock_quantity", "manage_stock", "backorders")


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


def completed(work: Work, fields: Document, present: Sequence[Document] = ()) -> Document:
    """Written fields with all that follows from them; an entry of `variants` that is `present` by SKU keeps its id."""
    whole = dict(fields)
    if "availability" in fields:
        whole["availability"] = {"lead_days": None, "release_date": None, **fields["availability"]}
    if "images" in fields:
        lost = [image["url"] for image in fields["images"] if _is_unreachable(image["url"])]
        whole["images"] = [image for image in fields["images"] if image["url"] not in lost]
        whole["warnings"] = [f"A imagem {url} não pôde ser baixada." for url in lost]
    if "variants" in fields:
        whole["variants"] = _identified(work, fields["variants"], present)
    return whole


def variant(work: Work, given: Document) -> Document:
    """A variant that is new."""
    return {**VARIANT, **given, "id": work.next_id("variant")}


def skus(product: Document) -> list[str]:
    """Every SKU of a product, its own and those of its variants."""
    return [bearer["sku"] for bearer in (product, *product["variants"]) if bearer["sku"] is not None]


def has_other_stock(before: Document, after: Document) -> bool:
    """Whether stock differs, of the product or of a variant that both have."""
    quantities = {variant["id"]: variant["stock_quantity"] for variant in before["variants"]}
    moved = (variant["stock_quantity"] != quantities.get(variant["id"], variant["stock_quantity"])
             for variant in after["variants"])  # fmt: skip
    return any(before[name] != after[name] for name in STOCK) or any(moved)


def has_other_record(before: Document, after: Document) -> bool:
    """Whether anything but stock differs."""
    return _without_stock(before) != _without_stock(after)


def _without_stock(product: Document) -> Document:
    variants = [{**variant, "stock_quantity": None} for variant in product["variants"]]
    return {**product, "variants": variants, **dict.fromkeys(STOCK)}


def _identified(work: Work, given: Sequence[Document], present: Sequence[Document]) -> list[Document]:
    known: dict[Any, list[int]] = defaultdict(list)
    for each in present:
        known[each["sku"]].append(each["id"])
    return [
        {**VARIANT, **each, "id": known[each["sku"]].pop(0)} if known[each["sku"]] else variant(work, each)
        for each in given
    ]


def _is_unreachable(url: str) -> bool:
    return (urlsplit(url).hostname or "").endswith(UNREACHABLE)
