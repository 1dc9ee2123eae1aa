"""A load generator of keep-alive connections in one thread, and the figures that it gives."""

import selectors
import socket
import statistics
import time
from dataclasses import dataclass

CONNECTIONS = 16
WARM_UP = 0.5


@dataclass(frozen=True)
class Load:
    """Requests a second, and milliseconds at the middle and at the 99th of 100."""

    per_second: float
    p50: float
    p99: float


class _Line:
    """One connection that always has exactly one request on its way."""

    def __init__(self, address: tuple[str, int], request: bytes) -> None:
        self.socket = socket.create_connection(address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._request = request
        self._got = b""
        self._sent = 0.0

    def send(self) -> None:
        """Send the request again."""
        self._got = b""
        self._sent = time.perf_counter()
        self.socket.sendall(self._request)

    def receive(self) -> float | None:
        """Take what has come; the seconds that the answer took once it is whole. Raises OSError for a bad one."""
        chunk = self.socket.recv(65536)
        if not chunk:
            raise OSError("the server closed the connection")
        self._got += chunk
        head, separator, body = self._got.partition(b"\r\n\r\n")
        if not separator or len(body) < _length(head):
            return None
        if not head.startswith(b"HTTP/1.1 200"):
            raise OSError(f"bad answer: {head[:60]!r}")
        return time.perf_counter() - self._sent


def run(port: int, request: bytes, seconds: float) -> Load:
    """Keep every connection busy for so many seconds."""
    lines = [_Line(("127.0.0.1", port), request) for _ in range(CONNECTIONS)]
    took: list[float] = []
    with selectors.DefaultSelector() as selector:
        for line in lines:
            selector.register(line.socket, selectors.EVENT_READ, line)
            line.send()
        start = time.perf_counter()
        end = start + WARM_UP + seconds
        while (now := time.perf_counter()) < end:
            for key, _ in selector.select(1.0):
                spent = key.data.receive()
                if spent is not None:
                    if now > start + WARM_UP:
                        took.append(spent)
                    key.data.send()
    for line in lines:
        line.socket.close()
    ordered = sorted(took)
    p99 = ordered[int(len(ordered) * 0.99)]
    return Load(len(took) / seconds, statistics.median(ordered) * 1000, p99 * 1000)


def request(path: str, body: str, content_type: str) -> bytes:
    """A POST, as bytes."""
    encoded = body.encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(encoded)}\r\n\r\n"
    )
    return head.encode() + encoded


def get_request(path: str) -> bytes:
    """A GET, as bytes."""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise OSError("an answer without Content-Length")
