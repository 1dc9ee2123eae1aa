"""The control API of a process."""

from dataclasses import dataclass, field
from typing import Any

import httpx

from simulators.control.client.errors import ControlError, ScreenRefused
from simulators.control.client.world import WorldClient

TIMEOUT = 60.0


@dataclass
class Control:
    """The control API at `base_url` (with its `/_homologa/v1`), through any httpx transport."""

    base_url: str
    transport: httpx.BaseTransport | None = None
    _client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self._client = httpx.Client(base_url=self.base_url, transport=self.transport, timeout=TIMEOUT, trust_env=False)

    def create_world(self, **options: Any) -> WorldClient:
        """Make a world; options are id, seed, clock, now and limits."""
        return WorldClient(self, self.call("POST", "/worlds", json=options))

    def world(self, world_id: str) -> WorldClient:
        """An existing world."""
        return WorldClient(self, self.call("GET", f"/worlds/{world_id}"))

    def worlds(self) -> list[WorldClient]:
        """Every world."""
        return [WorldClient(self, data) for data in self.call("GET", "/worlds")["data"]]

    def strangers(self, after: int = 0) -> list[dict[str, Any]]:
        """Requests that belonged to no world."""
        found: list[dict[str, Any]] = self.call("GET", "/strangers", params={"after": after})["data"]
        return found

    def call(self, method: str, path: str, **options: Any) -> Any:
        """One call; raises ControlError, or ScreenRefused for an action that a screen refused."""
        answer = self._client.request(method, path, **options)
        if answer.is_success:
            return answer.json() if answer.content else None
        detail = _detail(answer)
        kind = ScreenRefused if answer.status_code == httpx.codes.CONFLICT else ControlError
        raise kind(answer.status_code, detail)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def _detail(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return f"resposta {answer.status_code} do controle"
