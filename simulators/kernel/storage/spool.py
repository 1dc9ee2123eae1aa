"""Rows on their way into a database, in a file that only grows: what was written there outlives a kill."""

import json
from collections.abc import Iterator
from io import FileIO
from pathlib import Path
from typing import Any

from homologa.simulators.kernel.storage.private import open_private

Row = tuple[Any, ...]


class Spool:
    """A file of rows of numbers, texts and bytes, one on each line; writing one is a single call of the system."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = FileIO(path, "ab", opener=open_private)

    def add(self, row: Row) -> None:
        """Write a row at the end."""
        self._file.write(_encode(row))

    def rows(self) -> Iterator[Row]:
        """Every row that was written whole, in order."""
        for line in self._path.read_bytes().splitlines():
            try:
                yield tuple(json.loads(line, object_hook=_bytes))
            except ValueError:
                # Cut where the disk was full or the machine lost power.
                continue

    def clear(self) -> None:
        """Forget all rows, when they are in the database."""
        self._file.truncate(0)

    def close(self) -> None:
        """Close the file; its rows stay in it."""
        self._file.close()


def _encode(row: Row) -> bytes:
    # The line ends where the next begins, so that one that was cut does not take the next with it.
    return b"\n" + _JSON.encode(row).encode()


def _text(value: bytes) -> dict[str, str]:
    return {"bytes": value.decode("latin-1")}


_JSON = json.JSONEncoder(default=_text)


def _bytes(held: dict[str, str]) -> bytes:
    return held["bytes"].encode("latin-1")
