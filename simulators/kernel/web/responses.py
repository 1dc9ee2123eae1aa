"""Answers as they go over the wire."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import formatdate
from typing import TYPE_CHECKING, Self

from werkzeug.http import HTTP_STATUS_CODES

from homologa.simulators.kernel.operations import HttpAnswer

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

NO_BODY = frozenset({204, 304})


@dataclass(frozen=True)
class WsgiResponse:
    """An answer as it goes over the wire: a WSGI application of its own."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @classmethod
    def of(cls, answer: HttpAnswer, *more: tuple[str, str]) -> Self:
        """The answer with its own headers, its length and some more."""
        if answer.status in NO_BODY:
            return cls(answer.status, (("Content-Type", answer.content_type), *answer.headers, *more), b"")
        described = ("Content-Type", answer.content_type), ("Content-Length", str(len(answer.body)))
        return cls(answer.status, (*described, *answer.headers, *more), answer.body)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Send it; HEAD gets everything but the body."""
        start_response(_status_line(self.status), list(self.headers))
        return () if environ["REQUEST_METHOD"] == "HEAD" else (self.body,)


@functools.lru_cache(maxsize=64)
def http_date(second: int) -> str:
    """A moment in Unix time as the header Date says it."""
    return formatdate(second, usegmt=True)


@functools.lru_cache(maxsize=64)
def _status_line(status: int) -> str:
    return f"{status} {HTTP_STATUS_CODES.get(status, 'unknown').upper()}"
