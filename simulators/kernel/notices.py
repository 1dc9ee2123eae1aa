"""What the platforms of a world tell others: the drafts of their deliveries, who sends them, and what came of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from homologa.simulators.kernel.events import Delivery, Draft, Outcome
from homologa.simulators.kernel.outbox import Outbox
from homologa.simulators.kernel.platform import Platform
from homologa.simulators.kernel.rooms import Notifier
from homologa.simulators.kernel.work import UnitOpener, Work


@dataclass(frozen=True)
class Notices:
    """The notifiers of a world's platforms; `unit` opens a unit of work."""

    platforms: Mapping[str, Platform]
    outbox: Outbox
    unit: UnitOpener

    def drafts(self, work: Work) -> list[Draft]:
        """The deliveries that the events of a unit of work cause, within it."""
        drafts = list[Draft]()
        for event in work.events:
            notifier = self._notifier(work.platform)
            prepared = tuple(notifier.prepare(work, event))
            with work.store.refusing_writes():
                drafts += [draft for one in prepared for draft in notifier.expand(work, one)]
        return drafts

    def headers(self, delivery: Delivery, age: timedelta) -> list[tuple[str, str]]:
        """The headers that prove who sends a delivery, as if it were attempted so long ago."""
        with self.unit(delivery.platform, write=False) as work:
            return list(self._notifier(delivery.platform).headers(work, delivery, work.now - age))

    def settle(self, delivery: Delivery, outcome: Outcome) -> None:
        """Note what an attempt gave, and let its platform apply it, in one unit of work.

        Of a delivery that was made once more a platform learns only that it was accepted: a failure changes nothing
        of what it knows of the first time.
        """
        with self.unit(delivery.platform, cause=f"entrega:{delivery.id}") as work:
            if self.outbox.settle(delivery, outcome, work.now) and (outcome.accepted or not delivery.replay_of):
                self._notifier(delivery.platform).settle(work, delivery, outcome)

    def _notifier(self, platform: str) -> Notifier:
        return self.platforms[platform].rooms.notifier
