"""What the flows of orders ask of the rules between a shop and an ERP: pure decisions over their records."""

from typing import Protocol

from homologa.sync.core.errors import Rejected
from homologa.sync.core.order_ports import Header, Record


class OrderDecisions(Protocol):
    """How an order of the shop becomes one of the ERP."""

    def is_wanted(self, order: Header) -> bool:
        """Whether the order goes to the ERP at all, such as once it is paid."""

    def order_record(self, order: Header, customer_id: str | None) -> Record:
        """The ERP's order; raises Incomplete when it lacks something, which the text says in Portuguese."""

    def document(self, order: Header) -> str:
        """The customer's document; "" when the order has none."""

    def customer_record(self, order: Header) -> Record:
        """The ERP's customer."""

    def is_duplicate(self, error: Rejected) -> bool:
        """Whether the ERP refused a creation as a duplicate."""


class StatusDecisions(Protocol):
    """How the status of an order on one side is said on the other, and which is further."""

    def status_for(self, order: Header) -> str | None:
        """The other side's status for an order of this one; None when there is none to write."""

    def status_in(self, order: Header) -> str:
        """The status of an order of the other side."""

    def is_forward(self, present: str, wanted: str) -> bool:
        """Whether the other side's order may go from one status to another: never back."""
