"""The shapes of what may be written, one judge per operation's body (novaoito §2.3, §2.4)."""

import functools
from types import MappingProxyType

from simulators.novaoito.rules.validation import Judge, Schema

LONGEST_SKU = 64
MAX_ID = 9_007_199_254_740_991
SCOPES = (
    "products:read",
    "products:write",
    "stock:write",
    "orders:read",
    "orders:write",
    "customers:read",
    "erp:manage",
    "webhooks:manage",
)
EVENTS = (
    "product.created",
    "product.updated",
    "product.deleted",
    "stock.updated",
    "order.created",
    "order.paid",
    "order.updated",
    "order.canceled",
    "order.shipped",
    "erp.job.requested",
    "erp.job.finished",
    "app.test.requested",
    "app.uninstalled",
)
ORDER_STATUSES = (
    "pending_payment",
    "payment_review",
    "paid",
    "processing",
    "invoiced",
    "shipped",
    "delivered",
    "refunded",
    "canceled",
)
VISIBILITIES = MappingProxyType({"not_visible": 1, "catalog": 2, "search": 3, "catalog_search": 4})
AUTOMATIC = ("products", "stock", "prices", "orders_in", "order_updates", "tickets")
RECEIVERS = ("product", "stock", "price", "tracking", "invoice", "order-status")
READ_ONLY = (
    "id",
    "status_label",
    "visibility_code",
    "visibility_label",
    "erp",
    "warnings",
    "created_at",
    "updated_at",
)
URL_PATTERN = r"^https?://[^\s/]+"
FLAG: Schema = {"type": "boolean"}


@functools.cache
def product(required: tuple[str, ...] = ()) -> Judge:
    """A product as it may be written; POST and PUT require fields, PATCH and old data none."""
    properties = {**_texts(), **_numbers(), **_choices(), **_lists(), **_anything(READ_ONLY)}
    return Judge(_record(properties, required))


@functools.cache
def category() -> Judge:
    """A new category."""
    parent = {"type": ["integer", "null"], "minimum": 1, "maximum": MAX_ID}
    return Judge(_record({"name": _filled(120), "parent_id": parent}, ("name",)))


@functools.cache
def installation() -> Judge:
    """The wishes of an installation."""
    scopes = {"type": "array", "uniqueItems": True, "minItems": 1, "items": {"enum": list(SCOPES)}}
    return Judge(_record({"scopes": scopes}))


@functools.cache
def settings() -> Judge:
    """Settings of the Tiny ERP app."""
    positive = {"type": ["integer", "null"], "minimum": 1, "maximum": MAX_ID}
    fields = {
        "cnpj": {"type": ["string", "null"], "pattern": "^([0-9]{11}|[0-9]{14})$"},
        "integrator_id": positive,
        "tiny_token": {"type": ["string", "null"], "pattern": r"^\S+$", "maxLength": 200},
        "automatic": _record(dict.fromkeys(AUTOMATIC, FLAG)),
        "default_visibility": {"enum": list(VISIBILITIES)},
        "import_status": {"enum": list(ORDER_STATUSES)},
        "auto_send_orders": FLAG,
        "stock_source": {"enum": ["erp", "store"]},
        "price_list": positive,
    }
    return Judge(_record(fields))


@functools.cache
def receivers() -> Judge:
    """The URLs that the merchant pastes in Tiny."""
    url = {"type": ["string", "null"], "format": "uri", "pattern": URL_PATTERN, "maxLength": 2000}
    return Judge(_record({"receivers": _record(dict.fromkeys(RECEIVERS, url))}, ("receivers",)))


@functools.cache
def test_answer() -> Judge:
    """The app's answer to a test of the connection."""
    return Judge(_record({"ok": FLAG, "account_name": _text(255), "message": _text(1000)}, ("ok",)))


@functools.cache
def job_request() -> Judge:
    """The request of an integration job."""
    ids = {"type": "array", "minItems": 1, "maxItems": 10_000, "uniqueItems": True, "items": _id()}
    fields = {
        "system": {"enum": ["tiny"]},
        "operation": {"enum": ["send", "map"]},
        "scope": {"enum": ["pending", "selection"]},
        "product_ids": ids,
        "dry_run": FLAG,
    }
    by_scope = {
        "if": {"properties": {"scope": {"const": "selection"}}},
        "then": {"required": ["product_ids"]},
        "else": {"properties": {"product_ids": False}},
    }
    return Judge({**_record(fields, ("system", "operation", "scope")), **by_scope})


