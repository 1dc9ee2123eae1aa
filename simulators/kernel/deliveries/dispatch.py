"""How a delivery gets into the outbox: as its platform wants it, as a plan changes that, or once more."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from types import MappingProxyType

from homologa.simulators.kernel.change_signal import ChangeSignal
from homologa.simulators.kernel.clock import Clock
from homologa.simulators.kernel.deliveries.plans import GROUPS, Plan, Plans
from homologa.simulators.kernel.deliveries.pump import Pump
from homologa.simulators.kernel.errors import UsageError
from homologa.simulators.kernel.events import Delivery, Draft
from homologa.simulators.kernel.outbox import SETTLED, Outbox
from homologa.simulators.kernel.store import Store
from homologa.simulators.kernel.work import Work

PATIENCE = 1.0
"""Seconds that a call waits for the delivery on its way: it may itself be what that delivery's receiver does."""


@dataclass(frozen=True)
class Dispatch:
    """The ways into the outbox of one world; `context` gives what a unit of work has in hand, without being one."""

    store: Store
    outbox: Outbox
    plans: Plans
    clock: Clock
    changes: ChangeSignal
    pump: Pump
    context: Callable[[str, str], Work]

    def emit(self, work: Work, drafts: Iterable[Draft], cause: str) -> bool:
        """Store what a platform wants to deliver, within its unit of work; whether there was any."""
        emitted = False
        for draft in drafts:
            emitted = True
            made = self._new(work, draft, cause)
            plan = self.plans.select(made) if self.plans.active else None
            if plan is None:
                self.outbox.add(made)
            else:
                SCHEDULERS.get(plan.effect, Dispatch._send_now)(
                    self, work, plan, replace(made, planned_effect=plan.planned_effect())
                )
        return emitted

    def replay(self, delivery: Delivery) -> Delivery:
        """Deliver one once more; raises UsageError when its first time has not come yet."""
        if delivery.state not in SETTLED:
            raise UsageError(f"a entrega {delivery.id} ainda não foi feita nem desistida")
        return self.replay_all([delivery])[0]

    def replay_all(self, deliveries: Iterable[Delivery]) -> list[Delivery]:
        """Deliver these once more, in their order and now: the same bytes under the same id, retried by the same rules.

        Real platforms keep the id when they send again [inferred]. No plan changes what is sent again.
        """
        with self.store.writing():
            copies = [self._copy(self.context(one.platform, "tela"), one) for one in deliveries]
            for copy in copies:
                self.outbox.add(copy)
        self.changes.notify()
        self.pump.trigger()
        return copies

    def release(self, delivery_id: str) -> None:
        """Have a held delivery take its turn now; raises NotFound, and UsageError when it is not held."""
        delivery = self.outbox.get(delivery_id)
        if delivery.state != "held":
            raise UsageError(f"a entrega {delivery_id} não está retida")
        with self._releasing() as release_all:
            release_all([delivery])

    def remove_plans(self, plans: Iterable[Plan]) -> None:
        """Forget plans and have what they hold take its turn, both or neither; raises NotFound."""
        try:
            with self._releasing() as release_all:
                for plan in plans:
                    self.plans.remove(plan.id)
                    release_all(self._held(plan))
        finally:
            self.plans.reload()

    def after_call(self, platform: str, operation: str) -> None:
        """Make, before a call is answered, the deliveries that were to come right after it.

        They come after the delivery that is on its way; a call that is part of that one does not wait for them.
        """
        if not self.plans.counting:
            return
        with self.store.writing():
            reached = self.plans.count_call(platform, operation)
            held = [delivery for plan in reached for delivery in self._held(plan)]
            self._release_all(held)
        if held:
            self.pump.run(wait=True, patience=PATIENCE)

    @contextmanager
    def _releasing(self) -> Iterator[Callable[[Iterable[Delivery]], None]]:
        """One transaction with a way to let deliveries go, which are made when it is kept."""
        with self.store.writing():
            yield self._release_all
        self.changes.notify()
        self.pump.trigger()

    def _release_all(self, held: Iterable[Delivery]) -> None:
        for delivery in held:
            self.outbox.release(delivery, self.clock.now())

    def _held(self, plan: Plan) -> list[Delivery]:
        found = self.outbox.find(state="held", plan=plan.id, limit=-1)
        return found[::-1] if plan.effect == "reorder" else found

    def _new(self, work: Work, draft: Draft, cause: str) -> Delivery:
        id_, number = work.uuid("delivery"), self.outbox.next_number()
        return Delivery(id_, number, work.platform, draft, cause, "pending", 0, work.now, work.now, number)

    def _copy(self, work: Work, delivery: Delivery) -> Delivery:
        new = self._new(work, delivery.draft, delivery.cause)
        return replace(new, replay_of=delivery.wire_id)

    def _send_now(self, work: Work, plan: Plan, made: Delivery) -> None:
        self.outbox.add(made)

    def _delay(self, work: Work, plan: Plan, made: Delivery) -> None:
        self.outbox.add(replace(made, due_at=work.now + timedelta(seconds=plan.settings["seconds"])))

    def _duplicate(self, work: Work, plan: Plan, made: Delivery) -> None:
        self.outbox.add(made)
        for number in range(1, plan.settings["times"]):
            due_at = work.now + timedelta(seconds=number * plan.settings["spacing"])
            self.outbox.add(replace(self._copy(work, made), due_at=due_at, planned_effect=made.planned_effect))

    def _hold_for_group(self, work: Work, plan: Plan, made: Delivery) -> None:
        self.outbox.add(replace(made, state="held"))
        held = self._held(plan)
        if len(held) >= plan.settings["count"]:
            self._release_all(held)

    def _hold_for_call(self, work: Work, plan: Plan, made: Delivery) -> None:
        waits = plan.calls < plan.settings["call"]
        self.outbox.add(replace(made, state="held") if waits else made)


SCHEDULERS: Mapping[str, Callable[[Dispatch, Work, Plan, Delivery], None]] = MappingProxyType(
    {
        "delay": Dispatch._delay,
        "duplicate": Dispatch._duplicate,
        **dict.fromkeys(GROUPS, Dispatch._hold_for_group),
        "interleave": Dispatch._hold_for_call,
    }
)
"""Effects that change when a delivery is due; the others show at its attempt."""
