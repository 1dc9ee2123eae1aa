"""The HTTP face of the control API."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import flask
from flask.json.provider import DefaultJSONProvider

from simulators.control import asked, problems, shapes
from simulators.kernel.errors import UsageError
from simulators.kernel.events import DELIVERY_STATES
from simulators.kernel.journal import DIRECTIONS, FILTERS, STATES
from simulators.kernel.limits import MODES
from simulators.kernel.screens import Screens
from simulators.kernel.world import INITIAL, World
from simulators.kernel.worlds import Worlds

PREFIX = "/_homologa/v1"
MAX_BODY = 32 * 1024 * 1024
MAX_WAIT = 30.0
Route = Callable[..., Any]


def create_app(worlds: Worlds, urls: Mapping[str, str], *, any_host: bool = False) -> flask.Flask:
    """The control application; `urls` are the platforms' own when they are served.

    Unless `any_host` is set, only requests addressed to this machine are answered, so that no web page that a
    browser shows can reach it, by a name of its own or from its own origin.
    """
    app = flask.Flask("homologa.control", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    provider = DefaultJSONProvider(app)
    provider.sort_keys = False
    app.json = provider
    app.before_request(partial(problems.guard, any_host))
    problems.handle(app)
    desk = Desk(worlds, urls)
    for method, path, view in desk.routes():
        app.add_url_rule(f"{PREFIX}{path}", f"{method} {path}", view, methods=[method])
    return app


class Desk:
    """The operations of the control API."""

    def __init__(self, worlds: Worlds, urls: Mapping[str, str]) -> None:
        self._worlds = worlds
        self._urls = urls

    def routes(self) -> list[tuple[str, str, Route]]:
        """Method, path and view of every operation."""
        one = "/worlds/<world_id>"
        return [
            ("GET", "/worlds", self.list_worlds),
            ("POST", "/worlds", self.create_world),
            ("GET", one, self.get_world),
            ("DELETE", one, self.delete_world),
            ("GET", f"{one}/clock", self.get_clock),
            ("PUT", f"{one}/clock", self.set_clock),
            ("POST", f"{one}/clock/advance", self.advance_clock),
            ("POST", f"{one}/pump", self.pump),
            ("PUT", f"{one}/limits", self.set_limits),
            ("PUT", f"{one}/run", self.set_run),
            ("GET", f"{one}/quiet", self.quiet),
            ("GET", f"{one}/actions", partial(self.screens, "actions")),
            ("POST", f"{one}/actions/<platform>/<action>", self.act),
            ("GET", f"{one}/views", partial(self.screens, "views")),
            ("GET", f"{one}/views/<platform>/<view>", self.view),
            ("GET", f"{one}/journal", self.journal),
            ("GET", f"{one}/breaches", self.breaches),
            ("POST", f"{one}/mask", self.mask),
            ("GET", f"{one}/deliveries", self.deliveries),
            ("GET", f"{one}/deliveries/<delivery_id>", self.delivery),
            ("POST", f"{one}/reset", self.reset),
            ("GET", f"{one}/snapshots", self.snapshots),
            ("PUT", f"{one}/snapshots/<name>", self.snapshot),
            ("POST", f"{one}/snapshots/<name>/restore", self.restore),
            ("GET", "/strangers", self.strangers),
        ]

    def list_worlds(self) -> Any:
        """Every world of the process."""
        return {"data": [shapes.world(world, self._urls) for world in self._worlds.all()]}

    def create_world(self) -> Any:
        """Make a world."""
        body = asked.body({"id", "seed", "clock", "now", "limits"})
        world = self._worlds.create(
            id=None if body.get("id") is None else asked.text(body["id"], "id"),
            seed=asked.whole(body.get("seed", 1), "seed"),
            clock=asked.clock(body.get("clock", "frozen"), body.get("now")),
            limits=asked.one_of(body.get("limits", "observe"), MODES, "limits"),
        )
        return shapes.world(world, self._urls), 201

    def get_world(self, world_id: str) -> Any:
        """One world."""
        return shapes.world(self._worlds.get(world_id), self._urls)

    def delete_world(self, world_id: str) -> Any:
        """Forget a world."""
        self._worlds.delete(world_id)
        return "", 204

    def get_clock(self, world_id: str) -> Any:
        """The clock of a world."""
        return shapes.clock(self._worlds.get(world_id))

    def set_clock(self, world_id: str) -> Any:
        """Freeze the clock, or let it run."""
        world = self._worlds.get(world_id)
        world.set_clock_mode(asked.one_of(asked.body({"mode"}).get("mode"), ("real", "frozen"), "mode"))
        world.pump.kick()
        return shapes.clock(world)

    def advance_clock(self, world_id: str) -> Any:
        """Move the clock by seconds, to a moment, or to the next delivery; what is due on the way is done, if asked."""
        world = self._worlds.get(world_id)
        body = asked.body({"seconds", "to", "next", "deliver"})
        deliver = body.pop("deliver", True)
        if not isinstance(deliver, bool):
            raise UsageError("deliver tem de ser true ou false")
        if "seconds" in body and len(body) == 1:
            world.advance_by(asked.seconds(body["seconds"]), deliver=deliver)
        elif "to" in body and len(body) == 1:
            world.advance(asked.moment(body["to"]), deliver=deliver)
        elif body == {"next": True}:
            world.advance(world.next_due() or world.clock.now(), deliver=deliver)
        else:
            raise UsageError("informe um de: seconds (número), to (data e hora), next (true)")
        return shapes.clock(world)

    def pump(self, world_id: str) -> Any:
        """Do what is due now; answers when it is done."""
        self._worlds.get(world_id).pump.run(wait=True)
        return "", 204

    def set_limits(self, world_id: str) -> Any:
        """Observe, enforce or switch off the platforms' request limits."""
        world = self._worlds.get(world_id)
        world.set_limit_mode(asked.one_of(asked.body({"mode"}).get("mode"), MODES, "mode"))
        return {"mode": world.limits.mode}

    def set_run(self, world_id: str) -> Any:
        """Name what a tester is doing; exchanges from now on carry the name."""
        world = self._worlds.get(world_id)
        label = asked.text(asked.body({"label"}).get("label"), "label")
        world.journal.run = label
        return {"label": label}

    def quiet(self, world_id: str) -> Any:
        """Whether nothing is due; waits for that."""
        world = self._worlds.get(world_id)
        wait = asked.seconds(asked.query({"wait"}).get("wait", 0))
        world.pump.kick()
        quiet = world.pump.quiet(min(wait, MAX_WAIT))
        return {"quiet": quiet, "last_exchange": world.journal.last, **shapes.clock(world)}

    def screens(self, kind: str, world_id: str) -> Any:
        """The actions, or the views, of every platform of a world."""
        platforms = self._worlds.get(world_id).platforms.values()
        declared: list[tuple[Any, Screens]] = [(platform, getattr(platform, kind)) for platform in platforms]
        return {"data": [shapes.screen(platform, screen) for platform, screens in declared for screen in screens]}

    def act(self, world_id: str, platform: str, action: str) -> Any:
        """Do what a person does on a screen."""
        return {"result": self._worlds.get(world_id).act(platform, action, asked.body())}

    def view(self, world_id: str, platform: str, view: str) -> Any:
        """What a person sees on a screen."""
        return {"data": self._worlds.get(world_id).view(platform, view, flask.request.args.to_dict())}

    def journal(self, world_id: str) -> Any:
        """Exchanges of a world."""
        world = self._worlds.get(world_id)
        known = FILTERS | asked.PAGING | {"newest"}
        filters = asked.query(known, direction=DIRECTIONS, state=STATES, newest=("true", "false"))
        asked.count(filters.get("status", "200"), "status", 100, 599)
        after, limit = asked.page(filters)
        newest = filters.pop("newest", "false") == "true"
        return self._exchanges(world, world.journal.find(after=after, limit=limit, newest=newest, **filters))

    def breaches(self, world_id: str) -> Any:
        """Exchanges in which the simulator broke its own contract."""
        world = self._worlds.get(world_id)
        after, limit = asked.page(asked.query(asked.PAGING))
        return self._exchanges(world, world.journal.breaches(after)[:limit])

    def mask(self, world_id: str) -> Any:
        """Mask texts as the journal's are."""
        masks = shapes.masker(self._worlds.get(world_id))
        texts = asked.body({"texts"}).get("texts")
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise UsageError("texts tem de ser uma lista de textos")
        return {"texts": [masks.text(text) for text in texts]}

    def deliveries(self, world_id: str) -> Any:
        """Deliveries of a world."""
        world = self._worlds.get(world_id)
        filters = asked.query({"platform", "state", "kind"} | asked.PAGING, state=DELIVERY_STATES)
        after, limit = asked.page(filters)
        masks = shapes.masker(world)
        found = world.outbox.find(after=after, limit=limit, **filters)
        return {"data": [shapes.delivery(delivery, masks) for delivery in found]}

    def delivery(self, world_id: str, delivery_id: str) -> Any:
        """One delivery with its attempts."""
        world = self._worlds.get(world_id)
        masks = shapes.masker(world)
        found = shapes.delivery(world.outbox.get(delivery_id), masks)
        attempts = world.journal.find(cause=f"entrega:{delivery_id}", direction="out", limit=asked.MAX_PAGE)
        return {**found, "exchanges": [shapes.exchange(attempt, masks) for attempt in attempts]}

    def reset(self, world_id: str) -> Any:
        """Go back to the state in which the world was made."""
        world = self._worlds.get(world_id)
        self._worlds.restore(world, INITIAL)
        return shapes.world(world, self._urls)

    def snapshots(self, world_id: str) -> Any:
        """The names of the kept states."""
        return {"data": list(self._worlds.get(world_id).snapshots())}

    def snapshot(self, world_id: str, name: str) -> Any:
        """Keep the whole state under a name."""
        world = self._worlds.get(world_id)
        if name == INITIAL:
            raise UsageError(f"“{INITIAL}” é o estado em que o mundo foi criado; use outro nome")
        world.snapshot(asked.snapshot_name(name))
        return {"data": list(world.snapshots())}

    def restore(self, world_id: str, name: str) -> Any:
        """Put a kept state back."""
        world = self._worlds.get(world_id)
        self._worlds.restore(world, asked.snapshot_name(name))
        return shapes.world(world, self._urls)

    def strangers(self) -> Any:
        """Requests that belong to no world."""
        after, limit = asked.page(asked.query(asked.PAGING))
        found = self._worlds.strangers.find(after=after, limit=limit)
        return {"data": [shapes.stranger(exchange) for exchange in found]}

    def _exchanges(self, world: World, found: list[Any]) -> dict[str, Any]:
        masks = shapes.masker(world)
        return {"data": [shapes.exchange(exchange, masks) for exchange in found], "last": world.journal.last}
