"""Every world of a process, and the one index by which a request finds its world."""

import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from homologa.simulators.kernel import packs, versions
from homologa.simulators.kernel.addresses import Addresses
from homologa.simulators.kernel.clock import Clock
from homologa.simulators.kernel.deliveries.messages import Sender
from homologa.simulators.kernel.deliveries.network import Network
from homologa.simulators.kernel.errors import NotFound, UsageError
from homologa.simulators.kernel.exchanges.journal import Journal
from homologa.simulators.kernel.exchanges.retention import JournalBounds
from homologa.simulators.kernel.ids import SecretSource
from homologa.simulators.kernel.index import Index
from homologa.simulators.kernel.limits import LimitMode
from homologa.simulators.kernel.masks.known import KnownValues
from homologa.simulators.kernel.platform import Platform, require_known
from homologa.simulators.kernel.storage import formats
from homologa.simulators.kernel.storage.folder import JOURNAL, LONGEST_ID, WORLD, Folder, WorldRecord, is_world_id
from homologa.simulators.kernel.storage.snapshots import INITIAL
from homologa.simulators.kernel.store import empty_image
from homologa.simulators.kernel.world import World, WorldConfig

MAX_WORLDS = 500
MAX_UNROUTED = 1_000
MAX_SEED = 2**63 - 1


