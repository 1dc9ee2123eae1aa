"""The events of a shop that the connector subscribes to."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, suppress
from typing import Any

from homologa.sync.core.errors import PlatformError
from homologa.sync.core.ports import SubscriptionPort


def renew(shop: SubscriptionPort, events: Iterable[str], url: str, complete: Callable[[], Any]) -> dict[str, str]:
    """Subscribe to events at a URL, `complete` the registration, and answer the secrets by event.

    The former subscriptions end last: when the shop refuses anything, its error is raised and they are still there.
    """
    former = [row for row in shop.subscriptions() if row["url"] == url]
    secrets: dict[str, str] = {}
    with ExitStack() as undo:
        for event in events:
            new = shop.subscribe(event, url)
            undo.callback(_end, shop, new)
            secrets[event] = new["secret"]
        complete()
        undo.pop_all()
    for subscription in former:
        _end(shop, subscription)
    return secrets


def _end(shop: SubscriptionPort, subscription: Mapping[str, Any]) -> None:
    """End it if that can be: the events of one that stays are refused, for nobody knows its secret."""
    with suppress(PlatformError):
        shop.unsubscribe(subscription["id"])
