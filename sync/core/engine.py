"""Runs queued work, one piece at a time, and decides what becomes of it when a platform does not serve.

A flow never sleeps: it stops by an error, or when a part is done, and is entered again from memory, which is the same
path as after a crash.
"""

import logging
import sqlite3
from collections.abc import Callable, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from homologa.sync.core.clock import Clock
from homologa.sync.core.errors import (
    AccessRefused,
    Lost,
    PlatformError,
    Refused,
    Suspended,
    Unavailable,
    Unsettled,
    WaitUntil,
)
from homologa.sync.core.lane import Lane
from homologa.sync.core.log import Log, trace
from homologa.sync.core.queue import Backlog, Queue, Task
from homologa.sync.core.schedule import Schedule

LOGGER = logging.getLogger(__name__)
DELAYS = (30, 120, 300, 600, 1800, 3600)
"""Seconds to wait after each failure in a row, of a task or of a lane; then it is held."""
PROBE = timedelta(minutes=15)
"""How often held work is tried."""


class Flow:
    """Does one kind of work; may be entered any number of times for the same key."""

    def run(self, key: str) -> bool | None:
        """Do the work, or a part of it: true when there is more to do, once others had their turn."""
        raise NotImplementedError

    def abandon(self, key: str, code: str, reason: str) -> bool:
        """Record that the work failed for good; true when `run` is to be entered once more to report it."""
        return False


class Engine:
    """Runs the tasks of a queue by the flow of their kind; `lanes` by their name."""

    def __init__(
        self,
        flows: Mapping[str, Flow],
        lanes: Mapping[str, Lane],
        queue: Queue,
        clock: Clock,
        log: Log,
        schedule: Schedule | None = None,
    ) -> None:
        self.queue = queue
        self.schedule = schedule
        self._flows = flows
        self._lanes = lanes
        self._clock = clock
        self._log = log

    def drain(self) -> None:
        """Run everything that is due."""
        while self.step():
            pass

    def step(self) -> bool:
        """Run one piece of work; false when none is due. Raises the error of a database that does not serve."""
        if self.schedule is not None:
            self.schedule.queue_due()
        task = self.queue.claim(self._clock.now())
        if task is None:
            return False
        served = {name: lane.answers for name, lane in self._lanes.items()}
        flow = self._flows.get(task.kind)
        if flow is None:
            self.queue.bury(task, "Este conector não faz este trabalho.")
            return True
        try:
            is_unfinished = flow.run(task.key)
        except (WaitUntil, PlatformError) as error:
            self._free_since(served, error)
            self._dispose(task, error)
        except sqlite3.OperationalError:
            # Of the connector's own database: the work is as good as before, and is entered again after `recover`.
            raise
        except Exception as error:  # noqa: BLE001 - the boundary of the queue: what a flow did not foresee ends here
            LOGGER.error("%s broke\n%s", task.kind, trace(error))
            self._free_since(served)
            self._give_up(task, "unexpected_error", f"Erro inesperado no conector: {type(error).__name__}.")
        else:
            self._free_since(served)
            (self.queue.requeue if is_unfinished else self.queue.finish)(task)
        return True

    def backlog(self) -> Backlog:
        """What is to be done now and later, with what begins by itself."""
        now = self._clock.now()
        found, due = self.queue.backlog(now), self.schedule.due if self.schedule is not None else None
        wakes_at = min(filter(None, (found.wakes_at, due)), default=None)
        return Backlog(found.busy or (due is not None and due <= now), found.waiting_until, wakes_at)

    def _free_since(self, served: Mapping[str, int], error: Exception | None = None) -> None:
        """Free the lanes that have answered a call since, but not one that refuses to serve by now."""
        refusing = error.lane if isinstance(error, Refused) else None
        for name, lane in self._lanes.items():
            if lane.answers > served[name] and name != refusing:
                self.queue.free(name)

    def _dispose(self, task: Task, error: Exception) -> None:
        kinds = (kind for kind in type(error).__mro__ if kind in DISPOSITIONS)
        DISPOSITIONS[next(kinds)](self, task, error)

    def _wait(self, task: Task, error: WaitUntil) -> None:
        """A limit is the account's: whatever else uses it would only be refused as well."""
        self.queue.requeue(task, error.moment)
        if error.lane is not None:
            self.queue.wait(error.lane, error.moment)

    def _retry(self, task: Task, error: Lost | Unavailable) -> None:
        reason = f"{self._title(error.lane)} não respondeu: {error}."
        attempts = self.queue.attempts(task)
        if attempts < len(DELAYS):
            self._log.warning(f"Nova tentativa em {DELAYS[attempts]} s: {error}.")
            self.queue.requeue(task, self._clock.now() + timedelta(seconds=DELAYS[attempts]), attempts + 1)
        else:
            self.queue.hold(task, self._clock.now() + PROBE, reason, attempts)
        if error.lane is not None:
            self._retry_lane(error.lane, reason)

    def _retry_lane(self, lane: str, reason: str) -> None:
        failures = self.queue.failures(lane)
        if failures < len(DELAYS):
            moment = self._clock.now() + timedelta(seconds=DELAYS[failures])
            self.queue.wait(lane, moment, failures + 1)
        else:
            self.queue.hold_lane(lane, self._clock.now() + PROBE, reason, failures + 1)

    def _probe(self, task: Task, error: Suspended) -> None:
        """Somebody has to end it, and no platform announces when that is done."""
        reason = f"{self._title(error.lane)} não atende esta conta: {error}."
        self.queue.hold(task, self._clock.now() + PROBE, reason)
        if self.queue.hold_lane(error.lane, self._clock.now() + PROBE, reason):
            self._log.error(reason)

    def _hold(self, task: Task, error: Unsettled) -> None:
        reason = f"{error.title}: {error}."
        if task.cause != reason:
            self._log.error(reason)
        self.queue.hold(task, self._clock.now() + PROBE, reason)

    def _hold_until_set_up(self, task: Task, error: AccessRefused) -> None:
        reason = f"{self._title(error.lane)} recusou o acesso: {error}."
        self.queue.hold(task, None, reason)
        if self.queue.hold_lane(error.lane, None, reason):
            self._log.error(reason)

    def _bury(self, task: Task, error: Exception) -> None:
        self._give_up(task, "platform_refused", f"Pedido recusado: {error}.")

    def _give_up(self, task: Task, code: str, reason: str) -> None:
        self._log.error(reason)
        try:
            must_report = self._flows[task.kind].abandon(task.key, code, reason)
        except Exception as error:  # noqa: BLE001 - as above
            LOGGER.error("%s broke\n%s", task.kind, trace(error))
            must_report = False
        if must_report:
            self.queue.requeue(task)
        else:
            self.queue.bury(task, reason)

    def _title(self, lane: str | None) -> str:
        return self._lanes[lane].title if lane is not None and lane in self._lanes else "A plataforma"


DISPOSITIONS: Mapping[type[Exception], Callable[[Engine, Task, Any], None]] = MappingProxyType(
    {
        WaitUntil: Engine._wait,
        Lost: Engine._retry,
        Unavailable: Engine._retry,
        AccessRefused: Engine._hold_until_set_up,
        Suspended: Engine._probe,
        Unsettled: Engine._hold,
        PlatformError: Engine._bury,
    }
)
"""What becomes of a task by what its flow raised; the nearest class counts."""
