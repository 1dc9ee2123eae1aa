"""Deliveries over sockets: to allowed targets only, on connections that are kept for the next one."""

import functools
import http.client
import io
import ipaddress
import select
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from typing import Any

from homologa.simulators.kernel.deliveries.messages import TOO_LATE, Post, Reply, SendError, Target

CHUNK = 65_536
MAX_IDLE = 16
IDLE_SECONDS = 1.0
"""No longer than any server in use keeps an idle connection open."""
CONTROL_REFUSED = "destino não permitido: o controle dos simuladores"
BREAKS = frozenset("\r\n\0")
Key = tuple[str, str, int]


def is_allowed(host: str, allowed: Iterable[str]) -> bool:
    """Whether a delivery may go to `host`: this machine's loopback, or a name on the list."""
    if host == "localhost" or host in allowed:
        return True
    return _is_loopback(host)


@functools.lru_cache(maxsize=256)
def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _is_here(family: int, address: tuple[Any, ...]) -> bool:
    """Whether an address leads to this machine: only here can a socket listen on it."""
    try:
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            trial.bind((address[0], 0, *address[2:]))
    except OSError:
        return False
    return True


class _Connection:
    """One connection: every wait on it ends at the deadline of the delivery that it carries."""

    def __init__(self, key: Key, sock: socket.socket) -> None:
        self.key = key
        self.since = 0.0
        self._sock = sock

    def exchange(self, post: Post) -> tuple[Reply, bool]:
        """The answer, and whether the connection can carry another delivery."""
        written = _request_bytes(post)
        self._sock.settimeout(post.left())
        self._sock.sendall(written)
        with http.client.HTTPResponse(self._sock, method="POST") as answer:
            answer.fp.close()
            answer.fp = io.BufferedReader(_DeadlineReader(self._sock, post))
            answer.begin()
            body = post.read_bounded(_chunks(answer))
            if answer.length:
                raise SendError("a resposta foi cortada no meio")
            return Reply(answer.status, body, tuple(answer.getheaders())), not answer.will_close

    def is_fresh(self) -> bool:
        """Whether the last use is less than IDLE_SECONDS ago, and no byte or end came since."""
        if time.monotonic() - self.since > IDLE_SECONDS or not hasattr(select, "poll"):
            return False
        poll = select.poll()
        poll.register(self._sock, select.POLLIN)
        return not poll.poll(0)

    def close(self) -> None:
        self._sock.close()


class _DeadlineReader(io.RawIOBase):
    """The bytes of a connection, each read bounded by what is left of the time."""

    def __init__(self, sock: socket.socket, post: Post) -> None:
        self._sock = sock
        self._post = post

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(self._post.left())
        return self._sock.recv_into(buffer)


class _Idle:
    """Connections that wait for another delivery, a few at most."""

    def __init__(self) -> None:
        self._connections: list[_Connection] = []
        self._lock = threading.Lock()

    def acquire(self, key: Key) -> _Connection | None:
        """A connection that can be used again."""
        while (connection := self._pop(key)) is not None:
            if connection.is_fresh():
                return connection
            connection.close()
        return None

    def keep(self, connection: _Connection) -> None:
        """Keep a connection; the one that waited longest goes when there are too many."""
        with self._lock:
            self._connections.append(connection)
            spare = self._connections.pop(0) if len(self._connections) > MAX_IDLE else None
        if spare is not None:
            spare.close()

    def close(self) -> None:
        with self._lock:
            connections, self._connections = self._connections, []
        for connection in connections:
            connection.close()

    def _pop(self, key: Key) -> _Connection | None:
        with self._lock:
            places = [place for place, connection in enumerate(self._connections) if connection.key == key]
            return self._connections.pop(places[-1]) if places else None


class AllowedTargets:
    """Sockets to allowed hosts only, and to none of this machine's `own` ports, whatever name it goes by."""

    def __init__(self, allowed: frozenset[str] = frozenset(), own: frozenset[int] = frozenset()) -> None:
        self._allowed = frozenset(name.lower() for name in allowed)
        self._own = own
        self._idle = _Idle()
        # A receiver under development has a certificate of its own making: those of this machine are not even read.
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._tls.check_hostname = False
        self._tls.verify_mode = ssl.CERT_NONE

    def send(self, post: Post) -> Reply:
        """The receiver's answer; raises SendError, also for a target that is not allowed."""
        target = post.target
        if not is_allowed(target.host, self._allowed):
            raise SendError(f"destino não permitido: {target.host} (veja --allow-target)")
        key = (target.scheme, target.host, target.port)
        connection = self._idle.acquire(key) or self._open(key, post)
        try:
            reply, lasts = connection.exchange(post)
        except Exception as error:
            connection.close()
            raise _send_error(error) from error
        if lasts:
            connection.since = time.monotonic()
            self._idle.keep(connection)
        else:
            connection.close()
        return reply

    def close(self) -> None:
        """Close the connections that are open for reuse."""
        self._idle.close()

    def _open(self, key: Key, post: Post) -> _Connection:
        try:
            sock = self._connect(post)
        except (OSError, UnicodeError) as error:
            raise _send_error(error, f"ninguém atende em {post.target.host}:{post.target.port}") from error
        return _Connection(key, sock)

    def _connect(self, post: Post) -> socket.socket:
        target = post.target
        refused: OSError = OSError("o nome não leva a nenhum endereço")
        for family, kind, number, _, address in socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM):
            self._check(target, family, address)
            sock = socket.socket(family, kind, number)
            try:
                sock.settimeout(post.left())
                sock.connect(address)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return self._wrap_tls(sock, post) if target.scheme == "https" else sock
            except TimeoutError:
                sock.close()
                raise
            except OSError as error:
                sock.close()
                refused = error
        raise refused

    def _check(self, target: Target, family: int, address: tuple[Any, ...]) -> None:
        """Refuse an address to which an allowed name must not lead; looked at here, it cannot change any more."""
        if target.host == "localhost" and not _is_loopback(str(address[0])):
            raise SendError(f"destino não permitido: localhost leva a {address[0]}")
        if target.port in self._own and _is_here(family, address):
            raise SendError(CONTROL_REFUSED)

    def _wrap_tls(self, sock: socket.socket, post: Post) -> socket.socket:
        sock.settimeout(post.left())
        return self._tls.wrap_socket(sock, server_hostname=post.target.host)


def _request_bytes(post: Post) -> bytes:
    """The whole request, so that it leaves in one piece; raises SendError for a header that cannot be sent."""
    connections = [
        f"POST {post.target.path} HTTP/1.1",
        *(f"{name}: {value}" for name, value in post.sent_headers()),
        "",
        "",
    ]
    if not BREAKS.isdisjoint("".join(connections)):
        raise SendError("um cabeçalho tem caracteres que não podem ser enviados")
    return "\r\n".join(connections).encode() + post.body


def _chunks(answer: http.client.HTTPResponse) -> Iterator[bytes]:
    while chunk := answer.read(CHUNK):
        yield chunk


def _send_error(error: Exception, otherwise: str = "a conexão caiu sem resposta") -> SendError:
    if isinstance(error, SendError):
        return error
    if isinstance(error, TimeoutError):
        return SendError(TOO_LATE)
    if isinstance(error, http.client.RemoteDisconnected | OSError):
        return SendError(otherwise)
    return SendError(f"a resposta não é HTTP que se entenda ({type(error).__name__})")
