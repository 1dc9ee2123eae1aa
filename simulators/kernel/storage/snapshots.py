"""Kept states of a world: images of its database under names, in memory or beside the world's file."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from homologa.simulators.kernel.errors import NotFound, UsageError
from homologa.simulators.kernel.storage import formats
from homologa.simulators.kernel.storage.private import write_private

INITIAL = "inicial"
"""The state in which a world was made."""
SUFFIX = ".snapshot"
DRAFT = ".novo"
"""Ends the name of a file that is being written."""
MOST = 100
MOST_MEGABYTES = 1024
"""What the kept states of one world in memory may take."""


@dataclass
class Snapshots:
    """The kept states of one world; `check` refuses an image, named in words, that this version cannot put back.

    A file is looked through once, before it is first put back, unless it was written by this process.
    """

    check: Callable[[bytes | Path, str], None]
    folder: Path | None = None
    _images: dict[str, bytes] = field(default_factory=dict)
    _verified: dict[str, tuple[int, int]] = field(default_factory=dict)
    """By name, the moment of change and the size of a file that was found to be whole."""
    _lock: threading.RLock = field(default_factory=threading.RLock)
    """Held while a state is saved, restored or deleted."""

    def save(self, name: str, image: bytes) -> None:
        """Keep an image under a name, in place of one of the same name; raises UsageError when there are too many."""
        with self._lock:
            others = [other for other in self.names() if other != name]
            if len(others) >= MOST:
                raise UsageError(f"o mundo já tem {MOST} fotografias; apague alguma")
            place = self._place(name)
            if place is None:
                self._save_in_memory(name, image, others)
                return
            write_atomically(place, image)
            self._verified[name] = _state(place)

    @contextmanager
    def reading(self, name: str) -> Iterator[bytes | Path]:
        """The image of this name, or its file, which nobody changes meanwhile.

        Raises NotFound, and UsageError for one that cannot be put back.
        """
        with self._lock:
            yield self._read(name)

    def delete(self, name: str) -> None:
        """Delete the image of this name; raises NotFound, and UsageError for the state in which the world was made."""
        with self._lock:
            self._require(name)
            if name == INITIAL:
                raise UsageError(f"“{INITIAL}” é o estado em que o mundo foi criado e não pode ser apagado")
            place = self._place(name)
            if place is None:
                del self._images[name]
            else:
                place.unlink(missing_ok=True)

    def names(self) -> tuple[str, ...]:
        """The names of the kept states."""
        if self.folder is None:
            return tuple(self._images)
        return tuple(sorted(path.stem for path in self.folder.glob(f"*{SUFFIX}")))

    def _save_in_memory(self, name: str, image: bytes, others: list[str]) -> None:
        if sum(len(self._images[other]) for other in others) + len(image) > MOST_MEGABYTES * 1024 * 1024:
            raise UsageError(
                f"as fotografias do mundo passariam de {MOST_MEGABYTES} MB de memória; "
                "apague alguma, ou guarde os mundos em arquivos com --data"
            )
        self._images[name] = image

    def _read(self, name: str) -> bytes | Path:
        self._require(name)
        place = self._place(name)
        if place is None:
            self.check(self._images[name], f"a fotografia “{name}”")
            return self._images[name]
        what = f"a fotografia “{name}” ({place})"
        self.check(place, what)
        state = _state(place)
        if self._verified.get(name) != state:
            formats.check_integrity(place, what)
            self._verified[name] = state
        return place

    def _require(self, name: str) -> None:
        if name not in self.names():
            raise NotFound(f"não há fotografia “{name}”; há: {', '.join(self.names())}")

    def _place(self, name: str) -> Path | None:
        return path_in(self.folder, f"{name}{SUFFIX}")


def path_in(folder: Path | None, name: str) -> Path | None:
    """The path of a file of a world, None for a world in memory."""
    return None if folder is None else folder / name


def _state(place: Path) -> tuple[int, int]:
    found = place.stat()
    return found.st_mtime_ns, found.st_size


def write_atomically(place: Path, content: bytes) -> None:
    """Write a file whole or not at all, even when this process is killed."""
    draft = place.with_name(f"{place.name}{DRAFT}")
    write_private(draft, content)
    draft.replace(place)
