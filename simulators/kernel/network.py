"""How a world reaches others: hosts mounted in the process, or sockets to allowed targets only."""

import fnmatch
import ipaddress
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Fetch = Callable[[httpx.Request], httpx.Response]


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


def is_allowed(host: str, allowed: Iterable[str]) -> bool:
    """Whether a delivery may go to `host`: this machine's loopback, or a name on the list."""
    if host == "localhost" or host in allowed:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class AllowedTargets(httpx.BaseTransport):
    """Sockets to allowed hosts only."""

    def __init__(self, allowed: frozenset[str] = frozenset()) -> None:
        self._allowed = allowed
        self._sockets = httpx.HTTPTransport(verify=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request; raises httpx.ConnectError for a target that is not allowed."""
        if not is_allowed(request.url.host, self._allowed):
            text = f"destino não permitido: {request.url.host} (veja --allow-target)"
            raise httpx.ConnectError(text, request=request)
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
    _client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self._client = httpx.Client(transport=self.transport, follow_redirects=False, trust_env=False)

    def post(self, url: str, headers: Iterable[tuple[str, str]], body: bytes, timeout: float) -> Reply:
        """Send one delivery; never raises for what a receiver does."""
        try:
            with self._client.stream("POST", url, headers=list(headers), content=body, timeout=timeout) as answer:
                received = b"".join(_bounded(answer.iter_bytes(), self.max_answer))
                return Reply(answer.status_code, received, tuple(answer.headers.multi_items()))
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return Reply(None, error=f"{type(error).__name__}: {error}")


def _bounded(chunks: Iterator[bytes], most: int) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise httpx.DecodingError("resposta grande demais")
        yield chunk
