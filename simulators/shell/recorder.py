"""The transport of the commands: it keeps what the control API answered last."""

from __future__ import annotations

from typing import Any

import httpx

from homologa.simulators.shell.failures import NotSimulators

JSON = ("application/json", "application/problem+json")
TEXT = "text/plain"
STREAM = "text/event-stream"


class RecordingTransport(httpx.BaseTransport):
    """Passes requests on, over sockets unless told otherwise, and keeps the `last` document and its `text`."""

    def __init__(self, inner: httpx.BaseTransport | None = None) -> None:
        self._inner = inner or httpx.HTTPTransport()
        self.text = ""
        self.last: Any = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request; raises Foreign for an answer that no control API gives."""
        answer = self._inner.handle_request(request)
        kind = answer.headers.get("Content-Type", "").partition(";")[0].strip()
        if answer.status_code == httpx.codes.NO_CONTENT:
            self.text, self.last = "", None
        elif kind in JSON:
            answer.read()
            self.text, self.last = answer.text, answer.json()
        elif kind == TEXT:
            answer.read()
            self.text, self.last = answer.text, None
        elif kind != STREAM:
            raise NotSimulators
        return answer

    def close(self) -> None:
        self._inner.close()
