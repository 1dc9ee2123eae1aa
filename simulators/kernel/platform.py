"""What a platform declares of itself, and nothing more is known of it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import entry_points
from typing import Any, Protocol, TypeVar

from homologa.simulators.kernel.errors import Fidelity, PlatformError, UsageError
from homologa.simulators.kernel.events import Delivery, Draft, Event, Outcome
from homologa.simulators.kernel.listener import Listener
from homologa.simulators.kernel.masks.personal import PersonalFields
from homologa.simulators.kernel.operations import Call, DecodedRequest, HttpAnswer, Operation, Registry, Request
from homologa.simulators.kernel.records import Records
from homologa.simulators.kernel.screens import Screens
from homologa.simulators.kernel.storage import tables
from homologa.simulators.kernel.work import Work

GROUP = "homologa.platforms"
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


@dataclass(frozen=True)
class BirthCredential:
    """A credential by which requests find the world before there is an account on the platform.

    The account and the control API call it `name`; it is minted as `kind`, with `length` hexadecimal digits and `data`.
    """

    name: str
    kind: str
    length: int = 40
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Platform:
    """One platform: its rooms, declared in one place.

    `article` is the Portuguese preposition that steps use (`no Tiny`, `na Novaoito`); `port` counts from the control
    port; `hosts` are impersonated, `*` standing for one label; `secrets` are the names of headers and fields whose
    values give access, beside those that any reader would take for secret.
    """

    name: str
    title: str
    article: str
    port: int
    hosts: tuple[str, ...]
    fidelity: Fidelity
    surfaces: tuple[Surface, ...]
    notifier: Notifier
    actions: Screens
    views: Screens
    collections: tuple[tables.Collection, ...]
    seed: Callable[[Work], None]
    origin: Callable[[Work], str]
    """The base URL at which a client of the world's account finds the platform in life."""
    credentials: tuple[BirthCredential, ...] = ()
    """With these the account is made only when it is first used, as of the birth of the world; `work.birth_credential`
    gives them to `seed`. Without any it is made with the world."""
    listeners: tuple[Listener, ...] = ()
    """Ways in that are not HTTP."""
    tasks: Mapping[str, Callable[..., None]] = field(default_factory=dict)
    """What it does at a moment that was set with `work.schedule`, by name; called with `Work` and the data."""
    signs: bool = False
    """Whether its notifications carry headers that prove who sent them."""
    headers: frozenset[str] = frozenset()
    """Headers with `_` in their names that it reads, in the spelling in which it reads them; no other comes to it."""
    secrets: frozenset[str] = frozenset()
    personal: PersonalFields = field(default_factory=PersonalFields)
    """Which fields of its documents and screens tell who somebody is, how he is reached and where he lives."""
    packs: Mapping[str, Callable[[Work], None]] = field(default_factory=dict)
    """What a seed pack adds to the account, by the pack's name; its docstring tells people of it, in Portuguese."""
    records: Records = field(default_factory=Records)
    """What its views say of products, customers, orders and stock."""

    @property
    def version(self) -> int:
        """The version of its documents, which changes with their collections."""
        return tables.version(self.collections)

    def listener(self, name: str) -> Listener:
        """One of its listeners; raises LookupError."""
        found = next((one for one in self.listeners if one.name == name), None)
        if found is None:
            raise LookupError(f"{self.name} has no listener {name}")
        return found


def installed_platforms(names: Collection[str] | None = None) -> tuple[Platform, ...]:
    """The platforms that installed packages bring, in the order of their ports; those of these names alone, if given.

    Raises UsageError for a name that no package brings; of the others nothing is loaded.
    """
    entries = entry_points(group=GROUP)
    require_known(names or (), [entry.name for entry in entries])
    found = [entry.load() for entry in entries if names is None or entry.name in names]
    return tuple(sorted(found, key=lambda platform: platform.port))


def require_known(names: Iterable[str], known: Iterable[str]) -> None:
    """Raise UsageError for a name of a platform that is not known."""
    known = sorted(known)
    for name in names:
        if name not in known:
            raise UsageError(f"não há plataforma {name}; há: {', '.join(known)}")


def require_own_ports(platforms: Iterable[Platform]) -> None:
    """Raise UsageError, which names both, when two platforms or listeners ask for one port, or for the control's."""
    owners = {0: "o controle"}
    for platform in platforms:
        wanted = [(platform.port, platform.title)]
        wanted += [(listener.port, f"{platform.title} ({listener.name})") for listener in platform.listeners]
        for port, title in wanted:
            if port in owners:
                raise UsageError(
                    f"{owners[port]} e {title} pedem a mesma porta, {port} depois da do controle: "
                    "desinstale um dos pacotes, ou mude a porta que ele declara"
                )
            owners[port] = title
