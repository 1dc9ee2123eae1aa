"""The way of a request, from top to bottom: found, journalled, admitted, answered in one unit of work, judged."""

import functools
import logging
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from homologa.simulators.kernel import faults
from homologa.simulators.kernel.clock import BRASILIA
from homologa.simulators.kernel.contracts.decoding import encoding_findings
from homologa.simulators.kernel.errors import PlatformError
from homologa.simulators.kernel.exchanges.exchange import Exchange
from homologa.simulators.kernel.exchanges.journal import Journal
from homologa.simulators.kernel.faults import Candidate, InjectedFaults
from homologa.simulators.kernel.operations import Call, HttpAnswer, Operation, Request
from homologa.simulators.kernel.platform import Platform
from homologa.simulators.kernel.rooms import Surface
from homologa.simulators.kernel.storage import trouble
from homologa.simulators.kernel.web import hints, request_reader
from homologa.simulators.kernel.web.request_reader import MAX_BODY
from homologa.simulators.kernel.web.responses import WsgiResponse, http_date
from homologa.simulators.kernel.web.routes import NO_ARGUMENTS
from homologa.simulators.kernel.world import World
from homologa.simulators.kernel.worlds import Worlds

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

    from homologa.simulators.kernel.contracts.contract import Contract

ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
WorldMatch = tuple[World, Mapping[str, Any]]
log = logging.getLogger(__name__)


