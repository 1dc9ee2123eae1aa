"""The pages that shoppers see: listing, search, a product's own address (novaoito §2.4, fact 8)."""

from collections.abc import Callable

from homologa.simulators.kernel.errors import Fidelity
from homologa.simulators.kernel.operations import Call, Handler, Registry
from homologa.simulators.novaoito.api.registry import paged
from homologa.simulators.novaoito.rules import storefront
from homologa.simulators.novaoito.wire import Answer

STOREFRONT = Registry()
PREFIX = "/loja/<store_id>"
"""What stands before an address where the host does not name the store."""


def _page(name: str, path: str) -> Callable[[Handler], Handler]:
    source = "novaoito §2.4 Visibility"
    return STOREFRONT.operation(name, "GET", path, PREFIX + path, source=source, fidelity=Fidelity.RECONSTRUCTED)


@_page("storefront.catalog", "/catalog")
def list_catalog(call: Call) -> Answer:
    """The listing, of everything or of one category."""
    rows = storefront.listing(call.work, call.data.parameters)
    return paged(call, rows, lambda product: storefront.shown(call.work, product))


@_page("storefront.search", "/search")
def search(call: Call) -> Answer:
    """The search."""
    rows = storefront.search(call.work, call.data.parameters)
    return paged(call, rows, lambda product: storefront.shown(call.work, product))


@_page("storefront.product", "/p/<int:id>")
def show_product(call: Call) -> Answer:
    """A product at its own address."""
    product = storefront.page(call.work, call.request.arguments["id"])
    call.subject = product["sku"] or ""
    return Answer(200, storefront.shown(call.work, product))
