"""One process that serves every platform, by port and by Host header, and the control API."""

import signal
import socket
import threading
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path

from homologa.simulators.dispatcher import Dispatcher
from homologa.simulators.kernel.deliveries.sockets import AllowedTargets
from homologa.simulators.kernel.deliveries.workers import Workers
from homologa.simulators.kernel.errors import UsageError
from homologa.simulators.kernel.exchanges.journal import BOUNDS
from homologa.simulators.kernel.exchanges.retention import JournalBounds
from homologa.simulators.kernel.listener import Listener
from homologa.simulators.kernel.platform import Platform, installed_platforms, require_own_ports
from homologa.simulators.kernel.storage.folder import Folder
from homologa.simulators.server.address import Address
from homologa.simulators.server.ports import Mishaps, Ports
from homologa.simulators.site import Site, build

OPEN = (
    "o controle ficaria aberto a outras máquinas; dê uma chave com --control-key (ou HOMOLOGA_KEY) "
    "e aceite-o com --allow-control"
)
CONTROL = "control"
CONTROL_PATH = "/_homologa/v1"
Waiting = tuple[Platform, Listener, socket.socket]
"""A listener, and the socket at which it is to be opened."""


@dataclass
class Server:
    """The served simulators; `start` answers when every port does.

    `targets` may receive webhooks and `hosts` name this server, both beside this machine; who calls the control API
    shows `control_key`, if there is one. Raises UsageError when the control API would stand open to other machines.
    """

    address: Address = field(default_factory=Address)
    folder: Path | None = None
    targets: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    control_key: str | None = field(default=None, repr=False)
    credentials_from: str | None = None
    journal_bounds: JournalBounds = BOUNDS
    platforms: frozenset[str] | None = None
    """Names of those that are served, all that are installed without any."""
    urls: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.address.is_local and not self.control_key:
            raise UsageError(OPEN)
        platforms = installed_platforms(self.platforms)
        require_own_ports(platforms)
        names = [CONTROL, *(platform.name for platform in platforms)]
        folder, sockets, self._listening = self._take(platforms)
        ports = {name: held.getsockname()[1] for name, held in zip(names, sockets, strict=True)}
        self.urls.update({name: self.address.url(port) for name, port in ports.items()})
        self._workers, self._targets = Workers(), AllowedTargets(self.targets, frozenset({ports[CONTROL]}))
        self.site = self._build(folder)
        at = {port: name for name, port in ports.items()}
        self._ports = Ports(
            sockets, self._dispatcher(platforms, ports), Mishaps(at, self.urls, self.site.worlds.unrouted_journal)
        )

    @property
    def control_url(self) -> str:
        """The base URL of the control API."""
        return self.urls[CONTROL] + CONTROL_PATH

    def start(self) -> None:
        """Begin to answer, and go on with what an earlier process left undone."""
        for world in self.site.worlds.reopen():
            self._workers.wake(world)
        for platform, listener, held in self._listening:
            url = self.address.url(held.getsockname()[1], listener.name)
            self.site.listeners.open(platform, listener, held, url)
        self._listening.clear()
        self._ports.start()

    def stop(self) -> None:
        """Stop answering, finish the deliveries that are on their way and close every world."""
        for world in self.site.worlds.all():
            world.cancel_waits()
        self._ports.stop()
        for _, _, held in self._listening:
            held.close()
        self._workers.stop()
        self.site.worlds.close()
        self._targets.close()

    def _take(self, platforms: Sequence[Platform]) -> tuple[Folder | None, list[socket.socket], list[Waiting]]:
        """The folder, the sockets of control and platforms, and those of the listeners; all of it or nothing."""
        declared = [(platform, listener) for platform in platforms for listener in platform.listeners]
        offsets = [0, *(platform.port for platform in platforms), *(listener.port for _, listener in declared)]
        with ExitStack() as opened:
            folder = None if self.folder is None else opened.enter_context(closing(Folder(self.folder)))
            sockets = self.address.sockets(offsets)
            opened.pop_all()
        own = len(platforms) + 1
        return folder, sockets[:own], [(*one, held) for one, held in zip(declared, sockets[own:], strict=True)]

    def _dispatcher(self, platforms: Sequence[Platform], ports: Mapping[str, int]) -> Dispatcher:
        hosts = self.hosts | {self.address.host, self.address.public_host}
        dispatcher = Dispatcher(platforms, hosts, self.site.worlds.unrouted_journal)
        dispatcher.serve_any_host(ports[CONTROL], self.site.control)
        for platform in platforms:
            dispatcher.serve(platform.name, ports[platform.name], self.site.apps[platform.name])
        return dispatcher

    def _build(self, folder: Folder | None) -> Site:
        return build(
            outside=self._targets,
            wake=self._workers.wake,
            folder=folder,
            urls={name: url for name, url in self.urls.items() if name != CONTROL},
            any_host=not self.address.is_local,
            control_key=self.control_key,
            credentials_from=self.credentials_from,
            journal_bounds=self.journal_bounds,
            platforms=self.platforms,
        )


def end_signal() -> threading.Event:
    """An event that SIGTERM and SIGINT set from now on."""
    ended = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: ended.set())
    return ended
