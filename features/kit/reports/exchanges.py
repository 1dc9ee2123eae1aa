"""One exchange of the journal, as reports show it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from homologa.features.kit.reports.labels import platform_title
from homologa.features.kit.text import as_text

_ACTION = "AÇÃO"
_ESCAPES = re.compile(r"(?<!\\)((?:\\\\)*)((?:\\u[0-9a-fA-F]{4})+)")


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
    answer (or `response`; a text, or a document whose `body` is the text), cause, hint, findings. What a
    person did on a screen has the method `AÇÃO` and no status; its hint is the screen's refusal.
    """
    is_action = exchange.get("method") == _ACTION
    return Exchange(
        title=_title(exchange),
        request=_body(exchange.get("request")),
        answer=_body(exchange.get("answer", exchange.get("response"))),
        cause=_text(exchange.get("cause")),
        hint=None if is_action else _text(exchange.get("hint")),
        findings=tuple(map(as_text, exchange.get("findings") or ())),
    )


def _title(exchange: Mapping[str, Any]) -> str:
    status = exchange.get("status")
    call = f"{exchange.get('method', '')} {exchange.get('url', '')}".strip() or exchange.get("operation", "")
    sender = f"aviso de {platform_title(exchange['platform'])}: " if exchange.get("direction") == "out" else ""
    if exchange.get("method") == _ACTION:
        return f"{call} → {_outcome(exchange)}"
    return f"{sender}{call} → {'sem resposta' if status is None else status}"


def _outcome(action: Mapping[str, Any]) -> str:
    return f"recusada: {action['hint']}" if action.get("hint") else "feita"


def _body(value: object) -> str | None:
    text = _text(value["body"] if isinstance(value, Mapping) and "body" in value else value)
    return _ESCAPES.sub(_letters, text) if text and _is_json(text) else text


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _letters(escapes: re.Match[str]) -> str:
    """Write escaped letters as they are; what JSON must escape, and half of a pair, stays."""
    letters: str = json.loads(f'"{escapes.group(2)}"')
    if any("\ud800" <= letter <= "\udfff" for letter in letters):
        return escapes.group()
    return escapes.group(1) + json.dumps(letters, ensure_ascii=False)[1:-1]


def _text(value: object) -> str | None:
    return None if value in (None, "", {}, []) else as_text(value)
