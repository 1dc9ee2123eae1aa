"""Contains-search: an index of trigrams beside a table, brought up to date when it is asked and not at every write."""

import sqlite3
from collections.abc import Sequence

from homologa.simulators.kernel.storage import trouble

TRIGRAM = 3
"""The index finds no shorter text; those are looked for row by row."""
BEFORE_ALL = -(2**63)
MAX_TEXT = 16 * 1024
"""Characters of a text that is looked for: no name or code is longer, so that nothing contains more."""
MOST_STALE = 256
"""So many rows are added before the index takes them without being asked."""


def schema(table: str, columns: Sequence[str]) -> str:
    """The statements that make the index of a table.

    The index knows no row beyond the last one in it; `…_fts_stale` lists the others that it does not know as they are,
    with what it knows of them (`known`).
    """
    names = ", ".join(columns)
    old = ", ".join(f"old.{name}" for name in columns)
    changed = " OR ".join(f"old.{name} IS NOT new.{name}" for name in columns)
    known = f"INSERT OR IGNORE INTO {table}_fts_stale VALUES (old.id, 1, {old})"
    return f"""
CREATE VIRTUAL TABLE {table}_fts USING fts5({names}, content='{table}', tokenize='trigram');
CREATE TABLE {table}_fts_stale (id INTEGER PRIMARY KEY, known INTEGER NOT NULL, {names});
CREATE TRIGGER {table}_fts_added AFTER INSERT ON {table} WHEN new.id <= {_last(table)} BEGIN
  INSERT OR IGNORE INTO {table}_fts_stale (id, known) VALUES (new.id, 0); END;
CREATE TRIGGER {table}_fts_changed AFTER UPDATE OF {names} ON {table}
  WHEN old.id <= {_last(table)} AND ({changed}) BEGIN {known}; END;
CREATE TRIGGER {table}_fts_removed AFTER DELETE ON {table} WHEN old.id <= {_last(table)} BEGIN {known}; END;
"""


def _last(table: str) -> str:
    return f"coalesce((SELECT max(id) FROM {table}_fts_docsize), {BEFORE_ALL})"


class Search:
    """The index of one table. The caller holds the lock of the store."""

    def __init__(self, connection: sqlite3.Connection, table: str, columns: Sequence[str]) -> None:
        names = ", ".join(columns)
        self._connection = connection
        self._table = table
        self._columns = columns
        self._stale = (
            f"SELECT EXISTS (SELECT 1 FROM {table}_fts_stale) OR (SELECT max(id) FROM {table}) > {_last(table)}"
        )
        self._refresh = (
            f"INSERT INTO {table}_fts ({table}_fts, rowid, {names})"
            f" SELECT 'delete', id, {names} FROM {table}_fts_stale WHERE known",
            f"INSERT INTO {table}_fts (rowid, {names})"
            f" SELECT id, {names} FROM {table} WHERE id IN (SELECT id FROM {table}_fts_stale) OR id > {_last(table)}",
            f"DELETE FROM {table}_fts_stale",
        )
        self._added = 0

    def count_added(self) -> None:
        """Count an added row; the index is brought up to date after MOST_STALE of them."""
        self._added += 1
        if self._added >= MOST_STALE:
            self._update_index()

    def condition(self, text: str) -> tuple[str, tuple[object, ...]]:
        """An SQL condition and its parameters: a searched column contains `text`, in any case."""
        if len(text) > MAX_TEXT:
            return "0", ()
        if len(text) < TRIGRAM or "\0" in text:
            return self._scan(text)
        if self._connection.execute(self._stale).fetchone()[0] and not self._is_updated():
            return self._scan(text)
        phrase = '"' + text.replace('"', '""') + '"'
        return f"id IN (SELECT rowid FROM {self._table}_fts WHERE {self._table}_fts MATCH ?)", (phrase,)

    def _scan(self, text: str) -> tuple[str, tuple[object, ...]]:
        clause = " OR ".join(f"contains_text({name}, ?)" for name in self._columns)
        return f"({clause})", (text.lower(),) * len(self._columns)

    def _is_updated(self) -> bool:
        """Update the index; False when there is no room for it, and rows have to be read one by one."""
        try:
            self._update_index()
        except sqlite3.OperationalError as error:
            if trouble.reason(error) is None:
                raise
            return False
        return True

    def _update_index(self) -> None:
        """Renew the index, in the transaction that is open or in one of its own: it says nothing new of the state."""
        self._added = 0
        if self._connection.in_transaction:
            self._run()
            return
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self._run()
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def _run(self) -> None:
        for statement in self._refresh:
            self._connection.execute(statement)


def contains_text(text: str | None, lower: str) -> bool:
    """What `contains_text` means in SQL: a text contains another, which is given in lower case."""
    return text is not None and lower in text.lower()
