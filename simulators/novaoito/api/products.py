"""Products, categories, brands and attributes (novaoito §2.3 Catalogue, §2.4)."""

from homologa.simulators.kernel.operations import Call
from homologa.simulators.kernel.store import Document
from homologa.simulators.novaoito.api.registry import NO_CONTENT, operation, paged
from homologa.simulators.novaoito.rules import catalogue, categories, products, vocabulary
from homologa.simulators.novaoito.wire import Answer

SOURCE = "§2.3 Catalogue, §2.4"
READ, WRITE = "products:read", "products:write"


@operation("products.list", "GET", "/products", source=SOURCE, scope=READ)
def list_products(call: Call) -> Answer:
    """Products, filtered and sorted."""
    rows = catalogue.search(call.work, call.data.parameters)
    return paged(call, rows, lambda product: catalogue.shown(call.work, product))


@operation("products.create", "POST", "/products", source=SOURCE, scope=WRITE, body="required")
def create_product(call: Call) -> Answer:
    """Create a product."""
    return _shown(call, products.create(call.work, call.data.body), 201)


@operation("products.by_sku", "GET", "/products/by-sku/<path:sku>", source=SOURCE, scope=READ)
def product_by_sku(call: Call) -> Answer:
    """The one product that bears this SKU."""
    return _shown(call, catalogue.by_sku(call.work, call.request.arguments["sku"]))


@operation("products.get", "GET", "/products/<int:id>", source=SOURCE, scope=READ)
def get_product(call: Call) -> Answer:
    """One product."""
    return _shown(call, products.get(call.work, call.request.arguments["id"]))


@operation("products.replace", "PUT", "/products/<int:id>", source=SOURCE, scope=WRITE, body="required")
def replace_product(call: Call) -> Answer:
    """Replace a product."""
    return _shown(call, products.replace(call.work, call.request.arguments["id"], call.data.body))


@operation("products.change", "PATCH", "/products/<int:id>", source=SOURCE, scope=WRITE, body="required")
def change_product(call: Call) -> Answer:
    """Change some fields of a product."""
    return _shown(call, products.change(call.work, call.request.arguments["id"], call.data.body))


@operation("products.delete", "DELETE", "/products/<int:id>", source=SOURCE, scope=WRITE)
def delete_product(call: Call) -> Answer:
    """Delete a product and its links."""
    products.remove(call.work, call.request.arguments["id"])
    return Answer(NO_CONTENT)


@operation("products.images", "PUT", "/products/<int:id>/images", source=SOURCE, scope=WRITE, body="required")
def replace_images(call: Call) -> Answer:
    """Replace the images of a product."""
    return _shown(call, products.replace_images(call.work, call.request.arguments["id"], call.data.body))


@operation("categories.list", "GET", "/categories", source=SOURCE, scope=READ)
def list_categories(call: Call) -> Answer:
    """Categories by id."""
    return paged(call, categories.search(call.work, call.data.parameters), dict)


@operation("categories.create", "POST", "/categories", source=SOURCE, scope=WRITE, body="required")
def create_category(call: Call) -> Answer:
    """Create a category."""
    return Answer(201, categories.create(call.work, call.data.body))


@operation("categories.get", "GET", "/categories/<int:id>", source=SOURCE, scope=READ)
def get_category(call: Call) -> Answer:
    """One category."""
    return Answer(200, categories.get(call.work, call.request.arguments["id"]))


@operation("brands.list", "GET", "/brands", source=SOURCE, scope=READ)
def list_brands(call: Call) -> Answer:
    """Brands by id."""
    return paged(call, vocabulary.brands(call.work, call.data.parameters), dict)


@operation("attributes.list", "GET", "/attributes", source=SOURCE, scope=READ)
def list_attributes(call: Call) -> Answer:
    """Attributes by id, with the values that products have."""
    return paged(call, vocabulary.attributes(call.work, call.data.parameters), dict)


def _shown(call: Call, product: Document, status: int = 200) -> Answer:
    call.subject = product["sku"] or ""
    return Answer(status, catalogue.shown(call.work, product))