@functools.cache
def job_report() -> Judge:
    """Results of items of a job."""
    result = {
        "product_id": _id(),
        "result": {"enum": ["created", "linked", "skipped", "failed"]},
        "code": _machine_word(),
        "message": _text(2000),
        "external_id": {"type": ["string", "null"], "minLength": 1, "maxLength": 64},
    }
    items = {
        "type": "array",
        "minItems": 1,
        "maxItems": 100,
        "items": _record(result, ("product_id", "result")),
    }
    return Judge(_record({"results": items}, ("results",)))


@functools.cache
def job_finish() -> Judge:
    """The end of a job."""
    return Judge(_record({"failed": {**_text(1000), "minLength": 1}, "code": _machine_word()}))


@functools.cache
def link() -> Judge:
    """A link of a product to the other system."""
    external = {"type": "string", "minLength": 1, "maxLength": 64}
    return Judge(
        _record({"external_id": external, "mapping_id": _text(64), "external_sku": _text(64)}, ("external_id",))
    )


@functools.cache
def subscription() -> Judge:
    """A new subscription."""
    url = {"type": "string", "format": "uri", "pattern": URL_PATTERN, "maxLength": 2000}
    return Judge(_record({"event": {"enum": list(EVENTS)}, "url": url}, ("event", "url")))


def _record(properties: Schema, required: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _anything(names: tuple[str, ...]) -> Schema:
    return {name: {} for name in names}


def _id() -> Schema:
    return {"type": "integer", "minimum": 1, "maximum": MAX_ID}


def _filled(most: int) -> Schema:
    return {"type": "string", "minLength": 1, "maxLength": most, "pattern": r"\S"}


def _text(most: int) -> Schema:
    return {"type": ["string", "null"], "maxLength": most}


def _machine_word() -> Schema:
    return {**_text(64), "pattern": "^[a-z][a-z0-9_]*$"}


def _number(most: float, least: float = 0) -> Schema:
    return {"type": ["number", "null"], "minimum": least, "maximum": most}


def _quantity() -> Schema:
    return {"type": "number", "minimum": -999_999_999, "maximum": 999_999_999}


def _texts() -> Schema:
    return {
        "sku": _filled(LONGEST_SKU),
        "name": _filled(255),
        "slug": {"type": "string", "minLength": 1, "maxLength": 255},
        "short_description": _text(2000),
        "description": _text(100_000),
        "gtin": {**_text(14), "pattern": "^[0-9]*$"},
        "ncm": _text(10),
        "cest": _text(10),
        "unit": _text(10),
        "brand": _text(120),
    }


def _numbers() -> Schema:
    money, measure = _number(999_999_999.99), _number(999_999.999)
    moment = {"type": ["string", "null"], "format": "date-time"}
    return {
        **dict.fromkeys(("price", "special_price", "cost"), money),
        **dict.fromkeys(("weight", "width", "height", "length"), measure),
        **dict.fromkeys(("special_from", "special_to"), moment),
        "origin": {"type": ["integer", "null"], "minimum": 0, "maximum": 8},
        "stock_quantity": _quantity(),
        "manage_stock": FLAG,
    }


def _choices() -> Schema:
    availability = {
        "type": {"enum": ["immediate", "made_to_order", "pre_order"]},
        "lead_days": {"type": ["integer", "null"], "minimum": 0, "maximum": 9999},
        "release_date": {"type": ["string", "null"], "format": "date"},
    }
    return {
        "type": {"enum": ["simple", "configurable"]},
        "status": {"enum": ["active", "inactive"]},
        "visibility": {"enum": list(VISIBILITIES)},
        "availability": _record(availability, ("type",)),
    }


def _lists() -> Schema:
    url = {"type": "string", "format": "uri", "pattern": URL_PATTERN, "maxLength": 2000}
    value = {"type": "string", "maxLength": 1000}
    attribute = {"name": {"type": "string", "minLength": 1, "maxLength": 120}, "value": value}
    return {
        "category_ids": {"type": "array", "uniqueItems": True, "maxItems": 100, "items": _id()},
        "images": {"type": "array", "maxItems": 100, "items": _record({"url": url}, ("url",))},
        "attributes": {"type": "array", "maxItems": 200, "items": _record(attribute, ("name", "value"))},
        "variants": {"type": "array", "maxItems": 500, "items": _variant()},
    }


def _variant() -> Schema:
    word = {"type": "string", "minLength": 1, "maxLength": 120}
    option = _record({"name": word, "value": word}, ("name", "value"))
    fields = {
        "id": {},
        "sku": _filled(LONGEST_SKU),
        "options": {"type": "array", "minItems": 1, "maxItems": 10, "items": option},
        "price": _number(999_999_999.99),
        "special_price": _number(999_999_999.99),
        "stock_quantity": _quantity(),
        "gtin": {**_text(14), "pattern": "^[0-9]*$"},
        "status": {"enum": ["active", "inactive"]},
    }
    return _record(fields, ("sku", "options"))
