"""The connection by which a request came, as far as a fault has to know it and to end it."""

import math
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any, Literal

KEY = "homologa.connection"
"""Where a transport puts the line into the WSGI environment; one that puts none carries whole answers only."""


@dataclass(frozen=True)
class Disconnect:
    """How a connection ends in the place of a whole answer.

    `reset`: abruptly, with nothing of an answer; `cut`: after the head and the first `length` bytes of the body;
    `timeout`: the client has given up.
    """

    kind: Literal["reset", "cut", "timeout"]
    length: int = 0


@dataclass
class ClientConnection:
    """A connection; `patience` is the seconds that its client waits for an answer, where that can be known."""

    patience: float = math.inf
    disconnect: Disconnect | None = None

    def is_gone(self, waited: float) -> bool:
        """Whether the client has given up by now, having `waited` so many seconds."""
        return waited > self.patience


def connection_of(environ: MutableMapping[str, Any]) -> ClientConnection:
    """The line of a request."""
    connection = environ.get(KEY)
    return connection if isinstance(connection, ClientConnection) else ClientConnection()
