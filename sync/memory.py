"""The durable memory: set-up, received events, work queue, items of jobs, links, log. One SQLite database.

Each public method is one transaction: whoever stops between two of them goes on from the first.
"""

import json
import math
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import Any

Record = dict[str, Any]

SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS inbox (delivery_id TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS work (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, running INTEGER NOT NULL DEFAULT 0,
    not_before REAL NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0, UNIQUE (kind, key));
CREATE TABLE IF NOT EXISTS items (
    job TEXT NOT NULL, product_id INTEGER NOT NULL, position INTEGER NOT NULL, sku TEXT NOT NULL,
    stage TEXT NOT NULL, at REAL NOT NULL, detail TEXT NOT NULL, PRIMARY KEY (job, product_id));
CREATE INDEX IF NOT EXISTS items_by_sku ON items (job, sku);
CREATE TABLE IF NOT EXISTS links (
    id INTEGER PRIMARY KEY AUTOINCREMENT, external_id TEXT NOT NULL UNIQUE, product_id INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS log (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, level TEXT NOT NULL, message TEXT NOT NULL);
"""
TABLES = ("facts", "inbox", "work", "items", "links", "log")

OPEN, READ, SENDING, REFUSED_AS_DUPLICATE, LINKING, DECIDED, REPORTED = (
    "open", "read", "sending", "duplicate", "linking", "decided", "reported",
)  # fmt: skip
"""Stages of an item: untouched; its record was read in Tiny and is to be written back with the mapping; sent, answer
not seen; Tiny said "duplicate"; its link is being written; it has a result; the store has the result."""
UNSETTLED = (OPEN, READ, SENDING, REFUSED_AS_DUPLICATE, LINKING)
SETTLED = (DECIDED, REPORTED)


@dataclass(frozen=True)
class Work:
    """A piece of queued work: `kind` names who does it, `key` what it is about; `attempts` in vain so far."""

    id: int
    kind: str
    key: str
    attempts: int


@dataclass(frozen=True)
class Item:
    """A product in a job, and how far it came; `detail` is what its stage needs to go on (see the stages)."""

    job: str
    product_id: int
    sku: str
    stage: str
    at: datetime
    detail: Record


@dataclass(frozen=True)
class Backlog:
    """What the queue holds: whether something is running or due, and when the next waiting work is due."""

    busy: bool
    next_due: datetime | None


class Memory:
    """The connector's memory in `path`, or in the process when there is none; safe to share among threads."""

    def __init__(self, path: Path | None = None) -> None:
        self._lock = RLock()
        self._database = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
        self._database.row_factory = sqlite3.Row
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.executescript(SCHEMA)

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._database.close()

    def forget(self, **facts: Any) -> None:
        """Forget everything, and know only `facts`."""
        with self._transaction():
            for table in TABLES:
                self._run(f"DELETE FROM {table}")
            self._know(facts)

    def recover(self) -> None:
        """After a stop: what was running is queued again."""
        with self._transaction():
            self._run("UPDATE work SET running = 0")

    def know(self, **facts: Any) -> None:
        """Remember facts by name; values as JSON."""
        with self._transaction():
            self._know(facts)

    def fact(self, name: str) -> Any:
        """A fact by name; None when it is not known."""
        row = self._one("SELECT value FROM facts WHERE name = ?", name)
        return json.loads(row["value"]) if row else None

    def receive(self, delivery_id: str, kind: str, key: str) -> bool:
        """Queue the work that an event asks for; false when the same delivery came before."""
        with self._transaction():
            if not self._run("INSERT OR IGNORE INTO inbox VALUES (?)", delivery_id).rowcount:
                return False
            self._enqueue(kind, key)
            return True

    def enqueue(self, kind: str, key: str) -> None:
        """Queue work; once, as long as the same work is queued."""
        with self._transaction():
            self._enqueue(kind, key)

    def take(self, now: datetime) -> Work | None:
        """The oldest work that is due, marked as running."""
        with self._transaction():
            row = self._one(
                "SELECT * FROM work WHERE running = 0 AND not_before <= ? ORDER BY id LIMIT 1",
                now.timestamp(),
            )
            if row is None:
                return None
            self._run("UPDATE work SET running = 1 WHERE id = ?", row["id"])
            return Work(row["id"], row["kind"], row["key"], row["attempts"])

    def put_back(self, work: Work, moment: datetime, attempts: int = 0) -> None:
        """Queue running work again, not to be taken before `moment`, rounded up to a whole second."""
        with self._transaction():
            self._run(
                "UPDATE work SET running = 0, not_before = ?, attempts = ? WHERE id = ?",
                math.ceil(moment.timestamp()), attempts, work.id,
            )  # fmt: skip

    def pause(self, work: Work, moment: datetime) -> None:
        """Queue running work again; neither it nor anything else is taken before `moment`, rounded up as above."""
        with self._transaction():
            self._run("UPDATE work SET running = 0, attempts = 0 WHERE id = ?", work.id)
            self._run("UPDATE work SET not_before = max(not_before, ?)", math.ceil(moment.timestamp()))

    def done(self, work: Work) -> None:
        """The work is over."""
        with self._transaction():
            self._run("DELETE FROM work WHERE id = ?", work.id)

    def attempts(self, work: Work) -> int:
        """Attempts in vain since the work last got on."""
        row = self._one("SELECT attempts FROM work WHERE id = ?", work.id)
        return int(row["attempts"]) if row else 0

    def backlog(self, now: datetime) -> Backlog:
        """What the queue holds now."""
        busy = self._one("SELECT 1 FROM work WHERE running = 1 OR not_before <= ? LIMIT 1", now.timestamp())
        row = self._one("SELECT min(not_before) AS due FROM work WHERE running = 0")
        due = row["due"] if row else None
        return Backlog(busy is not None, None if due is None else _moment(due))

    def add_items(self, job: str, items: Iterable[Mapping[str, Any]], position: int) -> None:
        """Remember a page of a job's snapshot; those that already have a result need nothing more."""
        with self._transaction():
            for place, item in enumerate(items, start=position):
                stage = REPORTED if item["result"] else OPEN
                sku = (item["sku"] or "").strip()
                self._run(
                    "INSERT OR IGNORE INTO items VALUES (?, ?, ?, ?, ?, 0, '{}')",
                    job, item["product_id"], place, sku, stage,
                )  # fmt: skip

    def items(self, job: str, *stages: str, limit: int = -1) -> list[Item]:
        """The items of a job at these stages, in the order of the snapshot."""
        marks = ", ".join("?" for _ in stages)
        rows = self._all(
            f"SELECT * FROM items WHERE job = ? AND stage IN ({marks}) ORDER BY position LIMIT ?",
            job, *stages, limit,
        )  # fmt: skip
        return [_item(row) for row in rows]

    def unsettled(self, job: str, limit: int = -1) -> list[Item]:
        """The items of a job that have no result yet."""
        return self.items(job, *UNSETTLED, limit=limit)

    def count(self, job: str, *stages: str) -> int:
        """How many items of a job are at these stages."""
        marks = ", ".join("?" for _ in stages)
        row = self._one(f"SELECT count(*) AS n FROM items WHERE job = ? AND stage IN ({marks})", job, *stages)
        return int(row["n"])

    def again(self, items: Sequence[Item]) -> list[Item]:
        """The same items, as they are now."""
        keys = [(item.job, item.product_id) for item in items]
        rows = [self._one("SELECT * FROM items WHERE job = ? AND product_id = ?", *key) for key in keys]
        return [_item(row) for row in rows if row is not None]

    def bearers(self, job: str, sku: str) -> int:
        """How many items of a job bear this SKU, blanks around it apart."""
        row = self._one("SELECT count(*) AS n FROM items WHERE job = ? AND sku = ?", job, sku.strip())
        return int(row["n"]) if row else 0

    def advance(self, stages: Sequence[tuple[Item, str, Record]], now: datetime) -> None:
        """Bring items to their next stage, with what it needs, all or none."""
        with self._transaction():
            for item, stage, detail in stages:
                self._run(
                    "UPDATE items SET stage = ?, at = ?, detail = ? WHERE job = ? AND product_id = ?",
                    stage, now.timestamp(), json.dumps(detail), item.job, item.product_id,
                )  # fmt: skip
                if stage in SETTLED:
                    self._run("UPDATE work SET attempts = 0 WHERE key = ?", item.job)

    def forget_job(self, job: str) -> None:
        """Forget a job that is over, its items included."""
        with self._transaction():
            self._run("DELETE FROM items WHERE job = ?", job)
            self._run("DELETE FROM facts WHERE name = ?", f"job:{job}")

    def remember_link(self, external_id: str, product_id: int) -> None:
        """Remember to which store product a product of Tiny is linked."""
        with self._transaction():
            self._run("INSERT OR REPLACE INTO links (external_id, product_id) VALUES (?, ?)", external_id, product_id)

    def newest_link(self) -> int:
        """A mark in the order of the remembered links."""
        row = self._one("SELECT coalesce(max(id), 0) AS id FROM links")
        return int(row["id"])

    def linked_since(self, mark: int) -> set[int]:
        """The store products whose links were remembered after the mark."""
        return {int(row["product_id"]) for row in self._all("SELECT product_id FROM links WHERE id > ?", mark)}

    def linked_product(self, external_id: str) -> int | None:
        """The store product that was linked to this product of Tiny; the store may know better."""
        row = self._one("SELECT product_id FROM links WHERE external_id = ?", external_id)
        return int(row["product_id"]) if row else None

    def write(self, at: datetime, level: str, message: str) -> None:
        """Add a line to the log."""
        with self._transaction():
            self._run("INSERT INTO log (at, level, message) VALUES (?, ?, ?)", at.isoformat(), level, message)

    def log(self) -> list[Record]:
        """The log, oldest first."""
        return [dict(row) for row in self._all("SELECT at, level, message FROM log ORDER BY id")]

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._lock:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    def _run(self, statement: str, *values: Any) -> sqlite3.Cursor:
        return self._database.execute(statement, values)

    def _one(self, statement: str, *values: Any) -> Any:
        with self._lock:
            return self._database.execute(statement, values).fetchone()

    def _all(self, statement: str, *values: Any) -> list[Any]:
        with self._lock:
            return self._database.execute(statement, values).fetchall()

    def _know(self, facts: Mapping[str, Any]) -> None:
        for name, value in facts.items():
            self._run("INSERT OR REPLACE INTO facts VALUES (?, ?)", name, json.dumps(value))

    def _enqueue(self, kind: str, key: str) -> None:
        self._run("INSERT OR IGNORE INTO work (kind, key) VALUES (?, ?)", kind, key)


def _moment(timestamp: float) -> datetime:
    return datetime.fromtimestamp(timestamp, UTC)


def _item(row: Any) -> Item:
    detail = json.loads(row["detail"])
    return Item(row["job"], row["product_id"], row["sku"], row["stage"], _moment(row["at"]), detail)
