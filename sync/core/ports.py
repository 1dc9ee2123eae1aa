"""What flows ask of the two sides, whichever they are; the client of a platform fills its ports.

Records are the platform's own documents. Flows read a few keys of them and leave the rest to the rules that they are
given: a shop's product has `id`, `sku`, `variants` (each with `id` and `sku`), `stock_quantity`, `price` and
`special_price`; a row of the ERP's products has `id`. Every method may raise the errors of `core.errors`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from homologa.sync.core.errors import Rejected
from homologa.sync.core.hooks import Delivery, Reply
from homologa.sync.core.names import Name

Record = dict[str, Any]
Id = int | str
"""The id of a record, as its platform writes it."""
Page = tuple[list[Record], int]
"""The rows of a page, and how many pages there are."""


class ValuesMissing(Exception):
    """The source cannot say which value counts, so none may be written; the text says why, in Portuguese."""


@dataclass(frozen=True)
class Written:
    """What became of one record of a batch: its id, or the refusal."""

    id: str = ""
    error: Rejected | None = None


class Account(Protocol):
    """An account of an ERP."""

    name: Name
    batch: int
    """Records that one call may carry."""
    ending_codes: frozenset[str]
    """The refusals that end a job: nobody is left waiting for one that they stop."""

    def account_name(self) -> str:
        """What the account calls itself; "" when it does not say."""


class ProductSource(Protocol):
    """The products of an ERP."""

    def search(self, text: str) -> list[Record]:
        """Every row whose name or code contains the text."""

    def products_page(self, page: int) -> Page:
        """A page of all rows."""

    def products_since(self, moment: datetime, page: int) -> Page:
        """A page of the rows that were created at a moment or later."""

    def product(self, product_id: str) -> Record:
        """The whole record."""


class ProductSink(Protocol):
    """Where products are written in an ERP, in batches; None for a record that the answer leaves out."""

    def create(self, products: Sequence[Record]) -> list[Written | None]:
        """Create records."""

    def alter(self, products: Sequence[Record]) -> list[Written | None]:
        """Replace records whole."""


class Erp(Account, ProductSource, ProductSink, Protocol):
    """All that the integration of products asks of an ERP."""


class StorefrontProducts(Protocol):
    """The products of a shop."""

    def products(self, page: int) -> Page:
        """A page of all products, in the order of their ids."""

    def product(self, product_id: Id) -> Record:
        """One product."""

    def product_by_sku(self, sku: str) -> Record:
        """The product that bears the SKU, itself or by a variant; Rejected `sku_not_unique` when several do."""

    def create_product(self, product: Record) -> Record:
        """Create one; Rejected `sku_already_exists` when the SKU is in use."""


class LinkPort(Protocol):
    """Which product of the ERP a shop's product is linked to: {external_id, active, mapping_id, external_sku}."""

    def link_in(self, product: Record) -> Record:
        """The link that a product shows; its `external_id` is None when there was never one."""

    def link_of(self, product_id: Id) -> Record:
        """The link with those of its variants ({variant_id, external_id})."""

    def link(self, product_id: Id, link: Record) -> Record:
        """Link a product; Rejected `already_linked`."""

    def linked_products(self, page: int) -> Page:
        """A page of the linked products, in the order of their ids."""


class CategoryPort(Protocol):
    """The categories of a shop: {id, parent_id, name, path}."""

    def category(self, category_id: Id) -> Record:
        """One category."""

    def categories(self) -> list[Record]:
        """Every category."""

    def create_category(self, name: str, parent_id: Id | None) -> Record:
        """Create one, at the root or below another."""


class JobPort(Protocol):
    """Jobs that people ask a shop for."""

    def claim(self, job_id: str) -> Record:
        """Claim a job: {operation, total, dry_run}."""

    def job_items(self, job_id: str, page: int) -> tuple[list[Record], int | None]:
        """A page of its items ({product_id, sku, result}), and the number of the next page."""

    def report(self, job_id: str, results: Sequence[Record]) -> list[Record]:
        """Report results; one verdict ({status, detail}) each, in their order."""

    def finish(self, job_id: str, failure: Record | None = None) -> Record:
        """End a job; with `failure` ({failed, code}) it failed as a whole."""


class TicketPort(Protocol):
    """What people asked for on a shop's screens and nobody has answered."""

    def queued_jobs(self) -> list[Record]:
        """The jobs that nobody has claimed."""

    def pending_tests(self) -> list[Record]:
        """The tests of the connection without an answer."""

    def answer_test(self, test_id: str, answer: Record) -> Record:
        """Answer a test ({ok, account_name, message})."""


class SubscriptionPort(Protocol):
    """The subscriptions to a shop's events: {id, url}, and the `secret` that signs them when one is made."""

    def subscriptions(self) -> list[Record]:
        """Those of the connector."""

    def subscribe(self, event: str, url: str) -> Record:
        """Subscribe to an event."""

    def unsubscribe(self, subscription_id: Id) -> None:
        """End a subscription."""


class ValueSource(Protocol):
    """The present stock and prices of a product, by its id in the ERP."""

    def forget(self) -> None:
        """Believe nothing that was read before of what prices are made of."""

    def quantity(self, external_id: str) -> float:
        """What may be sold."""

    def prices(self, external_id: str) -> Record | None:
        """`price` and `special_price`, None when there is none to sell at; raises ValuesMissing."""


class ValueSink(Protocol):
    """Where stock and prices are written in a shop, row by row; one verdict each ({sku, status, code, detail})."""

    def set_stock(self, rows: Sequence[Record]) -> list[Record]:
        """Write balances ({sku, quantity})."""

    def set_prices(self, rows: Sequence[Record]) -> list[Record]:
        """Write prices ({sku, price, special_price})."""


class ValueStorefront(ValueSink, StorefrontProducts, LinkPort, Protocol):
    """All that stock and prices ask of a shop."""


class Storefront(StorefrontProducts, LinkPort, CategoryPort, Protocol):
    """All that the integration of products asks of a shop."""


class Receiver(Protocol):
    """What answers deliveries."""

    def receive(self, delivery: Delivery) -> Reply:
        """Answer a delivery."""
