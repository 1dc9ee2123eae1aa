"""The connector's thread: it works as long as there is work, and outlives a database that does not serve."""

import logging
import sqlite3
from collections.abc import Callable
from threading import Condition, Thread

LOGGER = logging.getLogger(__name__)
RETRY_DELAY = 5.0
"""Real seconds before a database that did not serve is tried again."""


class Worker:
    """Takes one step after the other between `start` and `stop`.

    `step` answers whether there was anything to do. With nothing to do it rests for `seconds_to_rest`, None for as
    long as it takes, or until `change` is notified. `recover` queues again what was running when the database, locked
    or full, did not serve: nobody runs it any more.
    """

    def __init__(
        self,
        step: Callable[[], bool],
        seconds_to_rest: Callable[[], float | None],
        recover: Callable[[], None],
        change: Condition,
    ) -> None:
        self._step = step
        self._seconds_to_rest = seconds_to_rest
        self._recover = recover
        self._change = change
        self._thread: Thread | None = None
        self._stopping = False

    @property
    def is_started(self) -> bool:
        """Whether it was started, and not stopped since."""
        return self._thread is not None

    def start(self) -> None:
        """Begin to work."""
        self._stopping = False
        self._thread = Thread(target=self._work, name="connector", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread, after the step at hand."""
        with self._change:
            self._stopping = True
            self._change.notify_all()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _work(self) -> None:
        is_sound = True
        while not self._stopping:
            try:
                if not is_sound:
                    self._recover()
                    is_sound = True
                if not self._step():
                    self._rest(self._seconds_to_rest)
            except sqlite3.OperationalError:
                LOGGER.exception("the database does not serve")
                is_sound = False
                self._rest(lambda: RETRY_DELAY)

    def _rest(self, seconds: Callable[[], float | None]) -> None:
        """Rest, unless the thread is to end; how long is asked when no notice can be missed any more."""
        with self._change:
            if not self._stopping:
                self._change.wait(seconds())
