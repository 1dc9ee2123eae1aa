"""Which connections of the server's ports stay: so many for each port, and so many large requests at once."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

MAX_CONNECTIONS = 256
"""For each port, so that no port can use up what the others need."""
MAX_LARGE = 4
"""Large requests that are taken in and answered at the same time; the others wait, and their clients with them."""
LARGE_BYTES = 64 * 1024
STALLED_SECONDS = 10.0
"""After so long without a byte a large request makes room for one that waits."""


class Connection(Protocol):
    """What has to be known of a connection; a request is begun as long as it has not come whole."""

    last_activity: float
    will_close: bool

    @property
    def is_busy(self) -> bool:
        """Whether a request of it is being answered, or waits for that."""

    @property
    def has_begun(self) -> bool:
        """Whether a request has begun to come."""

    @property
    def largest_request(self) -> int:
        """Bytes of the largest body among its requests, as far as they have come."""


@dataclass
class PortLimit:
    """The connections of each port; all calls come from the thread of the server's loop.

    When a port has too many, the one that has been idle longest is closed, then one whose request comes slowly, and,
    when all are being answered, the one that came last. `on_closed` is told of the port.
    """

    on_closed: Callable[[int], None]
    most: int = MAX_CONNECTIONS
    _open: dict[int, list[Connection]] = field(default_factory=lambda: defaultdict(list))

    def add(self, port: int, connection: Connection) -> None:
        """Count a new connection, and close one when it is one too many."""
        connections = self._open[port]
        connections.append(connection)
        staying = [one for one in connections if not one.will_close]
        if len(staying) > self.most:
            _least_valuable(staying[:-1], otherwise=connection).will_close = True
            self.on_closed(port)

    def remove(self, port: int, connection: Connection) -> None:
        """Forget a connection that is closed."""
        if connection in self._open[port]:
            self._open[port].remove(connection)


def _least_valuable(connections: list[Connection], otherwise: Connection) -> Connection:
    spare = [one for one in connections if not one.is_busy]
    return min(spare, key=lambda one: (one.has_begun, one.last_activity), default=otherwise)


class LargeRequests:
    """The connections whose large requests have their turn, which bounds memory and temporary files."""

    def __init__(self, most: int = MAX_LARGE, timer: Callable[[], float] = time.time) -> None:
        self._most = most
        self._timer = timer
        self._admitted: dict[int, tuple[Connection, float]] = {}
        """By identity, the connections that have their turn, and since when."""
        self._lock = threading.Lock()

    def allows(self, connection: Connection) -> bool:
        """Whether more of a connection may be read now; one that has stalled is closed when another waits for it."""
        if connection.largest_request < LARGE_BYTES:
            return True
        with self._lock:
            self._admitted = {key: turn for key, turn in self._admitted.items() if _goes_on(turn[0])}
            if id(connection) not in self._admitted and len(self._admitted) < self._most:
                self._admitted[id(connection)] = (connection, self._timer())
            if id(connection) in self._admitted:
                return True
            self._close_stalled()
        return False

    def remove(self, connection: Connection) -> None:
        """Forget a connection that is closed."""
        with self._lock:
            self._admitted.pop(id(connection), None)

    def _close_stalled(self) -> None:
        latest = self._timer() - STALLED_SECONDS
        for holder, since in self._admitted.values():
            # While it waited for its turn nothing was read of it.
            if not holder.is_busy and max(holder.last_activity, since) < latest:
                holder.will_close = True


def _goes_on(connection: Connection) -> bool:
    return connection.largest_request >= LARGE_BYTES and not connection.will_close
