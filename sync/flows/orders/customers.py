"""The customer of an order in the ERP: found by document, or created."""

from homologa.sync.core.errors import Rejected
from homologa.sync.core.memory import Memory
from homologa.sync.core.order_ports import CustomerSink, Header
from homologa.sync.core.rules import documents
from homologa.sync.flows.orders.decisions import OrderDecisions

CUSTOMER = "customer"


class Customers:
    """Finds before it creates: whoever is known, by whatever way, is not created twice."""

    def __init__(self, erp: CustomerSink, rules: OrderDecisions, memory: Memory) -> None:
        self._erp = erp
        self._rules = rules
        self._memory = memory

    def customer_of(self, order: Header) -> str | None:
        """The ERP's id of who bought; None when the order does not say who that is. May raise the ERP's errors."""
        document = documents.bare(self._rules.document(order))
        if not document:
            return None
        known = self._memory.theirs_of(CUSTOMER, document)
        if known is None:
            known = self._find(document) or self._create(order, document)
            self._memory.add_link(CUSTOMER, document, known)
        return str(known)

    def _find(self, document: str) -> str | None:
        found = self._erp.find_customers(document)
        return found[0].id if found else None

    def _create(self, order: Header, document: str) -> str:
        try:
            return self._erp.create_customer(self._rules.customer_record(order))
        except Rejected as error:
            found = self._find(document) if self._rules.is_duplicate(error) else None
            if found is None:
                raise
            return found
