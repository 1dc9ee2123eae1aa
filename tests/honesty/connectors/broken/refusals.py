"""What a refusal once stopped is stopped for good, and an app that is gone or back is not known."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from broken.fault import Fault
from homologa.sync.core.hooks import Reply
from homologa.sync.core.ports import Id
from homologa.sync.core.queue import Queue
from homologa.sync.integrations.novaoito import NovaoitoIntegration
from homologa.sync.integrations.novaoito.store_events import UNINSTALLED, StoreEvents
from homologa.sync.platforms.novaoito import Novaoito

INTEGRATION = "homologa.sync.integrations.novaoito.integration"
GONE, LATER = 404, 503


class StaysDead(Queue):
    """Takes no work that was given up before."""

    def add(self, kind: str, key: str) -> None:
        """Queue what is not dead."""
        if self._store.one("SELECT 1 FROM task WHERE kind = ? AND key = ? AND state = 'dead'", kind, key) is None:
            super().add(kind, key)


class KnowsTheBody(Queue):
    """Takes two notices that say the same for one, whenever they come."""

    def receive(self, delivery_id: str | None, body: str, now: datetime, kind: str, key: str) -> bool:
        """Queue what was never said before."""
        return super().receive(sha256(f"{kind} {key} {body}".encode()).hexdigest(), body, now, kind, key)


class WaitsToBeTold(NovaoitoIntegration):
    """Learns only by its notice that the app is gone."""

    def _answer_product(self, dados: Any) -> Reply:
        reply = super()._answer_product(dados)
        return Reply(LATER) if reply.status == GONE else reply


class KeepsItsSubscriptions(Novaoito):
    """Leaves the subscriptions of its former installation as they are."""

    def unsubscribe(self, subscription_id: Id) -> None:
        """End none."""


class AnyUninstallation(StoreEvents):
    """Believes every notice that the app is gone, also one of a former installation."""

    def receive(self, body: bytes, signature: str) -> None:
        """Take it without a look at its signature."""
        if UNINSTALLED.encode() in body:
            self._memory.set(uninstalled=True)
            return
        super().receive(body, signature)


FAULTS = {
    "stays_dead": Fault(instead={f"{INTEGRATION}.Queue": StaysDead}),
    "knows_the_body": Fault(instead={f"{INTEGRATION}.Queue": KnowsTheBody}),
    "waits_to_be_told": Fault(instead={"homologa.sync.embedded.INTEGRATIONS": {"novaoito": WaitsToBeTold}}),
    "any_uninstallation": Fault(
        instead={
            f"{INTEGRATION}.StoreEvents": AnyUninstallation,
            f"{INTEGRATION}.Novaoito": KeepsItsSubscriptions,
        }
    ),
}
