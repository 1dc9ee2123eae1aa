"""Events as signed, thin webhooks (novaoito §2.5, facts 10 and 11)."""

import hashlib
import hmac
from collections.abc import Iterator
from datetime import datetime
from types import MappingProxyType

from homologa.simulators.kernel.events import Delivery, Draft, Event, Outcome, RetryPolicy
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.rules import subscriptions

POLICY = RetryPolicy(delays=(30, 120, 600, 3600, 21600), accepts=(200, 299), timeout=5.0)
RESOURCES = MappingProxyType(
    {
        "product.created": "product",
        "product.updated": "product",
        "product.deleted": "product",
        "stock.updated": "product",
        "order.created": "order",
        "order.paid": "order",
        "order.updated": "order",
        "order.canceled": "order",
        "order.shipped": "order",
        "erp.job.requested": "erp_job",
        "erp.job.finished": "erp_job",
        "app.test.requested": "app_test",
        "app.uninstalled": "app",
    }
)
SIGNATURE = "X-Novaoito-Signature"


class Notifier:
    """Tells the subscribers what happened; a product's subject is its SKU, an order's its number, of others the id."""

    def prepare(self, work: Work, event: Event) -> Iterator[Event]:
        """The event once for each active subscription; the uninstallation is the last thing that an app hears."""
        for subscription in subscriptions.listening(work, event.name):
            delivery = subscriptions.note_delivery(work, subscription["id"], event.name)
            yield Event(event.name, {**event.data, "subscription": subscription["id"], "delivery": delivery["id"]})
        if event.name == "app.uninstalled":
            subscriptions.end_all(work)

    def expand(self, work: Work, event: Event) -> Iterator[Draft]:
        """The delivery to one subscription."""
        of = event.data
        resource = {"type": RESOURCES[event.name], "id": of["id"]}
        body = subscriptions.payload(work, event.name, resource, of["delivery"])
        context = {subscriptions.CONTEXT: of["subscription"], "delivery": of["delivery"]}
        url = subscriptions.get(work, of["subscription"])["url"]
        yield Draft.of_json(event.name, url, body, POLICY, subject=str(of.get("subject") or of["id"]), **context)

    def headers(self, work: Work, delivery: Delivery, at: datetime) -> Iterator[tuple[str, str]]:
        """The signature of this attempt: HMAC-SHA256 of `t + "." + body` by the subscription's secret."""
        secret = subscriptions.secret(work, delivery.draft.context[subscriptions.CONTEXT])
        if secret is not None:
            yield SIGNATURE, signature(secret, int(at.timestamp()), delivery.draft.body)

    def settle(self, work: Work, delivery: Delivery, outcome: Outcome) -> None:
        """Record the attempt where the app can look it up."""
        status = "pending"
        if outcome.final:
            status = "delivered" if outcome.accepted else "failed"
        delivery_id = delivery.draft.context["delivery"]
        subscriptions.note_attempt(work, delivery_id, status, outcome.status, outcome.error)


def signature(secret: str, at: int, body: bytes) -> str:
    """The header's value for an attempt at Unix time `at`."""
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"
