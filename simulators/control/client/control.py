"""The control API of a process."""

from typing import Any

from homologa.simulators.control.client.api import Api
from homologa.simulators.control.client.world import WorldClient


class Control(Api):
    """The control API of a process: its worlds, and what is the same in all of them."""

    def create_world(self, **options: Any) -> WorldClient:
        """Make a world; options are id, seed, clock, now, limits, pack and platforms (names)."""
        return WorldClient(self, self.call("POST", "/worlds", json=options))

    def world(self, world_id: str) -> WorldClient:
        """An existing world."""
        return WorldClient(self, self.call("GET", f"/worlds/{world_id}"))

    def worlds(self) -> list[WorldClient]:
        """Every world."""
        return [WorldClient(self, data) for data in self.call("GET", "/worlds")["data"]]

    def refused_worlds(self) -> dict[str, str]:
        """The kept worlds that could not be opened: why, by id."""
        return {refused["id"]: refused["reason"] for refused in self.call("GET", "/worlds")["refused"]}

    def packs(self) -> dict[str, dict[str, str]]:
        """The seed packs by name: what each holds, by platform."""
        return {pack["name"]: pack["platforms"] for pack in self.call("GET", "/packs")["data"]}

    def operations(self) -> list[dict[str, Any]]:
        """The operations of every platform: name, methods, paths, fidelity."""
        found: list[dict[str, Any]] = self.call("GET", "/operations")["data"]
        return found

    def strangers(self, after: int = 0) -> list[dict[str, Any]]:
        """Requests that belonged to no world."""
        found: list[dict[str, Any]] = self.call("GET", "/strangers", params={"after": after})["data"]
        return found
