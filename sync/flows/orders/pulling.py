"""What changed in the shop since the last look, by a cursor, for a shop whose events did not come or that has none."""

from homologa.sync.core.engine import Flow
from homologa.sync.core.memory import Memory
from homologa.sync.core.order_ports import OrderSource
from homologa.sync.core.queue import Queue
from homologa.sync.flows.orders.fulfilment import ORDER

STREAM = "orders"


class Pulling(Flow):
    """Queues every order that changed; the cursor moves together with them."""

    def __init__(self, source: OrderSource, queue: Queue, memory: Memory) -> None:
        self._source = source
        self._queue = queue
        self._memory = memory

    def run(self, key: str) -> bool:
        """Read the next part; true when there is more."""
        change = self._source.orders_since(self._memory.cursor(STREAM))
        with self._memory.transaction():
            for header in change.headers:
                self._queue.add(ORDER, header.id)
            self._memory.move(STREAM, change.cursor)
        return change.has_more
