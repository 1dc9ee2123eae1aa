"""What may be written of products, their stock and prices, and categories."""

import functools

from homologa.simulators.novaoito.rules.shapes.parts import (
    FLAG,
    LONGEST_SKU,
    MAX_ID,
    MOMENT,
    MOST_VARIANTS,
    READ_ONLY,
    URL_PATTERN,
    VISIBILITIES,
    anything,
    filled,
    id,
    number,
    record,
    sku,
    text,
)
from homologa.simulators.novaoito.rules.validation import Judge, Schema


@functools.cache
def product(required: tuple[str, ...] = ()) -> Judge:
    """A product as it may be written; POST and PUT require fields, PATCH and old data none."""
    properties = {**_texts(), **_numbers(), **_choices(), **_lists(), **anything(READ_ONLY)}
    return Judge(record(properties, required))


@functools.cache
def variant() -> Judge:
    """A variant, written on its own."""
    return Judge(_variant())


@functools.cache
def images() -> Judge:
    """The images of a product."""
    return Judge(record({"images": _lists()["images"]}, ("images",)))


@functools.cache
def stock() -> Judge:
    """The stock of a SKU."""
    fields = {"sku": {}, "quantity": _quantity(), "manage_stock": FLAG, "backorders": FLAG}
    return Judge(record(fields, ("quantity",)))


@functools.cache
def prices() -> Judge:
    """The prices of a SKU."""
    amounts = dict.fromkeys(("price", "special_price"), number(999_999_999.99))
    period = dict.fromkeys(("special_from", "special_to"), MOMENT)
    return Judge(record({"sku": {}, **amounts, **period}, ("price", "special_price")))


@functools.cache
def bulk() -> Judge:
    """Rows that are judged one by one; what all of them need is their SKU."""
    row = {"type": "object", "properties": {"sku": sku()}, "required": ["sku"]}
    return Judge(record({"items": {"type": "array", "minItems": 1, "maxItems": 200, "items": row}}, ("items",)))


@functools.cache
def category() -> Judge:
    """A new category."""
    parent = {"type": ["integer", "null"], "minimum": 1, "maximum": MAX_ID}
    return Judge(record({"name": filled(120), "parent_id": parent}, ("name",)))


def _texts() -> Schema:
    return {
        "sku": filled(LONGEST_SKU),
        "name": filled(255),
        "slug": {"type": "string", "minLength": 1, "maxLength": 255},
        "short_description": text(2000),
        "description": text(100_000),
        "gtin": {**text(14), "pattern": "^[0-9]*$"},
        "ncm": text(10),
        "cest": text(10),
        "unit": text(10),
        "brand": text(120),
    }


def _numbers() -> Schema:
    money, measure = number(999_999_999.99), number(999_999.999)
    return {
        **dict.fromkeys(("price", "special_price", "cost"), money),
        **dict.fromkeys(("weight", "width", "height", "length"), measure),
        **dict.fromkeys(("special_from", "special_to"), MOMENT),
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
        "availability": record(availability, ("type",)),
    }


def _lists() -> Schema:
    url = {"type": "string", "format": "uri", "pattern": URL_PATTERN, "maxLength": 2000}
    value = {"type": "string", "maxLength": 1000}
    attribute = {"name": {"type": "string", "minLength": 1, "maxLength": 120}, "value": value}
    return {
        "category_ids": {"type": "array", "uniqueItems": True, "maxItems": 100, "items": id()},
        "images": {"type": "array", "maxItems": 100, "items": record({"url": url}, ("url",))},
        "attributes": {"type": "array", "maxItems": 200, "items": record(attribute, ("name", "value"))},
        "variants": {"type": "array", "maxItems": MOST_VARIANTS, "items": _variant()},
    }


def _variant() -> Schema:
    word = {"type": "string", "minLength": 1, "maxLength": 120}
    option = record({"name": word, "value": word}, ("name", "value"))
    fields = {
        "id": {},
        "sku": filled(LONGEST_SKU),
        "options": {"type": "array", "minItems": 1, "maxItems": 10, "items": option},
        "price": number(999_999_999.99),
        "special_price": number(999_999_999.99),
        "stock_quantity": _quantity(),
        "gtin": {**text(14), "pattern": "^[0-9]*$"},
        "status": {"enum": ["active", "inactive"]},
    }
    return record(fields, ("sku", "options"))


def _quantity() -> Schema:
    return {"type": "number", "minimum": -999_999_999, "maximum": 999_999_999}
