"""Threads that make the deliveries of served worlds, each world by one thread at a time."""

import logging
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from typing import Protocol

from homologa.simulators.kernel.clock import Clock
from homologa.simulators.kernel.deliveries.pump import Pump

THREADS = 8
log = logging.getLogger(__name__)


class Pumped(Protocol):
    """A world, as far as those who run its pump have to know it."""

    id: str
    clock: Clock
    pump: Pump

    def next_due(self) -> datetime | None:
        """When the next thing is due, now or later."""


class Workers:
    """Runs the pump of a world when it is woken and, on a real clock, when the next delivery is due."""

    def __init__(self, threads: int = THREADS) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="entregas")
        self._timers: dict[str, threading.Timer] = {}
        self._lock = threading.Lock()
        self._stopped = False

    def wake(self, world: Pumped) -> None:
        """Have what is due in this world done soon."""
        with self._lock:
            if not self._stopped:
                self._pool.submit(self._run, world).add_done_callback(_report)

    def stop(self) -> None:
        """Finish what is on its way and take no more."""
        with self._lock:
            self._stopped = True
            for timer in self._timers.values():
                timer.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _run(self, world: Pumped) -> None:
        if world.pump.run():
            self._reschedule(world)

    def _reschedule(self, world: Pumped) -> None:
        with self._lock:
            earlier = self._timers.pop(world.id, None)
            if earlier is not None:
                earlier.cancel()
            # Looked up under the lock, so that who looks last, such as after a world's end, has the last word.
            due = world.next_due() if world.clock.mode == "real" and not self._stopped else None
            if due is not None:
                timer = threading.Timer(max((due - world.clock.now()).total_seconds(), 0.0), self.wake, (world,))
                timer.daemon = True
                self._timers[world.id] = timer
                timer.start()


def _report(done: "Future[None]") -> None:
    if not done.cancelled() and done.exception() is not None:
        log.error("a delivery worker broke", exc_info=done.exception())
