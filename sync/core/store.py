"""The connector's one database: its connection, its transactions, its migrations."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

CORE = Migrations("core")
"""The tables of the core, which know no platform."""


@CORE()
def tables(database: Database) -> None:
    """Queued work, what lanes are closed for, received deliveries, and the log."""
    database.conn.execute(
        "CREATE TABLE task ("
        " id INTEGER PRIMARY KEY, lane TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL,"
        " priority INTEGER NOT NULL, not_before REAL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0,"
        " state TEXT NOT NULL DEFAULT 'pending', cause TEXT)"
    )
    database.conn.execute("CREATE UNIQUE INDEX task_not_begun ON task (kind, key) WHERE state <> 'running'")
    database.conn.execute("CREATE INDEX task_due ON task (state, not_before)")
    database.table("lane").create({"name": str, "not_before": float, "failures": int, "cause": str}, pk="name")
    database.table("inbox").create({"delivery_id": str, "at": float, "body": str}, pk="delivery_id", transform=True)
    database.table("log").create({"id": int, "at": str, "level": str, "message": str}, pk="id", if_not_exists=True)


@CORE()
def work_of_before(database: Database) -> None:
    """Work that was queued before there were lanes and priorities is queued still."""
    if database.table("work").exists():
        database.conn.execute("INSERT INTO task (lane, kind, key, priority) SELECT '', kind, key, 0 FROM work")
        database.table("work").drop()


@CORE()
def memory(database: Database) -> None:
    """Settings, cursors, intents and links, with what an earlier version remembered of them."""
    database.conn.execute("CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
    database.conn.execute(
        "CREATE TABLE cursor ("
        " integration TEXT NOT NULL, stream TEXT NOT NULL, place TEXT NOT NULL, PRIMARY KEY (integration, stream))"
    )
    database.conn.execute(
        "CREATE TABLE intent ("
        " kind TEXT NOT NULL, key TEXT NOT NULL, part NOT NULL, position INTEGER NOT NULL, label TEXT NOT NULL,"
        " stage TEXT NOT NULL, at REAL NOT NULL, detail TEXT NOT NULL, PRIMARY KEY (kind, key, part))"
    )
    database.conn.execute("CREATE INDEX intent_by_label ON intent (kind, key, label)")
    database.conn.execute(
        "CREATE TABLE link ("
        " id INTEGER PRIMARY KEY AUTOINCREMENT, integration TEXT NOT NULL, kind TEXT NOT NULL, ours NOT NULL,"
        " theirs TEXT NOT NULL, ref TEXT, UNIQUE (integration, kind, theirs))"
    )
    if database.table("facts").exists():
        _adopt_facts(database)


@CORE()
def inbox_by_age(database: Database) -> None:
    """Old deliveries are found without reading all of them."""
    database.conn.execute("CREATE INDEX inbox_by_age ON inbox (at)")


def _adopt_facts(database: Database) -> None:
    """What stood in the tables of an earlier version, under the integration of its set-up."""
    database.conn.execute(
        "INSERT INTO setting SELECT name, value FROM facts WHERE name NOT LIKE 'job:%' AND name NOT LIKE 'reconcil%:%'"
    )
    name = "coalesce((SELECT json_extract(value, '$.integration') FROM setting WHERE name = 'setup'), '')"
    database.conn.execute(
        f"INSERT INTO cursor SELECT {name}, name, value FROM facts WHERE name LIKE 'job:%' OR name LIKE 'reconcil%:%'"
    )
    if database.table("items").exists():
        database.conn.execute("INSERT INTO intent SELECT 'job', * FROM items")
    if database.table("links").exists():
        database.conn.execute(
            f"INSERT INTO link (id, integration, kind, ours, theirs)"
            f" SELECT id, {name}, 'product', product_id, external_id FROM links"
        )
    for former in ("facts", "items", "links"):
        database.table(former).drop(ignore=True)


PRIVATE = 0o600
"""The mode of the database: it holds credentials; what SQLite puts beside it has the same."""


class Store:
    """The database in `path`, for its owner alone, or in the process when there is none; threads may share it."""

    def __init__(self, path: Path | None = None) -> None:
        self._lock = RLock()
        if path is not None:
            path.touch(PRIVATE)
            path.chmod(PRIVATE)
        self._connection = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        try:
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._migrate()
        except sqlite3.Error:
            self._connection.close()
            raise

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._connection.close()

    def _migrate(self) -> None:
        """Bring the tables to their newest shape."""
        with self._lock:
            CORE.apply(Database(self._connection, execute_plugins=False))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; one inside another is a part of it."""
        with self._lock:
            if self._connection.in_transaction:
                yield
                return
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    def _roll_back(self) -> None:
        """Undo what is open; when the disk is full SQLite has done so by itself."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def run(self, statement: str, *values: Any) -> int:
        """Run a statement; answers how many rows it wrote."""
        with self._lock:
            return self._connection.execute(statement, values).rowcount

    def one(self, statement: str, *values: Any) -> Any:
        """The first row that a statement finds, or None."""
        with self._lock:
            return self._connection.execute(statement, values).fetchone()

    def all(self, statement: str, *values: Any) -> list[Any]:
        """Every row that a statement finds."""
        with self._lock:
            return self._connection.execute(statement, values).fetchall()

    def clear(self) -> None:
        """Empty every table."""
        with self.transaction():
            for table in self.all(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'"
            ):
                self.run(f"DELETE FROM [{table['name']}]")
