"""Connections of the server: faults can end them, reset or cut within an answer, and TLS is refused at once."""

import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError, get_header_lines
from waitress.task import WSGITask

from homologa.simulators.connections import LargeRequests, PortLimit
from homologa.simulators.kernel.faults.connection import KEY, ClientConnection
from homologa.simulators.kernel.web.request_reader import UNDERSCORED

TLS_HANDSHAKE = b"\x16\x03"
"""How a record of a TLS handshake begins, of any version; no request of HTTP does."""
PLAIN_TEXT = b"Esta porta fala http, sem TLS: troque https por http.\n"
PLAIN_ANSWER = (
    f"HTTP/1.1 {HTTPStatus.BAD_REQUEST.value} {HTTPStatus.BAD_REQUEST.phrase}\r\n"
    f"Content-Type: text/plain; charset=utf-8\r\nContent-Length: {len(PLAIN_TEXT)}\r\nConnection: close\r\n\r\n"
).encode() + PLAIN_TEXT
AT_ONCE = struct.pack("ii", 1, 0)
"""SO_LINGER of a close that sends RST and forgets what was not sent."""


@dataclass
class SocketConnection(ClientConnection):
    """A connection over a socket: nobody knows how long its client waits, but that it has gone can be seen."""

    connection: socket.socket | None = None

    def is_gone(self, waited: float) -> bool:
        """Whether the client has closed its end; the server's sockets do not block."""
        try:
            return self.connection is None or not self.connection.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return False
        except OSError:
            return True

    def reset(self) -> None:
        """Have the connection, once it is closed, end abruptly."""
        if self.connection is not None:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)


class Task(WSGITask):
    """One request, whose answer leaves as its line says."""

    def execute(self) -> None:
        """Have the application answer, with the line at its hand."""
        self._connection = SocketConnection(connection=self.channel.socket)
        environ = self.get_environment()
        environ[KEY] = self._connection
        environ[UNDERSCORED] = getattr(self.request, "underscored", {})
        super().execute()

    def write(self, data: bytes) -> None:
        """Send a part of the answer, as far as the line goes."""
        disconnect = self._connection.disconnect
        if disconnect is None:
            super().write(data)
            return
        if disconnect.kind == "cut":
            super().write(data[: disconnect.length])
        else:
            self._connection.reset()
        # What was announced counts as sent: the server would complain of what is missing.
        self.content_bytes_written = self.content_length or 0
        self.wrote_header = True
        self.close_on_finish = True


class RequestParser(HTTPRequestParser):
    """Reads requests; a target that cannot be read is a bad request, which the parser of the server does not see.

    Headers with `_` in their names, which that parser drops because WSGI writes `-` so, are kept apart.
    """

    def parse_header(self, header_plus: bytes) -> None:
        """Read the first line and the headers; raises ParsingError."""
        try:
            super().parse_header(header_plus)
        except ValueError:
            raise ParsingError("Invalid request target") from None
        self.underscored: dict[str, str] = {}
        for line in get_header_lines(header_plus.partition(b"\r\n")[2]):
            name, _, value = line.partition(b":")
            if b"_" in name:
                self.underscored[name.decode("latin-1").lower()] = value.strip(b" \t").decode("latin-1")


class Channel(HTTPChannel):
    """A connection whose requests faults can end.

    A client that begins with TLS would wait for an answer that a plain port never gives: it is answered in plain HTTP,
    which every TLS library takes for an error, and `on_tls` is told of the port.
    """

    task_class = Task
    parser_class = RequestParser

    def __init__(
        self, *arguments: Any, on_tls: Callable[[int], None], ports: PortLimit, large: LargeRequests, **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self._on_tls = on_tls
        self._first: bytes | None = b""
        """The beginning of the first request, until there are enough bytes to tell TLS from HTTP."""
        self._ports, self._large = ports, large
        self._port = self.socket.getsockname()[1] if self.socket is not None else 0
        self._ports.add(self._port, self)

    @property
    def is_busy(self) -> bool:
        return bool(self.requests)

    @property
    def has_begun(self) -> bool:
        return self.request is not None or bool(self._first)

    @property
    def largest_request(self) -> int:
        coming = [] if self.request is None else [self.request]
        return max((request.body_bytes_received for request in [*coming, *self.requests]), default=0)

    def readable(self) -> bool:
        return bool(super().readable()) and self._large.allows(self)

    def handle_close(self) -> None:
        self._ports.remove(self._port, self)
        self._large.remove(self)
        super().handle_close()

    def received(self, data: bytes) -> bool:
        """Take in what came; the first bytes, together or one by one, tell TLS from HTTP."""
        if self._first is None:
            return bool(super().received(data))
        first = self._first + data
        if len(first) < len(TLS_HANDSHAKE) and TLS_HANDSHAKE.startswith(first):
            self._first = first
            return True
        self._first = None
        if self.socket is not None and first.startswith(TLS_HANDSHAKE):
            self._refuse_tls(self.socket)
            return False
        return bool(super().received(first))

    def _refuse_tls(self, client: socket.socket) -> None:
        self._on_tls(client.getsockname()[1])
        self.send(PLAIN_ANSWER, do_close=False)
        self.handle_close()
