"""Every world of a process, and the one index by which a request finds its world."""

import secrets
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulators.kernel.clock import Clock
from simulators.kernel.errors import NotFound, UsageError
from simulators.kernel.journal import Journal
from simulators.kernel.limits import LimitMode
from simulators.kernel.network import Network
from simulators.kernel.platform import Platform
from simulators.kernel.snapshots import INITIAL, write_whole
from simulators.kernel.world import Charter, World

if TYPE_CHECKING:
    import httpx

ID_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
MAX_WORLDS = 500
STRANGERS = 1_000
SEED_FILE = "seed"


@dataclass
class Worlds:
    """The worlds of one process.

    `transport` carries their deliveries, `wake` has a served world's deliveries done by a worker, and `folder`
    keeps each world in files of its own.
    """

    platforms: tuple[Platform, ...]
    transport: "httpx.BaseTransport"
    wake: Callable[[World], None] | None = None
    folder: Path | None = None
    strangers: Journal = field(default_factory=lambda: Journal(bound=STRANGERS))
    """Requests that belong to no world."""
    _worlds: dict[str, World] = field(default_factory=dict)
    _reserved: set[str] = field(default_factory=set)
    """Ids of worlds that are being made."""
    _index: dict[tuple[str, str, str], tuple[World, Mapping[str, Any]]] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def create(
        self, *, id: str | None = None, seed: int = 1, clock: Clock | None = None, limits: LimitMode = "observe"
    ) -> World:
        """Make a world with a believable account on each platform; raises UsageError for a bad or taken id."""
        chosen = self._reserve(id)
        try:
            _remove(self._folder_of(chosen))
            world = self._open(chosen, seed, clock or Clock())
            try:
                self._furnish(world, limits)
            except BaseException:
                self._drop(world)
                raise
            with self._lock:
                self._worlds[chosen] = world
        finally:
            with self._lock:
                self._reserved.discard(chosen)
        return world

    def reopen(self) -> list[World]:
        """Open the worlds that an earlier process kept in the folder."""
        kept = sorted(self.folder.glob(f"*/{SEED_FILE}")) if self.folder else []
        for path in kept:
            world = self._open(path.parent.name, int(path.read_text()), Clock())
            world.reload()
            self._worlds[world.id] = world
        return self.all()

    def get(self, world_id: str) -> World:
        """The world of this id; raises NotFound."""
        with self._lock:
            if world_id not in self._worlds:
                raise NotFound(f"não há mundo {world_id}")
            return self._worlds[world_id]

    def all(self) -> list[World]:
        """Every world, in the order of creation."""
        with self._lock:
            return list(self._worlds.values())

    def delete(self, world_id: str) -> None:
        """Forget a world, its credentials and its files; raises UsageError when a delivery of its own asks for it."""
        with self._lock:
            world = self.get(world_id)
            if world.pump.inside:
                raise UsageError("um mundo não é apagado no meio de uma entrega sua")
            del self._worlds[world_id]
        self._drop(world)

    def restore(self, world: World, name: str) -> None:
        """Put a kept state of a world back and rebuild its part of the index."""
        # Outside the lock: the receiver of the delivery that it waits for may need it to answer.
        world.restore(name)
        with self._lock:
            self._forget(world, but=world.minted())

    def finder(self, platform: str) -> Callable[[str, str], tuple[World, Mapping[str, Any]] | None]:
        """The look-up of one platform's minted values."""
        index = self._index
        return lambda kind, value: index.get((platform, kind, value))

    def close(self) -> None:
        """Close every world."""
        for world in self._worlds.values():
            world.close()
        self.strangers.close_file()

    def _reserve(self, world_id: str | None) -> str:
        with self._lock:
            chosen = self._free_id() if world_id is None else world_id
            self._check(chosen)
            self._reserved.add(chosen)
        return chosen

    def _furnish(self, world: World, limits: LimitMode) -> None:
        for platform in self.platforms:
            with world.work(platform.name, actor="carga") as work:
                platform.seed(work)
        world.set_limit_mode(limits)
        world.snapshot(INITIAL)
        if world.folder is not None:
            # Written last: a folder without it is of a world that was never finished.
            write_whole(world.folder / SEED_FILE, str(world.source.seed).encode())

    def _drop(self, world: World) -> None:
        with self._lock:
            self._forget(world)
        world.close()
        _remove(world.folder)

    def _open(self, world_id: str, seed: int, clock: Clock) -> World:
        folder = self._folder_of(world_id)
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        platforms = {platform.name: platform for platform in self.platforms}
        network = Network(self.transport)
        return World(Charter(world_id, seed, platforms, network, self._publish, clock, self.wake, folder))

    def _publish(self, world: World, platform: str, kind: str, value: str, data: Mapping[str, Any]) -> None:
        with self._lock:
            self._index[platform, kind, value] = (world, data)

    def _forget(self, world: World, but: Iterable[tuple[str, str, str]] = ()) -> None:
        mine = {key for key, (owner, _) in self._index.items() if owner is world}
        for key in mine.difference(but):
            del self._index[key]

    def _folder_of(self, world_id: str) -> Path | None:
        return None if self.folder is None else self.folder / world_id

    def _free_id(self) -> str:
        return f"m-{secrets.token_hex(4)}"

    def _check(self, world_id: str) -> None:
        if not world_id or len(world_id) > 40 or set(world_id) - ID_LETTERS or world_id.startswith("-"):
            raise UsageError("o id do mundo tem de 1 a 40 letras minúsculas, algarismos e hifens")
        if world_id in self._worlds or world_id in self._reserved:
            raise UsageError(f"o mundo {world_id} já existe")
        if len(self._worlds) + len(self._reserved) >= MAX_WORLDS:
            raise UsageError(f"já há {MAX_WORLDS} mundos; apague algum")


def _remove(folder: Path | None) -> None:
    if folder is None or not folder.exists():
        return
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
