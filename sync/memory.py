"""What flows remember: facts by name, the items of jobs, the links that were written.

Each public method is one transaction: whoever stops between two of them goes on from the first.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from homologa.sync.core.queue import reset_attempts
from homologa.sync.core.store import Store

Record = dict[str, Any]

MIGRATIONS = Migrations("memory")

JOB = "job"
"""The kind of work whose key is the job of the items."""
OPEN, READ, SENDING, REFUSED_AS_DUPLICATE, LINKING, DECIDED, REPORTED = (
    "open", "read", "sending", "duplicate", "linking", "decided", "reported",
)  # fmt: skip
"""Stages of an item: untouched; its record was read in Tiny and is to be written back with the mapping; sent, answer
not seen; Tiny said "duplicate"; its link is being written; it has a result; the store has the result."""
UNSETTLED = (OPEN, READ, SENDING, REFUSED_AS_DUPLICATE, LINKING)
SETTLED = (DECIDED, REPORTED)


@dataclass(frozen=True)
class Item:
    """A product in a job, and how far it came; `detail` is what its stage needs to go on (see the stages)."""

    job: str
    product_id: int
    sku: str
    stage: str
    at: datetime
    detail: Record


@MIGRATIONS()
def tables(database: Database) -> None:
    """Facts, items and links."""
    database.table("facts").create({"name": str, "value": str}, pk="name", not_null=["value"], if_not_exists=True)
    items = {"job": str, "product_id": int, "position": int, "sku": str, "stage": str, "at": float, "detail": str}
    database.table("items").create(items, pk=("job", "product_id"), not_null=list(items), if_not_exists=True)
    database.table("items").create_index(["job", "sku"], "items_by_sku", if_not_exists=True)
    database.conn.execute(
        "CREATE TABLE IF NOT EXISTS links ("
        " id INTEGER PRIMARY KEY AUTOINCREMENT, external_id TEXT NOT NULL UNIQUE, product_id INTEGER NOT NULL)"
    )


class Memory:
    """The memory in a store; safe to share among threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        store.migrate(MIGRATIONS)

    def reset(self, **facts: Any) -> None:
        """Forget everything in the store, and know only `facts`."""
        with self._store.transaction():
            self._store.clear()
            self.set(**facts)

    def set(self, **facts: Any) -> None:
        """Remember facts by name; values as JSON."""
        with self._store.transaction():
            for name, value in facts.items():
                self._store.run("INSERT OR REPLACE INTO facts VALUES (?, ?)", name, json.dumps(value))

    def get(self, name: str) -> Any:
        """A fact by name; None when it is not known."""
        row = self._store.one("SELECT value FROM facts WHERE name = ?", name)
        return json.loads(row["value"]) if row else None

    def forget(self, name: str) -> None:
        """Know a fact no more."""
        self._store.run("DELETE FROM facts WHERE name = ?", name)

    def add_items(self, job: str, items: Iterable[Mapping[str, Any]], position: int) -> None:
        """Remember a page of a job's snapshot; those that already have a result need nothing more."""
        with self._store.transaction():
            for place, item in enumerate(items, start=position):
                stage = REPORTED if item["result"] else OPEN
                sku = (item["sku"] or "").strip()
                self._store.run(
                    "INSERT OR IGNORE INTO items VALUES (?, ?, ?, ?, ?, 0, '{}')",
                    job, item["product_id"], place, sku, stage,
                )  # fmt: skip

    def items(self, job: str, *stages: str, limit: int = -1) -> list[Item]:
        """The items of a job at these stages, in the order of the snapshot."""
        marks = ", ".join("?" for _ in stages)
        rows = self._store.all(
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
        row = self._store.one(f"SELECT count(*) AS n FROM items WHERE job = ? AND stage IN ({marks})", job, *stages)
        return int(row["n"])

    def refresh(self, items: Sequence[Item]) -> list[Item]:
        """The same items, as they are now."""
        keys = [(item.job, item.product_id) for item in items]
        rows = [self._store.one("SELECT * FROM items WHERE job = ? AND product_id = ?", *key) for key in keys]
        return [_item(row) for row in rows if row is not None]

    def bearers(self, job: str, sku: str) -> int:
        """How many items of a job bear this SKU, blanks around it apart."""
        row = self._store.one("SELECT count(*) AS n FROM items WHERE job = ? AND sku = ?", job, sku.strip())
        return int(row["n"]) if row else 0

    def advance(self, stages: Sequence[tuple[Item, str, Record]], now: datetime) -> None:
        """Bring items to their next stage, with what it needs, all or none."""
        with self._store.transaction():
            for item, stage, detail in stages:
                self._store.run(
                    "UPDATE items SET stage = ?, at = ?, detail = ? WHERE job = ? AND product_id = ?",
                    stage, now.timestamp(), json.dumps(detail), item.job, item.product_id,
                )  # fmt: skip
                if stage in SETTLED:
                    reset_attempts(self._store, JOB, item.job)

    def forget_job(self, job: str) -> None:
        """Forget a job that is over, its items included."""
        with self._store.transaction():
            self._store.run("DELETE FROM items WHERE job = ?", job)
            self.forget(f"job:{job}")

    def add_link(self, external_id: str, product_id: int) -> None:
        """Remember to which store product a product of Tiny is linked."""
        with self._store.transaction():
            self._store.run(
                "INSERT OR REPLACE INTO links (external_id, product_id) VALUES (?, ?)", external_id, product_id
            )

    def last_link(self) -> int:
        """A mark in the order of the remembered links."""
        row = self._store.one("SELECT coalesce(max(id), 0) AS id FROM links")
        return int(row["id"])

    def links_since(self, mark: int) -> frozenset[int]:
        """The store products whose links were remembered after the mark."""
        rows = self._store.all("SELECT product_id FROM links WHERE id > ?", mark)
        return frozenset(int(row["product_id"]) for row in rows)

    def product_of(self, external_id: str) -> int | None:
        """The store product that was linked to this product of Tiny; the store may know better."""
        row = self._store.one("SELECT product_id FROM links WHERE external_id = ?", external_id)
        return int(row["product_id"]) if row else None


def _moment(timestamp: float) -> datetime:
    return datetime.fromtimestamp(timestamp, UTC)


def _item(row: Any) -> Item:
    detail = json.loads(row["detail"])
    return Item(row["job"], row["product_id"], row["sku"], row["stage"], _moment(row["at"]), detail)
