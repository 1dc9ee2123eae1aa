"""The tables of a world's database: what a kind of document declares, and the empty database that follows from it."""

import functools
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from simulators.kernel.storage import formats, search

KERNEL_SCHEMA = """
CREATE TABLE world_state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE credential (
  platform TEXT, kind TEXT, value TEXT, data TEXT NOT NULL, PRIMARY KEY (platform, kind, value));
CREATE TABLE fault (
  id INTEGER PRIMARY KEY AUTOINCREMENT, doc TEXT NOT NULL,
  matched INTEGER NOT NULL DEFAULT 0, fired INTEGER NOT NULL DEFAULT 0);
CREATE TABLE delivery (
  id TEXT PRIMARY KEY, seq INTEGER NOT NULL, turn INTEGER NOT NULL, platform TEXT NOT NULL, kind TEXT NOT NULL,
  subject TEXT NOT NULL, state TEXT NOT NULL, due_at REAL NOT NULL, created_at REAL NOT NULL,
  attempts INTEGER NOT NULL, cause TEXT NOT NULL, replay_of TEXT NOT NULL, plan INTEGER, doc TEXT NOT NULL,
  body BLOB NOT NULL);
CREATE INDEX delivery_due ON delivery (state, due_at, turn);
CREATE INDEX delivery_seq ON delivery (seq);
CREATE TABLE plan (id INTEGER PRIMARY KEY, doc TEXT NOT NULL);
"""
KINDS: Mapping[type, str] = MappingProxyType({int: "INTEGER", str: "TEXT", float: "REAL"})
"""How SQL names what a column holds."""


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


Layout = tuple[tuple[str, Collection], ...]
"""Table names and their collections, for every platform of a world."""


@functools.lru_cache(maxsize=8)
def empty_image(layout: Layout) -> bytes:
    """The image of a database with these tables and nothing in them."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(KERNEL_SCHEMA + "".join(_described(name, collection) for name, collection in layout))
    formats.mark(connection)
    image = connection.serialize()
    connection.close()
    return image


def _described(name: str, collection: Collection) -> str:
    """The statements that make the table of a collection."""
    columns = "".join(f", {column} {KINDS[kind]}" for column, kind in collection.columns.items())
    table = f"CREATE TABLE {name} (id {KINDS[collection.key_type]} PRIMARY KEY{columns}, doc TEXT NOT NULL);\n"
    found = search.schema(name, collection.search) if collection.search else ""
    return table + "".join(_indexes(name, collection)) + found


def _indexes(name: str, collection: Collection) -> Iterator[str]:
    for index in collection.indexes:
        yield f"CREATE INDEX {name}_{'_'.join(index)} ON {name} ({', '.join(index)});\n"
    for index in collection.unique:
        yield f"CREATE UNIQUE INDEX {name}_{'_'.join(index)} ON {name} ({', '.join(index)});\n"
    for column in sorted(collection.sparse):
        yield f"CREATE INDEX {name}_{column} ON {name} ({column}) WHERE {column} IS NOT NULL;\n"
