"""What people do and see on the screens of the platforms."""

import json
from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Any

import flask

from homologa.simulators.control import parsing, serializers
from homologa.simulators.control.resources.resource import WORLD, Resource, Route
from homologa.simulators.kernel.screens import Screens
from homologa.simulators.kernel.world import World


class ScreensResource(Resource):
    """What people do and see on the screens of the platforms."""

    def routes(self) -> list[Route]:
        return [
            ("GET", f"{WORLD}/actions", partial(self.screens, "actions")),
            ("POST", f"{WORLD}/actions/<platform>/<action>", self.act),
            ("GET", f"{WORLD}/views", partial(self.screens, "views")),
            ("GET", f"{WORLD}/views/<platform>/<view>", self.view),
        ]

    def screens(self, kind: str, world_id: str) -> Any:
        """The actions, or the views, of every platform of a world."""
        platforms = self.worlds.get(world_id).platforms.values()
        texts = [_list(platform.name, getattr(platform.rooms, kind)) for platform in platforms]
        return flask.Response(f'{{"data": [{", ".join(filter(None, texts))}]}}', content_type="application/json")

    def act(self, world_id: str, platform: str, action: str) -> Any:
        """Do what a person does, and look at what follows: whether it has all happened, and a view, if asked."""
        world = self.worlds.get(world_id)
        view = parsing.query({"view"}).get("view")
        if view is not None:
            _require_readable(world, platform, view)
        done = {"result": world.act(platform, action, parsing.body()), "quiet": serializers.quiet(world)}
        return done if view is None else {**done, "view": json.loads(_shown(world, platform, view, {}))["data"]}

    def view(self, world_id: str, platform: str, view: str) -> Any:
        shown = _shown(self.worlds.get(world_id), platform, view, flask.request.args.to_dict())
        return flask.Response(shown, content_type="application/json")


def _require_readable(world: World, platform: str, view: str) -> None:
    """Raise UsageError for what is no view of the platform, or one that asks for a field."""
    views = world.platform(platform).rooms.views
    parsing.one_of(view, [screen.name for screen in views], "view")
    views.find(view).read({})


def _shown(world: World, platform: str, view: str, fields: Mapping[str, Any]) -> str:
    """What a view shows, as JSON; the masks of the world get to know it."""
    text = flask.json.dumps({"data": world.view(platform, view, fields)})
    world.known_values.remember(text, view)
    return text


@lru_cache(maxsize=64)
def _list(platform: str, screens: Screens) -> str:
    """The screens of a platform in JSON: they are declared once and for all, and often asked for."""
    return ", ".join(flask.json.dumps(serializers.screen(platform, screen)) for screen in screens)
