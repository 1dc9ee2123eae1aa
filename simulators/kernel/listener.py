"""Ways into a platform that are not HTTP, such as FTP: what it declares, and how what it opens reaches the worlds."""

import socket
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from homologa.simulators.kernel.exchanges.exchange import Exchange
from homologa.simulators.kernel.operations import Registry
from homologa.simulators.kernel.work import Work


class ListenerServer(Protocol):
    """What takes the connections of one socket."""

    def serve_forever(self) -> None:
        """Serve until it is closed; runs on a thread of its own."""

    def close(self) -> None:
        """End `serve_forever`, which runs on another thread, and let go of every connection."""


class Fault(Protocol):
    """What is to go wrong with a call on purpose; how that shows is the listener's to know."""

    @property
    def kind(self) -> str:
        """Its name in the control API."""


@dataclass(frozen=True)
class ListenerCall:
    """One call through a listener, in a unit of work that is kept when it ends well.

    `exchange` is how the journal will show it: the listener sets status and body of what it answers.
    """

    work: Work
    exchange: Exchange
    faults: tuple[Fault, ...] = ()


class Entrance(Protocol):
    """The world that a credential leads to."""

    @property
    def credential(self) -> Mapping[str, Any]:
        """What was registered with the credential."""

    def now(self) -> datetime:
        """The world's time."""

    def reading(self) -> AbstractContextManager[Work]:
        """A look at the account, which is not journalled."""

    def call(self, operation: str, path: str, body: bytes = b"") -> AbstractContextManager[ListenerCall]:
        """One call of an operation, journalled; a PlatformError undoes it and goes on to the listener."""


class Gate(Protocol):
    """How a listener reaches the worlds of the process."""

    def find(self, kind: str, value: str) -> Entrance | None:
        """The world that a minted value leads to."""

    def reject(self, method: str, path: str, hint: str) -> None:
        """Note a call that belongs to no world, with what its caller may mend, in Portuguese."""


@dataclass(frozen=True)
class Listener:
    """A way in that is not HTTP, as its platform declares it.

    `name` is its protocol in the journal and the scheme of its URL, and `port` counts from the control port.
    """

    name: str
    port: int


@dataclass(frozen=True)
class Service:
    """What serves a listener: its operations, and `open`, which makes what takes the connections of a socket."""

    operations: Registry
    open: Callable[[Gate, socket.socket], ListenerServer]
