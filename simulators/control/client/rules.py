"""The rules of a world, by which calls or deliveries go wrong: what is the same of both."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from homologa.simulators.control.client.api import Api


@dataclass(frozen=True)
class RulesClient:
    """The rules of one kind of a world; `path` is where the control API has them."""

    control: Api
    world: str
    """The id of the world."""
    path: ClassVar[str]

    def all(self) -> list[dict[str, Any]]:
        """Every rule; `matched` counts what it was about, `fired` that to which it did something."""
        found: list[dict[str, Any]] = self._call("GET", "")["data"]
        return found

    def get(self, number: int) -> dict[str, Any]:
        """One rule; raises ControlError when it is not there."""
        found: dict[str, Any] = self._call("GET", f"/{number}")
        return found

    def remove(self, number: int) -> None:
        """Forget one rule; raises ControlError when it is not there."""
        self._call("DELETE", f"/{number}")

    def clear(self) -> None:
        """Forget every rule."""
        self._call("DELETE", "")

    def _make(self, rule: Mapping[str, Any], *, always: bool) -> dict[str, Any]:
        made: dict[str, Any] = self._call("POST", "", json={**rule, "while": always})
        return made

    def _call(self, method: str, path: str, **options: Any) -> Any:
        return self.control.call(method, f"/worlds/{self.world}/{self.path}{path}", **options)
