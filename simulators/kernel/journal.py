"""What was exchanged, in both directions: bounded, filterable, kept apart from the state."""

import itertools
import json
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, get_args

BOUND = 10_000
SLACK = 256
SCHEMA = """
CREATE TABLE IF NOT EXISTS exchange (
  seq INTEGER PRIMARY KEY, at TEXT, direction TEXT, protocol TEXT, platform TEXT, operation TEXT, subject TEXT,
  method TEXT, url TEXT, status INTEGER, cause TEXT, run TEXT, hint TEXT, breach TEXT, state TEXT,
  findings TEXT, request_headers TEXT, request_body BLOB, response_headers TEXT, response_body BLOB);
"""
COLUMNS = (
    "seq", "at", "direction", "protocol", "platform", "operation", "subject", "method", "url", "status",
    "cause", "run", "hint", "breach", "state",
    "findings", "request_headers", "request_body", "response_headers", "response_body",
)  # fmt: skip
INSERT = f"INSERT OR REPLACE INTO exchange ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
FILTERS = frozenset({"direction", "platform", "operation", "subject", "method", "status", "cause", "run", "state"})

Direction = Literal["in", "out"]
ExchangeState = Literal["aberta", "fechada", "interrompida"]
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
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


class Journal:
    """The journal of a world: in memory, or a file of its own when `path` is given.

    A file's exchange is stored when it opens too, so that one cut by a kill is found and closed as `interrompida`.
    """

    def __init__(self, path: Path | None = None, bound: int = BOUND) -> None:
        self.run = ""
        self._durable = path is not None
        self._bound = bound
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False)
        if path is not None:
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.executescript(SCHEMA)
        self._db.execute("UPDATE exchange SET state = 'interrompida' WHERE state = 'aberta'")
        last = self._db.execute("SELECT coalesce(max(seq), 0) FROM exchange").fetchone()[0]
        self._numbers = itertools.count(last + 1)
        self._last: int = last
        self.epoch = int(self._db.execute("PRAGMA user_version").fetchone()[0])
        """How many times the world's state was put back."""

    @property
    def last(self) -> int:
        """The number of the newest closed exchange; 0 when there is none."""
        return self._last

    def open(self, exchange: Exchange) -> Exchange:
        """Number an exchange that begins."""
        exchange.seq = next(self._numbers)
        exchange.run = self.run
        if self._durable:
            self._store(exchange)
        return exchange

    def close(self, exchange: Exchange) -> None:
        """Keep an exchange that ended."""
        exchange.state = "fechada"
        self._store(exchange)
        self._last = max(self._last, exchange.seq)

    def find(self, *, after: int = 0, limit: int = 100, newest: bool = False, **filters: object) -> list[Exchange]:
        """Exchanges after number `after` whose fields equal the filters; the oldest, or the newest, `limit` of them."""
        unknown = set(filters) - FILTERS
        if unknown:
            raise ValueError(f"unknown journal filters: {sorted(unknown)}")
        chosen = {name: value for name, value in filters.items() if value not in (None, "")}
        where = "".join(f" AND {name} = ?" for name in chosen)
        order = "DESC" if newest else "ASC"
        sql = f"SELECT {', '.join(COLUMNS)} FROM exchange WHERE seq > ?{where} ORDER BY seq {order} LIMIT ?"
        with self._lock:
            rows = self._db.execute(sql, (after, *chosen.values(), limit)).fetchall()
        found = [_exchange(row) for row in rows]
        return found[::-1] if newest else found

    def count(self) -> int:
        """How many exchanges are kept."""
        with self._lock:
            return int(self._db.execute("SELECT count(*) FROM exchange").fetchone()[0])

    def breaches(self, after: int = 0) -> list[Exchange]:
        """Exchanges in which our own answer broke the contract, or a simulator broke."""
        sql = f"SELECT {', '.join(COLUMNS)} FROM exchange WHERE seq > ? AND breach != '' ORDER BY seq"
        with self._lock:
            return [_exchange(row) for row in self._db.execute(sql, (after,)).fetchall()]

    def next_epoch(self) -> None:
        """Count a restore, of which the restored state itself knows nothing."""
        with self._lock:
            self.epoch += 1
            self._db.execute(f"PRAGMA user_version = {self.epoch}")

    def mark(self, at: datetime, text: str) -> None:
        """Note something that is no exchange, such as a restore."""
        marker = self.open(Exchange(0, at, "in", "homologa", "", "", operation=text))
        self.close(marker)

    def close_file(self) -> None:
        """Close the database."""
        with self._lock:
            self._db.close()

    def _store(self, exchange: Exchange) -> None:
        row = _row(exchange)
        with self._lock:
            self._db.execute(INSERT, row)
            if exchange.seq % SLACK == 0:
                self._db.execute("DELETE FROM exchange WHERE seq <= ?", (exchange.seq - self._bound,))


def _row(exchange: Exchange) -> tuple[Any, ...]:
    return (
        exchange.seq, exchange.at.isoformat(), exchange.direction, exchange.protocol, exchange.platform,
        exchange.operation, exchange.subject, exchange.method, exchange.url, exchange.status, exchange.cause,
        exchange.run, exchange.hint, exchange.breach, exchange.state,
        json.dumps(exchange.findings) if exchange.findings else "[]",
        json.dumps(exchange.request_headers), exchange.request_body,
        json.dumps(exchange.response_headers), exchange.response_body,
    )  # fmt: skip


def _exchange(row: tuple[Any, ...]) -> Exchange:
    values = dict(zip(COLUMNS, row, strict=True))
    values["at"] = datetime.fromisoformat(values["at"])
    values["findings"] = json.loads(values["findings"])
    for name in ("request_headers", "response_headers"):
        values[name] = tuple((pair[0], pair[1]) for pair in json.loads(values[name]))
    return Exchange(**values)
