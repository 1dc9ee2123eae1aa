"""Which application answers a request that came to a port of the server."""

import fnmatch
from collections.abc import Iterable
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from homologa.simulators.kernel.clock import BRASILIA
from homologa.simulators.kernel.deliveries.sockets import is_allowed
from homologa.simulators.kernel.exchanges.exchange import Exchange
from homologa.simulators.kernel.exchanges.journal import Journal
from homologa.simulators.kernel.platform import Platform
from homologa.simulators.kernel.web import request_reader

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

REMEDY = (
    "o host «{host}» não é deste servidor: chame-o por 127.0.0.1, ou sirva com «homologa serve --allow-host {host}»"
)


class Dispatcher:
    """Finds the application of a request by its Host header, then by its port.

    A platform's port answers to the hosts that the platforms impersonate, to this machine's own names and to those
    that are `allowed`; a request to another is misdirected, and noted in the journal of what belongs to no world.
    """

    def __init__(self, platforms: Iterable[Platform], allowed: Iterable[str], journal: Journal) -> None:
        self._patterns = [(pattern, platform.name) for platform in platforms for pattern in platform.hosts]
        self._allowed = frozenset(host.lower() for host in allowed)
        self._journal = journal
        self._any_host: dict[str, WSGIApplication] = {}
        self._by_port: dict[str, WSGIApplication] = {}
        self._by_name: dict[str, WSGIApplication] = {}

    def serve(self, name: str, port: int, application: "WSGIApplication") -> None:
        """Serve a platform's application at a port, and at every port under the hosts that it impersonates."""
        self._by_port[str(port)] = application
        self._by_name[name] = application

    def serve_any_host(self, port: int, application: "WSGIApplication") -> None:
        """Serve at a port an application that judges by itself to which hosts it answers."""
        self._any_host[str(port)] = application

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        host = _host(environ.get("HTTP_HOST", ""))
        return self._choose(host, environ["SERVER_PORT"])(environ, start_response)

    def _choose(self, host: str, port: str) -> "WSGIApplication":
        for pattern, name in self._patterns:
            if fnmatch.fnmatchcase(host, pattern):
                return self._by_name[name]
        if port in self._any_host:
            return self._any_host[port]
        return self._by_port[port] if not host or is_allowed(host, self._allowed) else self._misdirected

    def _misdirected(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        request = request_reader.read(environ, {}, with_body=False)
        status = HTTPStatus.MISDIRECTED_REQUEST
        hint = REMEDY.format(host=_host(environ["HTTP_HOST"]))
        exchange = Exchange(0, datetime.now(BRASILIA), "in", "", request.method, request.url, "")
        exchange.request_headers = tuple(request.headers.items())
        self._journal.open(exchange)
        body = f"{hint}\n".encode()
        exchange.status, exchange.hint, exchange.response_body = status, hint, body
        self._journal.close(exchange)
        described = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
        start_response(f"{status.value} {status.phrase}", described)
        return () if request.method == "HEAD" else (body,)


def _host(header: str) -> str:
    """The host of a Host header, without its port, in small letters; an IPv6 address without its brackets."""
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.partition(":")[0].lower()
