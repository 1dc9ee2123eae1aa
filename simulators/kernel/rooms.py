"""What stands behind a platform's declaration: how it speaks, what it does and shows, and what it keeps."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar

from homologa.simulators.kernel.errors import PlatformError
from homologa.simulators.kernel.events import Delivery, Draft, Event, Outcome
from homologa.simulators.kernel.listener import Service
from homologa.simulators.kernel.operations import Call, DecodedRequest, HttpAnswer, Operation, Registry, Request
from homologa.simulators.kernel.screens import Screens
from homologa.simulators.kernel.storage import tables
from homologa.simulators.kernel.work import Work

Found = TypeVar("Found")
"""What a minted value leads to."""
Finder = Callable[[str, str], Found | None]
"""Looks a minted value up: (kind, value) → what it leads to."""


class Wire(Protocol):
    """How a platform speaks: credentials, order of checks, decoding, envelopes, refusals."""

    def locate(self, request: Request, find: Finder[Found]) -> Found | None:
        """What the request's credential leads to, None without a credential or with one that nobody has."""

    def admit(self, call: Call) -> None:
        """The platform's own checks in its documented order; raises PlatformError."""

    def decode(self, call: Call) -> DecodedRequest:
        """The request as the operation understands it; raises PlatformError."""

    def render(self, call: Call, answer: Any) -> HttpAnswer:
        """The answer of the operation in the platform's exact shape."""

    def refuse(self, call: Call, error: PlatformError) -> HttpAnswer:
        """A refusal in the platform's exact shape."""

    def blocked(self, call: Call) -> PlatformError:
        """The platform's own refusal of a client that asks too much, whether or not it does."""

    def unavailable(self, call: Call) -> HttpAnswer:
        """The answer when the world's storage cannot be used, such as a full disk."""

    def unauthenticated(self, operation: Operation, request: Request) -> tuple[HttpAnswer, str]:
        """The answer to a request that belongs to no world, and a hint for the journal."""

    def too_large(self, request: Request) -> HttpAnswer:
        """The answer to a request whose body, which was not read, is larger than any that is taken."""

    def unknown(self, request: Request, allowed: tuple[str, ...]) -> HttpAnswer:
        """The answer to a path that does not exist or, with `allowed` methods, to a wrong method."""


class Notifier(Protocol):
    """How a platform tells others what happened."""

    def prepare(self, work: Work, event: Event) -> Iterable[Event]:
        """What is to be told of an event: itself, others in its place, or nothing; it is noted here."""

    def expand(self, work: Work, event: Event) -> Iterable[Draft]:
        """The deliveries that a prepared event causes; it looks at the state, and changes nothing."""

    def headers(self, work: Work, delivery: Delivery, at: datetime) -> Iterable[tuple[str, str]]:
        """Headers that prove who sends, such as a signature; `at` is the moment of the attempt."""

    def settle(self, work: Work, delivery: Delivery, outcome: Outcome) -> None:
        """Apply what an attempt gave to the platform's state."""


@dataclass(frozen=True)
class Surface:
    """One of a platform's APIs: its contract, the way it speaks and its operations.

    Paths that no operation has are answered by the surface whose `prefix` they begin with, else by the first.
    `select` tells which operation a request means at an address that has several, of this surface or of others too:
    its name, or "" for none of this surface.
    """

    prefix: str
    contract: str
    wire: Wire
    operations: Registry
    select: Callable[[Request], str] | None = None
    ignores_case: bool = False
    """Whether letters of paths and of names in the query may have any case; names come as the contract writes them."""
    merges_slashes: bool = False
    """Whether several slashes in a path are taken for one; what is told of a request shows them as they came."""
    package: str = "homologa.simulators"
    """The package that has the contract, compiled to JSON, in its folder `_openapi`."""


@dataclass(frozen=True)
class Rooms:
    """All of a platform that is loaded when somebody uses it."""

    surfaces: tuple[Surface, ...]
    notifier: Notifier
    actions: Screens
    views: Screens
    collections: tuple[tables.Collection, ...]
    seed: Callable[[Work], None]
    """Makes the account, as of the birth of the world."""
    packs: Mapping[str, Callable[[Work], None]] = field(default_factory=dict)
    """What each of the platform's `packs` adds to the account."""
    tasks: Mapping[str, Callable[..., None]] = field(default_factory=dict)
    """What it does at a moment that was set with `work.schedule`, by name; called with `Work` and the data."""
    services: Mapping[str, Service] = field(default_factory=dict)
    """What serves each of the platform's `listeners`."""

    @property
    def version(self) -> int:
        """The version of the documents, which changes with their collections."""
        return tables.version(self.collections)

    @property
    def operations(self) -> tuple[Operation, ...]:
        """The operations of every surface."""
        return tuple(operation for surface in self.surfaces for operation in surface.operations)
