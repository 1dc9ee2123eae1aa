"""The connector as a whole: its set-up, its work, its state, whatever serves it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Condition, RLock
from typing import Any
from uuid import uuid4

import httpx

from homologa.sync.core.clock import Clock
from homologa.sync.core.errors import PlatformError
from homologa.sync.core.log import Log
from homologa.sync.core.memory import Memory
from homologa.sync.core.store import Store
from homologa.sync.integrations.base import POLL, Context, Integration, Integrations, Operation
from homologa.sync.setup import check_arguments, merge_change, parse_change, parse_run, parse_setup
from homologa.sync.worker import Worker

CAPABILITIES = ("clock", "restart", "log", "work", "variants")
NAME = "Conector de referência"
REQUEUE = "requeue"
OWN_OPERATIONS: Mapping[str, Operation] = {REQUEUE: Operation("Pôr de novo na fila")}
"""Those that there are whichever the integration."""


class NotSetUp(Exception):
    """There is no integration to work for yet."""

    def __init__(self) -> None:
        super().__init__("O conector ainda não foi configurado.")


class NotOffered(Exception):
    """The integration has no such operation, as it is set up; the text says so, in Portuguese."""

    def __init__(self, operation: str) -> None:
        super().__init__(f"A integração, como está configurada, não oferece a operação “{operation}”.")


class RegistrationRefused(Exception):
    """A platform refused the connector's registration; the text says why, in Portuguese."""

    def __init__(self, error: PlatformError) -> None:
        super().__init__(f"A plataforma não aceitou a configuração: {error}.")


@dataclass(frozen=True)
class State:
    """`idle`, `busy`, or `waiting` until a moment; beside `idle`, when the connector acts by itself."""

    name: str
    waiting_until: datetime | None = None
    wakes_at: datetime | None = None


