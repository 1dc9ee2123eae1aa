"""The reference connector, broken on purpose, one fault at a time."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from unittest import mock

import httpx

from sync.clients.novaoito import Novaoito
from sync.embedded import create
from sync.flows.products.mapping import Mapping
from sync.flows.products.tools import Candidate
from sync.rules import ProductRules

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

Record = dict[str, Any]


class PrefixMatch(ProductRules):
    """Takes what the search of Tiny found for what was searched."""

    def matches(self, sku: str, rows: Sequence[Record]) -> list[Record]:
        """Every row whose code begins with the SKU."""
        return [row for row in rows if str(row["codigo"]).startswith(sku)][:1]


class FirstOfTwo(ProductRules):
    """Picks one of two products of the same SKU."""

    def choose(self, matches: Sequence[Record]) -> Record | None:
        """The first match, however many there are."""
        return matches[0] if matches else None


class ForgetsTheEcho(ProductRules):
    """Alters with only what it wants to change, and so resets the rest."""

    def echo(self, record: Record) -> Record:
        """Only the key and what Tiny demands."""
        return {"id": record["id"], "sequencia": "1"}


class FullVisibility(ProductRules):
    """Shows what Tiny sends everywhere in the store."""

    def visibility_for_new(self) -> str:
        """The visibility of a product made in the admin."""
        return "catalog_search"


class SendsLinkedToo(ProductRules):
    """Does not ask whether a product is linked."""

    def already_linked(self, product: Record) -> bool:
        """Never."""
        return False


class EveryActiveProduct(Novaoito):
    """A job is about every product of the store."""

    def job_items(self, job_id: str, page: int) -> tuple[list[Record], int | None]:
        """The items of the job and, after the last, the linked products."""
        items, following = super().job_items(job_id, page)
        if following is None:
            linked = self._page("/products", 1, **{"filter[erp_status][tiny]": "linked"})[0]
            items += [{"product_id": row["id"], "sku": row["sku"], "result": None} for row in linked]
        return items, following


class SendsOverWhatIsThere(Mapping):
    """A product that Tiny has gets the store's record."""

    def match(self, job: Record, candidates: list[Candidate]) -> None:
        """Write before mapping."""
        rules, id_ecommerce = self._tools.rules, self._tools.id_ecommerce
        for candidate in candidates:
            record = rules.mapped(rules.full_record(candidate.product, {}), candidate.product, id_ecommerce)
            self._tools.tiny.alter([{"id": (candidate.match or {})["id"], **record}])
        super().match(job, candidates)


class WrongMapping(ProductRules):
    """Tells Tiny another SKU than the store's."""

    def mapping_to(self, sku: str, id_ecommerce: int) -> Record:
        """The mapping to a SKU that nobody has."""
        return super().mapping_to(f"ERRADO-{sku}", id_ecommerce)


def wrong_mapping(transport: httpx.BaseTransport, base_url: str) -> "WSGIApplication":
    """A connector that maps Tiny's product to a SKU that the store does not have."""
    return create(transport, base_url, WrongMapping())


def prefix_match(transport: httpx.BaseTransport, base_url: str) -> "WSGIApplication":
    """A connector that matches SKUs by prefix."""
    return create(transport, base_url, PrefixMatch())


def first_of_two(transport: httpx.BaseTransport, base_url: str) -> "WSGIApplication":
    """A connector that picks the first of two duplicates."""
    return create(transport, base_url, FirstOfTwo())


def forgets_the_echo(transport: httpx.BaseTransport, base_url: str) -> "WSGIApplication":
    """A connector that wipes the description when it maps."""
    return create(transport, base_url, ForgetsTheEcho())


def full_visibility(transport: httpx.BaseTransport, base_url: str) -> "WSGIApplication":
    """A connector that creates with full visibility."""
    return create(transport, base_url, FullVisibility())


def resends_linked(transport: httpx.BaseTransport, base_url: str) -> "WSGIApplication":
    """A connector that sends products again that are linked already; its process is its own, so it stays patched."""
    mock.patch("sync.integrations.novaoito.Novaoito", EveryActiveProduct).start()
    mock.patch("sync.flows.products.integration.Mapping", SendsOverWhatIsThere).start()
    return create(transport, base_url, SendsLinkedToo())
