"""The way of a request: found, journalled, admitted, answered in one unit of work, judged."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import flask
from flask.globals import request_ctx
from werkzeug.exceptions import MethodNotAllowed, NotFound, RequestEntityTooLarge

from simulators.kernel import contract, incoming
from simulators.kernel.clock import BRASILIA
from simulators.kernel.errors import PlatformError
from simulators.kernel.journal import Exchange
from simulators.kernel.operations import Call, HttpAnswer, Operation, Request
from simulators.kernel.platform import Platform, Surface
from simulators.kernel.world import World
from simulators.kernel.worlds import Worlds

MAX_BODY = 8 * 1024 * 1024
log = logging.getLogger(__name__)


def create_app(platform: Platform, worlds: Worlds) -> flask.Flask:
    """The Flask application of one platform over every world of the process."""
    app = flask.Flask(f"homologa.{platform.name}", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.config["MAX_FORM_MEMORY_SIZE"] = MAX_BODY
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    desks = [(surface.prefix, Desk(platform, surface, worlds)) for surface in platform.surfaces]
    for surface, (_, desk) in zip(platform.surfaces, desks, strict=True):
        _route(app, desk, surface)

    def here() -> Desk:
        path = flask.request.path
        return next((desk for prefix, desk in desks if path.startswith(prefix)), desks[0][1])

    app.register_error_handler(NotFound, lambda _: here().lost(()))
    app.register_error_handler(MethodNotAllowed, lambda error: here().lost(tuple(error.valid_methods or ())))
    app.register_error_handler(RequestEntityTooLarge, lambda _: here().too_large())
    return app


def _route(app: flask.Flask, desk: "Desk", surface: Surface) -> None:
    for operation in surface.operations:
        view = _view(desk, operation)
        for path in operation.paths:
            app.add_url_rule(
                path,
                f"{operation.name} {path}",
                view,
                methods=list(operation.methods),
                provide_automatic_options=False,
            )


def _view(desk: "Desk", operation: Operation) -> Callable[..., flask.Response]:
    return lambda **arguments: desk.serve(operation, arguments)


class Desk:
    """Takes the requests of one surface of a platform."""

    def __init__(self, platform: Platform, surface: Surface, worlds: Worlds) -> None:
        self._platform = platform
        self._wire = surface.wire
        self._worlds = worlds
        self._find = worlds.finder(platform.name)
        self._contract = contract.load(surface.contract)

    def serve(self, operation: Operation, arguments: dict[str, Any]) -> flask.Response:
        """Answer the current Flask request by one operation."""
        request = incoming.read(request_ctx.request, arguments)
        found = self._wire.locate(request, self._find)
        if found is None:
            return self._refuse_stranger(operation, request)
        world, credential = found
        exchange = world.journal.open(_exchange(self._platform, operation.name, request, world))
        nothing_yet = world.looking(self._platform.name, "api")
        with_call = Call(world, operation, request, credential, nothing_yet, exchange.seq)
        try:
            answer = self._answer(with_call, exchange)
        except Exception as broken:
            log.exception("%s broke", operation.name)
            exchange.breach = f"o simulador falhou: {type(broken).__name__}: {broken}"
            answer = HttpAnswer(500, b"Internal Server Error", "text/plain")
        response = _response(answer, world)
        _close(exchange, with_call, answer, response)
        world.journal.close(exchange)
        world.stir()
        return response

    def lost(self, allowed: tuple[str, ...]) -> flask.Response:
        """Answer a request for a path or method that no operation has."""
        request = incoming.read(request_ctx.request, {}, with_body=False)
        answer = self._wire.unknown(request, allowed)
        hint = f"este endereço só aceita {', '.join(sorted(allowed))}" if allowed else "não há operação neste endereço"
        return self._answer_outright(None, "", request, answer, hint)

    def too_large(self) -> flask.Response:
        """Answer a request whose body is too large to be read; with its credential in there it is a stranger."""
        request = incoming.read(request_ctx.request, {}, with_body=False)
        hint = f"o corpo passa de {MAX_BODY // 1024 // 1024} MB"
        found = self._wire.locate(request, self._find)
        return self._answer_outright(found and found[0], "", request, self._wire.too_large(request), hint)

    def _answer(self, call: Call, exchange: Exchange) -> HttpAnswer:
        try:
            answer = self._wire.render(call, self._perform(call))
        except PlatformError as refusal:
            exchange.hint = refusal.hint or refusal.message
            answer = self._wire.refuse(call, refusal)
        self._judge(call, answer, exchange)
        return answer

    def _perform(self, call: Call) -> Any:
        operation = call.operation
        with call.world.work(
            self._platform.name, actor="api", cause=f"chamada:{call.exchange}", write=operation.writes
        ) as work:
            call.work = work
            self._wire.admit(call)
            call.data = self._wire.decode(call)
            call.findings += self._contract.request_findings(operation.name, call.request.method, call.data)
            return operation.handler(call)

    def _judge(self, call: Call, answer: HttpAnswer, exchange: Exchange) -> None:
        if answer.logical is None:
            return
        problems = self._contract.answer_findings(
            call.operation.name, call.request.method, answer.status, answer.logical
        )
        if problems:
            exchange.breach = f"a resposta {answer.status} foge do contrato: {'; '.join(problems)}"

    def _refuse_stranger(self, operation: Operation, request: Request) -> flask.Response:
        return self._answer_outright(None, operation.name, request, *self._wire.stranger(operation, request))

    def _answer_outright(
        self, world: World | None, name: str, request: Request, answer: HttpAnswer, hint: str
    ) -> flask.Response:
        journal = world.journal if world else self._worlds.strangers
        exchange = journal.open(_exchange(self._platform, name, request, world))
        exchange.hint = hint
        exchange.status, exchange.response_body = answer.status, answer.body
        journal.close(exchange)
        return _plain(answer)


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
    )


def _response(answer: HttpAnswer, world: World) -> flask.Response:
    response = _plain(answer)
    response.headers["Date"] = format_datetime(world.clock.now().astimezone(UTC), usegmt=True)
    return response


def _plain(answer: HttpAnswer) -> flask.Response:
    response = flask.Response(answer.body, answer.status, content_type=answer.content_type)
    response.headers.extend(answer.headers)
    return response


def _close(exchange: Exchange, call: Call, answer: HttpAnswer, response: flask.Response) -> None:
    exchange.subject = call.subject
    exchange.findings = call.findings
    exchange.status, exchange.response_body = answer.status, answer.body
    exchange.response_headers = tuple(response.headers.items())