class Connector:
    """Holds the integration that is set up, one of those handed in, and runs its queued work.

    With `inline` there are no threads: whoever asks for the state does the work first. Otherwise one thread
    works as long as there is work, between `start` and `stop`. `capabilities` are told with every set-up.
    """

    def __init__(
        self,
        *,
        integrations: Integrations,
        store: Store,
        base_url: str,
        clock: Clock | None = None,
        transport: httpx.BaseTransport | None = None,
        inline: bool = False,
        capabilities: Sequence[str] = CAPABILITIES,
    ) -> None:
        self.clock = clock or Clock()
        self._store = store
        self._memory = Memory(store)
        self._log = Log(store, self.clock)
        self._context = Context(self.clock, store, self._memory, self._log, transport, base_url.rstrip("/"))
        self._integrations = integrations
        self._inline = inline
        self._capabilities = capabilities
        self._change = Condition()
        self._replacing = RLock()
        """Held by whoever puts another integration, or none, in the place of the present one."""
        self._worker = Worker(self._step, self._seconds_to_rest, self._recover, self._change)
        self._integration = self._restore()

    @property
    def integration(self) -> Integration:
        """The integration that is set up; raises NotSetUp."""
        if self._integration is None:
            raise NotSetUp
        return self._integration

    def set_up(self, document: Any) -> dict[str, Any]:
        """Adopt a set-up and forget everything before; raises InvalidSetup or RegistrationRefused."""
        setup = parse_setup(document, self._integrations)
        with self._replacing:
            return self._apply(setup, registers=True, forgets=True)

    def change(self, document: Any) -> dict[str, Any]:
        """Adopt a change of the set-up and forget nothing; raises as `set_up`, or NotSetUp."""
        with self._replacing:
            known = self._memory.get("setup")
            if known is None:
                raise NotSetUp
            integration = self._integrations[known["integration"]]
            change = parse_change(document, integration)
            registers = integration.registrar in change.get("platforms", {})
            return self._apply(merge_change(known, change), registers=registers, forgets=False)

    def run(self, document: Any) -> str:
        """Queue an operation; answers the id of the run. Raises NotSetUp, InvalidSetup or NotOffered."""
        integration, run_id = self.integration, str(uuid4())
        name, arguments = parse_run(document)
        operation = OWN_OPERATIONS.get(name) or integration.operations.get(name)
        if operation is None:
            raise NotOffered(name)
        check_arguments(operation, arguments)
        if name == REQUEUE:
            integration.engine.queue.revive()
        else:
            integration.engine.queue.add(name, json.dumps(arguments, sort_keys=True) if arguments else run_id)
        self.wake()
        return run_id

    def work(self) -> list[dict[str, Any]]:
        """Everything that was accepted and is not done, in the order in which it is begun."""
        integration = self._integration
        return [] if integration is None else integration.engine.queue.describe()

    def state(self, wait: float = 0) -> State:
        """What the connector is doing; waits at most `wait` seconds for it to be no longer busy."""
        integration = self._integration
        if self._inline and integration is not None:
            integration.engine.drain()
        else:
            with self._change:
                self._change.wait_for(lambda: self._state().name != "busy", timeout=wait)
        return self._state()

    def set_clock(self, now: datetime) -> None:
        """Make `now` the present, and go on with whatever waited for it."""
        is_another_time = self.clock.is_real or now < self.clock.now()
        self.clock.set(now)
        schedule = None if self._integration is None else self._integration.engine.schedule
        if is_another_time and schedule is not None:
            schedule.restart()
        self.wake()

    def log(self) -> list[dict[str, Any]]:
        """What the connector wrote for people, oldest first."""
        return self._log.entries()

    def wake(self) -> None:
        """Something was queued, or time has passed: look again."""
        with self._change:
            self._change.notify_all()

    def restart(self) -> None:
        """Drop everything but the durable memory, and start again from it."""
        with self._replacing:
            is_started = self._worker.is_started
            self._dismiss()
            self._integration = self._restore()
            if is_started:
                self.start()

    def start(self) -> None:
        """Begin to work in a thread of its own; nothing to do when inline."""
        if not self._inline:
            self._worker.start()

    def stop(self) -> None:
        """End the thread, after the work at hand."""
        self._worker.stop()

    def close(self) -> None:
        """End the work, and close the clients; the store is closed by whoever opened it."""
        with self._replacing:
            self._dismiss()

    def _dismiss(self) -> None:
        """Stop working for the present integration, and let go of it."""
        self.stop()
        if self._integration is not None:
            self._integration.close()
            self._integration = None

    def _restore(self) -> Integration | None:
        """The integration of the set-up that is remembered, with what was running queued again."""
        setup = self._memory.get("setup")
        if setup is None:
            return None
        integration = self._build(setup)
        integration.engine.queue.recover()
        self._queue_poll(integration)
        return integration

    def _build(self, setup: Mapping[str, Any]) -> Integration:
        return self._integrations[setup["integration"]](setup, self._context)

    def _queue_poll(self, integration: Integration) -> None:
        """Queue a poll: what people asked for while no event could reach this connector must not be lost."""
        integration.engine.queue.add(POLL, "start")

    def _apply(self, setup: Mapping[str, Any], *, registers: bool, forgets: bool) -> dict[str, Any]:
        """Register first: when that is refused, nothing is changed here."""
        integration = self._build(setup)
        facts = self._register(integration) if registers else {}
        is_started = self._worker.is_started
        self.stop()
        try:
            self._adopt(integration, {"setup": setup, **facts}, forgets=forgets)
        finally:
            if is_started:
                self.start()
        return {"name": NAME, "receivers": integration.receivers, "capabilities": list(self._capabilities)}

    def _adopt(self, integration: Integration, settings: Mapping[str, Any], *, forgets: bool) -> None:
        """Remember the set-up together with what follows from it, and work for it from now on."""
        with self._memory.transaction():
            if forgets:
                self._memory.reset(**settings)
            else:
                self._memory.set(**settings)
                integration.engine.queue.release()
            self._queue_poll(integration)
        # The new one receives before the old one is closed: what comes meanwhile is not refused.
        before, self._integration = self._integration, integration
        if before is not None:
            before.close()

    def _register(self, integration: Integration) -> dict[str, Any]:
        try:
            return integration.register()
        except PlatformError as error:
            integration.close()
            raise RegistrationRefused(error) from error

    def _state(self) -> State:
        integration = self._integration
        if integration is None:
            return State("idle")
        backlog = integration.engine.backlog()
        if backlog.busy:
            return State("busy")
        if backlog.waiting_until is not None:
            return State("waiting", backlog.waiting_until, backlog.wakes_at)
        return State("idle", None, backlog.wakes_at)

    def _step(self) -> bool:
        if self._integration is None or not self._integration.engine.step():
            return False
        self.wake()
        return True

    def _recover(self) -> None:
        if self._integration is not None:
            self._integration.engine.queue.recover()

    def _seconds_to_rest(self) -> float | None:
        """Real seconds until waiting work is due; none when there is none, or when time stands still."""
        state = self._state()
        if state.name == "busy":
            return 0.0
        due = min(filter(None, (state.waiting_until, state.wakes_at)), default=None)
        if due is None or not self.clock.is_real:
            return None
        return max(0.0, (due - self.clock.now()).total_seconds())
