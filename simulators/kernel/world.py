"""One isolated tenant: an account on each platform, one clock, one database, one journal, one outbox."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from homologa.simulators.kernel import versions
from homologa.simulators.kernel.accounts import Accounts
from homologa.simulators.kernel.addresses import Addresses
from homologa.simulators.kernel.change_signal import ChangeSignal
from homologa.simulators.kernel.clock import Clock, Mode
from homologa.simulators.kernel.deliveries.attempts import Attempts
from homologa.simulators.kernel.deliveries.dispatch import Dispatch
from homologa.simulators.kernel.deliveries.network import Network
from homologa.simulators.kernel.deliveries.plans import Plans
from homologa.simulators.kernel.deliveries.pump import Pump, Task, TaskSource
from homologa.simulators.kernel.errors import NotFound, UsageError
from homologa.simulators.kernel.exchanges.journal import Journal
from homologa.simulators.kernel.exchanges.retention import JournalBounds
from homologa.simulators.kernel.faults import FaultRules
from homologa.simulators.kernel.ids import SecretSource, Source
from homologa.simulators.kernel.index import Index
from homologa.simulators.kernel.limits import LimitMode, Limits
from homologa.simulators.kernel.masks.known import KnownValues
from homologa.simulators.kernel.notices import Notices
from homologa.simulators.kernel.outbox import Outbox
from homologa.simulators.kernel.platform import Platform
from homologa.simulators.kernel.schedule import Schedule
from homologa.simulators.kernel.screen_use import ScreenUse
from homologa.simulators.kernel.storage import formats
from homologa.simulators.kernel.storage.folder import JOURNAL, WORLD, WorldRecord
from homologa.simulators.kernel.storage.snapshots import INITIAL, Snapshots, path_in
from homologa.simulators.kernel.store import Store, empty_image
from homologa.simulators.kernel.timeline import Timeline
from homologa.simulators.kernel.units import Contexts, Units
from homologa.simulators.kernel.work import Work
from homologa.simulators.kernel.world_settings import PersistedSettings

CREDENTIALS_VIEW = "credenciais"
"""The view of each platform that shows all that its clients need."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class WorldConfig:
    """What a world is made of."""

    record: WorldRecord
    platforms: Mapping[str, Platform]
    network: Network
    index: "Index[World]"
    clock: Clock
    wake: Callable[["World"], None] | None = None
    folder: Path | None = None
    journal_bounds: JournalBounds = field(default_factory=JournalBounds)
    addresses: Addresses = field(default_factory=Addresses)


