"""One SQLite database per world: JSON documents with indexed key columns, one writer at a time."""

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from homologa.simulators.kernel.errors import UsageError
from homologa.simulators.kernel.storage import images, search, trouble
from homologa.simulators.kernel.storage.counters import Counters
from homologa.simulators.kernel.storage.documents import Document, Documents, Key
from homologa.simulators.kernel.storage.private import write_private
from homologa.simulators.kernel.storage.tables import Collection, Layout, empty_image, statements

__all__ = ["Collection", "Document", "Documents", "Key", "Layout", "Store", "empty_image"]

FILE_SETTINGS = (
    "locking_mode = EXCLUSIVE",
    "journal_mode = WAL",
    "synchronous = NORMAL",
    "wal_autocheckpoint = 4000",
    "temp_store = MEMORY",
)
"""A world's file belongs to one process, which saves its locks; a commit outlives the process, if not the machine.

Waits for the disk come with each checkpoint, so that there are few of them; what a statement may have to undo is no
file either.
"""


class Store:
    """The database of a world: in memory, or a file when `path` is given.

    A new one begins with the tables of `layout`; those of other platforms are made when they are needed.
    """

    def __init__(self, path: Path | None = None, layout: Layout = ()) -> None:
        self.path = path
        self.lock = threading.RLock()
        self._is_reading = self.refuses_writes = False
        self.damage = ""
        """Which document was found damaged, in Portuguese; the others can be read and written."""
        self.trouble = ""
        """Why the last transaction was not kept, in Portuguese, when the storage was the reason."""
        if path is not None and not path.exists():
            write_private(path, empty_image(layout))
        self.connection = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False)
        self.connection.create_function("contains_text", 2, search.contains_text, deterministic=True)
        if path is None:
            self.connection.deserialize(empty_image(layout))
        else:
            for setting in FILE_SETTINGS:
                self.connection.execute(f"PRAGMA {setting}")
        self._documents: dict[str, Documents] = {}
        self._counters = Counters(self.connection)
        self._settings: dict[str, str] | None = None
        self._is_fresh = False
        """Whether a transaction has begun in which nothing was done yet."""

    def documents(self, table: str, collection: Collection) -> Documents:
        """The documents of one table, which has those of this collection."""
        found = self._documents.get(table)
        if found is None:
            found = self._documents[table] = Documents(self, table, collection)
        return found

    def make_tables(self, platform: str, collections: tuple[Collection, ...]) -> None:
        """Make the tables of a platform, unless they are there; within a transaction."""
        if platform not in self.versions():
            for statement in statements(platform, collections):
                self.execute_write(statement, ())

    def versions(self) -> dict[str, int]:
        """The versions of the tables that are there, by platform."""
        return dict(self.rows("SELECT name, version FROM platform"))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of it is kept, or nothing of it when an exception leaves the block."""
        with self.lock:
            self._begin()
            try:
                yield
                self._counters.flush()
                self.connection.execute("COMMIT")
                self.trouble = ""
            except BaseException as error:
                if self.connection.in_transaction:
                    # SQLite has ended it already where the disk was full.
                    self.connection.execute("ROLLBACK")
                self._reset_caches()
                self.trouble = trouble.reason(error) or self.trouble
                raise
            finally:
                self._is_fresh = False

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Hold the lock while the state is read.

        Nothing may be written meanwhile, unless a transaction was open before.
        """
        with self.lock:
            if self._is_reading or self.connection.in_transaction:
                yield
                return
            self._is_reading = True
            try:
                yield
            finally:
                self._is_reading = False

    @contextmanager
    def refusing_writes(self) -> Iterator[None]:
        """Refuse writes within a transaction: each raises sqlite3.OperationalError."""
        before, self._is_reading = self._is_reading, True
        try:
            yield
        finally:
            self._is_reading = before

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """A part of a transaction that can fail alone, such as one record of a batch."""
        # Where nothing was done before it, all that there can be to undo is the transaction.
        is_whole = self._is_fresh
        if not is_whole:
            self._counters.flush()
            self.connection.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            self._undo(is_whole)
            raise
        if not is_whole:
            self.connection.execute("RELEASE part")

    def rows(self, sql: str, params: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        """Run one statement under the lock and read all its rows."""
        with self.lock:
            run = self.connection.execute if sql.startswith("SELECT ") else self.execute_write
            return run(sql, tuple(params)).fetchall()

    def execute_write(self, sql: str, params: Sequence[object]) -> sqlite3.Cursor:
        """Run a statement that writes; raises sqlite3.OperationalError in a look at the state."""
        self._require_writable()
        self._is_fresh = False
        return self.connection.execute(sql, params)

    def count(self, name: str, first: int) -> int:
        """The next number of a counter, `first` to begin with; raises sqlite3.OperationalError in a look."""
        self._require_writable()
        self._is_fresh = False
        return self._counters.next(name, first)

    def settings(self) -> Mapping[str, str]:
        """The small things that are kept by name, as JSON texts."""
        with self.lock:
            if self._settings is None:
                self._settings = dict(self.connection.execute("SELECT name, value FROM world_state").fetchall())
            return self._settings

    def save_setting(self, name: str, text: str) -> None:
        """Keep one of the `settings`; nothing else may write them."""
        sql = "INSERT INTO world_state VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"
        self.rows(sql, (name, text))
        self._settings = None

    def note_damage(self, what: str) -> None:
        """Note which document is damaged; `World.trouble` shows it."""
        self.damage = what

    def refuse_writes(self) -> None:
        """Refuse every transaction from now on: the files that it would have to reach cannot be written."""
        self.connection.execute("PRAGMA query_only = ON")
        self.trouble = trouble.READ_ONLY
        self.refuses_writes = True

    def image(self) -> bytes:
        """The whole database as the bytes of an SQLite file."""
        with self.lock:
            return self.connection.serialize() if self.path is None else images.dump_image(self.connection)

    def restore(self, image: bytes | Path) -> None:
        """Put back an image taken by `image`, or the file of one; a file keeps being the same file.

        Raises UsageError when writes are refused.
        """
        if self.refuses_writes:
            raise UsageError(trouble.READ_ONLY)
        with self.lock:
            self._reset_caches()
            self.damage = ""
            if self.path is not None:
                images.load_image(self.connection, image)
            else:
                self.connection.deserialize(image if isinstance(image, bytes) else image.read_bytes())
                # Else the search index would go on with what it keeps of the state before.
                self.connection.execute("PRAGMA writable_schema = RESET")

    def close(self) -> None:
        """Close the database when nobody holds its lock; nothing can be read or written any more."""
        with self.lock:
            self.connection.close()

    def _begin(self) -> None:
        self.connection.execute("BEGIN IMMEDIATE")
        self._is_fresh = True

    def _undo(self, is_whole: bool) -> None:
        if is_whole:
            self.connection.execute("ROLLBACK")
            self._begin()
        else:
            self.connection.execute("ROLLBACK TO part")
            self.connection.execute("RELEASE part")
        self._reset_caches()

    def _require_writable(self) -> None:
        if self._is_reading:
            # Said here: SQLite's own switch for it prepares every statement anew.
            raise sqlite3.OperationalError("attempt to write a readonly database")

    def _reset_caches(self) -> None:
        self._settings = None
        self._counters.reset()
        for documents in self._documents.values():
            documents.invalidate()
