"""The way of a request: found, journalled, admitted, answered in one unit of work, judged."""

import functools
import logging
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import formatdate
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

import flask
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound, RequestEntityTooLarge
from werkzeug.http import HTTP_STATUS_CODES

from homologa.simulators.kernel import faults
from homologa.simulators.kernel.clock import BRASILIA
from homologa.simulators.kernel.contracts import contract
from homologa.simulators.kernel.contracts.decoding import encoding_findings
from homologa.simulators.kernel.errors import PlatformError
from homologa.simulators.kernel.exchanges.exchange import Exchange
from homologa.simulators.kernel.operations import Call, HttpAnswer, Operation, Request
from homologa.simulators.kernel.platform import Platform, Surface
from homologa.simulators.kernel.storage import trouble
from homologa.simulators.kernel.web import hints, request_reader
from homologa.simulators.kernel.web.request_reader import MAX_BODY
from homologa.simulators.kernel.web.routes import Routes
from homologa.simulators.kernel.world import World
from homologa.simulators.kernel.worlds import Worlds

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

NO_ARGUMENTS: Mapping[str, Any] = MappingProxyType({})
WorldMatch = tuple[World, Mapping[str, Any]]
NO_BODY = frozenset({204, 304})
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class WsgiResponse:
    """An answer as it goes over the wire: a WSGI application of its own."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @classmethod
    def of(cls, answer: HttpAnswer, *more: tuple[str, str]) -> Self:
        """The answer with its own headers, its length and some more."""
        if answer.status in NO_BODY:
            return cls(answer.status, (("Content-Type", answer.content_type), *answer.headers, *more), b"")
        described = ("Content-Type", answer.content_type), ("Content-Length", str(len(answer.body)))
        return cls(answer.status, (*described, *answer.headers, *more), answer.body)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Send it; HEAD gets everything but the body."""
        start_response(_status_line(self.status), list(self.headers))
        return () if environ["REQUEST_METHOD"] == "HEAD" else (self.body,)


def create_app(platform: Platform, worlds: Worlds) -> flask.Flask:
    """The Flask application of one platform over every world of the process."""
    return _App(platform, worlds)


