"""What the control API refuses, and in which words."""

import hmac
import json
from collections.abc import Mapping
from functools import lru_cache, partial
from urllib.parse import urlsplit

import flask
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from homologa.simulators.kernel.deliveries.sockets import is_allowed
from homologa.simulators.kernel.errors import NotFound, ScreenRefusal, UsageError
from homologa.simulators.kernel.worlds import Worlds


class Busy(UsageError):
    """Too many wait already; later there may be room."""


STATUS: Mapping[type[Exception], int] = {NotFound: 404, UsageError: 422, ScreenRefusal: 409, Busy: 503}
NO_KEY = "o controle exige a chave com que foi servido; mostre-a em HOMOLOGA_KEY (Authorization: Bearer)"
RETRY_AFTER = "5"
DETAILS: Mapping[int, str] = {
    404: "não há este endereço no controle",
    405: "este endereço não aceita este método",
    413: "o corpo é grande demais",
    500: "o simulador falhou; o registro do processo diz onde",
}


def guard(any_host: bool, key: str | None) -> flask.Response | None:
    """Refuse a request that is not addressed to this machine, unless any host will do, or that lacks the key."""
    here = any_host or all(
        _is_here(place) for place in (f"//{flask.request.host}", flask.request.headers.get("Origin"))
    )
    if not here:
        return _problem(403, "este endereço não é desta máquina")
    if key is not None and not hmac.compare_digest(_shown_key(), key.encode()):
        refusal = _problem(401, NO_KEY)
        refusal.headers["WWW-Authenticate"] = "Bearer"
        return refusal
    return None


def _shown_key() -> bytes:
    scheme, _, shown = flask.request.headers.get("Authorization", "").partition(" ")
    return shown.strip().encode() if scheme.lower() == "bearer" else b""


@lru_cache(maxsize=64)
def _is_here(place: str | None) -> bool:
    try:
        return place is None or is_allowed(urlsplit(place).hostname or "", ())
    except ValueError:
        return False


def register_handlers(app: flask.Flask, worlds: Worlds) -> None:
    """Have the application answer every error as a problem document."""
    for kind, status in STATUS.items():
        app.register_error_handler(kind, partial(_from_refusal, status))
    app.register_error_handler(HTTPException, _from_http_error)
    app.register_error_handler(Exception, partial(_from_crash, worlds))


def _from_refusal(status: int, error: Exception) -> flask.Response:
    answer = _problem(status, str(error))
    if status == 503:
        answer.headers["Retry-After"] = RETRY_AFTER
    return answer


def _from_http_error(error: HTTPException) -> flask.Response:
    status = error.code or 500
    answer = _problem(status, DETAILS.get(status, error.description or ""))
    if isinstance(error, MethodNotAllowed):
        answer.headers["Allow"] = ", ".join(sorted(error.valid_methods or ()))
    return answer


def _from_crash(worlds: Worlds, error: Exception) -> flask.Response:
    """What breaks because its world was deleted meanwhile is not there; anything else is our fault."""
    world_id = (flask.request.view_args or {}).get("world_id")
    if world_id is None:
        raise error
    try:
        worlds.get(world_id)
    except NotFound as reason:
        return _from_refusal(404, reason)
    raise error


def _problem(status: int, detail: str) -> flask.Response:
    body = {
        "type": "about:blank",
        "title": flask.Response(status=status).status[4:],
        "status": status,
        "detail": detail,
    }
    text = json.dumps(body, ensure_ascii=False)
    return flask.Response(text, status, content_type="application/problem+json")
