"""The HTTP face of the control API."""

from collections.abc import Mapping
from functools import partial

import flask
from flask.json.provider import DefaultJSONProvider

from homologa.simulators.control import problems
from homologa.simulators.control.rooms.deliveries import DeliveriesRoom
from homologa.simulators.control.rooms.exchanges import ExchangesRoom
from homologa.simulators.control.rooms.faults import FaultsRoom
from homologa.simulators.control.rooms.journal import JournalRoom
from homologa.simulators.control.rooms.plans import PlansRoom
from homologa.simulators.control.rooms.room import Room
from homologa.simulators.control.rooms.screens import ScreensRoom
from homologa.simulators.control.rooms.time import TimeRoom
from homologa.simulators.control.rooms.worlds import WorldsRoom
from homologa.simulators.kernel.worlds import Worlds

PREFIX = "/_homologa/v1"
MAX_BODY = 32 * 1024 * 1024
ROOMS: tuple[type[Room], ...] = (
    WorldsRoom,
    TimeRoom,
    ScreensRoom,
    FaultsRoom,
    DeliveriesRoom,
    PlansRoom,
    JournalRoom,
    ExchangesRoom,
)


def create_app(worlds: Worlds, urls: Mapping[str, str], *, any_host: bool = False) -> flask.Flask:
    """The control application; `urls` are the platforms' own when they are served.

    Unless `any_host` is set, only requests addressed to this machine are answered, so that no web page that a
    browser shows can reach it, by a name of its own or from its own origin.
    """
    app = flask.Flask("homologa.control", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    # Else an address with a doubled slash would be answered by a page of Flask's.
    app.url_map.merge_slashes = False
    provider = DefaultJSONProvider(app)
    provider.sort_keys = False
    app.json = provider
    app.before_request(partial(problems.guard, any_host))
    problems.handle(app, worlds)
    for room in ROOMS:
        for method, path, view in room(worlds, urls).routes():
            app.add_url_rule(f"{PREFIX}{path}", f"{method} {path}", view, methods=[method])
    return app
