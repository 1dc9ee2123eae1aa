"""What a platform declares of itself; the rest of it, its rooms, is loaded when somebody uses it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import entry_points
from typing import Any

from homologa.simulators.kernel.errors import Fidelity, UsageError
from homologa.simulators.kernel.listener import Listener
from homologa.simulators.kernel.masks.personal import PersonalFields
from homologa.simulators.kernel.records import Records
from homologa.simulators.kernel.rooms import Rooms

GROUP = "homologa.platforms"


@dataclass(frozen=True)
class BirthCredential:
    """What an account is born with, known before there is one; it and the control API call it `name`.

    Requests find the world by it as `kind`, with `data`; one without a kind leads nowhere. In `form`, `{drawn}` stands
    for `length` hexadecimal digits of its own; there and in texts of `data`, `{other}` is one that is declared before.
    """

    name: str
    kind: str = ""
    length: int = 40
    form: str = "{drawn}"
    data: Mapping[str, Any] = field(default_factory=dict)
    is_public: bool = False
    """Whether it follows from id and seed of the world, as ids do; any other cannot be foreseen."""
    is_base64: bool = False
    """Whether the digits are written as the base64 of their bytes."""

    @property
    def is_secret(self) -> bool:
        """Whether it gives access, and is masked."""
        return "{drawn}" in self.form and not self.is_public


@dataclass(frozen=True)
class Platform:
    """One platform, declared in one place; what costs something stands behind `load`.

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
    origin: str
    """The base URL at which a client finds the platform in life; `{name}` stands for a birth credential."""
    load: Callable[[], Rooms]
    """Gives the rooms, whose modules are imported there; called when the platform is first used."""
    credentials: tuple[BirthCredential, ...] = ()
    """Until there is an account, made when it is first used, requests find the world by these alone."""
    listeners: tuple[Listener, ...] = ()
    """Ways in that are not HTTP."""
    signs: bool = False
    """Whether its notifications carry headers that prove who sent them."""
    headers: frozenset[str] = frozenset()
    """Headers with `_` in their names that it reads, in the spelling in which it reads them; no other comes to it."""
    secrets: frozenset[str] = frozenset()
    personal: PersonalFields = field(default_factory=PersonalFields)
    """Which fields of its documents and screens tell who somebody is, how he is reached and where he lives."""
    packs: Mapping[str, str] = field(default_factory=dict)
    """What each seed pack adds to the account, by the pack's name, in Portuguese."""
    records: Records = field(default_factory=Records)
    """What its views say of products, customers, orders and stock."""

    @cached_property
    def rooms(self) -> Rooms:
        """How it speaks, what it does and shows, and what it keeps."""
        return self.load()

    @property
    def is_loaded(self) -> bool:
        """Whether somebody has used it in this process."""
        return "rooms" in vars(self)

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
