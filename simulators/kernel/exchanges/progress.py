"""Which exchanges have begun and which have ended, and waiting for the next that ends."""

import itertools
import threading
from dataclasses import dataclass


@dataclass(frozen=True)
class ProgressState:
    """How things stood at one look: so many ends, the highest number given, and those that are still open."""

    ends: int
    top: int
    opened: frozenset[int]


class Progress:
    """Numbers the exchanges of a journal as they begin, and tells those who wait when one ends."""

    def __init__(self, last: int = 0) -> None:
        self._numbers = itertools.count(last + 1)
        self._changed = threading.Condition()
        self._opened: set[int] = set()
        self._top = self._last = last
        self._ends = 0
        self._closed = False

    @property
    def last(self) -> int:
        """The highest number that has ended; 0 when there is none."""
        return self._last

    @property
    def closed(self) -> bool:
        """Whether nothing will begin or end any more."""
        return self._closed

    @property
    def settled(self) -> int:
        """The number up to which every exchange has ended; a reader that goes on after it misses none."""
        with self._changed:
            return min(self._opened) - 1 if self._opened else self._top

    def begin(self) -> int:
        """The number of an exchange that begins."""
        with self._changed:
            self._top = next(self._numbers)
            self._opened.add(self._top)
            return self._top

    def end(self, number: int) -> None:
        """Note that an exchange ended and can be found."""
        with self._changed:
            self._opened.discard(number)
            self._last = max(self._last, number)
            self._ends += 1
            self._changed.notify_all()

    def state(self) -> ProgressState:
        """How things stand now."""
        with self._changed:
            return ProgressState(self._ends, self._top, frozenset(self._opened))

    def wait(self, ends: int, seconds: float) -> bool:
        """Wait until more than so many have ended, for so many seconds at most; False when none did."""
        with self._changed:
            self._changed.wait_for(lambda: self._ends > ends or self._closed, seconds)
            return self._ends > ends

    def close(self) -> None:
        """Have everyone who waits go."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
