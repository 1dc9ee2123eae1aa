"""What the connector writes, for people in Portuguese and for programmers: no secrets, no personal data."""

import traceback
from typing import Any

from homologa.sync.core.clock import Clock
from homologa.sync.core.store import Store

MOST_LINES = 10_000
"""Of the log; the oldest go first."""


class Log:
    """Lines in the store, at the connector's time."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def info(self, message: str) -> None:
        """Something went as it should."""
        self._write("info", message)

    def warning(self, message: str) -> None:
        """Something went otherwise than wished, and the work goes on."""
        self._write("warning", message)

    def error(self, message: str) -> None:
        """Something could not be done."""
        self._write("error", message)

    def entries(self) -> list[dict[str, Any]]:
        """Every line that is kept, oldest first."""
        return [dict(row) for row in self._store.all("SELECT at, level, message FROM log ORDER BY id")]

    def _write(self, level: str, message: str) -> None:
        at = self._clock.now().isoformat()
        with self._store.transaction():
            self._store.run("INSERT INTO log (at, level, message) VALUES (?, ?, ?)", at, level, message)
            self._store.run("DELETE FROM log WHERE id <= (SELECT max(id) FROM log) - ?", MOST_LINES)


def trace(error: BaseException) -> str:
    """Where an error that nobody foresaw came from, without its text: that may be of a customer."""
    return "".join([*traceback.format_tb(error.__traceback__), type(error).__name__])
