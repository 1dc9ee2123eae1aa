"""The folder in which a process keeps its worlds, a folder of files for each; for one process at a time."""

import json
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from homologa.simulators.kernel.errors import UnwritableFolder, UsageError
from homologa.simulators.kernel.storage.private import FOLDER_MODE, is_writable, make_private, write_private
from homologa.simulators.kernel.storage.snapshots import DRAFT, SUFFIX, write_atomically

FORMAT = 4
"""Counted when what `mundo.json` says changes."""
RECORD = "mundo.json"
LOCK = "em-uso.db"
WORLD, JOURNAL = "world.db", "journal.db"
ID_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
LONGEST_ID = 40
OWN = (f"{RECORD}*", "world.*", "journal.*", f"*{SUFFIX}", f"*{SUFFIX}{DRAFT}")
"""The files of a world, with those that are being written."""


@dataclass(frozen=True)
class WorldRecord:
    """What `mundo.json` says of a world; it is written last and removed first, so a folder without it is debris."""

    id: str
    seed: int
    key: bytes = field(repr=False)
    """Of the credentials and masks; private, and in no export."""
    pack: str
    platforms: tuple[str, ...]
    """The names of its platforms; of which version their documents are is told where those are."""


def is_world_id(text: str) -> bool:
    """Whether a world can have this id, which is also the name of its folder."""
    return 0 < len(text) <= LONGEST_ID and not set(text) - ID_LETTERS and not text.startswith("-")


@dataclass
class Folder:
    """A folder of worlds, made when it is missing.

    Raises UnwritableFolder, and UsageError when another process has it, or it is no use.
    """

    path: Path
    _lock: sqlite3.Connection = field(init=False)
    _copies: ExitStack = field(default_factory=ExitStack)

    def __post_init__(self) -> None:
        if self.path.exists() and not is_writable(self.path):
            raise UnwritableFolder(
                f"a pasta {self.path} não aceita gravação: devolva a permissão, ou use outra em --data"
            )
        try:
            self.path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            make_private(self.path / LOCK)
            self._lock = sqlite3.connect(self.path / LOCK, timeout=0, isolation_level=None, check_same_thread=False)
        except (OSError, sqlite3.Error) as error:
            raise UsageError(f"não foi possível usar a pasta {self.path}: {error}") from None
        try:
            # SQLite's own lock works on every system, and ends with the process however that ends.
            self._lock.execute("PRAGMA journal_mode = MEMORY")
            self._lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            self._lock.close()
            raise UsageError(
                f"a pasta {self.path} está em uso por outro processo ({error}); encerre-o, ou use outra em --data"
            ) from None

    def close(self) -> None:
        """Leave the folder to other processes."""
        self._copies.close()
        self._lock.close()

    def is_writable(self, world_id: str) -> bool:
        """Whether the files of a world can be written."""
        place = self.path / world_id
        return all(map(is_writable, (place, *_own(place))))

    def copy_of(self, world_id: str) -> Path:
        """A folder with copies of the files of a world, until this one is closed."""
        copy = Path(self._copies.enter_context(TemporaryDirectory(prefix="homologa-")))
        for file in _own(self.path / world_id):
            shutil.copyfile(file, copy / file.name)
        return copy

    def path_of(self, world_id: str) -> Path:
        """The folder of a world, made when it is missing."""
        place = self.path / world_id
        if not place.exists():
            place.mkdir(mode=FOLDER_MODE)
            write_private(place / JOURNAL)
        return place

    def ids(self) -> list[str]:
        """Ids that are taken: those of worlds that were finished, readable or not, and of foreign folders.

        What a process that was killed left half made or half deleted is removed.
        """
        found = sorted(place for place in self.path.iterdir() if place.is_dir() and is_world_id(place.name))
        for place in found:
            if is_writable(place) and _is_debris(place):
                self.remove(place.name)
        return [place.name for place in found if place.exists()]

    def record(self, world_id: str) -> WorldRecord:
        """What is kept of a world; raises UsageError, which says what to do, when it cannot be read."""
        place = self.path / world_id / RECORD
        try:
            content = json.loads(place.read_bytes())
            record = _record(world_id, content) if content["format"] == FORMAT else None
            made_with = content["version"]
        except FileNotFoundError:
            raise UsageError(f"a pasta {place.parent} não é de um mundo do Homologa; tire-a daí") from None
        except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError, AttributeError):
            raise UsageError(
                f"o arquivo {place} está corrompido; devolva-o de uma cópia, ou tire a pasta {place.parent} daí"
            ) from None
        if record is None:
            raise UsageError(
                f"o arquivo {place} foi gravado pela versão {made_with} do Homologa, e esta não o lê; "
                "use aquela versão, ou outra pasta em --data"
            )
        return record

    def write_record(self, record: WorldRecord) -> None:
        """Say that a world is wholly made."""
        content = {"format": FORMAT, "version": version("homologa"), **asdict(record), "key": record.key.hex()}
        text = json.dumps(content, ensure_ascii=False, indent=2)
        write_atomically(self.path_of(record.id) / RECORD, f"{text}\n".encode())

    def remove(self, world_id: str) -> None:
        """Remove the files of a world, and its folder when nothing else is in there."""
        place = self.path / world_id
        (place / RECORD).unlink(missing_ok=True)
        for path in _own(place):
            path.unlink(missing_ok=True)
        if place.exists() and not any(place.iterdir()):
            place.rmdir()


def _record(world_id: str, content: Mapping[str, Any]) -> WorldRecord:
    platforms = content["platforms"]
    if not isinstance(platforms, list):
        raise TypeError("platforms are a list")
    key, names = bytes.fromhex(content["key"]), tuple(map(str, platforms))
    return WorldRecord(world_id, int(content["seed"]), key, str(content["pack"]), names)


def _is_debris(place: Path) -> bool:
    return not (place / RECORD).exists() and len(list(_own(place))) == len(list(place.iterdir()))


def _own(place: Path) -> Iterator[Path]:
    for pattern in OWN:
        yield from place.glob(pattern)
