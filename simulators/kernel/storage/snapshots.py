"""Kept states of a world: images of its database under names, in memory or beside the world's file."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from simulators.kernel.errors import NotFound, UsageError

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
    """The kept states of one world; `check` refuses an image, named in words, that this version cannot put back."""

    check: Callable[[bytes | Path, str], None]
    folder: Path | None = None
    _images: dict[str, bytes] = field(default_factory=dict)

    def keep(self, name: str, image: bytes) -> None:
        """Keep an image under a name, in place of one of the same name; raises UsageError when there are too many."""
        others = [other for other in self.names() if other != name]
        if len(others) >= MOST:
            raise UsageError(f"o mundo já tem {MOST} fotografias; apague alguma")
        place = self._place(name)
        if place is not None:
            write_whole(place, image)
            return
        if sum(len(self._images[other]) for other in others) + len(image) > MOST_MEGABYTES * 1024 * 1024:
            raise UsageError(
                f"as fotografias do mundo passariam de {MOST_MEGABYTES} MB de memória; "
                "apague alguma, ou guarde os mundos em arquivos com --data"
            )
        self._images[name] = image

    def read(self, name: str) -> bytes | Path:
        """The image of this name, or its file; raises NotFound, and UsageError for one that cannot be put back."""
        self._require(name)
        place = self._place(name)
        image = self._images[name] if place is None else place
        self.check(image, f"a fotografia “{name}”{'' if place is None else f' ({place})'}")
        return image

    def forget(self, name: str) -> None:
        """Delete the image of this name; raises NotFound, and UsageError for the state in which the world was made."""
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

    def _require(self, name: str) -> None:
        if name not in self.names():
            raise NotFound(f"não há fotografia “{name}”; há: {', '.join(self.names())}")

    def _place(self, name: str) -> Path | None:
        return inside(self.folder, f"{name}{SUFFIX}")


def inside(folder: Path | None, name: str) -> Path | None:
    """The path of a file of a world, None for a world in memory."""
    return None if folder is None else folder / name


def write_whole(place: Path, content: bytes) -> None:
    """Write a file so that whoever reads it finds all of it or none, whatever happens to this process."""
    draft = place.with_name(f"{place.name}{DRAFT}")
    draft.write_bytes(content)
    draft.replace(place)
