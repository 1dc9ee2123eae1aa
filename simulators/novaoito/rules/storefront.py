"""What shoppers see: where a product shows by its visibility, at what price it sells (novaoito §2.4; facts 8, 47)."""

import unicodedata
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from homologa.simulators.kernel.store import Document
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.errors import NotFound
from homologa.simulators.novaoito.rules import catalogue, categories, products, settings, shapes
from homologa.simulators.novaoito.rules.pages import Page, Rows
from homologa.simulators.novaoito.rules.tables import PRODUCTS
from homologa.simulators.novaoito.rules.validation import refuse

LISTED = ("catalog", "catalog_search")
SEARCHED = ("search", "catalog_search")
REACHED = (*LISTED, "search")
LONGEST_SEARCH = 200
SHOWN = ("id", "sku", "name", "short_description", "description", "brand", "images", "category_ids", "availability")


def listing(work: Work, parameters: Mapping[str, Any]) -> Rows:
    """The catalogue, or one category with all below it; raises ValidationFailed, and NotFound for no category."""
    page = Page.from_query(parameters)
    found = _shown_in(work, LISTED)
    asked = parameters.get("category")
    if asked is not None:
        category = categories.get(work, int(asked) if _is_id(asked) else 0)
        within = categories.below(work, category["id"])
        found = [product for product in found if within.intersection(product["category_ids"])]
    return page.within(found)


def search(work: Work, parameters: Mapping[str, Any]) -> Rows:
    """Products whose name or SKU has every word of `q`, in any case and with or without accents.

    Raises ValidationFailed. How the real search matches is not known [inferred].
    """
    asked = parameters.get("q", "")
    if not 0 < len(asked) <= LONGEST_SEARCH:
        raise refuse("q", f"informe o que procurar, com até {LONGEST_SEARCH} caracteres")
    found = [product for product in _shown_in(work, SEARCHED) if _has(product, _words(asked))]
    return Page.from_query(parameters).within(found)


def page(work: Work, product_id: int) -> Document:
    """The product of a direct address; raises NotFound where shoppers may not see it."""
    product = products.get(work, product_id)
    if not is_reached(product):
        raise NotFound("Não há este produto na loja.", hint=_why_hidden(product))
    return product


def is_listed(product: Document) -> bool:
    """Whether listings show the product."""
    return product["status"] == "active" and product["visibility"] in LISTED


def is_searched(product: Document) -> bool:
    """Whether the search finds the product."""
    return product["status"] == "active" and product["visibility"] in SEARCHED


def is_reached(product: Document) -> bool:
    """Whether the product's own address answers."""
    return product["status"] == "active" and product["visibility"] in REACHED


def for_sale(work: Work, sku: str) -> tuple[Document, Document]:
    """The product that can be bought by this SKU, and what of it bears it: itself or an active variant.

    Raises NotFound, SkuNotUnique, or ValidationFailed for what comes in variants only, has no price, or costs nothing.
    """
    product, bearer = catalogue.bearer(work, sku)
    if not is_reached(product) or bearer["status"] != "active":
        raise NotFound(f"O SKU {sku} não está à venda: {_why_hidden(product)}.")
    if bearer is product and product["variants"]:
        raise refuse("items", f"o produto {sku} só se compra por uma de suas variações")
    if not is_priced(product, bearer, work.now):
        raise refuse("items", f"o SKU {sku} está sem preço, e não se vende")
    return product, bearer


def is_priced(product: Document, bearer: Document, now: datetime) -> bool:
    """Whether one costs something: what has no price, or costs 0, is not for sale."""
    return bool(unit_price(product, bearer, now))


def unit_price(product: Document, bearer: Document, now: datetime) -> float | None:
    """What one costs now."""
    price, special = selling(product, bearer, now)
    return price if special is None else special


def selling(product: Document, bearer: Document, now: datetime) -> tuple[float | None, float | None]:
    """The price, and the special price if one holds now; a variant without a price of its own has the product's."""
    source = product if bearer["price"] is None else bearer
    special = source["special_price"] if _is_between(product["special_from"], now, product["special_to"]) else None
    return source["price"], special


def shown(work: Work, product: Document) -> Document:
    """A product as the storefront shows it."""
    variants = active_variants(product)
    bearers = variants or [product]
    return {
        **{name: product[name] for name in SHOWN},
        "url": f"https://{settings.host(work)}/p/{product['id']}",
        **_priced(product, product, work.now),
        "for_sale": any(is_priced(product, bearer, work.now) for bearer in bearers),
        "in_stock": any(is_in_stock(product, bearer) for bearer in bearers),
        "variants": [
            {
                **{name: variant[name] for name in ("id", "sku", "options")},
                **_priced(product, variant, work.now),
                "for_sale": is_priced(product, variant, work.now),
                "in_stock": is_in_stock(product, variant),
            }
            for variant in variants
        ],
    }


def active_variants(product: Document) -> list[Document]:
    """The variants that can be chosen."""
    return [variant for variant in product["variants"] if variant["status"] == "active"]


def is_in_stock(product: Document, bearer: Document) -> bool:
    """Whether one can be had at once, or may be ordered beyond what there is."""
    return not product["manage_stock"] or product["backorders"] or bearer["stock_quantity"] > 0


def _shown_in(work: Work, visibilities: tuple[str, ...]) -> list[Document]:
    marks = ", ".join("?" * len(visibilities))
    return work.documents(PRODUCTS).find(f"status = 'active' AND visibility IN ({marks})", visibilities)


def _why_hidden(product: Document) -> str:
    if product["status"] != "active":
        return "o produto está Inativo"
    return f"a visibilidade do produto é “{catalogue.VISIBILITY_LABELS[product['visibility']]}”"


def _has(product: Document, words: list[str]) -> bool:
    text = " ".join(_words(f"{product['name']} {product['sku'] or ''}"))
    return all(word in text for word in words)


def _words(text: str) -> list[str]:
    """The words of a text without case and accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign)).split()


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and int(text[:17]) <= shapes.MAX_ID


def _is_between(first: str | None, now: datetime, last: str | None) -> bool:
    return (first is None or _moment(first) <= now) and (last is None or now <= _moment(last))


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _priced(product: Document, bearer: Document, now: datetime) -> Document:
    price, special = selling(product, bearer, now)
    return {"price": price, "special_price": special}
