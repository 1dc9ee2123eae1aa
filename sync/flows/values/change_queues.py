"""Stock or prices from a queue of the ERP that empties on read."""

from homologa.sync.core.engine import Flow
from homologa.sync.core.errors import Lost, PlatformError
from homologa.sync.core.memory import Memory
from homologa.sync.core.order_ports import ChangeQueue
from homologa.sync.core.queue import Queue
from homologa.sync.flows.values.reconciliation import stream_of


class QueueReading(Flow):
    """Queues work of `kind` for each key; what a lost answer held is found by work of the kind `reconciliation`.

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
            keys, has_more = self._source.read()
        except PlatformError as error:
            if not isinstance(error, Lost):
                self._memory.close(stream)
            raise
        with self._memory.transaction():
            for found in keys:
                self._queue.add(self._kind, found)
            self._memory.close(stream)
        return has_more