class World:
    """A world; every change goes through `work`, and what is due is done by `pump`."""

    def __init__(self, config: WorldConfig) -> None:
        self.id = config.record.id
        self.pack = config.record.pack
        self.source = Source(self.id, config.record.seed)
        self.secrets = SecretSource(config.record.key)
        self.known_values = KnownValues()
        self.platforms = config.platforms
        self.addresses = config.addresses
        self._index = config.index
        self._closed = False
        self._open(config)
        self._wire(config)

    def _open(self, config: WorldConfig) -> None:
        """Open what the world keeps."""
        self.clock, self.limits, self.changes = config.clock, Limits(), ChangeSignal()
        self.journal = Journal(path_in(config.folder, JOURNAL), config.journal_bounds)
        self.store = Store(path_in(config.folder, WORLD), versions.loaded_layout(self.platforms.values()))
        self.settings = PersistedSettings(self.store, self.clock, self.limits)
        self.outbox, self.faults, self.plans = Outbox(self.store), FaultRules(self.store), Plans(self.store)
        self.snapshots = Snapshots(self._check_image, config.folder)

    def _wire(self, config: WorldConfig) -> None:
        """Put together what acts in the world."""
        self.pump = Pump(self.next_task, partial(config.wake, self) if config.wake else None)
        self._contexts = Contexts(self.source, self.secrets, self.store, self.clock, self.journal, self._address)
        make = self._contexts.make
        self.dispatch = Dispatch(self.store, self.outbox, self.plans, self.clock, self.changes, self.pump, make)
        notices = Notices(self.platforms, self.outbox, self.work)
        self._units = Units(self.store, self.dispatch, notices.drafts, partial(self._index.adding, self))
        self._accounts = Accounts(self.platforms, self.pack, self.settings, make, self._units.transaction)
        self._screens = ScreenUse(self.platform, self.work, self.clock, self.journal)
        self.sources: list[TaskSource] = [
            Attempts(
                self.outbox, self.journal, config.network, self.clock, self.changes, notices.headers, notices.settle
            ),
            Schedule(self.store, self.journal, self.clock, self.platform, self.work, self.changes),
        ]
        """What comes due; of two things due at one moment, that of the earlier source goes first."""
        self.timeline = Timeline(self.settings, self.pump, self.next_due, self.faults)

    @contextmanager
    def work(self, platform: str, *, actor: str = "tela", cause: str = "", write: bool = True) -> Iterator[Work]:
        """A unit of work: its changes, events and deliveries are kept together, or none of them."""
        work = self._contexts.make(platform, actor)
        with self.unit(work, cause=cause, write=write):
            yield work

    @contextmanager
    def unit(self, work: Work, *, cause: str = "", write: bool = True) -> Iterator[None]:
        """A unit of work of what was a look: from its present moment until it is kept or undone."""
        with self.store.lock:
            self._accounts.require(work.platform)
            work.now, work.epoch = self.clock.now(), self.journal.epoch
            with self._units.transaction(work, cause, write=write):
                yield

    def detached_context(self, platform: str, actor: str) -> Work:
        """A `Work` with no transaction of its own; there may be no account yet."""
        return self._contexts.make(platform, actor)

    def begin(self) -> None:
        """Begin with what the accounts are born with; each is made when it is first needed."""
        with self.store.lock:
            self._accounts.begin(self.clock.now())

    def make_accounts(self) -> None:
        """Make every account that there is not yet; where nothing can be written, there is nothing more to come."""
        with self.store.lock:
            for platform in () if self.store.refuses_writes else tuple(self._accounts.waiting):
                self._accounts.require(platform)

    def credentials(self, platform: str) -> Any:
        """All that a client of a platform needs; where there is no account yet, what it is born with."""
        with self.store.lock:
            if platform in self._accounts.waiting:
                return self._accounts.born_with(platform)
        return self.view(platform, CREDENTIALS_VIEW, {})

    def origin(self, platform: str) -> str:
        """Where a client of the world finds a platform in life; needs no account."""
        with self.store.lock:
            return self.platforms[platform].origin.format(**self._accounts.born_with(platform))

    def url(self, platform: str, listener: str = "") -> str:
        """Where a platform, or one of its listeners, is reached here and now; raises LookupError."""
        return self._address(platform, listener)

    def deliver_pending(self) -> None:
        """Have the deliveries done that units of work have left; whatever goes wrong there is not the caller's."""
        if self._units.has_pending:
            self._units.has_pending = False
            self.changes.notify()
            try:
                self.pump.trigger()
            except Exception:
                log.exception("the deliveries of %s broke", self.id)

    def act(self, platform: str, action: str, fields: Mapping[str, Any]) -> Any:
        """Do what a person does on a screen; raises NotFound, UsageError or ScreenRefusal, and then nothing changed."""
        result = self._screens.perform(platform, action, fields)
        self.deliver_pending()
        return result

    def view(self, platform: str, view: str, fields: Mapping[str, Any]) -> Any:
        """What a person sees on a screen; costs no limit and is not journalled."""
        return self._screens.read(platform, view, fields)

    def platform(self, name: str) -> Platform:
        """One of the world's platforms; raises NotFound."""
        if name not in self.platforms:
            raise NotFound(f"não há plataforma {name}; há: {', '.join(self.platforms)}")
        return self.platforms[name]

    @property
    def closed(self) -> bool:
        """Whether the world is over."""
        return self._closed

    def next_task(self) -> Task | None:
        """What is to be done now, if anything is due."""
        with self.store.lock:
            if self._closed or self.store.refuses_writes:
                return None
            now = self.clock.now()
            tasks = [task for source in self.sources if (task := source.due(now)) is not None]
        return min(tasks, key=lambda task: task.at, default=None)

    def next_due(self) -> datetime | None:
        """When the next thing is due, now or later."""
        with self.store.lock:
            if self._closed or self.store.refuses_writes:
                return None
            moments = [moment for source in self.sources if (moment := source.next_due()) is not None]
        return min(moments, default=None)

    def advance(self, target: datetime, *, deliver: bool = True) -> None:
        """Move the clock to `target`, doing everything due on the way at its own time and in order.

        A moment that has passed changes nothing; without `deliver` what has come due waits for the next kick. Raises
        UsageError for a moment beyond LAST, and when a delivery's receiver asks for it before it answers.
        """
        self.timeline.advance(target, deliver=deliver)

    def advance_by(self, seconds: float, *, deliver: bool = True) -> None:
        """Move the clock by so many seconds."""
        self.advance(self.clock.now() + timedelta(seconds=seconds), deliver=deliver)

    def set_clock_mode(self, mode: Mode) -> None:
        """Freeze the clock, or let it run."""
        self.settings.set_clock_mode(mode)

    def set_limit_mode(self, mode: LimitMode) -> None:
        """Observe, enforce or switch off the request limits."""
        self.settings.set_limit_mode(mode)

    def snapshot(self, name: str) -> None:
        """Keep the whole state under a name; raises UsageError when there are too many."""
        with self.store.lock:
            self.settings.save_clock()
            image = self.store.image()
        self.snapshots.save(name, image)

    def restore(self, name: str) -> None:
        """Put a kept state back when the delivery on its way has ended; journal and attempts stay, with a marker.

        Raises NotFound, and UsageError when a delivery's receiver asks for it before it answers, or when the state
        was kept by another version.
        """
        if self.pump.inside_delivery:
            raise UsageError("um mundo não é restaurado no meio de uma entrega sua")
        with self.pump.paused(), self.snapshots.reading(name) as image:
            self.journal.next_epoch()
            with self.store.lock:
                self.store.restore(image)
                self.reload()
        self.journal.add_marker(self.clock.now(), f"restaurado: {name}")

    def reset(self) -> None:
        """Go back to the state in which the world was made."""
        self.restore(INITIAL)

    def reload(self) -> None:
        """Load clock, limits, plans, faults and the index from the stored state."""
        self.settings.load()
        self._accounts.reload()
        self.plans.reload()
        self.faults.reload()
        self._index.replace(self, self.settings.credentials())

    def minted(self) -> list[tuple[str, str, str]]:
        """Every value by which a request finds this world: platform, kind, value."""
        return [key for key, _ in self.settings.credentials()]

    def secrets_at_birth(self) -> list[tuple[str, str, str]]:
        """What the accounts are born with and gives access: platform, name, value."""
        with self.store.lock:
            return self._accounts.secrets()

    def trouble(self) -> str:
        """What is wrong with the storage of the world, in Portuguese; empty when nothing is."""
        return self.store.damage or self.store.trouble or self.journal.trouble

    def cancel_waits(self) -> None:
        """End every wait for something of this world; from now on a wait returns at once."""
        self.faults.cancel_waits()
        self.changes.close()
        self.pump.close()
        self.journal.progress.close()

    def close(self) -> None:
        """Wait for the delivery on its way, and close the databases."""
        self.faults.cancel_waits()
        with self.store.lock:
            self._closed = True
        self.changes.notify()
        with self.pump.paused():
            self.store.close()
            self.journal.close_file()
        # A worker that finds nothing more to come back for forgets the world.
        self.pump.trigger()

    def _address(self, platform: str, listener: str) -> str:
        if listener:
            return self.addresses.listener(platform, listener)
        return self.addresses.urls.get(platform) or self.origin(platform)

    def _check_image(self, image: bytes | Path, what: str) -> None:
        formats.check_image(image, formats.version(empty_image()), what)
        if isinstance(image, Path):
            versions.check(self.platforms, formats.platform_versions(image, what), what, "apague-a e tire outra")
