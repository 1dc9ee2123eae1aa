"""One exchange of the journal, as reports show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from features.kit.reports.labels import platform_title
from features.kit.results import as_text


@dataclass(frozen=True)
class Exchange:
    """The parts of an exchange that people read; what the journal left out is None."""

    title: str
    request: str | None
    answer: str | None
    cause: str | None
    hint: str | None
    findings: tuple[str, ...]


def read(exchange: Mapping[str, Any]) -> Exchange:
    """Take from a journal's exchange what there is.

    Its keys: method, url, status, platform, direction (`out` is a platform's delivery), request and
    answer (or `response`; a text, or a document whose `body` is the text), cause, hint, findings.
    """
    return Exchange(
        title=_title(exchange),
        request=_body(exchange.get("request")),
        answer=_body(exchange.get("answer", exchange.get("response"))),
        cause=_text(exchange.get("cause")),
        hint=_text(exchange.get("hint")),
        findings=tuple(map(as_text, exchange.get("findings") or ())),
    )


def _title(exchange: Mapping[str, Any]) -> str:
    status = exchange.get("status")
    call = f"{exchange.get('method', '')} {exchange.get('url', '')}".strip() or exchange.get("operation", "")
    sender = f"aviso de {platform_title(exchange['platform'])}: " if exchange.get("direction") == "out" else ""
    return f"{sender}{call} → {'sem resposta' if status is None else status}"


def _body(value: object) -> str | None:
    return _text(value["body"] if isinstance(value, Mapping) and "body" in value else value)


def _text(value: object) -> str | None:
    return None if value in (None, "", {}, []) else as_text(value)
