"""How Novaoito speaks: bearer tokens, the order of checks, JSON, problems (novaoito §2.1, §2.2)."""

import json
import math
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from simulators.kernel.errors import PlatformError
from simulators.kernel.limits import Bucket
from simulators.kernel.operations import Call, Decoded, HttpAnswer, Operation, Request
from simulators.kernel.platform import Finder
from simulators.kernel.work import Work
from simulators.kernel.world import World
from simulators.novaoito.errors import (
    InsufficientScope,
    InvalidToken,
    MalformedJson,
    MethodNotAllowed,
    NotFound,
    NovaoitoError,
    PayloadTooLarge,
    RateLimited,
    UnsupportedMediaType,
)

LIMIT = Bucket(10, 1.0)
JSON = "application/json"
PROBLEM = "application/problem+json"
Gate = Callable[[Work, bool], None]
"""Refuses a suspended store, and a disabled app when the second argument says that an app calls."""


@dataclass(frozen=True)
class Answer:
    """What an operation answers; a body of None is sent as nothing at all."""

    status: int
    body: Any = None


class Wire:
    """The pipeline: token, store, suspension, switched-off app, limit, scope, body.

    `credentials` are the kinds of token, and `domain` the one of which every store's host is a label.
    """

    def __init__(self, gate: Gate, credentials: tuple[str, ...], domain: str) -> None:
        self._gate = gate
        self._credentials = credentials
        self._suffix = f".{domain}"

    def locate(self, request: Request, find: Finder) -> tuple[World, Mapping[str, Any]] | None:
        """The world of the bearer token, be it valid or revoked."""
        token = _bearer(request)
        return next(filter(None, (find(kind, token) for kind in self._credentials)), None)

    def admit(self, call: Call) -> None:
        """Check in order; raises the NovaoitoError of the first check that fails."""
        credential = call.credential
        if credential.get("revoked"):
            raise InvalidToken(hint="o token foi revogado pela desinstalação do aplicativo; use o da nova instalação")
        self._check_store(call.request, credential["store_id"])
        by_app = "scopes" in credential
        self._gate(call.work, by_app)
        _spend(call)
        _check_scope(call.operation, credential, by_app)

    def decode(self, call: Call) -> Decoded:
        """Read the JSON body where the operation has one; trait `body` is `required` or `optional`."""
        request = call.request
        parameters = {**request.arguments, **dict(request.query)}
        wanted = call.operation.traits.get("body")
        if wanted is None:
            return Decoded(parameters)
        if wanted == "optional" and not request.body:
            return Decoded(parameters, {})
        return Decoded(parameters, _json(request))

    def render(self, call: Call, answer: Answer) -> HttpAnswer:
        """The answer as JSON, or an empty one."""
        if answer.body is None:
            return HttpAnswer(answer.status, b"", JSON)
        return HttpAnswer(answer.status, _bytes(answer.body), JSON, logical=answer.body)

    def refuse(self, call: Call, error: PlatformError) -> HttpAnswer:
        """A problem document."""
        if not isinstance(error, NovaoitoError):
            raise TypeError(f"{type(error).__name__} is not an error of Novaoito") from error
        return _problem(error, call.world.source.uuid(f"novaoito/trace/{call.exchange}"))

    def stranger(self, operation: Operation, request: Request) -> tuple[HttpAnswer, str]:
        """401 for a token that no store has."""
        hint = "envie Authorization: Bearer com o token do aplicativo instalado ou o da administração da loja"
        return _problem(InvalidToken(), _nameless_trace(request)), hint

    def too_large(self, request: Request) -> HttpAnswer:
        """413 for a body that nobody reads."""
        return _problem(PayloadTooLarge(), _nameless_trace(request))

    def unknown(self, request: Request, allowed: tuple[str, ...]) -> HttpAnswer:
        """404 for an unknown path, 405 with `Allow` for a wrong method."""
        error = MethodNotAllowed() if allowed else NotFound("Este endereço não existe na API.")
        headers = (("Allow", ", ".join(sorted(allowed))),) if allowed else ()
        return _problem(error, _nameless_trace(request), headers)

    def _check_store(self, request: Request, store_id: str) -> None:
        named = [request.headers.get("X-Store-Id", store_id)]
        if request.host.endswith(self._suffix):
            named.append(request.host.removesuffix(self._suffix))
        if any(name != store_id for name in named):
            hint = f"o token é da loja {store_id}, e a requisição nomeia outra"
            raise NotFound("A loja não foi encontrada.", hint=hint)


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _spend(call: Call) -> None:
    limits = call.world.limits
    wait = limits.spend(f"novaoito/{_bearer(call.request)}", LIMIT, call.work.now)
    if not wait:
        return
    if limits.mode == "enforce":
        raise RateLimited(max(1, math.ceil(wait)))
    call.findings.append("limite de requisições excedido: balde de 10, reposto a 1 por segundo")


def _check_scope(operation: Operation, credential: Mapping[str, Any], by_app: bool) -> None:
    traits = operation.traits
    if not traits["app" if by_app else "admin"]:
        raise InsufficientScope(hint=f"{operation.name} é só para {'a administração' if by_app else 'o aplicativo'}")
    scope = traits["scope"]
    if by_app and scope and scope not in credential["scopes"]:
        raise InsufficientScope(f"O token não tem o escopo {scope}.", hint=f"instale o aplicativo com o escopo {scope}")


def _json(request: Request) -> Any:
    media = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media != JSON and (media or request.body):
        raise UnsupportedMediaType
    try:
        parsed = json.loads(request.body.decode(), parse_constant=_no_constant)
        json.dumps(parsed, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise MalformedJson from None
    return parsed


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _problem(error: NovaoitoError, trace: str, headers: tuple[tuple[str, str], ...] = ()) -> HttpAnswer:
    document = {
        "type": "about:blank",
        "title": error.status.phrase,
        "status": int(error.status),
        "code": error.code,
        "detail": error.message,
        "trace_id": trace,
    }
    if error.errors:
        document["errors"] = {name: list(messages) for name, messages in error.errors.items()}
    if error.retry_after is not None:
        headers = (*headers, ("Retry-After", str(error.retry_after)))
    return HttpAnswer(int(error.status), _bytes(document), PROBLEM, headers, document)


def _nameless_trace(request: Request) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, request.url))


def _bytes(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