@dataclass
class Worlds:
    """The worlds of one process.

    `sender` carries their deliveries, `wake` has a served world's deliveries done by a worker, and `folder`
    keeps each world in files of its own.
    """

    platforms: tuple[Platform, ...]
    sender: Sender
    wake: Callable[[World], None] | None = None
    folder: Folder | None = None
    credentials_from: str | None = None
    """Derives every credential from this text, so that a run can be repeated; without it they cannot be predicted."""
    journal_bounds: JournalBounds = field(default_factory=JournalBounds)
    """What the journal of each world keeps at most."""
    addresses: Addresses = field(default_factory=Addresses)
    """Where the platforms are reached."""
    unrouted_journal: Journal = field(default_factory=lambda: Journal(bounds=JournalBounds(exchanges=MAX_UNROUTED)))
    """Requests that belong to no world."""
    ends: ExitStack = field(default_factory=ExitStack)
    """What is to be closed with the worlds, and before them."""
    refused: dict[str, str] = field(default_factory=dict)
    """Kept worlds that could not be opened, and why; their files are left alone."""
    secrets: SecretSource = field(default_factory=SecretSource.draw)
    """Of the masks of requests that belong to no world."""
    known_values: KnownValues = field(default_factory=KnownValues)
    """Personal values that came with requests that belong to no world."""
    _worlds: dict[str, World] = field(default_factory=dict)
    _reserved: set[str] = field(default_factory=set)
    """Ids of worlds that are being made or deleted, and of folders that are not ours to touch."""
    _index: Index[World] = field(default_factory=Index)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def __post_init__(self) -> None:
        if self.folder is not None:
            self._reserved.update(self.folder.ids())

    def create(
        self,
        *,
        id: str | None = None,
        seed: int = 1,
        clock: Clock | None = None,
        limits: LimitMode = "observe",
        pack: str = packs.DEFAULT,
        platforms: Iterable[str] | None = None,
    ) -> World:
        """Make a world with a believable account on each platform, or on those named, and the data of a pack.

        Raises UsageError for a bad or taken id, a seed beyond MAX_SEED, an unknown pack or platform, no platform at
        all, a credential that is another world's, and for too many worlds.
        """
        wanted = self._named(platforms)
        packs.require(wanted, pack)
        if abs(seed) > MAX_SEED:
            raise UsageError(f"a semente tem de ser um número inteiro de -{MAX_SEED} a {MAX_SEED}")
        with self._reserving(id) as chosen:
            names = tuple(platform.name for platform in wanted)
            record = WorldRecord(chosen, seed, self._secrets_of(chosen).key, pack, names)
            world = self._open(record, clock or Clock(), None if self.folder is None else self.folder.path_of(chosen))
            self._populate(world, record, limits)
            with self._lock:
                self._worlds[chosen] = world
        return world

    def reopen(self) -> list[World]:
        """Open the worlds that an earlier process kept in the folder; those that cannot be are `refused`."""
        for world_id in self.folder.ids() if self.folder else ():
            try:
                self._reopen(world_id)
            except UsageError as reason:
                self.refused[world_id] = str(reason)
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
            if world.pump.inside_delivery:
                raise UsageError("um mundo não é apagado no meio de uma entrega sua")
            del self._worlds[world_id]
            self._reserved.add(world_id)
        try:
            self._discard(world)
        finally:
            self._release(world_id)

    def finder(self, platform: str) -> Callable[[str, str], tuple[World, Mapping[str, Any]] | None]:
        """The look-up of one platform's minted values."""
        return self._index.finder(platform)

    def minted(self) -> list[tuple[str, str, str]]:
        """What was minted for every world: title of the platform, kind and value."""
        titles = {platform.name: platform.title for platform in self.platforms}
        return [(titles[platform], kind, value) for platform, kind, value in self._index.minted()]

    def close(self) -> None:
        """Close every world, and leave the folder to others."""
        self.ends.close()
        for world in self.all():
            world.close()
        self.unrouted_journal.close_file()
        if self.folder is not None:
            self.folder.close()

    @contextmanager
    def _reserving(self, world_id: str | None) -> Iterator[str]:
        """Have an id, chosen here if there is none, to oneself meanwhile; raises UsageError for one that cannot be."""
        with self._lock:
            chosen = self._free_id() if world_id is None else world_id
            self._check(chosen)
            self._reserved.add(chosen)
        try:
            yield chosen
        finally:
            self._release(chosen)

    def _release(self, world_id: str) -> None:
        with self._lock:
            self._reserved.discard(world_id)

    def _populate(self, world: World, record: WorldRecord, limits: LimitMode) -> None:
        """Have a world begin; one that cannot leaves nothing."""
        try:
            world.begin()
            world.set_limit_mode(limits)
            world.snapshot(INITIAL)
            if self.folder is not None:
                self.folder.write_record(record)
        except BaseException:
            self._discard(world)
            raise

    def _named(self, names: Iterable[str] | None) -> tuple[Platform, ...]:
        if names is None:
            return self.platforms
        wanted = frozenset(names)
        require_known(wanted, [platform.name for platform in self.platforms])
        if not wanted:
            raise UsageError("um mundo tem ao menos 1 plataforma")
        return tuple(platform for platform in self.platforms if platform.name in wanted)

    def _discard(self, world: World) -> None:
        self._index.drop(world)
        world.close()
        # What units of work have minted until it was closed.
        self._index.drop(world)
        if self.folder is not None:
            self.folder.remove(world.id)

    def _reopen(self, world_id: str) -> None:
        if self.folder is None or world_id in self._worlds:
            return
        record, is_writable = self.folder.record(world_id), self.folder.is_writable(world_id)
        place = self.folder.path_of(world_id) if is_writable else self.folder.copy_of(world_id)
        self._require_installed(record, place)
        formats.check_file(place / WORLD, formats.version(empty_image()))
        formats.check_file(place / JOURNAL)
        world = self._load(record, place)
        if not is_writable:
            world.store.refuse_writes()
        with self._lock:
            self._worlds[world_id] = world
        self._release(world_id)

    def _require_installed(self, record: WorldRecord, place: Path) -> None:
        """Raise UsageError where a platform of a kept world is not there."""
        known = frozenset(platform.name for platform in self.platforms)
        for name in record.platforms:
            if name not in known:
                raise UsageError(
                    f"o mundo de {place} tem a plataforma {name}, que não está aqui: instale o pacote dela, "
                    "cite-a em --platforms, ou use outra pasta em --data"
                )

    def _load(self, record: WorldRecord, place: Path) -> World:
        with ExitStack() as opened:
            try:
                world = self._open(record, Clock(), place)
                opened.callback(world.close)
                found, remedy = world.store.versions(), "use aquela versão, ou outra pasta em --data"
                versions.check(world.platforms, found, str(place), remedy)
                world.reload()
            except (sqlite3.Error, ValueError, LookupError, TypeError) as error:
                raise UsageError(
                    f"os arquivos de {place} não são os que este Homologa grava ({error}); "
                    "devolva-os de uma cópia, ou tire a pasta daí"
                ) from None
            opened.pop_all()
        return world

    def _open(self, record: WorldRecord, clock: Clock, folder: Path | None) -> World:
        platforms = {platform.name: platform for platform in self._named(record.platforms)}
        network = Network(self.sender)
        return World(
            WorldConfig(
                record, platforms, network, self._index, clock, self.wake, folder, self.journal_bounds, self.addresses
            )
        )

    def _secrets_of(self, world_id: str) -> SecretSource:
        text = self.credentials_from
        return SecretSource.draw() if text is None else SecretSource.derive(text, world_id)

    def _free_id(self) -> str:
        return f"m-{secrets.token_hex(4)}"

    def _check(self, world_id: str) -> None:
        if not is_world_id(world_id):
            raise UsageError(f"o id do mundo tem de 1 a {LONGEST_ID} letras minúsculas, algarismos e hifens")
        if world_id in self._worlds or world_id in self._reserved:
            raise UsageError(f"o mundo {world_id} já existe{self._refusal_reason(world_id)}")
        if len(self._worlds) + len(self._reserved) >= MAX_WORLDS:
            raise UsageError(f"já há {MAX_WORLDS} mundos; apague algum")

    def _refusal_reason(self, world_id: str) -> str:
        return f", e não pôde ser aberto: {self.refused[world_id]}" if world_id in self.refused else ""
