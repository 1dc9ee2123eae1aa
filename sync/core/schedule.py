"""Work that the connector begins by itself, every day at an hour of Brasília."""

from collections.abc import Sequence
from datetime import datetime

from homologa.sync.core.clock import Clock
from homologa.sync.core.memory import Memory
from homologa.sync.core.queue import Queue
from homologa.sync.core.rules.dates import next_at

STREAM = "schedule"


class Schedule:
    """Queues these kinds of work at their hour; nights that were missed are made up for by one run."""

    def __init__(self, hour: int, kinds: Sequence[str], queue: Queue, memory: Memory, clock: Clock) -> None:
        self._hour = hour
        self._kinds = kinds
        self._queue = queue
        self._memory = memory
        self._clock = clock

    @property
    def due(self) -> datetime | None:
        """When work is queued next; None when there is none to queue."""
        if not self._kinds:
            return None
        known = self._memory.cursor(STREAM)
        return self.restart() if known is None else datetime.fromisoformat(known)

    def restart(self) -> datetime:
        """Count from now, as after the clock was put to another time; answers when work is queued next."""
        moment = next_at(self._hour, self._clock.now())
        self._memory.move(STREAM, moment.isoformat())
        return moment

    def queue_due(self) -> None:
        """Queue the work if its time has come."""
        due = self.due
        if due is not None and due <= self._clock.now():
            with self._memory.transaction():
                for kind in self._kinds:
                    # A key of its own for each: some work remembers by its key alone how far it came.
                    self._queue.add(kind, f"scheduled:{kind}")
                self.restart()
