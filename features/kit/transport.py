"""The one way by which the suite reaches simulators and connector, so that all it sees can be recorded and replayed.

What follows in a scenario depends on what was seen alone: the same steps over a replay end the same way, with neither
simulators nor connector. A recording stays in memory, for it holds what the platforms show unmasked.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import httpx

PRESENT, TICKS = "PRESENT", "TICKS"
"""What a look at the wall clock and one at the stopwatch are called in a recording."""


class NotRecorded(Exception):
    """A replay was asked for something else than what comes next in its recording."""


@dataclass(frozen=True)
class RecordedLook:
    """One thing that the suite did or looked at, and what came of it: an answer, a moment, or an error.

    `request` is method, URL and body of a call; `headers` and `content` are those of its answer, as they came.
    """

    request: tuple[str, str, bytes]
    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    content: bytes = b""
    moment: float = 0.0
    error: Exception | None = None


@dataclass
class SuiteTransport(httpx.BaseTransport):
    """Carries every call of the suite, and has the time that passes for it; over sockets unless told otherwise.

    Clients that use it do not close it.
    """

    inner: httpx.BaseTransport | None = None
    _recording: list[RecordedLook] | None = None

    @cached_property
    def _way(self) -> httpx.BaseTransport:
        return self.inner or httpx.HTTPTransport(trust_env=False)

    @contextmanager
    def recorded(self) -> Iterator[list[RecordedLook]]:
        """Record every look from here to the end of the block, in their order."""
        recording: list[RecordedLook] = []
        self._recording = recording
        try:
            yield recording
        finally:
            self._recording = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Carry one call; raises what the inner transport raises."""
        if self._recording is None:
            return self._way.handle_request(request)
        try:
            answer = self._way.handle_request(request)
            content = b"".join(_stream(answer))
            answer.close()
        except Exception as error:
            self._note(RecordedLook(_described(request), error=error))
            raise
        headers = tuple(answer.headers.multi_items())
        self._note(look := RecordedLook(_described(request), answer.status_code, headers, content))
        return _answer(look)

    def present(self) -> datetime:
        """The real present moment."""
        now = datetime.now(UTC)
        self._note(RecordedLook((PRESENT, "", b""), moment=now.timestamp()))
        return now

    def ticks(self) -> float:
        """Seconds on a stopwatch that never goes back."""
        ticks = time.monotonic()
        self._note(RecordedLook((TICKS, "", b""), moment=ticks))
        return ticks

    def close(self) -> None:
        """Nothing: other clients use it as well."""

    def shut(self) -> None:
        """Close the connections, at the end of the run."""
        self._way.close()

    def _note(self, look: RecordedLook) -> None:
        if self._recording is not None:
            self._recording.append(look)


class Replay(SuiteTransport):
    """Answers from a recording and reaches nobody; raises NotRecorded for what is not the next look of it."""

    def __init__(self, recording: Sequence[RecordedLook]) -> None:
        super().__init__()
        self._looks = iter(recording)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        look = self._next(_described(request))
        if look.error is not None:
            raise look.error
        return _answer(look)

    def present(self) -> datetime:
        return datetime.fromtimestamp(self._next((PRESENT, "", b"")).moment, UTC)

    def ticks(self) -> float:
        return self._next((TICKS, "", b"")).moment

    def _next(self, request: tuple[str, str, bytes]) -> RecordedLook:
        look = next(self._looks, None)
        if look is None or look.request != request:
            recorded = "mais nada" if look is None else " ".join(look.request[:2])
            raise NotRecorded(f"a gravação tem {recorded}, e não {' '.join(request[:2])}, ou o corpo é outro")
        return look


def client(transport: httpx.BaseTransport | None, **options: Any) -> httpx.Client:
    """A client for calls that neither control API nor driver protocol has; it minds no proxy of the environment."""
    return httpx.Client(transport=transport or httpx.HTTPTransport(trust_env=False), trust_env=False, **options)


def _described(request: httpx.Request) -> tuple[str, str, bytes]:
    return request.method, str(request.url), request.read()


def _stream(answer: httpx.Response) -> Iterator[bytes]:
    if not isinstance(answer.stream, httpx.SyncByteStream):
        raise TypeError("only answers that are read in turn can be recorded")
    return iter(answer.stream)


def _answer(look: RecordedLook) -> httpx.Response:
    return httpx.Response(look.status, headers=list(look.headers), stream=httpx.ByteStream(look.content))
