"""What was exchanged, in both directions: bounded, filterable, kept apart from the state."""

import functools
import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from homologa.simulators.kernel.exchanges.filters import sql_condition
from homologa.simulators.kernel.exchanges.progress import Progress
from homologa.simulators.kernel.storage.spool import Spool

MAX_EXCHANGES = 10_000
BATCH = 64
"""So many exchanges are stored in the database at once."""
SCHEMA = """
CREATE TABLE IF NOT EXISTS exchange (
  seq INTEGER PRIMARY KEY, at TEXT, direction TEXT, protocol TEXT, platform TEXT, operation TEXT, subject TEXT,
  method TEXT, url TEXT, status INTEGER, cause TEXT, run TEXT, hint TEXT, breach TEXT, state TEXT,
  findings TEXT, request_headers TEXT, request_body BLOB, response_headers TEXT, response_body BLOB);
"""
OPENING_COLUMNS = (
    "seq", "at", "direction", "protocol", "platform", "operation", "method", "url", "cause", "run", "request_body",
)  # fmt: skip
"""What is known of an exchange as it opens, and does not change."""
CLOSING_COLUMNS = (
    "state", "subject", "status", "hint", "breach", "findings", "request_headers", "response_headers", "response_body",
)  # fmt: skip
COLUMNS = (*OPENING_COLUMNS, *CLOSING_COLUMNS)
INSERT = f"INSERT OR REPLACE INTO exchange ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
UPDATE = f"UPDATE exchange SET ({', '.join(CLOSING_COLUMNS)}) = ({', '.join('?' * len(CLOSING_COLUMNS))}) WHERE seq = ?"

Direction = Literal["in", "out"]
Protocol = Literal["http", "tela"]
ExchangeState = Literal["aberta", "fechada", "interrompida"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
PROTOCOLS: tuple[Protocol, ...] = get_args(Protocol)
STATES: tuple[ExchangeState, ...] = get_args(ExchangeState)


@dataclass
class Exchange:
    """One request and its answer, as seen by the world.

    `direction` is `in` for calls to a platform and `out` for a platform's deliveries; `cause` links a delivery to
    what caused it and `run` to the step of a scenario; `hint` explains to the caller, in Portuguese, what to mend;
    `breach` says that our own answer broke the contract.
    """

    seq: int
    at: datetime
    direction: Direction
    platform: str
    method: str
    url: str
    operation: str = ""
    subject: str = ""
    request_headers: Sequence[tuple[str, str]] = ()
    request_body: bytes = b""
    status: int | None = None
    response_headers: Sequence[tuple[str, str]] = ()
    response_body: bytes = b""
    cause: str = ""
    run: str = ""
    hint: str = ""
    findings: list[str] = field(default_factory=list)
    breach: str = ""
    protocol: str = "http"
    state: ExchangeState = "aberta"

    @property
    def place(self) -> str:
        """What it is about, in words: its operation or, at an address that is not there, its path."""
        return self.operation or urlsplit(self.url).path


class Journal:
    """The journal of a world: a file of its own when `path` is given, else one that is nobody's and ends with it.

    Exchanges go into the database in batches, and before anything is read. With a `path` each is written to a spool
    beside it as it opens and as it closes, so that a kill loses none, and one cut by it is closed as `interrompida`.
    """

    def __init__(self, path: Path | None = None, bound: int = MAX_EXCHANGES) -> None:
        self.run = ""
        self._spool = None if path is None else Spool(path.with_suffix(".spool"))
        self._opened: dict[int, tuple[Any, ...]] = {}
        """How those began that are open and spooled."""
        self._unflushed: dict[int, tuple[Any, ...]] = {}
        self._bound = bound
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
        self._dropped: int = first - 1
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
            return self._dropped

    def open(self, exchange: Exchange) -> Exchange:
        """Number an exchange that begins."""
        exchange.seq = self.progress.begin()
        exchange.run = self.run
        if self._spool is not None:
            self._opened[exchange.seq] = beginning = _opening_values(exchange)
            row = beginning + _closing_values(exchange)
            self._store(exchange.seq, row, row)
        return exchange

    def close(self, exchange: Exchange) -> None:
        """Keep an exchange that ended."""
        exchange.state = "fechada"
        end = _closing_values(exchange)
        beginning = self._opened.pop(exchange.seq, None) or _opening_values(exchange)
        self._store(exchange.seq, beginning + end, (*end, exchange.seq))
        self.progress.end(exchange.seq)

    def find(self, *, after: int = 0, limit: int = 100, newest: bool = False, **filters: object) -> list[Exchange]:
        """Exchanges after number `after` that the filters of `sought` allow; the oldest, or the newest, `limit`."""
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
        """Close the database, and have whoever waits for news go."""
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
            return [_exchange(row) for row in database.execute(sql, values).fetchall()]

    @contextmanager
    def _flushed(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._flush()
            yield self._db

    def _store(self, number: int, row: tuple[Any, ...], spooled: tuple[Any, ...]) -> None:
        with self._lock:
            if self._spool is not None:
                self._spool.add(spooled)
            self._unflushed[number] = row
            if len(self._unflushed) >= BATCH:
                self._flush()

    def _load_spooled(self, spooled: list[tuple[Any, ...]]) -> None:
        """Take what was spooled: exchanges as they opened, and how they ended; raises for anything else."""
        self._db.executemany(INSERT, [row for row in spooled if len(row) != len(CLOSING_COLUMNS) + 1])
        self._db.executemany(UPDATE, [row for row in spooled if len(row) == len(CLOSING_COLUMNS) + 1])

    def _flush(self) -> None:
        if not self._unflushed:
            return
        self._dropped = max(self._dropped, max(self._unflushed) - self._bound)
        with self._db:
            self._db.execute("BEGIN")
            self._db.executemany(INSERT, self._unflushed.values())
            self._db.execute("DELETE FROM exchange WHERE seq <= ?", (self._dropped,))
        self._unflushed.clear()
        if self._spool is not None:
            self._spool.clear()


def _opening_values(exchange: Exchange) -> tuple[Any, ...]:
    return (
        exchange.seq, exchange.at.isoformat(), exchange.direction, exchange.protocol, exchange.platform,
        exchange.operation, exchange.method, exchange.url, exchange.cause, exchange.run, exchange.request_body,
    )  # fmt: skip


def _closing_values(exchange: Exchange) -> tuple[Any, ...]:
    return (
        exchange.state, exchange.subject, exchange.status, exchange.hint, exchange.breach,
        json.dumps(exchange.findings) if exchange.findings else "[]",
        _pairs(tuple(exchange.request_headers)),
        _pairs(tuple(exchange.response_headers)), exchange.response_body,
    )  # fmt: skip


@functools.lru_cache(maxsize=256)
def _pairs(headers: tuple[tuple[str, str], ...]) -> str:
    return json.dumps(headers)


def _exchange(row: tuple[Any, ...]) -> Exchange:
    values = dict(zip(COLUMNS, row, strict=True))
    values["at"] = datetime.fromisoformat(values["at"])
    values["findings"] = json.loads(values["findings"])
    for name in ("request_headers", "response_headers"):
        values[name] = tuple((pair[0], pair[1]) for pair in json.loads(values[name]))
    return Exchange(**values)
