"""Exchanges as rows of the journal's database."""

import functools
import json
from datetime import datetime
from typing import Any

from homologa.simulators.kernel.exchanges.exchange import Exchange
from homologa.simulators.kernel.exchanges.retention import cut

ROW_BYTES = 100
"""What a row takes beside its texts and bodies, at a guess."""
SCHEMA = """
CREATE TABLE IF NOT EXISTS exchange (
  seq INTEGER PRIMARY KEY, at TEXT, direction TEXT, protocol TEXT, platform TEXT, operation TEXT, subject TEXT,
  method TEXT, url TEXT, status INTEGER, cause TEXT, run TEXT, hint TEXT, breach TEXT, state TEXT,
  findings TEXT, request_headers TEXT, request_body BLOB, request_size INTEGER,
  response_headers TEXT, response_body BLOB, response_size INTEGER);
"""
OPENING_COLUMNS = (
    "seq", "at", "direction", "protocol", "platform", "operation", "method", "url", "cause", "run", "request_body",
    "request_size",
)  # fmt: skip
"""What is known of an exchange as it opens, and does not change."""
CLOSING_COLUMNS = (
    "state", "subject", "status", "hint", "breach", "findings", "request_headers", "response_headers", "response_body",
    "response_size",
)  # fmt: skip
COLUMNS = (*OPENING_COLUMNS, *CLOSING_COLUMNS)
INSERT = f"INSERT OR REPLACE INTO exchange ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
UPDATE = f"UPDATE exchange SET ({', '.join(CLOSING_COLUMNS)}) = ({', '.join('?' * len(CLOSING_COLUMNS))}) WHERE seq = ?"

TEXTS = (
    "url", "operation", "subject", "hint", "breach", "findings", "cause", "run",
    "request_headers", "request_body", "response_headers", "response_body",
)  # fmt: skip
SIZES = f"SELECT seq, {ROW_BYTES} + {' + '.join(f'length({name})' for name in TEXTS)} FROM exchange"


def opening_values(exchange: Exchange, body_bytes: int) -> tuple[Any, ...]:
    """The values of OPENING_COLUMNS; at most so many bytes of the body are kept."""
    body = exchange.request_body
    exchange.request_size = len(body)
    return (
        exchange.seq, exchange.at.isoformat(), exchange.direction, exchange.protocol, exchange.platform,
        exchange.operation, exchange.method, exchange.url, exchange.cause, exchange.run,
        cut(body, body_bytes), len(body),
    )  # fmt: skip


def closing_values(exchange: Exchange, body_bytes: int) -> tuple[Any, ...]:
    """The values of CLOSING_COLUMNS; at most so many bytes of the body are kept."""
    body = exchange.response_body
    exchange.response_size = len(body)
    return (
        exchange.state, exchange.subject, exchange.status, exchange.hint, exchange.breach,
        json.dumps(exchange.findings) if exchange.findings else "[]",
        _pairs(tuple(exchange.request_headers)), _pairs(tuple(exchange.response_headers)),
        cut(body, body_bytes), len(body),
    )  # fmt: skip


def size(row: tuple[Any, ...]) -> int:
    """The bytes that a row takes, at a guess."""
    return ROW_BYTES + sum(len(value) for value in row if isinstance(value, str | bytes))


@functools.lru_cache(maxsize=256)
def _pairs(headers: tuple[tuple[str, str], ...]) -> str:
    return json.dumps(headers)


def to_exchange(row: tuple[Any, ...]) -> Exchange:
    """The exchange of a row of COLUMNS."""
    values = dict(zip(COLUMNS, row, strict=True))
    values["at"] = datetime.fromisoformat(values["at"])
    values["findings"] = json.loads(values["findings"])
    for name in ("request_headers", "response_headers"):
        values[name] = tuple((pair[0], pair[1]) for pair in json.loads(values[name]))
    return Exchange(**values)
