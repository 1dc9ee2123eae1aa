"""What is due, one thing after another, never inside a unit of work and never inside itself."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from homologa.simulators.kernel.change_signal import ChangeSignal

FOREVER = -1.0


@dataclass(frozen=True)
class Task:
    """One thing that is due, and how it is done; `name` is the id of a delivery, empty for anything else."""

    at: datetime
    do: Callable[[], None]
    name: str = ""


class TaskSource(Protocol):
    """A kind of things that come due in a world, such as deliveries, jobs or expiry."""

    def next_due(self) -> datetime | None:
        """When the next of them is due, now or later."""

    def due(self, now: datetime) -> Task | None:
        """The one whose turn it is, if any is due by `now`; looked up under the lock of the world's store."""


class Pump:
    """Does what is due in one world in the order of due time and, within a kind, of its own turns.

    `wake` has a worker do it, when the world is served.
    """

    def __init__(self, next_task: Callable[[], Task | None], wake: Callable[[], None] | None = None) -> None:
        self._next_task = next_task
        self._wake = wake
        self._running = threading.Lock()
        self._runner: int | None = None
        self._name = ""
        self._idle_signal = ChangeSignal()

    @property
    def current_cause(self) -> str:
        """What a call that comes now belongs to: nothing, `entrega:` and the id of the delivery by which the caller
        was called in the same thread, or `durante:` and the id of the one that is on its way in another.
        """
        name = self._name
        return name and f"{'entrega' if self.inside_delivery else 'durante'}:{name}"

    @property
    def inside_delivery(self) -> bool:
        """Whether the caller was called by a delivery of this very world, in the same thread."""
        return self._runner == threading.get_ident()

    def trigger(self) -> bool:
        """Have what is due done: at once by this thread or, when the world is served, by a worker.

        True when nothing is due or on its way any more; False when that has to be looked at.
        """
        if self._wake is None:
            return self.run() and not self._running.locked()
        self._wake()
        return False

    def run(self, *, wait: bool = False, patience: float = FOREVER) -> bool:
        """Do all that is due; False when that is left to whoever runs it already.

        Whoever runs it takes the new work too: this returns at once or, with `wait`, when that work is done or, at
        the latest, after `patience` seconds.
        """
        while self._next_task() is not None:
            if not self._acquire(wait and not self.inside_delivery, patience):
                return False
            self._runner = threading.get_ident()
            try:
                while (task := self._next_task()) is not None:
                    self._name = task.name
                    task.do()
                    self._name = ""
            finally:
                self._runner, self._name = None, ""
                self._running.release()
                self._idle_signal.notify()
        return True

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Wait for the attempt on its way, and let none begin; not to be entered from `inside`."""
        try:
            with self._running:
                yield
        finally:
            self._idle_signal.notify()

    def is_idle(self, wait: float = 0.0) -> bool:
        """Whether nothing is due and nothing is on its way; waits up to `wait` seconds for that."""
        return self._idle_signal.wait_for(self._is_idle, wait)

    def close(self) -> None:
        """Have everyone go who waits for it to be quiet."""
        self._idle_signal.close()

    def _acquire(self, wait: bool, patience: float) -> bool:
        return self._running.acquire(timeout=patience) if wait else self._running.acquire(blocking=False)

    def _is_idle(self) -> bool:
        return not self._running.locked() and self._next_task() is None
