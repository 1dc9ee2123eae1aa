"""How the control API shows things; whatever it shows of exchanges is masked."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from simulators.kernel.events import Delivery
from simulators.kernel.journal import Exchange
from simulators.kernel.masking import Masker
from simulators.kernel.platform import Platform
from simulators.kernel.screens import Screen
from simulators.kernel.world import World

CREDENTIALS_VIEW = "credenciais"
SECRET_KINDS = ("token", "key", "secret")


def world(subject: World, urls: Mapping[str, str]) -> dict[str, Any]:
    """A world with its clock and, per platform, the base URL and credentials of a client."""
    return {
        "id": subject.id,
        "seed": subject.source.seed,
        "clock": clock(subject),
        "limits": subject.limits.mode,
        "snapshots": list(subject.snapshots.names()),
        "last_exchange": subject.journal.last,
        "platforms": {name: _platform(subject, platform, urls) for name, platform in subject.platforms.items()},
    }


def clock(subject: World) -> dict[str, Any]:
    """The clock: mode, present moment and when the next delivery is due."""
    due = subject.outbox.next_due()
    return {
        "mode": subject.clock.mode,
        "now": subject.clock.now().isoformat(),
        "next_due": due.isoformat() if due else None,
    }


def masker(subject: World) -> Masker:
    """The masks of a world."""
    minted = [value for _, kind, value in subject.minted() if _is_secret(kind)]
    names = [name for platform in subject.platforms.values() for name in platform.secrets]
    return Masker(subject.source, minted, names)


def exchange(subject: Exchange, masks: Masker) -> dict[str, Any]:
    """One exchange of the journal, masked."""
    return {
        "seq": subject.seq,
        "at": subject.at.isoformat(),
        "direction": subject.direction,
        "protocol": subject.protocol,
        "platform": subject.platform,
        "operation": subject.operation,
        "subject": subject.subject,
        "method": subject.method,
        "url": masks.text(subject.url),
        "status": subject.status,
        "request": {
            "headers": [list(pair) for pair in masks.headers(subject.request_headers)],
            "body": masks.text(subject.request_body.decode("utf-8", "backslashreplace")),
        },
        "response": {
            "headers": [list(pair) for pair in masks.headers(subject.response_headers)],
            "body": masks.text(subject.response_body.decode("utf-8", "backslashreplace")),
        },
        "cause": subject.cause,
        "run": subject.run,
        "hint": masks.text(subject.hint),
        "findings": [masks.text(finding) for finding in subject.findings],
        "breach": masks.text(subject.breach),
        "state": subject.state,
    }


def stranger(subject: Exchange) -> dict[str, Any]:
    """A request that belongs to no world, without query, headers and body, which nothing could mask."""
    keys = ("seq", "platform", "operation", "method", "status", "hint")
    shown = {key: getattr(subject, key) for key in keys}
    return {**shown, "at": subject.at.isoformat(), "path": urlsplit(subject.url).path}


def delivery(subject: Delivery, masks: Masker) -> dict[str, Any]:
    """One delivery of the outbox, masked."""
    return {
        "id": subject.id,
        "seq": subject.seq,
        "platform": subject.platform,
        "kind": subject.draft.kind,
        "url": masks.text(subject.draft.url),
        "body": masks.text(subject.draft.body.decode("utf-8", "backslashreplace")),
        "state": subject.state,
        "attempts": subject.attempts,
        "max_attempts": len(subject.draft.policy.delays) + 1,
        "due_at": subject.due_at.isoformat(),
        "created_at": subject.created_at.isoformat(),
        "cause": subject.cause,
    }


def screen(platform: Platform, subject: Screen) -> dict[str, Any]:
    """An action or a view, as its platform declares it."""
    return {
        "platform": platform.name,
        "name": subject.name,
        "menu": subject.menu,
        "label": subject.label,
        "description": subject.description,
        "parameters": [
            {"name": parameter.name, "kind": parameter.kind, "required": parameter.required}
            for parameter in subject.parameters
        ],
    }


def _platform(subject: World, platform: Platform, urls: Mapping[str, str]) -> dict[str, Any]:
    with subject.work(platform.name, write=False) as work:
        origin = platform.origin(work)
    return {
        "title": platform.title,
        "article": platform.article,
        "fidelity": platform.fidelity.value,
        "url": urls.get(platform.name, origin),
        "origin": origin,
        "credentials": subject.view(platform.name, CREDENTIALS_VIEW, {}),
    }


def _is_secret(kind: str) -> bool:
    return any(word in kind for word in SECRET_KINDS)
