"""An application of this process as a transport: what httpx.WSGITransport does, in less time."""

import functools
import io
import itertools
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import httpx

from homologa.simulators.kernel.web.request_reader import UNDERSCORED

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

DEFAULT_PORTS = {"http": "80", "https": "443"}
UNPREFIXED = frozenset({"CONTENT_TYPE", "CONTENT_LENGTH"})


class ApplicationTransport(httpx.BaseTransport):
    """Serves requests by a WSGI application; what it raises is raised here."""

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        head = _Head()
        result = self._application(_environ(request), head)
        whole = isinstance(result, tuple | list)
        stream = httpx.ByteStream(b"".join(result)) if whole else _Pieces(result)
        return httpx.Response(head.status, headers=head.headers, stream=stream)


class _Head:
    """The `start_response` of one request."""

    status = 0
    headers: list[tuple[bytes, bytes]]

    def __call__(
        self, status: str, headers: list[tuple[str, str]], exc_info: Any = None, /
    ) -> Callable[[bytes], object]:
        if exc_info is not None:
            raise exc_info[1]
        self.status = int(status[:3])
        self.headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        return bytes


class _Pieces(httpx.SyncByteStream):
    """A body as it comes; its first piece is asked for at once, since with it an application begins to answer."""

    def __init__(self, result: Iterable[bytes]) -> None:
        self._close = getattr(result, "close", None)
        pieces = iter(result)
        self._pieces = itertools.chain((next(filter(None, pieces), b""),), pieces)

    def __iter__(self) -> Iterator[bytes]:
        return self._pieces

    def close(self) -> None:
        """Close the answer of the application, as a server does when the client has gone."""
        if self._close is not None:
            self._close()


def _environ(request: httpx.Request) -> "WSGIEnvironment":
    url = request.url
    environ: WSGIEnvironment = {
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": url.scheme,
        "wsgi.input": io.BytesIO(request.read()),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        # PEP 3333 wants the bytes of the path as Latin-1.
        "PATH_INFO": url.path.encode().decode("latin-1"),
        "QUERY_STRING": url.query.decode("ascii"),
        "SERVER_NAME": url.host,
        "SERVER_PORT": str(url.port or DEFAULT_PORTS[url.scheme]),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
    }
    underscored: dict[str, str] = {}
    for name, value in request.headers.raw:
        if b"_" in name:
            underscored[name.decode("ascii").lower()] = value.decode("latin-1")
        else:
            environ[_key(name)] = value.decode("latin-1")
    if underscored:
        environ[UNDERSCORED] = underscored
    return environ


@functools.lru_cache(maxsize=256)
def _key(name: bytes) -> str:
    key = name.decode("ascii").upper().replace("-", "_")
    return key if key in UNPREFIXED else f"HTTP_{key}"
