"""The HTTP face of the control API."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

import flask
from flask.json.provider import DefaultJSONProvider
from werkzeug.exceptions import HTTPException

from simulators.control import shapes
from simulators.kernel.clock import BRASILIA, Clock
from simulators.kernel.errors import NotFound, ScreenRefusal, UsageError
from simulators.kernel.journal import FILTERS
from simulators.kernel.network import is_allowed
from simulators.kernel.screens import Screens
from simulators.kernel.world import World
from simulators.kernel.worlds import Worlds

PREFIX = "/_homologa/v1"
MAX_PAGE = 1_000
MAX_WAIT = 30.0
MAX_NAME = 60
STATUS: Mapping[type[Exception], int] = {NotFound: 404, UsageError: 422, ScreenRefusal: 409}
Route = Callable[..., Any]


def create_app(worlds: Worlds, urls: Mapping[str, str], *, any_host: bool = False) -> flask.Flask:
    """The control application; `urls` are the platforms' own when they are served.

    Unless `any_host` is set, only requests addressed to this machine are answered, so that no web page that a
    browser shows can reach it by a name of its own.
    """
    app = flask.Flask("homologa.control", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = 32 * 1024 * 1024
    provider = DefaultJSONProvider(app)
    provider.sort_keys = False
    app.json = provider
    app.before_request(partial(_guard, any_host))
    _errors(app)
    desk = Desk(worlds, urls)
    for method, path, view in desk.routes():
        app.add_url_rule(f"{PREFIX}{path}", f"{method} {path}", view, methods=[method])
    return app


def _guard(any_host: bool) -> flask.Response | None:
    host = flask.request.host.rpartition(":")[0] or flask.request.host
    if any_host or is_allowed(host.strip("[]"), ()):
        return None
    return _problem(403, "este endereço não é desta máquina")


def _errors(app: flask.Flask) -> None:
    for kind, status in STATUS.items():
        app.register_error_handler(kind, partial(_refused, status))
    app.register_error_handler(
        HTTPException, lambda error: _problem(error.code or 500, error.description or "")
    )


def _refused(status: int, error: Exception) -> flask.Response:
    return _problem(status, str(error))


def _problem(status: int, detail: str) -> flask.Response:
    body = {
        "type": "about:blank",
        "title": flask.Response(status=status).status[4:],
        "status": status,
        "detail": detail,
    }
    text = json.dumps(body, ensure_ascii=False)
    return flask.Response(text, status, content_type="application/problem+json")


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
            ("PUT", f"{one}/limits", self.set_limits),
            ("PUT", f"{one}/run", self.set_run),
            ("GET", f"{one}/quiet", self.quiet),
            ("GET", f"{one}/actions", partial(self.screens, "actions")),
            ("POST", f"{one}/actions/<platform>/<action>", self.act),
            ("GET", f"{one}/views", partial(self.screens, "views")),
            ("GET", f"{one}/views/<platform>/<view>", self.view),
            ("GET", f"{one}/journal", self.journal),
            ("GET", f"{one}/breaches", self.breaches),
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
        body = _body({"id", "seed", "clock", "now", "limits"})
        mode = _one_of(body.get("clock", "frozen"), ("real", "frozen"), "clock")
        clock = Clock() if mode == "frozen" else Clock(mode="real")
        if body.get("now"):
            clock.instant = _moment(body["now"])
        world = self._worlds.create(
            id=_name(body.get("id")), seed=_whole(body.get("seed", 1), "seed"), clock=clock
        )
        world.limits.mode = _one_of(body.get("limits", "observe"), ("observe", "enforce", "off"), "limits")
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
        world.set_clock_mode(_one_of(_body({"mode"}).get("mode"), ("real", "frozen"), "mode"))
        world.pump.kick()
        return shapes.clock(world)

    def advance_clock(self, world_id: str) -> Any:
        """Move the clock by seconds, to a moment, or to the next delivery; what is due on the way is done."""
        world = self._worlds.get(world_id)
        body = _body({"seconds", "to", "next"})
        if len(body) != 1:
            raise UsageError("informe um de: seconds, to, next")
        if "seconds" in body:
            world.advance_by(_positive(body["seconds"]))
        elif "to" in body:
            world.advance(_moment(body["to"]))
        else:
            world.advance(world.outbox.next_due() or world.clock.now())
        return shapes.clock(world)

    def set_limits(self, world_id: str) -> Any:
        """Observe, enforce or switch off the platforms' request limits."""
        world = self._worlds.get(world_id)
        world.limits.mode = _one_of(_body({"mode"}).get("mode"), ("observe", "enforce", "off"), "mode")
        return {"mode": world.limits.mode}

    def set_run(self, world_id: str) -> Any:
        """Name what a tester is doing; exchanges from now on carry the name."""
        label = _body({"label"}).get("label", "")
        if not isinstance(label, str) or len(label) > MAX_NAME * 10:
            raise UsageError("label tem de ser um texto curto")
        self._worlds.get(world_id).journal.run = label
        return {"label": label}

    def quiet(self, world_id: str) -> Any:
        """Whether nothing is due; waits for that."""
        world = self._worlds.get(world_id)
        quiet = world.pump.quiet(min(_positive(flask.request.args.get("wait", 0)), MAX_WAIT))
        return {"quiet": quiet, "last_exchange": world.journal.last, **shapes.clock(world)}

    def screens(self, kind: str, world_id: str) -> Any:
        """The actions, or the views, of every platform of a world."""
        platforms = self._worlds.get(world_id).platforms.values()
        declared: list[tuple[Any, Screens]] = [(platform, getattr(platform, kind)) for platform in platforms]
        return {
            "data": [shapes.screen(platform, screen) for platform, screens in declared for screen in screens]
        }

    def act(self, world_id: str, platform: str, action: str) -> Any:
        """Do what a person does on a screen."""
        return {"result": self._worlds.get(world_id).act(platform, action, _body(None))}

    def view(self, world_id: str, platform: str, view: str) -> Any:
        """What a person sees on a screen."""
        return {"data": self._worlds.get(world_id).view(platform, view, flask.request.args.to_dict())}

    def journal(self, world_id: str) -> Any:
        """Exchanges of a world."""
        world = self._worlds.get(world_id)
        filters = {name: value for name, value in flask.request.args.items() if name in FILTERS}
        newest = flask.request.args.get("newest") == "true"
        found = world.journal.find(after=_after(), limit=_limit(), newest=newest, **filters)
        return self._exchanges(world, found)

    def breaches(self, world_id: str) -> Any:
        """Exchanges in which the simulator broke its own contract."""
        world = self._worlds.get(world_id)
        return self._exchanges(world, world.journal.breaches(_after())[: _limit()])

    def deliveries(self, world_id: str) -> Any:
        """Deliveries of a world."""
        world = self._worlds.get(world_id)
        chosen = {name: flask.request.args.get(name, "") for name in ("platform", "state", "kind")}
        masks = shapes.masker(world)
        found = world.outbox.find(after=_after(), limit=_limit(), **chosen)
        return {"data": [shapes.delivery(delivery, masks) for delivery in found]}

    def delivery(self, world_id: str, delivery_id: str) -> Any:
        """One delivery with its attempts."""
        world = self._worlds.get(world_id)
        masks = shapes.masker(world)
        found = shapes.delivery(world.outbox.get(delivery_id), masks)
        attempts = world.journal.find(cause=f"entrega:{delivery_id}", direction="out", limit=MAX_PAGE)
        return {**found, "exchanges": [shapes.exchange(attempt, masks) for attempt in attempts]}

    def reset(self, world_id: str) -> Any:
        """Go back to the state in which the world was made."""
        world = self._worlds.get(world_id)
        self._worlds.restore(world, "inicial")
        return shapes.world(world, self._urls)

    def snapshots(self, world_id: str) -> Any:
        """The names of the kept states."""
        return {"data": list(self._worlds.get(world_id).snapshots())}

    def snapshot(self, world_id: str, name: str) -> Any:
        """Keep the whole state under a name."""
        world = self._worlds.get(world_id)
        world.snapshot(_safe(name))
        return {"data": list(world.snapshots())}

    def restore(self, world_id: str, name: str) -> Any:
        """Put a kept state back."""
        world = self._worlds.get(world_id)
        self._worlds.restore(world, _safe(name))
        return shapes.world(world, self._urls)

    def strangers(self) -> Any:
        """Requests that belong to no world; every body is left out."""
        found = self._worlds.strangers.find(after=_after(), limit=_limit())
        keys = ("seq", "at", "platform", "operation", "method", "status", "hint")
        return {"data": [{key: _plain(getattr(exchange, key)) for key in keys} for exchange in found]}

    def _exchanges(self, world: World, found: list[Any]) -> dict[str, Any]:
        masks = shapes.masker(world)
        return {"data": [shapes.exchange(exchange, masks) for exchange in found], "last": world.journal.last}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _body(known: set[str] | None) -> dict[str, Any]:
    body = flask.request.get_json(force=True, silent=True) if flask.request.get_data() else {}
    if not isinstance(body, dict):
        raise UsageError("o corpo tem de ser um objeto JSON")
    unknown = sorted(set(body) - known) if known is not None else []
    if unknown:
        raise UsageError(f"campo desconhecido: {', '.join(unknown)}")
    return body


def _one_of(value: Any, options: tuple[str, ...], name: str) -> Any:
    if value not in options:
        raise UsageError(f"{name} tem de ser um de: {', '.join(options)}")
    return value


def _moment(text: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        raise UsageError(f"não é data e hora ISO 8601: {text!r}") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=BRASILIA)


def _positive(value: Any) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise UsageError(f"não é um número: {value!r}") from None
    if not 0 <= number <= 1e9:
        raise UsageError(f"o número tem de ser positivo: {value!r}")
    return number


def _whole(value: Any, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise UsageError(f"{name} tem de ser um número inteiro")
    return value


def _name(value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise UsageError("id tem de ser um texto")
    return value


def _safe(name: str) -> str:
    if not name.replace("-", "").replace("_", "").isalnum() or len(name) > MAX_NAME:
        raise UsageError("o nome da fotografia tem letras, algarismos, - e _, até 60")
    return name


def _after() -> int:
    return int(_positive(flask.request.args.get("after", 0)))


def _limit() -> int:
    return max(1, min(int(_positive(flask.request.args.get("limit", 100))), MAX_PAGE))
