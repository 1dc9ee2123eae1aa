"""The connector as a whole: its set-up, its work, its state, whatever serves it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Condition, Thread
from typing import Any
from uuid import uuid4

import httpx

from homologa.sync.clients.errors import PlatformError
from homologa.sync.clock import Clock
from homologa.sync.integrations import INTEGRATIONS
from homologa.sync.integrations.base import POLL, Integration, Surroundings
from homologa.sync.memory import Memory
from homologa.sync.rules import ProductRules
from homologa.sync.setup import InvalidSetup, change_of, changed, setup_of

CAPABILITIES = ("clock", "restart", "log", "variants")


class NotSetUp(Exception):
    """There is no integration to work for yet."""

    def __init__(self) -> None:
        super().__init__("O conector ainda não foi configurado.")


class RegistrationRefused(Exception):
    """A platform did not take the connector's registration; the text says why, in Portuguese."""

    def __init__(self, error: PlatformError) -> None:
        super().__init__(f"A plataforma não aceitou a configuração: {error}.")


@dataclass(frozen=True)
class State:
    """`idle`, `busy`, or `waiting` until a moment."""

    name: str
    waiting_until: datetime | None = None


class Connector:
    """Holds the set-up integration and runs its queued work.

    With `inline` there are no threads: whoever asks for the state does the work first. Otherwise one thread
    works as long as there is work, between `start` and `stop`.
    """

    def __init__(
        self,
        *,
        memory: Memory,
        base_url: str,
        clock: Clock | None = None,
        rules: ProductRules | None = None,
        transport: httpx.BaseTransport | None = None,
        inline: bool = False,
    ) -> None:
        self.clock = clock or Clock()
        self._memory = memory
        self._around = Surroundings(self.clock, memory, rules or ProductRules(), transport, base_url.rstrip("/"))
        self._inline = inline
        self._change = Condition()
        self._thread: Thread | None = None
        self._stopping = False
        self._integration = self._remembered()

    @property
    def integration(self) -> Integration:
        """The integration that is set up; raises NotSetUp."""
        if self._integration is None:
            raise NotSetUp
        return self._integration

    def set_up(self, document: Any) -> dict[str, Any]:
        """Take a set-up and forget everything before; raises InvalidSetup or RegistrationRefused."""
        setup = setup_of(document)
        return self._take(setup, registers=True, forgets=True)

    def change(self, document: Any) -> dict[str, Any]:
        """Take a change of the set-up and forget nothing; raises as `set_up`, or NotSetUp."""
        known = self._memory.fact("setup")
        if known is None:
            raise NotSetUp
        integration = INTEGRATIONS[known["integration"]]
        change = change_of(document, integration)
        registers = integration.registrar in change.get("platforms", {})
        return self._take(changed(known, change), registers=registers, forgets=False)

    def run(self, operation: Any) -> str:
        """Queue an operation; answers the id of the run. Raises NotSetUp or InvalidSetup."""
        if operation not in list(self.integration.operations):
            raise InvalidSetup("A operação não existe nesta integração.")
        run_id = str(uuid4())
        self._memory.enqueue(operation, run_id)
        self.wake()
        return run_id

    def state(self, wait: float = 0) -> State:
        """What the connector is doing; waits at most `wait` seconds for it to be no longer busy."""
        if self._inline and self._integration is not None:
            self._integration.runner.drain()
        else:
            with self._change:
                self._change.wait_for(lambda: self._state().name != "busy", timeout=wait)
        return self._state()

    def set_clock(self, now: datetime) -> None:
        """Take `now` as the present, and go on with whatever waited for it."""
        self.clock.set(now)
        self.wake()

    def log(self) -> list[dict[str, Any]]:
        """What the connector wrote for people, oldest first."""
        return self._memory.log()

    def wake(self) -> None:
        """Something was queued, or time has passed: look again."""
        with self._change:
            self._change.notify_all()

    def restart(self) -> None:
        """Drop everything but the durable memory, and start again from it."""
        is_started = self._thread is not None
        self._dismiss()
        self._integration = self._remembered()
        if is_started:
            self.start()

    def start(self) -> None:
        """Begin to work in a thread of its own; nothing to do when inline."""
        if not self._inline:
            self._stopping = False
            self._thread = Thread(target=self._work, name="connector", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End the thread, after the work at hand."""
        with self._change:
            self._stopping = True
            self._change.notify_all()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def close(self) -> None:
        """End the work, and close the clients and the memory."""
        self._dismiss()
        self._memory.close()

    def _dismiss(self) -> None:
        """Stop working for the present integration, and let go of it."""
        self.stop()
        if self._integration is not None:
            self._integration.close()
            self._integration = None

    def _remembered(self) -> Integration | None:
        setup = self._memory.fact("setup")
        if setup is None:
            return None
        self._memory.recover()
        self._look_around()
        return self._made(setup)

    def _made(self, setup: Mapping[str, Any]) -> Integration:
        return INTEGRATIONS[setup["integration"]](setup, self._around)

    def _look_around(self) -> None:
        """Queue a poll: what people asked for while no event could reach this connector must not be lost."""
        self._memory.enqueue(POLL, "start")

    def _take(self, setup: Mapping[str, Any], *, registers: bool, forgets: bool) -> dict[str, Any]:
        """Register first: when that is refused, nothing is changed here."""
        integration = self._made(setup)
        facts = self._registered(integration) if registers else {}
        is_started = self._thread is not None
        self._dismiss()
        if forgets:
            self._memory.forget(setup=setup, **facts)
        else:
            self._memory.know(setup=setup, **facts)
        self._look_around()
        self._integration = integration
        if is_started:
            self.start()
        return {"receivers": integration.receivers, "capabilities": list(CAPABILITIES)}

    def _registered(self, integration: Integration) -> dict[str, Any]:
        try:
            return integration.register()
        except PlatformError as error:
            integration.close()
            raise RegistrationRefused(error) from error

    def _state(self) -> State:
        backlog = self._memory.backlog(self.clock.now())
        if backlog.busy:
            return State("busy")
        return State("idle") if backlog.next_due is None else State("waiting", backlog.next_due)

    def _work(self) -> None:
        while not self._stopping:
            if self._integration is not None and self._integration.runner.step():
                self.wake()
            else:
                self._rest()

    def _rest(self) -> None:
        """Wait until something was queued or is due, the clock was set, or the thread is to end."""
        with self._change:
            if not self._stopping and self._state().name != "busy":
                self._change.wait(self._seconds_to_wait())

    def _seconds_to_wait(self) -> float | None:
        """Real seconds until waiting work is due; none when there is none, or when time stands still."""
        due = self._state().waiting_until
        if due is None or not self.clock.is_real:
            return None
        return max(0.0, (due - self.clock.now()).total_seconds())
