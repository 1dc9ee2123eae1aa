"""The parts of which shapes are made, and what the whole store agrees on."""

from types import MappingProxyType

from homologa.simulators.kernel import tax_ids
from homologa.simulators.novaoito.rules.validation import Schema

LONGEST_SKU = 64
MOST_VARIANTS = 500
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
VISIBILITIES = MappingProxyType({"not_visible": 1, "catalog": 2, "search": 3, "catalog_search": 4})
AUTOMATIC = ("products", "stock", "prices", "orders_in", "order_updates", "tickets")
ADDRESS = ("recipient", "zip_code", "street", "number", "complement", "neighborhood", "city", "state")
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
URL_PATTERN = r"^https?://([^\s/?#@]*@)?(\[[0-9A-Fa-f:.]+\]|[^\s/?#@:\[\]]+)(:[0-9]*)?([/?#]|$)"
"""An address of http or https that has a host."""
FLAG: Schema = {"type": "boolean"}
MOMENT: Schema = {"type": ["string", "null"], "format": "date-time"}


def record(properties: Schema, required: tuple[str, ...] = ()) -> Schema:
    """An object with these fields and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def anything(names: tuple[str, ...]) -> Schema:
    """Fields that may hold anything."""
    return {name: {} for name in names}


def id() -> Schema:
    """The id of something."""
    return {"type": "integer", "minimum": 1, "maximum": MAX_ID}


def filled(most: int) -> Schema:
    """A text that is not all blank."""
    return {"type": "string", "minLength": 1, "maxLength": most, "pattern": r"\S"}


def sku() -> Schema:
    """A SKU that is referred to: old data may have a blank one."""
    return {"type": "string", "minLength": 1, "maxLength": LONGEST_SKU}


def text(most: int) -> Schema:
    """A text that may be null."""
    return {"type": ["string", "null"], "maxLength": most}


def machine_word() -> Schema:
    """A word of a machine, in lower case."""
    return {**text(64), "pattern": "^[a-z][a-z0-9_]*$"}


def document() -> Schema:
    """A CPF or CNPJ without its mask, that may be null."""
    return {"type": ["string", "null"], "pattern": f"^({tax_ids.CPF.pattern}|{tax_ids.CNPJ.pattern})$"}


def email() -> Schema:
    """An e-mail address."""
    return {"type": "string", "format": "email", "maxLength": 255}


def url() -> Schema:
    """A URL of http or https that may be null."""
    return {"type": ["string", "null"], "format": "uri", "pattern": URL_PATTERN, "maxLength": 2000}


def remark() -> Schema:
    """What is said with a change of an order."""
    return {"comment": text(2000), "notify_customer": FLAG}


def amount() -> Schema:
    """Money that has to be there."""
    return {**number(999_999_999.99), "type": "number"}


def number(most: float, least: float = 0) -> Schema:
    """A number that may be null."""
    return {"type": ["number", "null"], "minimum": least, "maximum": most}
