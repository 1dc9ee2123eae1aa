"""Looking for what people asked for on the store's screens, for a store whose webhooks did not come."""

from homologa.sync.core.engine import Flow
from homologa.sync.core.ports import TicketPort
from homologa.sync.core.queue import Queue


class Polling(Flow):
    """Queues every job and every test that waits for the app."""

    def __init__(self, store: TicketPort, queue: Queue) -> None:
        self._store = store
        self._queue = queue

    def run(self, key: str) -> None:
        """Look once."""
        for job in self._store.queued_jobs():
            self._queue.add("job", job["id"])
        for test in self._store.pending_tests():
            self._queue.add("test", test["test_id"])
