"""The fault plan of a world, through the control API."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulators.control.client.world import WorldClient


@dataclass(frozen=True)
class FaultsClient:
    """The rules of a world, by which calls to its platforms go wrong."""

    world: "WorldClient"

    def add(
        self,
        kind: str,
        *,
        platform: str | None = None,
        operation: str | None = None,
        method: str | None = None,
        contains: str | None = None,
        nth: int | None = None,
        next: int | None = None,
        always: bool = False,
        after: int = 0,
        label: str = "",
        **details: Any,
    ) -> dict[str, Any]:
        """Have a fault strike the next call that the rule means, unless `nth`, `next` or `always` is given.

        `details` are the fault's own: seconds and commit of a latency, status, body and content_type, or length of a
        cut. Gives the rule with its id. Raises ControlError.
        """
        rule = {
            "label": label,
            "platform": platform,
            "operation": operation,
            "method": method,
            "contains": contains,
            "nth": nth,
            "next": next,
            "while": always,
            "after": after,
            "fault": {"kind": kind, **details},
        }
        made: dict[str, Any] = self._call("POST", "/faults", json=rule)
        return made

    def all(self) -> list[dict[str, Any]]:
        """Every rule; `matched` counts the calls that it meant, `fired` those that it struck."""
        found: list[dict[str, Any]] = self._call("GET", "/faults")["data"]
        return found

    def get(self, fault_id: int) -> dict[str, Any]:
        """One rule; raises ControlError when it is not there."""
        found: dict[str, Any] = self._call("GET", f"/faults/{fault_id}")
        return found

    def remove(self, fault_id: int) -> None:
        """Forget one rule; raises ControlError when it is not there."""
        self._call("DELETE", f"/faults/{fault_id}")

    def clear(self) -> None:
        """Forget every rule."""
        self._call("DELETE", "/faults")

    def _call(self, method: str, path: str, **options: Any) -> Any:
        return self.world.control.call(method, f"/worlds/{self.world.id}{path}", **options)