class _App(flask.Flask):
    """Addresses without arguments are looked up, which costs next to nothing; Flask routes the others."""

    def __init__(self, platform: Platform, worlds: Worlds) -> None:
        super().__init__(f"homologa.{platform.name}", static_folder=None)
        self.url_map.strict_slashes = False
        self.url_map.merge_slashes = False
        self._exact = Routes[tuple[SurfaceHandler, Operation]]()
        self._handlers = [(surface.prefix, SurfaceHandler(platform, surface, worlds)) for surface in platform.surfaces]
        for surface, (_, handler) in zip(platform.surfaces, self._handlers, strict=True):
            self._route(handler, surface)
        self.register_error_handler(NotFound, lambda _: self._not_found(()))
        self.register_error_handler(MethodNotAllowed, lambda error: self._not_found(error.valid_methods or ()))

    def wsgi_app(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        found = self._exact.find(environ["REQUEST_METHOD"], environ["PATH_INFO"])
        if found is None:
            return super().wsgi_app(environ, start_response)
        handler, operation = found
        try:
            sent = handler.answer(operation, environ, NO_ARGUMENTS)
        except HTTPException as refusal:
            return refusal.get_response(environ)(environ, start_response)
        return sent(environ, start_response)

    def _route(self, handler: "SurfaceHandler", surface: Surface) -> None:
        for operation in surface.operations:
            view, methods = _view(handler, operation), operation.methods
            for path in operation.paths:
                if "<" not in path:
                    self._exact.add(path, methods, (handler, operation))
                    continue
                name = f"{operation.name} {path}"
                self.add_url_rule(path, name, view, methods=list(methods), provide_automatic_options=False)

    def _not_found(self, elsewhere: Iterable[str]) -> WsgiResponse:
        path = flask.request.path
        allowed = self._exact.methods(path).union(elsewhere)
        handler = next((handler for prefix, handler in self._handlers if path.startswith(prefix)), self._handlers[0][1])
        return handler.not_found(flask.request.environ, tuple(allowed))


def _view(handler: "SurfaceHandler", operation: Operation) -> Callable[..., WsgiResponse]:
    return lambda **arguments: handler.answer(operation, flask.request.environ, arguments)


class SurfaceHandler:
    """Takes the requests of one surface of a platform."""

    def __init__(self, platform: Platform, surface: Surface, worlds: Worlds) -> None:
        self._platform = platform
        self._surface = surface
        self._wire = surface.wire
        self._worlds = worlds
        self._find = worlds.finder(platform.name)

    @functools.cached_property
    def _contract(self) -> contract.Contract:
        """Read when it is first needed: most of it is never asked for in the life of a process."""
        return contract.load(self._surface.contract)

    def answer(self, operation: Operation, environ: "WSGIEnvironment", arguments: Mapping[str, Any]) -> WsgiResponse:
        """Answer a request by one operation; raises ClientDisconnected for one that did not come whole."""
        try:
            request = request_reader.read(environ, arguments)
        except RequestEntityTooLarge:
            return self._reject_too_large(request_reader.read(environ, arguments, with_body=False))
        return self._serve(operation, request, faults.connection_of(environ))

    def not_found(self, environ: "WSGIEnvironment", allowed: tuple[str, ...]) -> WsgiResponse:
        """Answer a request for a path or method that no operation has; its credential tells in whose journal."""
        try:
            request = request_reader.read(environ, NO_ARGUMENTS)
        except HTTPException:
            request = request_reader.read(environ, NO_ARGUMENTS, with_body=False)
        answer = self._wire.unknown(request, allowed)
        hint = hints.explain_not_found(request, self._surface.prefix, self._surface.operations, allowed)
        return self._answer_without_unit(self._locate(request), "", request, answer, hint)

    def _serve(self, operation: Operation, request: Request, connection: faults.ClientConnection) -> WsgiResponse:
        found = self._locate(request)
        if found is None:
            return self._reject_unknown_credential(operation, request)
        try:
            return self._receive(found, operation, request, connection)
        except Exception:
            if not found[0].closed:
                raise
            return self._reject_unknown_credential(operation, request)

    def _reject_unknown_credential(self, operation: Operation, request: Request) -> WsgiResponse:
        answer, hint = self._wire.unauthenticated(operation, request)
        hint = hints.explain_unauthenticated(request, self._platform.title, self._worlds.minted(), hint)
        return self._answer_without_unit(None, operation.name, request, answer, hint)

    def _receive(
        self,
        found: WorldMatch,
        operation: Operation,
        request: Request,
        connection: faults.ClientConnection,
    ) -> WsgiResponse:
        """Answer a request in its world; raises whatever a world does that is deleted meanwhile."""
        world, credential = found
        with world.limits.track(self._platform.name, world.clock.now()) as in_flight:
            exchange = _exchange(self._platform, operation.name, request, world)
            world.journal.open(exchange)
            context = world.detached_context(self._platform.name, "api")
            call = Call(world, operation, request, credential, context, exchange.seq, in_flight=in_flight)
            sent = self._execute(call, exchange, connection)
            world.dispatch.after_call(self._platform.name, operation.name)
            if call.injected is not None:
                world.deliver_pending()
                call.injected.delay_response()
        world.deliver_pending()
        return sent

    def _execute(self, call: Call, exchange: Exchange, connection: faults.ClientConnection) -> WsgiResponse:
        world, operation = call.world, call.operation
        try:
            answer = self._answer(call, exchange, connection)
        except Exception as broken:
            if world.closed:
                raise
            log.exception("%s broke", operation.name)
            exchange.breach = f"o simulador falhou: {type(broken).__name__}: {broken}"
            answer = HttpAnswer(500, b"Internal Server Error", "text/plain")
        sent = WsgiResponse.of(answer, ("Date", _date(int(world.clock.now().timestamp()))))
        _close(exchange, call, sent)
        if call.injected is not None:
            call.injected.annotate(exchange)
        world.journal.close(exchange)
        return sent

    def _reject_too_large(self, request: Request) -> WsgiResponse:
        """Answer a request whose body is too large to be read; with its credential in there it is a stranger."""
        hint = f"o corpo passa de {MAX_BODY // 1024 // 1024} MB: mande menos de cada vez"
        return self._answer_without_unit(self._locate(request), "", request, self._wire.too_large(request), hint)

    def _locate(self, request: Request) -> WorldMatch | None:
        """The world of the request and what is known of its credential; None also when the world is over."""
        found = self._wire.locate(request, self._find)
        return None if found is None or found[0].closed else found

    def _answer(self, call: Call, exchange: Exchange, connection: faults.ClientConnection) -> HttpAnswer:
        try:
            edge = faults.admit_and_inject(call, self._wire, connection) if call.world.faults.has_rules else None
            if edge is not None:
                return edge
            said = self._perform(call)
            if call.injected is not None:
                call.injected.rearrange(said)
            answer = self._wire.render(call, said)
        except PlatformError as refusal:
            exchange.hint = refusal.hint or refusal.message
            answer = self._wire.refuse(call, refusal)
        except (sqlite3.Error, OSError) as broken:
            why = trouble.reason(broken)
            if why is None or call.world.closed:
                raise
            exchange.hint = why
            answer = self._wire.unavailable(call)
        self._check_contract(call, answer, exchange)
        return answer if call.injected is None else call.injected.after(answer)

    def _perform(self, call: Call) -> Any:
        operation = call.operation
        with call.world.work(
            self._platform.name, actor="api", cause=f"chamada:{call.exchange}", write=operation.writes
        ) as work:
            call.work = work
            if call.injected is None:
                self._wire.admit(call)
            call.findings += encoding_findings(call.request)
            call.data = self._wire.decode(call)
            call.findings += self._contract.request_findings(operation.name, call.request.method, call.data)
            return operation.handler(call)

    def _check_contract(self, call: Call, answer: HttpAnswer, exchange: Exchange) -> None:
        if answer.logical is None:
            return
        problems = self._contract.answer_findings(
            call.operation.name, call.request.method, answer.status, answer.logical
        )
        if problems:
            exchange.breach = f"a resposta {answer.status} foge do contrato: {'; '.join(problems)}"

    def _answer_without_unit(
        self, found: WorldMatch | None, name: str, request: Request, answer: HttpAnswer, hint: str
    ) -> WsgiResponse:
        world = None if found is None else found[0]
        journal = world.journal if world else self._worlds.unrouted_journal
        exchange = journal.open(_exchange(self._platform, name, request, world))
        sent = WsgiResponse.of(answer)
        exchange.hint = hint
        exchange.status, exchange.response_headers, exchange.response_body = sent.status, sent.headers, sent.body
        journal.close(exchange)
        return sent


def _exchange(platform: Platform, operation: str, request: Request, world: World | None) -> Exchange:
    return Exchange(
        0,
        world.clock.now() if world else datetime.now(BRASILIA),
        "in",
        platform.name,
        request.method,
        request.url,
        operation,
        request_headers=tuple(request.headers.items()),
        request_body=request.body,
        cause=world.pump.current_cause if world else "",
    )


def _close(exchange: Exchange, call: Call, sent: WsgiResponse) -> None:
    exchange.subject = call.subject
    exchange.findings = call.findings
    exchange.status, exchange.response_headers, exchange.response_body = sent.status, sent.headers, sent.body


@functools.lru_cache(maxsize=64)
def _date(second: int) -> str:
    return formatdate(second, usegmt=True)


@functools.lru_cache(maxsize=64)
def _status_line(status: int) -> str:
    return f"{status} {HTTP_STATUS_CODES.get(status, 'unknown').upper()}"
