"""One process that serves every platform, by port and by Host header, and the control API."""

import fnmatch
import json
import signal
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from waitress.server import create_server

from simulators.kernel.network import AllowedTargets, is_allowed
from simulators.kernel.platform import Platform, installed
from simulators.kernel.workers import Workers
from simulators.site import Site, build

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

THREADS = 40
"""More than the highest concurrency cap of a platform (a quarter of 120)."""
CONTROL = "control"
CONTROL_PATH = "/_homologa/v1"


@dataclass(frozen=True)
class Address:
    """Where to listen: port 0 takes any free ports, else the control API gets `port` and the platforms follow."""

    host: str = "127.0.0.1"
    port: int = 8000


class Dispatcher:
    """Finds the application of a request by its Host header, then by its port."""

    def __init__(self, platforms: Iterable[Platform]) -> None:
        self._patterns = [(pattern, platform.name) for platform in platforms for pattern in platform.hosts]
        self._by_port: dict[str, WSGIApplication] = {}
        self._by_name: dict[str, WSGIApplication] = {}

    def serve(self, name: str, port: int, application: "WSGIApplication") -> None:
        """Serve an application at a port and, for a platform, under the hosts that it impersonates."""
        self._by_port[str(port)] = application
        self._by_name[name] = application

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        host = environ.get("HTTP_HOST", "").partition(":")[0]
        return self._choose(host, environ["SERVER_PORT"])(environ, start_response)

    def _choose(self, host: str, port: str) -> "WSGIApplication":
        for pattern, name in self._patterns:
            if fnmatch.fnmatchcase(host, pattern):
                return self._by_name[name]
        return self._by_port[port]


@dataclass
class Server:
    """The served simulators; `start` answers when every port does."""

    address: Address = field(default_factory=Address)
    folder: Path | None = None
    allowed: frozenset[str] = frozenset()
    urls: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        platforms = installed()
        self._workers = Workers()
        self._dispatcher = Dispatcher(platforms)
        names = [CONTROL, *(platform.name for platform in platforms)]
        self._server = create_server(
            self._dispatcher, listen=self._listen(platforms), threads=THREADS, ident=""
        )
        ports = dict(zip(names, self._ports(), strict=True))
        self.urls.update({name: f"http://{self._shown_host()}:{port}" for name, port in ports.items()})
        self.site = self._build({name: self.urls[name] for name in names[1:]})
        for name, port in ports.items():
            application = self.site.control if name == CONTROL else self.site.apps[name]
            self._dispatcher.serve(name, port, application)
        self._thread = threading.Thread(target=self._server.run, name="servidor", daemon=True)

    @property
    def control_url(self) -> str:
        """The base URL of the control API."""
        return self.urls[CONTROL] + CONTROL_PATH

    def start(self) -> None:
        """Begin to answer, and go on with what an earlier process left undone."""
        for world in self.site.worlds.reopen():
            self._workers.wake(world)
        self._thread.start()

    def stop(self) -> None:
        """Stop answering and close every world."""
        self._server.close()
        self._workers.stop()
        self.site.worlds.close()

    def _build(self, urls: Mapping[str, str]) -> Site:
        return build(
            outside=AllowedTargets(self.allowed),
            wake=self._workers.wake,
            folder=self.folder,
            urls=urls,
            any_host=not is_allowed(self.address.host, ()),
        )

    def _listen(self, platforms: tuple[Platform, ...]) -> str:
        first = self.address.port
        ports = [first, *(first + platform.port if first else 0 for platform in platforms)]
        return " ".join(f"{self.address.host}:{port}" for port in ports)

    def _ports(self) -> list[int]:
        listening: Any = getattr(self._server, "effective_listen", None)
        return [port for _, port in listening]

    def _shown_host(self) -> str:
        return "127.0.0.1" if self.address.host == "0.0.0.0" else self.address.host  # noqa: S104


def announcement(server: Server, world_id: str) -> dict[str, Any]:
    """What `homologa serve --json` prints: control URL, a ready world and how to reach each platform."""
    world = server.site.worlds.get(world_id)
    platforms = {
        name: {"url": server.urls[name], "credentials": world.view(name, "credenciais", {})}
        for name in world.platforms
    }
    return {"control": server.control_url, "world": world.id, "platforms": platforms}


def ready_world(server: Server, mode: str) -> str:
    """The id of the first world, made when there is none."""
    from simulators.kernel.clock import Clock

    kept = server.site.worlds.all()
    if kept:
        return kept[0].id
    clock = Clock(mode="real") if mode == "real" else Clock()
    return server.site.worlds.create(id="padrao", clock=clock).id


def wait_for_end() -> None:
    """Return when the process is told to end by SIGTERM or SIGINT."""
    ended = threading.Event()

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: ended.set())
    ended.wait()


def line(server: Server, world_id: str) -> str:
    """The announcement as one line of JSON."""
    return json.dumps(announcement(server, world_id), ensure_ascii=False)
