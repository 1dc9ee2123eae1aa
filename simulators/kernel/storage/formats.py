"""Which database files this version of the simulators reads, and what to do about the others."""

import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

from homologa.simulators.kernel.errors import UsageError

SIGNATURE = b"SQLite format 3\0"
APPLICATION = int.from_bytes(b"Hmlg")
"""Marks a file of a world, so that no other program's database is taken for one."""
PAGE_BYTES, PAGES_BYTES, VERSION_BYTES, APPLICATION_BYTES = slice(16, 18), slice(28, 32), slice(60, 64), slice(68, 72)
"""Where a database file says the size of a page (1 stands for 65536), their number, its version and whose it is."""
HEAD = 100
"""Bytes at the beginning of a database file that describe it."""
TABLES = r"SELECT name, sql FROM sqlite_master WHERE name NOT LIKE '%\_fts\_%' ESCAPE '\' ORDER BY name"
"""The schema but for what the text index makes for itself, which may differ between versions of SQLite."""


def stamp(connection: sqlite3.Connection) -> None:
    """Have a new database say what it is: a number that changes by itself with every change of its tables."""
    described = repr(connection.execute(TABLES).fetchall())
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {zlib.crc32(described.encode()) & 0x7FFF_FFFF}")


def version(image: bytes) -> int:
    """The number that an image says."""
    return int.from_bytes(image[VERSION_BYTES])


def check_image(image: bytes | Path, expected: int, what: str) -> None:
    """Raise UsageError, which names the image or its file as `what`, unless it is a world's and of this version."""
    head, size = _head(image)
    if not _is_whole(head, size) or int.from_bytes(head[APPLICATION_BYTES]) != APPLICATION:
        raise _bad_image(what)
    if version(head) != expected:
        raise UsageError(
            f"{what} foi tirada por outra versão do Homologa; volte a ela com aquela versão, ou apague-a e tire outra"
        )


def check_integrity(image: Path, what: str) -> None:
    """Raise UsageError, which names the file of an image as `what`, unless all of its pages are sound."""
    try:
        with closing(open_readonly(image)) as connection:
            (health,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError:
        raise _bad_image(what) from None
    if health != "ok":
        raise _bad_image(what)


def open_readonly(image: Path) -> sqlite3.Connection:
    """The file of an image, to be read alone."""
    return sqlite3.connect(f"{image.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def platform_versions(database: Path, what: str) -> dict[str, int]:
    """The versions of the tables of a world's database by platform; raises UsageError, which names it as `what`."""
    try:
        with closing(open_readonly(database)) as connection:
            return dict(connection.execute("SELECT name, version FROM platform").fetchall())
    except sqlite3.DatabaseError:
        raise _bad_image(what) from None


def check_file(place: Path, expected: int | None = None) -> None:
    """Raise UsageError, which names the file and what to do, unless it is whole and of the expected version."""
    if not place.is_file():
        raise UsageError(f"falta o arquivo {place}; devolva-o de uma cópia, ou tire a pasta {place.parent} daí")
    try:
        with closing(sqlite3.connect(place)) as connection:
            (health,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            ours = connection.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
            found = connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise _corrupt(place, str(error)) from None
    if health != "ok":
        # Several lines, where SQLite says first in which database.
        raise _corrupt(place, " ".join(health.split()))
    if expected is None:
        return
    if not ours:
        raise UsageError(f"o arquivo {place} não é de um mundo do Homologa; tire a pasta {place.parent} daí")
    if found != (expected,):
        raise UsageError(
            f"o arquivo {place} foi gravado por outra versão do Homologa; use aquela versão, ou outra pasta em --data"
        )


def _head(image: bytes | Path) -> tuple[bytes, int]:
    if isinstance(image, bytes):
        return image, len(image)
    if not image.is_file():
        return b"", 0
    with image.open("rb") as file:
        return file.read(HEAD), image.stat().st_size


def _is_whole(head: bytes, size: int) -> bool:
    page = int.from_bytes(head[PAGE_BYTES])
    stated_size = int.from_bytes(head[PAGES_BYTES]) * (65_536 if page == 1 else page)
    return head.startswith(SIGNATURE) and size == stated_size


def _bad_image(what: str) -> UsageError:
    return UsageError(f"{what} está corrompida ou não é de um mundo do Homologa; apague-a e tire outra")


def _corrupt(place: Path, reason: str) -> UsageError:
    return UsageError(
        f"o arquivo {place} está corrompido ({reason}); devolva-o de uma cópia, ou tire a pasta {place.parent} daí"
    )
