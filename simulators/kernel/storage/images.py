"""Images of databases that are files: taken whole, and put back into the same file."""

import sqlite3
from contextlib import closing
from pathlib import Path

from homologa.simulators.kernel.storage import formats

JOURNAL_MODE_BYTES = slice(18, 20)
ROLLBACK_MODE = b"\x01\x01"
"""A database in memory cannot read an image that says it is in WAL mode."""


def dump_image(connection: sqlite3.Connection) -> bytes:
    """The whole database as the bytes of an SQLite file."""
    with closing(sqlite3.connect(":memory:")) as copy:
        connection.backup(copy)
        image = bytearray(copy.serialize())
    image[JOURNAL_MODE_BYTES] = ROLLBACK_MODE
    return bytes(image)


def load_image(connection: sqlite3.Connection, image: bytes | Path) -> None:
    """Have the database hold what an image, or the file of one, holds; all of it or, after a kill, nothing of it."""
    # Not waiting for the disk is most of the speed; a kill does no harm, and the snapshot outlives a power cut.
    connection.execute("PRAGMA synchronous = OFF")
    with closing(_opened(image)) as source:
        source.backup(connection)
    connection.execute("PRAGMA wal_checkpoint").fetchall()
    connection.execute("PRAGMA synchronous = NORMAL")


def _opened(image: bytes | Path) -> sqlite3.Connection:
    if isinstance(image, Path):
        return formats.open_readonly(image)
    held = sqlite3.connect(":memory:")
    held.deserialize(image)
    return held
