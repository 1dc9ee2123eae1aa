"""One request and its answer, one action, or one task, as the journal keeps it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, get_args
from urllib.parse import urlsplit

from homologa.simulators.kernel.masks.personal import REQUEST

Direction = Literal["in", "out"]
Protocol = Literal["http", "ftp", "tela", "tarefa"]
ExchangeState = Literal["aberta", "fechada", "interrompida"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
PROTOCOLS: tuple[Protocol, ...] = get_args(Protocol)
STATES: tuple[ExchangeState, ...] = get_args(ExchangeState)


@dataclass
class Exchange:
    """One request and its answer, one action on a screen or one task of a platform, as seen by the world.

    `direction` is `in` for calls to a platform and `out` for a platform's deliveries; `cause` links a delivery to
    what caused it and `run` to the step of a scenario; `hint` explains to the caller, in Portuguese, what to mend;
    `breach` says that our own answer broke the contract. The sizes are those of the bodies as they were sent, of which
    the journal may keep the beginning alone; they are known once it has the exchange.
    """

    seq: int
    at: datetime
    direction: Direction
    platform: str
    method: str
    url: str
    operation: str = ""
    subject: str = ""
    request_headers: Sequence[tuple[str, str]] = ()
    request_body: bytes = b""
    status: int | None = None
    response_headers: Sequence[tuple[str, str]] = ()
    response_body: bytes = b""
    cause: str = ""
    run: str = ""
    hint: str = ""
    findings: list[str] = field(default_factory=list)
    breach: str = ""
    protocol: str = "http"
    state: ExchangeState = "aberta"
    request_size: int = 0
    response_size: int = 0

    @property
    def place(self) -> str:
        """What it is about, in words: its operation or, at an address that is not there, its path."""
        return self.operation or urlsplit(self.url).path

    @property
    def request_place(self) -> str:
        """The place of what was asked, where a name may tell of a person that tells something else in the answer."""
        return f"{self.place} {REQUEST}"
