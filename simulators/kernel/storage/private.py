"""Files that only their owner can read: they hold credentials and personal data."""

import os
from pathlib import Path

FOLDER_MODE = 0o700
FILE_MODE = 0o600


def open_private(path: str, flags: int) -> int:
    """Open a file, made for its owner alone when it is missing; what `open` takes as its `opener`."""
    return os.open(path, flags, FILE_MODE)


def write_private(path: Path, content: bytes = b"") -> None:
    """Write a file for its owner alone; what SQLite puts beside a database takes the database's mode."""
    with open(path, "wb", opener=open_private) as file:
        file.write(content)


def make_private(path: Path) -> None:
    """Leave a file to its owner alone, made empty when it is missing."""
    path.touch(FILE_MODE)
    path.chmod(FILE_MODE)


def is_writable(path: Path) -> bool:
    """Whether this process may write a file, or make files in a folder; the system need not be asked to try."""
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
