"""The applications of this process for clients of httpx, by host and without sockets."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import httpx

from homologa.simulators.kernel.deliveries.mounts import Mounts
from homologa.simulators.kernel.faults.connection import KEY as CONNECTION
from homologa.simulators.kernel.faults.connection import ClientConnection, Disconnect
from homologa.simulators.kernel.web.wsgi import ApplicationTransport

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

RESET = "[Errno 104] Connection reset by peer"


class HostTransport(httpx.BaseTransport):
    """Serves requests by the mounted applications; any other host is out of reach."""

    def __init__(self, mounts: Mounts | None = None) -> None:
        self._mounts = mounts or Mounts()
        self.mount = self._mounts.mount
        self.send = self._mounts.send

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request; raises httpx.ConnectError for a host that is not there, and for what is not HTTP."""
        if request.url.scheme not in ("http", "https"):
            raise httpx.UnsupportedProtocol(f"não é http: {request.url.scheme}", request=request)
        inside = self._mounts.find(request.url.host)
        if inside is None:
            raise httpx.ConnectError(f"host desconhecido: {request.url.host}", request=request)
        patience = request.extensions.get("timeout", {}).get("read")
        connection = ClientConnection() if patience is None else ClientConnection(patience)
        return ApplicationTransport(_with_connection(inside, connection)).handle_request(request)


def _with_connection(application: "WSGIApplication", connection: ClientConnection) -> "WSGIApplication":
    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        environ[CONNECTION] = connection
        parts = application(environ, start_response)
        return parts if connection.disconnect is None else _transmit(parts, connection.disconnect)

    return answer


def _transmit(parts: Iterable[bytes], disconnect: Disconnect) -> Iterator[bytes]:
    """An answer's body as far as it comes: raises what httpx does over sockets."""
    if disconnect.kind == "timeout":
        raise httpx.ReadTimeout("timed out")
    if disconnect.kind == "reset":
        raise httpx.ReadError(RESET)
    return _truncate(b"".join(parts), disconnect.length)


def _truncate(body: bytes, length: int) -> Iterator[bytes]:
    yield body[:length]
    if length < len(body):
        lengths = f"received {length} bytes, expected {len(body)}"
        raise httpx.RemoteProtocolError(f"peer closed connection without sending complete message body ({lengths})")
