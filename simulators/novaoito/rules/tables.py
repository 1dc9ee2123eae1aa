"""What the store keeps: one collection per noun."""

from homologa.simulators.kernel.store import Collection
from homologa.simulators.kernel.work import Work

PRODUCTS = Collection(
    "products",
    {
        "sku": str,
        "name": str,
        "status": str,
        "visibility": str,
        "erp_status": str,
        "failing": int,
        "created_at": str,
        "updated_at": str,
    },
    indexes=(("erp_status",), ("updated_at",)),
)
BEARERS = Collection(
    "bearers",
    {"sku": str, "product_id": int},
    indexes=(("sku",), ("product_id",)),
    key_type=str,
)
"""Which products and variants bear a SKU; old data may hold one twice."""
CATEGORIES = Collection("categories", {"name": str, "parent_id": int}, indexes=(("name",),))
LINKS = Collection(
    "links",
    {"system": str, "product_id": int, "external_id": str},
    unique=(("system", "product_id"), ("system", "external_id")),
    key_type=str,
)
VARIANT_LINKS = Collection(
    "variant_links",
    {"system": str, "product_id": int, "variant_id": int, "external_id": str},
    indexes=(("product_id",),),
    unique=(("system", "variant_id"), ("system", "external_id")),
    key_type=str,
)
BRANDS = Collection("brands", {"name": str}, unique=(("name",),))
ATTRIBUTES = Collection("attributes", {"name": str}, unique=(("name",),))
CUSTOMERS = Collection(
    "customers",
    {"name": str, "email": str, "document": str, "created_at": str, "updated_at": str},
    indexes=(("document",), ("email",), ("updated_at",)),
)
ORDERS = Collection(
    "orders",
    {"number": str, "status": str, "customer_id": int, "placed_at": str, "updated_at": str},
    indexes=(("status",), ("updated_at",), ("customer_id",)),
    unique=(("number",),),
)
JOBS = Collection("jobs", {"status": str, "number": int}, indexes=(("status",), ("number",)), key_type=str)
ITEMS = Collection(
    "items",
    {"job_id": str, "product_id": int, "result": str},
    indexes=(("job_id", "result"),),
    unique=(("job_id", "product_id"),),
)
APPS = Collection("apps", key_type=str)
TESTS = Collection("tests", {"status": str, "number": int}, indexes=(("number",),), key_type=str)
SUBSCRIPTIONS = Collection("subscriptions", {"event": str, "active": int}, indexes=(("event",),))
DELIVERIES = Collection(
    "deliveries",
    {"subscription_id": int, "number": int, "status": str, "event": str},
    indexes=(("subscription_id", "number"),),
    key_type=str,
)
ALL = (
    *(PRODUCTS, BEARERS, CATEGORIES, BRANDS, ATTRIBUTES, CUSTOMERS, ORDERS),
    *(LINKS, VARIANT_LINKS, JOBS, ITEMS, APPS, TESTS, SUBSCRIPTIONS, DELIVERIES),
)


def moment(work: Work) -> str:
    """The present moment as the store writes it: ISO 8601 with offset, to the second."""
    return work.now.isoformat(timespec="seconds")
