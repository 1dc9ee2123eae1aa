"""One order of the shop to the ERP: searched, adopted or created, and its status carried forward.

Every run reads the order as it is now, so that any number of events about it are one. The ERP is searched before each
creation, and a creation is remembered until its answer has come: whatever happened to that, the order is created once
and followed.
"""

from homologa.sync.core.engine import Flow
from homologa.sync.core.errors import Doubtful, NotFound, Rejected
from homologa.sync.core.log import Log
from homologa.sync.core.memory import Memory
from homologa.sync.core.order_ports import Header, OrderSink, OrderSource, Record
from homologa.sync.core.queue import Queue
from homologa.sync.flows.orders.customers import Customers
from homologa.sync.flows.orders.decisions import OrderDecisions
from homologa.sync.flows.orders.fulfilment import FULFILMENT, ORDER
from homologa.sync.flows.orders.statuses import StatusWriter
from homologa.sync.flows.stages import SENDING


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
        order = self._read(key)
        theirs = self._memory.theirs_of(ORDER, key)
        if theirs is None:
            theirs = self._bring(key, order)
        if order is not None and theirs is not None:
            self._statuses.carry(order, str(theirs))

    def _read(self, key: str) -> Header | None:
        try:
            return self._source.order(key)
        except NotFound:
            self._log.warning(f"O pedido {key} não está mais na loja.")
            return None

    def _bring(self, key: str, order: Header | None) -> str | None:
        """The ERP's id of the order, None when it is not there.

        One that was sent and not answered for is searched, whatever the shop says of it now.
        """
        wanted = order if order is not None and self._rules.is_wanted(order) else None
        sent = [intent.label for intent in self._memory.intents(ORDER, key, SENDING)]
        numbers = sent or ([wanted.sku] if wanted is not None else [])
        theirs = self._adopt(key, numbers[0]) if numbers else None
        if theirs is None:
            self._memory.forget(ORDER, key)
        return self._create(wanted) if theirs is None and wanted is not None else theirs

    def _adopt(self, key: str, number: str) -> str | None:
        """Take the ERP's order of this number for ours; what became of it meanwhile is read."""
        found = self._erp.find_orders(number)
        if len(found) > 1:
            raise Doubtful(f"há {len(found)} pedidos com o número {number} {self._erp.name.at}")
        if not found:
            return None
        with self._memory.transaction():
            self._link(key, found[0].id, number)
            self._queue.add(FULFILMENT, found[0].id)
        self._log.info(f"O pedido {number} já estava {self._erp.name.at} e foi apenas vinculado.")
        return found[0].id

    def _create(self, order: Header) -> str:
        """Create it; one that is refused is tried with its customer of now, who may have been deleted meanwhile."""
        known = self._customers.remembered(order)
        record = self._rules.order_record(order, known or self._customers.find_or_create(order))
        try:
            return self._send(order, record)
        except (NotFound, Rejected):
            present = self._customers.find_or_create(order) if known is not None else None
            if present == known:
                raise
        return self._send(order, self._rules.order_record(order, present))

    def _send(self, order: Header, record: Record) -> str:
        """It is marked before the call: whatever happens to the answer, the ERP is searched before a second try."""
        self._memory.add_intents(ORDER, order.id, [(order.id, order.sku, SENDING)])
        try:
            theirs = self._erp.create_order(record)
        except (NotFound, Rejected) as error:
            if isinstance(error, Rejected) and self._rules.is_duplicate(error):
                return self._demand(order)
            self._memory.forget(ORDER, order.id)
            raise
        self._link(order.id, theirs, order.sku)
        self._log.info(f"Pedido {order.sku} incluído {self._erp.name.at}.")
        return theirs

    def _demand(self, order: Header) -> str:
        """The order that the ERP says it has."""
        theirs = self._adopt(order.id, order.sku)
        if theirs is None:
            raise Doubtful(f"o pedido {order.sku} é recusado como repetido, e não se acha {self._erp.name.at}")
        return theirs

    def _link(self, key: str, theirs: str, number: str) -> None:
        with self._memory.transaction():
            self._memory.add_link(ORDER, key, theirs, number)
            self._memory.forget(ORDER, key)
