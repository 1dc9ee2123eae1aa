"""What the connector and its HTTP know of an integration, whichever it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

import httpx

from homologa.sync.core.clock import Clock
from homologa.sync.core.engine import Engine
from homologa.sync.core.hooks import Delivery, Reply
from homologa.sync.core.log import Log
from homologa.sync.core.memory import Memory
from homologa.sync.core.store import Store

Schema = dict[str, Any]

POLL = "poll"
"""The operation that every integration has: look for whatever waits for it on the platforms."""
TEXT: Schema = {"type": "string"}
TINY: Schema = {
    "token": TEXT,
    "developer_id": TEXT,
    "id_ecommerce": {"type": "integer"},
    "cnpj": {"type": "string", "pattern": "^([0-9]{11}|[0-9A-Z]{12}[0-9]{2})$"},
}
"""The credentials of a Tiny account."""


@dataclass(frozen=True)
class Operation:
    """Something that can be started by hand: its label in Portuguese and, by name, the JSON Schema of each argument.

    Every argument has to be given. Work with arguments has them as its key, in JSON; other work has the id of its run.
    """

    label: str
    arguments: Mapping[str, Schema] = field(default_factory=dict)


@dataclass(frozen=True)
class Context:
    """What an integration is given: time, store, memory, log, the way to the network, its own public URL."""

    clock: Clock
    store: Store
    memory: Memory
    log: Log
    transport: httpx.BaseTransport | None
    base_url: str


class Integration(Protocol):
    """Platforms kept equal, as set up; the class says what a set-up must bring."""

    credentials: ClassVar[Mapping[str, Schema]]
    """By platform, the JSON Schema of each credential."""
    settings: ClassVar[Schema]
    """The JSON Schema of the settings."""
    operations: ClassVar[Mapping[str, Operation]]
    """What can be started by hand, by the kind of work."""
    registrar: ClassVar[str]
    """The platform at which `register` makes the connector known."""
    engine: Engine

    def __init__(self, setup: Mapping[str, Any], context: Context) -> None: ...

    @property
    def receivers(self) -> dict[str, str]:
        """The URLs to paste on the platforms' screens, by kind of notification."""

    def register(self) -> dict[str, Any]:
        """Make the connector known; answers facts for the memory. Raises the platform's errors, nothing done."""

    def receive(self, delivery: Delivery) -> Reply:
        """Answer what a platform sent to a path below `/hooks/`."""

    def close(self) -> None:
        """Close the connections."""


Integrations = Mapping[str, type[Integration]]
"""Integrations by their name in a set-up."""
