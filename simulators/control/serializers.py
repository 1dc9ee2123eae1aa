"""How the control API shows things; whatever it shows of exchanges is masked."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from homologa.simulators.kernel.columns import Column
from homologa.simulators.kernel.events import Delivery
from homologa.simulators.kernel.exchanges.causes import DELIVERY, Link
from homologa.simulators.kernel.exchanges.exchange import Exchange
from homologa.simulators.kernel.exchanges.journal import Journal
from homologa.simulators.kernel.masks.known import KnownValues
from homologa.simulators.kernel.masks.masking import Masker
from homologa.simulators.kernel.operations import Operation
from homologa.simulators.kernel.platform import Platform
from homologa.simulators.kernel.records import Records
from homologa.simulators.kernel.screens import Parameter, Screen
from homologa.simulators.kernel.world import World
from homologa.simulators.kernel.worlds import Worlds

SECRET_KINDS = ("token", "key", "secret")


def world(subject: World, urls: Mapping[str, str]) -> dict[str, Any]:
    """A world with its clock and, per platform, the base URL and credentials of a client."""
    return {
        "id": subject.id,
        "seed": subject.source.seed,
        "pack": subject.pack,
        "clock": clock(subject),
        "limits": subject.limits.mode,
        "snapshots": list(subject.snapshots.names()),
        "last_exchange": subject.journal.last,
        "trouble": subject.trouble(),
        "platforms": {name: _platform(subject, platform, urls) for name, platform in subject.platforms.items()},
    }


def clock(subject: World) -> dict[str, Any]:
    """The clock: mode, present moment and when the next delivery is due."""
    due = subject.next_due()
    return {
        "mode": subject.clock.mode,
        "now": subject.clock.now().isoformat(),
        "next_due": due.isoformat() if due else None,
    }


def quiet(subject: World, wait: float = 0.0) -> dict[str, Any]:
    """Whether nothing is due on the platforms, once what is due has been begun; waits up to `wait` seconds for that."""
    is_quiet = subject.pump.trigger() or subject.pump.is_idle(wait)
    return {"quiet": is_quiet, "last_exchange": subject.journal.last, **clock(subject)}


def masker(subject: World) -> Masker:
    """The masks of a world, which know every personal value that was exchanged or shown in it until now."""
    minted = [value for _, kind, value in subject.minted() if _is_secret(kind)]
    minted += [value for _, _, value in subject.secrets_at_birth()]
    names = [name for platform in subject.platforms.values() for name in platform.secrets]
    personal = [platform.personal for platform in subject.platforms.values()]
    masks = Masker(subject.secrets, minted, names, personal, subject.known_values)
    _learn(masks, subject.known_values, subject.journal)
    return masks


def unrouted_masker(worlds: Worlds) -> Masker:
    """The masks of requests that belong to no world: what is secret in any world is so."""
    minted = [value for _, _, value in worlds.minted()]
    names = [name for platform in worlds.platforms for name in platform.secrets]
    personal = [platform.personal for platform in worlds.platforms]
    masks = Masker(worlds.secrets, minted, names, personal, worlds.known_values)
    _learn(masks, worlds.known_values, worlds.unrouted_journal)
    return masks


def _learn(masks: Masker, known: KnownValues, journal: Journal) -> None:
    """Have the masks know every personal value of what was shown and exchanged since the last time."""
    for text, place in known.take_unread():
        masks.text(text, place)
    while found := journal.find(after=known.last_exchange):
        for one in found:
            masks.text(one.url, one.request_place)
            masks.body(one.request_body, one.request_place)
            masks.body(one.response_body, one.place)
        known.last_exchange = found[-1].seq


def exchanges(world: World, found: Sequence[Exchange]) -> list[dict[str, Any]]:
    """Exchanges of a world, masked; where there are none, no mask is made."""
    if not found:
        return []
    masks = masker(world)
    return [exchange(one, masks) for one in found]


def exchange_summary(subject: Exchange) -> dict[str, Any]:
    """One exchange without addresses, headers, bodies and texts: what is never secret or personal."""
    return {
        "seq": subject.seq,
        "at": subject.at.isoformat(),
        "direction": subject.direction,
        "protocol": subject.protocol,
        "platform": subject.platform,
        "operation": subject.operation,
        "method": subject.method,
        "status": subject.status,
        "cause": subject.cause,
        "state": subject.state,
    }


def summaries(world: World, found: Sequence[Exchange], urls: Mapping[str, str]) -> list[dict[str, Any]]:
    """Exchanges of a world without what was said in them: nothing that needs a mask, so none is made."""
    origins = {f"{_url(world, name, urls)}/": name for name in world.platforms}
    return [{**exchange_summary(one), "to": _receiver(one, origins)} for one in found]


def exchange(subject: Exchange, masks: Masker) -> dict[str, Any]:
    """One exchange of the journal, masked."""
    return {
        **exchange_summary(subject),
        "subject": masks.text(subject.subject),
        "url": masks.text(subject.url, subject.request_place),
        "request": _message(
            subject.request_headers, subject.request_body, subject.request_size, subject.request_place, masks
        ),
        "response": _message(
            subject.response_headers, subject.response_body, subject.response_size, subject.place, masks
        ),
        "run": masks.text(subject.run),
        "hint": masks.text(subject.hint),
        "findings": [masks.text(finding) for finding in subject.findings],
        "breach": masks.text(subject.breach),
    }


def _message(headers: Sequence[tuple[str, str]], body: bytes, size: int, place: str, masks: Masker) -> dict[str, Any]:
    """One way of an exchange; `omitted` counts the bytes of the body that the journal does not keep."""
    return {
        "headers": [list(pair) for pair in masks.headers(headers)],
        "body": masks.body(body, place),
        "size": size,
        "omitted": size - len(body),
    }


def link(subject: Link, masks: Masker) -> dict[str, Any]:
    """One exchange of a chain of causes, in short and masked."""
    found = subject.exchange
    kind, _, what = found.cause.partition(":")
    return {
        "seq": found.seq,
        "by": subject.by,
        "how": subject.how,
        "delivery": what if found.direction == "out" and kind == DELIVERY else None,
        "at": found.at.isoformat(),
        "direction": found.direction,
        "protocol": found.protocol,
        "platform": found.platform,
        "operation": found.operation,
        "method": found.method,
        "url": masks.text(found.url, found.request_place),
        "status": found.status,
    }


def unrouted(subject: Exchange, masks: Masker) -> dict[str, Any]:
    """A request that belongs to no world, masked, and without query, headers and body: its secrets are not known."""
    keys = ("seq", "platform", "operation", "method", "status")
    shown = {key: getattr(subject, key) for key in keys}
    path = urlsplit(masks.text(subject.url, subject.request_place)).path
    return {**shown, "at": subject.at.isoformat(), "path": path, "hint": masks.text(subject.hint)}


def delivery(subject: Delivery, masks: Masker) -> dict[str, Any]:
    """One delivery of the outbox, masked."""
    return {
        "id": subject.id,
        "seq": subject.seq,
        "platform": subject.platform,
        "kind": subject.draft.kind,
        "subject": masks.text(subject.draft.subject),
        "url": masks.text(subject.draft.url, subject.draft.kind),
        "body": masks.body(subject.draft.body, subject.draft.kind),
        "state": subject.state,
        "attempts": subject.attempts,
        "max_attempts": len(subject.draft.policy.delays) + 1,
        "due_at": subject.due_at.isoformat(),
        "created_at": subject.created_at.isoformat(),
        "cause": subject.cause,
        "replay_of": subject.replay_of or None,
        "plan": None if subject.planned_effect is None else subject.planned_effect.plan,
    }


def screen(platform: str, subject: Screen) -> dict[str, Any]:
    """An action or a view, as its platform declares it."""
    return {
        "platform": platform,
        "name": subject.name,
        "menu": subject.menu,
        "label": subject.label,
        "description": subject.description,
        "parameters": [{**_place(field), "required": field.required} for field in subject.parameters],
        "columns": [_place(column) for column in subject.columns],
    }


def _place(subject: Parameter | Column) -> dict[str, Any]:
    """A field or a column, with the places within it."""
    return {
        "name": subject.name,
        "label": subject.label,
        "kind": subject.kind,
        "items": subject.items,
        "columns": [_place(column) for column in subject.columns],
    }


def operation(platform: Platform, subject: Operation) -> dict[str, Any]:
    """An operation, as its platform declares it."""
    return {
        "platform": platform.name,
        "name": subject.name,
        "methods": list(subject.methods),
        "paths": list(subject.paths),
        "writes": subject.writes,
        "fidelity": subject.fidelity.value,
        "source": subject.source,
    }


def limits(subject: World) -> dict[str, Any]:
    """How request limits are taken, and what the account on each platform was asked."""
    now = subject.clock.now()
    used = {name: asdict(subject.limits.usage(name, now)) for name in subject.platforms}
    return {
        "mode": subject.limits.mode,
        "accounts": {name: {**usage, "minute": usage["minute"].isoformat()} for name, usage in used.items()},
    }


def _receiver(subject: Exchange, origins: Mapping[str, str]) -> str | None:
    """The platform to which a delivery went, by the addresses of all; None when it went elsewhere, or is none."""
    if subject.direction == "in":
        return None
    return next((name for origin, name in origins.items() if subject.url.startswith(origin)), None)


def _url(subject: World, platform: str, urls: Mapping[str, str]) -> str:
    """Where a client of the world reaches a platform here."""
    return urls.get(platform) or subject.origin(platform)


def _platform(subject: World, platform: Platform, urls: Mapping[str, str]) -> dict[str, Any]:
    return {
        "title": platform.title,
        "article": platform.article,
        "fidelity": platform.fidelity.value,
        "url": _url(subject, platform.name, urls),
        "listeners": dict(subject.addresses.listeners.get(platform.name, {})),
        "origin": subject.origin(platform.name),
        "credentials": subject.credentials(platform.name),
        "records": _records(platform.records),
    }


@lru_cache(maxsize=64)
def _records(declared: Records) -> dict[str, Any]:
    """What a platform says of its records, which it does once and for all."""
    return asdict(declared)


def _is_secret(kind: str) -> bool:
    return any(word in kind for word in SECRET_KINDS)
