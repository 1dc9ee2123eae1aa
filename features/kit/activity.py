"""What a connector did, as the journal of a world tells it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any

from homologa.simulators.control.client import WorldClient

TESTER = "homologa-verify"
"""The User-Agent of the calls that the suite itself makes."""
PAGE = 100
FEW = 20
"""Exchanges of one look at the summary: what is looked for is most often among the first."""
MOST_REFUSALS = 20
DURING = ("entrega:", "durante:")
"""How the cause of a call begins that came while a delivery was on its way."""

Exchange = Mapping[str, Any]


def calls(world: WorldClient, after: int, *, is_alone: bool = False) -> Iterator[Exchange]:
    """The connector's calls to the platforms after an exchange, oldest first.

    A call with a credential that no world has is not among them. Of a connector that `is_alone`, so that the suite
    itself called no platform, it gives what the summary of the journal tells, which costs little.
    """
    return (exchange for exchange in _of_connector(world, after, is_alone) if exchange["direction"] == "in")


def has_written(world: WorldClient, after: int, writing: Container[tuple[str, str]], *, is_alone: bool = False) -> bool:
    """Whether, after an exchange, the connector called an operation that writes, or took a delivery.

    `writing` has the operations that do, each as platform and name.
    """
    return any(
        exchange["direction"] == "out" or (exchange["platform"], exchange["operation"]) in writing
        for exchange in _of_connector(world, after, is_alone)
    )


def writes(world: WorldClient, after: int, writing: Container[tuple[str, str]]) -> list[Exchange]:
    """The connector's calls of operations that write, after an exchange."""
    return [call for call in calls(world, after) if (call["platform"], call["operation"]) in writing]


def _of_connector(world: WorldClient, after: int, is_alone: bool) -> Iterator[Exchange]:
    look, limit = (world.exchanges.summary, FEW) if is_alone else (world.journal, PAGE)
    origins = _origins(world)
    own: set[str] = set()
    while found := look(after=after, limit=limit, protocol="http"):
        own |= {one["cause"].partition(":")[2] for one in found if _is_to_a_platform(one, origins)}
        yield from (one for one in found if _is_of_connector(one, own))
        after = found[-1]["seq"]


def refused(world: WorldClient) -> list[str]:
    """What receivers other than platforms answered with 4xx, in Portuguese, the newest first."""
    origins = _origins(world)
    found = world.journal(direction="out", status="4xx", newest=True, limit=MOST_REFUSALS)
    told = [
        f"o receptor {one['url']} respondeu {one['status']} ao aviso “{one['operation']}”"
        for one in reversed(found)
        if not _is_to_a_platform(one, origins)
    ]
    return list(dict.fromkeys(told))


def _origins(world: WorldClient) -> tuple[str, ...]:
    return tuple(f"{platform['url']}/" for platform in world.data["platforms"].values())


def _is_to_a_platform(exchange: Exchange, origins: tuple[str, ...]) -> bool:
    if "to" in exchange:
        return exchange["to"] is not None
    return exchange["direction"] == "out" and str(exchange["url"]).startswith(origins)


def _is_of_connector(exchange: Exchange, own: set[str]) -> bool:
    kind, _, delivery = exchange["cause"].partition(":")
    if exchange["direction"] == "out":
        return delivery not in own and str(exchange["status"]).startswith("2")
    if f"{kind}:" in DURING and delivery in own:
        return False
    return "request" not in exchange or not _is_by_tester(exchange)


def _is_by_tester(exchange: Exchange) -> bool:
    headers = {name.lower(): value for name, value in exchange["request"]["headers"]}
    return bool(headers.get("user-agent") == TESTER)
