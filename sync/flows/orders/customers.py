"""The customer of an order in the ERP: found by document, or created."""

from homologa.sync.core.errors import Doubtful, Rejected
from homologa.sync.core.memory import Memory
from homologa.sync.core.order_ports import CustomerSink, Header
from homologa.sync.core.rules import documents
from homologa.sync.flows.orders.decisions import OrderDecisions

CUSTOMER = "customer"


class Customers:
    """Finds before it creates: whoever is known, by whatever way, is not created twice.

    May raise the ERP's errors, and Doubtful when several customers bear the document.
    """

    def __init__(self, erp: CustomerSink, rules: OrderDecisions, memory: Memory) -> None:
        self._erp = erp
        self._rules = rules
        self._memory = memory

    def remembered(self, order: Header) -> str | None:
        """The id of who bought, as it was the last time; people may have deleted that customer since."""
        known = self._memory.theirs_of(CUSTOMER, self._document(order))
        return None if known is None else str(known)

    def find_or_create(self, order: Header) -> str | None:
        """The id of who bought, as the ERP has it now; None when the order does not say who that is."""
        document = self._document(order)
        if not document:
            return None
        found = self._find(order, document) or self._create(order, document)
        self._memory.add_link(CUSTOMER, document, found)
        return found

    def _document(self, order: Header) -> str:
        return documents.bare(self._rules.document(order))

    def _find(self, order: Header, document: str) -> str | None:
        found = self._erp.find_customers(document)
        if len(found) > 1:
            raise Doubtful(f"há {len(found)} cadastros do cliente do pedido {order.sku}")
        return found[0].id if found else None

    def _create(self, order: Header, document: str) -> str:
        try:
            return self._erp.create_customer(self._rules.customer_record(order))
        except Rejected as error:
            if not self._rules.is_duplicate(error):
                raise
        found = self._find(order, document)
        if found is None:
            raise Doubtful(f"o cliente do pedido {order.sku} é recusado como repetido, e não se acha quem ele repete")
        return found
