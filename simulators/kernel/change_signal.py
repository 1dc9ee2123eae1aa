"""Waiting for something to be so, without looking again and again."""

import threading
import time
from collections.abc import Callable


class ChangeSignal:
    """Wakes threads that wait for a change."""

    def __init__(self) -> None:
        self._version = 0
        self._closed = False
        self._condition = threading.Condition()

    def notify(self) -> None:
        """Wake every waiting thread. The caller holds no lock that their questions need."""
        with self._condition:
            self._version += 1
            self._condition.notify_all()

    def close(self) -> None:
        """End every wait; from now on a wait returns at once."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()

    def wait_for(self, question: Callable[[], bool], seconds: float) -> bool:
        """Whether the answer is yes, or comes to be within so many seconds; asked again at each change.

        The question is asked with no lock held.
        """
        end = time.monotonic() + seconds
        while True:
            seen = self._version
            if question():
                return True
            if not self._wait(seen, end - time.monotonic()):
                return False

    def _wait(self, seen: int, seconds: float) -> bool:
        with self._condition:
            return self._condition.wait_for(lambda: self._closed or self._version != seen, seconds) and not self._closed
