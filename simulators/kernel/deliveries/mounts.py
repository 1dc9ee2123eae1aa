"""Applications of this process, called without a socket and without a client between."""

import fnmatch
import io
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from homologa.simulators.kernel.deliveries.messages import Post, Reply, SendError

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

UNPREFIXED = frozenset({"CONTENT_TYPE", "CONTENT_LENGTH"})


class Mounts:
    """The applications of this process by the host at which they answer; no other host can be reached."""

    def __init__(self) -> None:
        self._exact: dict[str, WSGIApplication] = {}
        self._patterns: dict[str, WSGIApplication] = {}

    def mount(self, host: str, application: "WSGIApplication") -> None:
        """Have an application answer at `host`, in which `*` stands for any label."""
        place = self._patterns if "*" in host else self._exact
        place[host] = application

    def find(self, host: str) -> "WSGIApplication | None":
        """The application at a host, if there is one."""
        return self._exact.get(host) or self._by_pattern(host)

    def send(self, message: Post) -> Reply:
        """Have the application at its target answer a delivery; raises SendError, and whatever that raises."""
        inside = self.find(message.target.host)
        if inside is None:
            raise SendError(f"host desconhecido: {message.target.host}")
        return post(inside, message)

    def _by_pattern(self, host: str) -> "WSGIApplication | None":
        return next((app for pattern, app in self._patterns.items() if fnmatch.fnmatchcase(host, pattern)), None)


def post(application: "WSGIApplication", message: Post) -> Reply:
    """Have an application answer a POST; raises SendError, and whatever the application raises."""
    started: list[tuple[str, list[tuple[str, str]]]] = []
    written: list[bytes] = []

    def start_response(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
        started[:] = [(status, headers)]
        return written.append

    chunks = application(_environ(message), start_response)
    try:
        body = message.read_bounded(chunks)
    finally:
        _close(chunks)
    if not started:
        raise SendError("o receptor não respondeu")
    status, headers = started[0]
    return Reply(int(status.split(" ", 1)[0]), b"".join(written) + body, tuple(headers))


def _environ(message: Post) -> "WSGIEnvironment":
    target = message.target
    path, _, query = target.path.partition("?")
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        # PEP 3333 wants the bytes of the path as Latin-1.
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": target.host,
        "SERVER_PORT": str(target.port),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": target.scheme,
        "wsgi.input": io.BytesIO(message.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in message.sent_headers():
        key = name.upper().replace("-", "_")
        environ[key if key in UNPREFIXED else f"HTTP_{key}"] = value
    return environ


def _close(chunks: Iterable[bytes]) -> None:
    close = getattr(chunks, "close", None)
    if close is not None:
        close()
