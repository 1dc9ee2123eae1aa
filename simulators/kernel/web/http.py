"""The Flask application of a platform: which operation answers a request."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import flask
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from homologa.simulators.kernel.operations import Operation
from homologa.simulators.kernel.platform import Platform, Surface
from homologa.simulators.kernel.web.pipeline import NO_ARGUMENTS, Pipeline
from homologa.simulators.kernel.web.responses import WsgiResponse
from homologa.simulators.kernel.web.routes import Routes
from homologa.simulators.kernel.worlds import Worlds

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


def create_app(platform: Platform, worlds: Worlds) -> flask.Flask:
    """The Flask application of one platform over every world of the process."""
    return _App(platform, worlds)


class _App(flask.Flask):
    """Addresses without arguments are looked up, which costs next to nothing; Flask routes the others."""

    def __init__(self, platform: Platform, worlds: Worlds) -> None:
        super().__init__(f"homologa.{platform.name}", static_folder=None)
        self.url_map.strict_slashes = False
        self.url_map.merge_slashes = False
        self._exact = Routes[tuple[Pipeline, Operation]]()
        self._pipelines = [(surface.prefix, Pipeline(platform, surface, worlds)) for surface in platform.surfaces]
        for surface, (_, pipeline) in zip(platform.surfaces, self._pipelines, strict=True):
            self._route(pipeline, surface)
        self.register_error_handler(NotFound, lambda _: self._not_found(()))
        self.register_error_handler(MethodNotAllowed, lambda error: self._not_found(error.valid_methods or ()))

    def wsgi_app(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        found = self._exact.find(environ["REQUEST_METHOD"], environ["PATH_INFO"])
        if found is None:
            return super().wsgi_app(environ, start_response)
        pipeline, operation = found
        try:
            sent = pipeline.serve(operation, environ, NO_ARGUMENTS)
        except HTTPException as refusal:
            return refusal.get_response(environ)(environ, start_response)
        return sent(environ, start_response)

    def _route(self, pipeline: "Pipeline", surface: Surface) -> None:
        for operation in surface.operations:
            view, methods = _view(pipeline, operation), operation.methods
            for path in operation.paths:
                if "<" not in path:
                    self._exact.add(path, methods, (pipeline, operation))
                    continue
                name = f"{operation.name} {path}"
                self.add_url_rule(path, name, view, methods=list(methods), provide_automatic_options=False)

    def _not_found(self, elsewhere: Iterable[str]) -> WsgiResponse:
        path = flask.request.path
        allowed = self._exact.methods(path).union(elsewhere)
        pipeline = next(
            (pipeline for prefix, pipeline in self._pipelines if path.startswith(prefix)), self._pipelines[0][1]
        )
        return pipeline.not_found(flask.request.environ, tuple(allowed))


def _view(pipeline: "Pipeline", operation: Operation) -> Callable[..., WsgiResponse]:
    return lambda **arguments: pipeline.serve(operation, flask.request.environ, arguments)
