"""The status of an order carried to the other side, forward only."""

from collections.abc import Callable

from homologa.sync.core.log import Log
from homologa.sync.core.memory import Memory
from homologa.sync.core.order_ports import Header, StatusSink
from homologa.sync.flows.orders.decisions import StatusDecisions


class StatusWriter:
    """Writes statuses to one side, whose orders `read` reads; only the newest of several is written."""

    def __init__(
        self, sink: StatusSink, read: Callable[[str], Header], rules: StatusDecisions, memory: Memory, log: Log
    ) -> None:
        self._sink = sink
        self._read = read
        self._rules = rules
        self._memory = memory
        self._log = log

    def carry(self, order: Header, other_id: str) -> None:
        """Bring the order of the other side to the status of this one; may raise the other side's errors."""
        wanted = self._rules.status_for(order)
        # With both ids: an order of the one side may have the id of another's on the other.
        stream = f"status:{order.kind}:{order.id}:{other_id}"
        if wanted is None or self._memory.cursor(stream) == wanted:
            return
        present = self._rules.status_in(self._read(other_id))
        if present != wanted and self._rules.is_forward(present, wanted):
            self._sink.set_status(other_id, wanted)
            self._log.info(f"Pedido {order.sku}: situação {wanted}.")
        self._memory.move(stream, wanted)
