"""What was exchanged, in both directions: bounded, filterable, kept apart from the state."""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from homologa.simulators.kernel.exchanges.exchange import Exchange
from homologa.simulators.kernel.exchanges.filters import sql_condition
from homologa.simulators.kernel.exchanges.progress import Progress
from homologa.simulators.kernel.exchanges.retention import JournalBounds, Retention
from homologa.simulators.kernel.exchanges.rows import (
    CLOSING_COLUMNS,
    COLUMNS,
    INSERT,
    SCHEMA,
    SIZES,
    UPDATE,
    closing_values,
    opening_values,
    size,
    to_exchange,
)
from homologa.simulators.kernel.storage import trouble
from homologa.simulators.kernel.storage.spool import Spool

BATCH = 64
"""So many exchanges are stored in the database at once."""
BATCH_BYTES = 4 * 1024 * 1024
"""Bytes of exchanges with which they are stored before there are so many."""
BOUNDS = JournalBounds()


class Journal:
    """The journal of a world: a file of its own when `path` is given, else one that is nobody's and ends with it.

    Exchanges go into the database in batches, and before anything is read. With a `path` each is written to a spool
    beside it as it opens and as it closes, so that a kill loses none, and one cut by it is closed as `interrompida`.
    """

    def __init__(self, path: Path | None = None, bounds: JournalBounds = BOUNDS) -> None:
        self.run = ""
        self._spool = None if path is None else Spool(path.with_suffix(".spool"))
        self._opened: dict[int, tuple[Any, ...]] = {}
        """How those began that are open and spooled."""
        self._unflushed: dict[int, tuple[Any, ...]] = {}
        self._unflushed_bytes = 0
        self._bounds = bounds
        self.trouble = ""
        """Why exchanges could not be stored of late, in Portuguese; then only what was stored before is found."""
        self._lock = threading.Lock()
        # Without a name SQLite keeps a little of it in memory and the rest in a temporary file.
        self._db = sqlite3.connect(path or "", isolation_level=None, check_same_thread=False)
        try:
            self._prepare()
        except BaseException:
            self._close_files()
            raise
        first, last = self._db.execute("SELECT coalesce(min(seq), 1), coalesce(max(seq), 0) FROM exchange").fetchone()
        self.progress = Progress(last)
        self._retention = Retention(bounds, dict(self._db.execute(SIZES).fetchall()), first - 1)
        self.epoch = int(self._db.execute("PRAGMA user_version").fetchone()[0])
        """How many times the world's state was put back."""

    @property
    def last(self) -> int:
        """The number of the newest closed exchange; 0 when there is none."""
        return self.progress.last

    @property
    def dropped(self) -> int:
        """How many of the oldest exchanges were forgotten to make room."""
        with self._flushed():
            return self._retention.dropped

    def open(self, exchange: Exchange) -> Exchange:
        """Number an exchange that begins."""
        exchange.seq = self.progress.begin()
        exchange.run = self.run
        if self._spool is not None:
            self._opened[exchange.seq] = beginning = opening_values(exchange, self._bounds.body_bytes)
            row = beginning + closing_values(exchange, self._bounds.body_bytes)
            self._store(exchange.seq, row, row)
        return exchange

    def close(self, exchange: Exchange) -> None:
        """Keep an exchange that ended."""
        exchange.state = "fechada"
        end = closing_values(exchange, self._bounds.body_bytes)
        beginning = self._opened.pop(exchange.seq, None) or opening_values(exchange, self._bounds.body_bytes)
        self._store(exchange.seq, beginning + end, (*end, exchange.seq))
        self.progress.end(exchange.seq)

    def find(self, *, after: int = 0, limit: int = 100, newest: bool = False, **filters: object) -> list[Exchange]:
        """Exchanges after number `after` that the filters allow; the oldest, or the newest, `limit`."""
        where, values = sql_condition(filters)
        order = "DESC" if newest else "ASC"
        found = self._read(f"seq > ? AND {where} ORDER BY seq {order} LIMIT ?", (after, *values, limit))
        return found[::-1] if newest else found

    def get_many(self, numbers: Sequence[int], **filters: object) -> list[Exchange]:
        """Those of these numbers that are kept and that the filters allow."""
        where, values = sql_condition(filters)
        places = ", ".join("?" * len(numbers))
        return self._read(f"seq IN ({places}) AND {where} ORDER BY seq", (*numbers, *values)) if numbers else []

    def count(self) -> int:
        """How many exchanges are kept."""
        with self._flushed() as database:
            return int(database.execute("SELECT count(*) FROM exchange").fetchone()[0])

    def breaches(self, after: int = 0) -> list[Exchange]:
        """Exchanges in which our own answer broke the contract, or a simulator broke."""
        return self._read("seq > ? AND breach != '' ORDER BY seq", (after,))

    def next_epoch(self) -> None:
        """Count a restore, of which the restored state itself knows nothing."""
        with self._lock:
            self.epoch += 1
            self._db.execute(f"PRAGMA user_version = {self.epoch}")

    def add_marker(self, at: datetime, text: str) -> None:
        """Note something that is no exchange, such as a restore."""
        marker = self.open(Exchange(0, at, "in", "homologa", "", "", operation=text))
        self.close(marker)

    def close_file(self) -> None:
        """Close the database, and end every wait for news."""
        self.progress.close()
        with self._flushed():
            self._close_files()

    def _prepare(self) -> None:
        """Make the tables, or go on with what an earlier process left; raises whatever a file gives that is not so."""
        if self._spool is not None:
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.executescript(SCHEMA)
        if self._spool is not None:
            self._load_spooled(list(self._spool.rows()))
            self._spool.clear()
        self._db.execute("UPDATE exchange SET state = 'interrompida' WHERE state = 'aberta'")

    def _close_files(self) -> None:
        self._db.close()
        if self._spool is not None:
            self._spool.close()

    def _read(self, condition: str, values: Sequence[object]) -> list[Exchange]:
        sql = f"SELECT {', '.join(COLUMNS)} FROM exchange WHERE {condition}"
        with self._flushed() as database:
            return [to_exchange(row) for row in database.execute(sql, values).fetchall()]

    @contextmanager
    def _flushed(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._flush()
            yield self._db

    def _store(self, number: int, row: tuple[Any, ...], spooled: tuple[Any, ...]) -> None:
        with self._lock:
            with self._troubled():
                if self._spool is not None:
                    self._spool.add(spooled)
            self._unflushed[number] = row
            self._unflushed_bytes += size(row)
            if len(self._unflushed) >= BATCH or self._unflushed_bytes >= BATCH_BYTES:
                self._flush()

    def _load_spooled(self, spooled: list[tuple[Any, ...]]) -> None:
        """Take what was spooled: exchanges as they opened, and how they ended; raises for anything else."""
        self._db.executemany(INSERT, [row for row in spooled if len(row) != len(CLOSING_COLUMNS) + 1])
        self._db.executemany(UPDATE, [row for row in spooled if len(row) == len(CLOSING_COLUMNS) + 1])

    def _flush(self) -> None:
        if not self._unflushed:
            return
        for number, row in self._unflushed.items():
            self._retention.add(number, size(row))
        dropped = self._retention.drop()
        with self._troubled():
            with self._db:
                self._db.execute("BEGIN")
                self._db.executemany(INSERT, self._unflushed.values())
                self._db.execute("DELETE FROM exchange WHERE seq <= ?", (dropped,))
            if self._spool is not None:
                self._spool.clear()
            self.trouble = ""
        # Without room they are given up: a journal that cannot be written must not hold up whom it writes about.
        self._unflushed.clear()
        self._unflushed_bytes = 0

    @contextmanager
    def _troubled(self) -> Iterator[None]:
        """Note what is wrong with the storage, and go on; raises anything else."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            why = trouble.reason(error)
            if why is None:
                raise
            self.trouble = why
