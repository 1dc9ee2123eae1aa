"""Waiting for something to be so, without looking again and again."""

import threading
import time
from collections.abc import Callable


class ChangeSignal:
    """Tells whoever waits that something has changed."""

    def __init__(self) -> None:
        self._version = 0
        self._closed = False
        self._condition = threading.Condition()

    def notify(self) -> None:
        """Tell it; whoever holds a lock that a question needs lets go of it first."""
        with self._condition:
            self._version += 1
            self._condition.notify_all()

    def close(self) -> None:
        """Have everyone who waits go, and nobody wait any more."""
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
