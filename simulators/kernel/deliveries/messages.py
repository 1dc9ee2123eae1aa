"""One delivery on its way out: where it goes, what it says, and what came back."""

import functools
import time
import types
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote, unquote, urlsplit

DEFAULT_PORTS = types.MappingProxyType({"http": 80, "https": 443})
PATH_SAFE = "/%:=&?~#+!$,;'@()*[]|"
MAX_ANSWER = 1_000_000
TOO_LATE = "a resposta não terminou a tempo"

Pairs = Sequence[tuple[str, str]]


class SendError(Exception):
    """A delivery that got no answer; the text, in Portuguese, is the reason."""


@dataclass(frozen=True)
class Target:
    """Where a delivery goes: `host` is in lower case and without brackets, `path` has the query and is all ASCII."""

    scheme: str
    host: str
    port: int
    path: str
    authority: str
    """What the header Host says."""
    access: str = ""
    """The header Authorization, when the address has a user."""

    @classmethod
    @functools.lru_cache(maxsize=256)
    def of(cls, url: str) -> "Target":
        """The target of an address; raises SendError when it is none, or is not of HTTP."""
        try:
            parts = urlsplit(url)
            host = _ascii(parts.hostname or "")
            port = parts.port
        except ValueError:
            raise SendError(f"o endereço não faz sentido: {url}") from None
        if parts.scheme not in DEFAULT_PORTS:
            raise SendError(f"o endereço não é http nem https: {url}")
        if not host:
            raise SendError(f"o endereço não tem host: {url}")
        name = f"[{host}]" if ":" in host else host
        path = quote(parts.path or "/", safe=PATH_SAFE) + (f"?{quote(parts.query, safe=PATH_SAFE)}" * bool(parts.query))
        authority = name if port is None else f"{name}:{port}"
        access = _basic(parts.username or "", parts.password or "") if "@" in parts.netloc else ""
        number = DEFAULT_PORTS[parts.scheme] if port is None else port
        return cls(parts.scheme, host, number, path, authority, access)


def _ascii(host: str) -> str:
    return host.lower() if host.isascii() else host.encode("idna").decode("ascii")


def _basic(user: str, password: str) -> str:
    return f"Basic {b64encode(f'{unquote(user)}:{unquote(password)}'.encode()).decode()}"


@dataclass(frozen=True)
class Post:
    """A POST that has to be answered whole before `timer` comes to `deadline`."""

    target: Target
    headers: Pairs
    body: bytes
    deadline: float
    max_answer: int = MAX_ANSWER
    timer: Callable[[], float] = time.monotonic

    def left(self) -> float:
        """Seconds until the deadline; raises SendError when it has passed."""
        left = self.deadline - self.timer()
        if left <= 0:
            raise SendError(TOO_LATE)
        return left

    def sent_headers(self) -> Iterator[tuple[str, str]]:
        """Every header as it is sent."""
        yield "Host", self.target.authority
        if self.target.access:
            yield "Authorization", self.target.access
        yield "Accept", "*/*"
        yield from self.headers
        yield "Content-Length", str(len(self.body))

    def read_bounded(self, chunks: Iterable[bytes]) -> bytes:
        """The answer's body; raises SendError when it is too big, or does not end in time."""
        parts, size = [], 0
        for chunk in chunks:
            size += len(chunk)
            if size > self.max_answer:
                raise SendError("a resposta é grande demais")
            parts.append(chunk)
            self.left()
        return b"".join(parts)


@dataclass(frozen=True)
class Reply:
    """A receiver's answer, or the reason for having none."""

    status: int | None
    body: bytes = b""
    headers: Pairs = ()
    error: str = ""


class Sender(Protocol):
    """A way out of the process or to what is mounted in it."""

    def send(self, post: Post) -> Reply:
        """The receiver's answer; raises SendError, and whatever a receiver in this process raises."""
