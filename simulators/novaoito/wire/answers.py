"""Answers and problems as they go over the wire (novaoito §2.2)."""

import json
import uuid
from dataclasses import dataclass
from typing import Any

from homologa.simulators.kernel.errors import PlatformError
from homologa.simulators.kernel.operations import Call, HttpAnswer, Request
from homologa.simulators.novaoito.errors import NovaoitoError

JSON = "application/json"
PROBLEM = "application/problem+json"
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Answer:
    """What an operation answers; a body of None is sent as nothing at all."""

    status: int
    body: Any = None


def written(answer: Answer) -> HttpAnswer:
    """The answer as JSON, or an empty one."""
    if answer.body is None:
        return HttpAnswer(answer.status, b"", JSON)
    return HttpAnswer(answer.status, _bytes(answer.body), JSON, logical=answer.body)


def refused(call: Call, error: PlatformError) -> HttpAnswer:
    """The problem document of a refusal, with a trace of its own."""
    return problem(error, call.work.source.uuid(f"novaoito/trace/{call.exchange}"))


def nameless_problem(request: Request, error: PlatformError, headers: Headers = ()) -> HttpAnswer:
    """The problem document of a request that belongs to no store."""
    return problem(error, str(uuid.uuid5(uuid.NAMESPACE_URL, request.url)), headers)


def problem(error: PlatformError, trace: str, headers: Headers = ()) -> HttpAnswer:
    """A problem document, after RFC 7807; raises TypeError for another platform's error."""
    if not isinstance(error, NovaoitoError):
        raise TypeError(f"{type(error).__name__} is not an error of Novaoito") from error
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


def _bytes(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
