"""How Novaoito speaks: bearer tokens, the order of checks, JSON, problems (novaoito §2.1, §2.2)."""

import json
import math
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NoReturn

from homologa.simulators.kernel.errors import PlatformError
from homologa.simulators.kernel.limits import Bucket
from homologa.simulators.kernel.operations import Call, DecodedRequest, HttpAnswer, Operation, Request
from homologa.simulators.kernel.rooms import Finder, Found
from homologa.simulators.kernel.web.default_wire import DefaultWire, Headers
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.errors import (
    InsufficientScope,
    InvalidToken,
    MalformedJson,
    MethodNotAllowed,
    NotFound,
    PayloadTooLarge,
    RateLimited,
    UnsupportedMediaType,
)
from homologa.simulators.novaoito.wire.answers import JSON, Answer, nameless_problem, refused, written

LIMIT = Bucket(10, 1.0)
Gate = Callable[[Work, bool], None]
"""Refuses a suspended store, and a disabled app when the second argument says that an app calls."""


class Wire(DefaultWire):
    """The pipeline: token, store, suspension, switched-off app, limit, scope, body.

    `credentials` are the kinds of token, and `domain` the one of which every store's host is a label.
    """

    unauthenticated_error = InvalidToken
    unknown_address_error = staticmethod(partial(NotFound, "Este endereço não existe na API."))
    wrong_method_error = MethodNotAllowed
    too_large_error = PayloadTooLarge

    def __init__(self, gate: Gate, credentials: tuple[str, ...], domain: str) -> None:
        self._gate = gate
        self._credentials = credentials
        self._suffix = f".{domain}"

    def locate(self, request: Request, find: Finder[Found]) -> Found | None:
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

    def decode(self, call: Call) -> DecodedRequest:
        """Read the JSON body where the operation has one; trait `body` is `required` or `optional`."""
        request = call.request
        parameters = {**request.arguments, **dict(request.query)}
        wanted = call.operation.traits.get("body")
        if wanted is None:
            return DecodedRequest(parameters)
        if wanted == "optional" and not request.body:
            return DecodedRequest(parameters, {})
        return DecodedRequest(parameters, _json(request))

    def render(self, call: Call, answer: Answer) -> HttpAnswer:
        """The answer as JSON, or an empty one."""
        return written(answer)

    def refuse(self, call: Call, error: PlatformError) -> HttpAnswer:
        """A problem document."""
        return refused(call, error)

    def blocked(self, call: Call) -> RateLimited:
        """429, with a second to wait."""
        return RateLimited(1)

    def unavailable(self, call: Call) -> HttpAnswer:
        """503 without a document: no page tells of an error of this kind [reconstructed]."""
        return HttpAnswer(503, b"", "text/plain")

    def unauthenticated(self, operation: Operation, request: Request) -> tuple[HttpAnswer, str]:
        """401 for a token that no store has."""
        return self.write_refusal(request, self.unauthenticated_error()), _without_world(request)

    def write_refusal(self, request: Request, error: PlatformError, headers: Headers = ()) -> HttpAnswer:
        """A problem document of a request that belongs to no store."""
        return nameless_problem(request, error, headers)

    def _check_store(self, request: Request, store_id: str) -> None:
        named = [request.headers.get("X-Store-Id", store_id)]
        if request.host.endswith(self._suffix):
            named.append(request.host.removesuffix(self._suffix))
        if any(name != store_id for name in named):
            hint = f"o token é da loja {store_id}, e a requisição nomeia outra"
            raise NotFound("A loja não foi encontrada.", hint=hint)


def _without_world(request: Request) -> str:
    sent = request.headers.get("Authorization", "")
    if not sent:
        return f"não veio o cabeçalho Authorization: {InvalidToken.advice}"
    if not _bearer(request):
        return f"o cabeçalho Authorization não é “Bearer” e o token: {InvalidToken.advice}"
    return (
        "nenhuma loja tem este token; um token muda a cada instalação do aplicativo, e os de um mundo apagado ou "
        "restaurado deixam de valer: leia o de agora na visão “credenciais”"
    )


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _spend(call: Call) -> None:
    limits = call.limits
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
        raise UnsupportedMediaType(hint=f"{UnsupportedMediaType.advice}; veio {media or 'um corpo sem Content-Type'}")
    try:
        parsed = json.loads(request.body.decode(), parse_constant=_no_constant)
        json.dumps(parsed, ensure_ascii=False).encode()
    except UnicodeDecodeError:
        raise MalformedJson(hint=f"{MalformedJson.advice} (o corpo não está em UTF-8)") from None
    except (ValueError, RecursionError) as error:
        raise MalformedJson(hint=f"{MalformedJson.advice} ({error})") from None
    return parsed


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)
