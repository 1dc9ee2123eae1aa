"""One isolated tenant: an account on each platform, one clock, one database, one journal, one outbox."""

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from simulators.kernel import acting, timeline
from simulators.kernel.clock import Clock, Mode
from simulators.kernel.errors import NotFound, UsageError
from simulators.kernel.events import Delivery, Draft, Outcome
from simulators.kernel.ids import Source
from simulators.kernel.journal import Journal
from simulators.kernel.limits import LimitMode, Limits
from simulators.kernel.network import Network
from simulators.kernel.outbox import Outbox
from simulators.kernel.platform import Platform
from simulators.kernel.pump import Pump
from simulators.kernel.snapshots import INITIAL, Snapshots, inside
from simulators.kernel.store import Layout, Store
from simulators.kernel.work import Work

Publish = Callable[["World", str, str, str, Mapping[str, Any]], None]
"""Tells the process-wide index of a minted value: world, platform, kind, value, data."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Charter:
    """What a world is made of."""

    id: str
    seed: int
    platforms: Mapping[str, Platform]
    network: Network
    publish: Publish
    clock: Clock
    wake: Callable[["World"], None] | None = None
    folder: Path | None = None


class World:
    """A world; every change goes through `work`, and what is due is done by `pump`."""

    def __init__(self, charter: Charter) -> None:
        self.id = charter.id
        self.source = Source(charter.id, charter.seed)
        self.platforms = charter.platforms
        self.network = charter.network
        self.clock = charter.clock
        self.limits = Limits()
        self.folder = charter.folder
        self._publish = charter.publish
        self.store = Store(_layout(charter.platforms), inside(charter.folder, "world.db"))
        self.journal = Journal(inside(charter.folder, "journal.db"))
        self.outbox = Outbox(self.store)
        self.pump = Pump(self, charter.wake)
        self.snapshots = Snapshots(charter.folder)
        self._stirred = False
        self._closed = False

    @contextmanager
    def work(self, platform: str, *, actor: str = "tela", cause: str = "", write: bool = True) -> Iterator[Work]:
        """A unit of work: its changes, events and deliveries are kept together, or none of them."""
        with self.store.writing() if write else self.store.reading():
            work = self.looking(platform, actor)
            yield work
            self._stirred |= self._expand(work, cause)
        for kind, value, data in work.minted:
            self._publish(self, platform, kind, value, data)

    def looking(self, platform: str, actor: str) -> Work:
        """What a unit of work has in hand, without being one."""
        return Work(platform, self.clock.now(), self.source, self.store, actor, self.journal.epoch)

    def stir(self) -> None:
        """Have the deliveries done that units of work have left; whatever goes wrong there is not the caller's."""
        if self._stirred:
            self._stirred = False
            try:
                self.pump.kick()
            except Exception:
                log.exception("the deliveries of %s broke", self.id)

    def act(self, platform: str, action: str, fields: Mapping[str, Any]) -> Any:
        """Do what a person does on a screen; raises NotFound, UsageError or ScreenRefusal, and then nothing changed."""
        return acting.act(self, platform, action, fields)

    def view(self, platform: str, view: str, fields: Mapping[str, Any]) -> Any:
        """What a person sees on a screen; costs no limit and is not journalled."""
        return acting.view(self, platform, view, fields)

    def platform(self, name: str) -> Platform:
        """One of the world's platforms; raises NotFound."""
        if name not in self.platforms:
            raise NotFound(f"não há plataforma {name}; há: {', '.join(self.platforms)}")
        return self.platforms[name]

    def next_delivery(self) -> Delivery | None:
        """The delivery whose turn it is now, if any."""
        with self.store.lock:
            return None if self._closed else self.outbox.due(self.clock.now())

    def next_due(self) -> datetime | None:
        """When the next delivery is due, now or later."""
        with self.store.lock:
            return None if self._closed else self.outbox.next_due()

    def settle(self, delivery: Delivery, outcome: Outcome) -> None:
        """Note what an attempt gave, and let its platform apply it, in one unit of work."""
        with self.work(delivery.platform, cause=f"entrega:{delivery.id}") as work:
            if self.outbox.settle(delivery, outcome, work.now):
                self.platforms[delivery.platform].notifier.settle(work, delivery, outcome)

    def advance(self, target: datetime, *, deliver: bool = True) -> None:
        """Move the clock to `target`, doing everything due on the way at its own time and in order.

        A moment that has passed changes nothing; without `deliver` what has come due waits for the next kick. Raises
        UsageError for a moment beyond LAST, and when a delivery's receiver asks for it before it answers.
        """
        timeline.advance(self, target, deliver=deliver)

    def advance_by(self, seconds: float, *, deliver: bool = True) -> None:
        """Move the clock by so many seconds."""
        self.advance(self.clock.now() + timedelta(seconds=seconds), deliver=deliver)

    def set_clock_mode(self, mode: Mode) -> None:
        """Freeze the clock, or let it run."""
        self.clock.switch(mode)
        self._keep_clock()

    def set_limit_mode(self, mode: LimitMode) -> None:
        """Observe, enforce or switch off the request limits."""
        self.limits.mode = mode
        self._keep("limits", mode)

    def move_to(self, moment: datetime) -> None:
        """Move the clock and keep it; nothing is delivered."""
        self.clock.move_to(moment)
        self._keep_clock()

    def snapshot(self, name: str) -> None:
        """Keep the whole state under a name."""
        self._keep_clock()
        self.snapshots.keep(name, self.store.image())

    def restore(self, name: str) -> None:
        """Put a kept state back when the delivery on its way has ended; journal and attempts stay, with a marker.

        Raises NotFound, and UsageError when a delivery's receiver asks for it before it answers.
        """
        image = self.snapshots.read(name)
        if self.pump.inside:
            raise UsageError("um mundo não é restaurado no meio de uma entrega sua")
        with self.pump.held():
            self.journal.next_epoch()
            with self.store.lock:
                self.store.restore(image)
                self._take_state()
            self._publish_all()
        self.journal.mark(self.clock.now(), f"restaurado: {name}")

    def reset(self) -> None:
        """Go back to the state in which the world was made."""
        self.restore(INITIAL)

    def reload(self) -> None:
        """Take clock, limits and index from the stored state."""
        self._take_state()
        self._publish_all()

    def _take_state(self) -> None:
        kept = dict(self.store.rows("SELECT name, value FROM world_state WHERE name IN ('clock', 'limits')"))
        if "clock" in kept:
            self.clock.load(json.loads(kept["clock"]))
        self.limits.clear()
        self.limits.mode = json.loads(kept.get("limits", '"observe"'))

    def _publish_all(self) -> None:
        for platform, kind, value, data in self.store.rows("SELECT platform, kind, value, data FROM credential"):
            self._publish(self, platform, kind, value, json.loads(data))

    def minted(self) -> list[tuple[str, str, str]]:
        """Every value by which a request finds this world: platform, kind, value."""
        return [(row[0], row[1], row[2]) for row in self.store.rows("SELECT platform, kind, value FROM credential")]

    def close(self) -> None:
        """Wait for the delivery on its way, and close the databases."""
        with self.store.lock:
            self._closed = True
        with self.pump.held():
            self.store.close()
            self.journal.close_file()
        # A worker that finds nothing more to come back for forgets the world.
        self.pump.kick()

    def _expand(self, work: Work, cause: str) -> bool:
        notifier = self.platforms[work.platform].notifier
        drafts = [draft for event in work.events for draft in notifier.expand(work, event)]
        for draft in drafts:
            self.outbox.add(self._delivery(work, draft, cause))
        return bool(drafts)

    def _delivery(self, work: Work, draft: Draft, cause: str) -> Delivery:
        id_ = work.uuid("delivery")
        sequence = self.store.rows(
            "INSERT INTO counter VALUES ('delivery', 1) ON CONFLICT DO UPDATE SET value = value + 1 RETURNING value"
        )[0][0]
        return Delivery(id_, sequence, work.platform, draft, cause, "pending", 0, work.now, work.now)

    def _keep_clock(self) -> None:
        self._keep("clock", self.clock.dump())

    def _keep(self, name: str, value: object) -> None:
        self.store.rows(
            "INSERT INTO world_state VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            (name, json.dumps(value)),
        )


def _layout(platforms: Mapping[str, Platform]) -> Layout:
    return tuple(
        (f"{platform.name}_{collection.name}", collection)
        for platform in platforms.values()
        for collection in platform.collections
    )


def _inside(folder: Path | None, name: str) -> Path | None:
    return None if folder is None else folder / name
