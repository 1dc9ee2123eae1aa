"""Worlds and their kept states."""

from typing import Any

import flask

from homologa.simulators.control import parsing, serializers
from homologa.simulators.control.resources.resource import WORLD, Resource, Route
from homologa.simulators.kernel import export, packs
from homologa.simulators.kernel.errors import UsageError
from homologa.simulators.kernel.limits import MODES
from homologa.simulators.kernel.storage.snapshots import INITIAL


class WorldsResource(Resource):
    """Worlds and their kept states."""

    def routes(self) -> list[Route]:
        return [
            ("GET", "/worlds", self.list_worlds),
            ("POST", "/worlds", self.create_world),
            ("GET", WORLD, self.get_world),
            ("DELETE", WORLD, self.delete_world),
            ("POST", f"{WORLD}/reset", self.reset),
            ("GET", f"{WORLD}/snapshots", self.snapshots),
            ("PUT", f"{WORLD}/snapshots/<name>", self.snapshot),
            ("DELETE", f"{WORLD}/snapshots/<name>", self.forget),
            ("POST", f"{WORLD}/snapshots/<name>/restore", self.restore),
            ("GET", f"{WORLD}/export", self.export),
            ("GET", "/packs", self.packs),
        ]

    def list_worlds(self) -> Any:
        """Every world of the process, and those of its folder that could not be opened."""
        refused = [{"id": id_, "reason": reason} for id_, reason in self.worlds.refused.items()]
        return {"data": [serializers.world(world, self.urls) for world in self.worlds.all()], "refused": refused}

    def create_world(self) -> Any:
        body = parsing.body({"id", "seed", "clock", "now", "limits", "pack", "platforms"})
        world = self.worlds.create(
            id=None if body.get("id") is None else parsing.text(body["id"], "id"),
            seed=parsing.whole(body.get("seed", 1), "seed"),
            clock=parsing.clock(body.get("clock", "frozen"), body.get("now")),
            limits=parsing.one_of(body.get("limits", "observe"), MODES, "limits"),
            pack=parsing.text(body.get("pack", packs.DEFAULT), "pack"),
            platforms=None if body.get("platforms") is None else parsing.texts(body["platforms"], "platforms"),
        )
        return serializers.world(world, self.urls), 201

    def get_world(self, world_id: str) -> Any:
        return serializers.world(self.worlds.get(world_id), self.urls)

    def delete_world(self, world_id: str) -> Any:
        self.worlds.delete(world_id)
        return "", 204

    def reset(self, world_id: str) -> Any:
        world = self.worlds.get(world_id)
        world.reset()
        return serializers.world(world, self.urls)

    def snapshots(self, world_id: str) -> Any:
        return {"data": list(self.worlds.get(world_id).snapshots.names())}

    def snapshot(self, world_id: str, name: str) -> Any:
        world = self.worlds.get(world_id)
        if name == INITIAL:
            raise UsageError(f"“{INITIAL}” é o estado em que o mundo foi criado; use outro nome")
        world.snapshot(parsing.snapshot_name(name))
        return {"data": list(world.snapshots.names())}

    def forget(self, world_id: str, name: str) -> Any:
        self.worlds.get(world_id).snapshots.delete(parsing.snapshot_name(name))
        return "", 204

    def restore(self, world_id: str, name: str) -> Any:
        world = self.worlds.get(world_id)
        world.restore(parsing.snapshot_name(name))
        return serializers.world(world, self.urls)

    def export(self, world_id: str) -> Any:
        return flask.Response(export.text(self.worlds.get(world_id)), content_type="application/json")

    def packs(self) -> Any:
        found = packs.list_packs(self.worlds.platforms)
        return {"data": [{"name": name, "platforms": platforms} for name, platforms in found.items()]}
