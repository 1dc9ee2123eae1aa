"""One process that serves every platform, by port and by Host header, and the control API."""

import errno
import json
import logging
import re
import signal
import socket
import threading
from collections.abc import Iterable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from http import HTTPStatus
from itertools import chain, count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from waitress import wasyncore
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ThreadedTaskDispatcher
from waitress.trigger import trigger

from homologa.simulators.channel import Channel
from homologa.simulators.connections import MAX_CONNECTIONS, LargeRequests, PortLimit
from homologa.simulators.control.app import MAX_BODY
from homologa.simulators.dispatcher import Dispatcher
from homologa.simulators.kernel import packs
from homologa.simulators.kernel.clock import BRASILIA, Clock, Mode
from homologa.simulators.kernel.deliveries.sockets import AllowedTargets, is_allowed
from homologa.simulators.kernel.deliveries.workers import Workers
from homologa.simulators.kernel.errors import UsageError
from homologa.simulators.kernel.exchanges.exchange import Exchange
from homologa.simulators.kernel.exchanges.journal import BOUNDS
from homologa.simulators.kernel.exchanges.retention import JournalBounds
from homologa.simulators.kernel.platform import installed_platforms, require_own_ports
from homologa.simulators.kernel.storage.folder import Folder
from homologa.simulators.site import Site, build

THREADS = 40
"""More than the highest concurrency cap of a platform (a quarter of 120)."""
CONTROL_THREADS = 24
"""More than those that may wait for news, of the journal and of deliveries."""
BACKLOG = 1024
CONNECTIONS = 10_000
"""Of all ports together: what counts is the limit of each."""
MOST_RECEIVED = 2 * MAX_BODY
"""Bytes of a body that are taken in, so that it is refused in the words of whoever it is for."""
REASONS: Mapping[int | None, str] = {
    errno.EADDRINUSE: "outro programa a usa; encerre-o, ou escolha outra com --port",
    errno.EACCES: "o sistema não deixa; escolha outra com --port",
    errno.EADDRNOTAVAIL: "este computador não tem este endereço; escolha outro com --host",
}
"""Why nobody can listen at a port, and what to do."""
OPEN = (
    "o controle ficaria aberto a outras máquinas; dê uma chave com --control-key (ou HOMOLOGA_KEY) "
    "e aceite-o com --allow-control"
)
PUBLIC_URL = re.compile(r"https?://(\[[0-9A-Fa-f:.]+\]|[^\s/:@?#\[\]]+)")
CONTROL = "control"
CONTROL_PATH = "/_homologa/v1"
FIRST_WORLD = "padrao"
ANY = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
"""Addresses that stand for every interface, and the one by which this machine reaches itself."""


