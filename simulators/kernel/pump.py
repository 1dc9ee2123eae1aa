"""What is due, one thing after another, never inside a unit of work and never inside itself."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from simulators.kernel.events import Delivery, Outcome
from simulators.kernel.journal import Exchange
from simulators.kernel.network import Reply

if TYPE_CHECKING:
    from simulators.kernel.world import World

log = logging.getLogger(__name__)


class Pump:
    """Makes the deliveries of one world in the order of their due time and sequence."""

    def __init__(self, world: "World", wake: Callable[["World"], None] | None = None) -> None:
        self._world = world
        self._wake = wake
        self._running = threading.Lock()
        self._runner: int | None = None
        self._settled = threading.Condition()

    @property
    def inside(self) -> bool:
        """Whether the caller was called by a delivery of this very world, in the same thread."""
        return self._runner == threading.get_ident()

    def kick(self) -> None:
        """Have what is due done: at once by this thread or, when the world is served, by a worker."""
        if self._wake is None:
            self.run()
        else:
            self._wake(self._world)

    def run(self, *, wait: bool = False) -> bool:
        """Do all that is due; False when that is left to whoever runs it already.

        Whoever runs it takes the new work too: this returns at once or, with `wait`, when that work is done.
        """
        while self._world.next_delivery() is not None:
            if not self._running.acquire(blocking=wait and not self.inside):
                return False
            self._runner = threading.get_ident()
            try:
                while (delivery := self._world.next_delivery()) is not None:
                    self._attempt(delivery)
            finally:
                self._runner = None
                self._running.release()
                with self._settled:
                    self._settled.notify_all()
        return True

    @contextmanager
    def held(self) -> Iterator[None]:
        """Wait for the attempt on its way, and let none begin; not to be entered from `inside`."""
        try:
            with self._running:
                yield
        finally:
            with self._settled:
                self._settled.notify_all()

    def quiet(self, wait: float = 0.0) -> bool:
        """Whether nothing is due and nothing is on its way; waits up to `wait` seconds for that."""
        with self._settled:
            return self._settled.wait_for(self._is_quiet, timeout=wait)

    def _is_quiet(self) -> bool:
        return not self._running.locked() and self._world.next_delivery() is None

    def _attempt(self, delivery: Delivery) -> None:
        world = self._world
        exchange = world.journal.open(_exchange(delivery, world.clock.now()))
        reply = self._send(delivery, exchange)
        outcome = _outcome(delivery, reply)
        self._settle(delivery, outcome, exchange)
        exchange.status, exchange.response_body, exchange.response_headers = (
            reply.status,
            reply.body,
            reply.headers,
        )
        exchange.hint = _hint(outcome, delivery)
        world.journal.close(exchange)

    def _send(self, delivery: Delivery, exchange: Exchange) -> Reply:
        world, draft = self._world, delivery.draft
        try:
            with world.work(delivery.platform, write=False) as work:
                made = list(world.platforms[delivery.platform].notifier.headers(work, delivery))
        except Exception as broken:
            log.exception("%s broke on the headers of %s", delivery.platform, draft.kind)
            exchange.breach = _breach(broken)
            return Reply(None, error=exchange.breach)
        exchange.request_headers = [*exchange.request_headers, *made]
        return world.network.post(draft.url, exchange.request_headers, draft.body, draft.policy.timeout)

    def _settle(self, delivery: Delivery, outcome: Outcome, exchange: Exchange) -> None:
        try:
            self._world.settle(delivery, outcome)
        except Exception as broken:
            log.exception("%s broke on an answer to %s", delivery.platform, delivery.draft.kind)
            exchange.breach = _breach(broken)
            self._world.outbox.drop(delivery)


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
        request_headers=[("Content-Type", draft.content_type)],
        request_body=draft.body,
        cause=f"entrega:{delivery.id}",
    )


def _breach(broken: Exception) -> str:
    return f"o simulador falhou: {type(broken).__name__}: {broken}"


def _outcome(delivery: Delivery, reply: Reply) -> Outcome:
    accepted = reply.status is not None and delivery.draft.policy.accepted(reply.status)
    final = accepted or delivery.attempts >= len(delivery.draft.policy.delays)
    return Outcome(reply.status, reply.body, reply.error, accepted, final)


def _hint(outcome: Outcome, delivery: Delivery) -> str:
    if outcome.accepted:
        return ""
    reason = outcome.error or f"o receptor respondeu {outcome.status}"
    attempt = f"tentativa {delivery.attempts + 1} de {len(delivery.draft.policy.delays) + 1}"
    return f"{reason} ({attempt})"
