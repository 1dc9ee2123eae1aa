"""One world, seen and moved through the control API."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from homologa.simulators.control.client.api import Api
from homologa.simulators.control.client.deliveries import DeliveriesClient, PlansClient
from homologa.simulators.control.client.faults import FaultsClient
from homologa.simulators.control.client.journal import JournalClient
from homologa.simulators.control.client.models import Done, Quiet, Screen, read_screens


@dataclass
class WorldClient:
    """One world, seen and moved through the control API; `data` is how the API described it last."""

    control: Api
    data: dict[str, Any]

    @property
    def id(self) -> str:
        """The world's id."""
        return str(self.data["id"])

    def refresh(self) -> dict[str, Any]:
        """Read the world's description again."""
        self.data = self._call("GET", "")
        return self.data

    def act(self, platform: str, action: str, **fields: Any) -> Any:
        """Do what a person does on a screen; raises ScreenRefused."""
        return self.perform(platform, action, fields).result

    def perform(self, platform: str, action: str, fields: Mapping[str, Any], view: str | None = None) -> Done:
        """Do what a person does on a screen, and look around, at a view of the platform too; raises ScreenRefused."""
        params = None if view is None else {"view": view}
        done = self._call("POST", f"/actions/{platform}/{action}", json=fields, params=params)
        return Done(done["result"], Quiet.of(done["quiet"]), done.get("view"))

    def view(self, platform: str, view: str, **fields: Any) -> Any:
        """What a person sees on a screen."""
        return self._call("GET", f"/views/{platform}/{view}", params=fields)["data"]

    def actions(self) -> list[Screen]:
        """Every action of every platform."""
        return list(read_screens(self.control.text("GET", f"/worlds/{self.id}/actions")))

    def views(self) -> list[Screen]:
        """Every view of every platform."""
        return list(read_screens(self.control.text("GET", f"/worlds/{self.id}/views")))

    def now(self) -> datetime:
        """The world's present moment."""
        return datetime.fromisoformat(self._call("GET", "/clock")["now"])

    def set_clock(self, mode: Literal["real", "frozen"]) -> None:
        """Freeze the clock, or let it run."""
        self._call("PUT", "/clock", json={"mode": mode})

    def advance(self, *, seconds: float | None = None, to: datetime | None = None, deliver: bool = True) -> datetime:
        """Move the clock by seconds, to a moment or, with neither, to the next delivery; answers the new moment.

        Without `deliver` nothing is delivered on the way nor at the end.
        """
        body: dict[str, Any] = {"next": True}
        if seconds is not None:
            body = {"seconds": seconds}
        elif to is not None:
            body = {"to": to.isoformat()}
        if not deliver:
            body["deliver"] = False
        return datetime.fromisoformat(self._call("POST", "/clock/advance", json=body)["now"])

    def pump(self) -> Quiet:
        """Do what is due now; answers what is so when it is done."""
        return Quiet.of(self._call("POST", "/pump"))

    @property
    def faults(self) -> FaultsClient:
        """What goes wrong on purpose."""
        return FaultsClient(self.control, self.id)

    def findings(self) -> list[dict[str, Any]]:
        """What contracts and limits have against the requests: platform, operation, text, times and first exchange."""
        found: list[dict[str, Any]] = self._call("GET", "/findings")["data"]
        return found

    def limits(self) -> dict[str, Any]:
        """How request limits are taken (`mode`), and under `accounts` what the account on each platform was asked."""
        found: dict[str, Any] = self._call("GET", "/limits")
        return found

    def set_limits(self, mode: Literal["observe", "enforce", "off"]) -> None:
        """Observe, enforce or switch off the platforms' request limits."""
        self._call("PUT", "/limits", json={"mode": mode})

    def set_run(self, label: str) -> None:
        """Name what is being done; exchanges from now on carry the name."""
        self._call("PUT", "/run", json={"label": label})

    def quiet(self, wait: float = 0.0) -> Quiet:
        """Whether nothing is due on the platforms, waiting up to `wait` seconds for that."""
        return Quiet.of(self._call("GET", "/quiet", params={"wait": wait}))

    def journal(
        self, *, after: int = 0, limit: int = 100, newest: bool = False, **filters: Any
    ) -> list[dict[str, Any]]:
        """Exchanges, masked; filters are fields such as platform, operation, direction or run."""
        params = {"after": after, "limit": limit, "newest": str(newest).lower(), **filters}
        found: list[dict[str, Any]] = self._call("GET", "/journal", params=params)["data"]
        return found

    @property
    def exchanges(self) -> JournalClient:
        """The journal with all that can be asked of it: pages, one exchange with its causes, stream, HAR, curl."""
        return JournalClient(self.control, self.id)

    def mask(self, texts: Sequence[str], place: str = "") -> list[str]:
        """The texts, masked as the journal's are; `place` is what they are about, such as the name of a screen."""
        found: list[str] = self._call("POST", "/mask", json={"texts": list(texts), "place": place})["texts"]
        return found

    def breaches(self, after: int = 0) -> list[dict[str, Any]]:
        """Exchanges in which a simulator broke its own contract."""
        found: list[dict[str, Any]] = self._call("GET", "/breaches", params={"after": after})["data"]
        return found

    @property
    def deliveries(self) -> DeliveriesClient:
        """The deliveries of its platforms; `world.deliveries(state="failed")` lists them."""
        return DeliveriesClient(self.control, self.id)

    @property
    def plans(self) -> PlansClient:
        """What is planned for its deliveries."""
        return PlansClient(self.control, self.id)

    def delivery(self, delivery_id: str) -> dict[str, Any]:
        """One delivery with its attempts under `exchanges`."""
        return self.deliveries.get(delivery_id)

    def snapshots(self) -> list[str]:
        """The names of the kept states."""
        found: list[str] = self._call("GET", "/snapshots")["data"]
        return found

    def reset(self) -> None:
        """Go back to the state in which the world was made."""
        self._call("POST", "/reset")

    def snapshot(self, name: str) -> None:
        """Keep the whole state under a name."""
        self._call("PUT", f"/snapshots/{name}")

    def restore(self, name: str) -> None:
        """Put a kept state back."""
        self._call("POST", f"/snapshots/{name}/restore")

    def delete_snapshot(self, name: str) -> None:
        """Delete a kept state."""
        self._call("DELETE", f"/snapshots/{name}")

    def export(self) -> dict[str, Any]:
        """The whole state of the world, with credentials and personal data masked by names that do not vary."""
        found: dict[str, Any] = self._call("GET", "/export")
        return found

    def delete(self) -> None:
        """Forget the world."""
        self._call("DELETE", "")

    def _call(self, method: str, path: str, **options: Any) -> Any:
        return self.control.call(method, f"/worlds/{self.id}{path}", **options)
