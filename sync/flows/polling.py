"""Looking for what people asked for on the store's screens, for a store whose webhooks did not come."""

from homologa.sync.clients.novaoito import Novaoito
from homologa.sync.memory import Memory


class Polling:
    """Queues every job and every test that waits for the app."""

    def __init__(self, store: Novaoito, memory: Memory) -> None:
        self._store = store
        self._memory = memory

    def run(self, key: str) -> None:
        """Look once."""
        for job in self._store.queued_jobs():
            self._memory.enqueue("job", job["id"])
        for test in self._store.pending_tests():
            self._memory.enqueue("test", test["test_id"])

    def abandon(self, key: str, code: str, reason: str) -> bool:
        """The next look will do."""
        return False