@dataclass(frozen=True)
class Address:
    """Where to listen: port 0 takes any free ports, else the control API gets `port` and the platforms follow.

    `public_url` is how other machines begin the addresses of all ports, such as `http://192.168.0.10`: scheme and host.
    Raises UsageError for another form.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str | None = None

    def __post_init__(self) -> None:
        if self.public_url and not PUBLIC_URL.fullmatch(self.public_url):
            raise UsageError(
                f"«{self.public_url}» não serve de URL pública: diga só o esquema e o host, como http://192.168.0.10; "
                "a porta de cada plataforma vem a seguir"
            )

    def sockets(self, offsets: Iterable[int]) -> list[socket.socket]:
        """Sockets that listen, one per offset from the first port; raises UsageError when one of them cannot."""
        with ExitStack() as opened:
            ports = [self.port + offset if self.port else 0 for offset in offsets]
            made = [opened.enter_context(_listening(self.host, port)) for port in ports]
            opened.pop_all()
        return made

    @property
    def is_local(self) -> bool:
        """Whether only this machine reaches it."""
        return is_allowed(self.host, ())

    def url(self, port: int, scheme: str = "http") -> str:
        """The URL that is announced for a port: of `public_url`, or one under which this machine reaches it."""
        if self.public_url and scheme == "http":
            return f"{self.public_url}:{port}"
        host = self.public_host if self.public_url else ANY.get(self.host, self.host)
        return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"

    @property
    def public_host(self) -> str:
        """The host of `public_url`; that which is listened to when there is none."""
        return urlsplit(self.public_url or "").hostname or self.host


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens; raises UsageError, which says in Portuguese why there is none."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        family, _, _, _, address = min(found, key=lambda one: one[0] != socket.AF_INET)
        return socket.create_server((str(address[0]), port), family=family, backlog=BACKLOG)
    except socket.gaierror:
        raise UsageError(f"não foi possível escutar em {host}: o nome não leva a nenhum endereço") from None
    except (OSError, OverflowError) as error:
        reason = REASONS.get(getattr(error, "errno", None), str(error))
        raise UsageError(f"não foi possível escutar em {host}, porta {port}: {reason}") from None


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
        # A queue of a few requests is nothing that the reader of a terminal can mend.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        if not self.address.is_local and not self.control_key:
            raise UsageError(OPEN)
        platforms = installed_platforms(self.platforms)
        require_own_ports(platforms)
        declared = [(platform, listener) for platform in platforms for listener in platform.listeners]
        names = [CONTROL, *(platform.name for platform in platforms)]
        with ExitStack() as opened:
            folder = None if self.folder is None else opened.enter_context(closing(Folder(self.folder)))
            offsets = [0, *(platform.port for platform in platforms), *(listener.port for _, listener in declared)]
            bound = self.address.sockets(offsets)
            opened.pop_all()
        sockets = bound[: len(names)]
        self._listening = [(*one, held) for one, held in zip(declared, bound[len(names) :], strict=True)]
        ports = {name: listening.getsockname()[1] for name, listening in zip(names, sockets, strict=True)}
        self.urls.update({name: self.address.url(port) for name, port in ports.items()})
        self._workers, self._targets = Workers(), AllowedTargets(self.targets, frozenset({ports[CONTROL]}))
        self.site = self._build({name: self.urls[name] for name in names[1:]}, folder)
        hosts = self.hosts | {self.address.host, self.address.public_host}
        dispatcher = Dispatcher(platforms, hosts, self.site.worlds.unrouted_journal)
        dispatcher.serve_any_host(ports[CONTROL], self.site.control)
        for name in names[1:]:
            dispatcher.serve(name, ports[name], self.site.apps[name])
        self._map: Any = {}
        self._crowded: set[str] = set()
        self._control_tasks = ThreadedTaskDispatcher()
        self._control_tasks.set_thread_count(CONTROL_THREADS)
        self._server = create_server(
            dispatcher,
            self._map,
            sockets=sockets,
            threads=THREADS,
            ident="",
            max_request_body_size=MOST_RECEIVED,
            connection_limit=CONNECTIONS,
        )
        channel = partial(
            Channel,
            on_tls=partial(self._note_tls, ports),
            ports=PortLimit(partial(self._note_crowd, ports)),
            large=LargeRequests(),
        )
        for listening in filter(lambda held: isinstance(held, BaseWSGIServer), self._map.values()):
            listening.channel_class = channel
            if listening.socket.getsockname()[1] == ports[CONTROL]:
                # Threads of its own: a tester can end what holds all those of the platforms.
                listening.task_dispatcher = self._control_tasks
        self._waker = trigger(self._map)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="servidor", daemon=True)

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
        self._thread.start()

    def stop(self) -> None:
        """Stop answering, finish the deliveries that are on their way and close every world."""
        for world in self.site.worlds.all():
            world.cancel_waits()
        if self._thread.is_alive():
            # Set by the loop itself: it would else be free to end, and to close the trigger, before it is pulled.
            self._waker.pull_trigger(lambda *_: self._stopping.set())
            self._thread.join()
        else:
            self._server.close()
        for _, _, held in self._listening:
            held.close()
        self._workers.stop()
        self.site.worlds.close()
        self._targets.close()

    def _note_tls(self, ports: Mapping[str, int], port: int) -> None:
        """Note a client that spoke TLS to a port, where it is looked for: with the calls that belong to no world."""
        name = next(name for name, number in ports.items() if number == port)
        url = self.urls[name]
        exchange = Exchange(0, datetime.now(BRASILIA), "in", name, "TLS", url, status=HTTPStatus.BAD_REQUEST)
        exchange.hint = f"o cliente falou TLS (https) com uma porta que fala http: use {url}"
        self.site.worlds.unrouted_journal.open(exchange)
        self.site.worlds.unrouted_journal.close(exchange)

    def _note_crowd(self, ports: Mapping[str, int], port: int) -> None:
        """Note that a port has had too many connections, once, with the calls that belong to no world."""
        name = next(name for name, number in ports.items() if number == port)
        if name in self._crowded:
            return
        self._crowded.add(name)
        exchange = Exchange(0, datetime.now(BRASILIA), "in", name, "TCP", self.urls[name])
        exchange.hint = (
            f"a porta teve mais de {MAX_CONNECTIONS} conexões ao mesmo tempo, e as mais ociosas foram fechadas: "
            "use poucas conexões e feche as que não usa"
        )
        self.site.worlds.unrouted_journal.open(exchange)
        self.site.worlds.unrouted_journal.close(exchange)

    def _serve(self) -> None:
        # The loop closes its own sockets: were another thread to close them, it would wait on what is gone.
        while not self._stopping.is_set():
            wasyncore.loop(timeout=1.0, use_poll=True, map=self._map, count=1)
        self._control_tasks.shutdown()
        self._server.close()

    def _build(self, urls: Mapping[str, str], folder: Folder | None) -> Site:
        return build(
            outside=self._targets,
            wake=self._workers.wake,
            folder=folder,
            urls=urls,
            any_host=not self.address.is_local,
            control_key=self.control_key,
            credentials_from=self.credentials_from,
            journal_bounds=self.journal_bounds,
            platforms=self.platforms,
        )


def announcement(server: Server, world_id: str) -> dict[str, Any]:
    """What `homologa serve --json` prints: control URL, a ready world and how to reach each platform."""
    world = server.site.worlds.get(world_id)
    platforms = {
        name: {
            "url": server.urls[name],
            "listeners": dict(world.addresses.listeners.get(name, {})),
            "credentials": world.credentials(name),
        }
        for name in world.platforms
    }
    return {"control": server.control_url, "world": world.id, "platforms": platforms}


def ready_world(server: Server, mode: Mode, pack: str = packs.DEFAULT, wanted: str | None = None) -> str:
    """The id of the world that is announced: the wanted one, else the first that can be opened.

    The first is made when it is not there. Raises UsageError when the wanted one is not.
    """
    worlds = server.site.worlds
    kept = [world.id for world in worlds.all()]
    if wanted is not None and wanted not in kept:
        raise UsageError(f"não há o mundo «{wanted}»; há: {', '.join(kept) or 'nenhum'}")
    if wanted is not None:
        return wanted
    names = chain((FIRST_WORLD,), (f"{FIRST_WORLD}-{number}" for number in count(2)))
    first = next(name for name in names if name not in worlds.refused)
    return first if first in kept else worlds.create(id=first, clock=Clock(mode=mode), pack=pack).id


def end_signal() -> threading.Event:
    """An event that SIGTERM and SIGINT set from now on."""
    ended = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: ended.set())
    return ended


def announcement_line(server: Server, world_id: str) -> str:
    """The announcement as one line of JSON."""
    return json.dumps(announcement(server, world_id), ensure_ascii=False)


def announcement_text(server: Server, world_id: str) -> str:
    """The announcement for people, in Portuguese."""
    announced = announcement(server, world_id)
    titles = {name: platform.title for name, platform in server.site.worlds.get(world_id).platforms.items()}
    lines = [f"Controle   {announced['control']}", f"Mundo      {announced['world']}", ""]
    for name, platform in announced["platforms"].items():
        lines.append(" ".join([f"{titles[name]:<10}", platform["url"], *platform["listeners"].values()]))
        shown = {key: value for key, value in platform["credentials"].items() if not isinstance(value, dict)}
        lines += [f"  {key}: {'(ainda não há)' if value is None else value}" for key, value in shown.items()]
    return "\n".join([*lines, "", "Ctrl+C encerra."])
