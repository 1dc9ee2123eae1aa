"""One order of the shop to the ERP: searched, adopted or created, and its status carried forward.

Every run reads the order as it is now, so that any number of events about it are one. The ERP is searched before each
creation: whatever happened to an earlier answer, the order is not created twice.
"""

from collections.abc import Sequence

from homologa.sync.core.engine import Flow
from homologa.sync.core.errors import Doubtful, NotFound, Rejected
from homologa.sync.core.log import Log
from homologa.sync.core.memory import Memory
from homologa.sync.core.order_ports import Header, OrderSink, OrderSource
from homologa.sync.core.queue import Queue
from homologa.sync.flows.orders.customers import Customers
from homologa.sync.flows.orders.decisions import OrderDecisions
from homologa.sync.flows.orders.fulfilment import FULFILMENT, ORDER
from homologa.sync.flows.orders.statuses import StatusWriter


class OrderImport(Flow):
    """Work whose key is the shop's id of the order."""

    def __init__(
        self,
        source: OrderSource,
        erp: OrderSink,
        customers: Customers,
        statuses: StatusWriter,
        rules: OrderDecisions,
        queue: Queue,
        memory: Memory,
        log: Log,
    ) -> None:
        self._source = source
        self._erp = erp
        self._customers = customers
        self._statuses = statuses
        self._rules = rules
        self._queue = queue
        self._memory = memory
        self._log = log

    def run(self, key: str) -> None:
        """Bring the order to the ERP if it is wanted there, and its status if it is there."""
        try:
            order = self._source.order(key)
        except NotFound:
            self._log.warning(f"O pedido {key} não está mais na loja.")
            return
        theirs = self._memory.theirs_of(ORDER, key)
        if theirs is None and self._rules.is_wanted(order):
            theirs = self._adopt(order) or self._create(order)
        if theirs is not None:
            self._statuses.carry(order, str(theirs))

    def _adopt(self, order: Header) -> str | None:
        """Take the ERP's order of this number for ours; what became of it meanwhile is read."""
        theirs = self._only(order, self._erp.find_orders(order.sku))
        if theirs is not None:
            with self._memory.transaction():
                self._memory.add_link(ORDER, order.id, theirs, order.sku)
                self._queue.add(FULFILMENT, theirs)
            self._log.info(f"O pedido {order.sku} já estava {self._erp.name.at} e foi apenas vinculado.")
        return theirs

    def _create(self, order: Header) -> str:
        record = self._rules.order_record(order, self._customers.customer_of(order))
        try:
            theirs = self._erp.create_order(record)
        except Rejected as error:
            found = self._adopt(order) if self._rules.is_duplicate(error) else None
            if found is None:
                raise
            return found
        self._memory.add_link(ORDER, order.id, theirs, order.sku)
        self._log.info(f"Pedido {order.sku} incluído {self._erp.name.at}.")
        return theirs

    def _only(self, order: Header, found: Sequence[Header]) -> str | None:
        if len(found) > 1:
            raise Doubtful(f"há {len(found)} pedidos com o número {order.sku} {self._erp.name.at}")
        return found[0].id if found else None
