"""The Flask application of a platform: which operation answers a request."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import flask
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound, RequestEntityTooLarge

from homologa.simulators.kernel import faults
from homologa.simulators.kernel.operations import Operation, Request
from homologa.simulators.kernel.platform import Platform
from homologa.simulators.kernel.web import request_reader
from homologa.simulators.kernel.web.pipeline import Pipeline
from homologa.simulators.kernel.web.responses import WsgiResponse
from homologa.simulators.kernel.web.routes import Routes, Spelling
from homologa.simulators.kernel.worlds import Worlds

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


def create_app(platform: Platform, worlds: Worlds) -> flask.Flask:
    """The Flask application of one platform over every world of the process.

    The first request raises ValueError for an address with several operations that no surface tells apart.
    """
    return _App(platform, worlds)


@dataclass(frozen=True)
class _Endpoint:
    """An operation, and the way of its requests."""

    pipeline: Pipeline
    operation: Operation


class _App(flask.Flask):
    """Finds the operations of an address by itself: a framework does more for that than is needed here."""

    def __init__(self, platform: Platform, worlds: Worlds) -> None:
        super().__init__(f"homologa.{platform.name}", static_folder=None)
        self._platform, self._worlds = platform, worlds

    @cached_property
    def _pipelines(self) -> list[Pipeline]:
        """Made with the first request, which loads the platform."""
        return [Pipeline(self._platform, surface, self._worlds) for surface in self._platform.rooms.surfaces]

    @cached_property
    def _routes(self) -> Routes[_Endpoint]:
        routes = Routes[_Endpoint]()
        for pipeline in self._pipelines:
            for operation in pipeline.surface.operations:
                for path in operation.paths:
                    routes.add(path, operation.methods, _Endpoint(pipeline, operation), _spelling(pipeline))
        for path, method, endpoints in routes.all():
            _require_selector(method, path, endpoints)
        return routes

    def wsgi_app(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        try:
            sent = self._serve(environ)
        except HTTPException as refusal:
            return refusal.get_response(environ)(environ, start_response)
        return sent(environ, start_response)

    def _serve(self, environ: "WSGIEnvironment") -> WsgiResponse:
        path = request_reader.decode_path(environ["PATH_INFO"])
        try:
            endpoints, arguments = self._routes.find(environ["REQUEST_METHOD"], path)
        except MethodNotAllowed as refusal:
            return self._nearest(path).not_found(environ, tuple(refusal.valid_methods or ()))
        except NotFound:
            return self._nearest(path).not_found(environ, ())
        if len(endpoints) > 1:
            return _select(endpoints, environ, arguments)
        return endpoints[0].pipeline.serve(endpoints[0].operation, environ, arguments)

    def _nearest(self, path: str) -> Pipeline:
        """The surface with whose prefix a path begins, else the first."""
        for pipeline in self._pipelines:
            spelling = _spelling(pipeline)
            if spelling.read(path).startswith(spelling.read(pipeline.surface.prefix)):
                return pipeline
        return self._pipelines[0]


def _spelling(pipeline: Pipeline) -> Spelling:
    return Spelling(pipeline.surface.ignores_case, pipeline.surface.merges_slashes)


def _require_selector(method: str, path: str, endpoints: Sequence[_Endpoint]) -> None:
    silent = [endpoint.operation.name for endpoint in endpoints if endpoint.pipeline.surface.select is None]
    if len(silent) > 1:
        raise ValueError(f"no selector tells the operations of {method} {path} apart: {', '.join(silent)}")


def _select(endpoints: Sequence[_Endpoint], environ: "WSGIEnvironment", arguments: Mapping[str, Any]) -> WsgiResponse:
    """Answer by the operation that the request means; by that of a surface that does not select, if none is meant."""
    first = endpoints[0].pipeline
    try:
        request = first.read(environ, arguments)
    except RequestEntityTooLarge:
        return first.serve(endpoints[0].operation, environ, arguments)
    meant = next((one for one in endpoints if _means(request, one)), None)
    if meant is None:
        return first.reject_unknown(request, ())
    return meant.pipeline.handle(meant.operation, request, faults.connection_of(environ))


def _means(request: Request, endpoint: _Endpoint) -> bool:
    select = endpoint.pipeline.surface.select
    return select is None or select(request) == endpoint.operation.name
