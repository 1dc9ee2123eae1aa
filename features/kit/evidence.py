"""What a result keeps of the exchanges of its world."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from homologa.simulators.control.client import WorldClient


def describe(exchange: Mapping[str, Any]) -> dict[str, Any]:
    """An exchange of the journal, as results keep it."""
    return {
        "seq": exchange["seq"],
        "at": exchange["at"],
        "direction": exchange["direction"],
        "platform": exchange["platform"],
        "operation": exchange["operation"],
        "method": exchange["method"],
        "url": exchange["url"],
        "status": exchange["status"],
        "request": exchange["request"]["body"],
        "answer": exchange["response"]["body"],
        "cause": exchange["cause"],
        "hint": "; ".join(filter(None, [exchange["hint"], *exchange["findings"]])),
    }


def observations(world: WorldClient) -> list[dict[str, Any]]:
    """What contracts and limits have against the calls of a world, each with an exchange of it."""
    return [_observation(world, **found) for found in world.findings()]


def _observation(world: WorldClient, exchange: int, **told: Any) -> dict[str, Any]:
    found = world.journal(after=exchange - 1, limit=1)
    return {**told, "example": describe(found[0]) if found else {}}
