"""The HTTP face of the control API."""

from collections.abc import Mapping
from functools import partial
from urllib.parse import unquote

import flask
from flask.json.provider import DefaultJSONProvider

from homologa.simulators.control import parsing, problems
from homologa.simulators.control.resources.deliveries import DeliveriesResource
from homologa.simulators.control.resources.exchanges import ExchangesResource
from homologa.simulators.control.resources.faults import FaultsResource
from homologa.simulators.control.resources.journal import JournalResource
from homologa.simulators.control.resources.plans import PlansResource
from homologa.simulators.control.resources.resource import Resource
from homologa.simulators.control.resources.screens import ScreensResource
from homologa.simulators.control.resources.time import TimeResource
from homologa.simulators.control.resources.worlds import WorldsResource
from homologa.simulators.kernel.worlds import Worlds

PREFIX = "/_homologa/v1"
MAX_BODY = 32 * 1024 * 1024
RUN = "Homologa-Run"
"""The header by which a call of a world names what is being done, percent-encoded."""
RESOURCES: tuple[type[Resource], ...] = (
    WorldsResource,
    TimeResource,
    ScreensResource,
    FaultsResource,
    DeliveriesResource,
    PlansResource,
    JournalResource,
    ExchangesResource,
)


def create_app(
    worlds: Worlds, urls: Mapping[str, str], *, any_host: bool = False, key: str | None = None
) -> flask.Flask:
    """The control application; `urls` are the platforms' own when they are served.

    Unless `any_host` is set, only requests addressed to this machine are answered, so that no web page that a
    browser shows can reach it, by a name of its own or from its own origin. With a `key`, only who shows it is.
    """
    app = flask.Flask("homologa.control", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    # Else an address with a doubled slash would be answered by a page of Flask's.
    app.url_map.merge_slashes = False
    provider = DefaultJSONProvider(app)
    provider.sort_keys = False
    app.json = provider
    app.before_request(partial(problems.guard, any_host, key))
    app.before_request(partial(_name_run, worlds))
    problems.register_handlers(app, worlds)
    for resource in RESOURCES:
        for method, path, view in resource(worlds, urls).routes():
            app.add_url_rule(f"{PREFIX}{path}", f"{method} {path}", view, methods=[method])
    return app


def _name_run(worlds: Worlds) -> None:
    """Have the exchanges of a world carry the name that a call of it bears, from this call on."""
    label, world_id = flask.request.headers.get(RUN), (flask.request.view_args or {}).get("world_id")
    if label is not None and world_id is not None:
        worlds.get(world_id).journal.run = parsing.title(unquote(label), RUN)
