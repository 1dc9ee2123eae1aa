"""Those who follow a journal: how many may, how long, and what is sent to them."""

import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from homologa.simulators.control.problems import Busy
from homologa.simulators.kernel.exchanges.exchange import Exchange
from homologa.simulators.kernel.exchanges.follower import Follower

MAX_WAITING = 8
"""Each holds a thread of the server for as long as it lasts; the other 32 are for platforms and testers."""
LONGEST = 900.0
KEEP_ALIVE = 5.0
"""Seconds of silence after which a comment is sent: only what is sent finds out that a client has gone."""
OPENING = b": homologa\nretry: 1000\n\n"
SILENCE = b": nada de novo\n\n"
Show = Callable[[list[Exchange]], list[dict[str, Any]]]


@dataclass(frozen=True)
class ConcurrencyLimit:
    """The seats of those who wait for news; all worlds share them. `what` is how a sentence calls what they do."""

    what: str
    free: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(MAX_WAITING))

    def acquire(self) -> None:
        """Take a seat; raises Busy when there is none."""
        if not self.free.acquire(blocking=False):
            raise Busy(f"já há {MAX_WAITING} {self.what}; encerre algum, ou consulte sem wait")

    def release(self) -> None:
        """Give the seat back."""
        self.free.release()

    @contextmanager
    def slot(self) -> Iterator[None]:
        """A seat for a while; raises Busy when there is none."""
        self.acquire()
        try:
            yield
        finally:
            self.release()


def events(follower: Follower, show: Show, seconds: float) -> Iterator[bytes]:
    """Server-Sent Events, one per exchange, until the world ends or the seconds are over."""
    yield OPENING
    end = time.monotonic() + seconds
    try:
        while not follower.closed and (left := end - time.monotonic()) > 0:
            taken = follower.poll()
            shown = show([exchange for exchange, _ in taken])
            yield from (_event(resume, data) for (_, resume), data in zip(taken, shown, strict=True))
            if not follower.wait(min(KEEP_ALIVE, left)):
                yield SILENCE
    except sqlite3.ProgrammingError:
        # The world was closed between two looks; nothing else leads here.
        if not follower.closed:
            raise
    reason = "mundo" if follower.closed else "tempo"
    yield f'event: end\ndata: {{"reason": "{reason}"}}\n\n'.encode()


def _event(number: int, data: dict[str, Any]) -> bytes:
    return f"id: {number}\nevent: exchange\ndata: {json.dumps(data)}\n\n".encode()
