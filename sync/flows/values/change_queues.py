"""What changed, from a queue that empties on read: it is read, and each record of it becomes work of its own."""

from homologa.sync.core.engine import Flow
from homologa.sync.core.errors import Lost, PlatformError
from homologa.sync.core.log import Log
from homologa.sync.core.memory import Memory
from homologa.sync.core.order_ports import ChangeQueue, ProductQueue
from homologa.sync.core.queue import Queue
from homologa.sync.flows.values.reconciliation import stream_of


class QueueReading(Flow):
    """Queues work of `kind` for each id; what a lost answer held is found by work of the kind `reconciliation`.

    The read is marked before the call: whoever comes back to the mark does not know what the answer held.
    """

    def __init__(self, source: ChangeQueue, kind: str, reconciliation: str, queue: Queue, memory: Memory) -> None:
        self._source = source
        self._kind = kind
        self._reconciliation = reconciliation
        self._queue = queue
        self._memory = memory

    def run(self, key: str) -> bool:
        """Read the next part; true when there may be more."""
        stream = f"queue:{self._kind}"
        if self._memory.cursor(stream) is not None:
            with self._memory.transaction():
                # One that is under way begins anew: what it has behind it may have been in the lost answer.
                self._memory.close(stream_of(stream))
                self._queue.add(self._reconciliation, stream)
                self._memory.close(stream)
        self._memory.move(stream, "reading")
        try:
            ids, has_more = self._source.read()
        except PlatformError as error:
            if not isinstance(error, Lost):
                self._memory.close(stream)
            raise
        with self._memory.transaction():
            for found in ids:
                self._queue.add(self._kind, found)
            self._memory.close(stream)
        return has_more


class ChangedProduct(Flow):
    """Work whose key is the ERP's id of a product of a queue; queues work of `kind` by the SKU of its mapping.

    It stands between the queue and the change: whatever stops it, nothing of what was read is lost.
    """

    def __init__(self, source: ProductQueue, kind: str, queue: Queue, log: Log) -> None:
        self._source = source
        self._kind = kind
        self._queue = queue
        self._log = log

    def run(self, key: str) -> None:
        """Find the shop's SKU."""
        sku = self._source.sku_of(key)
        if sku:
            self._queue.add(self._kind, sku)
        else:
            self._log.info(f"O produto {key} mudou e não está mapeado nesta integração: ignorado.")
