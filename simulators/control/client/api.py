"""The calls of the control API, and how one fails."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import httpx

from homologa.simulators.control.client.caller import Caller

TIMEOUT = 60.0
KEY_VARIABLE = "HOMOLOGA_KEY"
RUN = "Homologa-Run"
"""The header that names what is being done."""


class ControlError(Exception):
    """The control API refused a request; `status` is HTTP, `detail` the reason in Portuguese."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


class ScreenRefused(ControlError):
    """A platform's screen refused an action; the detail is what a person reads on it."""


@dataclass
class Api:
    """The control API at `base_url` (with its `/_homologa/v1`), through any httpx transport.

    `key` is that of a control API which asks for one, else the environment's HOMOLOGA_KEY.
    """

    base_url: str
    transport: httpx.BaseTransport | None = None
    key: str | None = field(default=None, repr=False)
    run: str = ""
    """What is being done: from the next call of a world on, its exchanges carry the name; "" leaves it as it is."""
    _caller: Caller = field(init=False)

    def __post_init__(self) -> None:
        key = self.key or os.environ.get(KEY_VARIABLE)
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._caller = Caller(self.base_url, self.transport, timeout=TIMEOUT, headers=headers)

    def call(self, method: str, path: str, **options: Any) -> Any:
        """One call; raises ControlError, or ScreenRefused for an action that a screen refused."""
        text = self.text(method, path, **options)
        return json.loads(text) if text else None

    def text(self, method: str, path: str, **options: Any) -> bytes:
        """What one call answers, as it came; raises as `call` does."""
        answer = self._caller.request(method, path, headers=self._named(), **options)
        _check(answer)
        return answer.content

    @contextmanager
    def lines(self, method: str, path: str, **options: Any) -> Iterator[Iterator[str]]:
        """The lines of an answer that is text, as they come; raises ControlError."""
        with self._caller.stream(method, path, headers=self._named(), **options) as answer:
            if not answer.is_success:
                answer.read()
                _check(answer)
            yield answer.iter_lines()

    def _named(self) -> dict[str, str]:
        return {RUN: quote(self.run)} if self.run else {}

    def close(self) -> None:
        """Close the connections."""
        self._caller.close()


def _check(answer: httpx.Response) -> None:
    if not answer.is_success:
        kind = ScreenRefused if answer.status_code == httpx.codes.CONFLICT else ControlError
        raise kind(answer.status_code, _detail(answer))


def _detail(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return f"resposta {answer.status_code} do controle"
