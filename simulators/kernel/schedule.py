"""What platforms have to do at a moment of the world's clock, stored with the state that asked for it."""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from homologa.simulators.kernel.change_signal import ChangeSignal
from homologa.simulators.kernel.clock import BRASILIA, Clock
from homologa.simulators.kernel.deliveries.pump import Task
from homologa.simulators.kernel.exchanges.exchange import Exchange
from homologa.simulators.kernel.exchanges.journal import Journal
from homologa.simulators.kernel.platform import Platform
from homologa.simulators.kernel.store import Store
from homologa.simulators.kernel.work import UnitOpener

NEXT = "SELECT id, platform, name, due_at, data FROM task ORDER BY due_at, id LIMIT 1"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ScheduledTask:
    """One task: the platform's name for it, and the data with which it is done."""

    id: int
    platform: str
    name: str
    due_at: datetime
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Schedule:
    """The scheduled tasks of one world as something that comes due; each is done once, in a unit of work of its own."""

    store: Store
    journal: Journal
    clock: Clock
    platform: Callable[[str], Platform]
    work: UnitOpener
    changes: ChangeSignal

    def next_due(self) -> datetime | None:
        task = self._next()
        return None if task is None else task.due_at

    def due(self, now: datetime) -> Task | None:
        task = self._next()
        return None if task is None or task.due_at > now else Task(task.due_at, partial(self._do, task))

    def _next(self) -> ScheduledTask | None:
        for number, platform, name, due_at, data in self.store.rows(NEXT):
            return ScheduledTask(number, platform, name, datetime.fromtimestamp(due_at, BRASILIA), json.loads(data))
        return None

    def _do(self, task: ScheduledTask) -> None:
        exchange = self.journal.open(_exchange(task, self.clock.now()))
        try:
            with self.work(task.platform, cause=f"tarefa:{exchange.seq}") as work:
                self._forget(task)
                self.platform(task.platform).rooms.tasks[task.name](work, **task.data)
        except Exception as broken:
            log.exception("the task %s of %s broke", task.name, task.platform)
            exchange.breach = f"o simulador falhou: {type(broken).__name__}: {broken}"
            self._forget(task)
        finally:
            self.journal.close(exchange)
            self.changes.notify()

    def _forget(self, task: ScheduledTask) -> None:
        self.store.rows("DELETE FROM task WHERE id = ?", (task.id,))


def _exchange(task: ScheduledTask, now: datetime) -> Exchange:
    return Exchange(
        seq=0,
        at=now,
        direction="in",
        platform=task.platform,
        method="TAREFA",
        url=task.name,
        operation=task.name,
        subject="relógio",
        protocol="tarefa",
        request_body=json.dumps(task.data, ensure_ascii=False).encode(),
    )
