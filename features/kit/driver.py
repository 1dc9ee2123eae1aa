"""A client of the driver protocol: how the suite puts a connector under test (openapi/driver.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

import httpx

from features.kit.errors import Blocked

TIMEOUT = 70.0


@dataclass(frozen=True)
class Capabilities:
    """What a connector answered to its set-up: its receivers by kind, and what it can do."""

    receivers: Mapping[str, str] = field(default_factory=dict)
    names: frozenset[str] = frozenset()

    def __contains__(self, name: str) -> bool:
        return name in self.names


@dataclass(frozen=True)
class State:
    """What a connector says that it is doing."""

    name: Literal["idle", "busy", "waiting"]
    waiting_until: datetime | None = None


class Driver:
    """One connector; every method raises Blocked when it cannot be reached or refuses."""

    def __init__(self, url: str, transport: httpx.BaseTransport | None = None) -> None:
        self.url = url
        self._client = httpx.Client(base_url=url, transport=transport, timeout=TIMEOUT, trust_env=False)

    def setup(self, setup: Mapping[str, Any]) -> Capabilities:
        """Hand an integration over; the connector forgets everything before."""
        return _capabilities(self._call("PUT", "/setup", json=setup))

    def change(self, change: Mapping[str, Any]) -> Capabilities:
        """Hand a change of settings or credentials over; the connector forgets nothing."""
        return _capabilities(self._call("PATCH", "/setup", json=change))

    def run(self, operation: str) -> None:
        """Start one operation by hand."""
        self._call("POST", "/run", json={"operation": operation})

    def state(self, wait: float) -> State:
        """What the connector is doing, waiting up to `wait` seconds for it to leave `busy`."""
        data = self._call("GET", "/state", params={"wait": wait})
        until = data.get("waiting_until")
        return State(data["state"], datetime.fromisoformat(until) if until else None)

    def clock(self, now: datetime) -> None:
        """Tell the connector what time it is (capability `clock`)."""
        self._call("PUT", "/clock", json={"now": now.isoformat()})

    def restart(self) -> None:
        """Have the connector start again from its durable memory (capability `restart`)."""
        self._call("POST", "/restart")

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _call(self, method: str, path: str, **options: Any) -> Any:
        try:
            answer = self._client.request(method, path, **options)
        except httpx.HTTPError as error:
            raise Blocked(f"o conector não respondeu a {method} {path} ({type(error).__name__})") from error
        if not answer.is_success:
            raise Blocked(f"o conector respondeu {answer.status_code} a {method} {path}: {answer.text[:200]}")
        try:
            return answer.json() if answer.content else None
        except ValueError as error:
            raise Blocked(f"o conector respondeu a {method} {path} o que não é JSON") from error


def _capabilities(data: Any) -> Capabilities:
    try:
        return Capabilities(dict(data["receivers"]), frozenset(data["capabilities"]))
    except (TypeError, KeyError, ValueError) as error:
        raise Blocked(f"o conector respondeu ao /setup fora do protocolo: {error!r}") from error
