"""Subscriptions of the app and their deliveries (novaoito §2.3 Webhooks)."""

from homologa.simulators.kernel.operations import Call
from homologa.simulators.novaoito.api.registry import NO_CONTENT, operation, paged
from homologa.simulators.novaoito.rules import subscriptions
from homologa.simulators.novaoito.wire import Answer

SOURCE = "§2.3 Webhooks, §2.5"
SCOPE = "webhooks:manage"


@operation("webhooks.list", "GET", "/webhooks", source=SOURCE, scope=SCOPE, admin=False)
def list_subscriptions(call: Call) -> Answer:
    """The app's subscriptions, without their secrets."""
    return paged(call, subscriptions.search(call.work, call.data.parameters), subscriptions.shown)


@operation("webhooks.create", "POST", "/webhooks", source=SOURCE, scope=SCOPE, admin=False, body="required")
def create_subscription(call: Call) -> Answer:
    """Subscribe to an event; the secret is shown here only."""
    made = subscriptions.create(call.work, call.data.body)
    return Answer(201, {**subscriptions.shown(made), "secret": made["secret"]})


@operation("webhooks.delete", "DELETE", "/webhooks/<int:id>", source=SOURCE, scope=SCOPE, admin=False)
def delete_subscription(call: Call) -> Answer:
    """End a subscription."""
    subscriptions.remove(call.work, call.request.arguments["id"])
    return Answer(NO_CONTENT)


@operation("webhooks.deliveries", "GET", "/webhooks/<int:id>/deliveries", source=SOURCE, scope=SCOPE, admin=False)
def list_deliveries(call: Call) -> Answer:
    """Deliveries of a subscription, newest first."""
    rows = subscriptions.search_deliveries(call.work, call.request.arguments["id"], call.data.parameters)
    return paged(call, rows, subscriptions.shown_delivery)
