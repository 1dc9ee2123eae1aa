"""What it takes to find the operation of a request and to send nothing back: the kernel's way beside Flask's own."""

import statistics
import time
from collections.abc import Callable, Iterator
from unittest import mock

import flask
from results import Figure
from werkzeug.test import EnvironBuilder

from homologa.simulators.kernel.operations import HttpAnswer
from homologa.simulators.kernel.platform import Platform, installed_platforms
from homologa.simulators.kernel.web import http
from homologa.simulators.kernel.web.responses import WsgiResponse
from homologa.simulators.site import build

CALLS, ROUNDS = 3_000, 9
ADDRESSES = {"tiny": "/api2/produto.obter.php", "novaoito": "/api/v1/products/7"}
"""One that is looked up whole, and one with an argument."""
NOTHING = HttpAnswer(200, b"", "text/plain")


class Idle(http.Pipeline):
    """Answers with nothing."""

    def serve(self, *_: object) -> WsgiResponse:
        return WsgiResponse.of(NOTHING)


def routing() -> Iterator[Figure]:
    """An address among all those of its platform, by turns."""
    for platform in installed_platforms(ADDRESSES):
        path = ADDRESSES[platform.name]
        apps = (_flask(platform), _kernel(platform))
        plain, ours = _interleaved([_call(app, path) for app in apps])
        name = f"Flask to an empty view, {path}"
        yield Figure(name, plain, "µs")
        yield Figure(f"the kernel's way to an empty operation, {path}", ours, "µs", name, ours / plain, most=0.3)


def _flask(platform: Platform) -> flask.Flask:
    """A plain application with every address of a platform."""
    app = flask.Flask(platform.name)
    for operation in platform.rooms.operations:
        for path in operation.paths:
            name = f"{operation.name} {path}".replace(".", " ")
            app.add_url_rule(path, name, lambda **_: flask.Response(b""), methods=list(operation.methods))
    return app


def _kernel(platform: Platform) -> flask.Flask:
    """The application of a platform whose operations do nothing."""
    made = http.create_app(platform, build(platforms=[platform.name]).worlds)
    with mock.patch.object(http, "Pipeline", Idle):
        # The first request finds every operation.
        _call(made, ADDRESSES[platform.name])()
    return made


def _call(app: flask.Flask, path: str) -> Callable[[], object]:
    environ = EnvironBuilder(path, method="GET").get_environ()
    return lambda: b"".join(app.wsgi_app(dict(environ), lambda *_: lambda _: None))


def _interleaved(calls: list[Callable[[], object]]) -> list[float]:
    """The microseconds of each call, by turns: the median of the rounds."""
    times: list[list[float]] = [[] for _ in calls]
    for _ in range(ROUNDS):
        for call, taken in zip(calls, times, strict=True):
            start = time.perf_counter()
            for _ in range(CALLS):
                call()
            taken.append((time.perf_counter() - start) / CALLS * 1e6)
    return [statistics.median(taken) for taken in times]


MEASURES = (routing,)
