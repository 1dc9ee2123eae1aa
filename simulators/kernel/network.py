"""How a world reaches others: hosts mounted in the process, or sockets to allowed targets only."""

import fnmatch
import ipaddress
import logging
import socket
import time
import types
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

DEFAULT_PORTS = types.MappingProxyType({"http": 80, "https": 443})
log = logging.getLogger(__name__)


class HostTransport(httpx.BaseTransport):
    """Serves requests by host from mounted WSGI applications; any other host goes to `outside`, or nowhere."""

    def __init__(self, outside: httpx.BaseTransport | None = None) -> None:
        self._exact: dict[str, httpx.WSGITransport] = {}
        self._patterns: dict[str, httpx.WSGITransport] = {}
        self._outside = outside

    def mount(self, host: str, application: "WSGIApplication") -> None:
        """Serve `host` (with `*` for any label) by an application of this process."""
        place = self._patterns if "*" in host else self._exact
        place[host] = httpx.WSGITransport(app=_native(application))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request; raises httpx.ConnectError for a host that is not there, and for what is not HTTP."""
        if request.url.scheme not in ("http", "https"):
            raise httpx.UnsupportedProtocol(f"não é http: {request.url.scheme}", request=request)
        inside = self._exact.get(request.url.host) or self._by_pattern(request.url.host)
        if inside is not None:
            return inside.handle_request(request)
        if self._outside is None:
            raise httpx.ConnectError(f"host desconhecido: {request.url.host}", request=request)
        return self._outside.handle_request(request)

    def _by_pattern(self, host: str) -> httpx.WSGITransport | None:
        return next((app for pattern, app in self._patterns.items() if fnmatch.fnmatchcase(host, pattern)), None)


def _native(application: "WSGIApplication") -> "WSGIApplication":
    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        # httpx gives the path as text, and PEP 3333 wants its bytes as Latin-1.
        environ["PATH_INFO"] = environ["PATH_INFO"].encode().decode("latin-1")
        return application(environ, start_response)

    return answer


class Barred(httpx.BaseTransport):
    """Another transport, with one host out of reach."""

    def __init__(self, inner: httpx.BaseTransport, host: str) -> None:
        self._inner = inner
        self._host = host

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request; raises httpx.ConnectError for the barred host."""
        if request.url.host == self._host:
            raise httpx.ConnectError(f"destino não permitido: {self._host}", request=request)
        return self._inner.handle_request(request)


def is_allowed(host: str, allowed: Iterable[str]) -> bool:
    """Whether a delivery may go to `host`: this machine's loopback, or a name on the list."""
    if host == "localhost" or host in allowed:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_here(host: str) -> bool:
    """Whether a name or an address leads to this machine: only here can a socket listen on it."""
    try:
        found = socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return any(_can_listen(family, address) for family, _, _, _, address in found)


def _can_listen(family: int, address: tuple[Any, ...]) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as trial:
            trial.bind(address)
    except OSError:
        return False
    return True


class AllowedTargets(httpx.BaseTransport):
    """Sockets to allowed hosts only, and to none of this machine's `own` ports, whatever name it goes by."""

    def __init__(self, allowed: frozenset[str] = frozenset(), own: frozenset[int] = frozenset()) -> None:
        self._allowed = frozenset(name.lower() for name in allowed)
        self._own = own
        self._sockets = httpx.HTTPTransport(verify=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request; raises httpx.ConnectError for a target that is not allowed."""
        if not is_allowed(request.url.host, self._allowed):
            text = f"destino não permitido: {request.url.host} (veja --allow-target)"
            raise httpx.ConnectError(text, request=request)
        if (request.url.port or DEFAULT_PORTS.get(request.url.scheme)) in self._own and _is_here(request.url.host):
            raise httpx.ConnectError("destino não permitido: o controle dos simuladores", request=request)
        return self._sockets.handle_request(request)

    def close(self) -> None:
        """Close the connections."""
        self._sockets.close()


@dataclass(frozen=True)
class Reply:
    """A receiver's answer, or the reason for having none."""

    status: int | None
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    error: str = ""


@dataclass
class Network:
    """The way out of one world."""

    transport: httpx.BaseTransport
    max_answer: int = 1_000_000
    timer: Callable[[], float] = time.monotonic
    _client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        # One delivery carries nothing of the answer to another.
        no_cookies = CookieJar(DefaultCookiePolicy(allowed_domains=()))
        self._client = httpx.Client(transport=self.transport, trust_env=False, cookies=no_cookies)

    def post(self, url: str, headers: Iterable[tuple[str, str]], body: bytes, timeout: float) -> Reply:
        """Send one delivery and hear the answer to its end, in `timeout` seconds; raises for nothing that can happen.

        A receiver that is mounted in the process can raise whatever it likes.
        """
        deadline = self.timer() + timeout
        try:
            with self._client.stream("POST", url, headers=list(headers), content=body, timeout=timeout) as answer:
                received = b"".join(self._bounded(answer.iter_bytes(), deadline))
                return Reply(answer.status_code, received, tuple(answer.headers.multi_items()))
        except Exception as error:
            log.debug("a delivery to %s failed", url, exc_info=True)
            return Reply(None, error=f"{type(error).__name__}: {error}")

    def _bounded(self, chunks: Iterator[bytes], deadline: float) -> Iterator[bytes]:
        size = 0
        for chunk in chunks:
            size += len(chunk)
            if size > self.max_answer:
                raise httpx.DecodingError("resposta grande demais")
            if self.timer() > deadline:
                raise httpx.ReadTimeout("a resposta não terminou a tempo")
            yield chunk
