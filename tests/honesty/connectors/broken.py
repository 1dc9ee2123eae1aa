"""The reference connector, broken on purpose, one fault at a time."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import httpx

from sync.embedded import create
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
