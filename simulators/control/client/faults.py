"""The fault plan of a world, through the control API."""

from dataclasses import dataclass
from typing import Any

from homologa.simulators.control.client.rules import RulesClient


@dataclass(frozen=True)
class FaultsClient(RulesClient):
    """The rules of a world, by which calls to its platforms go wrong."""

    path = "faults"

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
            "after": after,
            "fault": {"kind": kind, **details},
        }
        return self._make(rule, always=always)
