"""The listeners of a process that are open, each on a thread of its own."""

import logging
import selectors
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from homologa.simulators.kernel.clock import BRASILIA
from homologa.simulators.kernel.errors import PlatformError, UsageError
from homologa.simulators.kernel.exchanges.exchange import Exchange
from homologa.simulators.kernel.faults import Candidate, Latency
from homologa.simulators.kernel.listener import Listener, ListenerCall, ListenerServer, Service
from homologa.simulators.kernel.platform import Platform
from homologa.simulators.kernel.work import Work
from homologa.simulators.kernel.world import World
from homologa.simulators.kernel.worlds import Worlds

LOOPBACK = "127.0.0.1"
log = logging.getLogger(__name__)


@dataclass
class Listeners:
    """The open listeners, told to `worlds.addresses`."""

    worlds: Worlds
    _servers: dict[str, tuple[ListenerServer, threading.Thread]] = field(default_factory=dict)
    """By URL."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def open_anywhere(self, platform: str, name: str) -> str:
        """The URL of a listener, opened at a free port of this machine alone.

        Raises LookupError for one that is not there, and UsageError when no port can be had.
        """
        with self._lock:
            known = self.worlds.addresses.listeners.get(platform, {}).get(name)
            if known is not None:
                return known
            found = self._platform(platform)
            declared = found.listener(name)
            with ExitStack() as opened:
                listening = opened.enter_context(_free_port(found, name))
                url = f"{name}://{LOOPBACK}:{listening.getsockname()[1]}"
                self._start(found, declared, listening, url)
                opened.pop_all()
            return url

    def open(self, platform: Platform, listener: Listener, listening: socket.socket, url: str) -> None:
        """Serve a socket, which is announced under this URL."""
        with self._lock:
            self._start(platform, listener, listening, url)

    def close(self) -> None:
        """Close every listener."""
        with self._lock:
            open_ones = tuple(self._servers.values())
            self._servers.clear()
            self.worlds.addresses.listeners.clear()
        # With the lock, a thread that ends by a call that asks for a listener's address would be waited for in vain.
        for server, thread in open_ones:
            server.close()
            thread.join()

    def _platform(self, name: str) -> Platform:
        found = next((one for one in self.worlds.platforms if one.name == name), None)
        if found is None:
            raise LookupError(f"there is no platform {name}")
        return found

    def _start(self, platform: Platform, listener: Listener, listening: socket.socket, url: str) -> None:
        gate = _Gate(platform, listener, url, self.worlds)
        server = _LateServer(listening, lambda: gate.service.open(gate, listening))
        thread = threading.Thread(target=server.serve_forever, name=f"{platform.name}-{listener.name}", daemon=True)
        thread.start()
        self._servers[url] = server, thread
        self.worlds.addresses.listeners.setdefault(platform.name, {})[listener.name] = url


@dataclass
class _LateServer:
    """Serves a socket from its first connection on, so that nothing is loaded before somebody comes."""

    listening: socket.socket
    make: Callable[[], ListenerServer]
    _bell: tuple[socket.socket, socket.socket] = field(default_factory=socket.socketpair)
    """Rung by its second end to end the wait."""
    _server: ListenerServer | None = None
    _is_closed: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def serve_forever(self) -> None:
        with self._bell[0], selectors.DefaultSelector() as waiting:
            for one in (self.listening, self._bell[0]):
                waiting.register(one, selectors.EVENT_READ)
            waiting.select()
        with self._lock, ExitStack() as ended:
            ended.enter_context(self.listening)
            if self._is_closed:
                return
            try:
                self._server = self.make()
            except Exception:
                log.exception("the listener at %s could not begin", self.listening.getsockname())
                return
            ended.pop_all()
        self._server.serve_forever()

    def close(self) -> None:
        with self._lock:
            self._is_closed = True
            self._bell[1].close()
        if self._server is not None:
            self._server.close()


def _free_port(platform: Platform, name: str) -> socket.socket:
    """A socket that listens at a port that nobody uses; raises UsageError."""
    try:
        return socket.create_server((LOOPBACK, 0))
    except OSError as error:
        raise UsageError(
            f"não há porta livre nesta máquina para {platform.title} ({name}): {error.strerror}; "
            "feche o que as ocupa e tente de novo"
        ) from None


@dataclass(frozen=True)
class _Gate:
    """How one listener reaches the worlds."""

    platform: Platform
    listener: Listener
    url: str
    worlds: Worlds

    @property
    def service(self) -> Service:
        """What serves the listener."""
        return self.platform.rooms.services[self.listener.name]

    def find(self, kind: str, value: str) -> "_Entrance | None":
        found = self.worlds.finder(self.platform.name)(kind, value)
        return None if found is None or found[0].closed else _Entrance(self, *found)

    def reject(self, method: str, path: str, hint: str) -> None:
        exchange = self.exchange(datetime.now(BRASILIA), "", method, path)
        exchange.hint = hint
        self.worlds.unrouted_journal.close(self.worlds.unrouted_journal.open(exchange))

    def exchange(self, at: datetime, operation: str, method: str, path: str, body: bytes = b"") -> Exchange:
        """What the journal is told of a call as it begins."""
        url, protocol = f"{self.url}{path}", self.listener.name
        return Exchange(0, at, "in", self.platform.name, method, url, operation, request_body=body, protocol=protocol)


@dataclass(frozen=True)
class _Entrance:
    """One world, as a listener sees it."""

    gate: _Gate
    world: World
    credential: Mapping[str, Any]

    def now(self) -> datetime:
        return self.world.clock.now()

    def reading(self) -> AbstractContextManager[Work]:
        return self.world.work(self.gate.platform.name, actor="api", write=False)

    @contextmanager
    def call(self, operation: str, path: str, body: bytes = b"") -> Iterator[ListenerCall]:
        world, declared = self.world, self.gate.service.operations[operation]
        exchange = self.gate.exchange(world.clock.now(), operation, declared.methods[0], path, body)
        exchange.cause = world.pump.current_cause
        world.journal.open(exchange)
        try:
            candidate = Candidate(self.gate.platform.name, declared, exchange.method, lambda: f"{path}\n{body!r}")
            rules = world.faults.select(candidate) if world.faults.has_rules else ()
            for fault in (rule.fault for rule in rules):
                if isinstance(fault, Latency):
                    world.timeline.pass_by(fault.seconds)
            cause = f"chamada:{exchange.seq}"
            with world.work(self.gate.platform.name, actor="api", cause=cause, write=declared.writes) as work:
                yield ListenerCall(work, exchange, tuple(rule.fault for rule in rules))
        except PlatformError as refusal:
            exchange.hint = refusal.hint or refusal.message
            raise
        except Exception as broken:
            exchange.breach = f"o simulador falhou: {type(broken).__name__}: {broken}"
            raise
        finally:
            world.journal.close(exchange)
        world.deliver_pending()
