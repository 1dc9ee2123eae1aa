"""The attempts of deliveries: sent, journalled, and what came of each told to its platform."""

import logging
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from types import MappingProxyType
from typing import Any

from homologa.simulators.kernel.change_signal import ChangeSignal
from homologa.simulators.kernel.clock import Clock
from homologa.simulators.kernel.deliveries import plans
from homologa.simulators.kernel.deliveries.messages import Reply
from homologa.simulators.kernel.deliveries.network import Network
from homologa.simulators.kernel.deliveries.pump import Task
from homologa.simulators.kernel.events import Delivery, Outcome
from homologa.simulators.kernel.exchanges.exchange import Exchange
from homologa.simulators.kernel.exchanges.journal import Journal
from homologa.simulators.kernel.outbox import Outbox

CUT = "a conexão caiu antes de a resposta chegar"
Headers = list[tuple[str, str]]
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Attempts:
    """The deliveries of one world as something that comes due.

    `make_headers` gives those with which the platform proves who sends, as of so much earlier than now, and `settle`
    notes what an attempt gave.
    """

    outbox: Outbox
    journal: Journal
    network: Network
    clock: Clock
    changes: ChangeSignal
    make_headers: Callable[[Delivery, timedelta], Iterable[tuple[str, str]]]
    settle: Callable[[Delivery, Outcome], None]

    def next_due(self) -> datetime | None:
        return self.outbox.next_due()

    def due(self, now: datetime) -> Task | None:
        delivery = self.outbox.due(now)
        return None if delivery is None else Task(delivery.due_at, partial(self._attempt, delivery), delivery.id)

    def _attempt(self, delivery: Delivery) -> None:
        exchange = self.journal.open(_exchange(delivery, self.clock.now()))
        reply = self._send(delivery, exchange)
        outcome = _outcome(delivery, reply)
        self._settle(delivery, outcome, exchange)
        exchange.status, exchange.response_body, exchange.response_headers = (
            reply.status,
            reply.body,
            reply.headers,
        )
        exchange.hint = _hint(outcome, delivery)
        self.journal.close(exchange)
        self.changes.notify()

    def _send(self, delivery: Delivery, exchange: Exchange) -> Reply:
        draft = delivery.draft
        try:
            made = self._headers(delivery)
        except Exception as broken:
            log.exception("%s broke on the headers of %s", delivery.platform, draft.kind)
            exchange.breach = _breach(broken)
            return Reply(None, error=exchange.breach)
        exchange.request_headers = [*exchange.request_headers, *made]
        post = partial(self.network.post, draft.url, exchange.request_headers, draft.body, draft.policy.timeout)
        return _apply_effect(delivery, post)

    def _headers(self, delivery: Delivery) -> Headers:
        """The headers of this attempt as the platform makes them, or as a plan forges them."""
        forgery = _forgery(delivery)
        age = forgery["seconds"] if forgery.get("signature") == "old" else 0
        made = list(self.make_headers(delivery, timedelta(seconds=age)))
        return FORGERIES[forgery["signature"]](made) if forgery else made

    def _settle(self, delivery: Delivery, outcome: Outcome, exchange: Exchange) -> None:
        try:
            self.settle(delivery, outcome)
        except Exception as broken:
            log.exception("%s broke on an answer to %s", delivery.platform, delivery.draft.kind)
            exchange.breach = _breach(broken)
            self.outbox.fail(delivery)


def _apply_effect(delivery: Delivery, post: Callable[[], Reply]) -> Reply:
    """The reply to an attempt under its planned effect: nothing is sent, or the answer is lost."""
    planned = delivery.planned_effect
    if planned is not None and planned.effect == "drop" and delivery.attempts < planned.settings.get("times", math.inf):
        return Reply(None)
    reply = post()
    if planned is not None and planned.effect == "cut" and delivery.attempts < planned.settings["times"]:
        return reply if reply.status is None else Reply(None, error=CUT)
    return reply


def _forgery(delivery: Delivery) -> Mapping[str, Any]:
    """The settings of the plan that forges this attempt; empty for an honest one."""
    planned = delivery.planned_effect
    if planned is None or planned.effect != "forge" or delivery.attempts >= planned.settings["times"]:
        return {}
    return planned.settings


def _spoil(headers: Headers) -> Headers:
    """Headers of the same shape that prove nothing: each has another last character."""
    return [(name, value[:-1] + ("1" if value.endswith("0") else "0")) for name, value in headers]


FORGERIES: Mapping[str, Callable[[Headers], Headers]] = MappingProxyType(
    {"wrong": _spoil, "old": lambda headers: headers, "missing": lambda _: []}
)
"""What a plan makes of the headers that prove who sends; those of `old` were made for an earlier moment."""


def _exchange(delivery: Delivery, now: datetime) -> Exchange:
    draft = delivery.draft
    return Exchange(
        seq=0,
        at=now,
        direction="out",
        platform=delivery.platform,
        method="POST",
        url=draft.url,
        operation=draft.kind,
        subject=draft.subject,
        request_headers=[("Content-Type", draft.content_type)],
        request_body=draft.body,
        cause=f"entrega:{delivery.id}",
    )


def _breach(broken: Exception) -> str:
    return f"o simulador falhou: {type(broken).__name__}: {broken}"


def _outcome(delivery: Delivery, reply: Reply) -> Outcome:
    policy = delivery.draft.policy
    status = policy.accepts[0] if _is_presumed_delivered(delivery) and not reply.error else reply.status
    accepted = status is not None and policy.accepted(status)
    final = accepted or delivery.attempts >= len(policy.delays)
    return Outcome(status, reply.body, reply.error, accepted, final)


def _is_presumed_delivered(delivery: Delivery) -> bool:
    """Whether the platform is to believe in a delivery that never arrived."""
    planned = delivery.planned_effect
    return planned is not None and planned.effect == "drop" and planned.settings["as"] == "delivered"


def _hint(outcome: Outcome, delivery: Delivery) -> str:
    parts = [] if delivery.planned_effect is None else [plans.describe(delivery.planned_effect)]
    if delivery.replay_of:
        parts.append(f"a entrega {delivery.replay_of} outra vez")
    if outcome.accepted:
        return "; ".join(parts)
    reason = outcome.error or (outcome.status and f"o receptor respondeu {outcome.status}")
    text = "; ".join([*parts, reason] if reason else parts)
    return f"{text} (tentativa {delivery.attempts + 1} de {len(delivery.draft.policy.delays) + 1})"
