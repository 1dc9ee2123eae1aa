"""Subscriptions of the app to events, and the record of their deliveries (novaoito §2.3 Webhooks, §2.5)."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.store import Document
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.errors import NotFound
from homologa.simulators.novaoito.rules import settings, shapes
from homologa.simulators.novaoito.rules.listing import Query
from homologa.simulators.novaoito.rules.pages import Rows
from homologa.simulators.novaoito.rules.tables import DELIVERIES, SUBSCRIPTIONS, moment

SHOWN = ("id", "event", "url", "active", "failures", "created_at")
MOST_FAILURES = 5
"""So many deliveries in a row that failed for good switch a subscription off; the page does not say [inferred]."""
STATUSES = ("pending", "delivered", "failed")
CONTEXT = "subscription"
"""The name under which a delivery's context names its subscription."""


def create(work: Work, given: Any) -> Document:
    """Subscribe to one event; the answer alone has the secret. Raises ValidationFailed."""
    shapes.subscription().check(given)
    subscription = {
        "id": work.next_id("subscription"),
        "event": given["event"],
        "url": given["url"],
        "secret": work.secret("webhook"),
        "active": True,
        "failures": 0,
        "created_at": moment(work),
    }
    work.documents(SUBSCRIPTIONS).add(subscription)
    return subscription


def search(work: Work, parameters: Mapping[str, Any]) -> Rows:
    """Subscriptions by the filters of the API's query; raises ValidationFailed."""
    query = Query(parameters)
    query.chosen("event", shapes.EVENTS)
    return query.rows(work.documents(SUBSCRIPTIONS))


def everything(work: Work) -> list[Document]:
    """Every subscription by id."""
    return work.documents(SUBSCRIPTIONS).find()


def get(work: Work, subscription_id: int) -> Document:
    """One subscription; raises NotFound."""
    found = work.documents(SUBSCRIPTIONS).get(subscription_id) if subscription_id <= shapes.MAX_ID else None
    if found is None:
        raise NotFound("Não há esta assinatura.")
    return found


def secret(work: Work, subscription_id: int) -> str | None:
    """The secret of a subscription, None when it has ended meanwhile."""
    found = work.documents(SUBSCRIPTIONS).get(subscription_id)
    return None if found is None else str(found["secret"])


def listening(work: Work, event: str) -> list[Document]:
    """The active subscriptions to an event."""
    return work.documents(SUBSCRIPTIONS).find("event = ? AND active = 1", (event,))


def remove(work: Work, subscription_id: int) -> None:
    """End a subscription; its deliveries that wait are given up. Raises NotFound."""
    get(work, subscription_id)
    work.cancel_deliveries(CONTEXT, subscription_id)
    for delivery in deliveries(work, subscription_id):
        work.documents(DELIVERIES).remove(delivery["id"])
    work.documents(SUBSCRIPTIONS).remove(subscription_id)


def end_all(work: Work) -> None:
    """Stop sending events; what was already sent may still be retried."""
    subscriptions = work.documents(SUBSCRIPTIONS)
    for subscription in subscriptions.find():
        subscriptions.put({**subscription, "active": False})


def payload(work: Work, event: str, resource: Document, delivery_id: str) -> Document:
    """The thin body of one delivery: nothing of the resource but its type and id."""
    return {
        "event": event,
        "store_id": settings.store_id(work),
        "resource": resource,
        "occurred_at": moment(work),
        "delivery_id": delivery_id,
    }


def note_delivery(work: Work, subscription_id: int, event: str) -> Document:
    """Record a delivery that is about to be made."""
    delivery = {
        "id": work.uuid("webhook"),
        "number": work.next_id("delivery-number"),
        "subscription_id": subscription_id,
        "event": event,
        "status": "pending",
        "attempts": [],
    }
    work.documents(DELIVERIES).add(delivery)
    return delivery


def note_attempt(work: Work, delivery_id: str, status: str, response: int | None, error: str) -> None:
    """Record one attempt; `status` is the delivery's state after it."""
    delivery = work.documents(DELIVERIES).get(delivery_id)
    if delivery is None:
        return
    attempt = {"at": moment(work), "response_status": response, "error": error or None}
    work.documents(DELIVERIES).put({**delivery, "status": status, "attempts": [*delivery["attempts"], attempt]})
    if status != "pending":
        _count(work, delivery["subscription_id"], failed=status == "failed")


def _count(work: Work, subscription_id: int, *, failed: bool) -> None:
    """Count the failures in a row; too many of them end what the subscription hears."""
    subscription = get(work, subscription_id)
    failures = subscription["failures"] + 1 if failed else 0
    active = subscription["active"] and failures < MOST_FAILURES
    work.documents(SUBSCRIPTIONS).put({**subscription, "failures": failures, "active": active})


def deliveries(work: Work, subscription_id: int) -> list[Document]:
    """The deliveries of a subscription, newest first; raises NotFound."""
    get(work, subscription_id)
    return work.documents(DELIVERIES).find("subscription_id = ?", (subscription_id,), order="number DESC")


def search_deliveries(work: Work, subscription_id: int, parameters: Mapping[str, Any]) -> Rows:
    """The deliveries of a subscription, newest first, by the API's query; raises NotFound, ValidationFailed."""
    get(work, subscription_id)
    query = Query(parameters)
    query.where("subscription_id = ?", subscription_id)
    query.chosen("status", STATUSES)
    return query.rows(work.documents(DELIVERIES), order="number DESC")


def shown(subscription: Document) -> Document:
    """A subscription as the API shows it, without its secret."""
    return {name: subscription[name] for name in SHOWN}


def shown_delivery(delivery: Document) -> Document:
    """A delivery as the API shows it."""
    return {
        "delivery_id": delivery["id"],
        **{name: delivery[name] for name in ("event", "status", "attempts")},
    }
