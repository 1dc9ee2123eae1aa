"""Work that was accepted and is not done: in which order it is begun, what it waits for, what became of it.

A lane is an account whose limit is spent; a task names those that it uses, with blanks between them.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from typing import Any
from uuid import uuid4

from homologa.sync.core.store import Store

IN_LANE = "instr(' ' || lane || ' ', ' ' || ? || ' ')"
QUEUED_ANEW = "UPDATE task SET state = 'pending', not_before = 0, attempts = 0, cause = NULL"
INBOX_RETENTION = timedelta(days=30)
"""For how long a delivery is known again; who sends one does so again for hours."""


class Priority(IntEnum):
    """What is begun first among work that could be begun now."""

    ANSWER = 0
    NOTICE = 1
    ORDER = 2
    JOB = 3
    RECONCILIATION = 4


@dataclass(frozen=True)
class Kind:
    """A kind of work; what `answers` somebody who waits is tried even while a lane is held."""

    lanes: tuple[str, ...]
    priority: Priority
    answers: bool = False


@dataclass(frozen=True)
class Task:
    """Queued work: `kind` names who does it, `key` what it is about; `attempts` in vain so far.

    It is `pending`, not to be begun before a moment; `running`; `held` with its cause, tried now and then or, without
    a moment, after the set-up has changed; `dead` with its reason.
    """

    id: int
    lane: str
    kind: str
    key: str
    priority: int
    not_before: float | None
    attempts: int
    state: str
    cause: str | None

    def describe(self) -> dict[str, Any]:
        """The task as people see it."""
        moment = _moment(self.not_before) if self.not_before and self.state in ("pending", "held") else None
        names = ("kind", "key", "priority", "state", "attempts", "cause")
        described = {name: getattr(self, name) for name in names}
        return {**described, "lanes": self.lane.split(), "not_before": moment and moment.isoformat()}


@dataclass(frozen=True)
class Backlog:
    """Whether something is running or due, until when the rest waits, and when held work is tried next."""

    busy: bool
    waiting_until: datetime | None
    wakes_at: datetime | None


class Queue:
    """The tasks in a store, of kinds known by name; each public method is one transaction."""

    def __init__(self, store: Store, kinds: Mapping[str, Kind]) -> None:
        self._store = store
        self._kinds = kinds
        self._adopt()
        self._answering = json.dumps([name for name, kind in kinds.items() if kind.answers])

    def add(self, kind: str, key: str) -> None:
        """Queue work; once, as long as the same work has not begun. What is dead, or held for itself, is tried now."""
        declared = self._kinds[kind]
        with self._store.transaction():
            self._store.run(
                "INSERT INTO task (lane, kind, key, priority) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (kind, key) WHERE state <> 'running' DO UPDATE"
                " SET state = 'pending', not_before = 0, attempts = iif(state = 'held', attempts, 0),"
                " cause = iif(state = 'held', cause, NULL)"
                " WHERE state = 'dead' OR (state = 'held' AND not_before IS NOT NULL)",
                " ".join(declared.lanes), kind, key, declared.priority,
            )  # fmt: skip
            self._close_lanes()

    def receive(self, delivery_id: str | None, body: str, now: datetime, kind: str, key: str) -> bool:
        """Store a delivery and queue the work that it asks for; false when the same delivery came before.

        One without an id is never the same as another.
        """
        with self._store.transaction():
            self._store.run("DELETE FROM inbox WHERE at < ?", (now - INBOX_RETENTION).timestamp())
            row = (delivery_id or str(uuid4()), now.timestamp(), body)
            if not self._store.run("INSERT OR IGNORE INTO inbox (delivery_id, at, body) VALUES (?, ?, ?)", *row):
                return False
            self.add(kind, key)
            return True

    def claim(self, now: datetime) -> Task | None:
        """The task to be begun next, marked as running.

        What was tried least comes first, above all while a lane fails: none stands in the way of the others.
        """
        with self._store.transaction():
            row = self._store.one(
                "SELECT * FROM task WHERE state IN ('pending', 'held') AND not_before <= ?"
                " ORDER BY CASE WHEN EXISTS (SELECT 1 FROM lane WHERE failures > 0) THEN attempts END,"
                " priority, attempts, id LIMIT 1",
                now.timestamp(),
            )
            if row is None:
                return None
            self._store.run("UPDATE task SET state = 'running' WHERE id = ?", row["id"])
            return Task(**row)

    def attempts(self, task: Task) -> int:
        """Attempts in vain since the task last got on."""
        return int(self._store.one("SELECT attempts FROM task WHERE id = ?", task.id)["attempts"])

    def finish(self, task: Task) -> None:
        """The task is done."""
        self._store.run("DELETE FROM task WHERE id = ?", task.id)

    def requeue(self, task: Task, moment: datetime | None = None, attempts: int = 0) -> None:
        """Queue a running task again, not before `moment`."""
        self._put(task, "pending", _seconds(moment) if moment else 0, attempts, None)

    def hold(self, task: Task, moment: datetime | None, cause: str, attempts: int = 0) -> None:
        """Hold a running task, to be tried at `moment`, or after the set-up has changed."""
        self._put(task, "held", _seconds(moment), attempts, cause)

    def bury(self, task: Task, cause: str) -> None:
        """Keep a running task as dead, unless the same came again meanwhile."""
        with self._store.transaction():
            if self._store.one("SELECT 1 FROM task WHERE kind = ? AND key = ? AND id <> ?", *_identity(task)):
                self.finish(task)
            else:
                self._store.run("UPDATE task SET state = 'dead', cause = ? WHERE id = ?", cause, task.id)

    def wait(self, lane: str, moment: datetime, failures: int = 0) -> None:
        """Begin nothing in a lane, nor try what it holds, before `moment`; `failures` in a row led there."""
        with self._store.transaction():
            self._store.run(
                "INSERT INTO lane (name, not_before, failures) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET"
                " not_before = iif(cause IS NULL, excluded.not_before, max(not_before, excluded.not_before)),"
                " failures = iif(cause IS NULL, excluded.failures, max(failures, excluded.failures))",
                lane, _seconds(moment), failures,
            )  # fmt: skip
            self._close_lanes()

    def hold_lane(self, lane: str, moment: datetime | None, cause: str, failures: int = 1) -> bool:
        """Hold all that uses a lane but what answers somebody; false when it was held for this cause before."""
        with self._store.transaction():
            is_new = self._store.one("SELECT 1 FROM lane WHERE name = ? AND cause = ?", lane, cause) is None
            if is_new:
                self.free(lane)
            self._store.run(
                "INSERT OR REPLACE INTO lane (name, not_before, failures, cause) VALUES (?, ?, ?, ?)",
                lane, _seconds(moment), failures, cause,
            )  # fmt: skip
            self._close_lanes()
            return is_new

    def failures(self, lane: str) -> int:
        """How often in a row a lane failed."""
        row = self._store.one("SELECT failures FROM lane WHERE name = ?", lane)
        return int(row["failures"]) if row else 0

    def free(self, lane: str) -> None:
        """A lane serves again: what was held for it is queued."""
        with self._store.transaction():
            row = self._store.one("SELECT cause FROM lane WHERE name = ? AND failures > 0", lane)
            if row is None:
                return
            self._store.run("DELETE FROM lane WHERE name = ?", lane)
            self._store.run(
                f"{QUEUED_ANEW} WHERE state = 'held' AND cause = ? AND {IN_LANE}",
                row["cause"], lane,
            )  # fmt: skip
            self._close_lanes()

    def release(self) -> None:
        """The set-up has changed: whatever is held is queued, and what failed is tried at once; limits stay limits."""
        with self._store.transaction():
            failing = [row["name"] for row in self._store.all("SELECT name FROM lane WHERE failures > 0")]
            self._store.run("DELETE FROM lane WHERE failures > 0 OR cause IS NOT NULL")
            self._store.run(f"{QUEUED_ANEW} WHERE state = 'held' OR (state = 'pending' AND attempts > 0)")
            for lane in failing:
                self._store.run(f"{QUEUED_ANEW} WHERE state = 'pending' AND {IN_LANE}", lane)
            self._close_lanes()

    def revive(self) -> None:
        """Queue the dead again."""
        with self._store.transaction():
            self._store.run(f"{QUEUED_ANEW} WHERE state = 'dead'")
            self._close_lanes()

    def recover(self) -> None:
        """After a stop: what was running is queued again."""
        with self._store.transaction():
            self._store.run(
                "DELETE FROM task WHERE state <> 'running' AND EXISTS (SELECT 1 FROM task AS begun WHERE"
                " begun.kind = task.kind AND begun.key = task.key AND begun.state = 'running')"
            )
            self._store.run("UPDATE task SET state = 'pending', not_before = 0 WHERE state = 'running'")
            self._close_lanes()

    def backlog(self, now: datetime) -> Backlog:
        """What the queue holds now."""
        busy = self._store.one(
            "SELECT 1 FROM task WHERE state = 'running' OR (state IN ('pending', 'held') AND not_before <= ?) LIMIT 1",
            now.timestamp(),
        )
        return Backlog(busy is not None, self._next("pending"), self._next("held"))

    def describe(self) -> list[dict[str, Any]]:
        """All tasks as people see them, in the order in which they would be begun."""
        return [Task(**row).describe() for row in self._store.all("SELECT * FROM task ORDER BY priority, id")]

    def _adopt(self) -> None:
        """Bring work of an earlier version under the lanes and priorities of today."""
        with self._store.transaction():
            for name, kind in self._kinds.items():
                self._store.run(
                    "UPDATE task SET lane = ?, priority = ? WHERE kind = ?", " ".join(kind.lanes), kind.priority, name
                )

    def _next(self, state: str) -> datetime | None:
        row = self._store.one("SELECT min(not_before) AS moment FROM task WHERE state = ?", state)
        return None if row["moment"] is None else _moment(row["moment"])

    def _put(self, task: Task, state: str, not_before: float | None, attempts: int, cause: str | None) -> None:
        """Bring a running task to another state; the same that came meanwhile is the same work."""
        with self._store.transaction():
            self._store.run("DELETE FROM task WHERE kind = ? AND key = ? AND id <> ?", *_identity(task))
            self._store.run(
                "UPDATE task SET state = ?, not_before = ?, attempts = ?, cause = ? WHERE id = ?",
                state, not_before, attempts, cause, task.id,
            )  # fmt: skip
            self._close_lanes()

    def _close_lanes(self) -> None:
        """Have every task wait for its lanes, or be held with them."""
        for lane in self._store.all("SELECT * FROM lane"):
            name, moment, cause = lane["name"], lane["not_before"], lane["cause"]
            if cause is None:
                self._store.run(
                    f"UPDATE task SET not_before = ? WHERE state = 'pending' AND not_before < ? AND {IN_LANE}",
                    moment, moment, name,
                )  # fmt: skip
            else:
                self._store.run(
                    "UPDATE task SET state = 'held', not_before = max(not_before, ?), cause = ?"
                    f" WHERE state IN ('pending', 'held') AND not_before IS NOT NULL AND {IN_LANE}"
                    " AND kind NOT IN (SELECT value FROM json_each(?))",
                    moment, cause, name, self._answering,
                )  # fmt: skip


def reset_attempts(store: Store, kind: str, key: str) -> None:
    """The work got on: what was tried in vain before counts no more."""
    store.run("UPDATE task SET attempts = 0 WHERE kind = ? AND key = ?", kind, key)


def _identity(task: Task) -> tuple[str, str, int]:
    return task.kind, task.key, task.id


def _seconds(moment: datetime | None) -> float | None:
    """Whole seconds, rounded up: a moment that others are given must not come a moment too early."""
    return None if moment is None else math.ceil(moment.timestamp())


def _moment(timestamp: float) -> datetime:
    return datetime.fromtimestamp(timestamp, UTC)
