"""The counters of a world: counted in memory, and kept with the unit of work that counts."""

import sqlite3

READ = "SELECT value FROM counter WHERE name = ?"
SAVE = "INSERT INTO counter VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"


class Counters:
    """The last number of each counter. The caller is in a transaction, and calls `flush` or `reset` at its end."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._last: dict[str, int] = {}
        self._new: dict[str, int] = {}

    def next(self, name: str, first: int) -> int:
        """The next number, `first` to begin with."""
        last = self._last[name] if name in self._last else self._stored(name)
        number = self._last[name] = self._new[name] = first if last is None else last + 1
        return number

    def flush(self) -> None:
        """Store what was counted, as part of the transaction."""
        if self._new:
            self._connection.executemany(SAVE, self._new.items())
            self._new.clear()

    def reset(self) -> None:
        """Know nothing but what is stored."""
        self._last.clear()
        self._new.clear()

    def _stored(self, name: str) -> int | None:
        row = self._connection.execute(READ, (name,)).fetchone()
        return None if row is None else int(row[0])