class Pipeline:
    """Takes the requests of one surface of a platform."""

    def __init__(self, platform: Platform, surface: Surface, worlds: Worlds) -> None:
        self._platform = platform
        self.surface = surface
        self._wire = surface.wire
        self._worlds = worlds
        self._find = worlds.finder(platform.name)

    @functools.cached_property
    def _contract(self) -> "Contract":
        """Read when it is first needed: most of it is never asked for in the life of a process."""
        from homologa.simulators.kernel.contracts import contract

        return contract.load(self.surface.contract, self.surface.package)

    def serve(self, operation: Operation, environ: "WSGIEnvironment", arguments: Mapping[str, Any]) -> WsgiResponse:
        """Answer a request by one operation; raises ClientDisconnected for one that did not come whole."""
        try:
            request = self.read(environ, arguments)
        except RequestEntityTooLarge:
            return self._reject_too_large(self.read(environ, arguments, with_body=False))
        return self.handle(operation, request, faults.connection_of(environ))

    def read(self, environ: "WSGIEnvironment", arguments: Mapping[str, Any], *, with_body: bool = True) -> Request:
        """What came; raises as `request_reader.read` does."""
        return request_reader.read(environ, arguments, with_body=with_body, underscored=self._platform.headers)

    def handle(self, operation: Operation, request: Request, connection: faults.ClientConnection) -> WsgiResponse:
        """Answer a request that came whole."""
        if self.surface.ignores_case:
            request = replace(request, query=self._contract.spell(operation.name, request.method, request.query))
        found = self._locate(request)
        if found is None:
            return self._reject_unknown_credential(operation, request)
        try:
            return self._serve_in_world(found, operation, request, connection)
        except Exception:
            if not found[0].closed:
                raise
            # Deleted meanwhile.
            return self._reject_unknown_credential(operation, request)

    def _serve_in_world(
        self, found: WorldMatch, operation: Operation, request: Request, connection: faults.ClientConnection
    ) -> WsgiResponse:
        (world, credential), name = found, self._platform.name
        with world.limits.track(name, world.clock.now()) as in_flight:
            exchange = world.journal.open(_exchange(name, operation.name, request, world))
            work = world.detached_context(name, "api")
            call = Call(operation, request, credential, work, world.limits, exchange.seq, in_flight=in_flight)
            injected = InjectedFaults(call, connection, world.faults, world.timeline.pass_by)
            sent = self._execute(world, call, exchange, injected)
            world.dispatch.after_call(name, operation.name)
            if injected.strikes:
                world.deliver_pending()
                injected.delay_response()
        world.deliver_pending()
        return sent

    def _execute(self, world: World, call: Call, exchange: Exchange, injected: InjectedFaults) -> WsgiResponse:
        """Answer a call and close its exchange; raises whatever a world does that is deleted meanwhile."""
        try:
            answer = self._answer(world, call, exchange, injected)
        except Exception as broken:
            if world.closed:
                raise
            log.exception("%s broke", call.operation.name)
            exchange.breach = f"o simulador falhou: {type(broken).__name__}: {broken}"
            answer = HttpAnswer(500, b"Internal Server Error", "text/plain")
        sent = WsgiResponse.of(answer, ("Date", http_date(int(world.clock.now().timestamp()))))
        exchange.subject, exchange.findings = call.subject, call.findings
        _close(world.journal, exchange, sent, injected)
        return sent

    def _answer(self, world: World, call: Call, exchange: Exchange, injected: InjectedFaults) -> HttpAnswer:
        """What the platform answers, its refusals among them, or what stands in its place."""
        looked = world.faults.has_rules
        try:
            edge = self._admit_and_inject(world, call, injected) if looked else None
            if edge is not None:
                return edge
            answer = self._perform(world, call, injected, admitted=looked)
        except PlatformError as refusal:
            exchange.hint = refusal.hint or refusal.message
            answer = self._wire.refuse(call, refusal)
        except (sqlite3.Error, OSError) as broken:
            why = trouble.reason(broken)
            if why is None or world.closed:
                raise
            exchange.hint = why
            answer = self._wire.unavailable(call)
        self._judge(call, answer, exchange)
        return injected.after(answer)

    def _admit_and_inject(self, world: World, call: Call, injected: InjectedFaults) -> HttpAnswer | None:
        """Admit a call in a look of its own, then let the world's rules strike it with no lock held.

        Gives the answer that takes the place of the platform's, or None when the platform is to answer.
        """
        with world.unit(call.work, write=False):
            self._wire.admit(call)
        text = functools.partial(_text, call.request)
        injected.select(Candidate(self._platform.name, call.operation, call.request.method, text))
        return injected.before(self._wire)

    def _perform(self, world: World, call: Call, injected: InjectedFaults, *, admitted: bool) -> HttpAnswer:
        """One unit of work, in which a rule does what is asked; then the answer as the platform writes it."""
        operation = call.operation
        with world.unit(call.work, cause=f"chamada:{call.exchange}", write=operation.writes):
            if not admitted:
                self._wire.admit(call)
            call.findings += encoding_findings(call.request)
            call.data = self._wire.decode(call)
            call.findings += self._contract.request_findings(operation.name, call.request.method, call.data)
            said = operation.handler(call)
        injected.rearrange(said)
        return self._wire.render(call, said)

    def _judge(self, call: Call, answer: HttpAnswer, exchange: Exchange) -> None:
        if answer.logical is None:
            return
        problems = self._contract.answer_findings(
            call.operation.name, call.request.method, answer.status, answer.logical
        )
        if problems:
            exchange.breach = f"a resposta {answer.status} foge do contrato: {'; '.join(problems)}"

    def _locate(self, request: Request) -> WorldMatch | None:
        """The world of the request and what is known of its credential; None also when the world is over."""
        found = self._wire.locate(request, self._find)
        return None if found is None or found[0].closed else found

    def not_found(self, environ: "WSGIEnvironment", allowed: tuple[str, ...]) -> WsgiResponse:
        """Answer a request for a path or method that no operation has; its credential tells in whose journal."""
        try:
            request = self.read(environ, NO_ARGUMENTS)
        except HTTPException:
            request = self.read(environ, NO_ARGUMENTS, with_body=False)
        return self.reject_unknown(request, allowed)

    def reject_unknown(self, request: Request, allowed: tuple[str, ...]) -> WsgiResponse:
        """Answer a request that means no operation."""
        answer = self._wire.unknown(request, allowed)
        hint = hints.explain_not_found(request, self.surface.prefix, self.surface.operations, allowed)
        return self._answer_without_unit(self._locate(request), "", request, answer, hint)

    def _reject_unknown_credential(self, operation: Operation, request: Request) -> WsgiResponse:
        answer, hint = self._wire.unauthenticated(operation, request)
        hint = hints.explain_unauthenticated(request, self._platform.title, self._worlds.minted(), hint)
        return self._answer_without_unit(None, operation.name, request, answer, hint)

    def _reject_too_large(self, request: Request) -> WsgiResponse:
        """Answer a request whose body is too large to be read; with its credential in there it is a stranger."""
        hint = f"o corpo passa de {MAX_BODY // 1024 // 1024} MB: mande menos de cada vez"
        return self._answer_without_unit(self._locate(request), "", request, self._wire.too_large(request), hint)

    def _answer_without_unit(
        self, found: WorldMatch | None, operation: str, request: Request, answer: HttpAnswer, hint: str
    ) -> WsgiResponse:
        world = None if found is None else found[0]
        journal = world.journal if world else self._worlds.unrouted_journal
        exchange = journal.open(_exchange(self._platform.name, operation, request, world))
        exchange.hint = hint
        sent = WsgiResponse.of(answer)
        _close(journal, exchange, sent)
        return sent


def _exchange(platform: str, operation: str, request: Request, world: World | None) -> Exchange:
    return Exchange(
        0,
        world.clock.now() if world else datetime.now(BRASILIA),
        "in",
        platform,
        request.method,
        request.url,
        operation,
        request_headers=tuple(request.headers.items()),
        request_body=request.body,
        cause=world.pump.current_cause if world else "",
    )


def _close(journal: Journal, exchange: Exchange, sent: WsgiResponse, injected: InjectedFaults | None = None) -> None:
    exchange.status, exchange.response_headers, exchange.response_body = sent.status, sent.headers, sent.body
    if injected is not None:
        injected.annotate(exchange)
    journal.close(exchange)


def _text(request: Request) -> str:
    """All that a request says, escapes of JSON read."""
    values = [value for _, value in (*request.query, *request.form)]
    text = "\n".join([request.path, *values, request.body.decode("utf-8", "replace")])
    return ESCAPE.sub(lambda found: chr(int(found.group(1), 16)), text)
