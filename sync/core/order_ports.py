"""What the flows of orders ask of both sides; see `core.ports` for the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from homologa.sync.core.names import Name

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Header:
    """What flows read of a record; the rest is the platform's own document.

    `sku` is what people call it by: the SKU of a product, the number of an order. `version` changes when it changes.
    """

    kind: str
    id: str
    sku: str
    version: str = ""
    record: Record = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """A part of what changed since a cursor, the cursor that follows it, and whether there is more."""

    headers: Sequence[Header]
    cursor: Any
    has_more: bool


class OrderSource(Protocol):
    """The orders of a shop."""

    def orders_since(self, cursor: Any) -> Change:
        """What changed since a cursor; None is the beginning."""

    def order(self, order_id: str) -> Header:
        """One order as it is now."""


class OrderSink(Protocol):
    """The orders of an ERP."""

    name: Name

    def find_orders(self, number: str) -> Sequence[Header]:
        """The orders of this integration that bear the shop's number."""

    def create_order(self, record: Record) -> str:
        """Create one and answer its id; Rejected when the ERP refuses it."""

    def order(self, order_id: str) -> Header:
        """One order as it is now."""


class StatusSink(Protocol):
    """Where the status of an order is written, in the words of that side."""

    def set_status(self, order_id: str, status: str) -> None:
        """Bring an order to a status."""


class CustomerSink(Protocol):
    """The customers of an ERP."""

    def find_customers(self, document: str) -> Sequence[Header]:
        """Those that bear a document, which is compared without its mask."""

    def create_customer(self, record: Record) -> str:
        """Create one and answer its id; Rejected when the ERP refuses it."""


class FulfilmentSource(Protocol):
    """What an ERP knows of what became of an order."""

    def order(self, order_id: str) -> Header:
        """The order as it is now."""

    def invoice(self, order: Header) -> Record | None:
        """Its authorised invoice, if there is one."""

    def tracking(self, order: Header) -> Record | None:
        """Its tracking, if there is one."""


class TrackingPort(Protocol):
    """Where a shop is told what became of an order; the same again changes nothing."""

    def add_invoice(self, order_id: str, invoice: Record) -> None:
        """Show the invoice of an order."""

    def add_tracking(self, order_id: str, tracking: Record) -> None:
        """Show the tracking of an order."""


class ChangeQueue(Protocol):
    """A queue of a platform that empties on read: what an answer that is lost held is in no later answer."""

    def read(self) -> tuple[Sequence[str], bool]:
        """The ids of what changed, and whether there may be more."""


class ProductQueue(ChangeQueue, Protocol):
    """One of an ERP's products."""

    def sku_of(self, product_id: str) -> str:
        """The shop's SKU by the mapping of a product; "" when it is not mapped in this integration, or is gone."""
