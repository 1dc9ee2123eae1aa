"""Worlds and their kept states."""

from typing import Any

from simulators.control import asked, shapes
from simulators.control.rooms.room import WORLD, Room, Route
from simulators.kernel.errors import UsageError
from simulators.kernel.limits import MODES
from simulators.kernel.snapshots import INITIAL


class WorldsRoom(Room):
    """Worlds and their kept states."""

    def routes(self) -> list[Route]:
        """Method, path and view of every operation."""
        return [
            ("GET", "/worlds", self.list_worlds),
            ("POST", "/worlds", self.create_world),
            ("GET", WORLD, self.get_world),
            ("DELETE", WORLD, self.delete_world),
            ("POST", f"{WORLD}/reset", self.reset),
            ("GET", f"{WORLD}/snapshots", self.snapshots),
            ("PUT", f"{WORLD}/snapshots/<name>", self.snapshot),
            ("POST", f"{WORLD}/snapshots/<name>/restore", self.restore),
        ]

    def list_worlds(self) -> Any:
        """Every world of the process."""
        return {"data": [shapes.world(world, self.urls) for world in self.worlds.all()]}

    def create_world(self) -> Any:
        """Make a world."""
        body = asked.body({"id", "seed", "clock", "now", "limits"})
        world = self.worlds.create(
            id=None if body.get("id") is None else asked.text(body["id"], "id"),
            seed=asked.whole(body.get("seed", 1), "seed"),
            clock=asked.clock(body.get("clock", "frozen"), body.get("now")),
            limits=asked.one_of(body.get("limits", "observe"), MODES, "limits"),
        )
        return shapes.world(world, self.urls), 201

    def get_world(self, world_id: str) -> Any:
        """One world."""
        return shapes.world(self.worlds.get(world_id), self.urls)

    def delete_world(self, world_id: str) -> Any:
        """Forget a world."""
        self.worlds.delete(world_id)
        return "", 204

    def reset(self, world_id: str) -> Any:
        """Go back to the state in which the world was made."""
        world = self.worlds.get(world_id)
        self.worlds.restore(world, INITIAL)
        return shapes.world(world, self.urls)

    def snapshots(self, world_id: str) -> Any:
        """The names of the kept states."""
        return {"data": list(self.worlds.get(world_id).snapshots.names())}

    def snapshot(self, world_id: str, name: str) -> Any:
        """Keep the whole state under a name."""
        world = self.worlds.get(world_id)
        if name == INITIAL:
            raise UsageError(f"“{INITIAL}” é o estado em que o mundo foi criado; use outro nome")
        world.snapshot(asked.snapshot_name(name))
        return {"data": list(world.snapshots.names())}

    def restore(self, world_id: str, name: str) -> Any:
        """Put a kept state back."""
        world = self.worlds.get(world_id)
        self.worlds.restore(world, asked.snapshot_name(name))
        return shapes.world(world, self.urls)
