"""The documents of one collection in a world's database."""

import json
import sqlite3
import zlib
from collections.abc import Sequence
from typing import Any, Protocol

from homologa.simulators.kernel.storage import trouble
from homologa.simulators.kernel.storage.query_cache import QueryCache
from homologa.simulators.kernel.storage.search import Search
from homologa.simulators.kernel.storage.tables import Collection

Document = dict[str, Any]
Key = int | str


class Database(Protocol):
    """The database of a world, as far as its documents have to know it."""

    connection: sqlite3.Connection

    def execute_write(self, sql: str, params: Sequence[object]) -> sqlite3.Cursor:
        """Run a statement that writes."""

    def note_damage(self, what: str) -> None:
        """Remember that a document is damaged."""


class Documents:
    """The documents of one collection, as dictionaries whose `id` is the key."""

    def __init__(self, database: Database, table: str, collection: Collection) -> None:
        self._read = database.connection.execute
        self._execute_write = database.execute_write
        self._table = table
        self._note_damage = database.note_damage
        # As bytes: a damaged text may be none.
        self._select = f"SELECT id, CAST(doc AS BLOB), checksum FROM {table}"
        self._cache = QueryCache()
        self.invalidate = self._cache.invalidate
        self._search = Search(database.connection, table, collection.search) if collection.search else None
        self._columns = tuple((name, name in collection.sparse) for name in collection.columns)
        names = ", ".join(("id", *collection.columns, "doc", "checksum"))
        marks = ", ".join("?" * (len(collection.columns) + 3))
        self._insert = f"INSERT INTO {table} ({names}) VALUES ({marks})"
        pairs = ", ".join(f"{name} = ?" for name in (*collection.columns, "doc", "checksum"))
        self._update = f"UPDATE {table} SET {pairs} WHERE id = ?"

    def get(self, key: Key) -> Document | None:
        """The document of this key, or None."""
        texts = self._texts(f"{self._select} WHERE id = ?", (key,))
        return json.loads(texts[0]) if texts else None

    def add(self, doc: Document) -> None:
        """Store a new document; raises sqlite3.IntegrityError when a unique key is taken."""
        self._write(self._insert, (doc["id"], *self._values(doc)))
        if self._search is not None:
            self._search.count_added()

    def put(self, doc: Document) -> None:
        """Replace the stored document of the same `id`."""
        self._write(self._update, (*self._values(doc), doc["id"]))

    def remove(self, key: Key) -> None:
        """Delete the document of this key, if there is one."""
        self._write(f"DELETE FROM {self._table} WHERE id = ?", (key,))

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
        if order != "id" or limit <= 1:
            return self._rows(where, params, order, limit, offset)
        # A page that follows one that was seen is found by its key; any other is counted down to.
        listing = (where, *params)
        start = self._cache.start(listing, offset)
        if start is None:
            found = self._rows(where, params, order, limit, offset)
        else:
            found = self._rows(f"({where}) AND id > ?", (*params, start), order, limit, 0)
        self._cache.store_page(listing, offset, limit, [doc["id"] for doc in found])
        return found

    def first(self, where: str, params: Sequence[object] = (), *, order: str = "id") -> Document | None:
        """The first document that satisfies the condition, or None."""
        found = self._rows(where, params, order, 1, 0)
        return found[0] if found else None

    def count(self, where: str = "1", params: Sequence[object] = ()) -> int:
        """How many documents satisfy the condition; counted again only after something has changed."""
        listing = (where, *params)
        total = self._cache.total(listing)
        if total is None:
            total = int(self._read(f"SELECT count(*) FROM {self._table} WHERE {where}", params).fetchone()[0])
            self._cache.store_total(listing, total)
        return total

    def containing(self, text: str) -> tuple[str, tuple[object, ...]]:
        """An SQL condition and its parameters: a searched column contains `text`, in any case."""
        if self._search is None:
            raise ValueError(f"{self._table} has no searched columns")
        return self._search.condition(text)

    def _rows(self, where: str, params: Sequence[object], order: str, limit: int, offset: int) -> list[Document]:
        sql = f"{self._select} WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?"
        return [json.loads(text) for text in self._texts(sql, (*params, limit, offset))]

    def _texts(self, sql: str, params: tuple[object, ...]) -> Sequence[str]:
        """The documents that a statement reads, as they are stored."""
        statement = (sql, *params)
        texts = self._cache.texts(statement)
        if texts is None:
            texts = [self._sound(*row) for row in self._read(sql, params).fetchall()]
            self._cache.store_texts(statement, texts)
        return texts

    def _sound(self, key: Key, text: bytes, checksum: int) -> str:
        """The text of a document; raises DamagedDocument unless it is as it was stored."""
        if zlib.crc32(text) != checksum:
            damage = trouble.DamagedDocument(self._table, key)
            self._note_damage(damage.reason)
            raise damage
        return text.decode()

    def _write(self, sql: str, params: Sequence[object]) -> None:
        self.invalidate()
        self._execute_write(sql, params)

    def _values(self, doc: Document) -> list[object]:
        text = _text(doc)
        columns = [(doc.get(name) or None) if sparse else doc.get(name) for name, sparse in self._columns]
        return [*columns, text, zlib.crc32(text.encode())]


_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
