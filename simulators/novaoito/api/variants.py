"""The variants of a product (novaoito §2.3 Catalogue, §2.4)."""

from homologa.simulators.kernel.operations import Call
from homologa.simulators.kernel.store import Document
from homologa.simulators.novaoito.api.products import READ, SOURCE, WRITE
from homologa.simulators.novaoito.api.registry import NO_CONTENT, operation, paged
from homologa.simulators.novaoito.rules import variants
from homologa.simulators.novaoito.rules.pages import Page
from homologa.simulators.novaoito.wire import Answer

ALL, ONE = "/products/<int:id>/variants", "/products/<int:id>/variants/<int:vid>"


@operation("variants.list", "GET", ALL, source=SOURCE, scope=READ)
def list_variants(call: Call) -> Answer:
    """The variants of a product, in its own order."""
    found = variants.everything(call.work, call.request.arguments["id"])
    return paged(call, Page.from_query(call.data.parameters).within(found), dict)


@operation("variants.create", "POST", ALL, source=SOURCE, scope=WRITE, body="required")
def create_variant(call: Call) -> Answer:
    """Add a variant."""
    return _shown(call, variants.create(call.work, call.request.arguments["id"], call.data.body), 201)


@operation("variants.get", "GET", ONE, source=SOURCE, scope=READ)
def get_variant(call: Call) -> Answer:
    """One variant."""
    return _shown(call, variants.get(call.work, *_ids(call)))


@operation("variants.replace", "PUT", ONE, source=SOURCE, scope=WRITE, body="required")
def replace_variant(call: Call) -> Answer:
    """Replace a variant."""
    return _shown(call, variants.replace(call.work, *_ids(call), call.data.body))


@operation("variants.delete", "DELETE", ONE, source=SOURCE, scope=WRITE)
def delete_variant(call: Call) -> Answer:
    """Delete a variant and its link."""
    variants.remove(call.work, *_ids(call))
    return Answer(NO_CONTENT)


def _ids(call: Call) -> tuple[int, int]:
    return call.request.arguments["id"], call.request.arguments["vid"]


def _shown(call: Call, variant: Document, status: int = 200) -> Answer:
    call.subject = variant["sku"] or ""
    return Answer(status, variant)
