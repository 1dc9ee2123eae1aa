"""The deliveries of a world and the plans for them, through the control API."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from homologa.simulators.control.client.api import Api
from homologa.simulators.control.client.rules import RulesClient

WAIT = 30.0


@dataclass(frozen=True)
class DeliveriesClient:
    """The deliveries of a world; calling it lists them."""

    control: Api
    world: str
    """The id of the world."""

    def __call__(self, **filters: Any) -> list[dict[str, Any]]:
        """Deliveries; filters are platform, state, kind, subject, cause, plan, replay_of, since, after and limit."""
        found: list[dict[str, Any]] = self._call("GET", "", params=_params(filters))["data"]
        return found

    def get(self, delivery_id: str, *, wait: float = 0.0) -> dict[str, Any]:
        """One delivery with its attempts under `exchanges`; waits so long for it to be made or given up."""
        found: dict[str, Any] = self._call("GET", f"/{delivery_id}", params={"wait": wait})
        return found

    def wait(self, count: int = 1, *, wait: float = WAIT, **filters: Any) -> list[dict[str, Any]]:
        """Deliveries that match, as soon as there are so many; after `wait` seconds (30 at most) those there are."""
        params = {"count": count, "wait": wait, **_params(filters)}
        found: list[dict[str, Any]] = self._call("GET", "", params=params)["data"]
        return found

    def replay(self, delivery_id: str) -> dict[str, Any]:
        """Make one once more, the same bytes under the same id; gives the new delivery. Raises ControlError."""
        made: dict[str, Any] = self._call("POST", f"/{delivery_id}/replay")
        return made

    def replay_all(self, **filters: Any) -> list[str]:
        """Make all once more that were made or given up and match; gives the ids of the new deliveries."""
        return [made["id"] for made in self._call("POST", "/replay", json=_params(filters))["data"]]

    def release(self, delivery_id: str) -> dict[str, Any]:
        """Have a held one take its turn now; raises ControlError."""
        released: dict[str, Any] = self._call("POST", f"/{delivery_id}/release")
        return released

    def _call(self, method: str, path: str, **options: Any) -> Any:
        return self.control.call(method, f"/worlds/{self.world}/deliveries{path}", **options)


@dataclass(frozen=True)
class PlansClient(RulesClient):
    """The plans of a world, by which deliveries get lost, late, doubled or disordered.

    What a plan holds is let go when it is forgotten.
    """

    path = "plans"

    def add(
        self,
        effect: str,
        *,
        platform: str | None = None,
        kind: str | None = None,
        subject: str | None = None,
        nth: int | None = None,
        next: int | None = None,
        always: bool = False,
        after: int = 0,
        label: str = "",
        **settings: Any,
    ) -> dict[str, Any]:
        """Have something happen to the next delivery that matches, unless `nth`, `next` or `always` is given.

        `effect` is drop, delay, duplicate, reorder, burst, cut or interleave. `settings` are its own; those of
        interleave are call (a number), called (a platform) and operation. Gives the plan with its id. Raises
        ControlError.
        """
        plan = {
            "label": label,
            "platform": platform,
            "kind": kind,
            "subject": subject,
            "nth": nth,
            "next": next,
            "after": after,
            "effect": {"kind": effect, **settings},
        }
        return self._make(plan, always=always)


def _params(filters: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in filters.items()}
