"""Tiny's queues of changed stock and products, which empty on read."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from homologa.sync.core.clock import Clock
from homologa.sync.platforms.tiny.client import Record

WINDOW = timedelta(days=29)
"""How far back a queue is read; it refuses 30 days (tiny-api2, 3.3)."""


class TinyChanges:
    """The codes of the products in a queue of the client; may raise its errors."""

    def __init__(self, read: Callable[[datetime], tuple[list[Record], int]], clock: Clock) -> None:
        self._read = read
        self._clock = clock

    def read(self) -> tuple[Sequence[str], bool]:
        """The next codes, and whether there may be more; products without a code are left out."""
        rows, pages = self._read(self._clock.now() - WINDOW)
        return [str(row["codigo"]) for row in rows if row.get("codigo")], pages > 1
