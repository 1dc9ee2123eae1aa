"""The tables of a world's database: what a kind of document declares, and the empty database that follows from it."""

import functools
import re
import sqlite3
import zlib
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from homologa.simulators.kernel.storage import formats, search

if TYPE_CHECKING:
    from sqlite_utils import Database

KERNEL_SCHEMA = """
CREATE TABLE world_state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE credential (
  platform TEXT, kind TEXT, value TEXT, data TEXT NOT NULL, PRIMARY KEY (platform, kind, value));
CREATE TABLE fault (
  id INTEGER PRIMARY KEY AUTOINCREMENT, doc TEXT NOT NULL,
  matched INTEGER NOT NULL DEFAULT 0, fired INTEGER NOT NULL DEFAULT 0);
CREATE TABLE delivery (
  id TEXT PRIMARY KEY, seq INTEGER NOT NULL, position INTEGER NOT NULL, platform TEXT NOT NULL, kind TEXT NOT NULL,
  subject TEXT NOT NULL, state TEXT NOT NULL, due_at REAL NOT NULL, created_at REAL NOT NULL,
  attempts INTEGER NOT NULL, cause TEXT NOT NULL, replay_of TEXT NOT NULL, plan INTEGER, doc TEXT NOT NULL,
  body BLOB NOT NULL);
CREATE INDEX delivery_due ON delivery (state, due_at, position);
CREATE INDEX delivery_seq ON delivery (seq);
CREATE TABLE task (
  id INTEGER PRIMARY KEY AUTOINCREMENT, platform TEXT NOT NULL, name TEXT NOT NULL, due_at REAL NOT NULL,
  data TEXT NOT NULL);
CREATE INDEX task_due ON task (due_at, id);
CREATE TABLE plan (id INTEGER PRIMARY KEY, doc TEXT NOT NULL);
CREATE TABLE platform (name TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID;
"""
"""The tables that every world has; `platform` has those whose own tables are there, and their version."""
KERNEL_TABLES = tuple(re.findall(r"CREATE TABLE (\w+)", KERNEL_SCHEMA))


@dataclass(frozen=True)
class Collection:
    """A kind of document; `columns` are mirrored from the document's own fields so that SQL can find it.

    Most documents have nothing ("" or 0) in a column of `sparse`: SQL sees NULL there, and the index of such a
    column, which each has, knows the others alone.
    """

    name: str
    columns: Mapping[str, type] = field(default_factory=dict)
    indexes: tuple[tuple[str, ...], ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()
    search: tuple[str, ...] = ()
    key_type: type = int
    sparse: frozenset[str] = frozenset()

    def __hash__(self) -> int:
        return hash((self.name, tuple(self.columns)))


Layout = tuple[tuple[str, tuple[Collection, ...]], ...]
"""Platforms, and the collections of each."""


def table_name(platform: str, collection: Collection) -> str:
    """The table of a platform's collection."""
    return f"{platform}_{collection.name}"


@functools.lru_cache(maxsize=64)
def version(collections: tuple[Collection, ...]) -> int:
    """A number that changes by itself with every change of these collections, and with none of others."""
    return zlib.crc32(repr([_described(collection) for collection in collections]).encode())


def _described(collection: Collection) -> tuple[object, ...]:
    columns = [(name, kind.__name__) for name, kind in collection.columns.items()]
    index = search.schema(collection.name, collection.search) if collection.search else ""
    keys = collection.key_type.__name__, sorted(collection.sparse), collection.indexes, collection.unique
    return collection.name, columns, keys, index


@functools.lru_cache(maxsize=8)
def empty_image(layout: Layout = ()) -> bytes:
    """The image of a database with the tables of these platforms and nothing in them.

    Its version is that of the tables which every world has.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript(KERNEL_SCHEMA)
        formats.stamp(connection)
        for platform, collections in layout:
            for statement in statements(platform, collections):
                connection.execute(statement)
        return connection.serialize()


@functools.lru_cache(maxsize=64)
def statements(platform: str, collections: tuple[Collection, ...]) -> tuple[str, ...]:
    """What makes the tables of a platform and notes their version."""
    # Imported where it is first needed: a process whose platforms nobody uses does without it.
    from sqlite_utils import Database

    run: list[str] = []
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.set_trace_callback(run.append)
        for collection in collections:
            _make(Database(connection), table_name(platform, collection), collection)
    made = [statement for statement in map(str.strip, run) if statement.startswith("CREATE")]
    return (*made, f"INSERT INTO platform VALUES ('{platform}', {version(collections)})")


def _make(database: "Database", name: str, collection: Collection) -> None:
    table = database.table(name)
    table.create(
        {"id": collection.key_type, **collection.columns, "doc": str, "checksum": int}, pk="id", not_null={"doc"}
    )
    for index in collection.indexes:
        table.create_index(index)
    for index in collection.unique:
        table.create_index(index, unique=True)
    for column in sorted(collection.sparse):
        database.execute(f"CREATE INDEX {name}_{column} ON {name} ({column}) WHERE {column} IS NOT NULL")
    if collection.search:
        database.conn.executescript(search.schema(name, collection.search))
