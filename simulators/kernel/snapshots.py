"""Kept states of a world: images of its database under names, in memory or beside the world's file."""

from dataclasses import dataclass, field
from pathlib import Path

from simulators.kernel.errors import NotFound

INITIAL = "inicial"
"""The state in which a world was made."""
SUFFIX = ".snapshot"


@dataclass
class Snapshots:
    """The kept states of one world."""

    folder: Path | None = None
    _images: dict[str, bytes] = field(default_factory=dict)

    def keep(self, name: str, image: bytes) -> None:
        """Keep an image under a name, in place of one of the same name."""
        place = inside(self.folder, f"{name}{SUFFIX}")
        if place is None:
            self._images[name] = image
        else:
            write_whole(place, image)

    def read(self, name: str) -> bytes:
        """The image of this name; raises NotFound."""
        if name not in self.names():
            raise NotFound(f"não há fotografia “{name}”; há: {', '.join(self.names())}")
        place = inside(self.folder, f"{name}{SUFFIX}")
        return self._images[name] if place is None else place.read_bytes()

    def names(self) -> tuple[str, ...]:
        """The names of the kept states."""
        if self.folder is None:
            return tuple(self._images)
        return tuple(sorted(path.stem for path in self.folder.glob(f"*{SUFFIX}")))


def inside(folder: Path | None, name: str) -> Path | None:
    """The path of a file of a world, None for a world in memory."""
    return None if folder is None else folder / name


def write_whole(place: Path, content: bytes) -> None:
    """Write a file so that whoever reads it finds all of it or none, whatever happens to this process."""
    draft = place.with_name(f"{place.name}.novo")
    draft.write_bytes(content)
    draft.replace(place)
