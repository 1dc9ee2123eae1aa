"""One SQLite database per world: JSON documents with indexed key columns, one writer at a time."""

import functools
import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlite_utils

Document = dict[str, Any]
Key = int | str

KERNEL_SCHEMA = """
CREATE TABLE IF NOT EXISTS world_state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS credential (
  platform TEXT, kind TEXT, value TEXT, data TEXT NOT NULL, PRIMARY KEY (platform, kind, value)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS delivery (
  id TEXT PRIMARY KEY, seq INTEGER NOT NULL, platform TEXT NOT NULL, kind TEXT NOT NULL, state TEXT NOT NULL,
  due_at REAL NOT NULL, created_at REAL NOT NULL, attempts INTEGER NOT NULL, doc TEXT NOT NULL, body BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS delivery_due ON delivery (state, due_at, seq);
"""
MEMORY_IMAGE_VERSION_BYTES = slice(18, 20)
TRIGRAM = 3
"""The index finds no shorter text; those are looked for row by row."""


@dataclass(frozen=True)
class Collection:
    """A kind of document; `columns` are mirrored from the document's own fields so that SQL can find it."""

    name: str
    columns: Mapping[str, type] = field(default_factory=dict)
    indexes: tuple[tuple[str, ...], ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()
    search: tuple[str, ...] = ()
    key_type: type = int

    def __hash__(self) -> int:
        return hash((self.name, tuple(self.columns)))


class Documents:
    """The documents of one collection, as dictionaries whose `id` is the key."""

    def __init__(self, connection: sqlite3.Connection, table: str, collection: Collection) -> None:
        self._execute = connection.execute
        self._table = table
        self._columns = tuple(collection.columns)
        names = ", ".join(("id", *self._columns, "doc"))
        marks = ", ".join("?" * (len(self._columns) + 2))
        self._insert = f"INSERT INTO {table} ({names}) VALUES ({marks})"
        pairs = ", ".join(f"{name} = ?" for name in (*self._columns, "doc"))
        self._update = f"UPDATE {table} SET {pairs} WHERE id = ?"

    def get(self, key: Key) -> Document | None:
        """The document of this key, or None."""
        row = self._execute(f"SELECT doc FROM {self._table} WHERE id = ?", (key,)).fetchone()
        return json.loads(row[0]) if row else None

    def add(self, doc: Document) -> None:
        """Store a new document; raises sqlite3.IntegrityError when a unique key is taken."""
        self._execute(self._insert, (doc["id"], *self._values(doc)))

    def put(self, doc: Document) -> None:
        """Replace the stored document of the same `id`."""
        self._execute(self._update, (*self._values(doc), doc["id"]))

    def remove(self, key: Key) -> None:
        """Delete the document of this key, if there is one."""
        self._execute(f"DELETE FROM {self._table} WHERE id = ?", (key,))

    def find(
        self,
        where: str = "1",
        params: Sequence[object] = (),
        *,
        order: str = "id",
        limit: int = -1,
        offset: int = 0,
    ) -> list[Document]:
        """Documents that satisfy an SQL condition over the key columns, in `order`."""
        sql = f"SELECT doc FROM {self._table} WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?"
        rows = self._execute(sql, (*params, limit, offset)).fetchall()
        return [json.loads(row[0]) for row in rows]

    def first(self, where: str, params: Sequence[object] = (), *, order: str = "id") -> Document | None:
        """The first document that satisfies the condition, or None."""
        found = self.find(where, params, order=order, limit=1)
        return found[0] if found else None

    def count(self, where: str = "1", params: Sequence[object] = ()) -> int:
        """How many documents satisfy the condition."""
        row = self._execute(f"SELECT count(*) FROM {self._table} WHERE {where}", params).fetchone()
        return int(row[0])

    def containing(self, text: str) -> tuple[str, tuple[object, ...]]:
        """An SQL condition and its parameters: a searched column contains `text`, in any case."""
        if len(text) < TRIGRAM or "\0" in text:
            searched = self._searched()
            clause = " OR ".join(f"holds({name}, ?)" for name in searched)
            return f"({clause})", (text.lower(),) * len(searched)
        phrase = '"' + text.replace('"', '""') + '"'
        return f"id IN (SELECT rowid FROM {self._table}_fts WHERE {self._table}_fts MATCH ?)", (phrase,)

    def _searched(self) -> list[str]:
        return [row[1] for row in self._execute(f"PRAGMA table_info({self._table}_fts)").fetchall()]

    def _values(self, doc: Document) -> Iterator[object]:
        for name in self._columns:
            yield doc.get(name)
        yield json.dumps(doc, ensure_ascii=False, separators=(",", ":"))


Layout = tuple[tuple[str, Collection], ...]
"""Table names and their collections, for every platform of a world."""


def _create_tables(connection: sqlite3.Connection, layout: Layout) -> None:
    connection.executescript(KERNEL_SCHEMA)
    database = sqlite_utils.Database(connection)
    for name, collection in layout:
        table = database.table(name)
        columns = {"id": collection.key_type, **collection.columns, "doc": str}
        table.create(columns, pk="id", not_null={"doc"}, if_not_exists=True)
        for index in collection.indexes:
            table.create_index(index, if_not_exists=True)
        for index in collection.unique:
            table.create_index(index, unique=True, if_not_exists=True)
        if collection.search and not table.detect_fts():
            table.enable_fts(list(collection.search), tokenize="trigram", create_triggers=True)


@functools.lru_cache(maxsize=8)
def _empty_image(layout: Layout) -> bytes:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    _create_tables(connection, layout)
    image = connection.serialize()
    connection.close()
    return image


def _holds(text: str | None, lower: str) -> bool:
    return text is not None and lower in text.lower()


class Store:
    """The database of a world: in memory, or a file when `path` is given."""

    def __init__(self, layout: Layout, path: Path | None = None) -> None:
        self.path = path
        self.lock = threading.RLock()
        self._reads = False
        self.connection = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False)
        self.connection.create_function("holds", 2, _holds, deterministic=True)
        if path is None:
            self.connection.deserialize(_empty_image(layout))
        else:
            self.connection.execute("PRAGMA journal_mode = WAL")
            self.connection.execute("PRAGMA synchronous = NORMAL")
            _create_tables(self.connection, layout)
        self._documents = {name: Documents(self.connection, name, collection) for name, collection in layout}

    def documents(self, table: str) -> Documents:
        """The documents of one table of the layout."""
        return self._documents[table]

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of it is kept, or nothing of it when an exception leaves the block."""
        with self.lock:
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                self.connection.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """The lock for a look at the state, which nothing may write meanwhile unless a transaction is already open."""
        with self.lock:
            if self._reads or self.connection.in_transaction:
                yield
                return
            self._reads = True
            self.connection.execute("PRAGMA query_only = ON")
            try:
                yield
            finally:
                self.connection.execute("PRAGMA query_only = OFF")
                self._reads = False

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """A part of a transaction that can fail alone, such as one record of a batch."""
        self.connection.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK TO part")
            self.connection.execute("RELEASE part")
            raise
        self.connection.execute("RELEASE part")

    def rows(self, sql: str, params: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        """Run one statement under the lock and read all its rows."""
        with self.lock:
            return self.connection.execute(sql, tuple(params)).fetchall()

    def image(self) -> bytes:
        """The whole database as the bytes of an SQLite file."""
        with self.lock:
            if self.path is None:
                return self.connection.serialize()
            copy = sqlite3.connect(":memory:")
            self.connection.backup(copy)
            image = bytearray(copy.serialize())
            copy.close()
            image[MEMORY_IMAGE_VERSION_BYTES] = b"\x01\x01"
            return bytes(image)

    def restore(self, image: bytes) -> None:
        """Put back an image taken by `image`; a file keeps being the same file."""
        with self.lock:
            if self.path is None:
                self.connection.deserialize(image)
                return
            source = sqlite3.connect(":memory:")
            source.deserialize(image)
            source.backup(self.connection)
            source.close()

    def close(self) -> None:
        """Close the database."""
        with self.lock:
            self.connection.close()
